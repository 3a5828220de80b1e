"""Who acts: names, offices and people of the codebook where they stand in a sentence, with the country they act for.

Adjoining words are one actor: "Pakistan's foreign ministry", "Defence Minister Khawaja Asif", "Afghan border guards".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from geo.codebook import ActorEntry, Codebook
from geo.coding.lexicon import words
from geo.gazetteer import Gazetteer
from geo.model import Kind, Location, Use

_STATES = ("countries", "neighbours", "neighbors", "nations", "states", "governments", "capitals")
_PLURAL = ("sides", "trio", "pair", "duo", "parties", "delegations", "armies", "navies", *_STATES)
POLITICAL = frozenset({"government", "army", "armed_group", "un", "igo", "party"})
STATE = frozenset({"government", "army", "police", "un", "igo"})
FORCES = frozenset({"army", "police"})

_JOINT = re.compile(
    r"^(?:['’]s?)?(?:,? (?:the|its|then|own|new|former|acting|deputy|senior|top|ruling|interim|powerful|most senior"
    r"|federal|current))*(?: (?:(?:Maj|Lt|Lieutenant|Major|Brig|Brigadier)\.? )?(?:Gen|General|Adm|Admiral|Col|Colonel"
    r"|Field Marshal|Mr|Mrs|Ms|Dr|Mullah|Maulvi|Mawlawi|Maulana|Sheikh|Haji|Syed|Senator)\.?)?[ -]?$"
)
_KIND_OF = re.compile(  # not "Islamabad sent the envoy", "Delhi urged the world"
    r"(?:['’]s)? (?:(?!the |sent |told |met |gave |held |saw |orders |tells |asks |urges )"
    r"(?!(?!armed |allied |masked |combined |retired |appointed )\w+ed )[a-z-]+ ){1,2}"
)
_OF = re.compile(r"^ (?:of|for|to|from) (?:the )?$")
_FOREIGN = re.compile(r"^ (?:for|to) ")
_SENT = re.compile(r"(?i)envoys?|ambassadors?|representatives?|diplomats?|emissar\w+|delegat\w+|coordinator|rapporteur")
_APPOSED = re.compile(r"^, (?:the |an? |who is |its )?(?:(?:acting|deputy|former|powerful|junior|country['’]s) )*$")
_NAME = re.compile(r"^,? ?((?:(?:[A-Z][\w'’.-]+|al-[A-Z]\w+|ul|bin|ur) ?){1,4})")
_LOCAL = words(
    "official officials authorities leader leaders rulers officer officers guard guards "
    "commander commanders soldiers soldier troops convoy post checkpost checkpoint personnel "
    "administration mediators mediator team court levies council governor checkposts checkpoints outpost outposts "
    "side mission speaker posts "
    "guards brigade battalion jets warplanes aircraft garrison cantonment recruits cadets personnel servicemen"
)
_CAPITAL = re.compile(r"[A-Z][\w-]{2,}")
_ITS_CAPITAL = re.compile(r"^(?:['’]s)? capital(?:[.;]|,? (?![A-Z]|city|of))")
_LINKED = ("linked", "affiliated", "led ", "based ")
_AND = re.compile(r"^(?:,? (?:and|or) (?:the )?| \()$")
_FULL = re.compile(r" [A-Z]")
_SPEAKS = re.compile(
    r"^(?: and (?:the )?[A-Z][a-z]+)?"
    r"(?:,? (?:on \w+day|\w+day|\w+ly|also|has|have|had|later|again|both|neither|never|now|still|yet|at the time"
    r"|in turn|for its part|in a statement|meanwhile|too|however|though|by contrast|as well|likewise|once more|again)"
    r",?)*(?:, (?:which|whose|where) [^,;]{3,60},)? "
    r"(?:\w+ed|said|says|told|sent|called|denies|rejects|accuses|insists|wants|calls|blames|warns|urges|reserves"
    r"|demands|dismisses|condemns|welcomes|opposes|seeks|hopes|expects|asks|summons|refuses|vows|threatens|offers"
    r"|agrees|maintains|will|would|did not|does not|may|must|threw|gave|took|made|put|held|shot|sought|stood|kept|let"
    r"|met|brought|broke|drew|fell|laid|made|saw|shut|spoke|swore|wrote|hit back|fought|bade|chose|swept|cast|cut|set"
    r"|left|went on|got|felt|found|forgave|forbade|froze|heard|knew|led|lent|lost|meant|paid|quit|read|stuck|struck"
    r"|thought|understood|withdrew|withheld|won|began|bent|dealt|dug|rang|sat|sprang|flung|slung|cancels|praises|thanks"
    r"|hails|backs|slams|voices|lauds|appeals|presses|pledges|lifts|eases|frees|releases|extends|orders|recalls|brushes"
    r"|turns|scraps|suspends|halts|signals|admits|regrets|apologises|defends|protests|vetoes|boycotts|skips|shuns"
    r"|distances|disowns|rules out|condoles|mourns|stands by|pulls"
    r"|(?:is|was|were|remained|seemed|sounded) (?:not )?(?:\w+ly )?(?:angry|furious|displeased|outraged|incensed"
    r"|unhappy|dismayed|appalled|alarmed|enraged|quick|unmoved|unimpressed|impressed|adamant|ready|unwilling|willing|pleased"
    r"|grateful|in no|at pains|having none|keen|reluctant|prepared|confident|hopeful|blunt|categorical|unequivocal"
    r"|emphatic|firm|unbending|curt|terse))\b"
)
_TOO = re.compile(  # "condemned it, as did Tehran and Moscow"
    r"(?:\b(?:as|so) (?:did|has|have|does|do)|\b(?:echoed|joined|seconded) by)(?: (?:the )?[A-Z][\w-]+(?:,| and))* $"
)
_TURN = 120  # characters from a capital to its verb
_SHADES = words("the a an its two three some their ruling top downtown central")
_KNOWN = 1 << 12  # actors and countries whose names are remembered
_SHORT = 4  # letters: "Let" is not the LeT
_QUANTITIES = words(  # and heads: "the commander of the Guards said"
    "hundreds thousands dozens scores tens groups group crowd crowds number members some most all many "
    "commander head chief director chairman chairwoman deputy boss leader secretary"
)
_FUNCTION = words(
    "The A An In On At He She It They We But And This That Monday Tuesday Wednesday Thursday "
    "Friday Saturday Sunday January February March April May June July August September "
    "October November December I"
)
_ONCE = re.compile(r"(?i)\b(?:former|retired|ex|one-time)[ -](?:\w+ )?$")
_PREPOSITION = words(
    "of in with against on to from by for at between near under into over across inside via "
    "than towards toward within alongside around including"
)


class ActorMention(NamedTuple):
    """An actor where it stands: `start` and `end` are offsets into the article.

    `source` tells how it was known: name, role (a common noun), place (a state named by its country or capital).
    """

    start: int
    end: int
    name: str
    kind: str
    country: str
    seat: str
    source: str
    preposition: str = ""
    label: str = ""  # the state's name, for a demonym
    has_office: bool = False  # its words end in an office that a name may follow
    is_person: bool = False  # somebody named

    @property
    def is_political(self) -> bool:
        """Whether its words are politics: states, armies, named armed groups, international bodies."""
        if self.source == "role" and not self.country:
            return self.kind in ("government", "army", "un", "igo") and self.name.lower() not in _LOCAL
        return self.kind in POLITICAL


class ActorFinder:
    """Finds the codebook's actors in a sentence."""

    def __init__(self, codebook: Codebook, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._names: dict[str, list[tuple[str, ActorEntry]]] = {}
        for entry in codebook.actors:
            for name in (entry.name, *entry.variants):
                self._names.setdefault(name.lower().replace("’", "'"), []).append((name, entry))
        self.roles: dict[str, str] = {form: role.kind for role in codebook.roles for form in role.forms}
        self._patterns = sorted({*self._names, *self.roles})
        self._automaton = AhoCorasick(self._patterns, matchkind=MatchKind.LeftmostLongest)
        self._actor = lru_cache(maxsize=_KNOWN)(self._actor_anew)
        self._country_name = lru_cache(maxsize=_KNOWN)(self._country_name_anew)

    def nations(self, locations: Sequence[Location]) -> tuple[ActorMention, ...]:
        """Return the states that demonyms stand for where they describe what follows ("Pakistani air raids")."""
        return tuple(
            ActorMention(
                one.mention.start,
                one.mention.end,
                self._country_name(one.place.country),
                "government",
                one.place.country,
                "",
                "place",
            )
            for one in locations
            if one.mention.use is Use.DEMONYM
        )

    def find(self, text: str, offset: int, locations: Sequence[Location]) -> tuple[ActorMention, ...]:
        """Return the actors of a sentence `text` that starts at `offset`; `locations` are those inside it."""
        low = text.lower().replace("’", "'")
        if len(low) != len(text):
            low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text).replace("’", "'")
        found = list(self._listed(text, low, offset))
        found += self._places(text, offset, locations, found)
        found.sort(key=lambda one: (one.start, -one.end))
        merged = self._join(text, offset, _apart(found))
        merged = [_of_once(text, offset, _of_place(text, offset, one, locations)) for one in merged]
        return _with_prepositions(text, offset, merged)

    def by_surname(
        self, text: str, offset: int, known: Mapping[str, ActorMention], found: Sequence[ActorMention]
    ) -> tuple[ActorMention, ...]:
        """Return the actors of a sentence together with people named in full before: "Dar", "Gen. Munir"."""
        if known.keys().isdisjoint(_CAPITAL.findall(text)):
            return tuple(found)
        more = [
            known[match[0]]._replace(
                start=match.start() + offset,
                end=match.end() + offset,
                preposition=_word_before(text, match.start()),
            )
            for match in _CAPITAL.finditer(text)
            if match[0] in known
            and not any(a.start <= match.start() + offset < a.end for a in found)
            and not _FULL.match(text[match.end() : match.end() + 3])
        ]
        return tuple(sorted([*found, *more], key=lambda one: one.start)) if more else tuple(found)

    def _listed(self, text: str, low: str, offset: int) -> Iterable[ActorMention]:
        for index, start, end in self._automaton.find_matches_as_indexes(low):
            if (start and (low[start - 1].isalnum())) or (end < len(low) and low[end].isalnum()):
                continue
            if end < len(low) and low[end] == "-" and not low.startswith(_LINKED, end + 1):
                continue
            if one := self._actor(text[start:end], self._patterns[index]):
                yield ActorMention(start + offset, end + offset, *one[2:])

    def _actor_anew(self, surface: str, key: str) -> ActorMention | None:
        """Return the actor that words are by themselves, as if they stood at the start of a text."""
        if entry := self._entry(surface, key):
            kind = "government" if entry.kind == "person" else entry.kind
            name = _person(surface, entry) if entry.kind == "person" else entry.name
            found = ActorMention(0, len(surface), name, kind, entry.country, entry.seat, "name")
            return found._replace(is_person=entry.kind == "person")
        kind = self._role(key)
        return ActorMention(0, len(surface), surface, kind, "", "", "role", has_office=True) if kind else None

    def _role(self, key: str) -> str:
        """Return the kind of a common noun; of a name that is not written as one ("the foreign office"), by its end."""
        parts = key.split()
        ends = (" ".join(parts[index:]) for index in range(len(parts)))
        return next((self.roles[end] for end in ends if end in self.roles), "")

    def _entry(self, surface: str, key: str) -> ActorEntry | None:
        for name, entry in self._names.get(key, ()):
            if not any(map(str.isupper, name)) or (
                any(map(str.isupper, surface))
                and (not name.isupper() or surface.isupper())
                and (surface.istitle() <= name.istitle() or len(name) > _SHORT)
            ):
                return entry
        return None

    def capitals(self, text: str, offset: int, locations: Sequence[Location]) -> tuple[Location, ...]:
        """Return the capitals that a sentence names by their state: "in the Russian capital"."""
        out = []
        for one in locations:
            match = _ITS_CAPITAL.match(text[one.mention.end - offset : one.mention.end - offset + 14])
            capital = self._gazetteer.capital(one.place.country) if match and one.place.kind is Kind.COUNTRY else None
            if capital is not None:
                why = (f"the capital of {one.place.name}",)
                mention = replace(one.mention, use=Use.LITERAL)
                out.append(replace(one, mention=mention, place=capital, why=why, candidates=()))
        return tuple(out)

    def _places(
        self, text: str, offset: int, locations: Sequence[Location], listed: Sequence[ActorMention]
    ) -> Iterable[ActorMention]:
        taken = [(one.start, one.end) for one in listed if one.source == "name"]
        for location in locations:
            mention, place = location.mention, location.place
            if any(mention.start < end and mention.end > start for start, end in taken):
                continue
            if mention.use is Use.DEMONYM:
                people = mention.text.endswith("s") and not mention.text.endswith(("ss", "is"))
                kind = "people" if people else "nation"
            elif mention.use is Use.METONYM or place.kind is Kind.COUNTRY or _speaks(location, text, offset):
                kind = "government"
            else:
                continue
            label = self._country_name(place.country)
            name = label if kind == "government" else mention.text
            yield ActorMention(mention.start, mention.end, name, kind, place.country, "", "place", "", label)

    def _country_name_anew(self, code: str) -> str:
        capital = self._gazetteer.capital(code)
        parents = self._gazetteer.parents(capital) if capital else ()
        return parents[-1].name if parents else code

    def _join(self, text: str, offset: int, found: list[ActorMention]) -> list[ActorMention]:
        out: list[ActorMention] = []
        for one in found:
            if out:
                gap = text[out[-1].end - offset : one.start - offset]
                joined = _joined(out[-1], one, gap)
                if joined:
                    out[-1] = joined
                    if len(out) > 1:
                        _employ(text, offset, out)
                    continue
            out.append(one)
        return [_with_name(text, offset, one) for one in out if one.kind != "nation"]


