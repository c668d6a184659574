"""When terms run out: every rule around holidays, year ends, leap days and summer time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibtui.care.deadlines import (
    NOT_AT_THE_TABLE,
    RULES,
    SAFETY,
    Rule,
    due,
    in_holiday,
    is_working_day,
    kind_words,
    length_words,
    public_holidays,
    rule_words,
    source_words,
)
from ibtui.care.holidays import feast_days, holidays, known_years
from ibtui.care.school_days import Free, is_school_day
from ibtui.care.words import TermKind, TermUnit

# Noord: autumn 10-18 Oct 2026, Christmas 19 Dec - 3 Jan, spring 20-28 Feb 2027, May 24 Apr - 2 May, summer 10 Jul - 22
# Aug. Easter Monday 29 March 2027, a day after the clocks change; they change back on 25 Oct 2026 and 31 Oct 2027.
FREE = tuple(free for label in known_years() for free in (*holidays("noord", label), *feast_days(label)))

TABLE = [
    ("opp_vaststellen", "2026-11-24", "2027-01-05"),  # over the year end
    ("opp_vaststellen", "2027-02-16", "2027-03-30"),  # over the clocks
    ("opp_vaststellen", "2027-06-15", "2027-07-27"),  # in the summer holiday, and it stays there
    ("opp_vaststellen", "2028-01-18", "2028-02-29"),
    ("opp_evaluatie", "2026-12-31", "2027-12-31"),
    ("opp_evaluatie", "2027-02-28", "2028-02-28"),
    ("opp_evaluatie", "2028-02-29", "2029-02-28"),
    ("opp_instemming", "2026-10-20", "2026-11-03"),  # the clocks go back
    ("opp_instemming", "2026-12-22", "2027-01-05"),
    ("opp_instemming", "2027-03-22", "2027-04-05"),
    ("opp_instemming", "2028-02-15", "2028-02-29"),
    ("hoorrecht", "2026-08-31", "2026-10-12"),  # in the autumn holiday
    ("hoorrecht", "2026-12-01", "2027-01-12"),
    ("hoorrecht", "2028-01-18", "2028-02-29"),
    ("zorgplicht", "2026-12-01", "2027-01-12"),
    ("zorgplicht", "2027-06-01", "2027-07-13"),
    ("zorgplicht", "2028-02-01", "2028-03-14"),
    ("zorgplicht_langer", "2026-12-01", "2027-02-09"),
    ("zorgplicht_langer", "2027-12-21", "2028-02-29"),
    ("tlv_besluit", "2026-12-07", "2027-01-18"),
    ("tlv_besluit", "2027-05-31", "2027-07-12"),
    ("tlv_besluit", "2028-01-18", "2028-02-29"),
    ("tlv_einde", "2027-07-31", "2027-03-31"),
    ("tlv_einde", "2027-07-28", "2027-03-28"),  # the night of the clocks
    ("tlv_einde", "2027-06-30", "2027-02-28"),
    ("tlv_einde", "2028-06-30", "2028-02-29"),
    ("tlv_einde", "2027-02-01", "2026-10-01"),
    ("arrangement_start", "2026-09-29", "2026-12-01"),  # autumn doesn't count
    ("arrangement_start", "2026-12-01", "2027-02-09"),  # Christmas doesn't count
    ("arrangement_start", "2026-07-20", "2026-10-19"),  # begins on the first school day
    ("arrangement_start", "2027-01-25", "2027-03-30"),  # Easter Monday: a day later
    ("stukken_mdo", "2026-11-26", "2026-11-24"),
    ("stukken_mdo", "2027-03-29", "2027-03-27"),  # 47 hours by the clock
    ("stukken_mdo", "2026-10-26", "2026-10-24"),  # 49 hours by the clock
    ("stukken_mdo", "2027-01-01", "2026-12-30"),
    ("stukken_mdo", "2028-03-01", "2028-02-28"),
    ("verslag_mdo", "2026-11-24", "2026-12-01"),
    ("verslag_mdo", "2026-12-22", "2026-12-30"),  # Christmas Day; a holiday of school doesn't count
    ("verslag_mdo", "2026-12-30", "2027-01-07"),
    ("verslag_mdo", "2027-03-25", "2027-04-02"),  # Good Friday counts, Easter Monday doesn't
    ("verslag_mdo", "2027-04-26", "2027-05-04"),  # King's Day
    ("verzuim16", "2027-05-04", "2027-05-12"),  # Ascension Day doesn't count, the Friday after it does
    ("verzuim16", "2027-05-14", "2027-05-24"),  # Whit Monday
    ("verzuim16", "2028-02-24", "2028-03-02"),
    ("verzuim_lrv", "2026-11-02", "2026-11-30"),
    ("verzuim_lrv", "2026-12-07", "2027-01-18"),
    ("verzuim_lrv", "2027-06-21", "2027-08-30"),  # the summer in between: 28 Jun, 5 Jul, 23 Aug, 30 Aug
    ("inzage_kopie", "2026-12-14", "2027-01-11"),
    ("inzage_kopie", "2027-03-10", "2027-04-07"),
    ("inzage_kopie", "2027-07-01", "2027-07-29"),
    ("inzage_kopie", "2028-02-01", "2028-02-29"),
    ("vt_besluit", "2026-12-23", "2026-12-31"),
    ("vt_besluit", "2027-03-26", "2027-04-05"),
    ("meldcode_stap", "2027-04-23", "2027-05-03"),
    ("meldcode_stap", "2028-02-25", "2028-03-03"),
    ("datalek", "2027-03-26", "2027-03-29"),  # a weekend, the clocks and Easter: no help
    ("datalek", "2026-10-23", "2026-10-26"),
    ("datalek", "2026-12-31", "2027-01-03"),
    ("datalek", "2028-02-27", "2028-03-01"),
    ("bewaar_dossier", "2026-07-31", "2028-07-31"),
    ("bewaar_dossier", "2028-02-29", "2030-02-28"),
    ("bewaar_speciaal", "2025-07-31", "2028-07-31"),
    ("bewaar_speciaal", "2028-02-29", "2031-02-28"),
    ("bewaar_verzuim", "2023-02-28", "2028-02-28"),
    ("bewaar_verzuim", "2028-02-29", "2033-02-28"),
    ("bewaar_meldcode", "2026-12-31", "2028-12-31"),
    ("toets_vensters", "2027-01-11", "2027-02-08"),
    ("toets_vensters", "2027-02-01", "2027-03-08"),
    ("toets_vensters", "2027-05-31", "2027-06-28"),
    ("ed_meetmoment", "2026-08-31", "2027-02-08"),
    ("afspraak", "2028-02-29", "2028-02-29"),
    ("vraag_ouders", "2026-12-18", "2027-01-05"),
    ("vraag_ouders", "2027-03-22", "2027-04-06"),
    ("privenotitie", "2027-06-01", "2027-07-13"),
    ("privenotitie", "2027-11-23", "2028-01-04"),
]


@pytest.mark.parametrize(("key", "base", "last"), TABLE)
def test_the_last_day_of_every_rule(key: str, base: str, last: str) -> None:
    assert due(RULES[key], date.fromisoformat(base), FREE).isoformat() == last


def test_the_table_has_every_rule() -> None:
    assert {key for key, _base, _last in TABLE} == set(RULES)


# --- the rules themselves ---


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_says_what_it_is_and_where_it_comes_from(rule: Rule) -> None:
    assert rule.name
    assert rule.counts_from
    assert rule.source.endswith(".")
    words = source_words(rule)
    assert rule.source in words
    assert rule.note in words
    assert length_words(rule.amount, rule.unit) in words
    assert rule.active
    assert not rule.own


def test_what_the_law_says_is_called_law_and_nothing_else_is() -> None:
    for rule in RULES.values():
        assert rule.source.startswith("Wet") == (rule.kind is TermKind.LEGAL or rule.key == "meldcode_stap")


def test_a_rule_without_source_sends_to_the_school() -> None:
    for key in ("bewaar_meldcode", "vraag_ouders", "privenotitie"):
        assert "kijk in het beleid van je school" in RULES[key].source


def test_a_number_that_no_source_has_is_called_a_proposal() -> None:
    for key in ("opp_instemming", "hoorrecht"):
        assert kind_words(RULES[key]) == "wet, termijn: voorstel"
        assert "Geen bron noemt een aantal dagen" in RULES[key].note
    assert kind_words(replace(RULES["hoorrecht"], amount=3)) == "wet, termijn: van school"
    assert kind_words(RULES["opp_vaststellen"]) == "wet"


def test_the_source_of_an_evaluation_says_what_is_counted() -> None:
    words = source_words(RULES["opp_evaluatie"])
    assert "hoogstens één schooljaar na de vorige evaluatie" in words
    assert "elk schooljaar" not in words


def test_words_of_a_rule_for_a_sentence() -> None:
    assert rule_words("opp_vaststellen") == "het OPP vaststellen"
    assert rule_words("iets_anders") == "iets anders"
    assert source_words(RULES["tlv_einde"]).startswith("4 maanden vóór de einddatum van de toelaat")
    assert length_words(1, TermUnit.SCHOOL_WEEKS) == "1 schoolweek"
    assert length_words(1, TermUnit.YEARS) == "1 jaar"
    assert set(RULES) > NOT_AT_THE_TABLE > SAFETY


# --- holidays ---


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2027-07-27", "Zomervakantie"),
        ("2027-07-10", "Zomervakantie"),  # its first day, a Saturday
        ("2027-08-23", ""),
        ("2027-05-07", "Hemelvaart"),
        ("2026-11-28", ""),  # an ordinary Saturday
    ],
)
def test_a_day_in_a_holiday_is_said(day: str, name: str) -> None:
    found = in_holiday(date.fromisoformat(day), FREE)
    assert (found.name if found else "") == name


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2027-01-01", False),
        ("2027-04-27", False),
        ("2025-04-26", False),  # a Saturday: King's Day of 2025, as the 27th is a Sunday
        ("2025-04-28", True),
        ("2026-12-24", True),
        ("2026-12-25", False),
        ("2027-07-20", True),  # in the summer holiday people work
        ("2027-05-05", True),
    ],
)
def test_working_days(day: str, works: bool) -> None:
    assert is_working_day(date.fromisoformat(day)) is works


def test_kings_day_is_a_day_earlier_when_it_would_be_a_sunday() -> None:
    assert date(2025, 4, 26) in public_holidays(2025)
    assert date(2025, 4, 27) not in public_holidays(2025)


# --- the arithmetic ---

DAY = timedelta(days=1)
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
amounts = st.integers(0, 60)
frees = st.lists(
    st.tuples(days, st.integers(0, 60)).map(lambda one: Free("vrij", one[0], one[0] + one[1] * DAY)),
    max_size=4,
).map(tuple)
near = st.integers(0, 45)


def a_rule(unit: TermUnit, amount: int, before: bool = False) -> Rule:
    return Rule("x", "iets", "", amount, unit, before, TermKind.OWN, "")


@settings(max_examples=300)
@given(st.sampled_from(TermUnit), amounts, st.booleans(), days, near, frees)
def test_who_begins_later_is_never_done_earlier(
    unit: TermUnit, amount: int, before: bool, base: date, later: int, free: tuple[Free, ...]
) -> None:
    rule = a_rule(unit, amount, before)
    assert due(rule, base, free) <= due(rule, base + later * DAY, free)


@given(st.sampled_from(TermUnit), amounts, days, frees)
def test_a_longer_term_never_ends_earlier_and_never_before_it_began(
    unit: TermUnit, amount: int, base: date, free: tuple[Free, ...]
) -> None:
    assert base <= due(a_rule(unit, amount), base, free) <= due(a_rule(unit, amount + 1), base, free)
    back, further = (
        due(a_rule(unit, amount, True), base, free),
        due(a_rule(unit, amount + 1, True), base, free),
    )
    assert further <= back <= base


@given(st.sampled_from([TermUnit.SCHOOL_DAYS, TermUnit.SCHOOL_WEEKS]), amounts, st.booleans(), days, frees)
def test_school_days_and_weeks_end_on_a_school_day(
    unit: TermUnit, amount: int, before: bool, base: date, free: tuple[Free, ...]
) -> None:
    assert is_school_day(due(a_rule(unit, amount, before), base, free), free)


@given(amounts, st.booleans(), days, frees)
def test_working_days_end_on_a_working_day_whatever_the_school_does(
    amount: int, before: bool, base: date, free: tuple[Free, ...]
) -> None:
    rule = a_rule(TermUnit.WORKING_DAYS, amount, before)
    assert is_working_day(due(rule, base, free))
    assert due(rule, base, free) == due(rule, base)


@given(st.sampled_from([TermUnit.DAYS, TermUnit.WEEKS, TermUnit.HOURS]), amounts, days)
def test_back_again_is_where_it_began(unit: TermUnit, amount: int, base: date) -> None:
    assert due(a_rule(unit, amount, True), due(a_rule(unit, amount), base)) == base


@given(amounts, days, frees)
def test_counted_days_back_again_are_where_they_began(
    amount: int, base: date, free: tuple[Free, ...]
) -> None:
    for unit in (TermUnit.WORKING_DAYS, TermUnit.SCHOOL_DAYS):
        start = due(a_rule(unit, 0), base, free)  # a day that counts
        assert due(a_rule(unit, amount, True), due(a_rule(unit, amount), start, free), free) == start


@given(st.sampled_from([TermUnit.MONTHS, TermUnit.YEARS]), amounts, days)
def test_months_keep_the_day_or_end_with_the_month(unit: TermUnit, amount: int, base: date) -> None:
    last = due(a_rule(unit, amount), base)
    months = (last.year - base.year) * 12 + last.month - base.month
    assert months == amount * (12 if unit is TermUnit.YEARS else 1)
    assert last.day == base.day or (last + DAY).day == 1
    if base.day <= 28:
        assert due(a_rule(unit, amount, True), last) == base


@given(st.integers(1, 40), days)
def test_without_holidays_school_weeks_are_weeks(amount: int, base: date) -> None:
    if base.weekday() < 5:
        assert due(a_rule(TermUnit.SCHOOL_WEEKS, amount), base) == base + timedelta(weeks=amount)


def test_a_month_after_31_january() -> None:
    month = a_rule(TermUnit.MONTHS, 1)
    assert due(month, date(2027, 1, 31)) == date(2027, 2, 28)
    assert due(month, date(2028, 1, 31)) == date(2028, 2, 29)
    assert due(a_rule(TermUnit.YEARS, 1), date(2028, 2, 29)) == date(2029, 2, 28)


def test_a_school_that_is_always_closed_still_gives_a_day() -> None:
    closed = (Free("dicht", date(2020, 1, 1), date(2040, 1, 1)),)
    for unit in (TermUnit.SCHOOL_DAYS, TermUnit.SCHOOL_WEEKS):
        assert due(a_rule(unit, 2), date(2026, 11, 24), closed) > date(2026, 11, 24)
