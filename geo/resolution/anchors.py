"""Names that the gazetteer lacks: placed at the nearby place that the text sets them beside, or left unresolved."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from math import exp

from geo.model import Candidate, Kind, Location, Mention, Place, Use
from geo.resolution.evidence import distance_km, feature_beside, lies_in

_WIDE = frozenset({Kind.COUNTRY, Kind.PROVINCE, Kind.RIVER, Kind.REGION})
_NO_ANCHOR = _WIDE | {Kind.SITE}
_CONTAINED = re.compile(
    r"(?: [a-z-]{3,14}){0,2}(?:,| in| of|, in| on the edge of| near)(?: the)?"
    r"(?: [\w'’-]{2,14}){0,5}? (?:of |in |near |from )?"
    r"|(?:,| in| near) "
)
_CLOSE = 80  # characters over which that may be told
_DATELINE = re.compile(r"\s*(?:[,(/][^\n.]{0,40})?(?:[—–:]|-[ -])|, [A-Z][a-z]+day\b")
_HOLDERS = frozenset({Kind.PROVINCE, Kind.DISTRICT, Kind.TEHSIL, Kind.CITY, Kind.TOWN})
_UNIT = re.compile(r" (?:district|province|agency|tehsil)\b", re.IGNORECASE)
_STATED = re.compile(r"\b(?:in|of|district|tehsil|area|town|village|city)\b|['’]", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?](?<=[^\W\d]{2}.)[\"”’)]*\s")
_LEFT = re.compile(r"\b(?:from|left|leaving|for|to|towards?|via)\s$")
_CONTAINED_SCORE, _NEAR_SCORE = 0.6, 0.35
_ENOUGH = 0.35
_NEXT_PART = 600  # characters after which another part of the article may have begun
_PARAGRAPH = 4000  # characters of the longest
_NEAR_BY = 2 * _NEXT_PART  # characters beyond which only what leads the article counts
_HEADLINE, _OPENING = 80, 300  # characters within which any place, or the first, leads the article
_AHEAD = 1.5  # what follows counts as so much further off than what went before
_REACH = 260.0  # characters over which a place named before fades
_LEAD, _SAME_PARAGRAPH, _AGAIN, _NEXT_SENTENCE = 0.35, 1.3, 0.08, 0.6
_MOST_AGAIN = 4
_FAR_KM, _TOWN_KM, _BEYOND_KM = 60.0, 25.0, 30.0
_VILLAGERS = 20_000
_COMMON = re.compile(r" (?:Khel|Banda|Kalay|Kot|Garhi|Dara)$")
_HOME = frozenset({"PK", "AF"})
_ABROAD = 0.6  # how much less a place abroad draws a name that the gazetteer lacks

District = tuple[str, ...]


def place_unlisted(
    text: str,
    mentions: Sequence[Mention],
    located: list[Location | None],
    doubtful: Iterable[int],
    holder: Mapping[int, Location | None],
    towns: Mapping[int, Location],
) -> None:
    """Give mentions that the gazetteer lacks, or has only elsewhere, the place that the text sets them in or beside.

    `located` are the locations of the mentions so far, `doubtful` indices of those that may be in need, in order;
    `holder` leads from an index to the location that the words right beside the name put it in, `towns` to that of the
    town that its own name begins with.
    """
    company = _Company(text, mentions, located)
    told: dict[str, Location] = {}  # by name, where the text says once that it is
    adrift: list[tuple[int, Location | None]] = []
    for index in doubtful:
        own = located[index]
        if own is None or company.is_elsewhere(index, own):
            found = towns.get(index) or company.contained(index, holder.get(index))
            company.put(index, found)
            if found is None:
                adrift.append((index, own))
            else:
                told.setdefault(mentions[index].text, found)
    for index, own in adrift:
        again = told.get(mentions[index].text)
        found = replace(again, mention=mentions[index]) if again else company.nearby(index, is_listed=own is not None)
        company.put(index, found or own)


def misplaced(text: str, own: Location | None, holders: Sequence[Location | None]) -> Location | None:
    """Return a name's holder in its place if every namesake in the gazetteer lies far from where the text puts it.

    "Allahabad town, Swat district" is no city in India. None if there is no such contradiction, or not in all that the
    text names as holders: in Kech's Buleda, in Awaran.
    """
    if own is None or own.mention.use is not Use.LITERAL or own.place.kind in _WIDE:
        return None
    told = [one for one in holders if one and one.place.kind in _HOLDERS and _is_stated(text, own.mention, one.mention)]
    namesakes = [own.place, *(candidate.place for candidate in own.candidates)]
    if not told or any(place.kind is Kind.DISTRICT for place in namesakes):
        return None
    if any(_may_lie_in(place, holder.place) for place in namesakes for holder in told):
        return None
    holder = told[0]
    why = f"its namesakes in the gazetteer lie elsewhere; the text places it in {holder.mention.text}"
    others = (Candidate(own.place, round(own.score / 5, 3)), *own.candidates)
    return Location(own.mention, holder.place, _CONTAINED_SCORE, (why,), others)


def _may_lie_in(place: Place, holder: Place) -> bool:
    """Say whether a place may lie in a unit: units are split and renamed, and the edge may be far from the centre."""
    if place.id == holder.id or lies_in(place, holder):
        return True
    is_kin = (place.country, place.admin1) == (holder.country, holder.admin1) and holder.kind is not Kind.TEHSIL
    reach = 1.5 * holder.radius_km + 80 if is_kin else holder.radius_km + _BEYOND_KM
    return distance_km(place, holder) <= reach


def _is_stated(text: str, inner: Mention, outer: Mention) -> bool:
    """Say whether the text tells in words that one lies in the other: a comma alone may part a list."""
    if _STATED.search(_between(text, inner, outer)):
        return True
    return _UNIT.search(outer.text) is not None or _UNIT.match(text, outer.end) is not None


class _Company:
    """The places around one mention after another of a text. Only what stands near by or leads the article is asked."""

    def __init__(self, text: str, mentions: Sequence[Mention], located: list[Location | None]) -> None:
        self._text = text
        self._mentions = mentions
        self._located = located
        self._starts = [mention.start for mention in mentions]
        self._districts = [_district(one) for one in located]
        self._stands: defaultdict[District, list[int]] = defaultdict(list)  # indices of a district's mentions, sorted
        for index, district in enumerate(self._districts):
            if district:
                self._stands[district].append(index)

    def put(self, index: int, location: Location | None) -> None:
        """Change the location of a mention; those asked about later see it."""
        self._located[index] = location
        old, new = self._districts[index], _district(location)
        if old != new:
            self._districts[index] = new
            if old:
                self._stands[old].remove(index)
            if new:
                insort(self._stands[new], index)

    def is_elsewhere(self, index: int, own: Location) -> bool:
        """Say whether none of the places of a small name can be meant: the text tells of another kind, far from them.

        A quarter needs no such sign: every city has a Saddar. Nor does a name in Khel.
        """
        text, mention = self._text, own.mention
        is_in_town = own.place.kind is Kind.NEIGHBOURHOOD
        word, kinds = ("", frozenset[Kind]()) if is_in_town else feature_beside(text, mention)
        if not (is_in_town or kinds or _COMMON.search(mention.text)):
            return False
        nearest = self._nearest(index)
        if nearest is None or not (is_in_town or kinds or own.place.country == nearest.place.country):
            return False
        namesakes = [own.place, *(candidate.place for candidate in own.candidates)]
        if any(_fits(place, word, kinds, nearest.place) for place in namesakes):
            return False
        if is_in_town and "\n" in _between(text, mention, nearest.mention):
            return False
        if not _all_far(namesakes, nearest.place, _TOWN_KM if is_in_town else _FAR_KM):
            return False
        asked = (self._located[number] for number in self._asked(index, self._leads(index)) if self._districts[number])
        leading = (one.place for one in asked if one is not None and one is not own)
        return all(_all_far(namesakes, place, _TOWN_KM) for place in leading)

    def contained(self, index: int, holder: Location | None) -> Location | None:
        """Return the place that the text says an unlisted name lies in, else None."""
        mention = self._mentions[index]
        if holder is not None and holder.place.kind in _HOLDERS and holder.mention.use is Use.LITERAL:
            return _contained(mention, holder)
        for one in self._after(index, _CLOSE):
            if one.place.kind not in _NO_ANCHOR and _CONTAINED.fullmatch(self._text, mention.end, one.mention.start):
                return _contained(mention, one)
        return None

    def _before(self, index: int, reach: int) -> Iterator[Location]:
        """Yield the literal places up to so many characters before a mention, the nearest first."""
        least = self._starts[index] - reach
        for number in range(index - 1, -1, -1):
            if self._mentions[number].end < least:
                return
            if (one := self._located[number]) is not None and one.mention.use is Use.LITERAL:
                yield one

    def _after(self, index: int, reach: int) -> Iterator[Location]:
        """Yield the literal places up to so many characters after a mention, the nearest first."""
        most = self._mentions[index].end + reach
        for number in range(index + 1, len(self._mentions)):
            if self._starts[number] > most:
                return
            if (one := self._located[number]) is not None and one.mention.use is Use.LITERAL:
                yield one

    def _nearest(self, index: int) -> Location | None:
        """Return the nearest place that is not wide and stands in the same part of the text, or None."""
        mention = self._mentions[index]
        sides = (self._before(index, _NEXT_PART), self._after(index, _NEXT_PART))
        firsts = (next((one for one in side if one.place.kind not in _WIDE), None) for side in sides)
        beside = [one for one in firsts if one is not None and _gap(mention, one.mention) <= _NEXT_PART]
        return min(beside, key=lambda one: _gap(mention, one.mention), default=None)

    def _is_in_company(self, index: int) -> bool:
        """Say whether a place below a country stands in the same paragraph, or "the" before a name makes it known."""
        text, mention = self._text, self._mentions[index]
        if text[max(0, mention.start - 4) : mention.start].lower() == "the ":
            return True
        for side in (self._before(index, _PARAGRAPH), self._after(index, _PARAGRAPH)):
            for one in side:
                if _is_parted(text, mention, one.mention):
                    break
                if one.place.kind is not Kind.COUNTRY:
                    return True
        return False

    def nearby(self, index: int, *, is_listed: bool) -> Location | None:
        """Return the place of the district that stands closest to the mention, is named in the lead, or named most.

        None if nothing is near enough. `is_listed` says that the name is in the gazetteer, for another place.
        """
        if not is_listed and not self._is_in_company(index):
            return None
        mention, lead = self._mentions[index], self._leads(index)
        near: defaultdict[District, list[tuple[float, int]]] = defaultdict(list)
        for number in self._asked(index, lead):
            if district := self._districts[number]:
                closeness = _closeness(self._text, mention, self._mentions[number])
                near[district].append((closeness if district[0] in _HOME else _ABROAD * closeness, number))
        ranking = []
        for district, some in near.items():
            closeness, number = max(some, key=lambda pair: pair[0])
            again = _AGAIN * min(len(self._stands[district]) - 1, _MOST_AGAIN)
            ranking.append((closeness + lead.get(district, 0.0) + again, number))
        ranking.sort(key=lambda pair: -pair[0])
        if not ranking or ranking[0][0] < _ENOUGH:
            return None
        places = [one.place for _, number in ranking[:4] if (one := self._located[number]) is not None]
        why = f"not in the gazetteer; shown at {places[0].name}, the place that the text names beside it"
        shares = [round(min(0.3, weight / 5), 3) for weight, _ in ranking]
        others = tuple(Candidate(place, share) for place, share in zip(places[1:], shares[1:], strict=False))
        return Location(mention, places[0], _NEAR_SCORE, (why,), others)

    def _asked(self, index: int, lead: Iterable[District]) -> list[int]:
        """Return the indices of mentions near by, and of the nearest of each district that leads, in order."""
        start = self._starts[index]
        low, high = bisect_left(self._starts, start - _NEAR_BY), bisect_right(self._starts, start + _NEAR_BY)
        further = set()
        for district in lead:
            stands = self._stands[district]
            at = bisect_left(stands, index)
            further.update(stands[max(0, at - 1) : at + 1])
        return sorted(further.union(range(low, high)))

    def _leads(self, index: int) -> dict[District, float]:
        """Return the districts that an article or its part is about: of its title, opening or last dateline."""
        lead: dict[District, float] = {}
        front = range(bisect_left(self._starts, _OPENING))
        named = [number for number in front if self._districts[number]]
        for number in named:
            if number == named[0] or self._starts[number] < _HEADLINE:
                lead[self._districts[number]] = _LEAD
        lines = self._datelines
        for number in reversed(lines[: bisect_left(lines, index)]):
            if district := self._districts[number]:
                is_parted = _is_parted(self._text, self._mentions[number], self._mentions[index])
                lead[district] = _LEAD if is_parted else _SAME_PARAGRAPH * _LEAD
                break
        return lead

    @cached_property
    def _datelines(self) -> list[int]:
        return [index for index, mention in enumerate(self._mentions) if _is_dateline(self._text, mention)]


def _district(one: Location | None) -> District:
    """Return the district of a place that can hold another, or its own id; nothing for any other."""
    if one is None or one.place.kind in _NO_ANCHOR or one.mention.use is not Use.LITERAL:
        return ()
    place = one.place
    return (place.country, place.admin1, place.admin2) if place.admin2 else (place.id,)


def _all_far(some: Iterable[Place], place: Place, reach: float) -> bool:
    """Say whether all of some places lie further from the rim of another than so many km."""
    return all(distance_km(one, place) > reach + place.radius_km for one in some)


def _contained(mention: Mention, holder: Location) -> Location:
    why = f"not in the gazetteer; the text places it in {holder.mention.text}"
    return Location(mention, holder.place, _CONTAINED_SCORE, (why,))


def _fits(place: Place, word: str, kinds: frozenset[Kind], nearest: Place) -> bool:
    """Say whether a place can be what the word says; a village abroad, or a big one, hardly is the one meant."""
    is_other = place.kind is Kind.CITY or (place.population or 0) > _VILLAGERS or place.country != nearest.country
    return place.kind in kinds and not (word == "village" and is_other)


def _gap(mention: Mention, other: Mention) -> float:
    """Return the characters between two mentions, as they count."""
    return mention.start - other.end if other.end <= mention.start else _AHEAD * (other.start - mention.end)


def _between(text: str, mention: Mention, other: Mention) -> str:
    return text[min(mention.end, other.end) : max(mention.start, other.start)]


def _is_parted(text: str, mention: Mention, other: Mention) -> bool:
    """Say whether a line ends between two mentions."""
    return text.find("\n", min(mention.end, other.end), max(mention.start, other.start)) >= 0


def _is_dateline(text: str, mention: Mention) -> bool:
    start, end = mention.start, mention.end
    return (start == 0 or text[start - 1] == "\n") and _DATELINE.match(text, end, end + 60) is not None


def _closeness(text: str, mention: Mention, other: Mention) -> float:
    """Return how close a mention stands to another in the text (up to 1.12); ends of sentences part them."""
    is_before = other.start < mention.start
    start, end = (other.end, mention.start) if is_before else (mention.end, other.start)
    gap = end - start if is_before else _AHEAD * (end - start)
    ends = 3 if gap > _NEXT_PART else min(3, len(_SENTENCE_END.findall(text[start:end])))
    closeness = (0.12 + exp(-gap / _REACH)) * _NEXT_SENTENCE**ends
    if text.find("\n", start, end) >= 0:
        closeness *= 0.8 if is_before else 0.4
    if _LEFT.search(text, max(0, other.start - 12), other.start):
        closeness *= 0.5
    return closeness
