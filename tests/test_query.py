"""The query words: read strictly, and told by name where they cannot be read."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.errors import BadQuery
from geo.model import EVENT_TYPES, EventType, Layer, Status
from geo.store import DEFAULT_LIMIT, MAX_LIMIT, WORDS, Query, parse_query

MARCH = date(2024, 3, 18)


def test_no_words_ask_for_everything():
    assert parse_query({}) == Query()
    assert Query().limit == DEFAULT_LIMIT == 1000
    assert parse_query({}, limit=None).limit is None
    assert parse_query({"limit": "7"}, limit=None).limit == 7


@pytest.mark.parametrize(
    ("word", "given", "read"),
    [
        ("bbox", "60,23.5,77.8,38.5", (60, 23.5, 77.8, 38.5)),
        ("bbox", " -180, -90 ,180,+90. ", (-180, -90, 180, 90)),
        ("bbox", ["1,2,1,2"], (1, 2, 1, 2)),
        ("datetime", "2024-03-18", (MARCH, MARCH)),
        ("datetime", "2024-03-18/2024-03-18", (MARCH, MARCH)),
        ("datetime", "2024-01-01/2024-06-30", (date(2024, 1, 1), date(2024, 6, 30))),
        ("datetime", "../2024-03-18", (None, MARCH)),
        ("datetime", "/2024-03-18", (None, MARCH)),
        ("datetime", "2024-03-18/..", (MARCH, None)),
        ("datetime", "2024-03-18/", (MARCH, None)),
        ("datetime", "../..", None),
        ("datetime", "2024-03-18T23:59:00Z", (MARCH, MARCH)),
        ("datetime", "2024-03-18t10:00:00.5+05:00/..", (MARCH, None)),
        ("layer", "incident", (Layer.INCIDENT,)),
        ("layer", "Diplomacy,incident", (Layer.DIPLOMACY, Layer.INCIDENT)),
        ("layer", ["diplomacy", "incident,diplomacy"], (Layer.DIPLOMACY, Layer.INCIDENT)),
        ("status", "ALLEGED , planned", (Status.ALLEGED, Status.PLANNED)),
        ("type", "battles", ("Battles",)),
        ("type", "suicide BOMB,consult", ("Suicide bomb", "CONSULT")),
        ("type", "Explosions/Remote violence", ("Explosions/Remote violence",)),
        ("country", "pk,AF,Pk", ("PK", "AF")),
        ("admin1", "Khyber Pakhtunkhwa", ("Khyber Pakhtunkhwa",)),
        ("place", "pk-peshawar,af-kabul", ("pk-peshawar", "af-kabul")),
        ("source", '"Herald, The",Dawn', ("Herald, The", "Dawn")),
        ("actor", "تحریک طالبان پاکستان", ("تحریک طالبان پاکستان",)),
        ("q", "  suicide bomb ", "suicide bomb"),
        ("q", ["blast", "Quetta"], "blast Quetta"),
        ("q", "a,b", "a,b"),
        ("near_border_km", "50", 50),
        ("near_border_km", "0", 0),
        ("admin2", "Khyber District,Bajaur", ("Khyber District", "Bajaur")),
        ("geo_precision", "1,2", (1, 2)),
        ("min_fatalities", "0", 0),
        ("min_fatalities", "12", 12),
        ("limit", "1", 1),
        ("limit", "10000", MAX_LIMIT),
    ],
)
def test_a_value_is_read(word, given, read):
    assert getattr(parse_query({word: given}), word) == read


@pytest.mark.parametrize(
    ("word", "given", "says"),
    [
        ("bbox", "60,23,77", "3 values"),
        ("bbox", "", "1 values"),
        ("bbox", "60,23,77,x", "'x' is not a number"),
        ("bbox", "60,23,nan,38", "'nan' is not a number"),
        ("bbox", "60,23,1e999,38", "not a number"),
        ("bbox", "60,23,inf,38", "not a number"),
        ("bbox", "٦٠,23,70,38", "not a number"),
        ("bbox", "6_0,23,70,38", "not a number"),
        ("bbox", "23,60,38,98", "is it right"),
        ("bbox", "60,38,77,23", "south 38 lies north of north 23"),
        ("bbox", "77,23,60,38", "west 77 lies east of east 60"),
        ("bbox", "-181,23,60,38", "west -181 is beyond 180"),
        ("bbox", ["1,2,3,4", "1,2,3,4"], "given 2 times"),
        ("datetime", "", "neither a day"),
        ("datetime", "yesterday", "'yesterday' is not a day"),
        ("datetime", "2024-3-18", "YYYY-MM-DD"),
        ("datetime", "20240318", "YYYY-MM-DD"),
        ("datetime", "2024-W12-1", "YYYY-MM-DD"),
        ("datetime", "2023-02-29", "'2023-02-29' is not a day of the calendar"),
        ("datetime", "2024-01-01/2023-01-01", "ends before it starts"),
        ("datetime", "2024-01-01/2024-02-01/2024-03-01", "neither a day"),
        ("datetime", "2024-01-01,2024-02-01", "not a day"),
        ("layer", "incidents", "did you mean 'incident'"),
        ("layer", "", "empty value"),
        ("layer", "incident,,diplomacy", "empty value"),
        ("status", "hapened", "did you mean 'happened'"),
        ("type", "Batles", "did you mean 'Battles'"),
        ("type", "PROTEST", "is not known"),
        ("country", "Pakistan", "alpha-2"),
        ("country", "P1", "alpha-2"),
        ("place", '"pk-peshawar', "double quote"),
        ("place", ",".join(f"p{n}" for n in range(201)), "at the most 200"),
        ("actor", "a\0b", "not Unicode text"),
        ("actor", "\ud800", "not Unicode text"),
        ("q", "?!", "no letter or digit"),
        ("q", "x" * 501, "too long"),
        ("near_border_km", "-1", "below 0"),
        ("near_border_km", "near", "not a number"),
        ("geo_precision", "5", "expected any of 1, 2, 3, 4"),
        ("min_fatalities", "-1", "not a whole number"),
        ("min_fatalities", "2.5", "not a whole number"),
        ("limit", "0", "from 1 to 10000"),
        ("limit", "10001", "from 1 to 10000"),
        ("limit", "1.5", "from 1 to 10000"),
        ("limit", "", "from 1 to 10000"),
    ],
)
def test_a_value_that_cannot_be_read_is_told_with_its_word(word, given, says):
    with pytest.raises(BadQuery, match="^" + word + ": ") as caught:
        parse_query({word: given})
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("word", "hint"), [("contry", "country"), ("Layer", "layer"), ("near_border", "near_border_km")]
)
def test_an_unknown_word_is_told_with_the_likely_one(word, hint):
    with pytest.raises(BadQuery) as caught:
        parse_query({word: "x"})
    assert repr(word) in str(caught.value)
    assert f"did you mean {hint!r}" in str(caught.value)
    assert all(known in str(caught.value) for known in WORDS)


def test_every_enumerated_word_lists_what_it_takes():
    for word, names in (("layer", Layer), ("status", Status), ("type", EVENT_TYPES)):
        with pytest.raises(BadQuery) as caught:
            parse_query({word: "zzz"})
        assert all(str(name) in str(caught.value) for name in names)


def test_an_empty_search_field_asks_for_nothing():
    assert parse_query({"q": ""}) == parse_query({"q": " "}) == parse_query({"q": []}) == Query()


def test_a_long_value_is_not_repeated_whole():
    with pytest.raises(BadQuery) as caught:
        parse_query({"datetime": "9" * 5000})
    assert len(str(caught.value)) < 300


def test_types_stand_for_their_codes():
    assert parse_query({"type": "battles"}).codes == {kind.code for kind in EventType if kind.group == "Battles"}
    assert parse_query({"type": "Armed clash,AGREE"}).codes == {"Armed clash", "AGREE"}
    assert all(parse_query({"type": code.upper()}).codes == {code} for code in EVENT_TYPES)


@pytest.mark.parametrize(
    ("q", "phrases"),
    [
        ("Spin-Boldak", [("spin boldak", True)]),
        ("suicide Quetta", [("suicide", True), ("quetta", True)]),
        ('"South Waziristan" raid', [("south waziristan", False), ("raid", True)]),
        ('half "open', [("half", True), ("open", True)]),
        ("Qala`i Naw, ...", [("qalai", True), ("naw", True)]),
    ],
)
def test_a_search_is_read_as_folded_phrases(q, phrases):
    assert list(Query(q=q).phrases) == phrases


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from([*WORDS, "x"]), st.one_of(st.text(), st.lists(st.text(), max_size=3))))
def test_any_text_is_a_query_or_a_bad_query(words):
    try:
        assert isinstance(parse_query(words), Query)
    except BadQuery as error:
        assert str(error).startswith("unknown") or str(error).split(":")[0] in words  # noqa: PT017
