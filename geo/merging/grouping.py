"""Which events are one: pairs that can be compared at all, the pairs that agree, and groups in which all agree.

Only events of one kind that are near in time and place are compared, so that the work grows with the number of
events and not with its square. The order of the events decides nothing but which of them comes first in its group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import cos, floor, radians

from geo.merging.likeness import VERBAL, VIOLENCE, Likeness, compare, is_exact, sites
from geo.model import Basis, Event, EventPlace, Kind

_BY_ID = Likeness(1000.0, True, ())
_MARGIN = 1.0  # by how much a vague report must prefer one event to the next best
_WIDE_KM = 60.0
_REACH_KM = 10.0
_MONTHS_AT_MOST = 14  # longer stretches are only compared with their equals
_SLACK_DAYS = 3

Group = tuple[tuple[int, ...], tuple[Likeness, ...]]


Known = dict[tuple[int, int], tuple[Event, Event, Likeness | None]]  # by the identity of the two


def group(events: Sequence[Event], known: Known) -> list[Group]:
    """Return groups of indexes, each with why its members belong to its first; ordered by their first members.

    `known` are comparisons made before, to which those made now are added.
    """
    links = _links(events, known)
    groups = _Groups(events, links)
    for pair in _ranked((pair for pair, link in links.items() if link.is_certain), links, events):
        groups.join(*pair)
    for pair in _ranked((pair for pair, link in links.items() if not link.is_certain), links, events):
        if groups.is_plain_choice(*pair):
            groups.join(*pair)
    return [groups.told(members) for members in sorted(groups.all(), key=min)]


def _ranked(
    pairs: Iterable[tuple[int, int]], links: dict[tuple[int, int], Likeness], events: Sequence[Event]
) -> list[tuple[int, int]]:
    """Return pairs, most alike first; what is equal goes by id, so that the order of the events plays no part."""
    return sorted(pairs, key=lambda pair: (-links[pair].score, *sorted((events[pair[0]].id, events[pair[1]].id))))


class _Groups:
    """Groups that grow as long as every member agrees with every other."""

    def __init__(self, events: Sequence[Event], links: dict[tuple[int, int], Likeness]) -> None:
        self._events = events
        self._links = links
        self._near: dict[int, set[int]] = defaultdict(set)
        for one, other in links:
            self._near[one].add(other)
            self._near[other].add(one)
        self._members: dict[int, set[int]] = {index: {index} for index in range(len(events))}
        self._home = list(range(len(events)))

    def link(self, one: int, other: int) -> Likeness | None:
        return self._links.get((min(one, other), max(one, other)))

    def agree(self, one: int, other: int) -> bool:
        """Say whether all members of two groups agree; members that share an id agree by that."""
        mine, theirs = self._members[one], self._members[other]
        return all(theirs <= self._near[a] for a in mine)

    def join(self, one: int, other: int) -> None:
        home, guest = sorted((self._home[one], self._home[other]))
        link = self.link(one, other)
        if home == guest or (link is not _BY_ID and not self.agree(home, guest)):
            return
        for index in self._members[guest]:
            self._home[index] = home
        self._members[home] |= self._members.pop(guest)

    def is_plain_choice(self, one: int, other: int) -> bool:
        """Say whether, for each side, no other group is nearly as good a match as this one."""
        homes = self._home[one], self._home[other]
        if homes[0] == homes[1]:
            return False
        link = self.link(one, other)
        return all(self._rival(mine, theirs) < (link.score if link else 0) - _MARGIN
                   for mine, theirs in (homes, homes[::-1]) if self._is_vaguer(mine, theirs))

    def _is_vaguer(self, mine: int, theirs: int) -> bool:
        return min(map(self._vagueness, self._members[mine])) >= min(map(self._vagueness, self._members[theirs]))

    def _vagueness(self, index: int) -> tuple[bool, int, int]:
        event = self._events[index]
        days = (event.when.end - event.when.start).days if event.when.start and event.when.end else 1_000_000
        precision = min((place.location.place.geo_precision for place in sites(event)), default=5)
        return not is_exact(event.when), precision, days

    def _rival(self, mine: int, theirs: int) -> float:
        """Return how well the best group but `theirs` matches."""
        best = 0.0
        for member in self._members[mine]:
            for neighbour in self._near[member]:
                home = self._home[neighbour]
                link = self.link(member, neighbour)
                if home not in (mine, theirs) and link and link.score > best and self.agree(mine, home):
                    best = link.score
        return best

    def all(self) -> list[tuple[int, ...]]:
        return [tuple(sorted(members)) for members in self._members.values()]

    def told(self, members: tuple[int, ...]) -> Group:
        reasons = []
        for index in members[1:]:
            known = [link for other in members if other < index and (link := self.link(other, index))]
            reasons.append(max(known, key=lambda link: link.score) if known else _BY_ID)
        return members, tuple(reasons)


def _links(events: Sequence[Event], known: Known) -> dict[tuple[int, int], Likeness]:
    links: dict[tuple[int, int], Likeness] = dict.fromkeys(_same_ids(events), _BY_ID)
    for pair in _candidates(events):
        if pair in links:
            continue
        one, other = events[pair[0]], events[pair[1]]
        key = id(one), id(other)
        if key not in known:
            known[key] = one, other, compare(one, other)
        if likeness := known[key][2]:
            links[pair] = likeness
    return links


def _same_ids(events: Sequence[Event]) -> Iterator[tuple[int, int]]:
    first: dict[str, int] = {}
    for index, event in enumerate(events):
        for name in (event.id, *event.aliases):
            if (known := first.setdefault(name, index)) != index:
                yield known, index


@dataclass(slots=True)
class _Bucket:
    """Events near in time. Those in `loose` are compared with one another and with those in `firm`."""

    loose: list[int] = field(default_factory=list)
    firm: list[int] = field(default_factory=list)


def _candidates(events: Sequence[Event]) -> set[tuple[int, int]]:
    """Return the pairs that share a kind, a time and a place, roughly."""
    buckets: dict[Hashable, _Bucket] = defaultdict(_Bucket)
    for index, event in enumerate(events):
        kind = "violence" if event.type in VIOLENCE else event.type.code
        for key, is_loose in _times(event):
            bucket = buckets[kind, key]
            (bucket.loose if is_loose else bucket.firm).append(index)
    pairs: set[tuple[int, int]] = set()
    for bucket in buckets.values():
        pairs.update(_near_pairs(bucket, events))
    return pairs


def _times(event: Event) -> Iterator[tuple[Hashable, bool]]:
    """Yield the buckets of time an event belongs to, and whether it is compared with all in there."""
    start, end = event.when.start, event.when.end
    untold = start is None or end is None
    for article in {report.article_id for report in event.reports}:
        yield ("article", article), untold
    if start is None or end is None:
        return
    exact = is_exact(event.when)
    if exact:  # a statement may be told a day late
        for day in range(start.toordinal(), end.toordinal() + 1 + (event.type in VERBAL)):
            yield day, True
    months = _months(start.toordinal() - _SLACK_DAYS, end.toordinal() + _SLACK_DAYS)
    if len(months) > _MONTHS_AT_MOST:
        yield (start, end), True
        return
    for month in months:
        yield ("month", month), not exact


def _months(first: int, last: int) -> range:
    one, other = (date.fromordinal(min(max(day, 1), date.max.toordinal())) for day in (first, last))
    return range(one.year * 12 + one.month, other.year * 12 + other.month + 1)


def _near_pairs(bucket: _Bucket, events: Sequence[Event]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of a bucket whose places share a cell of the globe, or of which one is a whole area around."""
    if not bucket.loose or len(bucket.loose) + len(bucket.firm) < 2:
        return
    cells: dict[Hashable, list[int]] = defaultdict(list)
    wide: dict[str, list[int]] = defaultdict(list)
    countries: dict[str, list[int]] = defaultdict(list)
    spots = {index: _spots(events[index]) for index in (*bucket.loose, *bucket.firm)}
    for index, (own_cells, own_countries) in spots.items():
        for cell in own_cells:
            cells[cell].append(index)
        for country in own_countries:
            countries[country].append(index)
            if not own_cells:
                wide[country].append(index)
    for index in bucket.loose:
        own_cells, own_countries = spots[index]
        others = [cells[cell] for cell in own_cells]
        others += [(wide if own_cells else countries)[country] for country in {*own_countries, ""}]
        if not own_cells and "" in own_countries:
            others = [list(spots)]
        for other in {other for some in others for other in some} - {index}:
            yield min(index, other), max(index, other)


def _spots(event: Event) -> tuple[frozenset[tuple[int, int]], frozenset[str]]:
    """Return the cells that an event's sites lie in (none if they are wider than a few cells) and their countries."""
    some = sites(event)
    countries = frozenset(place.location.place.country for place in some) or frozenset({""})
    if not some or any(_is_wide(place) for place in some):
        return frozenset(), countries
    return frozenset(cell for place in some for cell in _cells(place)), countries


def _is_wide(site: EventPlace) -> bool:
    place = site.location.place
    return place.kind in (Kind.COUNTRY, Kind.PROVINCE) or place.radius_km > _WIDE_KM or site.basis is Basis.SEAT


def _cells(site: EventPlace) -> Iterator[tuple[int, int]]:
    place = site.location.place
    north = max(2 * place.radius_km, _REACH_KM) / 110
    east = north / max(0.1, cos(radians(place.lat)))
    for row in range(floor(place.lat - north), floor(place.lat + north) + 1):
        for column in range(floor(place.lon - east), floor(place.lon + east) + 1):
            yield row, column
