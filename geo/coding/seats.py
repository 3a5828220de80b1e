"""Where a statement is made: where the text says so, at the talks or visit just told, else at the speaker's seat."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from geo.coding.actors import ActorMention, is_both
from geo.coding.acts import envoy_in
from geo.coding.draft import Draft
from geo.coding.eras import Eras
from geo.coding.grammar import is_somebody
from geo.coding.meetings import conference, last_talks, stay
from geo.coding.offices import posted_at
from geo.coding.places import is_scene
from geo.coding.scan import Scan
from geo.coding.story import Story
from geo.coding.threads import Thread
from geo.coding.times import overlap
from geo.coding.venues import local_seat, seat_of, stated_at, venues
from geo.gazetteer import Gazetteer
from geo.model import Basis, EventPlace, EventType, Kind, Location, Role

_LOCAL = re.compile(r"\b(?:governor|deputy commissioner|provincial|district|mayor|local|tribal|divisional)\b", re.I)
_IS_HERE = re.compile(r"\bhere\b(?! (?:is|are|was|were|to stay)\b|['’])")
_TWO = re.compile(  # "Kabul and Islamabad agreed"
    r"\b[A-Z][\w-]+ and (?:the )?[A-Z][\w-]+ (?:(?:\w+ly|also|have|has|had|then) )*$"
)
_GOVERNOR = re.compile(r"(?i)(?<!district )\bgovernor\b|\bprovincial\b")
_PREMIER = re.compile(r"(?i)\b(?:chief|home|provincial \w+) minister\b")
_TITLE = 40  # characters
_THEY = re.compile(r"\b(?:they|the (?:two|three|four|trio|pair|duo|ministers|sides|delegations)|both) (?:\w+ )?$", re.I)
_IN_TURN = re.compile(
    r"(?i)\bfor (?:his|her|its|their) part\b|\bin turn\b"
    r"|\b(?:told|during|in|at) the (?:meeting|talks|session|conference|gathering|summit|dialogue)\b"
)
_THERE = re.compile(r"\bthere(?=[,.;]| on \w+day|$)")
_JUST_NAMED = 200  # characters
_UN = "us-new-york"
_AT_UN = re.compile(
    r"(?i)\b(?:in|at|before|told|wrote to|addressing|briefed) (?:the )?(?:UN |U\.N\. )?"
    r"(?:(?:security )?council|general assembly)\b"
)
_UN_LINE = re.compile(r"UNITED NATIONS(?:, [^—–\n]{1,30}| \([^)]{1,20}\))? ?[—–:-]")  # a report from there
_BY_NAME = re.compile(r"\b(?:ministry|ministers?|government|cabinet|parliament|spokes\w+|authorities)\b")
_COUNCIL = re.compile(r"Security Council|United Nations|General Assembly")
_ENVOY = re.compile(
    r"(?i)\b(?:envoys?|representatives?|delegates?|delegations?|minister|secretary|president|premier|side|ambassador)\b"
)
_THERE_HE = re.compile(r"There,? (?!is\b|are\b|was\b|were\b|has\b|have\b|had\b|will\b|would\b|may\b)")
_HEARD_THERE = re.compile(
    r"\b(?:told|telling|said|speaking|spoke|briefed|addressed|addressing) (?:to )?(?:[\w-]+ ){0,3}there\b"
    r"(?=,? (?:(?:on|late|early|that|the same) (?:\w+ )?)?(?:\w*day )?(?:that\b|he\b|she\b|they\b)|,)"
)
_EMBASSY = re.compile(r"(?i)\b(?:embassy|ambassador|charg[eé] d['’]affaires|high commission(?:er)?|consulate)$")

_FRONTIER = ("AF", "PK")
_TO_THERE = re.compile(
    r"(?i)\b(?:in|to|into|from|out of) the (?:airfield|airport|air ?base|town|city|capital|district|valley)\b|\bthere\b"
)
_PLEDGES = re.compile(
    r"(?i)(?:announc|pledg|promis|commit|offer|earmark|donat|vow)\w*|(?:set|sets|setting) aside|put up"
)
_TO_DELEGATES = re.compile(
    r"(?i)\b(?:told|telling|addressed|addressing|before|opening|informed|urged|assured|reminded)"
    r" (?:the |fellow |assembled |all )?(?:[\w-]+ )?"
    r"(?:delegates|delegations|donors|participants|attendees|summit|conference|forum|gathering|session|moot|dialogue"
    r"|sitting|colloquium|symposium|seminar)\b"
    r"|\bfrom (?:the|its) (?:[\w-]+ ){0,2}(?:rostrum|podium|lectern|dais|floor)\b"
)
_BEEN_TOLD = re.compile(r"(?i)\b(?:(?:has|have|had) been|was|were) (?:told|informed|warned|notified) that\b")
_SAID_HERE = re.compile(
    r"(?i)\b(?:said|told|issued|announced|speaking|warned|urged|asked|speech|statement|conference|reached|signed|made"
    r"|initiall?ed|inked|concluded|struck|agreed|sealed|clinched|met|adopted|worked out|thrashed out|hammered out)\b"
    r"[^.;,]{0,50}\bhere\b"
)


def _clause_of(draft: Draft, scan: Scan) -> str:
    """Return the words of a statement's clause; of words that are said, with those that tell who says them."""
    if draft.trigger.is_said:
        return scan.slice(scan.sentence.body, scan.sentence.end)
    return scan.slice(draft.trigger.clause, draft.trigger.clause_end)


