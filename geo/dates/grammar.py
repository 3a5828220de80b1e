"""The words by which English news tells time, as patterns on an engine that cannot backtrack.

They read the ASCII shadow of a text (see `shadow`), byte for character, so offsets are the text's own. Every repetition
is bounded, so an expression has a greatest length and one pass over a text is linear. RULES are tried in their order at
the same place; of two places, the earlier wins.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import re2

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH_NUMBERS = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
}
VAGUE_NUMBERS = {
    "couple": 2,
    "couple of": 2,
    "a couple of": 2,
    "few": 3,
    "a few": 3,
    "several": 4,
    "some": 3,
    "many": 5,
    "recent": 3,
}
ISLAMIC_MONTHS = (
    ("muharram", "moharram"),
    ("safar",),
    ("rabi al-awwal", "rabi-ul-awwal", "rabi ul awwal", "rabiul awwal"),
    ("rabi al-thani", "rabi-us-sani", "rabi us sani", "rabi al-akhir"),
    ("jumada al-awwal", "jamadi-ul-awwal", "jumada al-ula"),
    ("jumada al-thani", "jamadi-us-sani", "jumada al-akhirah"),
    ("rajab",),
    ("shaban", "sha'ban", "shaaban"),
    ("ramadan", "ramzan", "ramazan", "ramadhan"),
    ("shawwal", "shawal"),
    ("dhul qadah", "zil qad", "zilqad", "dhu al-qi'dah", "ziqad"),
    ("dhul hijjah", "dhu al-hijjah", "zil hajj", "zilhaj", "zilhajj", "zil haj"),
)

_S = r"(?: ?[ \n] ?)"
_DASH = r"(?: ?-{1,2} ?)"
_YEAR = r"(?:1[89]|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_ORDINAL = _DAY + r"(?:st|nd|rd|th)?"
_FULL = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT = r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept\.?|Sep\.?|Oct\.?|Nov\.?|Dec\.?"
_MONTH = f"(?:{_FULL}|{_SHORT}|{_FULL.upper()})"
_ANY_MONTH = f"(?:(?i:{_FULL}|{_SHORT}))"
_WEEKDAY = "(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_ANY_WEEKDAY = (
    f"(?:{_WEEKDAY}|{_WEEKDAY.upper()}|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun|MON|TUE|WED|THU|FRI|SAT|SUN)"
    r"\.?"
)
_LED = f"(?:(?P<led>{_ANY_WEEKDAY})(?: (?:morning|afternoon|evening|night))?,?{_S})?"
_TO = rf"(?:{_S}(?:to|until|till|through|and|or|&){_S}|{_DASH}|/)"
_UNIT = "(?i:minute|hour|day|week|month|year|decade|fortnight|night|weekend)"
_NUMBER_WORDS = "|".join(sorted(NUMBERS, key=len, reverse=True))
_COUNT = rf"(?i:\d{{1,3}}|a couple of|couple of|a few|few|several|{_NUMBER_WORDS})"
_PART = r"(?i:early|mid|late)"
_PART_OF = (
    r"(?i:(?:the )?(?:beginning|start|middle|end|(?:first|second|third|fourth|last|final)"
    r" (?:half|quarter|week|day|(?:two|three|four|five|six|nine) months))(?: of)?)"
)
_WHICH_YEAR = r"(?i:(?:of )?(?:this|last|next|that|the same|the previous|the following) year)"
_SEASON = "(?i:spring|summer|autumn|fall|winter)"
_FEAST = (
    r"Eid(?:[- ](?:al|ul|ul|e|i)?[- ]?(?:Fitr|fitr|Adha|adha|Azha|azha|Zuha|Qurban|Milad|Milad-un-Nabi))?"
    r"|Bakra? Eid|Ashura|Ashoura"
)
_HIJRI = f"(?i:{'|'.join(name for names in ISLAMIC_MONTHS for name in names)})"
_LATER = r"(?i:ago|earlier|later|before|after|prior|afterwards?|previously|hence)"

_RULES: dict[str, str] = {
    "iso": rf"(?P<year>{_YEAR})[-/](?P<month>1[0-2]|0?[1-9])[-/](?P<day>{_DAY})(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?",
    "numeric": rf"(?P<day>{_DAY})(?:/(?P<month>{_DAY})/|\.(?P<dotted>{_DAY})\.)(?P<year>{_YEAR})",
    "days_month": rf"{_LED}(?:the )?(?P<day>{_ORDINAL})(?P<to>{_TO})(?:the )?(?P<until>{_ORDINAL})(?: of)?{_S}"
    rf"(?P<month>{_MONTH})(?:,?{_S}(?P<year>{_YEAR}))?",
    "month_days": rf"{_LED}(?P<month>{_MONTH}){_S}(?:the )?(?P<day>{_ORDINAL})(?P<to>{_TO})(?:the )?"
    rf"(?P<until>{_ORDINAL})(?:,?{_S}(?P<year>{_YEAR}))?",
    "day_month_year": rf"{_LED}(?:the )?(?P<day>{_ORDINAL})(?:{_S}of)?[ \n-](?P<month>{_ANY_MONTH})[ \n-]?,?{_S}?"
    rf"(?:(?P<year>{_YEAR})|(?P<which>{_WHICH_YEAR}))",
    "month_day_year": rf"{_LED}(?P<month>{_ANY_MONTH}){_S}(?:the )?(?P<day>{_ORDINAL})(?:,{_S}?|{_S})"
    rf"(?:(?P<year>{_YEAR})|(?P<which>{_WHICH_YEAR}))",
    "day_month": rf"{_LED}(?:the )?(?P<day>{_ORDINAL})(?:{_S}of)?[ \n-](?P<month>{_MONTH})",
    "month_day": rf"{_LED}(?P<month>{_MONTH}){_S}(?:the )?(?P<day>{_ORDINAL})",
    "hijri_day": rf"(?:the )?(?P<day>{_ORDINAL})(?:{_S}of)?{_S}(?P<hijri>{_HIJRI})",
    "hijri_month": rf"(?P<hijri>{_HIJRI})(?:,?{_S}(?P<year>{_YEAR}))?",
    "feast": rf"(?P<feast>{_FEAST})(?:,?{_S}(?P<year>{_YEAR}))?",
    "easter": rf"(?P<feast>Easter(?: Sunday)?|Good Friday)(?:,?{_S}(?P<year>{_YEAR}))?",
    "fixed_feast": r"(?P<feast>New Year's (?:Day|Eve)|Christmas(?: Day| Eve)?|Nowruz|Nauroz)"
    rf"(?:,?{_S}(?P<year>{_YEAR}))?",
    "attack_name": r"(?P<name>9/11|26/11|7/7)",
    "season": rf"(?:(?P<part>{_PART})[ -])?"
    rf"(?:(?P<which>(?i:this|last|next|this past|the past)){_S}(?P<season>{_SEASON})"
    rf"|(?P<dated>{_SEASON})(?:,?{_S}(?:of{_S})?)(?:(?P<year>{_YEAR})|(?P<yearly>{_WHICH_YEAR})))",
    "month_year": rf"(?:(?:in )?(?P<part>{_PART})(?:[ -]|{_S}in{_S})|(?P<stage>{_PART_OF}){_S})?(?P<month>{_ANY_MONTH})"
    rf"(?:,?{_S}(?:of{_S})?)(?:(?P<year>{_YEAR})|(?P<which>{_WHICH_YEAR}))",
    "month": rf"(?:(?P<part>{_PART})[ -]|(?P<stage>{_PART_OF}){_S})?"
    rf"(?:(?P<which>(?i:last|next|this|this past|this coming|that)){_S})?(?P<month>{_FULL})",
    "decade": rf"(?:(?P<part>{_PART})(?:[ -]|{_S}in{_S}the{_S}))?(?P<decade>(?:1[89]|20)\d0)'?s",
    "years": rf"(?P<year>{_YEAR})(?:-|/)(?P<until>\d\d(?:\d\d)?)",
    "year": rf"(?:(?P<part>{_PART})(?:[ -]|{_S}in{_S})|(?P<stage>{_PART_OF}){_S})?(?P<year>{_YEAR})",
    "weekday": rf"(?:(?P<which>(?i:last|next|this|this past|this coming|coming|(?:the )?previous|(?:the )?following"
    rf"|the same|that same|every|each)){_S})?(?P<weekday>{_WEEKDAY}|{_WEEKDAY.upper()})"
    rf"(?:{_S}(?:(?:early|late){_S})?(?P<time>morning|afternoon|evening|night|overnight))?",
    "deictic": rf"(?P<word>(?i:the{_S}day{_S}before{_S}yesterday|the{_S}day{_S}after{_S}tomorrow|yesterday|today"
    rf"|tomorrow|tonight|overnight|last{_S}night|this{_S}(?:morning|afternoon|evening)))"
    rf"(?:{_S}(?:morning|afternoon|evening|night))?",
    "distance": rf"(?:(?P<shade>(?i:about|around|nearly|almost|more{_S}than|over|some|just|only|less{_S}than"
    rf"|exactly)){_S})?"
    rf"(?P<count>{_COUNT}){_S}(?P<unit>{_UNIT})s?{_S}(?P<way>{_LATER})",
    "into": rf"(?P<count>{_COUNT}){_S}(?P<unit>(?i:day|week|month)s?){_S}(?i:into){_S}(?i:it|the|their|its|his|her|a)",
    "units_before": rf"(?P<unit>(?i:minutes|hours|days|weeks|months|years|decades)){_S}"
    rf"(?P<way>(?i:ago|earlier|later|before|after))",
    "neighbour": rf"(?i:the){_S}(?:(?P<day>(?i:day|morning|afternoon|evening|night|week|month|year)){_S}"
    rf"(?P<way>(?i:before|after|earlier))"
    rf"|(?P<which>(?i:next|following|previous|same)){_S}(?P<unit>(?i:day|morning|evening|night|week|month"
    rf"|year)))",
    "bare_neighbour": rf"(?P<which>(?i:next|following|same)){_S}(?P<unit>(?i:day|morning|evening|night))",
    "day_of_month": rf"(?i:the){_S}(?P<day>{_DAY}(?:st|nd|rd|th))",
    "that": rf"(?i:that)(?:{_S}same)?{_S}(?P<unit>(?i:day|morning|afternoon|evening|night|week|month|year))",
    "unit": rf"(?:(?P<part>(?i:early|earlier|late|later)){_S}(?:in{_S})?|(?P<stage>{_PART_OF}){_S})?"
    rf"(?P<which>(?i:last|this|next|the current|the)){_S}(?P<unit>(?i:week|weekend|month|year|quarter))",
    "stretch": rf"(?:(?i:the){_S})?(?P<which>(?i:last|past|previous|coming|next)){_S}"
    rf"(?:(?P<count>{_COUNT}|(?i:recent)){_S})?(?P<unit>{_UNIT})s?",
    "recent": rf"(?P<recent>(?i:recent)){_S}(?:(?P<unit>(?i:hours|days|weeks|months|years|decades|times))"
    rf"|(?P<noun>[a-z-]{{3,20}}))|(?P<recently>(?i:recently))",
    "rest": rf"(?i:(?:within|before){_S}the){_S}(?P<rest>(?i:week|month|year))"
    rf"(?:{_S}(?i:is|was){_S}(?P<out>(?i:out|over|up)))?",
    "earlier_day": r"(?P<same>(?i:earlier in the day|later in the day|the same day))",
}


class _Shadow(dict[int, int]):
    """Which ASCII character stands for any character: one for one, so that offsets are kept."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        category = unicodedata.category(char)
        if code < 128:
            stand_in = " " if char.isspace() or category == "Cc" else char
            stand_in = char if char == "\n" else stand_in
        elif category == "Pd":
            stand_in = "-"
        elif char.isspace():
            stand_in = " "
        elif char in "‘’ʼ´`":
            stand_in = "'"
        elif char in "“”«»":
            stand_in = '"'
        elif category == "Nd":
            stand_in = str(unicodedata.digit(char))
        else:
            stand_in = ("X" if char.isupper() else "x") if char.isalnum() else "?"
        self[code] = ord(stand_in)
        return self[code]


