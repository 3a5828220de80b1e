"""Incidents of one sentence into drafts: their type, places, date, people and toll."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geo.codebook import Codebook
from geo.coding import steps, times
from geo.coding.actors import FORCES, ActorMention
from geo.coding.admitted import Admitted
from geo.coding.belonging import (
    also_armed,
    date_in_clause,
    has_own,
    is_comment,
    is_ground,
    is_told_of,
    may_borrow,
    moves_the_dead,
    only_beside,
    told_in_clause,
    without_references,
    without_weapons,
)
from geo.coding.counting import count_people, dead_by_place, share_tolls
from geo.coding.doers import Doers, may_do
from geo.coding.draft import Draft
from geo.coding.frontier import at_border, at_frontier, at_gate
from geo.coding.incidents import clusters, family
from geo.coding.kinds import type_of
from geo.coding.lexicon import Lexicon
from geo.coding.nesting import related
from geo.coding.places import beside, heard_at, narrowest, of_the_dead, on_the_way, share_out, usable
from geo.coding.prepositions import THERE
from geo.coding.scan import Scan
from geo.coding.stance import Hit
from geo.coding.story import Story
from geo.coding.summaries import added_up, is_summary, sums_up
from geo.coding.tolls import Toll
from geo.coding.venues import country_origin
from geo.gazetteer import Gazetteer
from geo.model import Basis, DatePrecision, EventPlace, EventType, Layer, Location, Role, Status

_REMOTE = frozenset({EventType.AIR_DRONE_STRIKE, EventType.SHELLING})
_GUESS = 0.4  # a name not in the gazetteer, shown at a neighbour, is less sure than the place just told of
_FOUGHT = frozenset({EventType.ARMED_CLASH, None})
_ALONG = re.compile(r"(?i)\balong (?:the|their) (?:shared |common |disputed )?(?:border|frontier|line)\b")
_OVER_TIME = re.compile(
    r"(?i)\b(?:since|so far|this (?:year|month|week)|last (?:year|month|week)|over the|per|each|every|annual\w*"
    r"|in (?:all )?(?:of )?(?:19|20)\d\d|between|during|in (?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december))\b"
)
_ANSWERED = re.compile(
    r"(?i)\b(?:retaliation|response|answer|reply|reaction|revenge|reprisals?) (?:for|to)\b[^;]*$|\baveng\w+ [^;]*$"
)
_AFTER_ONE = re.compile(r"\bafter an? (?:[\w-]+ ){0,2}$")
_AS_GROUND = re.compile(r"(?i)\b(?:after|when|since|because|as|once|over)\b[^,;]*$")
_WHOSE = re.compile(r"\bwhose (?:[\w-]+ ){1,4}$")
_THERE = re.compile(THERE)
_OCCURS = re.compile(
    r" (?:\w+ ){0,2}(?:erupt(?:ed)?|br(?:oke|eaks?|oken) out|t(?:ook|akes?) place|flared|occurred|happened"
    r"|(?:was|were) reported|hit|struck|rocked|killed|left|wounded|injured|beg[au]n|started|continued|raged|shook)\b"
    r"|^ between "
)
_REFERS = re.compile(  # "those behind the bombing": told of before, and not here
    r"\b(?:behind|(?:[Rr]esponsib\w+|credit|blame|praise) for|own\w* up to|owned|disown\w*|disclaim\w*"
    r"|(?:ownership|authorship|author|perpetrators|culprits) of|involved in|linked to|blamed for|role in|part in"
    r"|victims of"
    r"|(?:day|night|time|wake|anniversary|aftermath|eve) of|within (?:hours|minutes|days) of|planners of|condemn\w*"
    r"|decr(?:y|ie)\w*|deplor\w+|lament\w*|denounc\w+|welcom\w+|hail\w+|mourn\w+|claim\w*|confirm\w*|den(?:y|ied)"
    r"|news of|investigat\w+"
    r"|mastermind(?:ed)?(?: of)?|details of|sp(?:eak|oke|oken) (?:about|of))"
    r" (?:the|this|that|these|those|last \w+['’]s) (?:[\w-]+ ){0,3}$"
)
_WEEKS_OF = re.compile(r"(?i)\b(?:weeks|months|years|decades) of (?:[\w-]+ ){0,2}$")
_SAME_PLACE = re.compile(r"\b(?:in|at|on) (?:the|that) same (?:place|spot|area|town|village|district|road)\b")


class Reporter:
    """Tells the incidents of a sentence apart and gathers what belongs to each."""

    def __init__(self, codebook: Codebook, gazetteer: Gazetteer) -> None:
        self._attackers = frozenset(map(str.lower, codebook.list("attacker")))
        self._doers = Doers(codebook.list("thing"))
        self._gazetteer = gazetteer

    def drafts(self, told: Sequence[Admitted], scan: Scan, story: Story, lexicon: Lexicon) -> Iterator[Draft]:
        """Yield a draft for each incident that the sentence tells, one a place."""
        mine = {one.hit: one for one in told if one.hit.layer is Layer.INCIDENT}
        mine = without_references(mine, scan)
        if not mine:
            return
        groups = clusters(list(mine), scan, scan.links)
        shares = share_out(groups, scan)
        tolls = share_tolls(groups, scan)
        arrests = any(group[0].type is EventType.ARRESTS for group in groups)
        fought = any(tolls[k] and any(hit.type in _FOUGHT for hit in g) for k, g in enumerate(groups))
        for index, group in enumerate(groups):
            placed, alone = bool(shares[index]), sum(map(bool, shares)) == 1
            if beside := only_beside(group, told, bool(tolls[index]), placed, alone, arrests, fought):
                scan.trace.left_out(group, scan.sentence, beside)
                _bequeath(index, groups, shares)
                continue
            if any(is_ground(before, group, scan) for before in groups[:index]):
                why = "it is what a crowd protests against, or arrests are made for"
                scan.trace.left_out(group, scan.sentence, why)
                continue
            others = groups[:index] + groups[index + 1 :]
            said = [[one.hit] for one in told if one.hit.layer is Layer.DIPLOMACY and one.hit.is_verb]
            draft = self._draft([mine[hit] for hit in group], [*others, *said], scan, story, tolls[index])
            if draft is None:
                continue
            full = any(times.is_of_deed(date, hit, scan) for date in scan.dates for hit in group)
            suspects = arrests and draft.type is not EventType.ARRESTS and not full
            between = scan.slice(groups[index - 1][-1].end, group[0].start) if index else ""
            if draft.type is EventType.HEADQUARTERS and _AS_GROUND.search(
                scan.slice(scan.sentence.body, group[0].start)
            ):
                scan.trace.left_out(group, scan.sentence, "it is told as the ground of something else")
                continue
            if _WHOSE.search(scan.slice(group[0].clause, group[0].start)):
                draft.only_adds = True  # "whose leader was arrested a day earlier": told elsewhere, if its place is
            if not draft.has_own_date and _is_ground_told(group, between):
                draft.only_adds = True  # "in answer to raids on Barmal": told elsewhere, if its day is
            if others and draft.is_definite and not tolls[index] and (suspects or not has_own(draft, scan)):
                draft.only_adds = True  # "suspects of the bombing", "closed after the clash"
            _judge(draft, [mine[hit] for hit in group], scan, lexicon)
            if draft.is_aggregate and draft.only_adds:
                scan.trace.left_out(group, scan.sentence, "it is a total or a state, and too little to be told as one")
                continue
            yield from self._placed(draft, shares[index], groups, shares, scan, story)

    def _draft(
        self, told: Sequence[Admitted], others: Sequence[Sequence[Hit]], scan: Scan, story: Story, tolls: Sequence[Toll]
    ) -> Draft | None:
        hits = [one.hit for one in told]
        able = [one for one in told if one.initiator is not None and self._doers.can_act(one.initiator)]
        agent = _first(one.initiator for one in able if one.hit.strength != "weak") or _first(o.initiator for o in able)
        victim = _first(one.target for one in told if one.hit.strength != "weak") or _first(o.target for o in told)
        victims = [word for toll in tolls if toll.is_death for word in toll.victims]
        carried = story.elaborated(scan, hits)
        fought = any(hit.is_verb and hit.type is EventType.ARMED_CLASH for hit in hits)
        struck = victim is not None and victim.kind in FORCES
        deed = without_weapons(hits, scan) if fought or also_armed(scan) or struck else hits
        event_type, general = type_of(
            deed, agent, victim, victims, carried, any(a.kind == "armed_group" for a in scan.actors)
        )
        hits.sort(key=lambda hit: (hit.type is not event_type, hit.strength == "weak", hit.start))
        draft = Draft(event_type, hits[0].trigger.mode, hits, scan.sentence, is_general=general)
        draft.initiators = [agent] if agent and may_do(agent, event_type) else []
        draft.targets = [victim] if victim and victim is not agent and victim.kind != "media" else []
        own = steps.counted_back(hits, scan, lambda: story.day_told(scan.sentence.index))
        own = steps.counted_from(hits, scan, story.day_of) or own
        own = steps.counted_in_opening(hits, scan, story.today) or own
        date = date_in_clause(hits, scan, others) or times.own_date(hits, scan, others)
        if date is None and any(hit.trigger.is_of_crossing for hit in hits):
            date = times.begun(hits, scan)
            date = date if date is not None and date.when.precision is DatePrecision.DAY else None
        draft.has_own_date = own is not None or (date is not None and not times.of_speech(date, scan))
        if own is None and date is not None:
            own = date.when
            draft.spans["date"] = date.start, date.end
            draft.is_aggregate = times.is_long(date)
        draft.when = own
        count_people(draft, tolls, agent, self._attackers)
        weak = all(hit.strength == "weak" for hit in hits)
        if weak and (draft.toll_is_total or draft.toll_grows):
            draft.when, draft.has_own_date = None, False  # the day of the count, not of what happened
        if why := added_up(draft, scan, bool(tolls)):
            draft.is_aggregate = True
            draft.why.append(why)
        draft.is_definite = _point_back(hits)
        if comment := draft.is_definite and is_comment(hits, scan):
            draft.when, draft.has_own_date = None, False  # the day is that of what was before it
        draft.is_summary = is_summary(draft, scan)
        vague = all(hit.strength != "strong" for hit in hits)
        bare = any(hit.is_plural and not hit.is_verb and not hit.is_definite for hit in hits) and not draft.fatalities
        bare = bare and not any(_OCCURS.match(scan.slice(hit.end, hit.end + 30)) for hit in hits)
        anchored = bool(usable(scan) or own or draft.fatalities or draft.injuries)
        referred = any(not hit.is_verb and _REFERS.search(scan.slice(hit.clause, hit.start)) for hit in hits)
        draft.only_adds = (
            weak
            or comment
            or (referred and not is_told_of(hits, scan))
            or (vague and not anchored)
            or (bare and len(hits) == 1 and not (own and usable(scan)) and not agent)
        )
        placed = any(not of_the_dead(place, hits, scan) for place in usable(scan))
        if weak and draft.fatalities and placed and not all(moves_the_dead(hit, scan) for hit in hits):
            draft.only_adds = False
        return draft

    def _placed(
        self,
        draft: Draft,
        share: Sequence[Location],
        groups: Sequence[Sequence[Hit]],
        shares: Sequence[Sequence[Location]],
        scan: Scan,
        story: Story,
    ) -> Iterator[Draft]:
        places = self._where(draft, share, groups, shares, scan, story)
        if not places:
            draft.heard = heard_at(scan)
            draft.is_aggregate = draft.is_aggregate or (self._is_vague(draft) and not scan.sentence.is_headline)
            yield draft
            return
        dead = dead_by_place(places, draft, scan) if len(places) > 1 and draft.fatalities else {}
        for place in places:
            named = scan.sentence.start <= place.mention.start < scan.sentence.end
            one = draft.anew(places=[self._event_place(draft, place, named)], why=list(draft.why))
            one.initiators, one.targets = list(draft.initiators), list(draft.targets)
            if len(places) > 1 and (day := times.day_beside(place, scan)) is not None:
                one.when, one.has_own_date = day, True
            one.is_summary = draft.is_summary or (len(places) > 1 and sums_up(draft))
            if dead:
                one.fatalities, one.injuries = dead[place.place.id], None
            elif len(places) > 1 and (draft.fatalities or draft.injuries):
                none_dead = one.fatalities is not None and one.fatalities.best == 0
                one.fatalities = one.fatalities if none_dead else None
                one.injuries = None
                one.shares_toll = True
                one.why.append("its toll is told for several places together")
            one.is_aggregate = one.is_aggregate or self._is_vague(one)
            self._add_origin(one, story)
            yield one

    def _where(
        self,
        draft: Draft,
        share: Sequence[Location],
        groups: Sequence[Sequence[Hit]],
        shares: Sequence[Sequence[Location]],
        scan: Scan,
        story: Story,
    ) -> list[Location]:
        """Return where a draft is, as far as its sentence, or "there" and the border told of before it, tell."""
        borrowed = []
        frontier = _ALONG.search(scan.slice(draft.hits[0].end, draft.hits[-1].clause_end))
        if len(shares) > 1 and may_borrow(scan) and not draft.is_definite and not frontier:
            borrowed = _borrowed(draft, groups, shares, scan)
        if any(hit.trigger.is_of_crossing for hit in draft.hits):
            gates = [one for one in borrowed if one.place.geo_precision >= 2 or one.place.id in scan.gateways]
            return at_border(draft, share, scan, story) or gates  # not the village where soldiers were hit
        if gate := at_gate(draft, scan, story):
            return gate
        after = scan.slice(draft.hits[0].end, draft.hits[0].clause_end)
        inner = told_in_clause(draft.hits, scan)
        share = [p for p in share if inner and p.mention.start > inner[0].start] or share
        if draft.is_definite or _SAME_PLACE.search(after):
            share = beside(share, draft.hits, scan)
        if draft.fatalities and all(hit.strength == "weak" for hit in draft.hits):
            share = [place for place in share if not of_the_dead(place, draft.hits, scan)]
        places = narrowest(share, draft.hits, scan) or borrowed
        sure = [one for one in share if one.score >= _GUESS]
        if places and sure and max(place.score for place in places) < _GUESS:
            places = narrowest(sure, draft.hits, scan)  # "In Quetta, … at a square that no gazetteer knows"
        alike = [one.score for one in share if any(related(one.place, place.place) for place in places)]
        if places and max(alike, default=0) < _GUESS and story.has_place_for(draft):
            places = []
        places = [on_the_way(place, scan, self._gazetteer) for place in places]
        if not places and _THERE.search(scan.slice(draft.hits[0].clause, draft.hits[-1].clause_end)):
            places = story.pointed(scan.sentence)
        if not places and (capital := story.scene.capital(scan.sentence)) is not None:
            places = [capital]
        if not places and any(hit.trigger.is_of_crossing for group in groups for hit in group):
            places = story.crossing()  # "shut after an exchange of fire"
        if not places and family(draft.type) == "violence" and story.scene.around(scan.sentence) is None:
            places = at_frontier(draft, scan, story, self._gazetteer)
        return places

    def _is_vague(self, draft: Draft) -> bool:
        """Return whether a draft tells of no single event: no day, no number, no place nearer than a country."""
        exact = draft.places and draft.places[0].location.place.geo_precision < 4
        if not exact and draft.is_general and draft.when and draft.when.precision is DatePrecision.YEAR:
            return True  # "1,000 people died in militant violence in Pakistan last year"
        counted = draft.fatalities is not None and draft.fatalities.best is not None
        if exact or counted or draft.is_definite or draft.only_adds:
            return False
        loose = draft.is_general or all(hit.strength == "open" for hit in draft.hits)
        plural = all(hit.is_plural and not hit.is_verb for hit in draft.hits) and draft.type not in _REMOTE
        return plural or (loose and not draft.has_own_date)

    def _event_place(self, draft: Draft, place: Location, named: bool) -> EventPlace:
        abroad = _abroad(draft, place)
        role = Role.TARGET if draft.type in _REMOTE and abroad else Role.LOCATION
        return EventPlace(role, place, Basis.NAMED if named else Basis.CARRIED)

    def _add_origin(self, draft: Draft, story: Story) -> None:
        if draft.type not in _REMOTE or not draft.initiators or not draft.places:
            return
        if _abroad(draft, draft.places[0].location):
            actor = draft.initiators[0]
            origin = country_origin(actor, story.article.id, story.article.text, self._gazetteer)
            if origin:
                draft.places.append(origin)


def _abroad(draft: Draft, place: Location) -> bool:
    return bool(
        draft.initiators
        and draft.initiators[0].country
        and place.place.country
        and draft.initiators[0].country != place.place.country
        and draft.initiators[0].kind in ("government", "army")
    )


def _borrowed(
    draft: Draft, groups: Sequence[Sequence[Hit]], shares: Sequence[Sequence[Location]], scan: Scan
) -> list[Location]:
    """Return the place of the incident told right before it in the sentence, else right after."""
    start = draft.hits[0].start
    told = sorted(draft.hits, key=lambda hit: hit.start)
    lenders = [k for k in range(len(groups)) if not is_ground(told, groups[k], scan)]
    order = sorted(lenders, key=lambda k: abs(groups[k][0].start - start))
    return next((found for k in order if (found := narrowest(shares[k], groups[k], scan))), [])


def _is_ground_told(group: Sequence[Hit], between: str) -> bool:
    """Return whether the words before a deed make it but the ground or the end of one: "reopened after a closure"."""
    ended = all(hit.trigger.is_of_crossing for hit in group) and _AFTER_ONE.search(between)
    return _ANSWERED.search(between) is not None or bool(ended)


def _bequeath(index: int, groups: Sequence[Sequence[Hit]], shares: list[list[Location]]) -> None:
    """Give the place of a raid to the arrests made in it: "a raid in Chaman led to the arrest of six men"."""
    for other, group in enumerate(groups):
        if other != index and group[0].type is EventType.ARRESTS and not shares[other]:
            shares[other] = shares[index]


def _judge(draft: Draft, told: Sequence[Admitted], scan: Scan, lexicon: Lexicon) -> None:
    """Decide whether it happened, is claimed, planned or under way, and whether it is one event or many."""
    clause = scan.slice(min(one.hit.clause for one in told), max(one.hit.clause_end for one in told))
    ruled = any(one.ruler is not None and one.ruler.type is EventType.ACCUSE for one in told)
    if any(one.is_planned for one in told):
        draft.status = Status.PLANNED
    elif draft.type is EventType.ARRESTS and not ruled:
        draft.status = Status.HAPPENED  # of "two accused were caught" only the guilt is alleged
    elif ruled or lexicon["alleged"].within(clause[: max(0, told[0].hit.end - told[0].hit.clause)]):
        draft.status = Status.ALLEGED
    elif lexicon["ongoing"].within(clause) and draft.type is EventType.OTHER:
        draft.status = Status.ONGOING
    vague = draft.when is None or draft.when.precision in (DatePrecision.YEAR, DatePrecision.UNKNOWN)
    told_at_once = all(one.hit.strength == "weak" for one in told) and not _OVER_TIME.search(scan.sentence.text)
    if (
        draft.is_general
        and vague
        and not told_at_once
        and lexicon["total"].within(scan.sentence.text, scan.sentence.among)
    ):
        draft.is_aggregate = True
        draft.why.append("the words give a total")
    if draft.is_general and lexicon["period"].within(scan.sentence.text, scan.sentence.among):
        draft.is_aggregate = True
        draft.why.append("the words tell of a whole month or year")
    main = [one.hit for one in told if one.hit.type is draft.type] or [one.hit for one in told]
    main = [hit for hit in main if hit.strength != "weak"] or main
    if told_at_once:  # "the authorities report 46 deaths": of the attack just told
        return
    if any(hit.is_aggregate or (hit.is_plural and _WEEKS_OF.search(scan.slice(hit.clause, hit.start))) for hit in main):
        draft.is_aggregate = True
        draft.why.append("the words tell of many events together")


def _point_back(hits: Sequence[Hit]) -> bool:
    """Return whether phrases tell of what was told before: "the attack", "three were killed in the attack".

    Not "four were killed; the group claimed that attack": it points back to its own sentence.
    """
    definite = [hit for hit in hits if hit.is_definite]
    return bool(definite) and all(
        hit.is_definite
        or hit.strength == "weak"
        or (hit.type is None and hit.is_passive and any(hit.clause_end > one.clause for one in definite))
        for hit in hits
    )


def _first(some: Iterator[ActorMention | None]) -> ActorMention | None:
    return next((one for one in some if one is not None), None)
