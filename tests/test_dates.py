"""What temporal expressions of English news say, read against a publication date."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.dates import find_dates
from geo.dates.islamic import islamic_day, islamic_year
from geo.model import DateBasis, DatePrecision

FRIDAY = date(2024, 6, 28)


def told(text, published=FRIDAY):
    """Return the mentions as (words, start, end), days as ISO strings, "" where unknown."""
    return [
        (text[m.start:m.end], str(m.when.start or ""), str(m.when.end or "")) for m in find_dates(text, published)
    ]


def days(text, published=FRIDAY):
    """Return each mention's interval as one string: a day, or first/last."""
    return [start if start == end else f"{start}/{end}" for _, start, end in told(text, published)]


@pytest.mark.parametrize(("text", "expected"), [
    ("A raid on 18 March 2023 failed.", ["2023-03-18"]),
    ("A raid on March 18, 2023 failed.", ["2023-03-18"]),
    ("A police truck burnt in Quetta on Nov. 30, 2022.", ["2022-11-30"]),
    ("He was held on the 3rd of May 2021.", ["2021-05-03"]),
    ("On Friday, 14 June 2024, two died.", ["2024-06-14"]),
    ("Filed 2024-03-18, about Khost.", ["2024-03-18"]),
    ("Filed 18/03/2024 and 03/18/2024.", ["2024-03-18", "2024-03-18"]),
    ("KABUL, MARCH 18, 2023", ["2023-03-18"]),
    ("on 31 February 2023", []),
    ("on 2023-13-45 the file broke", []),
])
def test_full_dates_are_read_in_every_order(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("The strikes of 18 March killed eight.", "2024-03-18"),
    ("A blast on Oct. 7 shook the town.", "2023-10-07"),
    ("He said on June 27 that it was over.", "2024-06-27"),
    ("The country would send envoys to Doha on June 30.", "2024-06-30"),
    ("Refugees must leave by July 31.", "2024-07-31"),
    ("Talks are due to open in Doha on September 2.", "2024-09-02"),
    ("The ceasefire of September 2 broke down.", "2023-09-02"),
    ("On Tuesday, December 16 gunmen stormed a school.", "2014-12-16"),
])
def test_a_day_without_a_year_is_past_unless_its_clause_looks_ahead(text, expected):
    assert days(text) == [expected]


@pytest.mark.parametrize(("text", "expected"), [
    ("Jun 30 — A bomb kills two in Quetta.", "2023-06-30"),
    ("Aug 2 — The gate is closed.", "2023-08-02"),
])
def test_the_head_of_a_log_s_entry_is_past(text, expected):
    assert days(text) == [expected]


@pytest.mark.parametrize(("text", "expected"), [
    ("A senior team would leave for Kabul within the week.", ["2024-06-28/2024-07-05"]),
    ("They will go back before the month is out.", ["2024-06-28/2024-06-30"]),
    ("The treaty will be signed before the year is over.", ["2024-06-28/2024-12-31"]),
    ("Two died before the week of the vote.", []),
])
def test_what_is_left_of_a_week_or_a_month_lies_ahead(text, expected):
    assert days(text) == expected


def test_the_day_before_at_the_start_of_a_sentence_counts_back():
    assert days("On 12 June the list grew. The day before, a house was hit.") == ["2024-06-12", "2024-06-11"]


@pytest.mark.parametrize(("text", "expected"), [
    ("Two died on Monday.", "2024-06-24"),
    ("Two died on Friday.", "2024-06-28"),
    ("Two died on Monday evening.", "2024-06-24"),
    ("Two died last Friday.", "2024-06-21"),
    ("The minister is due in Kabul on Saturday.", "2024-06-29"),
    ("On Sunday, officials will meet in Kabul.", "2024-06-30"),
    ("Talks on Sunday will focus on trade.", "2024-06-30"),
    ("Monday is set aside for traders.", "2024-07-01"),
    ("The visit was planned for Sunday.", "2024-06-30"),
    ("Next Monday envoys meet.", "2024-07-01"),
    ("The minister, who will resign, arrived on Tuesday.", "2024-06-25"),
    ("The strikes will resume, a spokesman said on Monday.", "2024-06-24"),
    ("The road was closed due to firing on Monday.", "2024-06-24"),
    ("The embassy would not comment on Sunday.", "2024-06-23"),
    ("Police foiled a plan to bomb a bus on Sunday.", "2024-06-23"),
    ("The army will answer the raid that killed seven on Sunday.", "2024-06-23"),
    ("It has been closed since Sunday and is expected to reopen.", "2024-06-23"),
    ("The court adjourned the case until Monday.", "2024-07-01"),
    ("Talks resume Monday.", "2024-07-01"),
])
def test_a_weekday_is_the_last_one_unless_its_clause_looks_ahead(text, expected):
    assert days(text) == [expected]


