"""A short, neutral sentence for an event, made from its coded parts in our own words."""

from __future__ import annotations

from collections.abc import Sequence

from geo.coding.actors import ActorMention
from geo.coding.lexicon import words
from geo.model import Count, EventPlace, EventType, Role, Status

_INCIDENTS = {
    EventType.ARMED_CLASH: "Armed clash",
    EventType.GOVERNMENT_REGAINS_TERRITORY: "Government forces regain ground",
    EventType.NON_STATE_ACTOR_OVERTAKES_TERRITORY: "Armed group takes ground",
    EventType.CHEMICAL_WEAPON: "Chemical attack",
    EventType.AIR_DRONE_STRIKE: "Air strike",
    EventType.SUICIDE_BOMB: "Suicide bombing",
    EventType.SHELLING: "Shelling",
    EventType.REMOTE_EXPLOSIVE: "Bombing",
    EventType.GRENADE: "Grenade attack",
    EventType.SEXUAL_VIOLENCE: "Sexual violence",
    EventType.ATTACK: "Attack",
    EventType.ABDUCTION: "Abduction",
    EventType.PEACEFUL_PROTEST: "Protest",
    EventType.PROTEST_WITH_INTERVENTION: "Protest broken up",
    EventType.EXCESSIVE_FORCE: "Force used against protesters",
    EventType.VIOLENT_DEMONSTRATION: "Violent demonstration",
    EventType.MOB_VIOLENCE: "Mob violence",
    EventType.AGREEMENT: "Local agreement",
    EventType.ARRESTS: "Arrests",
    EventType.CHANGE_TO_GROUP: "Change within an armed group",
    EventType.DISRUPTED_WEAPONS_USE: "Weapons or attack foiled",
    EventType.HEADQUARTERS: "Post or base set up",
    EventType.LOOTING: "Property destroyed",
    EventType.TRANSFER_OF_TERRITORY: "Ground handed over",
    EventType.OTHER: "Security development",
}
_ANYONE = words(
    "people men man women woman children child house houses home homes others families civilians locals "
    "hospital hospitals consulate embassy court school market mosque counterpart"
)
_VERBS = {
    EventType.AGREE: ("agrees with", "agree"),
    EventType.SUPPORT: ("voices support for", "voice support"),
    EventType.CONCEDE: ("makes a concession to", "make concessions"),
    EventType.COOPERATE: ("cooperates with", "cooperate"),
    EventType.AID: ("gives aid to", "give aid"),
    EventType.RETREAT: ("steps back from", "step back"),
    EventType.REQUEST: ("urges", "urge"),
    EventType.ACCUSE: ("accuses", "accuse"),
    EventType.REJECT: ("rejects claims or demands of", "reject claims"),
    EventType.THREATEN: ("warns", "warn"),
    EventType.SANCTION: ("imposes sanctions on", "impose sanctions"),
    EventType.MOBILIZE: ("mobilises forces against", "mobilise forces"),
    EventType.COERCE: ("takes measures against", "take measures"),
}
_ALONE = {
    EventType.AGREE: "announces an agreement",
    EventType.SUPPORT: "voices support",
    EventType.CONCEDE: "makes a concession",
    EventType.COOPERATE: "cooperates",
    EventType.AID: "gives aid",
    EventType.RETREAT: "steps back",
    EventType.REQUEST: "makes a demand",
    EventType.ACCUSE: "makes an accusation",
    EventType.REJECT: "rejects a claim or demand",
    EventType.THREATEN: "issues a warning",
    EventType.SANCTION: "imposes sanctions",
    EventType.MOBILIZE: "mobilises forces",
    EventType.COERCE: "takes coercive measures",
}


def title_of(
    event_type: EventType,
    mode: str,
    places: Sequence[EventPlace],
    initiators: Sequence[ActorMention],
    targets: Sequence[ActorMention],
    fatalities: Count | None,
    status: Status,
    words: str,
) -> str:
    """Return the title of an event; `words` are those that decided its type."""
    where = _where(places)
    if event_type in _INCIDENTS:
        text = _incident(event_type, where, initiators, targets, words) + _killed(fatalities)
    elif event_type is EventType.CONSULT:
        text = _talks(mode, where, initiators, targets)
    else:
        text = _statement(event_type, mode, initiators, targets, where)
    return _marked(text, status)


def _where(places: Sequence[EventPlace]) -> str:
    names = [p.location.place.name for p in places if p.role is not Role.ORIGIN]
    if not names:
        return ""
    shown = [name.split(" (")[0] for name in dict.fromkeys(names)][:3]
    word = "along the" if shown[0] == "Durand Line" else "at" if shown[0].endswith("crossing") else "in"
    shown = [name.replace(" border crossing", " crossing") for name in shown]
    return f" {word} " + (shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1])


