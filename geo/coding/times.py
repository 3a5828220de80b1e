"""When: the date that belongs to an event's clause, else its sentence's, else the story's, else the publication's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dateutil.relativedelta import relativedelta

from geo.coding.dying import died_of_wounds
from geo.coding.scan import Scan
from geo.coding.stance import Hit
from geo.coding.steps import is_its_own
from geo.model import DateBasis, DateMention, DatePrecision, Layer, Location, When

_AFTER = re.compile(r"(?i)\bafter\b|\bfollowing\b|\bsince\b")
_FAR = 48  # characters
_ROSE = re.compile(  # "the toll rose to eight on Friday": the day of the count
    r"\b(?:rose|risen|rises|rising|climb(?:s|ed|ing)|jump(?:s|ed)|increas(?:es|ed)|went up|stands|stood)"
    r" (?:to|at|by) (?:(?!after\b|when\b|in\b)[\w-]+ ){1,4}(?:on |late |early )*$"
)
_MAIN_VERB = re.compile(r"\b(?:was|were|has been|have been|had been) (?:\w+ly )?\w+(?:ed|en|wn|ght|ade|eld)\b")
_HAD = re.compile(r"\bthat\b.*\b(?:had|have|has)\b")
_REDUCED = re.compile(  # "two soldiers seized last month were handed over"
    r"(?<!was )(?<!were )(?<!been )(?<!had )\b(?:seized|abducted|kidnapped|captured|arrested|detained|killed|taken"
    r"|caught|held|signed|imposed|announced|wounded|injured) (?:on |in |late |early )*$"
)
_OPENING = re.compile(r"(?:Following|After|Since|Before|Despite|Ahead of|In the wake of)\b[^,;]*,")
_TURNS = re.compile(
    r";|, (?:and|but|while|when|after|which|where)\b|\b(?:after|while|since)\b"
    r"|\bin (?:reply|answer|response|retaliation|return|revenge) (?:to|for)\b"
)
_GOES_ON = re.compile(r"(?: (?:was|were|has|have|had|been|is|are|later|finally|then|also|safely|eventually))+ ")
_RELATIVE = re.compile(r"\b(?:who|which|that|whom)\b")  # "engineers who had been kidnapped in May were freed"
NAMES = re.compile(  # "the October bombing"
    r" (?:suicide |bomb |peace )?(?:attacks?|bombings?|blasts?|raids?|strikes?|agreement|deal|accord|killings?"
    r"|clash(?:es)?|ambush|truce|ceasefire|deadline)\b"
)
_TALK = Layer.DIPLOMACY
_OPEN_ASIDE = re.compile(r", (?:who|which|whose) [^,;]*$")
_CLOSES = re.compile(r"[^,;]{0,30},(?: (?:has|have|had|also|then|later|\w+ly))* ")
_ANOTHER = re.compile(r"(?:,|\band) (?:then |later )?$")  # "visited Kabul on Saturday and travelled to Tehran"
_OF_DOING = re.compile(r" (?:of|for) (?:\w+ing|the|an?)\b| that\b")  # "accused Kabul on Monday of planning the raid"
_CLOSED_BY = re.compile(r",? (?:after|following|ending) an? (?:[\w-]+ ){0,2}")  # "reopened on May 2, after a closure"
_OF_DEED = re.compile(  # "arrested over the killing of six men in Rask on March 3"
    r" of (?:(?!who\b|which\b|that\b|after\b|before\b|when\b|said\b|and\b)[\w'’-]+ ){1,9}(?:on|in|last) "
)
_AT_ONCE = re.compile(r" (?:(?:on|in|at|late|early|again|only) )*")
_AS_TOLL = re.compile(
    r",? (?:as|while|after|when) (?:the|its|their) (?:[\w-]+ )?(?:toll|number of (?:dead|deaths)|count)\b"
)
_OWNS = re.compile(r"['’]s? ")
_GENITIVE = 28  # characters
_OF_THING = re.compile(  # "denounced Saturday's raid", but "said at Saturday's briefing"
    r"['’]s? (?!(?:[\w-]+ ){0,2}(?:meetings?|talks|sessions?|briefings?|statements?|speech|address|conference|interview"
    r"|debate|ceremony|visit|hearing|summit|sitting|call|dialogue|sermon|prayers)\b)"
)
_ANCHOR = re.compile(  # "a day before Eid": what something else is counted from
    r"\b(?:(?:days?|hours?|weeks?|months?|years?) (?:before|after|following)|(?:eve|anniversary|ahead) of) (?:the )?$"
)
_OF_BEFORE = re.compile(r"\b(?:who|which|that|whose)\b")
_THEN_WAS = re.compile(r"\b(?:was|were|been)\b")
_PARTED = re.compile(r";|\bsince\b")
_LONG_DAYS = 200
_YEARS_DAYS = 370  # "between August 2021 and May 2023"
_TOUCHING, _NEARBY = 3, 30
_LASTING = 48  # characters between what lasts and since when
_BESIDE = 14  # characters between a date and the words it belongs to
_MONTH = DatePrecision.MONTH
UNKNOWN = When(None, None, DatePrecision.UNKNOWN, DateBasis.RELATIVE)


def own_date(
    hits: Sequence[Hit], scan: Scan, others: Sequence[Sequence[Hit]], *, is_speech: bool = False
) -> DateMention | None:
    """Return the date that the sentence gives to these hits rather than to the other events it tells."""
    dates = [one for one in scan.dates if one.when.start is not None and one.span_kind in ("point", "duration")]
    dates = [one for one in dates if not any(_within_relative(one, hit, scan) for hit in hits)]
    dates = [one for one in dates if is_its_own(hits[0], one, scan)] or dates
    if others and all(_points_back(hit, scan) for hit in hits) and not is_speech:
        dates = [
            one
            for one in dates
            if _distance(one, hits, scan) <= (_BESIDE if hits[0].layer is Layer.INCIDENT else _NEARBY)
        ]
    close = [one for one in dates if any(not _PARTED.search(_between(one, hit, scan)) for hit in hits)]
    alone = len(dates) == 1 and not others and dates[0].end <= hits[0].start and not is_speech
    dates = dates if alone and hits[0].layer is Layer.INCIDENT else close
    dates = [one for one in dates if not _in_relative(one, hits, scan) and not _resumed(one, hits, scan)]
    dates = [one for one in dates if not _in_closed_aside(one, hits, scan)] if hits[0].layer is _TALK else dates
    dates = [one for one in dates if not _behind_opening(one, hits, scan)]
    if is_speech:  # the day of what they speak about
        dates = [one for one in dates if not _OF_THING.match(scan.slice(one.end, one.end + _FAR))]
    dates = [one for one in dates if not _before_who(one, hits, scan)]
    if not is_speech:
        dates = [one for one in dates if not _of_teller(one, hits, scan) and not _of_burial(one, hits, scan)]
    if not is_speech:
        dates = [one for one in dates if not _ANCHOR.search(scan.slice(one.start - 32, one.start))] or dates
        dates = [one for one in dates if not _ROSE.search(scan.slice(one.start - _FAR, one.start))]
        dates = [one for one in dates if not of_speech(one, scan)] or dates
    if not dates:
        return None
    mine = [(_distance(one, hits, scan), one) for one in dates]
    fitting = [
        (far, one) for far, one in mine if not others or far <= min(_distance(one, other, scan) for other in others)
    ]
    if fitting:
        return min(fitting, key=lambda pair: (_is_loose(pair[1]), pair[0]))[1]
    far_off = all(hit.is_definite for hit in hits) and bool(dates) and _distance(dates[0], hits, scan) > _NEARBY
    if len(dates) != 1 or far_off:
        return None
    if not hits[0].is_verb and _CLOSED_BY.fullmatch(scan.slice(dates[0].end, hits[0].start)):
        return None
    if not is_speech and _depends(dates[0], hits, scan):
        return None
    owned = any(_distance(dates[0], other, scan) <= _TOUCHING for other in others)  # "a March 21 attack"
    owned |= any(is_of_deed(dates[0], hit, scan) for other in others for hit in other)
    return None if owned else dates[0]


def _points_back(hit: Hit, scan: Scan) -> bool:
    """Return whether a noun only points to what was told: "the raid", not "the killing of 11 guards in Rask"."""
    return hit.is_definite and not hit.is_verb and scan.slice(hit.end, hit.end + 4) != " of "


def _within_relative(date: DateMention, hit: Hit, scan: Scan) -> bool:
    """Return whether a phrase runs over a clause with the date: "the body of a man who went missing on May 1"."""
    inside = hit.start < date.start < hit.end
    if not inside:
        return False
    told_after = _THEN_WAS.search(scan.slice(date.end, hit.end)) is not None  # "seized last week were freed"
    return told_after or _OF_BEFORE.search(scan.slice(hit.start, date.start)) is not None


def begun(hits: Sequence[Hit], scan: Scan, reach: int = _LASTING) -> DateMention | None:
    """Return since when something lasts, if told within `reach` characters: "has been closed since February 21"."""
    since = (one for one in scan.dates if one.span_kind == "since")
    return next((one for one in since if any(0 <= one.start - hit.end <= reach for hit in hits)), None)


def is_of_deed(date: DateMention, hit: Hit, scan: Scan) -> bool:
    """Return whether a calendar day ends what a noun tells in full: "over the bombing of a mosque in Hub on May 3"."""
    told = not hit.is_verb and hit.layer is Layer.INCIDENT and date.when.basis is DateBasis.EXPLICIT
    return told and hit.end < date.start and _OF_DEED.fullmatch(scan.slice(hit.end, date.start)) is not None


def day_beside(place: Location, scan: Scan) -> When | None:
    """Return the day that follows one name of a list: "Herat on Thursday and Kandahar early on Friday"."""
    end = place.mention.end
    beside = [one for one in scan.dates if 0 <= one.start - end <= _BESIDE and one.span_kind == "point"]
    return next((one.when for one in beside if _AT_ONCE.fullmatch(scan.slice(end, one.start))), None)


def _between(one: DateMention, hit: Hit, scan: Scan) -> str:
    return scan.slice(one.end, hit.start) if one.start < hit.start else scan.slice(hit.end, one.start)


def _depends(date: DateMention, hits: Sequence[Hit], scan: Scan) -> bool:
    """Return whether a date stands in a clause that hangs on the hits: "an operation … since November, when …"."""
    first = min(hits, key=lambda hit: hit.start)
    if date.start < first.start:
        return False
    return re.search(r"\b(?:since|when|which|that|who|where)\b", scan.slice(first.end, date.start)) is not None


def _in_relative(date: DateMention, hits: Sequence[Hit], scan: Scan) -> bool:
    """Return whether a date opens a relative clause behind the hits: "…, which a day later called its envoy home"."""
    last = max(hit.end for hit in hits)
    return last < date.start and re.search(r", (?:which|who) (?:on )?$", scan.slice(last, date.start)) is not None


def _behind_opening(date: DateMention, hits: Sequence[Hit], scan: Scan) -> bool:
    """Return whether the hits only open a sentence whose date is that of its verb: "After the visit, the gate …"."""
    opening = _OPENING.match(scan.slice(scan.sentence.body, scan.sentence.end))
    if opening is None or any(hit.is_verb for hit in hits):
        return False
    end = scan.sentence.body + opening.end()
    return date.start >= end and all(hit.is_definite and hit.end <= end for hit in hits)


def _before_who(date: DateMention, hits: Sequence[Hit], scan: Scan) -> bool:
    """Return whether the hits only say who is meant: "called home its envoy on Sunday until the men who beat him"."""
    first = min(hits, key=lambda hit: hit.start)
    aside = scan.slice(first.clause, first.clause + 4) == "who " and first.layer is Layer.INCIDENT
    return aside and date.end <= first.clause and scan.slice(date.end, first.clause).strip() != ","


def _in_closed_aside(date: DateMention, hits: Sequence[Hit], scan: Scan) -> bool:
    """Return whether a relative clause that a comma closes right before the hits holds a date.

    "Dar, who had come to Kabul on April 19, saw the envoy": not on April 19.
    """
    first = min(hit.start for hit in hits)
    if date.end > first or not _CLOSES.fullmatch(scan.slice(date.end, first)):
        return False
    return _OPEN_ASIDE.search(scan.slice(scan.sentence.body, date.start)) is not None


def _resumed(date: DateMention, hits: Sequence[Hit], scan: Scan) -> bool:
    """Return whether the main verb stands before a date: "three who were shot in Bamyan were flown out on Saturday"."""
    main = [hit for hit in hits if hit.strength != "weak"] or list(hits)
    first, last = main[0], max(hit.end for hit in main)
    if date.start < last or not _RELATIVE.search(scan.slice(first.clause, first.start)):
        return False
    return _MAIN_VERB.search(scan.slice(last, date.start)) is not None


def _of_teller(date: DateMention, hits: Sequence[Hit], scan: Scan) -> bool:
    """Return whether a date before a speaker says when he spoke: "On Sunday the group wrote that it had attacked"."""
    first = min(hit.start for hit in hits)
    told = (s for s in scan.speeches if date.end <= s.start <= date.end + _BESIDE and s.verb < first)
    return any(_HAD.search(scan.slice(s.verb, first)) for s in told)


def _of_burial(date: DateMention, hits: Sequence[Hit], scan: Scan) -> bool:
    """Return whether a date says when those killed died at last, were buried or counted: "as the toll rose"."""
    if died_of_wounds(scan.slice(date.start - _FAR, date.start)):
        return True
    first = min(hits, key=lambda hit: hit.start)
    if date.end <= first.start and _AS_TOLL.match(scan.slice(date.end, first.end + _BESIDE)):
        return True
    named = first.is_verb and first.is_definite and scan.slice(first.start - 6, first.start) == "those "
    return named and date.end <= first.start


def _is_loose(mention: DateMention) -> bool:
    """Return whether a date is only for want of a better one: a stretch, or "this year"."""
    return mention.span_kind != "point" or is_long(mention) or mention.when.precision is DatePrecision.YEAR


def of_speech(date: DateMention, scan: Scan) -> bool:
    """Whether a date says when someone spoke: "said on Tuesday"; not "say three died in Tuesday's attack"."""
    if scan.slice(date.end, date.end + 2) in ("'s", "’s"):
        return False
    return any(
        speech.end <= date.start
        and re.fullmatch(
            r"(?: (?!that\b|of\b)[\w'’]+){0,5}? ?(?:on |late |early )*", scan.slice(speech.end, date.start)
        )
        for speech in scan.speeches
    )


def is_long(mention: DateMention) -> bool:
    """Whether a stretch is so long that what it tells of is no single event."""
    when = mention.when
    if when.start is None or when.end is None:
        return False
    days = (when.end - when.start).days
    return days > _YEARS_DAYS or (mention.span_kind == "duration" and days > _LONG_DAYS)


def published_on(published: date | None) -> When:
    """Return the publication date as the last resort; unknown where it is not known."""
    if published is None:
        return When(None, None, DatePrecision.UNKNOWN, DateBasis.PUBLICATION)
    return When(published, published, DatePrecision.DAY, DateBasis.PUBLICATION)


def is_ahead(when: When | None, published: date | None) -> bool:
    """Return whether a day lies after that of publication."""
    return when is not None and when.start is not None and published is not None and when.start > published


def still_ahead(when: When, published: date) -> When:
    """Return the next Wednesday or August for the one just past: what is planned lies ahead, unless a year is told."""
    if when.basis is not DateBasis.RELATIVE or when.start is None or when.end is None or when.end >= published:
        return when
    step = {DatePrecision.DAY: relativedelta(weeks=1), DatePrecision.MONTH: relativedelta(years=1)}.get(when.precision)
    if step is None or when.end + step < published:
        return when
    start = when.start + step
    end = start + relativedelta(months=1, days=-1) if when.precision is DatePrecision.MONTH else start
    return replace(when, start=start, end=end)


def overlap(one: When | None, other: When | None) -> bool:
    """Return whether two dates could be the same; an unknown date could be any."""
    if one is None or other is None or one.start is None or other.start is None:
        return True
    assert one.end is not None
    assert other.end is not None
    return one.start <= other.end and other.start <= one.end


def is_finer(one: When | None, other: When | None) -> bool:
    """Return whether a date lies in another and is more exact: "on July 14" after "in July"."""
    if one is None or other is None or None in (one.start, one.end, other.start, other.end):
        return False
    inside = other.start <= one.start and one.end <= other.end  # type: ignore[operator]
    return inside and one != other and one.precision is DatePrecision.DAY is not other.precision


def _distance(one: DateMention, hits: Sequence[Hit], scan: Scan) -> float:
    best = float("inf")
    for hit in [h for h in hits if h.strength == "strong"] or hits:
        first, last = (one.end, hit.start) if one.start < hit.start else (hit.end, one.start)
        gap = scan.slice(first, last)
        if _OWNS.match(scan.slice(one.end, one.end + 3)):  # "Tuesday's shelling": of what it stands before
            best = min(best, 0 if one.end <= hit.start <= one.end + _GENITIVE else len(gap) + 60)
            continue
        if one.start >= hit.end and _AT_ONCE.fullmatch(gap):
            return 0  # "reopened on September 15"
        loose = 40 if one.start < hit.start and _REDUCED.search(scan.slice(hit.clause, one.start)) else 0
        loose += 40 if one.start < hit.start and hit.is_verb and _ANOTHER.search(gap) else 0
        loose += 40 if one.start < hit.start and _OF_DOING.match(gap) else 0
        loose += 40 if one.end < hit.start - 20 and NAMES.match(scan.slice(one.end, one.end + 24)) else 0
        if one.end <= hit.start and _GOES_ON.fullmatch(gap) and _RELATIVE.search(scan.slice(hit.clause, one.start)):
            loose += 40
        far = (
            loose
            + len(gap)
            + 40 * len(_TURNS.findall(gap))
        )
        best = min(best, far)
    return best
