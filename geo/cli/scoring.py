"""`torkham score`: how well articles are read, against what annotators marked."""

from __future__ import annotations

from pathlib import Path

import click

from geo.cli.options import gazetteers_option


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="GOLD…")
@gazetteers_option
def score(gold: tuple[Path, ...], gazetteers: tuple[Path, ...]) -> None:
    """Print precision, recall and F1 of mentions and events in annotated articles.

    GOLD is a JSON file, or a folder of files named by a number; tests/gold/README.md tells the form.

    \b
    Example:
      torkham score tests/gold
      torkham score --gazetteer edited.csv tests/gold
    """
    from geo.pipeline import load_knowledge, read
    from geo.scoring import read_gold, score
    from geo.shipped import data_folder

    knowledge = load_knowledge(data_folder(), gazetteers)
    marked = [one for path in gold for one in read_gold(path)]
    figures = score((one, read(one.article, knowledge)) for one in marked)
    click.echo(f"{len(marked)} articles{'':18}precision  recall     F1")
    for name, figure in figures.items():
        counts = f"({figure.right} right of {figure.given} given, {figure.wanted} wanted)"
        click.echo(f"{name:28}    {figure.precision:.3f}   {figure.recall:.3f}  {figure.f1:.3f}   {counts}")
