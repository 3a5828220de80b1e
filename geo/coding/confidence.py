"""How sure an event is, from 0 to 1, with the reasons in words."""

from __future__ import annotations

from geo.coding.draft import Draft
from geo.model import Basis, DateBasis, EventPlace, Status, When


def rate(draft: Draft, place: EventPlace | None, when: When) -> tuple[float, list[str]]:
    """Return the confidence of an event and its reasons."""
    trigger = draft.trigger
    score, why = (0.6, []) if trigger.strength == "strong" else (0.45, [])
    why.append(f"{trigger.text!r} tells of {draft.type.code}" + (f" ({draft.mode})" if draft.mode else ""))
    if draft.is_general:
        score -= 0.05
        why.append("the kind of violence is read from who was hit")
    if place is None:
        score -= 0.1
        why.append("no place is told")
    elif place.basis is Basis.NAMED:
        score += 0.15 * place.location.score
        why.append(f"the sentence names {place.location.mention.text}")
    elif place.basis is Basis.SEAT:
        score += 0.05
        why.append(f"no place is told: {place.location.place.name} is the speaker's seat")
    else:
        score -= 0.05
        why.append(f"{place.location.place.name} is named earlier")
    if draft.has_own_date:
        score += 0.1
        why.append("the sentence gives the date")
    elif when.start is None:
        score -= 0.1
        why.append("no date is told")
    elif when.basis is DateBasis.PUBLICATION:
        score -= 0.05
        why.append("the date is that of publication")
    else:
        why.append("the date is that of the story")
    if draft.fatalities is not None:
        score += 0.05
        why.append("a toll is told")
    if draft.status is Status.ALLEGED:
        score -= 0.15
        why.append("it is told as a claim")
    return round(min(0.98, max(0.05, score)), 2), why