def is_both(actor: ActorMention) -> bool:
    """Return whether an actor is several states together: "the two sides"."""
    return actor.source == "role" and actor.name.lower().endswith(_PLURAL)


def _apart(found: Sequence[ActorMention]) -> list[ActorMention]:
    out: list[ActorMention] = []
    for one in found:
        if not out or one.start >= out[-1].end:
            out.append(one)
    return out


def _joined(left: ActorMention, right: ActorMention, gap: str) -> ActorMention | None:
    """Return both as one actor if they adjoin: a state and its office, an office and its holder."""
    if _JOINT.match(gap) and (gap.strip(" ,") or gap in (" ", "") or gap.startswith(("'", "’"))):
        if left.kind == "nation" or left.source == "place" or left.source == "name" or right.source == "name":
            if left.source == "place" and gap == " the ":
                return None  # "in a letter to Kabul the army admitted"
            if "," in gap and not (left.source == "role" and right.source == "name"):
                return None
            return _fused(left, right)
        return (
            _fused(left, right)
            if gap in (" ", "'s ", "’s ") and left.kind == right.kind
            else (right._replace(start=left.start) if gap in (" ", "'s ", "’s ") else None)
        )
    of_state = left.source == "place" and right.source == "role" and right.kind in STATE and not is_both(right)
    if of_state and " the " not in gap and _KIND_OF.fullmatch(gap):
        return _fused(left, right)  # "an Afghan trade delegation"
    theirs = right.source in ("place", "name") or is_both(right) or right.kind == left.kind == "government"
    whose = right.kind != "nation" and theirs
    office = left.source == "role" or (bool(left.seat) and not left.country)
    if _OF.match(gap) and office and left.kind in STATE and whose:
        abroad = _FOREIGN.match(gap) and (_SENT.search(left.name) or right.source == "place")
        if left.country or abroad:  # "Afghan ambassador to Pakistan", "envoy for Afghanistan"
            return left._replace(end=right.end)
        if is_both(right):  # "officials of the two countries"
            return right._replace(start=left.start)
        return _fused(right, left)
    if _is_posted(left, right, gap):
        return left._replace(end=right.end)
    alike = left.kind == right.kind or "armed_group" not in (left.kind, right.kind)
    if alike and _APPOSED.match(gap) and {left.source, right.source} == {"role", "name"}:
        return _fused(left, right)
    return None  # "asked about the TTP, the defence minister"


