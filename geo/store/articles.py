"""Articles, what was read out of them and the places in use, in the SQL that SQLite and PostgreSQL both speak."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from geo.errors import NotFound
from geo.model import Article, Location, Mention, Reading
from geo.names import fold
from geo.store.codec import stored, told_text
from geo.store.events import chosen
from geo.store.protocol import ArticleSummary, Unresolved
from geo.store.session import Memory, Session

_SENTENCE_CHARS = 240  # on either side of a name
_STOP = re.compile(r"[.!?؟۔]+[\"'”’)]*\s+|\n\s*")


def article(db: Session, memory: Memory, article_id: str) -> Article:
    """Return an article with its text. Raises NotFound."""
    row = db.execute("SELECT record, text FROM articles WHERE id = ?", [stored(article_id)]).fetchone()
    if row is None:
        raise NotFound(f"no article {article_id!r} in the store")
    return replace(memory.unpack(db, Article, row[0]), text=told_text(row[1]))


def summaries(db: Session) -> list[ArticleSummary]:
    """Return all articles, the latest first, undated last, then by id."""
    # A row of a data set is one event, and there may be a million of them.
    sql = """
        SELECT id, title, publisher, url, published, published_basis, language,
            CASE WHEN is_dataset THEN (SELECT count(*) FROM reports AS r WHERE r.article = a.id)
                ELSE (SELECT count(DISTINCT event) FROM reports AS r WHERE r.article = a.id) END,
            (SELECT count(*) FROM mentions AS m WHERE m.article = a.id),
            (SELECT count(*) FROM mentions AS m
             WHERE m.article = a.id AND place IS NULL AND use <> 'organisation'),
            licence, is_dataset
        FROM articles AS a ORDER BY published DESC NULLS LAST, id"""
    return [_summary(row) for row in db.execute(sql)]


def reading(db: Session, memory: Memory, article_id: str) -> Reading:
    """Return what was read out of an article. Raises NotFound."""
    mentions: list[Mention] = []
    locations: list[Location] = []
    found = article(db, memory, article_id)
    rows = db.execute("SELECT record, place IS NULL FROM mentions WHERE article = ? ORDER BY n", [stored(article_id)])
    for record, is_unresolved in rows.fetchall():
        if is_unresolved:
            mentions.append(memory.unpack(db, Mention, record))
        else:
            locations.append(memory.unpack(db, Location, record))
            mentions.append(locations[-1].mention)
    events = [] if found.is_dataset else chosen(db, memory, *telling(article_id))
    return Reading(found, tuple(mentions), tuple(locations), tuple(events))


def telling(article_id: str) -> tuple[str, list[object]]:
    """Return how to find, among `events AS e`, those that an article reports, in the order of their first passage."""
    first = "(SELECT event, min(start) AS start FROM reports WHERE article = ? GROUP BY event)"
    return f"JOIN {first} AS r ON e.id = r.event ORDER BY r.start, e.id", [stored(article_id)]


def unresolved(db: Session, has_row: Callable[[str], bool] | None = None) -> list[Unresolved]:
    """Return the names that found no place, or that have no row, the most frequent first."""
    sql = """
        SELECT text, place, use, count(*), min(fid) FROM mentions WHERE use <> 'organisation'
        GROUP BY text, place, use ORDER BY count(*) DESC, text, place, use"""
    found: dict[str, list[Any]] = {}
    for name, place, use, count, first in db.execute(sql).fetchall():
        is_placed = has_row is None or use == "demonym" or has_row(told_text(name))
        if place is None or not is_placed:
            known = found.setdefault(fold(told_text(name)), [told_text(name), 0, first])
            known[1] += count
    told = sorted(found.values(), key=lambda item: (-item[1], item[0]))
    return [_passages(db, *some) for some in told]


def _passages(db: Session, name: str, count: int, first: int) -> Unresolved:
    sql = """
        SELECT m.article, m.start, m."end", a.text, m.place FROM mentions AS m JOIN articles AS a ON a.id = m.article
        WHERE m.fid = ?"""
    article_id, start, end, text, place = db.execute(sql, [first]).fetchone()
    passage = _passage(told_text(text), start, end)
    return Unresolved(name, count, told_text(article_id), passage, told_text(place) if place else "")


def place_counts(db: Session) -> dict[str, int]:
    """Return, by gazetteer id, how many events a place has a part in."""
    rows = db.execute("SELECT place, count(DISTINCT event) FROM event_places GROUP BY place ORDER BY place")
    return {told_text(place): count for place, count in rows}


def border_distances(db: Session) -> dict[str, float]:
    """Return, by gazetteer id, the km from each place in use to the frontier, as far as they are known."""
    rows = db.execute("SELECT id, border_km FROM places WHERE border_km IS NOT NULL ORDER BY id")
    return {told_text(place): km for place, km in rows}


def _summary(row: Sequence[Any]) -> ArticleSummary:
    key, title, publisher, url, basis, language, licence = map(told_text, (*row[:4], *row[5:7], row[10]))
    day = date.fromisoformat(row[4]) if row[4] else None
    events, mentions, lost = row[7:10]
    return ArticleSummary(
        key, title, publisher, url, day, basis, language, events, mentions, lost, licence, bool(row[11])
    )


def _passage(text: str, start: int, end: int) -> str:
    """Return the sentence around a span, cut short where it is long."""
    before = [match.end() for match in _STOP.finditer(text, max(0, start - _SENTENCE_CHARS), start)]
    after = _STOP.search(text, end, end + _SENTENCE_CHARS)
    first = before[-1] if before else max(0, start - _SENTENCE_CHARS)
    return text[first : after.end() if after else end + _SENTENCE_CHARS].strip()