def _killed(fatalities: Count | None) -> str:
    if fatalities is None:
        return ""
    number = fatalities.best if fatalities.best is not None else fatalities.low
    if not number:
        return ""
    shade = "at least " if fatalities.high is None else "up to " if fatalities.low is None else ""
    return f" kills {shade}{number:,}"


def _incident(
    event_type: EventType, where: str, initiators: Sequence[ActorMention], targets: Sequence[ActorMention], words: str
) -> str:
    noun = _INCIDENTS[event_type]
    low = words.lower()
    if event_type is EventType.OTHER:
        noun = _border(low)
    elif event_type is EventType.AIR_DRONE_STRIKE and "drone" in low:
        noun = "Drone strike"
    elif event_type is EventType.ATTACK and "assassinat" in low:
        noun = "Assassination"
    by = _short(initiators[0]) if initiators else ""
    if (
        event_type in (EventType.AIR_DRONE_STRIKE, EventType.SHELLING)
        and by
        and initiators[0].kind in ("government", "army")
    ):
        return f"{noun} by {by}{where}"
    if event_type is EventType.ARMED_CLASH and targets and targets[0].kind in ("army", "police") and by:
        return f"Attack on {_plain(targets[0])}{where}"
    if (
        event_type is EventType.ATTACK
        and targets
        and targets[0].kind == "people"
        and _plain(targets[0]).lower() not in _ANYONE
    ):
        return f"{noun} on {_plain(targets[0])}{where}"
    return noun + where


def _border(low: str) -> str:
    if "plot" in low or "plan" in low or "offensive" in low:
        return "Plot to attack"
    if "reopen" in low or "resum" in low or low.startswith("open"):
        return "Border crossing reopened"
    if "suspen" in low or "halt" in low or "stop" in low:
        return "Border traffic halted"
    return "Border crossing closed"


def _talks(mode: str, where: str, initiators: Sequence[ActorMention], targets: Sequence[ActorMention]) -> str:
    people = list(dict.fromkeys(_short(actor) for actor in (*initiators, *targets)))[:3]
    if mode == "visit" and people:
        return f"{people[0]} visits{where.replace(' in ', ' ', 1)}" if where else f"Visit by {people[0]}"
    if mode == "phone":
        return "Phone call" + (f" between {_listed(people)}" if len(people) > 1 else "")
    if len(people) > 1:
        return f"Talks between {_listed(people)}{where}"
    return (f"Talks with {people[0]}" if people else "Talks") + where


def _statement(
    event_type: EventType, mode: str, initiators: Sequence[ActorMention], targets: Sequence[ActorMention], where: str
) -> str:
    if event_type is EventType.COERCE and mode == "deport":
        who = _short(initiators[0]) if initiators else ""
        return (f"{who} deports people" if who else "Deportations") + where
    if event_type is EventType.MOBILIZE and initiators:
        return f"{_short(initiators[0])} mobilises forces{where}"
    if event_type is EventType.AGREE and not initiators:
        return f"Agreement{where}"
    who = _short(initiators[0]) if initiators else "Officials"
    if event_type is EventType.ACCUSE and mode == "disapprove":
        return f"{who} condemns {_object(targets[0])}" if targets else f"{who} voices condemnation"
    if event_type is EventType.AGREE and len(initiators) > 1:
        return f"{_listed([_short(a) for a in initiators[:3]])} agree"
    told = [actor for actor in targets if actor.source != "role" or _plain(actor).lower() not in _ANYONE]
    if event_type is EventType.SANCTION:
        told = [actor for actor in told if actor.source != "role"]
    if told:
        return f"{who} {_VERBS[event_type][0]} {_object(told[0])}"
    return f"{who} {_ALONE[event_type]}"


def _marked(text: str, status: Status) -> str:
    mark = {
        Status.PLANNED: "planned",
        Status.ALLEGED: "alleged",
        Status.DENIED: "denied",
        Status.CANCELLED: "cancelled",
    }.get(status)
    return f"{text} ({mark})" if mark else text


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _short(actor: ActorMention) -> str:
    name = " ".join(actor.name.split())
    return name[0].upper() + name[1:] if name else "Officials"


def _object(actor: ActorMention) -> str:
    """Return an actor's name inside a sentence: common nouns are not capitalised."""
    name = _plain(actor)
    return name if actor.source != "role" or actor.country else name[:1].lower() + name[1:]


def _plain(actor: ActorMention) -> str:
    return " ".join(actor.name.split())
