"""A short, neutral sentence for an event, made from its coded parts in our own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from geo.codebook import Codebook, TitleEntry
from geo.coding.actors import ActorMention, is_both
from geo.coding.eras import Eras
from geo.coding.lexicon import Phrases, runs_in, words
from geo.gazetteer import Gazetteer
from geo.model import Basis, Count, EventPlace, EventType, Layer, Role, Status

_ANYONE = words(
    "people men man women woman children child house houses home homes others families civilians locals hospital "
    "hospitals consulate embassy court school market mosque counterpart terrorist terrorists leadership"
)


_BOTH = words("both sides parties they")  # says nobody new beside those who are named
_ABOUT = {  # types whose titles say what it is about, and how
    EventType.CONSULT: "on",
    EventType.AGREE: "on",
    EventType.SUPPORT: "on",
    EventType.REQUEST: "over",
    EventType.ACCUSE: "over",
    EventType.REJECT: "over",
    EventType.THREATEN: "over",
}
_VOICES = words(
    "spokesman spokeswoman spokesperson spokespersons official officials delegation delegations government ruling"
)
_NAMED = re.compile(r".[A-Z]")  # "Indian military", "Foreign Office"
_AIRCRAFT = words("aircraft jet jets plane planes warplane warplanes drone drones helicopter helicopters gunships")
_MANY = re.compile(r"[a-rt-z]s$|[^\x00-\x7f]s$|\bpeople$|\bmen$")  # "both parties", "officials"; not "the press"


class Titles:
    """Makes titles from the phrases of data/codebook/titles.csv and topics.csv."""

    def __init__(self, codebook: Codebook, gazetteer: Gazetteer, eras: Eras) -> None:
        self._gazetteer = gazetteer
        self._eras = eras
        self._topics = [(entry.topic, Phrases(entry.words)) for entry in codebook.topics]
        self._any_topic = Phrases(word for entry in codebook.topics for word in entry.words)
        self._entries: dict[EventType, list[TitleEntry]] = {}
        for entry in codebook.titles:
            self._entries.setdefault(entry.type, []).append(entry)

    def phrase(self, event_type: EventType, told: Sequence[str]) -> TitleEntry:
        """Return the first phrase of a type that its words allow; `told` are those that decided it, the main first."""
        entries = self._entries.get(event_type, ())
        for phrase in map(str.lower, told):
            for entry in entries:
                if any(word in phrase for word in entry.words):
                    return entry
        return next((e for e in entries if not e.words), None) or TitleEntry(
            event_type, (), event_type.code, event_type.code
        )

    def then(self, actors: Sequence[ActorMention], day: date | None) -> list[ActorMention]:
        """Return actors as they were on the day of an event."""
        return [self._eras.then(actor, day) for actor in actors]

    def of_state(self, actor: ActorMention, place: EventPlace | None) -> ActorMention:
        """Return an office with the state that it belongs to: "foreign ministry" alone tells a reader too little.

        The state is that of the actor, or of the seat from which it speaks. A spokesman stands for his state.
        """
        office = actor.source == "role" and actor.kind in ("government", "army") and not is_both(actor)
        if not office or _NAMED.search(actor.name) or (actor.label and actor.kind == "army"):
            return actor
        seat = place.location.place.country if place and place.basis is Basis.SEAT else ""
        state = self._state(actor.country or seat)
        if not state or actor.name == state:
            return actor._replace(label=state)
        last = actor.name.lower().split()[-1]
        office_name = " ".join(actor.name.lower().split())
        whose = f"{state}'" if state.endswith("s") else f"{state}'s"
        name = state if last in _VOICES else f"{whose} {office_name}"
        return actor._replace(name=name, country=actor.country or seat, label=state)

    def _state(self, code: str) -> str:
        capital = self._gazetteer.capital(code) if code else None
        parents = self._gazetteer.parents(capital) if capital else ()
        return parents[-1].name if parents else ""

    def topic(self, event_type: EventType, sentence: str, end: int) -> str:
        """Return what an event is about, as "over refugees", or an empty string: the first row of which a word stands.

        `end` is where the words end that decided the type; what follows them comes before what precedes them.
        """
        if event_type not in _ABOUT:
            return ""
        for part in (sentence[end:], sentence[:end]):
            among = runs_in(part)
            for topic, phrases in self._topics if self._any_topic.may_be_within(among) else ():
                if phrases.within(part, among):
                    return f" {_ABOUT[event_type]} {topic}"
        return ""


def title_of(
    phrase: TitleEntry,
    topic: str,
    mode: str,
    places: Sequence[EventPlace],
    initiators: Sequence[ActorMention],
    targets: Sequence[ActorMention],
    fatalities: Count | None,
    status: Status,
) -> str:
    """Return the title of an event: what `phrase` says of its type, with who, where, how many and about what."""
    where = _where(places)
    if phrase.type.layer is Layer.INCIDENT:
        text = _incident(phrase, where, initiators, targets) + _killed(fatalities)
    elif phrase.type is EventType.CONSULT:
        text = _about(_talks(mode, where, initiators, targets), topic)
    else:
        text = _about(_statement(phrase, initiators, targets, where), topic)
    return text + status.mark


def _about(text: str, topic: str) -> str:
    """Add what it is about, unless the title says so already."""
    if not topic or topic.rpartition(" ")[2] in text.lower():
        return text
    if " visits " in text:
        return f"{text} for talks{topic.removesuffix(' on talks')}"
    return text + topic


def _where(places: Sequence[EventPlace]) -> str:
    told = [p for p in places if p.role is not Role.ORIGIN and p.basis is not Basis.SEAT]
    names = [p.location.place.name for p in told]
    if not names:
        return ""
    shown = [name.split(" (")[0] for name in dict.fromkeys(names)][:3]
    word = "along the" if shown[0] == "Durand Line" else "at" if shown[0].endswith("crossing") else "in"
    shown = [name.replace(" border crossing", " crossing") for name in shown]
    return f" {word} " + (shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1])


def _killed(fatalities: Count | None) -> str:
    return f" kills {fatalities.told}" if fatalities and fatalities.told else ""


def _incident(
    phrase: TitleEntry, where: str, initiators: Sequence[ActorMention], targets: Sequence[ActorMention]
) -> str:
    noun = phrase.alone
    by, target = initiators[:1], targets[:1]
    strike = phrase.type in (EventType.AIR_DRONE_STRIKE, EventType.SHELLING)
    if strike and by and by[0].kind in ("government", "army") and _plain(by[0]).lower() not in _AIRCRAFT:
        return f"{noun} by {_object(by[0])}{where}"
    if phrase.type is EventType.ARMED_CLASH and by and target and target[0].kind in ("army", "police"):
        return f"Attack on {_object(target[0])}{where}"
    aimed = target and target[0].kind == "people" and _plain(target[0]).lower() not in _ANYONE
    if phrase.type is EventType.ATTACK and aimed and noun in ("Attack", "Assassination"):
        return f"{noun} {'of' if noun == 'Assassination' else 'on'} {_object(target[0])}{where}"
    return noun + where


def _talks(mode: str, where: str, initiators: Sequence[ActorMention], targets: Sequence[ActorMention]) -> str:
    people = _names([*initiators, *targets])
    first = people[0][:1].upper() + people[0][1:] if people else ""
    if mode == "visit" and people:
        state = initiators and initiators[0].country and initiators[0].source != "name" and "'" not in first
        who = f"{first} delegation" if state and "delegat" not in first.lower() else first
        return f"{who} visits{where.replace(' in ', ' ', 1)}" if where else f"Visit by {who}"
    if mode == "phone":
        return "Phone call" + (f" between {_listed(people)}" if len(people) > 1 else "")
    if len(people) > 1:
        return f"Talks between {_listed(people)}{where}"
    return (f"Talks with {people[0]}" if people else "Talks") + where


def _statement(
    phrase: TitleEntry, initiators: Sequence[ActorMention], targets: Sequence[ActorMention], where: str
) -> str:
    if phrase.unnamed and not initiators:
        return phrase.unnamed + where
    if phrase.type is EventType.AGREE and (len(initiators) > 1 or is_both(initiators[0])):
        names = _names(initiators)
        who = names and names[0][:1].upper() + _listed(names)[1:]
        return f"{who} {'agree' if len(names) > 1 else phrase.alone}" if who else phrase.unnamed + where
    who = _short(initiators[0]) if initiators else "Officials"
    common = initiators and initiators[0].source == "role" and initiators[0].name != initiators[0].label
    are_many = not initiators or (common and _MANY.search(who) is not None)
    alone, toward = (_in_plural(words) if are_many else words for words in (phrase.alone, phrase.toward))
    if phrase.type is EventType.MOBILIZE or "deports" in phrase.alone:
        return f"{who} {alone}{where}"
    told = [actor for actor in targets if actor.source != "role" or _plain(actor).lower() not in _ANYONE]
    if phrase.type is EventType.SANCTION:
        told = [actor for actor in told if actor.source != "role"]
    return f"{who} {toward} {_object(told[0])}" if told else f"{who} {alone}"


def _names(actors: Sequence[ActorMention]) -> list[str]:
    """Return the names of up to three actors, but not "both sides" or "the two countries", which say nobody new."""
    told = [actor for actor in actors if not is_both(actor) and _BOTH.isdisjoint(actor.name.lower().split())]
    return list(dict.fromkeys(filter(None, map(_object, told))))[:3]


def _in_plural(words: str) -> str:
    """Return a phrase that starts with a verb in the singular, in the plural: "denies it" becomes "deny it"."""
    verb, blank, rest = words.partition(" ")
    verb = verb[:-3] + "y" if verb.endswith("ies") else verb.removesuffix("s")
    return verb + blank + rest


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _short(actor: ActorMention) -> str:
    name = " ".join(actor.name.split())
    return name[0].upper() + name[1:] if name else "Officials"


def _plain(actor: ActorMention) -> str:
    return " ".join(actor.name.split())


def _object(actor: ActorMention) -> str:
    """Return an actor's name inside a sentence: common nouns are not capitalised."""
    name = _plain(actor)
    is_title = actor.source != "role" or actor.country or name[1:] != name[1:].lower()
    return name if is_title else name[:1].lower() + name[1:]