class Seats:
    """Knows where those who speak have their seats."""

    def __init__(self, gazetteer: Gazetteer, eras: Eras, province_seats: Iterable[str] = ()) -> None:
        self._gazetteer = gazetteer
        self._eras = eras
        capitals = filter(None, map(gazetteer.find, province_seats))
        self._province_seats = {(place.country, place.admin1): place for place in capitals}

    def place(self, draft: Draft, scan: Scan, story: Story) -> None:
        """Give a statement its place: where the text says it was made, else its speaker's seat."""
        actor = draft.initiators[0] if draft.initiators else None
        where = stated_at(actor, draft.trigger, scan)
        if where is not None:
            draft.places.append(EventPlace(Role.LOCATION, where, Basis.NAMED))
        elif (here := _pointed_stage(actor, draft, scan, story)) is not None:
            draft.places.append(EventPlace(Role.LOCATION, here, Basis.CARRIED))
        elif draft.type is EventType.AGREE and (there := _back_there(draft, scan, story)) is not None:
            draft.places.append(EventPlace(Role.VENUE, there, Basis.CARRIED))
        elif draft.type is EventType.AGREE and self._at_venue(draft, scan, story):
            pass
        elif actor is not None:
            if self._is_carried(actor, draft, scan, story):
                return
            if draft.type is EventType.AGREE and draft.trigger.trigger.kind == "noun":
                return  # "the truce reached in October": where, nobody says
            if _at_council(draft, scan, story):
                actor = draft.initiators[0] = actor._replace(seat=_UN)
            seats = (self.seat(one, story) for one in _signatories(draft, actor))
            known = [seat for seat in seats if seat is not None]
            line = story.scene.dateline
            seat = next((seat for seat in known if line and seat.place.id == line.place.id), next(iter(known), None))
            draft.places += [EventPlace(Role.LOCATION, seat, Basis.SEAT)] if seat else []
        elif draft.type is EventType.ACCUSE and (host := _summoner(draft, scan, story)) is not None:
            capital = self._gazetteer.capital(host.place.country)
            if capital is not None:
                there = replace(host, place=capital, why=("an envoy was summoned there",))
                draft.places.append(EventPlace(Role.LOCATION, there, Basis.SEAT))

    def _is_carried(self, actor: ActorMention, draft: Draft, scan: Scan, story: Story) -> bool:
        """Lay a statement where the sentences before have told its speaker to be; return whether they have."""
        index = scan.sentence.index
        if draft.type is EventType.AGREE and is_both(actor) and not any(one.country for one in draft.initiators):
            around = story.scene.around(scan.sentence)
            if around is not None:
                draft.places.append(EventPlace(Role.LOCATION, around, Basis.CARRIED))
                return True
        named = actor.source == "name" or _ENVOY.search(actor.name) is not None
        met = last_talks(story.recent, index) if _IN_TURN.search(scan.sentence.text) else None  # "Dar, for his part"
        met = met or (stay(story.recent, actor.name, index) if named else None)
        met = met or _delivered(actor, draft, scan, story)
        here = met
        if here is None and (_ENVOY.search(scan.slice(actor.start, actor.end)) or is_somebody(actor, scan)):
            here = conference(story.threads, index)
            here = here if here and overlap(here.draft.when, draft.when) else None
        if here is None or here.place is None:
            stay_at = story.scene.stays.of(actor, scan, draft.trigger.start)
            if stay_at is not None and draft.type is not EventType.AGREE:
                draft.places.append(EventPlace(Role.LOCATION, stay_at, Basis.CARRIED))
            return bool(draft.places)
        draft.places.append(replace(here.place, role=Role.LOCATION, basis=Basis.CARRIED))
        if met is not None and draft.when is None:
            draft.when = met.draft.when  # said on the day of the talks
        return True

    def _at_venue(self, draft: Draft, scan: Scan, story: Story) -> bool:
        """Give an accord the place where the two sides met; return whether there is one."""
        local = bool(draft.initiators) and _LOCAL.search(draft.initiators[0].name) is not None
        here = [p for p in venues(draft.hits, scan, towns_only=not local) if is_scene(p, scan)][:1]
        subject = scan.slice(draft.trigger.clause, draft.trigger.start)
        together = len(draft.initiators) > 1 or any(map(is_both, draft.initiators))
        together |= _THEY.search(subject) is not None or _TWO.search(subject) is not None
        talks = last_talks(story.recent, scan.sentence.index) if together else None
        line = story.scene.dateline
        if not here and line is not None and _IS_HERE.search(scan.sentence.text):
            here = [line]
        told = EventPlace(Role.VENUE, here[0]) if here else talks.place if talks else None
        if told is not None:
            draft.places.append(told if here else replace(told, basis=Basis.CARRIED))
        return told is not None

    def seat(self, actor: ActorMention, story: Story) -> Location | None:
        """Return the actor's seat; an office without a country is one of the country that the story is set in."""
        text = story.article.text
        actor = self._eras.then(actor, story.article.published)
        post = posted_at(actor, text, story.places)
        if post is not None:
            capital = self._gazetteer.capital(post.place.country) if post.place.kind is Kind.COUNTRY else post.place
            return replace(post, place=capital, why=(f"{actor.name} is posted to {capital.name}",)) if capital else None
        home = story.scene.dateline.place.country if story.scene.dateline else story.home
        if actor.country and home not in ("", actor.country) and is_posted(actor, text):
            actor = actor._replace(country=home, seat="")  # "the Chinese embassy" in a story from Tajikistan
        margin = 24 if actor.source == "role" else 0
        if _LOCAL.search(text[max(0, actor.start - margin) : actor.end + margin]):
            here = local_seat(actor, story.places, text)
            if here is not None:
                return self._of_province(here, actor, text)
        if _PREMIER.search(text[max(0, actor.start - _TITLE) : actor.end]):
            provincial = self._provincial(actor, story)
            if provincial is not None:
                return provincial
        if not actor.country and not actor.seat and actor.kind in ("government", "army") and story.home:
            actor = actor._replace(country=story.home)
        return seat_of(actor, story.article.id, story.article.text, self._gazetteer)


    def _of_province(self, here: Location, actor: ActorMention, text: str) -> Location:
        """Return the capital of the province where a governor or a provincial office is, other offices' own place."""
        wide = here.place.kind is Kind.PROVINCE or _GOVERNOR.search(text[max(0, actor.start - 24) : actor.end])
        seat = self._province_seats.get((here.place.country, here.place.admin1)) if wide else None
        return replace(here, place=seat, why=(f"{actor.name} sits in {seat.name}",)) if seat is not None else here

    def _provincial(self, actor: ActorMention, story: Story) -> Location | None:
        """Return where a chief minister sits: in the province beside the title, else in that of the dateline."""
        near = (p for p in story.places if abs(p.mention.start - actor.start) <= _TITLE)
        near = (p for p in near if p.place.kind is Kind.PROVINCE)
        beside = next((p for p in near if (p.place.country, p.place.admin1) in self._province_seats), None)
        line = story.scene.dateline
        told = beside or (line if line is not None and line.place in self._province_seats.values() else None)
        seat = self._province_seats.get((told.place.country, told.place.admin1)) if told is not None else None
        return replace(told, place=seat) if told is not None and seat is not None else None