def test_reported_plans_look_ahead_from_their_own_verb():
    assert days("He said on Thursday that talks would be held on Saturday.") == ["2024-06-27", "2024-06-29"]


@pytest.mark.parametrize(("text", "expected"), [
    ("Yesterday it rained.", "2024-06-27"),
    ("He leaves tomorrow.", "2024-06-29"),
    ("It began this morning.", "2024-06-28"),
    ("Shells fell overnight.", "2024-06-27/2024-06-28"),
    ("Shells fell overnight on Tuesday.", "2024-06-25"),
    ("He was freed two days ago.", "2024-06-26"),
    ("The first round, a week ago, failed.", "2024-06-18/2024-06-24"),
    ("The first round, exactly a week ago, failed.", "2024-06-21"),
    ("The last round was three months ago.", "2024-03-13/2024-04-12"),
    ("Talks broke down last week.", "2024-06-17/2024-06-23"),
    ("A truce was made last month.", "2024-05-01/2024-05-31"),
    ("A truce was made last year.", "2023-01-01/2023-12-31"),
    ("It happened earlier this week.", "2024-06-24/2024-06-28"),
    ("Elections come later this year.", "2024-06-28/2024-12-31"),
    ("The offensive is planned for this spring.", "2024-03-01/2024-05-31"),
    ("Floods came last summer.", "2023-06-01/2023-08-31"),
    ("Monday last week was calm.", "2024-06-17"),
    ("A rally will be held in Quetta on Monday next.", "2024-07-01"),
    ("The guns were to fall silent on Thursday.", "2024-06-27"),
    ("He was to arrive on Sunday.", "2024-06-30"),
    ("A bomb went off on Easter Sunday.", "2024-03-31"),
    ("The last plane left a minute before midnight on Monday.", "2024-06-24"),
    ("Violence has grown over the past 18 months.", "2022-12-28/2024-06-28"),
    ("An envoy has travelled in recent weeks.", "2024-05-24/2024-06-28"),
    ("The army recently announced an operation.", "2024-05-29/2024-06-28"),
    ("By the end of the year it will close.", "2024-09-01/2024-12-31"),
])
def test_words_count_from_publication(text, expected):
    assert days(text) == [expected]


@pytest.mark.parametrize(("text", "expected"), [
    ("A bomb went off on Monday. The next day police held a man.", "2024-06-25"),
    ("A bomb went off on Monday. Three days later he died.", "2024-06-27"),
    ("A bomb went off on Monday. Kabul dismissed the claim next day.", "2024-06-25"),
    ("In September last year, on the 9th, it fell.", "2023-09-09"),
    ("In 2021 a bus was hit, and nine died that July.", "2021-07-01/2021-07-31"),
    ("Talks began on 26 June. He had come on the 23rd for trade.", "2024-06-23"),
    ("A bomb went off on Monday. A day earlier a guard was shot.", "2024-06-23"),
    ("Torkham reopened on Saturday. Kabul had closed it the previous Sunday.", "2024-06-16"),
    ("It closed on Sunday. Guards fired the day after the closing.", "2024-06-24"),
    ("Kabul said on Wednesday it would stop, two days after a strike.", "2024-06-24"),
    ("The truce began in June 2022 and in September the same year it ended.", "2022-09-01/2022-09-30"),
    ("It was shut in February 2023. That month prices rose.", "2023-02-01/2023-02-28"),
    ("Rescuers dug on Wednesday, the morning after a bomber struck", "2024-06-25"),
    ("A bomb went off on Monday and, the day after, gunmen shot a driver.", "2024-06-25"),
    ("Flags flew low on Tuesday for two who were killed at the gate the day before.", "2024-06-24"),
    ("A bomber struck in Lahore last Monday; three days after that more than 80 died.", "2024-06-27"),
    ("The siege began on 18 June. Two days into it, commandos went in.", "2024-06-20"),
])
def test_words_count_from_the_day_named_before(text, expected):
    assert days(text)[-1] == expected


