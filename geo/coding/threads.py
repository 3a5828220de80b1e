"""One event of an article as far as it has been told, and what makes another sentence go on telling it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from geo.coding import times
from geo.coding.actors import FORCES
from geo.coding.draft import Draft
from geo.coding.incidents import family
from geo.coding.nesting import holds, related
from geo.coding.scan import Scan
from geo.model import Basis, EventPlace, EventType, Kind, Layer, Role, Status

OTHER = re.compile(r"(?i)\b(?:another|second|separate|separately|elsewhere|also|meanwhile|other attacks?)\b")
_ACROSS = re.compile(
    r"\b(?:across|throughout|elsewhere in) the (?:province|country|region|frontier|tribal|north|south|east|west)"
)
_TALKS = frozenset({EventType.CONSULT, EventType.AGREE})
_CEREMONY = re.compile(r"(?i)ceremony|signing")
_NEAR = 3  # sentences
_LASTS = re.compile(r"(?i)\b(?:remain|stay|still|continu)")
_FORMER = re.compile(r"(?i)\b(?:former|ex|retired|one-time|opposition)[ -](?:\w+ )?$")
_APART = re.compile(
    r"(?i)\b(?:alone|separately|one-(?:on|to)-one|bilateral(?:ly)?|face to face|tête-à-tête"
    r"|(?:sidelines|margins|fringes) of|on the (?:sidelines|margins|fringes))\b"
)
_ALSO = re.compile(
    r"(?i)\b(?:also|later|then|earlier) (?:called|met|saw|held|sat|received|hosted|had|conferred|dined|spoke)\b"
    r"|\bon the (?:sidelines|margins|fringes)\b|\bseparate(?:ly)?\b|\baway from the\b"
)
_LASTING_DAYS = 60
_EXPLOSIVE = frozenset({EventType.SUICIDE_BOMB, EventType.REMOTE_EXPLOSIVE, EventType.GRENADE})
_CLASHES = frozenset({EventType.ARMED_CLASH, EventType.ATTACK})
_ALIKE: tuple[frozenset[EventType], ...] = (
    _EXPLOSIVE | _CLASHES,
    _CLASHES | {EventType.SHELLING},
    frozenset({EventType.AIR_DRONE_STRIKE, EventType.ATTACK}),
    frozenset({EventType.AIR_DRONE_STRIKE, EventType.REMOTE_EXPLOSIVE}),
    frozenset({EventType.AIR_DRONE_STRIKE, EventType.SHELLING}),
    frozenset(
        {
            EventType.PEACEFUL_PROTEST,
            EventType.PROTEST_WITH_INTERVENTION,
            EventType.VIOLENT_DEMONSTRATION,
            EventType.MOB_VIOLENCE,
            EventType.EXCESSIVE_FORCE,
        }
    ),
)
_EXACT = (  # the first says most of what it was; kinds that are not here say more still
    *(EventType.EXCESSIVE_FORCE, EventType.MOB_VIOLENCE, EventType.VIOLENT_DEMONSTRATION),
    *(EventType.PROTEST_WITH_INTERVENTION, EventType.PEACEFUL_PROTEST),
    *(EventType.SHELLING, EventType.REMOTE_EXPLOSIVE, EventType.ARMED_CLASH, EventType.ATTACK),
)
_RANK = {event_type: rank for rank, event_type in enumerate(_EXACT, 1)}


@dataclass(slots=True, eq=False)
class Thread:
    """One event of the article, as far as it has been told; `last` is the sentence that told of it last."""

    draft: Draft
    reports: list[Draft]
    layer: Layer = field(init=False)
    last: int = field(init=False)

    def __post_init__(self) -> None:
        self.layer = self.draft.layer
        self.last = self.reports[-1].sentence.index

    def tell(self, draft: Draft) -> None:
        """Add a draft that goes on telling of it."""
        self.reports.append(draft)
        self.last = draft.sentence.index

    @property
    def is_placed(self) -> bool:
        """Whether its place is known to a town or a site."""
        return self.place is not None and self.place.location.place.geo_precision <= 2

    @property
    def headline_toll(self) -> int | None:
        """How many died by the headline, if it says so."""
        told = [one.fatalities.best for one in self.reports if one.sentence.is_headline and one.fatalities]
        return max((best for best in told if best), default=None)

    @property
    def place(self) -> EventPlace | None:
        """Where it is, as far as known; never an origin."""
        for place in self.draft.places:
            if place.role is not Role.ORIGIN:
                return place
        return None


# "the deportations began on Monday": nobody need be named
_TOLD_OF_NOBODY = frozenset({EventType.AGREE, EventType.ACCUSE, EventType.COERCE, EventType.COOPERATE})


def stands_alone(draft: Draft) -> bool:
    """Talks without place, date or anyone named are no event; nor is a statement of nobody."""
    if draft.type is EventType.CONSULT:
        hits = draft.hits
        if draft.places and (draft.initiators or draft.has_own_date or any(h.is_verb for h in hits)):
            return True
        return any(hit.is_verb and hit.strength == "strong" for hit in hits) and bool(draft.initiators)
    if _CEREMONY.match(draft.trigger.text) and not draft.initiators:
        return False  # it says where and when something told before was signed
    loose = all(hit.strength == "open" or hit.is_passive or not hit.is_verb for hit in draft.hits)
    if not draft.initiators and loose:  # "the accord signed in Doha in 2020", "he was handed over in Islamabad"
        passive = draft.trigger.is_passive or "~be " in draft.trigger.trigger.phrase
        told = draft.type in _TOLD_OF_NOBODY or passive
        return told and bool(draft.places) and (draft.has_own_date or draft.trigger.is_verb)
    if all(hit.strength == "open" for hit in draft.hits):
        return bool(draft.places) or draft.has_own_date
    return True


def just_told(thread: Thread, scan: Scan) -> bool:
    """Return whether a thread was told in the sentence before, in the same paragraph."""
    last = thread.reports[-1].sentence
    return last.paragraph == scan.sentence.paragraph and scan.sentence.index - last.index <= 1


def first_dated(thread: Thread, draft: Draft) -> bool:
    """Return whether a draft gives its day to what was only named so far: "over the bombardment … Jets struck"."""
    if thread.draft.has_own_date or not draft.has_own_date or OTHER.search(draft.sentence.text):
        return False
    named = (report.sentence.is_headline or not report.trigger.is_verb for report in thread.reports)
    return thread.draft.type is draft.type and all(named)


def placed_by_dateline(thread: Thread, draft: Draft) -> bool:
    """Return whether a lead that names no place of its own is told again at a place of the dateline's district."""
    told = thread.place
    if told is None or told.basis is not Basis.CARRIED or not thread.draft.is_general or not draft.places:
        return False
    one, other = told.location.place, draft.places[0].location.place
    lead = thread.reports[0].sentence.index <= _NEAR and len(thread.reports) == 1
    return lead and bool(one.admin2) and (one.country, one.admin2) == (other.country, other.admin2)


