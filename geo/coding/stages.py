"""Where talks were held whose sentence names no place: here, there again, at the embassy, where the host sits."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.coding.actors import ActorMention
from geo.coding.draft import Draft
from geo.coding.meetings import comes_here, last_talks
from geo.coding.offices import posted_at
from geo.coding.prepositions import THERE
from geo.coding.scan import Scan
from geo.coding.seats import Seats, is_posted, pointed_at, stage
from geo.coding.story import Story
from geo.model import Basis, EventPlace, Kind, Location, Role, Status

RECEIVES = re.compile(r"(?:receiv|host|welcom|invit|play(?:s|ed|ing)? host)\w*", re.I)
_AT_HOME = frozenset({"government", "army"})
_FRONTIER = frozenset({"PK", "AF"})  # whose towns are the datelines of all kinds of news
_HERE = re.compile(
    r"\bhere\b(?=$|[,.;]"
    r"| (?:on|late|early|yesterday|today|last|this|for|with|to|by|and|at|over|before|after|between)\b)"
)
_AGAIN = re.compile(r"(?i)\b(?:second|third|another|further|follow-up|separate|next) (?:sitting|session|jirga)\b")
_BACK_THERE = re.compile(
    rf"{THERE}|\bthe same (?:city|town|place)\b|\b(?:in|to) the (?:city|capital)\b(?! (?:of|city))"
)


def meeting_place(draft: Draft, scan: Scan, story: Story, seats: Seats) -> list[EventPlace]:
    """Return where talks were held whose sentence names no place: where the embassy is, or the talks just told."""
    clause = scan.slice(draft.trigger.clause, draft.trigger.clause_end)
    if _BACK_THERE.search(clause):
        there = next(iter(story.pointed(scan.sentence)), None) or stage(scan, story) or story.scene.dateline
        return _carried(there)
    if draft.mode == "visit" and (seen := pointed_at(draft, scan, story)):
        return [replace(seen[0], role=Role.VENUE)]
    planned = draft.status is Status.PLANNED
    told = last_talks(story.recent, scan.sentence.index)
    if comes_here(draft.trigger.text) and story.scene.dateline is not None:
        return _carried(story.scene.dateline)
    if not planned and (head := story.scene.head(scan.sentence)) is not None:
        return _carried(head)
    if told is not None and told.place is not None and _AGAIN.search(clause):
        return [replace(told.place, role=Role.VENUE, basis=Basis.CARRIED)]
    if not any(hit.is_verb for hit in draft.hits) or RECEIVES.match(draft.trigger.text):
        return []
    text = story.article.text
    posts = (posted_at(actor, text, story.places) for actor in draft.initiators if draft.mode != "visit")
    post = next((post for post in posts if post is not None), None)
    if post is not None and post.place.kind is not Kind.COUNTRY:
        return [EventPlace(Role.VENUE, post, Basis.SEAT)]
    if told is not None and told.place is not None and not planned:
        return [replace(told.place, role=Role.VENUE, basis=Basis.CARRIED)]
    line = story.scene.dateline
    if line is not None and _sits_at(line, draft, story, seats):
        return _carried(line)
    unknown = draft.trigger.text.endswith((" to", " into"))  # "went to a seminary at …"
    around = story.scene.around(scan.sentence) if not planned and not unknown else None
    if around is not None:
        return _carried(around)
    host = _host(draft, story)
    seat = seats.seat(host, story) if host else None
    if seat is None and not planned and not unknown:
        return _carried(_conference_town(draft, story))
    return [EventPlace(Role.VENUE, seat, Basis.SEAT)] if seat else []


def is_told_here(draft: Draft, scan: Scan) -> bool:
    """Return whether the words of a meeting or an accord say that it was here: "held talks here on Wednesday"."""
    return _HERE.search(scan.slice(draft.trigger.clause, draft.trigger.clause_end)) is not None


def _conference_town(draft: Draft, story: Story) -> Location | None:
    """Return the dateline's town if it is no seat of a government: who meets in the news from Chicago meets there."""
    line = story.scene.dateline
    if line is None or line.place.id in story.scene.seats or line.place.geo_precision > 1 or draft.mode == "visit":
        return None
    return line if line.place.country not in _FRONTIER else None


def _sits_at(line: Location, draft: Draft, story: Story, seats: Seats) -> bool:
    """Return whether somebody who meets has the seat in the town of the dateline."""
    known = (seats.seat(one, story) for one in (*draft.initiators, *draft.targets) if one.source == "name")
    return draft.mode == "" and any(seat is not None and seat.place.id == line.place.id for seat in known)


def _carried(place: Location | None) -> list[EventPlace]:
    return [EventPlace(Role.VENUE, place, Basis.CARRIED)] if place is not None else []


def _host(draft: Draft, story: Story) -> ActorMention | None:
    """Return who meets a guest from abroad at home, in a story set in the country of one of them."""
    home = story.scene.dateline.place.country if story.scene.dateline else story.home
    people = [*draft.initiators, *draft.targets]
    envoys = [actor for actor in people if is_posted(actor, story.article.text)]
    if len(people) == 2 and len(envoys) == 1:  # "the prime minister will meet the Afghan ambassador"
        return people[0] if people[1] is envoys[0] else people[1]
    own = next((actor for actor in people if actor.country == home and actor.kind in _AT_HOME), None)
    abroad = any(actor.country not in ("", home) or actor.kind in ("un", "igo") for actor in people)
    return own if abroad and draft.mode == "" else None
