"""The modules that know no page, each asked in a browser because nothing else here runs JavaScript."""

import json
import random

import pytest

pytestmark = pytest.mark.browser

FAMILIES = [
    {"code": "Battles", "layer": "incident"},
    {"code": "Explosions/Remote violence", "layer": "incident", "leaves": ["Grenade", "Suicide bomb"]},
    {"code": "CONSULT", "layer": "diplomacy"},
    {"code": "ACCUSE", "layer": "diplomacy"},
]


@pytest.fixture(scope="module")
def page(live, chromium):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{live}/sources")
    yield page
    context.close()


@pytest.fixture
def call(page):
    """Return a caller of an exported function: call(module, function, *arguments)."""

    def ask(module, function, *arguments):
        return page.evaluate(
            "([module, name, args]) => import(`/static/js/${module}.js`).then((exports) => exports[name](...args))",
            [module, function, arguments],
        )

    return ask


@pytest.mark.parametrize(
    "address",
    [
        "",
        "?layer=incident",
        "?type=Battles,CONSULT&status=planned,alleged",
        "?type=none",
        "?type=Explosions/Remote+violence",
        "?datetime=2023-01-01/2024-06-30",
        "?datetime=../2023-01-01&q=border+closed",
        "?datetime=2023-01-01/..&near_border_km=50&ll=33.5000,70.2500&z=7.5",
        "?actor=Tehreek-e-Taliban+Pakistan&source=Al+Jazeera&list=view&sort=oldest",
        "?actor=%22Khan,+Usman%22&source=%22The+News,+Int%27l%22",
        "?admin1=Khyber+Pakhtunkhwa&admin2=Peshawar&geo_precision=1&id=e1,e2&min_fatalities=5",
        "?type=Battles,Suicide+bomb",
        "?shade=districts-killed",
        "?sort=border&shade=provinces-rate&density=off&ground=Streets&view=table&hide=arcs,names",
        "?axis=2023-01-01/2023-03-31",
        "?place=pk-peshawar&at=arc:33.72,73.04~34.53,69.17&event=e123",
    ],
)
def test_an_address_is_read_and_written_back_the_same(page, address):
    written = page.evaluate(
        """([address, families]) => import("/static/js/state.js").then((state) =>
             state.formatAddress(state.parseAddress(address, families), families))""",
        [address, FAMILIES],
    )
    assert written == address


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("?type=Nonsense", ""),
        ("?shade=towns", ""),
        ("?TYPE=battles", ""),
        ("?type=grenade,suicide+bomb", "?type=Explosions/Remote+violence"),
        ("?density=auto&hide=all&sort=newest&view=globe", ""),
        ("?axis=2023-01-01", "?axis=2023-01-01/2023-01-01"),
        ("?axis=../2023-01-01", ""),
        ("?type=battles", "?type=Battles"),
        ("?layer=incident,diplomacy", ""),
        ("?datetime=2024-06-30/2023-01-01", ""),
        ("?datetime=yesterday", ""),
        ("?datetime=2023-01-05", "?datetime=2023-01-05/2023-01-05"),
        ("?ll=95,70&z=7", ""),
        ("?ll=33,70", ""),
        ("?z=abc&near_border_km=-4", ""),
        ("?status=happened,gone", "?status=happened"),
    ],
)
def test_what_cannot_be_read_in_an_address_is_left_out(page, address, kept):
    written = page.evaluate(
        """([address, families]) => import("/static/js/state.js").then((state) =>
             state.formatAddress(state.parseAddress(address, families), families))""",
        [address, FAMILIES],
    )
    assert written == kept


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        ("2024-03-18", "2024-03-18", "day", "18 March 2024"),
        ("2024-03-01", "2024-03-31", "month", "March 2024"),
        ("2024-02-01", "2024-02-29", "month", "February 2024"),
        ("2023-01-01", "2023-12-31", "year", "2023"),
        ("2022-06-29", "2024-06-28", "year", "2022–2024"),
        ("2024-03-11", "2024-03-17", "week", "11–17 Mar 2024"),
        ("2024-03-28", "2024-04-03", "week", "28 Mar – 3 Apr 2024"),
        ("2023-12-28", "2024-01-03", "week", "28 Dec 2023 – 3 Jan 2024"),
        ("2023-11-01", "2024-01-31", "month", "November 2023 – January 2024"),
        (None, None, "unknown", "no date"),
    ],
)
def test_a_date_is_told_as_exactly_as_it_is_known(call, start, end, precision, words):
    assert call("words", "whenWords", {"date_start": start, "date_end": end, "date_precision": precision}) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        ({"low": 8, "best": 8, "high": 8}, "8"),
        ({"low": 100, "best": 100, "high": None}, "at least 100"),
        ({"low": 60, "best": 84, "high": 100}, "60–100"),
        ({"low": None, "best": None, "high": 12}, "up to 12"),
        ({"low": None, "best": 1200, "high": None}, "about 1,200"),
        ({"low": None, "best": None, "high": None}, None),
        (None, None),
    ],
)
def test_a_toll_is_told_as_a_range(call, count, words):
    assert call("words", "countWords", count) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [("Spīn Bōldak", "spin boldak"), ("كابل", "کابل"), ("Tehrik-i-Taliban", "tehrik i taliban"), ("پِشاور", "پشاور")],
)
def test_spellings_of_one_name_fold_to_one(call, one, other):
    assert call("words", "fold", one) == call("words", "fold", other)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        (" JaVaScript:alert(1)", None),
        ("", None),
        (None, None),
    ],
)
def test_only_http_links_are_links(call, url, kept):
    assert call("dom", "safeUrl", url) == kept