def same_province(thread: Thread, draft: Draft) -> bool:
    """Return whether a draft is in the province of the event told."""
    if thread.place is None or not draft.places:
        return False
    left, right = thread.place.location.place, draft.places[0].location.place
    return bool(left.admin1) and left.country == right.country and left.admin1 == right.admin1


def same_toll(one: Draft, other: Draft) -> bool:
    """Return whether the same number died in places of one province or country: a headline and its story."""
    if one.fatalities is None or other.fatalities is None or not one.places or not other.places:
        return False
    left, right = one.places[0].location.place, other.places[0].location.place
    near = left.country == right.country and (not left.admin1 or not right.admin1 or left.admin1 == right.admin1)
    return near and one.fatalities.best == other.fatalities.best and (one.fatalities.best or 0) >= 2


def compatible(thread: Thread, draft: Draft) -> bool:
    """Whether type, day and kind allow that both, which are of one layer, tell one event."""
    told = thread.draft
    if told.is_aggregate != draft.is_aggregate and not draft.only_adds:
        return False
    if told.status is not draft.status and Status.PLANNED in (told.status, draft.status):
        return False
    if not _kinds_agree(thread, draft) or _is_wider(thread, draft):
        return False
    apart = told.has_own_date and draft.has_own_date and not times.overlap(told.when, draft.when)
    return not apart or since(thread, draft)


