"""Events of an export of ours put back into a store, which keeps what it knows better."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from geo.errors import NotFound
from geo.exchange.claims import Unread
from geo.exchange.formats import StoredArticles
from geo.exchange.importing import Taken
from geo.exchange.record import Articles, flat_record
from geo.model import Article, Event, Reading, Report
from geo.store import Put, Store

Fault = Callable[[int, Unread], None]


def restore(rows: Iterable[Taken], store: Store, fault: Fault) -> Put:
    """Put events back, and what reports them where the store lacks it; what tells the same as before stays as it is.

    An event that the store read from a text is never changed by a row, which holds less than the text: a row that says
    otherwise is told to `fault`.
    """
    rows = list(rows)
    articles = StoredArticles(store)
    for article in {key: one for row in rows for key, one in row.articles.items()}.values():
        if articles.get(article.id) is None:
            _put_source(article, store)
    articles = StoredArticles(store)
    counts: Counter[str] = Counter()
    fresh = [event for row in rows if (event := _fresh(row, store, articles, counts, fault))]
    put = store.put_events(None, fresh) if fresh else Put()
    return put._replace(same=put.same + counts["same"], merged=put.merged + counts["merged"])


def _put_source(article: Article, store: Store) -> None:
    if article.is_dataset:
        store.put_events(article, ())
    else:
        store.put(Reading(article, (), (), ()), ())


def _fresh(row: Taken, store: Store, articles: Articles, counts: Counter[str], fault: Fault) -> Event | None:
    """Return the event of a row as the store is to keep it, or None where it is to keep what it has."""
    try:
        known = store.event(row.event.id)
    except NotFound:
        return _anchored(row.event, articles)
    if known.id != row.event.id:
        counts["merged"] += 1
        return None
    mine, theirs = flat_record(row.event, row.articles), flat_record(known, articles)
    differing = [name for name in mine if mine[name] != theirs[name]]
    if not differing:
        counts["same"] += 1
        return None
    if any((article := articles.get(report.article_id)) and article.text for report in known.reports):
        fault(row.line, Unread(differing[0], f"{', '.join(differing)}: not as the store has read it from articles; "
                                             "it was left as it was read"))  # fmt: skip
        return None
    return replace(row.event, why=known.why)


def _anchored(event: Event, articles: Articles) -> Event:
    """Return an event whose reports point into the texts that the store has."""
    return replace(event, reports=tuple(_found(report, articles) for report in event.reports))


def _found(report: Report, articles: Articles) -> Report:
    article = articles.get(report.article_id)
    start = article.text.find(report.note) if article and report.note else -1
    return report if start < 0 else replace(report, start=start, end=start + len(report.note), note="")
