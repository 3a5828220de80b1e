"""`torkham store` and its verbs: what those who keep a store ask of it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from geo.cli.options import open_store, progress_bar, quiet_option, store_option


@click.group()
def store() -> None:
    """Check a store, back it up, or copy it to another file or to PostgreSQL."""


@store.command()
@store_option
def check(store: str) -> None:
    """Go through the whole store, and list every fault; exit 1 if there is one.

    Looks at the file itself, every index against its table, what leads where, and every record.

    \b
    Example:
      torkham store check --store border.gpkg
    """
    with open_store(store, must_exist=True) as opened:
        faults = opened.check()
        totals = opened.totals()
    for fault in faults:
        click.echo(f"{store}: {fault}")
    if faults:
        say = f"{len(faults)} fault{'s' if len(faults) != 1 else ''}; restore a backup, or read the articles again"
        click.echo(f"torkham: {store}: {say}", err=True)
        sys.exit(1)
    layers = ", ".join(f"{count:,} {layer}" for layer, count in totals.layers.items())
    click.echo(f"{store}: no fault; {totals.articles:,} articles, {totals.events:,} events ({layers})")


@store.command()
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@store_option
@click.option("--force", is_flag=True, help="Replace OUT if it exists.")
def backup(out: Path, store: str, force: bool) -> None:
    """Write the store as it is at this moment to OUT, a GeoPackage, whole or not at all.

    A service may go on reading and writing meanwhile. Copying the file by other means may miss what is still in
    its write-ahead log.

    \b
    Example:
      torkham store backup --store border.gpkg border-2024-06-28.gpkg
    """
    if out.exists() and not force:
        raise click.ClickException(f"{out} exists; give --force to replace it")
    with open_store(store, must_exist=True) as opened:
        opened.backup(out)
    click.echo(f"{store} written to {out} ({out.stat().st_size / 1e6:,.1f} MB)", err=True)


@store.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@quiet_option
def copy(source: str, target: str, quiet: bool) -> None:
    """Copy a store into another: a GeoPackage, or a PostGIS at postgresql://…, either way round.

    TO is made if it is missing. What it holds under the same ids becomes as in FROM, all else in it stays; so that
    copying again, also after a copy that was broken off, brings what is new.

    \b
    Example:
      torkham store copy border.gpkg postgresql://torkham@db.example.org/news
    """
    from geo.store.copying import copy, size

    with open_store(source, must_exist=True) as old, open_store(target) as new:
        done = 0
        with progress_bar(size(old), "Copying", quiet=quiet) as bar:
            for now in copy(old, new):
                bar.update(now - done)
                done = now
        if not quiet:
            click.echo(f"{done:,} articles and events of {source} copied into {target}", err=True)