def _is_wider(thread: Thread, draft: Draft) -> bool:
    """Return whether a toll is a whole province's, the event a town's: "died in fighting across the province"."""
    if draft.fatalities is None or draft.places or thread.place is None or _ACROSS.search(draft.sentence.text) is None:
        return False
    return thread.place.location.place.geo_precision <= 2


def _kinds_agree(thread: Thread, draft: Draft) -> bool:
    told = thread.draft
    if draft.layer is Layer.DIPLOMACY:
        if {told.type, draft.type} == _TALKS:
            return not any(d.type is EventType.AGREE and d.trigger.is_verb for d in (told, draft))
        return told.type is draft.type
    if told.type is draft.type:
        return family(told.type) != "Other" or border_word(told) == border_word(draft)
    if draft.type is EventType.DISRUPTED_WEAPONS_USE and not draft.places and not draft.has_own_date:
        return family(told.type) == "violence" and draft.sentence.index - thread.last <= _NEAR
    if draft.only_adds and draft.is_general:
        return family(told.type) in ("violence", "abduction", "street", "Mob violence")
    return _are_alike(told.type, draft.type)


@cache
def kin(event_type: EventType) -> frozenset[EventType]:
    """Return the types that a report of one type may go on telling, unless it says little but that people died."""
    if event_type in _TALKS:
        return _TALKS
    return frozenset(one for one in EventType if one is event_type or _are_alike(one, event_type))


@cache
def _are_alike(one: EventType, other: EventType) -> bool:
    return any({one, other} <= alike for alike in _ALIKE)


def since(thread: Thread, draft: Draft) -> bool:
    """Return whether a closing told as lasting ("remained shut on Friday") began on the day told later."""
    told = thread.draft
    if not (told.type is draft.type is EventType.OTHER and told.places and told.when and draft.when):
        return False
    hits = (hit for report in thread.reports for hit in report.hits)
    lasting = told.status is Status.ONGOING or any(_LASTS.search(hit.text) for hit in hits)
    if not (lasting and border_word(told) == "close" == border_word(draft)):
        return False
    first, then = draft.when.start, told.when.start
    return first is not None and then is not None and 0 <= (then - first).days <= _LASTING_DAYS


def border_word(draft: Draft) -> str:
    """Return what a border row tells: open, close, or a plot."""
    text = " ".join(hit.text.lower() for hit in draft.hits)
    return "open" if "open" in text or "resum" in text else "plot" if "plot" in text or "offensive" in text else "close"


def same_place(thread: Thread, draft: Draft) -> bool:
    """Return whether a draft is at the place of the event told, or in it; a country is too wide to say so."""
    if thread.place is None or not draft.places:
        return False
    one, other = thread.place.location.place, draft.places[0].location.place
    wide = 4 in (one.geo_precision, other.geo_precision) or Kind.REGION in (one.kind, other.kind)
    if one.id != other.id and wide:
        near = draft.sentence.index - thread.last <= 2 and Kind.COUNTRY not in (one.kind, other.kind)
        return (draft.is_definite or (near and first_dated(thread, draft))) and related(one, other)
    return related(one, other)


def told_again(thread: Thread, draft: Draft, gap: int) -> bool:
    """Return whether what happened at the same place is the same event, not another one."""
    told = thread.draft
    if told.type is not draft.type and (_at_another(thread, draft) or _by_the_other_side(told, draft)):
        return False
    if told.type is draft.type or draft.is_definite or draft.is_general or told.is_general:
        return gap <= 8 or draft.is_definite or (draft.has_own_date and told.has_own_date)
    return gap <= 2


