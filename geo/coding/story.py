"""The thread of an article: which sentence goes on telling an event, what is carried over, and the finished events.

A headline and the sentence that repeats it, "the attack", "three of them died": one event.
A new place or a new day: another.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from geo.coding import sequels, times
from geo.coding.draft import Draft
from geo.coding.echoes import with_headlines, without_echoes
from geo.coding.finished import finished, hashed
from geo.coding.incidents import family
from geo.coding.offices import start_of
from geo.coding.recounts import counts_anew, join_tolls
from geo.coding.refining import refine
from geo.coding.scan import Scan
from geo.coding.scene import SAME_PLACE, Scene, names_unknown
from geo.coding.sentences import Sentence
from geo.coding.stance import SAYING, Hit
from geo.coding.threads import (
    Thread,
    better_type,
    closeness,
    compatible,
    first_dated,
    join_places,
    just_told,
    kin,
    placed_by_dateline,
    replace_summary,
    same_occasion,
    same_place,
    same_province,
    same_toll,
    since,
    stands_alone,
    told_again,
)
from geo.coding.titles import Titles
from geo.coding.trace import SILENT, Trace
from geo.model import (
    Article,
    Basis,
    DatePrecision,
    Event,
    EventPlace,
    EventType,
    Kind,
    Layer,
    Location,
    Role,
    Status,
    When,
)

_WITHIN = re.compile(
    r"(?:Within (?:\w+ )?(?:minutes|hours?|days?|weeks?)|Then|After that|Soon|Immediately|Hours later"
    r"|(?:By|In|That|The same|On the same|Later? that) (?:the )?"
    r"(?:evening|night(?:fall)?|(?:after|mid)?noon|morning))\b"
)
_AGAIN = re.compile(r"(?i)\b(?:again|anew|once more|resumed|afresh)\b")
_NEAR = 3  # sentences
_TOO_LITTLE = "it is too little for an event by itself, and goes on telling none of before"
_NOBODY = "nobody is named who says or does it, or no place or day is told of it"
_NO_DAY = "it is planned, for no day that the text tells"
_KEPT = 100  # events that a long article may still go on telling
_AFTERMATH = frozenset({EventType.AGREEMENT, EventType.ARRESTS})
_SPREAD = frozenset({EventType.SHELLING, EventType.AIR_DRONE_STRIKE})  # what hits one village after the other
_RECENT_DAYS = 10


class Story:
    """Gathers the drafts of an article's sentences into events."""

    def __init__(
        self,
        article: Article,
        titles: Titles,
        home: str = "",
        places: Sequence[Location] = (),
        seats: frozenset[str] = frozenset(),
        trace: Trace = SILENT,
    ) -> None:
        self.article = article
        self._titles = titles
        self._trace = trace
        self._threads: list[Thread] = []
        self._headlines: list[Draft] = []  # what is too little for an event, but tells how many died
        self._open: list[Thread] = []  # those told last, in the same order: what comes may go on with them
        self.home = home
        self.lands: frozenset[str] = frozenset()  # the countries of all names
        self.places = places
        self._crossing: Location | None = None
        self._crossing_at = 0
        self._lede: When | None = None
        self._body = 0
        self.scene = Scene(seats)

    # -------------------------------------------------------------- what later sentences may lean on

    def note_dates(self, scan: Scan) -> None:
        """Remember the day that the first sentences tell of, and the crossing named last."""
        for place in scan.names:
            if place.place.kind is Kind.BORDER_CROSSING:
                self._crossing, self._crossing_at = place, scan.sentence.index
        if scan.sentence.is_headline:
            return
        self._body += 1
        if self._lede is None and self._body <= 2 and self.article.published:
            for one in scan.dates:
                exact = one.span_kind == "point" and one.when.precision is DatePrecision.DAY
                if exact and self._is_recent(one.when):
                    self._lede = one.when
                    return

    def today(self) -> When:
        """Return the day of the news: the one that the first sentences tell, else that of publication."""
        return self._lede or times.published_on(self.article.published)

    def day_of(self, hit: Hit, index: int) -> When | None:
        """Return the day of the incident told before that a noun in sentence `index` stands for: "the raids"."""
        alike: Thread | None = None
        for thread in reversed(self._threads):
            if thread.draft.has_own_date and thread.reports[0].sentence.index < index:
                if thread.draft.type is hit.type:
                    return thread.draft.when
                if alike is None and family(thread.draft.type) == family(hit.type):
                    alike = thread
        return alike.draft.when if alike is not None else None

    def day_told(self, index: int) -> When | None:
        """Return the day of the incident told last before sentence `index`."""
        dated = [
            t for t in self._threads if t.draft.has_own_date and t.last < index and t.draft.layer is Layer.INCIDENT
        ]
        return max(dated, key=lambda t: t.last).draft.when if dated else None

    def crossing(self) -> list[Location]:
        """Return the border crossing that the article named last, if any."""
        return [self._crossing] if self._crossing else []

    def crossing_is_near(self, index: int, reach: int = _NEAR) -> bool:
        """Return whether a crossing was named in the last `reach` sentences before sentence `index`."""
        return self._crossing is not None and index - self._crossing_at <= reach

    def has_place_for(self, draft: Draft) -> bool:
        """Return whether the incident told right before, or "the same district", tells where a draft is."""
        if SAME_PLACE.search(draft.sentence.text):
            return any(thread.place for thread in self._open)
        return not draft.has_own_date and any(
            0 < draft.sentence.index - thread.last <= 2
            and thread.place is not None
            and thread.reports[-1].sentence.paragraph == draft.sentence.paragraph
            and family(thread.draft.type) == family(draft.type)
            for thread in self._open
        )

    def pointed(self, sentence: Sentence) -> list[Location]:
        """Return what "there" or "the city" is: the place of the incident just told, else the name told before."""
        if (capital := self.scene.capital(sentence)) is not None:
            return [capital]
        name = self.scene.pointed(sentence)
        if name is None:
            return []
        near = [t for t in self._open if t.last >= sentence.index - 1 and t.layer is Layer.INCIDENT and t.place]
        last = max(reversed(near), key=lambda t: t.last, default=None)
        if last is None or last.place is None or last.reports[-1].sentence.end < name.mention.start:
            return [name]  # named since
        return [last.place.location]

    @property
    def threads(self) -> Sequence[Thread]:
        """The events as far as they have been told."""
        return self._threads

    @property
    def recent(self) -> Sequence[Thread]:
        """The events that the text may still go on telling."""
        return self._open

    def elaborated(self, scan: Scan, hits: Sequence[Hit]) -> EventType | None:
        """Return the type of the incident that a bare toll at a new place goes on to tell in detail."""
        if any(hit.strength != "weak" and (hit.type is not None or not hit.is_verb) for hit in hits) or scan.dates:
            return None
        thread = self._previous("violence", scan.sentence.index)
        agent = any(hit.trigger.strength == "open" and not hit.is_passive and hit.is_verb for hit in hits)
        if thread is None or agent:
            return None
        agent = any(hit.is_verb and not hit.is_passive and hit.strength != "weak" for hit in hits)
        near = thread.draft.type in _SPREAD and just_told(thread, scan) and not agent
        return thread.draft.type if near or self._is_wide(thread) else None

    def _is_wide(self, thread: Thread) -> bool:
        return thread.place is None or thread.place.location.place.geo_precision >= 3

    def _previous(self, name: str, index: int) -> Thread | None:
        near = [
            t
            for t in self._open
            if t.reports[0].sentence.index < index <= t.last + _NEAR
            and family(t.draft.type) == name
            and not t.draft.is_aggregate
            and (t.last < index or self._is_wide(t))
        ]
        return max(near, key=lambda t: t.reports[0].sentence.index, default=None)

    # -------------------------------------------------------------- joining

    def add(self, draft: Draft) -> None:
        """Take in a draft: it goes on telling an event of before, or is a new one, or is too little for either."""
        if self._is_to_come(draft):
            draft.when, draft.has_own_date = None, False
        invites = draft.trigger.trigger.status is Status.PLANNED  # its own words look ahead, whatever their tense
        if invites and draft.when is not None and self.article.published is not None:
            draft.when = times.still_ahead(draft.when, self.article.published)
        of_count = draft.only_adds and (draft.toll_is_total or draft.toll_grows)
        day = self.scene.day(draft.sentence, self.today()) if not of_count else None
        if day is not None and not draft.is_aggregate and draft.when is None and draft.status is not Status.PLANNED:
            draft.when, draft.has_own_date = day, True
        thread = self._find(draft)
        if thread is not None:
            self._join(thread, draft)
        elif draft.only_adds and draft.sentence.is_headline and draft.layer is Layer.INCIDENT:
            self._headlines.append(draft)
        elif draft.only_adds:
            self._trace.left_out(draft.hits, draft.sentence, _TOO_LITTLE)
        else:
            self._carry(draft)
            if sequels.one_of_many(draft):
                for wide in (t for t in self._open if self._is_wide(t) and t.layer is Layer.INCIDENT):
                    wide.draft.is_summary = True
            if draft.layer is Layer.DIPLOMACY and not stands_alone(draft):
                self._trace.left_out(draft.hits, draft.sentence, _NOBODY)
                return
            self._open.append(Thread(draft, [draft.anew()]))
            self._threads.append(self._open[-1])
            if len(self._open) > _KEPT:
                self._open.remove(min(self._open, key=lambda one: one.last))

    def _is_to_come(self, draft: Draft) -> bool:
        """Return whether the words gave a day after publication to what is told as done: it belongs to other words."""
        done = draft.status is Status.HAPPENED and draft.layer is Layer.INCIDENT
        return done and times.is_ahead(draft.when, self.article.published)

    def _find(self, draft: Draft) -> Thread | None:
        open_to_all = draft.type is EventType.DISRUPTED_WEAPONS_USE or (draft.only_adds and draft.is_general)
        types = frozenset(EventType) if open_to_all else kin(draft.type)
        near = [t for t in self._open if t.draft.type in types and t.layer is draft.layer]
        fitting = [t for t in near if compatible(t, draft) and self._goes_on(t, draft)]
        if draft.fatalities and draft.fatalities.best and draft.is_general:  # nobody dies of a march
            violent = [t for t in fitting if t.draft.type is not EventType.PEACEFUL_PROTEST]
            fitting = violent if violent or draft.only_adds else fitting
        if draft.is_definite and not draft.is_general:  # "the bomb" is that of the bombing, not of a shooting since
            fitting = [t for t in fitting if not t.draft.is_general] or fitting
        if draft.only_adds and draft.is_general and not draft.places:  # "the toll rose to nine": of what was told last
            fitting = [t for t in fitting if not t.draft.is_aggregate] or fitting
            return max(reversed(fitting), key=lambda t: (t.last, closeness(t, draft)), default=None)
        return max(fitting, key=lambda t: (closeness(t, draft), t.last), default=None)

    def _goes_on(self, thread: Thread, draft: Draft) -> bool:
        gap = draft.sentence.index - thread.last
        if draft.layer is Layer.DIPLOMACY:
            return same_occasion(thread, draft, gap)
        if draft.only_adds:
            return gap <= _NEAR and (not draft.places or same_place(thread, draft))
        if gap and not draft.is_definite and sequels.in_another(draft):
            return False
        if sequels.told_beside(thread, draft):
            return False
        here = bool(draft.places) and thread.place is not None
        headline = all(report.sentence.is_headline for report in thread.reports)
        if here and same_place(thread, draft):
            newer = not thread.draft.has_own_date and not headline and draft.has_own_date and gap > 1
            if newer and draft.when is not None and not self._is_recent(draft.when):
                return False  # what the news is about has no date; "in 2010 too" is another time
            return told_again(thread, draft, gap)
        wide = [p for p in (thread.place, *draft.places[:1]) if p is not None and p.location.place.geo_precision >= 4]
        if here and draft.is_definite and not draft.has_own_date and gap <= 2 and wide:
            return True  # "the firing began when they built a post on the Durand Line"
        if not draft.places or thread.place is None:
            if headline and gap <= _NEAR + 1 and thread.reports[0].sentence.index <= 12:
                return True
            if draft.is_definite:
                return True
            further = sequels.goes_on_telling(draft) or sequels.retold(thread, draft) or first_dated(thread, draft)
            return not draft.places and gap <= 2 and further
        if placed_by_dateline(thread, draft):
            return gap <= 2
        near = same_toll(thread.draft, draft) or (draft.type is thread.draft.type and same_province(thread, draft))
        return headline and gap <= 2 and near

    def _join(self, thread: Thread, draft: Draft) -> None:
        told = thread.draft
        titled = all(report.sentence.is_headline for report in thread.reports)
        if (unplaced := thread.place is None) and not draft.only_adds:
            self._carry(draft)  # a headline without a place, and "here" in the story
        own = bool(draft.places) or draft.has_own_date or not draft.is_general
        if told.is_summary and own and not (draft.is_summary or draft.only_adds):
            replace_summary(told, draft)
        elif draft.is_summary and told.fatalities and not told.is_summary and told.is_general:
            told.is_summary, told.fatalities = True, None
        thread.tell(draft)
        if draft.type is not told.type and better_type(told, draft):
            told.type, told.mode, told.hits = draft.type, draft.mode, draft.hits
            told.is_general = draft.is_general
        elif told.is_general and not draft.is_general and draft.type is told.type:
            told.type, told.hits, told.is_general = draft.type, draft.hits, False
        newer = not told.has_own_date or since(thread, draft) or times.is_finer(draft.when, told.when)
        newer = newer and (not draft.only_adds or any(hit.is_verb for hit in draft.hits))  # not "the dead" of a burial
        if draft.has_own_date and newer:
            told.when, told.has_own_date = draft.when, True
        join_places(told, draft)
        if titled and (draft.shares_toll or counts_anew(told, draft, is_unplaced=unplaced)):
            told.fatalities = None  # "six policemen, two soldiers killed" may add up what the text tells apart
        join_tolls(told, draft, thread.headline_toll)
        told.initiators = told.initiators or draft.initiators
        told.targets = told.targets or draft.targets
        told.is_aggregate = told.is_aggregate and (draft.is_aggregate or draft.only_adds)
        if told.status is Status.ALLEGED and draft.status is Status.HAPPENED and not draft.only_adds:
            told.status = Status.HAPPENED
        told.why += [f"told again in sentence {draft.sentence.index + 1}"]

    def _carry(self, draft: Draft) -> None:
        """Give a draft without a place the place just told, where the text goes on speaking of it."""
        if draft.layer is Layer.DIPLOMACY or draft.places or draft.is_aggregate:
            return
        if names_unknown(draft.sentence, self.places):
            return
        head = self.scene.head(draft.sentence)
        if head is not None:
            draft.places.append(EventPlace(Role.LOCATION, head, Basis.CARRIED))
            draft.why.append(f"{head.place.name} stands at the head of the paragraph")
            return
        for place in self.pointed(draft.sentence):
            draft.places.append(EventPlace(Role.LOCATION, place, Basis.CARRIED))
            draft.why.append(f"the words point back to {place.place.name}")
            return
        again = self._told_before(draft)
        if again is not None:
            draft.places.append(replace(again, basis=Basis.CARRIED))
            draft.why.append(f"it is told again of {again.location.place.name}")
            return
        same = SAME_PLACE.search(draft.sentence.text)
        near = [t for t in self._open if t.is_placed and draft.sentence.index - t.last <= (_NEAR if same else 2)]
        before = [t for t in near if t.layer is Layer.INCIDENT]
        if same and not before:  # "the same base": of the attack told last, however long ago
            attacks = (t for t in reversed(self._threads) if t.layer is Layer.INCIDENT and t.is_placed)
            before = list(islice(attacks, 1)) or [t for t in near if t.place and t.place.basis is Basis.NAMED]
        aftermath = draft.type in _AFTERMATH and any(draft.sentence.index - t.last <= 1 for t in before)
        beside = any(t.reports[-1].sentence.paragraph == draft.sentence.paragraph for t in before)
        if before and (same or beside or draft.heard is None) and (same or aftermath or not draft.has_own_date):
            last = max(before, key=lambda t: t.last)
            assert last.place is not None
            draft.places.append(replace(last.place, basis=Basis.CARRIED))
            draft.why.append(f"the place is carried over from sentence {last.last + 1}")
            return
        around = draft.heard or self.scene.around(draft.sentence)
        if around is not None:
            draft.places.append(EventPlace(Role.LOCATION, around, Basis.CARRIED))
            draft.why.append(f"{around.place.name} is the place spoken of")
            return
        lead = next((t.place for t in self._threads if t.draft.layer is Layer.INCIDENT and t.place), None)
        if lead is not None and lead.location.place.geo_precision <= 2 and not self._names_place(draft.sentence):
            draft.places.append(replace(lead, basis=Basis.CARRIED))
            draft.why.append(f"the article is about {lead.location.place.name}")

    def _told_before(self, draft: Draft) -> EventPlace | None:
        """Return where an incident of the same kind was told, that a draft tells to have begun again."""
        if not _AGAIN.search(draft.sentence.text):
            return None
        alike = (t for t in reversed(self._open) if t.place and family(t.draft.type) == family(draft.type))
        return next((t.place for t in alike if 0 < draft.sentence.index - t.last <= _NEAR), None)

    def _names_place(self, sentence: Sentence) -> bool:
        first = bisect_left(self.places, sentence.start, key=start_of)
        return first < len(self.places) and self.places[first].mention.start < sentence.end

    # -------------------------------------------------------------- finished events

    def events(self) -> tuple[Event, ...]:
        """Return the events of the article in the order of their first reports."""
        refine(self._threads)
        self._threads = without_echoes(self._threads)
        for draft in with_headlines(self._threads, self._headlines):
            self._trace.left_out(draft.hits, draft.sentence, _TOO_LITTLE)
        told: dict[int, list[Thread]] = defaultdict(list)
        for thread in self._threads:
            told[thread.last].append(thread)
        out: dict[str, Event] = {}
        deeds = sequels.deeds(self._threads)
        for thread in self._threads:
            when = self._when(thread, told, deeds)
            if thread.draft.status is Status.PLANNED and when.start is None:
                for report in thread.reports:
                    self._trace.left_out(report.hits, report.sentence, _NO_DAY)
                continue
            event = finished(thread, when, self.article.id, self._titles)
            while event.id in out:  # the same sentence tells of two of a kind at one place
                event = replace(event, id=hashed(event.id))
            out[event.id] = event
            self._trace.coded(thread.reports, event)
        return tuple(out.values())

    def _when(self, thread: Thread, told: Mapping[int, Sequence[Thread]], deeds: sequels.Deeds) -> When:
        draft = thread.draft
        if draft.when is not None:
            return draft.when
        if draft.is_aggregate or draft.status is Status.PLANNED or draft.is_old_conquest:
            return times.UNKNOWN
        then = sequels.judged(thread, deeds) if draft.layer is Layer.DIPLOMACY else None
        if then is not None and not self._is_recent(then):
            return then
        first = next((one for one in thread.reports if not one.sentence.is_headline), thread.reports[0]).sentence
        near = [
            t
            for last in range(first.index, first.index - _NEAR - 1, -1)
            for t in told.get(last, ())
            if t is not thread
            and sequels.dates_others(t.draft)
            and any(r.sentence.paragraph == first.paragraph for r in t.reports)
        ]
        for other in near:
            if (
                self._is_recent(other.draft.when)
                and (other.draft.type in SAYING) == (draft.type in SAYING)
                and (other.draft.layer is draft.layer)
            ):
                assert other.draft.when is not None
                return other.draft.when
        said = self.scene.days.get(first.index)
        if (_WITHIN.match(first.text) and draft.layer is Layer.INCIDENT) or sequels.answers(draft):
            then = said or self.scene.months.get(first.index) or self.day_told(first.index)
            if then is not None:
                return then
        if said is not None and self._is_recent(said) and draft.layer is Layer.INCIDENT:
            return said
        return self.today()

    def _is_recent(self, when: When | None) -> bool:
        if when is None or when.start is None or self.article.published is None:
            return False
        return 0 <= (self.article.published - when.start).days <= _RECENT_DAYS
