"""What happens at a border: which crossing is shut, where fire across the line fell, what stands at the gate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from geo.coding.conditions import right_before
from geo.coding.draft import Draft
from geo.coding.places import at_crossing, narrowest
from geo.coding.scan import Scan
from geo.coding.story import Story
from geo.gazetteer import Gazetteer
from geo.model import Location, Mention

_FRONTIER = re.compile(
    r"(?i)\b(?:across|over|along|on|at) (?:the|their) (?:shared |common |disputed )?(?:border|frontier|line)\b"
)
_AT_GATE = re.compile(  # what stands at a crossing, right behind what happened: "shells hit the customs yard"
    r"(?:(?! (?:in|of|to|from)\b) [\w'’-]+){0,4}? (?:the|its) (?:[\w-]+ )?"
    r"(?:customs (?:yard|house|post|office|terminal|compound|hall|shed)s?|(?:cargo |import |export |trade )?terminal"
    r"|zero[ -](?:point|line)|immigration (?:hall|office|counter|building)|friendship gate|no[ -]man['’]s[ -]land"
    r"|(?:border |main |steel )?(?:gate|barrier|crossing))\b(?! (?:of|in|at|to)\b)"
)
_SINCE = re.compile(r"\b(?:after|following|over|amid|since|despite)\b")  # "shut the frontier after a blast in Sehwan"


def at_gate(draft: Draft, scan: Scan, story: Story) -> list[Location]:
    """Return the crossing told of before, if something happened at its gate, its terminal or its customs yard."""
    trigger = draft.trigger
    match = _AT_GATE.match(scan.slice(trigger.end, trigger.clause_end))
    if match is None or any(0 <= one.mention.start - trigger.end <= match.end() + 24 for one in scan.places):
        return []
    return story.crossing()


def at_border(draft: Draft, share: Sequence[Location], scan: Scan, story: Story) -> list[Location]:
    """Return which crossing opens or closes: one that the sentence names, the town that is shut, or one of before."""
    shut = any(right_before(hit, scan) for hit in draft.hits)
    places = narrowest(at_crossing(share, scan) or (share if shut else []), draft.hits, scan)
    gates = [place for place in scan.places if place.place.id in scan.gateways]  # "barred from Torkham"
    places = places or narrowest(gates, draft.hits, scan)
    if places or story.crossing_is_near(scan.sentence.index):
        return places or story.crossing()
    end = draft.trigger.end
    wide = [one for one in share if one.place.geo_precision == 3]
    wide = [one for one in wide if not _SINCE.search(scan.slice(end, one.mention.start))]
    wide = narrowest(wide, draft.hits, scan) or story.crossing()  # "three crossings were opened in Balochistan"
    return wide or _gateway_told(scan, story)


def _gateway_told(scan: Scan, story: Story) -> list[Location]:
    """Return the town that a crossing is named after, if the text has named one: "the crossing" of Chaman."""
    before = (one for one in reversed(story.places) if one.mention.start < scan.sentence.start)
    return list(islice((one for one in before if one.place.id in scan.gateways), 1))


def at_frontier(draft: Draft, scan: Scan, story: Story, gazetteer: Gazetteer) -> list[Location]:
    """Return where "fire across the border" fell: the crossing just told of, else the frontier at large."""
    match = _FRONTIER.search(scan.slice(draft.hits[0].clause, scan.sentence.end))
    if match is None or any(name.place.country == "IR" for name in scan.names):
        return []
    if story.crossing_is_near(scan.sentence.index):
        return story.crossing()
    place = gazetteer.find("xx-durand-line")
    start = draft.hits[0].clause + match.start()
    text = story.article.text[start : start + len(match[0])]
    if place is None:
        return []
    mention = Mention(story.article.id, start, start + len(text), text)
    return [Location(mention, place, 0.5, ("the border here is that of Pakistan and Afghanistan",))]