def _at_another(thread: Thread, draft: Draft) -> bool:
    """Return whether a strike of another kind, with its own dead and its own place, is told: "Mortars in Chaman"."""
    if draft.is_general or draft.is_definite or thread.place is None or thread.place.basis is not Basis.NAMED:
        return False
    deadly = all(one.fatalities is not None and one.fatalities.best for one in (thread.draft, draft))
    return deadly and thread.place.location.place.id != draft.places[0].location.place.id


def _by_the_other_side(told: Draft, draft: Draft) -> bool:
    """Return whether troops did what was told, and their foes what is told now: "ended a siege … gunmen blew up"."""
    did = [frozenset(actor.kind for actor in one.initiators[:1]) for one in (told, draft)]
    return bool(did[0] & FORCES) and "armed_group" in did[1] and not told.is_general and not draft.is_general


def tells_scene(told: Draft, draft: Draft) -> bool:
    """Return whether a sentence only says where and when the accord just told was made.

    "The document was signed in Doha on Monday", "The ceremony took place in Kabul".
    """
    accords = told.type is EventType.AGREE is draft.type and not draft.initiators and bool(told.initiators)
    named = any(place.basis is Basis.NAMED for place in told.places)
    return accords and not named and _is_loose(draft)


def _is_loose(draft: Draft) -> bool:
    hit = draft.trigger
    return hit.is_passive or hit.trigger.is_turned or _CEREMONY.match(hit.text) is not None


def same_occasion(thread: Thread, draft: Draft, gap: int) -> bool:
    """Return whether a statement or meeting goes on with the one told."""
    told = thread.draft
    if tells_scene(told, draft):
        return 0 < gap <= _NEAR
    headline = all(report.sentence.is_headline for report in thread.reports)
    repeated = any(
        one.sentence.text == draft.sentence.text and one.sentence.index != draft.sentence.index
        for one in thread.reports
    )
    if repeated:
        return True
    venue = bool(thread.place and draft.places)
    if venue and not same_place(thread, draft):
        return False
    if draft.type is EventType.CONSULT or told.type is EventType.CONSULT:
        if venue and draft.has_own_date and not told.has_own_date and gap > 2:
            return False  # "Dar last travelled to Kabul on April 19"
        if venue and gap and draft.has_own_date and _APART.search(draft.sentence.text):
            return False  # "saw Muttaqi alone on Tuesday"
        if venue and gap and _ALSO.search(draft.sentence.text) and _is_with_another(thread, draft):
            return False  # "on the sidelines, Dar also saw his Turkish colleague"
        named = any(place.basis is Basis.NAMED for place in draft.places)
        if venue and gap and named and _have_other_guests(told, draft):
            return False  # "Russia's envoy was in Kabul the same day"
        if venue:
            return gap <= 6 or draft.has_own_date == told.has_own_date
        return (draft.is_definite and gap <= 6) or gap <= (1 if draft.has_own_date else 2) or headline
    if not same_actor(told, draft):
        return headline and venue and told.type is draft.type and _may_be_one(told, draft)
    if told.type is not draft.type:
        return gap <= 1 and not draft.has_own_date
    return gap <= _NEAR or headline or same_target(told, draft)


def _is_with_another(thread: Thread, draft: Draft) -> bool:
    """Return whether a meeting is with somebody by name or state whom the talks told before have not named."""
    if draft.mode or not draft.trigger.is_verb or draft.status is not thread.draft.status:
        return False
    told = [one for report in thread.reports for one in (*report.initiators, *report.targets)]
    fresh = (one for one in (*draft.initiators[1:], *draft.targets) if one.is_political)
    return any(not any(one.name == other.name for other in told) for one in fresh)


