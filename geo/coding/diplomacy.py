"""What states say and do to each other in one sentence, into drafts: who, to whom, where it was said or held."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from geo.coding import steps, times
from geo.coding.actors import is_both
from geo.coding.acts import groups, same
from geo.coding.admitted import Admitted
from geo.coding.belonging import is_comment
from geo.coding.company import in_company
from geo.coding.draft import Draft
from geo.coding.eras import Eras
from geo.coding.grammar import Memory
from geo.coding.home import is_done_at_home, is_said_at_home
from geo.coding.lexicon import Lexicon
from geo.coding.likewise import each_speaker
from geo.coding.nesting import holds
from geo.coding.occasions import appointment, occasions
from geo.coding.participants import addressees, taking_part, travellers
from geo.coding.places import beside, is_scene, narrowest, usable
from geo.coding.prepositions import WHEN_HE, WHERE
from geo.coding.scan import Scan
from geo.coding.seats import Seats, border_told, ground_told, pledged_at, pointed_at
from geo.coding.stages import RECEIVES, is_told_here, meeting_place
from geo.coding.stance import SAYING, Hit
from geo.coding.story import Story
from geo.coding.venues import venues
from geo.gazetteer import Gazetteer
from geo.model import Basis, DateMention, EventPlace, EventType, Kind, Layer, Location, Role, Status

_ACCORDS = frozenset({EventType.AGREE, EventType.CONCEDE, EventType.COOPERATE})
_DONE = frozenset({EventType.AGREE, EventType.CONCEDE})  # what is announced was done before
_AT_HOME = frozenset({EventType.SANCTION, EventType.COOPERATE})
_DELIVERIES = frozenset({EventType.AID, EventType.MOBILIZE, EventType.RETREAT, EventType.COERCE})
_AIM = re.compile(r"\b(?:to|into|towards?|from|out of|through) (?:the )?$")
_LEFT = re.compile(rf"{_AIM.pattern}|\b(?:left|leaves?|leaving|quit|quits|vacated|exited|departed) (?:the )?$")
_SAME_BORDER = re.compile(
    r"(?i)\b(?:the (?:same )?|that |this )(?:border|crossing|frontier|gate|bridge)\b| (?:across|over)$"
)
_MEASURES = frozenset({EventType.SANCTION, EventType.COERCE})
_FAR = 8  # sentences over which a meeting at the line is one at the crossing named last
_SINCE = 60  # characters: "designated a terrorist organisation by the United States since 2010"
_AT_TALKS = frozenset({EventType.REQUEST, EventType.SUPPORT, EventType.AGREE, EventType.REJECT})
_STANDING = re.compile(r"\b(?:that|which|whom) (?:[\w'’]+ ){1,4}(?:has|have) $")
_BY_PHONE = re.compile(
    r"(?i)\b(?:by|over the|on the) (?:tele)?phone\b|\b(?:tele)?phone (?:call|conversation|talk|contact)s?\b"
    r"|\bin a call\b"
)
_AND = re.compile(r"(?:\band|,|\bwhere he|\bwhere she)(?: (?:he|she|also|then|has|had|\w+ly))* $")
_NEXT_DEED = re.compile(r", |\band ")
_EARLIER = re.compile(r"(?i)\b(?:earlier|previous|past|preceding|prior|former) (?:[\w-]+ )?$")
_IN_VIDEO = re.compile(
    r"\b(?:video|clip|footage|audio|recording|interview|post|message|letter|speech|statement) (?:that|which)"
    r" (?:\w+ ){1,4}(?:on |late |early )?$"
)
_IN_ORDER_TO = re.compile(r"\bto (?:\w+ly )?$")
_ORDER = re.compile(r"(?i)\b(?:told|tells?|ordered|orders|asked|instructed|directed|gave)\b")
_OUT_OF = re.compile(r"\b(?:out of|from) [A-Z]")
_INVITED = re.compile(r"(?i)\binvit(?:es?|ed|ing)\b")
_ON_LINE = re.compile(r"(?i)\b(?:(?:tele)?phone\w*|call(?:ed)?|video|line)\b")
_AT_BORDER = re.compile(
    r"(?i)\b(?:flag meeting|white flag|zero[ -](?:point|line)|no[ -]man['’]s[ -]land"
    r"|(?:met|meet|meeting|talks|held) at the (?:common |shared )?(?:border|frontier)(?= on\b| to\b| for\b|[,.])"
    r"|border (?:commanders|officials|officers|guards|forces))\b"
)
_ON_OCCASION = re.compile(
    r"\b(?:during|at) (?:a|an|the|his|her|their) (?:[\w-]+ ){0,3}(?:visit|meeting|talks|trip|session)\b"
)
_TO_COME = re.compile(r"\b(?:would|will|by|until|deadline|since|after|that|who|whose)\b")
_SPOKEN_ABOUT = re.compile(r"\b(?:would|will|by|until|deadline|since|after|for|of|that|who|whose)\b")
_TO_DO = re.compile(r" ?(?:\w+ )??to (?!\w+ (?:on|late|early) $)")
_OF_OTHERS = re.compile(r"(?i)embassy|consulate|high commission|\bmission\b")
_VISIT = re.compile(r"\b(?:the|this|that|these|those|both) (?:[\w-]+ ){0,2}$|^(?:the|this|these|both) ", re.I)


class Statesman:
    """Gathers the statements, meetings and measures of a sentence."""

    def __init__(self, gazetteer: Gazetteer, eras: Eras, province_seats: Iterable[str] = ()) -> None:
        self._seats = Seats(gazetteer, eras, province_seats)

    def drafts(
        self, told: Sequence[Admitted], scan: Scan, story: Story, lexicon: Lexicon, memory: Memory
    ) -> list[Draft]:
        """Return a draft for each statement, meeting or measure that the sentence tells."""
        out: list[Draft] = []
        host: Draft | None = None  # the visit or meeting that the sentence has told
        stay: Draft | None = None  # the same, or a journey at home, which is no event
        told_apart = groups([one for one in told if one.hit.layer is Layer.DIPLOMACY], scan)
        for index, group in enumerate(told_apart):
            others = [[one.hit for one in other] for k, other in enumerate(told_apart) if k != index]
            draft = self._draft(group, others, scan, story, lexicon)
            if why := _why_not(draft, scan, story, lexicon):
                scan.trace.left_out(draft.hits, scan.sentence, why)
            elif draft.type is EventType.AGREE and host and WHERE.match(_clause(draft, scan)):
                scan.trace.left_out(draft.hits, scan.sentence, "it is what the talks just told have brought")
            elif draft.type is EventType.CONSULT and draft.when is None and _is_earlier(draft, scan):
                scan.trace.left_out(draft.hits, scan.sentence, "it is told of some time before, without a day")
            elif host is not None and _is_of_talks(draft, host, scan):
                scan.trace.left_out(draft.hits, scan.sentence, "it is what was said at the talks just told")
            elif draft.type in SAYING:
                for one in each_speaker(draft, scan):
                    self._seats.place(one, scan, story)
                    _move(one, stay)
                    out.append(one)
            elif draft.type is not EventType.CONSULT:
                self._place_measure(draft, scan, story)
                out.append(draft)
            else:
                self._place_talks(draft, scan, story)
                stay = draft
                if _is_at_home(draft, story):  # a minister who travels in his own country meets no other state
                    scan.trace.left_out(draft.hits, scan.sentence, "it is a meeting at home, with no other state")
                    continue
                host = draft
                out += occasions(draft, scan, others)
        _lay_accords_at_talks(out)
        _lay_together(out)
        said = [one for one in out if any(_is_of_call(one, other, scan) for other in out)]
        for one in said:
            scan.trace.left_out(one.hits, scan.sentence, "it is what was said in the talks just told")
        return [one for one in out if one not in said]

    def _draft(
        self, group: Sequence[Admitted], others: Sequence[Sequence[Hit]], scan: Scan, story: Story, lexicon: Lexicon
    ) -> Draft:
        hits = sorted(
            (one.hit for one in group),
            key=lambda hit: (hit.strength != "strong", not hit.is_verb, hit.is_passive, hit.start),
        )
        main = hits[0]
        assert main.type is not None
        mode = next((hit.trigger.mode for hit in hits if hit.type is main.type and hit.trigger.mode), "")
        if main.type is EventType.CONSULT and _BY_PHONE.search(scan.slice(main.clause, main.clause_end)):
            mode = "phone"
        draft = Draft(main.type, mode, hits, scan.sentence)
        draft.initiators = travellers(taking_part(group, scan, main.type), main)
        draft.targets = addressees(group, draft.initiators)
        says = main.type in SAYING
        named = (appointment(hit, scan) for hit in hits) if main.type is EventType.CONSULT else ()
        date = next(filter(None, named), None) or times.own_date(hits, scan, others, is_speech=says)
        if date is None and main.type in _MEASURES:
            date = times.begun(hits, scan, _SINCE)
        if date is not None and not (says and _is_content(date, scan, hits, others)):
            draft.when = date.when
            draft.spans["date"] = date.start, date.end
            said = says and main.type not in _DONE
            draft.has_own_date = said or not times.of_speech(date, scan)
            draft.is_aggregate = times.is_long(date)
        if (own := steps.counted_in_opening(hits, scan, story.today)) is not None:
            draft.when, draft.has_own_date = own, True
        draft.is_definite = all(hit.is_definite or hit.is_verb for hit in hits) and any(hit.is_definite for hit in hits)
        if all(one.is_planned for one in group if one.hit.type is main.type) or (
            main.type is EventType.CONSULT and _is_due(main, scan, lexicon)
        ):
            draft.status = Status.PLANNED
        if lexicon["cancelled"].within(_clause(draft, scan)) and main.type is EventType.CONSULT:
            draft.status = Status.CANCELLED
        if (
            main.type in SAYING
            and main.is_passive
            and not re.search(r"\b(?:was|were|been|is|are)\b", scan.slice(main.start - 16, main.end))
        ):
            draft.is_aggregate = True
            draft.why.append("it is told of someone in passing, as a standing view")
        if main.type in _MEASURES and _STANDING.search(scan.slice(main.start - 50, main.start)):
            draft.is_aggregate = True
            draft.why.append("it is told as a standing state")
        if main.is_aggregate or any(
            hit.is_aggregate for hit in hits if hit.type is main.type and hit.strength == "strong"
        ):
            draft.is_aggregate = True
            draft.why.append("the words tell of many occasions together")
        return draft

    def _place_talks(self, draft: Draft, scan: Scan, story: Story) -> None:
        if times.is_ahead(draft.when, story.article.published):
            draft.status = Status.PLANNED
        hits = [hit for hit in draft.hits if hit.type is draft.type]
        if draft.mode == "phone" and not _ON_LINE.search(scan.sentence.text) and venues(hits, scan):
            draft.mode = ""  # "talks with the minister in Kabul"
        places = [] if draft.mode == "phone" else venues(hits, scan)
        line = story.scene.dateline
        if line is not None and draft.mode != "phone" and is_told_here(draft, scan):
            places = [line]
        for place in places:
            draft.places.append(EventPlace(Role.VENUE, _nearer(place, story), Basis.NAMED))
        if not places and _AT_BORDER.search(scan.slice(draft.trigger.clause, draft.trigger.clause_end)):
            near = story.crossing() if story.crossing_is_near(scan.sentence.index, _FAR) else []
            draft.places += [EventPlace(Role.VENUE, place, Basis.CARRIED) for place in near]
        if not places and not draft.places and draft.mode != "phone":
            draft.places += meeting_place(draft, scan, story, self._seats)
        first = next(iter(draft.initiators or draft.targets), None)
        at_home = draft.mode == "phone" or RECEIVES.match(draft.trigger.text)
        if not draft.places and first is not None and at_home:
            seat = self._seats.seat(first, story)
            draft.places += [EventPlace(Role.VENUE, seat, Basis.SEAT)] if seat else []
        if draft.mode == "visit" and places and draft.initiators:
            seat = self._seats.seat(draft.initiators[0], story)
            if seat is not None and seat.place.id not in {place.place.id for place in places}:
                draft.places.append(EventPlace(Role.ORIGIN, seat, Basis.SEAT))

    def _place_measure(self, draft: Draft, scan: Scan, story: Story) -> None:
        if draft.type is EventType.MOBILIZE and (sent := pointed_at(draft, scan, story)):
            draft.places += sent
            return
        if _ORDER.match(draft.trigger.text) and draft.initiators:  # "told the troops to leave the base at Shamsi"
            self._seats.place(draft, scan, story)
            return
        named = [p for p in beside(usable(scan), draft.hits, scan) if not _is_of_deed_before(p, draft, scan)]
        if draft.type in _AT_HOME:  # "two Kabul traders": only what stands after "in" or "at"
            named = [place for place in named if is_scene(place, scan)]
        if draft.type is EventType.SANCTION:  # "suspended the treaty and closed the post at Attari"
            named = [place for place in named if place.place.kind is not Kind.BORDER_CROSSING]
        if not named and draft.type in _DELIVERIES:  # "relief supplies were flown to Kabul"
            sign = _LEFT if draft.type is EventType.RETREAT else _AIM
            aims = [p for p in scan.places if sign.search(scan.slice(p.mention.start - 16, p.mention.start))]
            named = beside(aims, draft.hits, scan)
        places = narrowest(named, draft.hits, scan)
        places = [p for p in places if p.place.kind is not Kind.COUNTRY] or places
        for place in places:
            draft.places.append(EventPlace(Role.LOCATION, place, Basis.NAMED))
        if not places and draft.type is EventType.AID:
            draft.places += pointed_at(draft, scan, story) or pledged_at(draft, scan, story)
        if not draft.places and draft.mode == "deport" and _SAME_BORDER.search(draft.trigger.text):
            draft.places += border_told(scan, story)
        there = ground_told(draft, scan, story) if not draft.places and draft.type in _DELIVERIES else None
        if there is not None:
            draft.places.append(EventPlace(Role.LOCATION, there, Basis.CARRIED))
        if not draft.places and draft.initiators:
            seat = self._seats.seat(draft.initiators[0], story)
            if seat is not None:
                draft.places.append(EventPlace(Role.LOCATION, seat, Basis.SEAT))


def _is_of_deed_before(place: Location, draft: Draft, scan: Scan) -> bool:
    """Return whether a name belongs to what the sentence told before: "closed the post at Attari, froze the treaty"."""
    start, own = place.mention.start, draft.trigger
    others = [hit for hit in scan.hits if hit.strength != "weak" and hit.is_verb and hit not in draft.hits]
    if own.end < start:  # "froze the treaty, ordered the post at Attari closed"
        then = (hit for hit in others if own.end < hit.start < start)
        return draft.type in _MEASURES and any(_NEXT_DEED.search(scan.slice(own.end, hit.start)) for hit in then)
    before = any(hit.start < start and hit.end < own.start for hit in others)
    return before and _NEXT_DEED.search(scan.slice(place.mention.end, own.start)) is not None


def _clause(draft: Draft, scan: Scan) -> str:
    return scan.slice(draft.trigger.clause, draft.trigger.clause_end)


def _why_not(draft: Draft, scan: Scan, story: Story, lexicon: Lexicon) -> str:
    """Return why what a sentence tells is no event between states, or an empty string."""
    if draft.status is Status.CANCELLED:
        return "what was called off is no event"
    if draft.type is EventType.CONSULT and draft.trigger.is_definite and is_comment([draft.trigger], scan):
        return "it was told before, and here only what befell beside it"
    if draft.type in _ACCORDS and _is_local(draft, scan, lexicon):
        return "it is an accord between neighbours, not between states"
    if draft.type in SAYING and is_said_at_home(draft, scan, story, lexicon):
        return "it is said at home, to no other state"
    if is_done_at_home(draft, scan, story):
        return "it is done at home, with no other state"
    return ""


def _lay_accords_at_talks(told: Sequence[Draft]) -> None:
    """Lay an accord of several, told without a place, where the same sentence tells that they met."""
    met = [one for one in told if one.type is EventType.CONSULT and one.status is Status.HAPPENED]
    at = next(((one, place) for one in met for place in one.places if place.basis is Basis.NAMED), None)
    for one in told:
        if one.type is EventType.AGREE and one.when is None and not one.is_aggregate and len(met) == 1:
            one.when = met[0].when  # "spoke by telephone on Friday evening and agreed to stop firing"
        if at is None:
            continue
        seated = one.type is EventType.AGREE and all(place.basis is Basis.SEAT for place in one.places)
        theirs = any(same(who, other) for who in one.initiators for other in at[0].initiators)
        if seated and (len(one.initiators) > 1 or theirs):  # "sat together here and came out with a statement"
            one.places = [replace(at[1], role=Role.LOCATION)]


def _lay_together(told: Sequence[Draft]) -> None:
    """Lay what somebody says in a second breath where the sentence tells them to speak: "from Peshawar, but urged"."""
    for one in told:
        if one.type not in SAYING or not one.initiators or any(p.basis is not Basis.SEAT for p in one.places):
            continue
        for other in told:
            named = other.type in SAYING and other.initiators[:1] == one.initiators[:1]
            if named and other.places and other.places[0].basis is not Basis.SEAT:
                one.places = [replace(other.places[0], basis=Basis.CARRIED)]


def _move(statement: Draft, host: Draft | None) -> None:
    """Lay a statement without a place of its own where the sentence has just told its speaker to be on a visit."""
    elsewhere = any(place.basis is Basis.NAMED for place in statement.places)
    if host is None or elsewhere or not (statement.initiators and host.initiators):
        return
    here = next((place for place in host.places if place.role is Role.VENUE), None)
    if here is not None and host.status is Status.HAPPENED and same(statement.initiators[0], host.initiators[0]):
        statement.places = [replace(here, role=Role.LOCATION)]


def _nearer(place: Location, story: Story) -> Location:
    """Return the town of the dateline for its country: "TOKYO — The envoy arrived in Japan"."""
    line = story.scene.dateline
    return line if line is not None and holds(place.place, line.place) and place.place.kind is Kind.COUNTRY else place


def _is_local(draft: Draft, scan: Scan, lexicon: Lexicon) -> bool:
    """Return whether two sides without a state make it, in a sentence about tribes or sects."""
    stateless = all(is_both(actor) and not actor.country for actor in draft.initiators)
    return bool(draft.initiators) and stateless and lexicon["tribal"].within(scan.sentence.text, scan.sentence.among)


def _is_at_home(draft: Draft, story: Story) -> bool:
    """Return whether a visit stays in the visitor's own country and meets no one from abroad."""
    if _INVITED.match(draft.trigger.text) or _OUT_OF.search(draft.trigger.text):
        return False  # the guests come from abroad
    places = [p.location.place for p in draft.places if p.role is Role.VENUE]
    travels = all(hit.trigger.mode == "visit" for hit in draft.hits)
    people = draft.initiators[:1] if travels else [*draft.initiators, *draft.targets]
    home = story.scene.dateline.place.country if story.scene.dateline else ""
    own = {actor.country or home for actor in people if actor.kind in ("government", "army")}
    alone = all(actor.kind in ("government", "army", "people", "police") for actor in people)
    abroad = _OF_OTHERS.search(draft.trigger.text) is not None  # "went to the Chinese embassy"
    alone = alone and not abroad
    return draft.mode == "visit" and alone and bool(places) and own == {place.country for place in places}


