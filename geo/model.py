"""The nouns of the house. Standard library only.

Coordinates are WGS 84 decimal degrees (EPSG:4326). A box is (west, south, east, north).
A span (start, end) counts code points of the article's text, end exclusive. Days are ISO 8601 dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum


class Layer(StrEnum):
    """The two layers of the map."""

    INCIDENT = "incident"
    DIPLOMACY = "diplomacy"


class Kind(StrEnum):
    """What a place is: the gazetteer's feature codes, from the widest to the narrowest."""

    COUNTRY = "country"
    REGION = "region"
    PROVINCE = "province"
    DISTRICT = "district"
    TEHSIL = "tehsil"
    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"
    BORDER_CROSSING = "border_crossing"
    NEIGHBOURHOOD = "neighbourhood"  # a quarter of a city
    SITE = "site"  # a building, airport, dam or other landmark
    PASS = "pass"  # noqa: S105 a mountain pass
    RIVER = "river"
    MILITARY_BASE = "military_base"
    CAMP = "camp"


class Use(StrEnum):
    """What a place name does where it stands."""

    LITERAL = "literal"
    METONYM = "metonym"
    DEMONYM = "demonym"
    ORGANISATION = "organisation"


class Status(StrEnum):
    """Whether an event took place, as its source tells it."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    ALLEGED = "alleged"
    DENIED = "denied"
    CANCELLED = "cancelled"

    @property
    def mark(self) -> str:
        """What a title adds for it: " (planned)"; nothing for what happened or goes on."""
        return "" if self in (Status.HAPPENED, Status.ONGOING) else f" ({self.value})"


class DatePrecision(StrEnum):
    """How exactly a day is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class DateBasis(StrEnum):
    """What a date was read from."""

    EXPLICIT = "explicit"
    RELATIVE = "relative"
    PUBLICATION = "publication"


class Role(StrEnum):
    """What a place is to an event."""

    LOCATION = "location"
    VENUE = "venue"
    ORIGIN = "origin"
    TARGET = "target"


class Basis(StrEnum):
    """How an event came by a place."""

    NAMED = "named"  # the sentence names it
    CARRIED = "carried"  # an earlier sentence, or the dateline, names it
    SEAT = "seat"  # the seat of the speaker's government
    GIVEN = "given"  # the row of a data set gives it


class ActorRole(StrEnum):
    """Which side of an event an actor stands on."""

    INITIATOR = "initiator"
    TARGET = "target"
    PARTY = "party"  # one of two sides, of whom the source does not say which acted