def _have_other_guests(one: Draft, other: Draft) -> bool:
    """Return whether two meetings at one place were with guests from different countries."""
    host = other.places[0].location.place.country
    guests, others = (
        {actor.country for actor in (*draft.initiators, *draft.targets)} - {"", host} for draft in (one, other)
    )
    return bool(guests) and bool(others) and guests.isdisjoint(others)


def same_actor(one: Draft, other: Draft) -> bool:
    """Return whether one actor does both: the same name, or one state unless two people are named."""
    if not one.initiators or not other.initiators:
        return False
    left, right = one.initiators[0], other.initiators[0]
    if left.name == right.name:
        return True
    if _is_former(one) != _is_former(other):
        return False
    both_named = left.source == right.source == "name" and " " in left.name and " " in right.name
    return bool(left.country) and left.country == right.country and not both_named


def _may_be_one(one: Draft, other: Draft) -> bool:
    """Return whether a headline names a state and the story an office that the text gives none, or the other way."""
    return bool(one.initiators and other.initiators) and not (one.initiators[0].country and other.initiators[0].country)


def _is_former(draft: Draft) -> bool:
    """Return whether its speaker held the office once: "former president Karzai" speaks for no government."""
    start = draft.initiators[0].start - draft.sentence.start
    return _FORMER.search(draft.sentence.text[max(0, start - 20) : max(0, start)]) is not None


def same_target(one: Draft, other: Draft) -> bool:
    """Return whether both are aimed at the same actor."""
    return bool(one.targets and other.targets and one.targets[0].name == other.targets[0].name)


def closeness(thread: Thread, draft: Draft) -> int:
    """Return how well a draft fits an event that it could go on telling."""
    same = 2 if same_place(thread, draft) else 0
    return same + (1 if thread.draft.type is draft.type else 0)


def better_type(told: Draft, draft: Draft) -> bool:
    """Return whether the draft says more exactly what it was."""
    if draft.layer is Layer.DIPLOMACY or draft.only_adds:
        return False
    if family(told.type) != family(draft.type):
        return False  # weapons found after a raid do not make it a find
    if told.is_general and not draft.is_general:
        return True
    return not draft.is_general and _RANK.get(draft.type, 0) < _RANK.get(told.type, 0)


def join_places(told: Draft, draft: Draft) -> None:
    """Take over the places of a draft, and nearer names for wider ones."""
    if not draft.places:
        return
    if tells_scene(told, draft):
        told.places = list(draft.places)
        return
    if not any(p.role is not Role.ORIGIN for p in told.places):
        told.places = [*told.places, *draft.places]
        return
    for index, place in enumerate(told.places):
        if place.basis is Basis.CARRIED and draft.places[0].basis is Basis.NAMED and place.role is not Role.ORIGIN:
            told.places[index] = replace(draft.places[0], role=place.role)
            continue
        vague = told.sentence.is_headline and place.location.place.kind is Kind.REGION  # "in Waziristan"
        finer = next(
            (
                p
                for p in draft.places
                if p.role is not Role.ORIGIN
                and (holds(place.location.place, p.location.place) or (vague and p.location.place.geo_precision < 4))
            ),
            None,
        )
        if finer is not None and place.role is not Role.ORIGIN:
            told.places[index] = replace(finer, role=place.role)


def replace_place(draft: Draft, wide: EventPlace, fine: EventPlace) -> None:
    """Give a draft the nearer place where it has the wider one by the same words."""
    for index, place in enumerate(draft.places):
        if place.location.mention == wide.location.mention and place.location.place == wide.location.place:
            draft.places[index] = EventPlace(place.role, fine.location, Basis.CARRIED)


def replace_summary(told: Draft, draft: Draft) -> None:
    """Tell by its own words what was only summed up before, with attacks elsewhere."""
    told.type, told.mode, told.hits, told.is_general = draft.type, draft.mode, draft.hits, draft.is_general
    told.fatalities, told.injuries, told.is_summary = None, None, False
    told.attackers, told.victims, told.side, told.toll_is_total, told.toll_is_claimed = 0, frozenset(), "", False, False
