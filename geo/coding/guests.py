"""Who is a guest somewhere: a statesman of one country of whom something is told in a town of another, on a day.

Whatever verb an editor finds for it ("put in an appearance", "was shown in", "went through a list with"): a minister
who does something in a foreign town is there on a visit. It is read so only where no row finds anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from geo.codebook import Codebook
from geo.coding.actors import ActorMention, is_both
from geo.coding.admitted import Admitted
from geo.coding.grammar import Memory
from geo.coding.lexicon import Lexicon
from geo.coding.scan import Scan
from geo.coding.seats import is_posted
from geo.coding.stance import Hit
from geo.coding.venues import is_venue
from geo.model import Basis, DatePrecision, EventPlace, EventType, Kind, Location, Role, Use

_ROW = "was|were in"  # whose verb stands for all others
_HOSTS = frozenset({"government", "army", "un", "igo"})
_BARRING = ("negation", "hypothetical", "modal", "sport", "wounded", "mishap", "accident", "unguest")
_VERB = re.compile(
    r"(?: (?:on|in|at|late|early|led by) [\w ]{2,30}?|, [^,;]{3,90},)?(?: (?:also|then|later|again|now|himself|\w+ly))*"
    r" (?:(?:was|were|has been|had|has|took|sat|held|put|went|came|gave|made|spent|found|got|began|brought|paid|drew"
    r"|heard|stood|ate|broke|shook|chose|sought|sent|fell|rode|swung|slept|wound|met|saw|won|[a-z]+ed)\b)"
)
_ONCE = re.compile(r"(?i)\b(?:former|ex|late|retired|exiled|then)[ -](?:[\w-]+ )?$")
_TO = re.compile(r"(?:\b(?:with|by|to|for|and|of|from|between)|['’]s) (?:the |its |his |her )?(?:[\w-]+ )?$")
_WITH = re.compile(r"with|by|to|before|between")
_TOWN = 2  # the precision of a town


class Guests:
    """Finds the visits that no row of the codebook tells."""

    def __init__(self, codebook: Codebook) -> None:
        rows = (row for row in codebook.triggers if row.type is EventType.CONSULT and row.phrase == _ROW)
        self._row = next(rows, None)

    def told(self, scan: Scan, memory: Memory, lexicon: Lexicon, dateline: Location | None) -> list[Admitted]:
        """Return a visit for a sentence that tells of a foreign statesman in a town, and of nothing else."""
        if self._row is None or scan.speeches or scan.tolls or scan.sentence.is_headline:
            return []
        days = [one for one in scan.dates if one.when.precision is DatePrecision.DAY and one.span_kind == "point"]
        if not days or any(lexicon[name].within(scan.sentence.text, scan.sentence.among) for name in _BARRING):
            return []
        guest = next(self._guests(scan, dateline if scan.sentence.body > scan.sentence.start else None), None)
        if guest is None:
            return []
        match = _VERB.match(scan.slice(guest.end, scan.sentence.end))
        assert match is not None
        start = guest.end + match.end() - len(match[0].split()[-1])
        end = guest.end + match.end()
        if any(lexicon[name].within(scan.slice(start, end)) for name in ("say", "unguest")):
            return []  # what is said abroad is a statement, whatever it says
        hit = Hit(self._row, start, end, scan.slice(start, end), scan.sentence.body, scan.sentence.end)
        hit.take_as_told()
        hit.before, hit.near, hit.sentence, hit.lexicon = "", (), scan.sentence, lexicon
        one = Admitted(hit, scan, memory)
        one.initiator, one.target = guest, None
        return [one]

    def here(self, dateline: Location | None) -> list[EventPlace]:
        """Return the dateline as the venue of a visit whose sentence names none."""
        return [EventPlace(Role.VENUE, dateline, Basis.CARRIED)] if dateline is not None else []

    def _guests(self, scan: Scan, dateline: Location | None) -> Iterator[ActorMention]:
        """Yield who is the subject of a sentence, of another country than the town in which it is set."""
        towns = [place for place in scan.places if place.place.geo_precision <= _TOWN and is_venue(place, scan)]
        towns = towns or ([dateline] if dateline is not None and _has_host(scan, dateline) else [])
        for actor in scan.actors:
            if actor.preposition or not _can_travel(actor, scan) or _VERB.match(_behind(actor, scan)) is None:
                continue
            abroad = [town for town in towns if town.place.country != actor.country]
            hosted = [town for town in towns if town not in abroad and _has_guest(actor, town, scan)]
            if any(_is_free(actor, town) for town in (*abroad, *hosted)):
                yield actor


def with_places(scan: Scan) -> Scan:
    """Return a sentence in which no phrase was found with the places that it names."""
    if scan.places:
        return scan
    literal = (name for name in scan.names if name.mention.use is Use.LITERAL)
    return replace(scan, places=tuple(name for name in literal if name.mention.start >= scan.sentence.body))


def _has_host(scan: Scan, dateline: Location) -> bool:
    """Return whether somebody of the country where the news is written is with the guest."""
    named = any(place.place.geo_precision <= _TOWN for place in scan.places)
    hosts = (actor for actor in scan.actors if actor.country in ("", dateline.place.country) and actor.preposition)
    return not named and any(actor.kind in _HOSTS and _WITH.match(actor.preposition) for actor in hosts)


def _behind(actor: ActorMention, scan: Scan) -> str:
    return scan.slice(actor.end, scan.sentence.end)


def _can_travel(actor: ActorMention, scan: Scan) -> bool:
    """Return whether somebody of a known state or body is a person, an office or a team, not only a state's name."""
    if actor.kind not in _HOSTS or is_both(actor) or not (actor.country or actor.kind in ("un", "igo")):
        return False
    bodily = actor.is_person or actor.has_office or actor.source in ("role", "name")
    return bodily and _ONCE.search(scan.slice(actor.start - 24, actor.start)) is None


def _is_free(actor: ActorMention, town: Location) -> bool:
    """Return whether a town is not part of who somebody is."""
    return not actor.start <= town.mention.start < actor.end and town.place.kind is not Kind.COUNTRY


def _has_guest(host: ActorMention, town: Location, scan: Scan) -> bool:
    """Return whether a statesman from abroad is with a host: "the president gave Iran's minister a pen in Kabul"."""
    for actor in scan.actors:
        if actor is host or actor.start < host.end or not _can_travel(actor, scan) or actor.source == "place":
            continue
        foreign = actor.country not in ("", host.country) and actor.country != town.place.country
        posted = is_posted(actor, scan.sentence.text)
        near = not actor.preposition or _TO.search(scan.slice(actor.start - 30, actor.start)) is not None
        if (foreign or posted) and near and actor.country != host.country:
            return True
    return False