def test_a_paragraph_that_steps_back_counts_from_the_story_not_from_its_background():
    text = "It sent 900 home on Thursday. The agency counted more on June 6 and 7.\n\nThe day before, a minister came."
    assert days(text) == ["2024-06-27", "2024-06-06/2024-06-07", "2024-06-26"]


def test_days_after_an_event_count_from_the_date_its_sentence_tells():
    assert days("Two days after the strikes on March 18, Kabul closed the road.") == ["2024-03-20", "2024-03-18"]


def test_hours_before_an_event_count_from_the_weekday_its_clause_tells():
    text = "A bomber struck hours before the minister landed in Kabul on Wednesday."
    assert days(text) == ["2024-06-25/2024-06-26", "2024-06-26"]


def test_years_after_an_event_count_from_the_month_its_sentence_tells():
    text = "Nearly two years after the Taliban took power in August 2021, it is quiet."
    assert days(text) == ["2023-02-13/2024-02-14", "2021-08-01/2021-08-31"]


def test_a_distance_from_an_unknown_day_is_unknown():
    (mention,) = find_dates("Ten years after the attack, it is quiet.", FRIDAY)
    assert mention.when.precision is DatePrecision.UNKNOWN
    assert mention.when.start is None


@pytest.mark.parametrize(("text", "expected"), [
    ("In January, a bomb killed 100.", "2024-01-01/2024-01-31"),
    ("In September, a bomb killed 100.", "2023-09-01/2023-09-30"),
    ("In March this year, jets struck.", "2024-03-01/2024-03-31"),
    ("In June last year he said so.", "2023-06-01/2023-06-30"),
    ("He came last November.", "2023-11-01/2023-11-30"),
    ("December 2022 was deadly.", "2022-12-01/2022-12-31"),
    ("It ended in late June 2022.", "2022-06-21/2022-06-30"),
    ("It began in mid-June.", "2024-06-11/2024-06-20"),
    ("In March 18 soldiers died.", "2024-03-01/2024-03-31"),
    ("The January bombing was the worst.", "2024-01-01/2024-01-31"),
    ("The withdrawal in 2020 was hasty.", "2020-01-01/2020-12-31"),
    ("The 2022 killing of the leader.", "2022-01-01/2022-12-31"),
    ("More than 700 attacks in 2023 alone.", "2023-01-01/2023-12-31"),
    ("The wars of the 1980s.", "1980-01-01/1989-12-31"),
    ("In the first week of June it rained.", "2024-06-01/2024-06-07"),
    ("In the last week of May 2023 it rained.", "2023-05-25/2023-05-31"),
    ("On the last day of September 2023 it rained.", "2023-09-30"),
    ("It grew in the first three months of 2024.", "2024-01-01/2024-04-01"),
    ("It grew in the second half of last year.", "2023-07-02/2023-12-31"),
    ("The early 1990s were hard.", "1990-01-01/1993-05-01"),
    ("It was built in the spring of 2022.", "2022-03-01/2022-05-31"),
    ("Since the 9/11 attacks.", "2001-09-11"),
])
def test_months_seasons_years_and_decades(text, expected):
    assert days(text) == [expected]