class EventType(Enum):
    """ACLED sub-event types for what happens on the ground, PLOVER 2021 types for what states do to each other.

    `code` is the standard's own spelling; `group` is the ACLED event type or the PLOVER quad; the layer follows.
    """

    def __init__(self, code: str, group: str, layer: Layer) -> None:
        self.code = code
        self.group = group
        self.layer = layer

    __hash__ = object.__hash__  # Enum's own is written in Python, and the coder asks for it a million times a megabyte

    ARMED_CLASH = ("Armed clash", "Battles", Layer.INCIDENT)
    GOVERNMENT_REGAINS_TERRITORY = ("Government regains territory", "Battles", Layer.INCIDENT)
    NON_STATE_ACTOR_OVERTAKES_TERRITORY = ("Non-state actor overtakes territory", "Battles", Layer.INCIDENT)
    CHEMICAL_WEAPON = ("Chemical weapon", "Explosions/Remote violence", Layer.INCIDENT)
    AIR_DRONE_STRIKE = ("Air/drone strike", "Explosions/Remote violence", Layer.INCIDENT)
    SUICIDE_BOMB = ("Suicide bomb", "Explosions/Remote violence", Layer.INCIDENT)
    SHELLING = ("Shelling/artillery/missile attack", "Explosions/Remote violence", Layer.INCIDENT)
    REMOTE_EXPLOSIVE = ("Remote explosive/landmine/IED", "Explosions/Remote violence", Layer.INCIDENT)
    GRENADE = ("Grenade", "Explosions/Remote violence", Layer.INCIDENT)
    SEXUAL_VIOLENCE = ("Sexual violence", "Violence against civilians", Layer.INCIDENT)
    ATTACK = ("Attack", "Violence against civilians", Layer.INCIDENT)
    ABDUCTION = ("Abduction/forced disappearance", "Violence against civilians", Layer.INCIDENT)
    PEACEFUL_PROTEST = ("Peaceful protest", "Protests", Layer.INCIDENT)
    PROTEST_WITH_INTERVENTION = ("Protest with intervention", "Protests", Layer.INCIDENT)
    EXCESSIVE_FORCE = ("Excessive force against protesters", "Protests", Layer.INCIDENT)
    VIOLENT_DEMONSTRATION = ("Violent demonstration", "Riots", Layer.INCIDENT)
    MOB_VIOLENCE = ("Mob violence", "Riots", Layer.INCIDENT)
    AGREEMENT = ("Agreement", "Strategic developments", Layer.INCIDENT)
    ARRESTS = ("Arrests", "Strategic developments", Layer.INCIDENT)
    CHANGE_TO_GROUP = ("Change to group/activity", "Strategic developments", Layer.INCIDENT)
    DISRUPTED_WEAPONS_USE = ("Disrupted weapons use", "Strategic developments", Layer.INCIDENT)
    HEADQUARTERS = ("Headquarters or base established", "Strategic developments", Layer.INCIDENT)
    LOOTING = ("Looting/property destruction", "Strategic developments", Layer.INCIDENT)
    TRANSFER_OF_TERRITORY = ("Non-violent transfer of territory", "Strategic developments", Layer.INCIDENT)
    OTHER = ("Other", "Strategic developments", Layer.INCIDENT)

    AGREE = ("AGREE", "verbal cooperation", Layer.DIPLOMACY)
    CONSULT = ("CONSULT", "verbal cooperation", Layer.DIPLOMACY)
    SUPPORT = ("SUPPORT", "verbal cooperation", Layer.DIPLOMACY)
    CONCEDE = ("CONCEDE", "verbal cooperation", Layer.DIPLOMACY)
    COOPERATE = ("COOPERATE", "material cooperation", Layer.DIPLOMACY)
    AID = ("AID", "material cooperation", Layer.DIPLOMACY)
    RETREAT = ("RETREAT", "material cooperation", Layer.DIPLOMACY)
    REQUEST = ("REQUEST", "verbal conflict", Layer.DIPLOMACY)
    ACCUSE = ("ACCUSE", "verbal conflict", Layer.DIPLOMACY)
    REJECT = ("REJECT", "verbal conflict", Layer.DIPLOMACY)
    THREATEN = ("THREATEN", "verbal conflict", Layer.DIPLOMACY)
    SANCTION = ("SANCTION", "material conflict", Layer.DIPLOMACY)
    MOBILIZE = ("MOBILIZE", "material conflict", Layer.DIPLOMACY)
    COERCE = ("COERCE", "material conflict", Layer.DIPLOMACY)

    @property
    def family(self) -> str:
        """The entry of the legend: the ACLED event type, or the PLOVER type itself."""
        return self.group if self.layer is Layer.INCIDENT else self.code


