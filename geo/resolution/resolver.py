"""Resolution in passes: what is sure first, then the rest in its light, then the names that the gazetteer lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.gazetteer import Gazetteer
from geo.model import Article, Location, Mention, Place, Use
from geo.resolution.anchors import misplaced, place_unlisted
from geo.resolution.context import Context
from geo.resolution.evidence import best_pair, feature_beside, holders, shared_features, spelt_out, way_beside
from geo.resolution.lookup import Answer, Sense, answer, ranked, senses_of

_FEATURE, _HELD, _HOLDING, _SAME_SENSE = 0.8, 1.0, 0.7, 0.35

Held = Sequence[tuple[int, int]]


@dataclass(slots=True)
class _Case:
    """An ambiguous mention on its way to a place, with what the words beside it say for each candidate."""

    mention: Mention
    sense: Sense
    totals: list[float]
    why: dict[int, list[str]]
    is_way: bool = False  # said of this one mention: who crosses the Khyber means the pass, whatever is told of Khyber

    def add(self, number: int, weight: float, reason: str) -> None:
        self.totals[number] += weight
        self.why.setdefault(number, []).append(reason)


def resolve(article: Article, mentions: Sequence[Mention], gazetteer: Gazetteer) -> tuple[Location, ...]:
    """Return the locations of the mentions that can be resolved, in their order; the others have none.

    Every location carries a score (0 to 1), the reasons for it, and the other places it could be, best first.
    """
    text = article.text
    known = senses_of(gazetteer)
    senses = [known.sense(spelt_out(text, mention, gazetteer), mention.use) for mention in mentions]
    held = holders(text, mentions)
    answers = [sense.default for sense in senses]
    if ambiguous := [index for index, sense in enumerate(senses) if len(sense.candidates) > 1]:
        _decide_all(text, mentions, senses, ambiguous, held, answers)
    located = [
        _located(mention, found) if found else None
        for mention, found in zip(mentions, answers, strict=True)
    ]
    holding = _by_inner(held)
    for inner, outers in holding.items():
        located[inner] = misplaced(text, located[inner], [located[outer] for outer in outers]) or located[inner]
    unsure = [index for index, sense in enumerate(senses) if sense.may_be_another]
    doubtful = [index for index in unsure if mentions[index].use is Use.LITERAL]
    if doubtful:
        towns = {index: _located(mentions[index], town) for index in doubtful if (town := senses[index].town)}
        first = {inner: located[outers[0]] for inner, outers in holding.items()}
        place_unlisted(text, mentions, located, doubtful, first, towns)
    return tuple([location for location in located if location is not None])


def _by_inner(held: Held) -> dict[int, list[int]]:
    """Return the indices of all that the text says to hold a mention, by its index."""
    outers: dict[int, list[int]] = {}
    for inner, outer in held:
        outers.setdefault(inner, []).append(outer)
    return outers


def _located(mention: Mention, found: Answer) -> Location:
    return Location(mention, found.place, found.score, found.why, found.others)


# -- ambiguous names -----------------------------------------------------------------------------------------


def _decide_all(
    text: str,
    mentions: Sequence[Mention],
    senses: Sequence[Sense],
    ambiguous: Sequence[int],
    held: Held,
    answers: list[Answer | None],
) -> None:
    """Replace the default answers of ambiguous names where the text beside them, or their company, says otherwise."""
    told = _weigh_words(text, mentions, senses, ambiguous, held)
    if not told and not any(senses[index].is_apart for index in ambiguous):
        return
    context = Context()
    for index, (mention, found) in enumerate(zip(mentions, answers, strict=True)):
        if found is not None and index not in told and not senses[index].is_apart:
            context.learn(mention.start, found.place, mention.use)
    meant: dict[str, Place] = {}
    for index in sorted(told):
        answers[index] = found = _decide(told[index], context)
        if not told[index].is_way:
            meant.setdefault(senses[index].key, found.place)
    for index in range(len(senses)) if meant else ambiguous:
        sense = senses[index]
        if index not in told and (sense.is_apart or sense.key in meant):
            case = _case(mentions[index], sense)
            for number, place in enumerate(sense.candidates):
                if meant.get(sense.key) is place:
                    case.add(number, _SAME_SENSE, "the article uses the name for it elsewhere")
            answers[index] = _decide(case, context)


def _decide(case: _Case, context: Context) -> Answer:
    """Return the best candidate in the light of the context, which learns it."""
    sense, mention = case.sense, case.mention
    support = context.support(mention.start, sense.candidates) if sense.is_apart else ()
    totals = [total + one.weight for total, one in zip(case.totals, support, strict=True)] if support else case.totals
    ranking = ranked(sense.candidates, totals)
    place = ranking[0][0]
    context.learn(mention.start, place, mention.use)
    best = sense.candidates.index(place)
    reasons = [*case.why.get(best, ()), *(support[best].reasons() if support else ())]
    default = sense.default.why if sense.default else ()
    return answer(ranking, tuple(dict.fromkeys(reasons)) or default)


def _case(mention: Mention, sense: Sense) -> _Case:
    return _Case(mention, sense, list(sense.likely), {})


def _weigh_words(
    text: str, mentions: Sequence[Mention], senses: Sequence[Sense], ambiguous: Sequence[int], held: Held
) -> dict[int, _Case]:
    """Return, by index, a case for every ambiguous mention that the words beside it speak of, with what they say."""
    cases: dict[int, _Case] = {}
    shared = shared_features(text, mentions)
    for index in ambiguous:
        mention, sense = mentions[index], senses[index]
        before = mentions[index - 1] if index else None  # a people owns no such word: the Iranian town of Zabol
        previous = before.end if before and before.use is not Use.DEMONYM else 0
        own = (sense.word, sense.kinds) if sense.kinds else None
        word, kinds = own or shared.get(index) or feature_beside(text, mention, previous)
        is_way = not kinds
        if is_way:
            word, kinds = way_beside(text, mention)
        fitting = [number for number, place in enumerate(sense.candidates) if place.kind in kinds] if kinds else []
        for number in fitting:
            case = cases.setdefault(index, _case(mention, sense))
            case.is_way = is_way
            case.add(number, _FEATURE, f"“{word}” stands beside the name")
    for inner, outer in held:
        _weigh_holding(cases, senses, mentions, inner, outer)
    return cases


def _weigh_holding(
    cases: dict[int, _Case], senses: Sequence[Sense], mentions: Sequence[Mention], inner: int, outer: int
) -> None:
    if len(senses[inner].candidates) < 2 and len(senses[outer].candidates) < 2:
        return
    inside, holding = best_pair(senses[inner], senses[outer])
    for index, ids, weight, reason in (
        (inner, inside, _HELD, f"the text places it in {mentions[outer].text}"),
        (outer, holding, _HOLDING, f"the text places {mentions[inner].text} in it"),
    ):
        sense = senses[index]
        if len(sense.candidates) < 2 or not ids:
            continue
        case = cases.setdefault(index, _case(mentions[index], sense))
        for number, place in enumerate(sense.candidates):
            if place.id in ids:
                case.add(number, weight, reason)
