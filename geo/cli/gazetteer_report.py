"""What an edit of the gazetteer changes, as lines for a terminal and as one page that needs no other file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

from geo.boundaries import Boundaries
from geo.gazetteer.differences import Change, Difference, km_words
from geo.model import Article, Event, Mention, Place
from geo.rereading import Effect, Move
from geo.sketch import Leg, Pin, landmarks, sketch

_MOST_ROWS = 200  # told one by one, in each list
_MOST_MAPS = 40
_MOST_QUOTES = 5  # passages of a group
_CONTEXT_CHARS = 60  # on either side of a name


@dataclass(frozen=True, slots=True)
class Report:
    """A comparison of two gazetteer files, and what their difference does to articles."""

    old: Path
    new: Path
    difference: Difference
    effects: tuple[Effect, ...]

    def moves(self) -> list[tuple[Article, Move]]:
        """Return the mentions whose place is another, with their articles."""
        return [(effect.article, move) for effect in self.effects for move in effect.mentions]

    def event_moves(self) -> list[tuple[Article, Move]]:
        """Return the events whose main place is another, with their articles."""
        return [(effect.article, move) for effect in self.effects for move in effect.events]

    def found(self) -> list[tuple[Article, Mention]]:
        """Return the names that are now found, with their articles."""
        return [(effect.article, mention) for effect in self.effects for mention in effect.found]

    def lost(self) -> list[tuple[Article, Mention]]:
        """Return the names that are found no more, with their articles."""
        return [(effect.article, mention) for effect in self.effects for mention in effect.lost]

    def come(self) -> list[Event]:
        """Return the events that are only told with the new file."""
        return [event for effect in self.effects for event in effect.appeared]

    def gone(self) -> list[Event]:
        """Return the events that are only told with the old file."""
        return [event for effect in self.effects for event in effect.disappeared]


def text(report: Report) -> Iterator[str]:
    """Yield the report as lines for a terminal."""
    difference = report.difference
    yield f"{report.old} → {report.new}"
    yield f"rows: {_rows_words(difference)}"
    yield from _listed("+", map(_row_words, difference.added))
    yield from _listed("-", map(_row_words, difference.removed))
    yield from _listed("~", map(_change_words, difference.changed))
    if not difference:
        return
    touched = sum(map(bool, report.effects))
    yield f"articles: {len(report.effects)} compared, {touched} read otherwise"
    yield from _section("mentions", report.moves())
    yield from _listed("+", (f"{name.text}: now found: {_context(one, name)}" for one, name in report.found()))
    yield from _listed("-", (f"{name.text}: found no more: {_context(one, name)}" for one, name in report.lost()))
    yield from _section("events", report.event_moves())
    yield from _listed("+", (f"appears: {_event_words(event)}" for event in report.come()))
    yield from _listed("-", (f"disappears: {_event_words(event)}" for event in report.gone()))


def page(report: Report, boundaries: Boundaries, towns: Sequence[Place] = ()) -> str:
    """Return the report as a page with small maps; no script, and nothing from elsewhere.

    `towns` are places to find one's way by on the maps.
    """
    difference = report.difference
    touched = sum(map(bool, report.effects))
    parts = [
        f"<h1>{escape(report.old.name)} → {escape(report.new.name)}</h1>",
        f"<p class=lead>{escape(_rows_words(difference))}. {len(report.effects)} articles compared, "
        f"{touched} read otherwise.</p>",
        _overview(difference.changed, boundaries),
        _list("Rows changed", (_change_item(change, boundaries, towns) for change in difference.changed[:_MOST_MAPS])),
        _list("Rows added", map(_p, map(_row_words, difference.added[:_MOST_ROWS]))),
        _list("Rows removed", map(_p, map(_row_words, difference.removed[:_MOST_ROWS]))),
        _list("Mentions whose place is another", _move_items(report.moves())),
        _list("Names that are now found", (_quote(*one) for one in report.found()[:_MOST_ROWS])),
        _list("Names that are found no more", (_quote(*one) for one in report.lost()[:_MOST_ROWS])),
        _list("Events whose place is another", _move_items(report.event_moves())),
        _list("Events that appear", map(_p, map(_event_words, report.come()[:_MOST_ROWS]))),
        _list("Events that disappear", map(_p, map(_event_words, report.gone()[:_MOST_ROWS]))),
    ]
    title = escape(f"{report.old.name} → {report.new.name}")
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    body = "\n".join(filter(None, parts))
    return f'<!doctype html>\n<html lang="en"><head>{head}<title>{title}</title><style>{_STYLE}</style></head>\n' \
           f"<body><main>\n{body}\n</main></body></html>\n"  # fmt: skip


def move_words(before: Place | None, after: Place | None, km: float | None) -> str:
    """Return a move in words: from where to where and how far, or that a place was found or lost."""
    if before is None or after is None:
        return f"resolved: nowhere → {after.id}" if after else f"unresolved: {before.id if before else ''} → nowhere"
    if before.id == after.id:
        return f"{after.id} moved {km_words(km or 0.0)}"
    return f"{before.id} → {after.id}, {km_words(km or 0.0)} away"


def _rows_words(difference: Difference) -> str:
    if not difference:
        return "no row differs"
    sizes = (len(difference.added), len(difference.removed), len(difference.changed))
    return ", ".join(f"{size:,} {word}" for size, word in zip(sizes, ("added", "removed", "changed"), strict=True))


def _row_words(place: Place) -> str:
    within = ", ".join(filter(None, (place.kind.value, place.admin2, place.admin1, place.country)))
    return f"{place.id}: {place.name}, {within} ({place.lat:g}, {place.lon:g})"


def _change_words(change: Change) -> str:
    return f"{change.after.id}: {change.after.name}: {change}"


def _event_words(event: Event) -> str:
    where = f" at {event.main_place.location.place.name}" if event.main_place else ", nowhere"
    return f"{event.title} ({event.type.code}{where})"


def _listed(mark: str, lines: Iterable[str]) -> Iterator[str]:
    told = list(lines)
    yield from (f"  {mark} {line}" for line in told[:_MOST_ROWS])
    if len(told) > _MOST_ROWS:
        yield f"  {mark} and {len(told) - _MOST_ROWS:,} more"


def _section(what: str, moves: Sequence[tuple[Article, Move]]) -> Iterator[str]:
    """Yield the moves in groups: the same name from the same place to the same place is told once, with an example."""
    yield f"{what}: {len(moves)} elsewhere than before"
    lines = []
    for (name, told), some in _grouped(moves):
        article, move = some[0]
        times = f" ×{len(some)}" if len(some) > 1 else ""
        lines.append(f"{name}: {told}{times}\n      {article.id}: {_context(article, move)}")
    yield from _listed("~", lines)


def _grouped(moves: Sequence[tuple[Article, Move]]) -> list[tuple[tuple[str, str], list[tuple[Article, Move]]]]:
    """Return the moves by name and what became of it, the most frequent first."""
    groups: dict[tuple[str, str], list[tuple[Article, Move]]] = {}
    for article, move in moves:
        groups.setdefault((move.what, move_words(move.before, move.after, move.km)), []).append((article, move))
    return sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))[:_MOST_ROWS]


def _context(article: Article, span: Move | Mention) -> str:
    start, end = max(0, span.start - _CONTEXT_CHARS), min(len(article.text), span.end + _CONTEXT_CHARS)
    before, after = "…" * (start > 0), "…" * (end < len(article.text))
    return f"{before}{' '.join(article.text[start:end].split())}{after}"


def _list(title: str, items: Iterable[str]) -> str:
    told = list(items)
    if not told:
        return ""
    inside = "".join(f"<li>{one}</li>" for one in told)
    return f"<h2>{escape(title)} <span>{len(told)}</span></h2><ul>{inside}</ul>"


def _p(words: str) -> str:
    return f"<p>{escape(words)}</p>"


def _overview(changes: Sequence[Change], boundaries: Boundaries) -> str:
    """Return one map of all places that moved, where there are several."""
    legs = [_leg(change) for change in changes if change.moved_km]
    if len(legs) < 2:
        return ""
    pins = [pin for leg in legs for pin in (leg.start, leg.end)]
    drawn = sketch(pins, boundaries, legs=legs, title="All places that moved", width=920, height=520)
    return f"<figure>{drawn}</figure>"


def _leg(change: Change) -> Leg:
    before, after = change.before, change.after
    return Leg(Pin(before.lat, before.lon, look="was"), Pin(after.lat, after.lon, after.name))


def _change_item(change: Change, boundaries: Boundaries, towns: Sequence[Place]) -> str:
    told = _p(_change_words(change))
    if not change.moved_km:
        return told
    leg = _leg(change)
    around = landmarks([leg.start, leg.end], (town for town in towns if town.id != change.after.id))
    drawn = sketch([leg.start, leg.end, *around], boundaries, legs=[leg], title=f"{change.after.name} moved")
    points = (f"{place.lat:g}, {place.lon:g}" for place in (change.before, change.after))
    caption = f"<figcaption>○ before: {next(points)} &emsp; ● after: {next(points)}</figcaption>"
    return f"{told}<figure>{drawn}{caption}</figure>"


def _move_items(moves: Sequence[tuple[Article, Move]]) -> Iterator[str]:
    """Yield the moves in groups, as `text` tells them, each with the passages that hold its name."""
    for (name, told), some in _grouped(moves):
        times = f" <span class=quiet>×{len(some)}</span>" if len(some) > 1 else ""
        quotes = ""
        for article, moves_there in groupby(some[:_MOST_QUOTES], key=lambda pair: pair[0]):
            quotes += "".join(_passage(article, move) for _, move in moves_there) + _source(article)
        more = f"<p class=quiet>and {len(some) - _MOST_QUOTES:,} more</p>" if len(some) > _MOST_QUOTES else ""
        yield f"<p><b>{escape(name)}</b> {escape(told)}{times}</p>{quotes}{more}"


def _quote(article: Article, mention: Mention) -> str:
    return f"<p><b>{escape(mention.text)}</b></p>" + _passage(article, mention) + _source(article)


def _passage(article: Article, span: Move | Mention) -> str:
    before, after = article.text[: span.start], article.text[span.end :]
    inside, width = article.text[span.start : span.end], _CONTEXT_CHARS * 2
    if len(before) > width:
        before = "…" + before[-width:].partition(" ")[2]
    if len(after) > width:
        after = after[:width].rpartition(" ")[0] + "…"
    return f"<blockquote>{escape(before)}<mark>{escape(inside)}</mark>{escape(after)}</blockquote>"


def _source(article: Article) -> str:
    return f"<p class=quiet>{escape(article.title or article.id)}</p>"


_STYLE = """
:root{color-scheme:light dark;--ink:light-dark(#1a2129,#e8edf2);--soft:light-dark(#56616d,#a2b0bd);
--page:light-dark(#f6f5f1,#0e141b);--card:light-dark(#fff,#161e27);--line:light-dark(#c9c5ba,#3f4d5b);
--accent:light-dark(#0b5f8a,#6cc0ee);--brand:light-dark(#7d1f3c,#e07a9a)}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,"Noto Sans",sans-serif}
main{max-inline-size:60rem;margin-inline:auto;padding:2rem 1rem 4rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .5rem;overflow-wrap:anywhere}h2{font-size:1.1rem;margin:2.2rem 0 .6rem}
h2 span,.quiet,.lead{color:var(--soft);font-weight:400}ul{margin:0;padding:0;list-style:none}
li{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.8rem 1rem;margin-block-end:.6rem}
p{margin:0}blockquote{margin:.4rem 0;white-space:pre-line;overflow-wrap:anywhere}
mark{background:light-dark(#d8ebf6,#1c4560);color:inherit}figure{margin:.8rem 0 0}
.sketch{display:block;inline-size:100%;block-size:auto;max-inline-size:40rem;background:var(--page);border-radius:.4rem}
.sketch path{fill:none;stroke:var(--line);stroke-width:1}.sketch .sketch-admin2{stroke-width:.5;opacity:.7}
.sketch .sketch-countries,.sketch .sketch-world{stroke:var(--soft);stroke-width:1.2}
.sketch .sketch-border{stroke:var(--brand);stroke-width:1.6;stroke-dasharray:5 4}
.sketch .sketch-leg{stroke:var(--accent);stroke-width:2}.sketch-pin{fill:var(--accent)}
.sketch-was{fill:var(--page);stroke:var(--accent);stroke-width:2}.sketch-radius{fill:var(--accent);fill-opacity:.12}
.sketch-near{fill:var(--soft)}.sketch-name-near{fill:var(--soft);font:400 11px system-ui,"Noto Sans",sans-serif;
paint-order:stroke;stroke:var(--page);stroke-width:3px;stroke-linejoin:round}
figcaption{margin-block-start:.35rem;color:var(--soft);font-size:.875rem;font-variant-numeric:tabular-nums}
.sketch-name{fill:var(--ink);font:600 12px system-ui,"Noto Sans",sans-serif;paint-order:stroke;stroke:var(--page);
stroke-width:3px;stroke-linejoin:round}
""".replace("\n", "")
