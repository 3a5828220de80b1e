"""`torkham gazetteer` and its verbs: what data maintainers ask of the file that they edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geo.cli.gazetteer_diff import diff
from geo.cli.options import gazetteers_option, open_store, progress_bar, quiet_option, store_option
from geo.cli.world import build_world
from geo.errors import DataError, NotFound, SourceError
from geo.model import Kind

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer
    from geo.gazetteer.suggestions import Suggestion
    from geo.gazetteer.survey import Holdings
    from geo.model import Article, Location, Place


@click.group()
def gazetteer() -> None:
    """Check and compare gazetteers, and find the names that one lacks."""


gazetteer.add_command(diff)
gazetteer.add_command(build_world)


@gazetteer.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--fix", is_flag=True, help="First mend order, blanks, line ends, byte order mark; asks.")
@click.option("--yes", is_flag=True, help="With --fix: do not ask.")
@click.option("--no-map", is_flag=True, help="Leave out the comparison of points with the boundaries.")
@quiet_option
def check(file: Path | None, fix: bool, yes: bool, no_map: bool, quiet: bool) -> None:
    """List every fault of a gazetteer CSV as path:line: column: what is wrong; exit 1 if there is one.

    FILE defaults to the shipped gazetteer. A file without a fault is told by what it holds.

    \b
    Example:
      torkham gazetteer check data/gazetteer.csv
      torkham gazetteer check --fix --yes data/gazetteer.csv
    """
    from geo.boundaries import Boundaries
    from geo.gazetteer import read_common_words
    from geo.gazetteer.fixing import form_notes
    from geo.gazetteer.survey import survey
    from geo.shipped import data_folder
    from geo.tables import read_bytes

    path = file or data_folder() / "gazetteer.csv"
    raw = read_bytes(path)
    if fix:
        raw = _mend(path, raw, ask=not yes)
    for note in form_notes(raw):
        click.echo(f"{path}: {note}", err=True)
    outlines = None if no_map else Boundaries(data_folder() / "boundaries")
    words = read_common_words(data_folder() / "common_words.csv")
    with progress_bar(len(raw), f"Checking {path.name}", quiet=quiet) as bar:
        holdings, problems = survey(path, raw, outlines, words, lambda done: bar.update(done - bar.pos))
    if problems:
        raise DataError(problems)
    for line in _told(path, holdings):
        click.echo(line)


def _mend(path: Path, raw: bytes, *, ask: bool) -> bytes:
    """Show what mending changes, and do it if that is wanted; return the content as it is then."""
    from geo.gazetteer.fixing import changes, form_notes, mended, replace_file

    new = mended(path, raw)
    if new == raw:
        click.echo(f"{path}: nothing to mend", err=True)
        return raw
    for note in form_notes(raw):
        click.echo(f"{path}: {note}; will be changed", err=True)
    for line in changes(path, raw, new):
        click.echo(line, err=True)
    if ask and not click.confirm(f"Write {path} so?", err=True):
        return raw
    replace_file(path, raw, new)
    click.echo(f"{path}: mended", err=True)
    return new


def _told(path: Path, holdings: Holdings) -> Iterator[str]:
    """Yield what a sound file holds: its size, then kinds by the countries with most rows."""
    counts = holdings.rows
    codes = Counter[str]()
    for (_, code), count in counts.items():
        codes[code] += count
    countries = len(codes.keys() - {""})
    yield f"{path}: {codes.total():,} places with {holdings.spellings:,} spellings in {countries} countries, no faults"
    main = [code for code, _ in codes.most_common() if code][:2]
    yield f"{'':18}" + "".join(f"{head:>11}" for head in (*main, "others", "all"))
    for kind in [*Kind, None]:
        some = {key: count for key, count in counts.items() if kind in (None, key[0])}
        row = [sum(count for key, count in some.items() if key[1] == code) for code in main]
        total = sum(some.values())
        if total:
            yield f"{kind or 'all':18}" + "".join(f"{count:11,}" for count in (*row, total - sum(row), total))


@gazetteer.command()
@store_option
@gazetteers_option
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1), help="How many names at the most.")
def unresolved(store: str, gazetteers: tuple[Path, ...], limit: int) -> None:
    """List names in what has been read that look like places and have no row, the most frequent first.

    Below each name stand a sentence with it, the place that it was given for want of its own, and the nearest
    spellings that have a row: one that is near enough may be all that is missing, in alt_names.

    \b
    Example:
      torkham gazetteer unresolved --store border.gpkg
    """
    from geo.gazetteer.suggestions import has_row, nearest

    known = _read(gazetteers)
    with open_store(store, must_exist=True) as opened:
        lost = opened.unresolved(lambda name: has_row(name, known))
    for name, count, article_id, sentence, place in lost[:limit]:
        click.echo(f"{count:5}  {name}")
        click.echo(f"       {article_id}: {' '.join(sentence.split())[:160]}")
        if place:
            click.echo(f"       placed by what stands around it: {place}")
        for spelling in nearest(name, known):
            ids = ", ".join(place.id for place in spelling.places[:3])
            click.echo(f"       near: {spelling.name} {spelling.likeness:.0f} % ({ids})")
    if len(lost) > limit:
        click.echo(f"and {len(lost) - limit:,} more; see --limit", err=True)
    if not lost:
        click.echo("every name that was found has a row", err=True)


@gazetteer.command()
@click.argument("name")
@click.option("--near", metavar="PLACE", help="A place that it is near or in: a gazetteer id or a name.")
@click.option("--online", is_flag=True, help="Ask Nominatim, then Photon (OpenStreetMap) for the point. Needs network.")
@click.option("--header", is_flag=True, help="Print the header line of the file first.")
@store_option
@gazetteers_option
def suggest(name: str, near: str | None, online: bool, header: bool, store: str, gazetteers: tuple[Path, ...]) -> None:
    """Print a row for a place that the gazetteer lacks, ready to paste; what it rests on goes to standard error.

    It is guessed from the places that articles of the store tell of beside it.

    \b
    Example:
      torkham gazetteer suggest "Kot Hakim" --near Tank >> data/gazetteer.csv
      torkham gazetteer suggest "Kot Hakim" --online --header
    """
    from geo.gazetteer import COLUMNS, csv_line, csv_row
    from geo.gazetteer.suggestions import is_spelling_of
    from geo.gazetteer.suggestions import suggest as guess

    known = _read(gazetteers)
    told = _passages(name, store) if Path(store).exists() else []
    found = guess(name, known, told, _place(known, near) if near else None)
    if online:
        found = _asked_online(name, found, known)
    for spelling in found.nearest:
        click.echo(f"near: {spelling.name} {spelling.likeness:.0f} % ({spelling.places[0].id})", err=True)
    if same := is_spelling_of(found):
        click.echo(f"is it only another spelling of {same.id}? then add it to its alt_names instead", err=True)
    for reason in found.why:
        click.echo(f"because {reason}", err=True)
    if found.place is None:
        raise NotFound(f"nothing says where {name!r} is; name a place with --near, or ask with --online")
    if header:
        click.echo(csv_line(COLUMNS))
    click.echo(csv_row(found.place))


def _read(paths: Sequence[Path]) -> Gazetteer:
    from geo.pipeline import read_gazetteers
    from geo.shipped import data_folder

    return read_gazetteers(paths, data_folder() / "gazetteer.csv")


def _place(known: Gazetteer, asked: str) -> Place:
    """Return a place by id or by name; of several that one which an article would mean. Raises NotFound."""
    from geo.geocoder import TorkhamGeocoder

    try:
        return known.get(asked)
    except NotFound:
        found = TorkhamGeocoder(known).geocode(asked)
        if found is None:
            raise NotFound(f"--near {asked}: the gazetteer has no such id or name") from None
        return known.get(found.raw["id"])


def _passages(name: str, store: str) -> list[tuple[Article, Sequence[Location]]]:
    """Return the articles of a store in which the name stands, with what was resolved in them."""
    from geo.names import fold

    key = fold(name)
    with open_store(store, must_exist=True) as opened:
        ids: Iterable[str] = [article.id for article in opened.articles()]
        readings = (opened.reading(article_id) for article_id in ids)
        return [(one.article, one.locations) for one in readings if key in fold(one.article.text)]


def _asked_online(name: str, found: Suggestion, known: Gazetteer) -> Suggestion:
    """Return the suggestion with the point that an online geocoder gives. Raises SourceError."""
    from geopy.exc import GeocoderServiceError

    from geo.gazetteer.suggestions import at_point
    from geo.gazetteer.suggestions import suggest as guess
    from geo.geocoder import ONLINE, cache_folder, online

    around = found.place
    holders = [around.admin2, around.admin1, _country(known, around)] if around else []
    # First the name with all that holds it; district and province may be spelled otherwise there.
    queries = dict.fromkeys(", ".join(filter(None, [name, *some])) for some in (holders, holders[-1:]))
    failures = []
    for service in ONLINE:
        geocoder = online(service, cache_folder())
        try:
            answer = next(filter(None, map(geocoder.geocode, queries)), None)
        except GeocoderServiceError as error:
            failures.append(f"{service}: {error}")
            continue
        if answer is not None:
            click.echo(f"{service}: {answer.address} (© OpenStreetMap contributors, ODbL)", err=True)
            if around is None:
                near = _near_point(known, answer.latitude, answer.longitude)
                found = guess(name, known, (), near)
            return at_point(found, answer.latitude, answer.longitude, f"openstreetmap_via_{service}")
    if len(failures) == len(ONLINE):
        raise SourceError("no online geocoder can be reached; is there a network?\n" + "\n".join(failures))
    click.echo(f"no online geocoder knows {name!r}", err=True)
    return found


def _near_point(known: Gazetteer, lat: float, lon: float) -> Place:
    from geo.geocoder import TorkhamGeocoder

    return known.get(TorkhamGeocoder(known).reverse((lat, lon)).raw["id"])


def _country(known: Gazetteer, place: Place) -> str:
    parents = known.parents(place)
    return parents[-1].name if parents else ""
