"""The coder: an article's sentences, one after the other, into the events that they tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain, islice

from geo.codebook import Codebook
from geo.coding.admission import admit
from geo.coding.admitted import Admitted
from geo.coding.assertions import Assertions
from geo.coding.diplomacy import Statesman
from geo.coding.eras import Eras
from geo.coding.genres import Topic, topic_of
from geo.coding.grammar import Memory
from geo.coding.guests import Guests, with_places
from geo.coding.parts import parts
from geo.coding.reporter import Reporter
from geo.coding.scan import Scan, Scanner
from geo.coding.story import Story
from geo.coding.titles import Titles
from geo.coding.trace import SILENT, Trace
from geo.gazetteer import Gazetteer
from geo.model import Article, DateMention, Event, Kind, Location, Use

_LEAD = 6  # sentences among which the first dateline is


class Coder:
    """Codes the events of articles by the rules of the codebook. Nothing in it changes after it is made."""

    def __init__(self, codebook: Codebook, gazetteer: Gazetteer) -> None:
        self._scanner = Scanner(codebook, gazetteer)
        self._reporter = Reporter(codebook, gazetteer)
        eras = Eras(codebook.eras)
        self._statesman = Statesman(gazetteer, eras, codebook.list("province_seat"))
        self._assertions = Assertions(codebook)
        self._guests = Guests(codebook)
        self._seats = frozenset(actor.seat for actor in codebook.actors if actor.kind in ("government", "army"))
        self._titles = Titles(codebook, gazetteer, eras)

    def code(
        self,
        article: Article,
        locations: Sequence[Location],
        dates: Sequence[DateMention],
        trace: Trace = SILENT,
    ) -> tuple[Event, ...]:
        """Return the events that an article reports, in the order of their first reports, not merged.

        `trace` hears what is decided about every phrase.
        """
        scans = self._scanner.scan(article, locations, dates, trace)
        lead = tuple(islice(scans, _LEAD))
        named = [one for one in locations if one.mention.use is Use.LITERAL]
        lands = Counter(one.place.country for one in named if one.place.kind is not Kind.COUNTRY)
        home = _home(lead) or (lands.most_common(1)[0][0] if lands else "")
        story = Story(article, self._titles, home, named, self._seats, trace)
        story.lands = frozenset(one.place.country for one in locations)
        memory = Memory()
        lexicon = self._scanner.lexicon
        topic = topic_of(article.text, lexicon, dates if article.published else None)
        before = ""
        for scan in chain(lead, scans):
            story.scene.note(scan)
            story.note_dates(scan)
            told: list[Admitted] = []
            if scan.hits or scan.speeches or scan.utterances:
                around = f"{article.title} {before} {scan.sentence.text}"
                told = admit(scan, memory, lexicon, around, topic)
                if topic in (Topic.SECURITY, Topic.TALLY):
                    told = self._assertions.told(told, scan, memory, lexicon, home)
                for part in parts(scan):
                    mine = [one for one in told if one.hit in part.hits]
                    for draft in self._reporter.drafts(mine, part, story, lexicon):
                        story.add(draft)
                for draft in self._statesman.drafts(told, scan, story, lexicon, memory):
                    story.add(draft)
            if not told and topic is Topic.SECURITY and scan.actors and scan.dates and scan.names:
                scene = with_places(scan)
                visit = self._guests.told(scene, memory, lexicon, story.scene.dateline)
                for draft in self._statesman.drafts(visit, scene, story, lexicon, memory):
                    draft.places = draft.places or self._guests.here(story.scene.dateline)
                    story.add(draft)
            memory.note(scan)
            before = f"{before[-400:]} {scan.sentence.text}"
        return story.events()


def _home(lead: Sequence[Scan]) -> str:
    """Return the country of the first dateline: whose offices are meant where none is told."""
    names = (name for scan in lead for name in scan.names if name.mention.start < scan.sentence.body)
    return next((name.place.country for name in names), "")