def test_marks_count_code_points_and_never_overlap(page):
    text = "\U0001f4a5 Blast in Peshawar"
    marks = [
        {"start": 2, "end": 7, "kind": "trigger"},
        {"start": 2, "end": 4, "kind": "place"},
        {"start": 11, "end": 19, "kind": "place"},
        {"start": 11, "end": 99, "kind": "place"},
    ]
    html = page.evaluate(
        """([text, marks]) => import("/static/js/card.js").then(({marked}) => {
             const box = document.createElement("p"); box.append(...marked(text, marks));
             return [box.textContent, [...box.querySelectorAll("mark")].map((mark) => mark.textContent)]; })""",
        [text, marks],
    )
    assert html == [text, ["Blast", "Peshawar"]]


def test_merged_marks_hold_every_event_and_do_not_touch(page):
    groups = [
        {"sites": [{"id": f"{x}-{y}"}], "x": x * 17.0, "y": y * 13.0, "n": 1 + (x * y) % 5, "places": 1}
        for x in range(20)
        for y in range(20)
    ]
    merged = page.evaluate("(groups) => import('/static/js/marks.js').then(({merge}) => merge(groups))", groups)
    assert sum(group["n"] for group in merged) == sum(group["n"] for group in groups)
    ids = [site["id"] for group in merged for site in group["sites"]]
    assert sorted(ids) == sorted(group["sites"][0]["id"] for group in groups)
    for i, one in enumerate(merged):
        for other in merged[i + 1 :]:
            assert (one["x"] - other["x"]) ** 2 + (one["y"] - other["y"]) ** 2 >= 18**2


@pytest.mark.parametrize(
    ("values", "tops"),
    [
        ([], []),
        ([7], [7]),
        ([1, 1, 1, 1, 1, 9], [1, 9]),
        ([5, 3, 1, 4, 2], [1, 2, 3, 4, 5]),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 100], [2, 4, 6, 8, 100]),
        ([1, 2, 3, 4, 5, 6, 7], [2, 3, 4, 5, 7]),
    ],
)
def test_classes_of_shades_hold_about_as_many_areas_each(call, values, tops):
    assert call("shades", "quantiles", values, 5) == tops


