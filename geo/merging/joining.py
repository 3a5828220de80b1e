"""Several reports of one event made one: nothing lost, nothing doubled, the most exact telling first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from geo.merging.likeness import Likeness
from geo.merging.tolls import unite_counts
from geo.model import (
    Actor,
    ActorRole,
    Basis,
    Count,
    DateBasis,
    DatePrecision,
    Event,
    EventPlace,
    EventType,
    Report,
    Role,
    Status,
    When,
)
from geo.names import fold

MERGED = "merged with a report in "
_PRECISIONS = (DatePrecision.DAY, DatePrecision.WEEK, DatePrecision.MONTH, DatePrecision.YEAR, DatePrecision.UNKNOWN)
_BASES = (DateBasis.EXPLICIT, DateBasis.RELATIVE, DateBasis.PUBLICATION)
# What is known in the end: an act outweighs its plan, its end too
_STATUSES = (Status.HAPPENED, Status.ONGOING, Status.CANCELLED, Status.ALLEGED, Status.PLANNED, Status.DENIED)
# The vaguest words for violence, which give way to any other type
_VAGUENESS = {EventType.ATTACK: 2, EventType.ARMED_CLASH: 1, EventType.REMOTE_EXPLOSIVE: 1}
_MORE_SURE = 0.05  # for each further article that tells it
_MOST_SURE = 0.99


def unite(events: Sequence[Event], links: Sequence[Likeness]) -> Event:
    """Return one event for several, oldest first; `links` tell why each after the first was merged (None: same id)."""
    first = events[0]
    lead = min(events, key=lambda event: _VAGUENESS.get(event.type, 0))
    reports = _reports(events)
    fatalities = unite_counts(_tolls(events, reports, "fatalities"))
    status = min((event.status for event in events), key=_STATUSES.index)
    titled = first if lead.type is first.type else lead
    return replace(
        first,
        type=lead.type,
        mode=next((event.mode for event in events if event.mode and event.type is lead.type), first.mode),
        title=_retold(titled, fatalities, status),
        when=_most_exact([event.when for event in events]),
        status=status,
        places=_places(events),
        actors=_actors(events),
        fatalities=fatalities,
        injuries=unite_counts(_tolls(events, reports, "injuries")),
        reports=reports,
        confidence=_confidence(events, reports),
        why=_unique([*first.why, *_merges(events[1:]), *_reasons(events, links)]),
        aliases=_unique(name for event in events for name in (event.id, *event.aliases) if name != first.id),
    )


def _unique(some: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(some))


def _reports(events: Sequence[Event]) -> tuple[Report, ...]:
    """Return every passage once; read anew, the latest reading of it counts."""
    reports: dict[tuple[str, int, int, str], Report] = {}
    for event in events:
        for report in event.reports:
            reports[report.article_id, report.start, report.end, report.record] = report
    return tuple(reports.values())


def _retold(event: Event, fatalities: Count | None, status: Status) -> str:
    """Return the title of an event with the number of dead, and the doubt, that all reports together leave."""
    title = event.title.removesuffix(event.status.mark)
    before = event.fatalities.told if event.fatalities else ""
    after = fatalities.told if fatalities else ""
    return (title.replace(f" kills {before}", f" kills {after}", 1) if before and after else title) + status.mark


def _most_exact(whens: Sequence[When]) -> When:
    def rank(when: When) -> tuple[bool, int, int, int]:
        days = (when.end - when.start).days if when.start and when.end else 0
        inferred = when.basis is DateBasis.PUBLICATION
        return inferred, _PRECISIONS.index(when.precision), days, _BASES.index(when.basis)

    known = [when for when in whens if when.start] or list(whens)
    return min(known, key=rank)


def _places(events: Sequence[Event]) -> tuple[EventPlace, ...]:
    """Return every place once for each role; those the text names before those inferred, finer before wider."""
    places: dict[tuple[str, Role], EventPlace] = {}
    for event in events:
        for place in event.places:
            key = place.location.place.id, place.role
            known = places.get(key)
            if known is None or (known.basis is not Basis.NAMED and place.basis is Basis.NAMED):
                places[key] = place
    return tuple(sorted(places.values(), key=lambda place: (place.basis is Basis.SEAT,
                                                            place.location.place.geo_precision)))


def _actors(events: Sequence[Event]) -> tuple[Actor, ...]:
    actors: dict[tuple[str, ActorRole], Actor] = {}
    for event in events:
        for actor in event.actors:
            key = fold(actor.name), actor.role
            if key not in actors or not actors[key].country:
                actors[key] = actor
    return tuple(actors.values())


def _tolls(events: Sequence[Event], reports: Sequence[Report], field: str) -> list[Count | None]:
    """Return the tolls of the reports, oldest first; where no report has its own, those of the events."""
    told: list[Count | None] = [getattr(report, field) for report in reports]
    return told if any(told) else [getattr(event, field) for event in events]


def _confidence(events: Sequence[Event], reports: Sequence[Report]) -> float:
    """Return how sure the event is: as its surest report, and surer for each article that tells it anew."""
    articles = len({report.article_id for report in reports})
    known = max(len({report.article_id for report in event.reports}) for event in events)
    surest = max(event.confidence for event in events)
    return max(surest, min(_MOST_SURE, surest + _MORE_SURE * (articles - known)))


def _merges(events: Iterable[Event]) -> list[str]:
    return [reason for event in events for reason in event.why if reason.startswith(MERGED)]


def _reasons(events: Sequence[Event], links: Sequence[Likeness]) -> list[str]:
    """Return, for each merged event, the articles it was told in and what agreed."""
    reasons = []
    for event, link in zip(events[1:], links, strict=True):
        articles = ", ".join(_unique(report.article_id for report in event.reports)) or "no article"
        if link.reasons:
            reasons.append(f"{MERGED}{articles}: {link.told}")
    return reasons