_SHADOW = _Shadow()


_STRANGE = re.compile(r"[^\x00-\x7f]+")
_PLAIN = bytes(_SHADOW[code] for code in range(128)) + bytes(128)


def shadow(text: str) -> bytes:
    """Return the text in ASCII, a byte for each of its characters: typographic dashes, quotes and blanks made plain."""
    if not text.isascii():
        text = _STRANGE.sub(_plain, text)
    return text.encode("ascii").translate(_PLAIN)


def _plain(strange: re.Match[str]) -> str:
    return strange[0].translate(_SHADOW)


@cache
def expressions() -> re2._Regexp:
    """Return the one pattern that finds every expression. It has no groups, which makes it several times as quick."""
    return re2.compile(rf"\b(?:{'|'.join(map(_without_groups, _RULES.values()))})\b")


@lru_cache(maxsize=1 << 14)
def parts(phrase: bytes) -> tuple[str, dict[str, str]]:
    """Return the rule that found an expression, and its named parts in lower case; parts not said are empty.

    The words decide the rule: one that stands before it and fits them would have found them, or fewer, in its place.
    """
    rule = _rules().fullmatch(phrase).lastgroup
    found = _rule(rule).fullmatch(phrase)
    if not found:
        return rule, {}
    said = {name: b" ".join((part or b"").split()).decode("ascii").lower() for name, part in found.groupdict().items()}
    return rule, said


@cache
def _rules() -> re2._Regexp:
    bodies = (f"(?P<{name}>{_without_groups(body)})" for name, body in _RULES.items())
    return re2.compile("|".join(bodies))


@cache
def _rule(name: str) -> re2._Regexp:
    return re2.compile(_RULES[name])


def _without_groups(pattern: str) -> str:
    pieces = pattern.split("(?P<")
    return pieces[0] + "".join("(?:" + piece.partition(">")[2] for piece in pieces[1:])


def month_number(name: str) -> int:
    """Return 1 to 12 for a month's name or abbreviation, 0 for any other word."""
    return _MONTH_NUMBERS.get(name[:3].lower(), 0)


def count_of(words: str) -> int:
    """Return how many a number, number word or vague quantity says; one if it says nothing."""
    if words.isdigit():
        return int(words)
    return NUMBERS.get(words) or VAGUE_NUMBERS.get(words, 1)


def is_vague(words: str) -> bool:
    """Say whether a quantity is only rough."""
    return words in VAGUE_NUMBERS