def _is_posted(left: ActorMention, right: ActorMention, gap: str) -> bool:
    """Return whether an office of one state is for another: "Pakistan's envoy for Afghanistan"."""
    has_office = left.source == "place" and left.end - left.start > len(left.name) + 6
    return has_office and right.source == "place" and bool(_FOREIGN.match(gap) and _OF.match(gap))


def _employ(text: str, offset: int, out: list[ActorMention]) -> None:
    """Make the last two actors one where the first speaks for an office: "spokesman for the Afghan ministry"."""
    gap = text[out[-2].end - offset : out[-1].start - offset]
    joined = _joined(out[-2], out[-1], gap) if _OF.match(gap) else None
    if joined:
        out[-2:] = [joined]


def _fused(left: ActorMention, right: ActorMention) -> ActorMention:
    """One actor of two: the person's or group's name, the office's kind, the first country told."""
    named = next((one for one in (right, left) if one.source == "name"), None)
    role = next((one for one in (right, left) if one.source == "role"), None)
    kind = role.kind if role else (named or right).kind
    if named and named.kind not in ("government", "people") and role and role.kind in ("government", "people"):
        kind = named.kind  # "TTP leaders", "Taliban officials"
    country = left.country or right.country
    seat = next((one.seat for one in (right, left) if one.seat), "")
    name = named.name if named else right.name
    if named is None and left.source == "place":
        name = left.label if kind == "government" else f"{left.name} {right.name}" if left.kind == "nation" else name
    source = "name" if named else ("place" if left.source == "place" and left.kind != "nation" else "role")
    start, end = min(left.start, right.start), max(left.end, right.end)
    office = max(left, right, key=lambda one: one.end).has_office
    person = left.is_person or right.is_person
    label = left.label if left.kind == "nation" else ""
    return ActorMention(start, end, name, kind, country, seat, source, "", label, office, person)