def _is_of_talks(draft: Draft, host: Draft, scan: Scan) -> bool:
    """Return whether one side asked, offered or praised at its talks: "met the envoy and promised an inquiry"."""
    if draft.type not in _AT_TALKS or len(draft.initiators) != 1 or not host.initiators:
        return False
    together = draft.initiators[0].name.endswith("ministers") or in_company("joint", draft.trigger, scan)
    if draft.type is EventType.AGREE and together:
        return False  # they agreed among themselves
    if host.trigger.clause != draft.trigger.clause and not WHERE.match(_clause(draft, scan)):
        return False
    if host.trigger.is_ing:  # "attending a summit in Oslo, he hailed a breakthrough"
        return False
    joint = _AND.search(scan.slice(host.trigger.end, draft.trigger.start))
    return joint is not None and same(draft.initiators[0], host.initiators[0])


def _is_of_call(statement: Draft, talks: Draft, scan: Scan) -> bool:
    """Return whether a call or a meeting is but how or when a statement was made.

    "Conveyed its anger by telephone", "hailed the decision when he received the envoy".
    """
    if talks.type is not EventType.CONSULT or statement.type not in SAYING:
        return False
    if statement.trigger.is_verb and talks.trigger.start < statement.trigger.start and _IN_ORDER_TO.search(
        scan.slice(talks.trigger.end, statement.trigger.start)
    ):
        return True  # "rang the prime minister to offer condolences"
    if not (statement.initiators and talks.initiators) or not same(statement.initiators[0], talks.initiators[0]):
        return False
    called = talks.mode == "phone" and not talks.trigger.is_verb and talks.trigger.clause == statement.trigger.clause
    between = scan.slice(statement.trigger.end, talks.trigger.start)
    return called or (statement.type in _AT_TALKS and len(statement.initiators) == 1 and bool(WHEN_HE.search(between)))