def _summoner(draft: Draft, scan: Scan, story: Story) -> Location | None:
    """Return a name of the state that calls in an envoy, who is told to be called in and not by whom.

    That is who the sentence begins with, or the dateline's; of an envoy of that country, the state named last before
    that is another one.
    """
    envoy = envoy_in(draft.trigger, scan)
    own = envoy.country if envoy is not None else ""
    line = story.scene.dateline
    told = [one for one in story.places if one.mention.start < scan.sentence.start] + list(scan.names)
    before = [one for one in told if one.mention.start < draft.trigger.start and _is_state(one)]
    others = [one for one in before if one.place.country != own] if own else []
    first = next((one for one in others if one.mention.start == scan.sentence.body), None)
    if first is None and line is not None and line.place.country != own:
        return line
    return first or (others[-1] if others else line)


def _is_state(name: Location) -> bool:
    return name.place.kind is Kind.COUNTRY or bool(name.place.capital_of)


def _delivered(actor: ActorMention, draft: Draft, scan: Scan, story: Story) -> Thread | None:
    """Return the visit that brought a message: "Kabul has been told that …", where a delegation had gone there."""
    told = _BEEN_TOLD.search(scan.slice(scan.sentence.body, draft.trigger.start))
    if told is None:
        return None
    until = scan.sentence.body + told.start()
    hosts = {one.country for one in scan.actors if one.end <= until and one.country not in ("", actor.country)}
    for thread in reversed(story.threads):
        there = thread.place.location.place.country if thread.place is not None else ""
        sent = any(one.country == actor.country for one in thread.draft.initiators)
        if thread.draft.mode == "visit" and there in hosts and sent:
            return thread
    return None


