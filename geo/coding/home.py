"""What governments say and do at home, to their own people: no event between states."""

from __future__ import annotations

import re

from geo.coding.actors import is_both
from geo.coding.draft import Draft
from geo.coding.lexicon import Lexicon
from geo.coding.places import is_speech_place
from geo.coding.scan import Scan
from geo.coding.story import Story
from geo.model import EventType

_AT_HOME_TOO = ("~promise", "~concede|~admit")  # what governments say to their own people as often
_OWN_PEOPLE = re.compile(
    r"(?i)\w+ (?:(its|his|her|their) |the |all |local |young )?(?:own )?(?:people|citizens|nationals|public|nation"
    r"|parents|residents|voters|officials|departments|party|ministers|lawmakers|supporters|workers|youth|students|scholars"
    r"|clerics|traders|farmers|companies|firms|investors|police|drivers|doctors|teachers|commanders|fighters|troops)\b"
)
_ACCORD = re.compile(r"(?i)\b(?:truce|cease-?fire|accord|agreement|pact|peace deal|armistice|declaration)\b")
_GROUPS_CLAIM = re.compile(
    r"(?i)\b(?:group|militants|insurgents|separatists|outfit|organi[sz]ation)(?:['’]s?)? (?:\w+ )?"
    r"(?:claims?|assertions?|statements?|boasts?|reports?|tolls?|figures?|version|demands?|offer|conditions)\b"
)
_SOME_LENGTH = 500  # characters; a shorter text may leave the other state unnamed
_OFFICIAL = frozenset({"government", "army", "police"})
_OF_NOBODY = frozenset({EventType.COOPERATE, EventType.CONCEDE, EventType.MOBILIZE})
_INLAND_DEEDS = frozenset({EventType.AID, EventType.COOPERATE})
_INLAND_OBJECTS = ("<captive>", "security")  # "freed 12 activists", "tightened security"
_INLAND = re.compile(
    r"(?i)\b(?:cabinet|parliament|senate|assembly|lawmakers|students|victims|survivors|patients|teachers|traders|party"
    r"|chief minister|coalition|opposition|police chief|bereaved|budget)\b"
)


def is_said_at_home(draft: Draft, scan: Scan, story: Story, lexicon: Lexicon) -> bool:
    """Return whether an office speaks at home, of home: no other state is named, and none speaks."""
    home = story.scene.dateline.place.country if story.scene.dateline else story.home
    actor = draft.initiators[0] if draft.initiators else None
    if actor is not None and not home and draft.type is EventType.REQUEST and story.lands <= {actor.country}:
        home = actor.country
    if actor is None or not home or actor.kind not in ("government", "army") or (actor.country or home) != home:
        return False
    if is_both(actor):
        return False
    if _knows_one_land(scan, story, home):
        return True
    office = lexicon["home_office"].within(scan.slice(actor.start - 24, actor.end + 12))
    told = scan.slice(draft.trigger.start, draft.trigger.end + 40)
    asked = draft.type is EventType.REQUEST and _OWN_PEOPLE.match(told)
    if asked and asked[1]:
        return True  # "advised its citizens to leave": wherever they are
    own = draft.type is not EventType.THREATEN and any(verb in draft.trigger.trigger.phrase for verb in _AT_HOME_TOO)
    if draft.type is not EventType.SUPPORT and not own and not office and not asked:
        return False
    if draft.type is EventType.THREATEN and lexicon["side_band"].within(scan.sentence.text):
        return False  # "vowed to hunt the killers": they are no voters
    if _concerns_others(draft, scan, told):
        return False
    return _is_of_one_land(scan, home)


def _concerns_others(draft: Draft, scan: Scan, told: str) -> bool:
    """Return whether an accord is praised, or an armed group's claim denied: whose the other side is, all know."""
    if draft.type is EventType.REJECT:
        return any(one.kind == "armed_group" for one in scan.actors) or _GROUPS_CLAIM.search(told) is not None
    return draft.type is EventType.SUPPORT and _ACCORD.search(told) is not None


def is_done_at_home(draft: Draft, scan: Scan, story: Story) -> bool:
    """Return whether a government helps, works or meets with its own people: no other state is in the sentence."""
    home = story.scene.dateline.place.country if story.scene.dateline else story.home
    people = draft.initiators
    official = all(one.kind in _OFFICIAL and not is_both(one) for one in people)
    unnamed = not people and draft.type not in _OF_NOBODY
    if not home or unnamed or not official:
        return False
    if draft.type is EventType.CONCEDE and any(one.kind == "armed_group" for one in scan.actors):
        return False  # prisoners of a group that the government fights
    clause = scan.slice(draft.trigger.clause, draft.trigger.clause_end)
    lifted = not people and draft.type is EventType.CONCEDE  # "the ban on kites was lifted"
    inland = lifted or draft.type in _INLAND_DEEDS
    inland = inland or any(word in draft.trigger.trigger.phrase for word in _INLAND_OBJECTS)
    goods = inland and any(
        one.place.country == home and not is_speech_place(one, scan) for one in scan.places
    )
    own = goods or (draft.type is EventType.CONSULT and _INLAND.search(clause))
    return bool(own) and all((one.country or home) == home for one in people) and _is_of_one_land(scan, home)


def _knows_one_land(scan: Scan, story: Story, home: str) -> bool:
    """Return whether a whole article of some length names one state only: what is said in it is said at home."""
    return story.lands <= {home} and len(story.article.text) >= _SOME_LENGTH and _is_of_one_land(scan, home)


def _is_of_one_land(scan: Scan, home: str) -> bool:
    """Return whether a sentence names no state but one, and no international body."""
    lands = {name.place.country for name in scan.names} | {one.country for one in scan.actors if one.country}
    return lands <= {home} and not any(one.kind in ("un", "igo") for one in scan.actors)