def _is_earlier(draft: Draft, scan: Scan) -> bool:
    """Return whether talks are told as those of some time before: "earlier rounds were held in Doha"."""
    return any(_EARLIER.search(scan.slice(hit.clause, hit.start)) for hit in draft.hits)


def _is_content(date: DateMention, scan: Scan, hits: Sequence[Hit], others: Sequence[Sequence[Hit]]) -> bool:
    """Return whether a date is what they speak of ("until", "would", another event), not when they spoke."""
    if date.start < hits[0].start and _is_quoted_before(date, hits[0], scan):
        return True
    if date.start < hits[0].start or times.of_speech(date, scan):
        return False
    if hits[0].is_promise or (hits[0].is_said and hits[0].words[0] in ("will", "would")):
        return True
    if _ON_OCCASION.search(scan.slice(hits[0].end, date.start)):
        return False  # "agreed to lower tariffs during a visit last month"
    if hits[0].type is EventType.AGREE and _TO_DO.match(scan.slice(hits[0].end - 3, date.start)):
        return True  # "agreed to meet again in June"
    if times.NAMES.match(scan.slice(date.end, date.end + 24)):
        return True  # "the February accord"
    between = scan.slice(hits[0].end, date.start)
    if _IN_VIDEO.search(between):
        return False  # "said in a video that went around on Sunday"
    if (_TO_COME if hits[0].type in _DONE else _SPOKEN_ABOUT).search(between):
        return not re.match(r"(?: [\w'’-]+){0,3} (?:on|late|early) $", between)
    return any(hits[0].end <= hit.start < date.start for other in others for hit in other)


def _is_quoted_before(date: DateMention, hit: Hit, scan: Scan) -> bool:
    """Return whether a date stands in what was said before: "told them that work would begin this year, and asked"."""
    said = (speech for speech in scan.speeches if speech.end <= date.start and date.end <= hit.start)
    return any(scan.slice(speech.end, date.start).find(" that ") >= 0 for speech in said)


def _is_due(hit: Hit, scan: Scan, lexicon: Lexicon) -> bool:
    near = scan.slice(max(hit.clause, hit.start - 50), min(hit.clause_end, hit.end + 30))
    return lexicon["planned"].within(near)