@pytest.mark.parametrize(("text", "expected"), [
    ("They met from April 1 to 7.", "2024-04-01/2024-04-07"),
    ("8,025 returned on April 6 and 7.", "2024-04-06/2024-04-07"),
    ("Fighting raged between 3 and 5 May.", "2024-05-03/2024-05-05"),
    ("Fighting raged from 30 April to 2 May.", "2024-04-30/2024-05-02"),
    ("Five soldiers died on Monday and Tuesday.", "2024-06-24/2024-06-25"),
    ("The pause would run from midnight on Wednesday until midnight on Monday.", "2024-06-26/2024-07-01"),
    ("Rains fell in June and July 2022.", "2022-06-01/2022-07-31"),
    ("Rains fell between December and February 2023.", "2022-12-01/2023-02-28"),
    ("It was shut from 9pm Saturday to 6am Sunday.", "2024-06-22/2024-06-23"),
    ("They ruled from 1996 to 2001.", "1996-01-01/2001-12-31"),
    ("The raid on Monday (March 18, 2024) failed.", "2024-03-18"),
    ("On Sunday, June 23, mortars fell.", "2024-06-23"),
    ("Hours earlier, on Wednesday night, gunmen fired.", "2024-06-26"),
])
def test_neighbouring_expressions_make_one_interval(text, expected):
    assert days(text) == [expected]


def test_a_day_of_the_month_needs_no_stop_after_it():
    assert days("Nine died on the 12th, and on the 18th a bomb went off.") == ["2024-06-12", "2024-06-18"]


def test_eid_gah_is_a_place_of_prayer_and_no_day():
    assert days("A bomb went off at the gate of the Eid Gah mosque.") == []


def test_days_apart_stay_apart():
    assert days("Bombs fell on 3 March and 5 March.") == ["2024-03-03", "2024-03-05"]


@pytest.mark.parametrize(("text", "expected"), [
    ("Prices rose during Ramadan.", "2024-03-10/2024-04-10"),
    ("They hold fire over Eid al-Adha.", "2024-06-16/2024-06-20"),
    ("Processions on 10 Muharram were guarded.", "2024-07-16/2024-07-18"),
    ("They came back over Eid ul-Fitr 2023.", "2023-04-21/2023-04-25"),
    ("A bomb exploded over Nowruz.", "2024-03-21"),
])
def test_feasts_and_islamic_months_are_read_a_day_wide(text, expected):
    assert days(text) == [expected]


@pytest.mark.parametrize(("day", "islamic"), [
    (date(622, 7, 19), (1, 1, 1)),
    (date(2023, 4, 22), (1444, 10, 1)),
    (date(2024, 3, 11), (1445, 9, 1)),
    (date(2026, 3, 20), (1447, 10, 1)),
])
def test_the_tabular_islamic_calendar_is_within_a_day_of_known_days(day, islamic):
    assert abs((islamic_day(*islamic) - day).days) <= 1


@settings(deadline=None)
@given(st.integers(1, 9000), st.integers(1, 12), st.integers(1, 29))
def test_an_islamic_day_lies_in_its_islamic_year(year, month, day):
    found = islamic_day(year, month, day)
    assert found is None or islamic_year(found) == year


@pytest.mark.parametrize("text", [
    "They may go. They march on. He may march.",
    "Mr May said the Sun and the Second Corps had 2,239 men.",
    "1000 people, 2024 soldiers, Rs 2000, some 2000 people.",
    "Every Friday they pray. On Fridays they rest.",
    "The Friday Times said so, and Pakistan Today too.",
    "The Aurat March was large.",
    "Ramzan Kadyrov and Rajab Ali came.",
    "Troops searched the hills in Shawal.",
    "Half past two, at 12.39 p.m., for five days, an 18-month-old boy.",
    "The month was dry and the week was long.",
    "Resolution 1988 and Section 144 and 12.5.20.",
    "12 hurt, 2 May be dead.",
])
def test_what_only_looks_like_a_date_is_left_alone(text):
    assert told(text) == []


@pytest.mark.parametrize(("text", "kind"), [
    ("It is banned since 2008.", "since"),
    ("Closed until Sunday.", "until"),
    ("Over the last three weeks it grew.", "duration"),
    ("KABUL, March 18 — Jets struck.", "dateline"),
    ("Islamabad, 27 June 2024 (APP): The cabinet met.", "dateline"),
    ("Published: June 27, 2024 10:30", "dateline"),
    ("It fell in 2008.", "point"),
    ("Calm since June 2022, when a truce was made.", "point"),
    ("It recently fell.", "duration"),
])
def test_the_kind_of_expression_is_told(text, kind):
    assert [m.span_kind for m in find_dates(text, FRIDAY)] == [kind]