def is_posted(actor: ActorMention, text: str) -> bool:
    """Return whether an actor is an embassy or who heads one: it speaks from abroad."""
    return _EMBASSY.search(text[actor.start : actor.end]) is not None


def _floor(draft: Draft, scan: Scan, story: Story) -> Location | None:
    """Return where the delegates sit to whom somebody speaks: where the conference or the last talks were told."""
    held = conference(story.threads, scan.sentence.index)
    line = story.scene.dateline
    guest = line is not None and bool(draft.initiators) and draft.initiators[0].country != line.place.country
    if held is None and not guest:
        held = last_talks(story.recent, scan.sentence.index)
    if held is not None and held.place is not None:
        return held.place.location
    return line if guest or (line is not None and line.place.capital_of) else None


def _pointed_stage(actor: ActorMention | None, draft: Draft, scan: Scan, story: Story) -> Location | None:
    """Return where a statement was made by the head of its paragraph, by "here", or by the delegates who heard it."""
    if actor is not None and (head := _headed(actor, scan, story)) is not None:
        return head
    if _THERE_HE.match(scan.sentence.text, scan.sentence.body - scan.sentence.start):
        there = story.scene.pointed(scan.sentence, "there") or stage(scan, story)
        if there is not None:
            return there
    if _HEARD_THERE.search(scan.slice(scan.sentence.body, draft.trigger.start)):
        return story.scene.pointed(scan.sentence, "there")
    if story.scene.dateline is not None and _SAID_HERE.search(_clause_of(draft, scan)):
        return story.scene.dateline
    return _floor(draft, scan, story) if _TO_DELEGATES.search(scan.sentence.text) else None


