"""One name for one place: where an event is known more nearly, the others at the same words are too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from geo.coding.draft import Draft
from geo.coding.nesting import holds
from geo.coding.threads import Thread, replace_place
from geo.model import EventPlace


def refine(threads: Sequence[Thread]) -> None:
    """Give all events at the same words for a place ("a remote part of Balochistan") the nearest name told for one."""
    drafts: dict[tuple[int, int, str], list[Draft]] = defaultdict(list)
    for thread in threads:
        for place in thread.draft.places:
            drafts[_words(place)].append(thread.draft)
    for thread in threads:
        for report in thread.reports:
            for place in report.places:
                fine = thread.place
                if fine is None or not holds(place.location.place, fine.location.place):
                    continue
                for draft in drafts[_words(place)]:
                    replace_place(draft, place, fine)
                    drafts[_words(fine)].append(draft)


def _words(place: EventPlace) -> tuple[int, int, str]:
    mention = place.location.mention
    return mention.start, mention.end, place.location.place.id
