"""A thread of an article told to its end: the event, with its title, its reports and how sure it is."""

from __future__ import annotations

import hashlib

from geo.coding.confidence import rate
from geo.coding.draft import Draft
from geo.coding.recounts import with_attackers
from geo.coding.stance import Hit
from geo.coding.threads import Thread
from geo.coding.titles import Titles, title_of
from geo.model import Actor, ActorRole, Event, EventType, Report, When


def finished(thread: Thread, when: When, article_id: str, titles: Titles) -> Event:
    """Return the event that a thread tells, on its day, with an id from its first report."""
    draft = thread.draft
    draft.fatalities = with_attackers(draft)
    place = thread.place
    draft.initiators = [titles.of_state(actor, place) for actor in titles.then(draft.initiators, when.end)]
    draft.targets = titles.then(draft.targets, when.end)
    reports = tuple(_report(article_id, one) for one in thread.reports)
    main = place.location.place.id if place else ""
    seed = "|".join((article_id, str(reports[0].start), draft.type.code, draft.mode, main))
    title = title_of(
        titles.phrase(draft.type, [hit.text for hit in _main_first(draft)]),
        titles.topic(draft.type, draft.sentence.text, draft.trigger.end - draft.sentence.start),
        draft.mode,
        draft.places,
        draft.initiators,
        draft.targets,
        draft.fatalities,
        draft.status,
    )
    confidence, why = rate(draft, place, when)
    return Event(
        id=hashed(seed),
        type=draft.type,
        mode=draft.mode,
        title=title,
        when=when,
        status=draft.status,
        is_aggregate=draft.is_aggregate,
        places=tuple(draft.places),
        actors=_actors(draft),
        fatalities=draft.fatalities,
        injuries=draft.injuries,
        reports=reports,
        confidence=confidence,
        why=(*why, *draft.why),
    )


def _main_first(draft: Draft) -> list[Hit]:
    """Return a draft's phrases as its title weighs them: a gate "closed, and no day set for its reopening" closed."""
    return sorted(draft.hits, key=lambda hit: draft.type is EventType.OTHER and not hit.is_verb)


def hashed(seed: str) -> str:
    """Return an id made of a seed: the same for the same."""
    return "e" + hashlib.sha256(seed.encode()).hexdigest()[:12]


def _report(article_id: str, draft: Draft) -> Report:
    hit = draft.trigger
    return Report(
        article_id, draft.sentence.body, draft.sentence.end, (hit.start, hit.end), draft.fatalities, draft.injuries
    )


def _actors(draft: Draft) -> tuple[Actor, ...]:
    found = [Actor(" ".join(a.name.split()), ActorRole.INITIATOR, a.country) for a in draft.initiators]
    found += [Actor(" ".join(a.name.split()), ActorRole.TARGET, a.country) for a in draft.targets]
    return tuple(dict.fromkeys(found))