EVENT_TYPES = {event_type.code: event_type for event_type in EventType}


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in a file that people edit, as an editor can jump to it. `line` counts physical lines from 1."""

    path: str
    line: int
    column: str
    value: str
    say: str

    def __str__(self) -> str:
        column = f" {self.column}:" if self.column else ""
        return f"{self.path}:{self.line}:{column} {self.say}"


@dataclass(frozen=True, slots=True)
class Place:
    """One gazetteer line, or a place of a data set. `radius_km` is how big the place is, or how sure the point.

    `precision` is the geo_precision that a data set tells; for a line of the gazetteer, its kind decides.
    """

    id: str
    name: str
    alt_names: tuple[str, ...]
    demonyms: tuple[str, ...]
    kind: Kind
    country: str  # ISO 3166-1 alpha-2, empty for transnational places
    admin1: str
    admin2: str
    lat: float
    lon: float
    radius_km: float
    population: int | None = None
    geonames_id: str = ""
    capital_of: str = ""  # ISO 3166-1 alpha-2 of the country it is the capital of
    source: str = ""
    precision: int | None = None

    @property
    def geo_precision(self) -> int:
        """1 town or exact site, 2 district or near a town, 3 province, 4 country."""
        if self.precision is not None:
            return self.precision
        match self.kind:
            case Kind.COUNTRY:
                return 4
            case Kind.PROVINCE:
                return 3
            case Kind.DISTRICT | Kind.TEHSIL:
                return 2
            case Kind.REGION | Kind.RIVER:
                return 2 if self.radius_km <= 60 else 3 if self.radius_km <= 200 else 4
            case _:
                return 1


@dataclass(frozen=True, slots=True)
class Article:
    """One news text. Its `text` is never changed, so that spans stay true.

    A data set that events were imported from is one too, without a text: `is_dataset`. `licence` is an SPDX name where
    there is one, such as CC-BY-4.0.
    """

    id: str
    text: str
    title: str = ""
    publisher: str = ""
    url: str = ""
    published: date | None = None
    published_basis: str = "given"  # given or inferred
    language: str = "en"
    licence: str = ""
    is_dataset: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name where it stands in an article: article.text[start:end] == text."""

    article_id: str
    start: int
    end: int
    text: str
    use: Use = Use.LITERAL


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a mention could mean, and how well it fits (0 to 1)."""

    place: Place
    score: float


@dataclass(frozen=True, slots=True)
class Location:
    """A mention resolved: which place, how sure (0 to 1), why, and what else it could be (best first)."""

    mention: Mention
    place: Place
    score: float
    why: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days, both ends included. Both are None only where precision is unknown."""

    start: date | None
    end: date | None
    precision: DatePrecision
    basis: DateBasis

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"an interval ends before it starts: {self.start} to {self.end}")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A temporal expression where it stands: article.text[start:end] says `when`.

    `span_kind` is point, since ("since 2008": `when` is where it began), until, duration ("over the past 18 months")
    or dateline (where and when the article was written, not when anything happened).
    """

    start: int
    end: int
    when: When
    span_kind: str = "point"


@dataclass(frozen=True, slots=True)
class Count:
    """How many, as far as told: "at least 100" is (100, 100, None), "8" is (8, 8, 8), "dozens" (24, None, None)."""

    low: int | None
    best: int | None
    high: int | None

    @property
    def told(self) -> str:
        """The number as a title tells it: "8", "at least 100", "up to 12"; empty for none or nobody."""
        number = self.best if self.best is not None else self.low
        shade = "at least " if self.high is None else "up to " if self.low is None else ""
        return f"{shade}{number:,}" if number else ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who does, says or suffers, named as the source names it. `country` is ISO 3166-1 alpha-2 or empty."""

    name: str
    role: ActorRole
    country: str = ""


@dataclass(frozen=True, slots=True)
class EventPlace:
    """A place's part in an event, and how the event came by it."""

    role: Role
    location: Location
    basis: Basis = Basis.NAMED


@dataclass(frozen=True, slots=True)
class Report:
    """The evidence for one event: a passage of one article, the words that decided its type, and its own toll.

    A data set has no text to point into: start and end are 0 there, `record` is the id of the row, `note` what the row
    says in words, and `url` where the row has it from.
    """

    article_id: str
    start: int
    end: int
    trigger: tuple[int, int] | None = None
    fatalities: Count | None = None
    injuries: Count | None = None
    record: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, was said, is planned or is alleged. Its layer follows from its type.

    `mode` is the PLOVER mode where there is one. `aliases` are ids of reports merged into this event: they lead here.
    `confidence` (0 to 1) has its reasons in `why`.
    """

    id: str
    type: EventType
    title: str
    when: When
    status: Status
    is_aggregate: bool
    places: tuple[EventPlace, ...]
    actors: tuple[Actor, ...]
    fatalities: Count | None
    injuries: Count | None
    reports: tuple[Report, ...]
    mode: str = ""
    confidence: float = 0.5
    why: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def layer(self) -> Layer:
        """The map layer, which the type decides."""
        return self.type.layer

    @property
    def main_place(self) -> EventPlace | None:
        """Where to look for it: the most exact of location, venue and target; an origin only for want of these."""
        order = {Role.LOCATION: 0, Role.VENUE: 0, Role.TARGET: 1, Role.ORIGIN: 2}
        return min(
            self.places,
            key=lambda p: (p.role is Role.ORIGIN, p.location.place.geo_precision == 4, order[p.role],
                           p.location.place.geo_precision),
            default=None,
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one article."""

    article: Article
    mentions: tuple[Mention, ...]
    locations: tuple[Location, ...]
    events: tuple[Event, ...]