def _with_name(text: str, offset: int, one: ActorMention) -> ActorMention:
    """Return an office with the name of its holder, known or not: "Foreign Minister Anniken Huitfeldt"."""
    if one.kind != "government" or one.source == "name" or not one.has_office:
        return one
    match = _NAME.match(text[one.end - offset :])
    if match is None:
        return one
    words = match[1].split()
    if not words or words[0] in _FUNCTION or len(words) < 2:
        return one
    return one._replace(end=one.end + len(match[0].rstrip()), name=" ".join(words), source="name", is_person=True)


def _with_prepositions(text: str, offset: int, found: Sequence[ActorMention]) -> tuple[ActorMention, ...]:
    """Note the preposition before each actor; "from the TTP and the Islamic State (ISKP)" has one for all three."""
    out: list[ActorMention] = []
    for one in found:
        word = _word_before(text, one.start - offset)
        if word == "for" and text[: one.start - offset].endswith(", for "):
            word = ""  # "an awkward charge, for Khan flies to Tehran on Sunday"
        if not word and out and _AND.match(text[out[-1].end - offset : one.start - offset]):
            word = out[-1].preposition
        out.append(one._replace(preposition=word) if word else one)
    return tuple(out)


def surname(actor: ActorMention) -> str:
    """Return the part of a person's name that stands for the whole: the first of a Chinese name, else the last."""
    parts = actor.name.split()
    return parts[0] if actor.country == "CN" and len(parts) == 2 else parts[-1]