def test_a_dateline_near_publication_is_the_day_that_words_count_from():
    assert days("KABUL, June 25 — It struck yesterday.") == ["2024-06-25", "2024-06-24"]
    assert days("KABUL, March 18 — It struck yesterday.") == ["2024-03-18", "2024-06-27"]


def test_basis_and_precision_are_told():
    explicit, relative, month = (m.when for m in find_dates("On 18 March, on Tuesday, in May 2023.", FRIDAY))
    assert (explicit.basis, explicit.precision) == (DateBasis.EXPLICIT, DatePrecision.DAY)
    assert (relative.basis, relative.precision) == (DateBasis.RELATIVE, DatePrecision.DAY)
    assert (month.basis, month.precision) == (DateBasis.EXPLICIT, DatePrecision.MONTH)


def test_without_a_publication_date_only_full_dates_have_days():
    text = "On Monday, two days ago, on 18 March, last month, on 5 May 2023 and recently."
    assert [day for day in days(text, None) if day] == ["2023-05-05"]
    assert all(m.when.precision is DatePrecision.UNKNOWN for m in find_dates("On Monday.", None))


def test_a_full_dateline_stands_in_for_a_missing_publication_date():
    assert days("KABUL, March 18, 2024 — It struck on Sunday.", None) == ["2024-03-18", "2024-03-17"]


def test_typographic_dashes_quotes_and_blanks_do_not_move_a_span():
    text = "“Überfall” – 18\u00a0March–20\u00a0March 2024 🙂 on Monday’s market"
    assert [words for words, *_ in told(text)] == ["18\u00a0March–20\u00a0March 2024", "Monday"]


WORDS = st.sampled_from([
    "on", "Monday", "March", "may", "18", "2024", "two", "days", "earlier", "after", "the", "last", "week", "since",
    "Eid", "Ramadan", "10 Muharram", "early", "in", "from", "to", "and", "until", ",", ".", "-", "\n", "\n\n", "will",
    "said", "ago", "9999", "31", "day", "before", "recent", "decades", "9/11", "KABUL, March 18 —", "next", "year",
    "the first week of", "1980s", "mid-", "half", "the end of", "this", "spring", "weekend", "overnight", "hours",
    "2014-15", "29 February", "the same", "month", "of", "1900-02-29", "99/99/2000", "Christmas", "00", "quarter",
    "later", "a few", "every", "published:", "June", "(", ")", "past", "months", "coming", "Mon", "Sept.", "3rd",
])
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=40).map(" ".join))


@settings(deadline=None)
@given(TEXTS, st.one_of(st.none(), st.dates()))
def test_mentions_are_in_order_apart_and_inside_any_text(text, published):
    end = 0
    for mention in find_dates(text, published):
        assert end <= mention.start < mention.end <= len(text)
        assert (mention.when.start is None) == (mention.when.end is None)
        assert (mention.when.start is None) == (mention.when.precision is DatePrecision.UNKNOWN)
        end = mention.end


@settings(deadline=None)
@example("Earlier this weekend")
@given(TEXTS)
def test_reading_twice_says_the_same(text):
    assert find_dates(text, FRIDAY) == find_dates(text, FRIDAY)


@pytest.mark.parametrize("piece", [
    "early ", "18 March ", "2024-", "from Monday to ", "will Monday ", "(", "\n", "2 years after ", "\ud800", "\u0000",
])
def test_hostile_text_of_a_hundred_kilobytes_is_read(piece):
    text = piece * (100_000 // len(piece))
    assert all(text[m.start:m.end] for m in find_dates(text, FRIDAY))


def test_a_day_earlier_counts_from_the_news_where_its_paragraph_has_named_no_day():
    text = "The gate opened on Thursday.\n\nIt was barred on June 3.\n\nDrivers sang. A day earlier they had marched."
    assert days(text) == ["2024-06-27", "2024-06-03", "2024-06-26"]