@pytest.mark.filterwarnings("ignore:Not enough unique values")
def test_classes_of_shades_are_those_of_mapclassify(page):
    import mapclassify
    import numpy as np

    draw = random.Random(5)
    lists = [[draw.choice([1, 1, 2, 3, draw.randint(1, 500)]) for _ in range(draw.randint(1, 160))] for _ in range(200)]
    ours = page.evaluate(
        "(lists) => import('/static/js/shades.js').then(({quantiles}) => lists.map((values) => quantiles(values, 5)))",
        lists,
    )
    for values, tops in zip(lists, ours, strict=True):
        theirs = mapclassify.Quantiles(np.array(values), k=5).yb.tolist()
        numbers = {number: rank for rank, number in enumerate(sorted(set(theirs)))}  # without their empty classes
        mine = [next(rank for rank, top in enumerate(tops) if value <= top) for value in values]
        assert mine == [numbers[number] for number in theirs], values


@pytest.mark.parametrize(
    ("day", "unit", "first", "following"),
    [
        ("2024-03-18", "day", "2024-03-18", "2024-03-19"),
        ("2024-03-17", "week", "2024-03-11", "2024-03-18"),
        ("2024-03-18", "week", "2024-03-18", "2024-03-25"),
        ("1969-12-30", "week", "1969-12-29", "1970-01-05"),
        ("2024-02-29", "month", "2024-02-01", "2024-03-01"),
        ("2024-12-31", "quarter", "2024-10-01", "2025-01-01"),
        ("2024-12-31", "year", "2024-01-01", "2025-01-01"),
    ],
)
def test_bars_of_the_histogram_begin_where_their_unit_does(page, day, unit, first, following):
    found = page.evaluate(
        """async ([day, unit]) => {
             const [buckets, words] = [await import("/static/js/buckets.js"), await import("/static/js/words.js")];
             const bucket = buckets.bucketOf(words.dayOf(day), unit);
             return [words.isoOf(bucket), words.isoOf(buckets.nextBucket(bucket, unit))]; }""",
        [day, unit],
    )
    assert found == [first, following]


def test_filter_counts_leave_out_their_own_facet(page):
    def event(code, status, day):
        return {"id": f"{code}{status}{day}", "layer": "incident", "type": code, "title": "", "status": status,
                "date_start": day, "date_end": day, "date_precision": "day", "is_aggregate": False, "place": None,
                "arc": None, "actors": [], "sources": []}  # fmt: skip

    told = [
        event("Battles", "happened", "2023-01-01"),
        event("Battles", "planned", "2023-02-01"),
        event("Riots", "happened", "2023-03-01"),
    ]
    found = page.evaluate(
        """async ([told, families]) => {
             const {HeldEvents} = await import("/static/js/held.js");
             const {emptyState} = await import("/static/js/state.js");
             const {family} = await import("/static/js/symbols.js");
             const events = new HeldEvents(told, families.map((one, i) => family(one.code, one.layer, i)), null);
             const filter = (patch) => {
               events.select({...emptyState(), ...patch});
               return [events.shown, Object.fromEntries(events.tally().types)]; };
             return [{types: new Set(["Battles"])}, {statuses: new Set(["happened"])}, {}].map(filter); }""",
        [json.loads(json.dumps(told)), FAMILIES],
    )
    assert found == [
        [2, {"Battles": 2, "Riots": 1}],  # a type that the legend does not know is counted beside the others
        [2, {"Battles": 1, "Riots": 1}],
        [3, {"Battles": 2, "Riots": 1}],
    ]


@pytest.mark.parametrize(
    ("zoom", "density", "crowding", "are_drawn"),
    [(6, "", 0.2, True), (6, "", 0.1, False), (9, "", 0.5, False), (12, "on", 0, True), (4, "off", 0.9, False)],
)
def test_hexagons_are_drawn_where_marks_would_crowd_or_as_asked_for(page, zoom, density, crowding, are_drawn):
    found = page.evaluate(
        """([zoom, density, crowding]) => import("/static/js/hexes.js").then(({Hexes}) =>
             new Hexes().wanted({zoom}, density, crowding))""",
        [zoom, density, crowding],
    )
    assert found is are_drawn