def _person(surface: str, entry: ActorEntry) -> str:
    """Return the name that a title shows: of another office holder in the same row, the name as written."""
    name = entry.name.split()
    if surface.split()[-1] in name or len(surface.split()) == 1:
        return entry.name if surface.split()[-1] in name or not surface[0].isupper() else surface
    return surface


def _speaks(location: Location, text: str, offset: int) -> bool:
    """Return whether a capital is the subject of what follows: "New Delhi on Monday condemned"."""
    start, end = location.mention.start - offset, location.mention.end - offset
    if not location.place.capital_of:
        return False
    if _TOO.search(text[max(0, start - 60) : start]):
        return True
    if _word_before(text, start):
        return False
    return _SPEAKS.match(text[end : end + _TURN]) is not None and text[max(0, start - 2) : start] != ", "


def _of_place(text: str, offset: int, one: ActorMention, locations: Sequence[Location]) -> ActorMention:
    """Name a local government by its place: "the Balochistan government"."""
    if one.source != "role" or one.kind != "government" or one.country:
        return one
    for location in locations:
        if location.mention.end == one.start - 1 and location.mention.use is not Use.DEMONYM:
            return one._replace(name=f"{location.mention.text} {one.name}")
    return one


def _of_once(text: str, offset: int, one: ActorMention) -> ActorMention:
    """Return a soldier or policeman of once as the civilian that he is: "a former army officer"."""
    start = one.start - offset
    once = one.kind in FORCES and _ONCE.search(text[max(0, start - 24) : start])
    return one._replace(kind="people") if once else one


def _word_before(text: str, start: int) -> str:
    words = text[max(0, start - 30) : start].split()
    while words:
        if words[-1].lower() in _SHADES or words[-1].lower().endswith("ern") or words[-1].isdigit():
            words.pop()
        elif len(words) > 1 and words[-1] == "of" and words[-2].lower() in _QUANTITIES:
            del words[-2:]  # "hundreds of people marched"
        else:
            break
    word = words[-1].lower().strip(",.;:") if words else ""
    return word if word in _PREPOSITION and not (words and words[-1][-1] in ",;:") else ""