def _headed(actor: ActorMention, scan: Scan, story: Story) -> Location | None:
    """Return the capital or seat at the head of the paragraph, if who speaks may speak there: "Brussels — …"."""
    head = story.scene.head(scan.sentence)
    if head is None or head.place.geo_precision > 1:
        return None
    abroad = actor.kind in ("un", "igo") or not actor.country or is_posted(actor, story.article.text)
    own = actor.country == head.place.country and head.place.capital_of != ""
    return head if own or abroad else None


def _back_there(draft: Draft, scan: Scan, story: Story) -> Location | None:
    """Return where an accord was made "there": the place told before."""
    behind = scan.slice(draft.trigger.end, draft.trigger.clause_end)
    if not _THERE.search(behind):
        return None
    talks = last_talks(story.recent, scan.sentence.index)
    return story.scene.pointed(scan.sentence) or (talks.place.location if talks and talks.place else None)


def _signatories(draft: Draft, actor: ActorMention) -> list[ActorMention]:
    """Return whose seat may be the place of a statement: of an accord, any of those who made it."""
    return [actor, *draft.initiators[1:]] if draft.type is EventType.AGREE else [actor]


def _at_council(draft: Draft, scan: Scan, story: Story) -> bool:
    """Return whether it is said in the Security Council or the General Assembly."""
    clause = scan.slice(draft.trigger.clause, draft.trigger.clause_end)
    if _COUNCIL.search(story.article.text) is None:
        return False
    report = _UN_LINE.match(story.article.text[story.article.text.find("UNITED NATIONS") :])
    state = bool(draft.initiators) and draft.initiators[0].kind == "government" and not draft.initiators[0].is_person
    return _AT_UN.search(clause) is not None or (report is not None and state and _BY_NAME.search(clause) is None)


def stage(scan: Scan, story: Story) -> Location | None:
    """Return what "there" is where no scene was told: where the conference is, else the town named last."""
    held = conference(story.threads, scan.sentence.index)
    if held is not None and held.place is not None:
        return held.place.location
    start = scan.sentence.start
    before = (one for one in story.places if start - _JUST_NAMED <= one.mention.start < start)
    return next((one for one in reversed(list(before)) if one.place.geo_precision <= 2), None)


def ground_told(draft: Draft, scan: Scan, story: Story) -> Location | None:
    """Return where troops, staff or help come to or go from that no name tells: "to the airfield", the story's scene.

    Who leaves a country told of is there: "Britain wound up its airlift", in a story from Kabul.
    """
    to_there = _TO_THERE.search(_clause_of(draft, scan)) is not None
    there = story.scene.pointed(scan.sentence) if to_there else None
    line = story.scene.dateline
    if there is not None or line is None or not (to_there or draft.type is EventType.RETREAT):
        return there
    country = draft.initiators[0].country if draft.initiators else ""
    return line if line.place.country in _FRONTIER and country not in ("", line.place.country) else None


def pledged_at(draft: Draft, scan: Scan, story: Story) -> list[EventPlace]:
    """Return where the conference sits at which help is promised."""
    held = conference(story.threads, scan.sentence.index) if _PLEDGES.match(draft.trigger.text) else None
    return [replace(held.place, role=Role.LOCATION, basis=Basis.CARRIED)] if held is not None and held.place else []


def pointed_at(draft: Draft, scan: Scan, story: Story) -> list[EventPlace]:
    """Return the place told before that the words behind a deed point to: "flown to the airfield"."""
    behind = scan.slice(draft.trigger.start, draft.trigger.clause_end)
    there = story.scene.capital_in(behind) or story.scene.pointed(scan.sentence, behind)
    return [EventPlace(Role.LOCATION, there, Basis.CARRIED)] if there is not None else []


def border_told(scan: Scan, story: Story) -> list[EventPlace]:
    """Return the crossing named last, or the town of one where something just told took place: "the same border"."""
    near = story.crossing() if story.crossing_is_near(scan.sentence.index) else []
    told = [thread.place.location for thread in story.recent if thread.place is not None]
    near = near or [place for place in told if place.place.id in scan.gateways][-1:]
    return [EventPlace(Role.LOCATION, place, Basis.CARRIED) for place in near]
