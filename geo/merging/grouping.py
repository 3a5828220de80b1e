"""Which events are one: those near one another are compared, and grouped where all of a group agree.

The order of the events decides nothing but which of them comes first in its group.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from geo.merging.likeness import Likeness, compare
from geo.merging.nearness import Surroundings
from geo.merging.telling import Telling, is_exact, sites
from geo.model import Event

_BY_ID = Likeness(1000.0, True, ())
_MARGIN = 1.0  # by how much a vague report must prefer one event to the next best

Group = tuple[tuple[int, ...], tuple[Likeness, ...]]  # its members, and why each after the first belongs to it


class Pool:
    """Events by number, each compared with those around it as it is put in."""

    def __init__(self, events: Iterable[Event]) -> None:
        self.events: dict[int, Event] = {}
        self.links: dict[int, dict[int, Likeness]] = {}  # both ways
        self._tellings: dict[int, Telling] = {}
        self._surroundings = Surroundings()
        for index, event in enumerate(events):
            self.put(index, event)
        for one, other in _same_ids(self.events.values()):
            self.links[one][other] = self.links[other][one] = _BY_ID

    def put(self, index: int, event: Event) -> None:
        """Put an event in, linked with those it is like."""
        self.events[index] = event
        mine = self.links[index] = {}
        for other in self._surroundings.add(index, event):
            this, that = self._telling(index), self._telling(other)
            if likeness := compare(this, that) if index < other else compare(that, this):
                mine[other] = self.links[other][index] = likeness

    def take(self, index: int) -> Event:
        """Take an event out and return it."""
        self._surroundings.remove(index)
        for other in self.links.pop(index):
            del self.links[other][index]
        self._tellings.pop(index, None)
        return self.events.pop(index)

    def _telling(self, index: int) -> Telling:
        if index not in self._tellings:
            self._tellings[index] = Telling(self.events[index])
        return self._tellings[index]

    def groups(self, stirred: Iterable[int]) -> list[Group]:
        """Return groups of the events that are linked, however far, with some; ordered by their first members."""
        some = self._linked(stirred)
        groups = _Groups(self, some)
        pairs = [(one, other) for one in some for other in self.links[one] if one < other]
        for pair in self._ranked(pair for pair in pairs if self.links[pair[0]][pair[1]].is_certain):
            groups.join(*pair)
        for pair in self._ranked(pair for pair in pairs if not self.links[pair[0]][pair[1]].is_certain):
            if groups.is_plain_choice(*pair):
                groups.join(*pair)
        return [groups.told(members) for members in sorted(groups.all(), key=min)]

    def _linked(self, some: Iterable[int]) -> set[int]:
        found: set[int] = set()
        ahead = list(some)
        while ahead:
            index = ahead.pop()
            if index not in found:
                found.add(index)
                ahead += self.links[index]
        return found

    def _ranked(self, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return pairs, most alike first; what is equal goes by id, so that the order of the events plays no part."""

        def rank(pair: tuple[int, int]) -> tuple[float, list[str]]:
            one, other = pair
            return -self.links[one][other].score, sorted((self.events[one].id, self.events[other].id))

        return sorted(pairs, key=rank)


@dataclass(slots=True)
class _Tie:
    """What links two groups: how many of their members with one another, and how well at best."""

    links: int
    best: float


class _Groups:
    """Groups that grow as long as every member agrees with every other; each is known by its first member."""

    def __init__(self, pool: Pool, some: Iterable[int]) -> None:
        self._links = pool.links
        self._members: dict[int, list[int]] = {index: [index] for index in some}
        self._home = {index: index for index in some}
        self._vagueness = {index: _vagueness(pool.events[index]) for index in some}  # of the most exact member
        self._ties: dict[int, dict[int, _Tie]] = {index: {} for index in some}
        for one in some:
            for other, link in self._links[one].items():
                if one < other:
                    self._ties[one][other] = self._ties[other][one] = _Tie(1, link.score)

    def join(self, one: int, other: int) -> None:
        """Make the groups of two events one if all their members agree, or these two share an id."""
        home, guest = sorted((self._home[one], self._home[other]))
        if home == guest or (self._links[one][other] is not _BY_ID and not self._agree(home, guest)):
            return
        for index in self._members[guest]:
            self._home[index] = home
        self._members[home] += self._members.pop(guest)
        self._vagueness[home] = min(self._vagueness[home], self._vagueness[guest])
        mine = self._ties[home]
        for third, tie in self._ties.pop(guest).items():
            del self._ties[third][guest]
            if third in mine:
                mine[third].links += tie.links
                mine[third].best = max(mine[third].best, tie.best)
            elif third != home:
                mine[third] = self._ties[third][home] = tie

    def is_plain_choice(self, one: int, other: int) -> bool:
        """Say whether, for each side, no other group is nearly as good a match as this one."""
        homes = self._home[one], self._home[other]
        if homes[0] == homes[1]:
            return False
        least = self._links[one][other].score - _MARGIN
        return not any(
            self._has_rival(mine, theirs, least)
            for mine, theirs in (homes, homes[::-1])
            if self._vagueness[mine] >= self._vagueness[theirs]
        )

    def _has_rival(self, mine: int, theirs: int, least: float) -> bool:
        """Say whether a group but `theirs` matches at least so well."""
        ties = self._ties[mine].items()
        return least <= 0 or any(
            tie.best >= least and other != theirs and self._agree(mine, other) for other, tie in ties
        )

    def _agree(self, one: int, other: int) -> bool:
        """Say whether all members of two groups agree; members that share an id agree by that."""
        return self._ties[one][other].links == len(self._members[one]) * len(self._members[other])

    def all(self) -> list[tuple[int, ...]]:
        """Return the members of each group, in order."""
        return [tuple(sorted(members)) for members in self._members.values()]

    def told(self, members: tuple[int, ...]) -> Group:
        """Return a group with the reasons for it."""
        reasons = []
        for index in members[1:]:
            links = self._links[index]
            known = [links[other] for other in members if other < index and other in links]
            reasons.append(max(known, key=lambda link: link.score) if known else _BY_ID)
        return members, tuple(reasons)


def _vagueness(event: Event) -> tuple[bool, int, int]:
    days = (event.when.end - event.when.start).days if event.when.start and event.when.end else 1_000_000
    precision = min((place.location.place.geo_precision for place in sites(event)), default=5)
    return not is_exact(event.when), precision, days


def _same_ids(events: Iterable[Event]) -> Iterator[tuple[int, int]]:
    first: dict[str, int] = {}
    for index, event in enumerate(events):
        for name in (event.id, *event.aliases):
            if (known := first.setdefault(name, index)) != index:
                yield known, index
