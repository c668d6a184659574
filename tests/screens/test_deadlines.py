"""`d`: the terms, with the law behind them one key away; and where else they stand: the week, the calendar, `s`."""

import datetime as dt

import pytest

from ibtui.app import IbApp
from ibtui.screens.calendar import CalendarScreen
from ibtui.screens.deadlines import DeadlinesScreen
from ibtui.screens.opp import OppScreen
from ibtui.screens.pupil import PupilScreen
from ibtui.store import (
    absences,
    access_requests,
    deadlines,
    free_days,
    opps,
    parent_questions,
    pupils,
    safety,
    schools,
)
from ibtui.store.deadlines import DeadlineDraft, DeadlineRow
from ibtui.store.free_days import FreeDraft
from ibtui.store.pupils import PupilDraft
from tests.screens.conftest import TODAY, rows, said, settled, shown, typed
from tests.store.conftest import counted

NARROW, WIDE = (80, 24), (120, 40)
DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)


@pytest.fixture
def app(empty_app: IbApp) -> IbApp:
    """A school with Roos and Sam in it."""
    for first, last in (("Roos", "Dijk"), ("Sam", "Visser")):
        pupils.add_pupil(schools.current().id, PupilDraft(first, "", last), TODAY)
    return empty_app


def child(first: str) -> int:
    """The number of a pupil."""
    return next(row.id for row in pupils.pupils(schools.current().id) if row.first_name == first)


def term(rule: str, due: dt.date, first: str = "Roos") -> int:
    """A term of this child that runs out on `due`."""
    return deadlines.add(schools.current().id, DeadlineDraft(rule, TODAY, child(first), due_on=due))


def only() -> DeadlineRow:
    """The one term that runs."""
    (row,) = deadlines.deadlines(schools.current().id)
    return row


def christmas() -> None:
    """The school is free from 19 December to 3 January."""
    first, last = dt.date(2026, 12, 19), dt.date(2027, 1, 3)
    free_days.add_free(schools.current().id, FreeDraft("kerstvakantie", first, last))


async def test_empty_it_says_what_makes_terms(app: IbApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "d")
        assert "Er lopen geen termijnen." in shown(pilot)
        assert "n maakt er zelf een" in shown(pilot)
        await typed(pilot, "b")
        assert said(pilot) == "Kies eerst een regel met de pijltjes."


async def test_late_then_six_weeks_then_later_and_only_what_she_asks_for(app: IbApp) -> None:
    term("opp_evaluatie", TODAY - DAY)
    term("verslag_mdo", TODAY + 6 * WEEK)
    term("tlv_einde", TODAY + 6 * WEEK + DAY, "Sam")
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "d")
        text = shown(pilot)
        assert "3 termijnen · ! 1 te laat" in text
        assert "! het OPP evalueren met de ouders" in text  # a sign, not only a colour
        order = [
            text.index(word) for word in ("Te laat", "Roos Dijk", "Binnen zes weken", "Later", "Sam Visser")
        ]
        assert order == sorted(order)
        await typed(pilot, "o")  # OPP and TLV before summer: two keys
        assert "het OPP evalueren" in shown(pilot) and "verklaring" in shown(pilot)
        assert "verslag" not in shown(pilot) and "alleen OPP en TLV" in shown(pilot)
        await typed(pilot, "o")
        assert "verslag" in shown(pilot)
        await typed(pilot, "home", "b")  # and the law behind it is one key away
        assert "Waar komt dit vandaan?" in shown(pilot) and "Wet" in shown(pilot)
        await typed(pilot, "b")
        assert isinstance(app.screen, DeadlinesScreen)
        await typed(pilot, "f", "k", "=Sam", "enter")
        assert "alleen Sam Visser" in shown(pilot) and "het OPP evalueren" not in shown(pilot)
        await typed(pilot, "f", "s", "=wet", "enter")
        assert "alleen wet" in shown(pilot) and "het OPP evalueren" in shown(pilot)
        app.push_screen(DeadlinesScreen(child("Sam")))  # as from his page
        await typed(pilot, "end")
        assert "1 termijn" in shown(pilot) and "Sam Visser" in shown(pilot) and "Roos" not in shown(pilot)


async def test_a_list_says_when_it_runs_out_itself_and_whose_the_number_is(app: IbApp) -> None:
    school = schools.current().id
    deadlines.add(school, DeadlineDraft("tlv_einde", dt.date(2027, 7, 31), child("Roos")))
    deadlines.add(school, DeadlineDraft("hoorrecht", TODAY, child("Roos")))
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "d")
        assert "loopt af za 31 jul 2027 · advies" in shown(pilot)
        assert "wet, termijn: voorstel" in shown(pilot)
        await pilot.resize_terminal(140, 40)
        await typed(pilot, "end")
        assert "za 31 jul 2027" in shown(pilot)


async def test_a_new_one_shows_its_last_day_while_it_is_typed(app: IbApp) -> None:
    christmas()
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "d", "n", "=OPP vast", "enter", "tab", "=10-11")
        assert "uiterlijk di 22 dec (in kerstvakantie)" in shown(pilot)  # said, and not moved
        await typed(pilot, "tab", "tab", "=nieuw in groep 3", "ctrl+s")
        assert "valt in kerstvakantie" in shown(pilot)
    row = only()
    assert (row.rule, row.due_on, row.note) == ("opp_vaststellen", dt.date(2026, 12, 22), "nieuw in groep 3")


async def test_done_too_late_with_a_reason_and_another_day_editing_away_and_back(app: IbApp) -> None:
    number = term("opp_evaluatie", TODAY - WEEK)
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "d", "x")
        assert "later dan de termijn" in said(pilot)
        await typed(pilot, "f", "g")
        assert "gedaan di 24 nov" in shown(pilot)
        await typed(pilot, "-", "=vader was ziek", "ctrl+s")
        assert "reden: vader was ziek" in shown(pilot)
        await typed(pilot, "x")
        assert said(pilot) == "Termijn staat weer open"
        assert (only().id, only().reason) == (number, "vader was ziek")
        await typed(pilot, "f", "a", "m", "=15-12", "ctrl+s")
        assert only().due_on == dt.date(2026, 12, 15)
        await typed(pilot, "e", "tab", "tab", "tab", "=bel eerst", "ctrl+s")
        assert only().note == "bel eerst"
        await typed(pilot, "m")
        deadlines.give_reason(number, "de rechter besloot")  # somebody else, in the meantime
        await typed(pilot, "=16-12", "ctrl+s")
        assert "in een andere sessie" in " ".join(shown(pilot).split()) and only().due_on.day == 15
        await typed(pilot, "escape", "w", "delete")
        assert deadlines.deadlines(schools.current().id) == []
        await typed(pilot, "u")
        assert only().note == "bel eerst"


async def test_enter_opens_what_set_it_off_else_the_child(app: IbApp) -> None:
    opps.add_opp(opps.OppDraft(child("Sam"), TODAY - WEEK), TODAY)
    term("zorgplicht", TODAY - DAY)
    async with app.run_test(size=WIDE) as pilot:
        await typed(pilot, "d")
        for word in ("telt vanaf", "soort", "bron"):  # the whole term stands beside the list
            assert word in shown(pilot)
        await typed(pilot, "enter")
        assert isinstance(app.screen, PupilScreen)
        await typed(pilot, "escape", "down", "enter")
        assert isinstance(app.screen, OppScreen)


async def test_a_term_of_a_record_ends_at_that_record(app: IbApp) -> None:
    """A ticked term beside an unanswered question would be two truths."""
    opps.add_opp(opps.OppDraft(child("Sam"), TODAY - 7 * WEEK), TODAY)
    question = parent_questions.QuestionDraft(child("Roos"), TODAY - WEEK, "Waarom leest zij alleen?")
    parent_questions.add_question(question)
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "d", "end", "x", "=Zij leest met Sam", "ctrl+s")
        assert said(pilot) == "Antwoord opgeschreven. De termijn is klaar."
        (row,) = parent_questions.of_pupil(child("Roos"))
        assert (row.answer, row.answered_on) == ("Zij leest met Sam", TODAY)
        await typed(pilot, "home", "x")
        assert "hoort bij het OPP" in shown(pilot) and "met - op waarom" in shown(pilot)
        await typed(pilot, "o")
        assert isinstance(app.screen, OppScreen)
        await typed(pilot, "escape", "e")
        assert "komt uit het dossier" in shown(pilot) and "telt vanaf  " not in shown(pilot)
    assert all(row.done_on is None for row in deadlines.deadlines(schools.current().id))


async def test_an_absence_and_a_request_end_where_they_are_written_down(app: IbApp) -> None:
    for back in (1, 2):
        absences.add(child("Sam"), absences.AbsenceDraft(TODAY - back * DAY, 8 * 60, True))
    access_requests.ask(child("Roos"), None, TODAY)
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "d", "x")
        assert "Verzuim gemeld" in shown(pilot)
        await typed(pilot, "ctrl+s", "home", "x")
        assert "vroeg om inzage" in shown(pilot)
        await typed(pilot, "g")
    assert deadlines.deadlines(schools.current().id) == []


async def test_on_the_page_of_the_child_a_term_is_done_too(app: IbApp) -> None:
    term("opp_evaluatie", TODAY - DAY)
    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        app.push_screen(PupilScreen(child("Roos")))
        await typed(pilot, "f", "t", "end", "b")  # the source is one key away here too
        assert "Waar komt dit vandaan?" in shown(pilot)
        await typed(pilot, "b", "x")
        assert "later dan de termijn" in said(pilot)
    assert deadlines.deadlines(schools.current().id) == []


async def test_the_meldcode_is_in_no_list_and_without_a_name_in_since(app: IbApp) -> None:
    safety.open_record(child("Sam"), TODAY - 3 * WEEK)  # its first step is late
    async with app.run_test(size=NARROW) as pilot:
        for keys in (
            ("tab",),
            ("d",),
            ("f", "g"),
            ("escape", "5", "end"),
            ("1",),
        ):  # week, terms, done, calendar
            await typed(pilot, *keys)
            text = shown(pilot).casefold()
            assert not any(word in text for word in ("sam", "meldcode", "veilig", "afgeschermd")), keys
        await typed(pilot, "s")
        assert "een afgeschermde termijn" in shown(pilot)
        assert "Sam" not in shown(pilot).split("afgeschermde")[1]
        await typed(pilot, "end", "x")
        assert "Afvinken kan bij" in said(pilot)
        await typed(pilot, "m", "enter")
        assert "Sam" not in shown(pilot).split("afgeschermde")[1]


# --- elsewhere ---


async def test_the_week_shows_what_is_late_or_falls_in_it_and_counts_the_rest(app: IbApp) -> None:
    term("opp_evaluatie", TODAY - DAY)
    term("verslag_mdo", TODAY + 2 * DAY, "Sam")
    term("tlv_einde", TODAY + 2 * WEEK)
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "tab")
        assert "! 1 te laat" in shown(pilot)
        assert rows(pilot, "#todo").ids == ["termijn:1", "termijn:2"]
        await typed(pilot, "b")
        assert "Waar komt dit vandaan?" in shown(pilot)
        await typed(pilot, "b", "x")
        assert rows(pilot, "#todo").ids == ["termijn:2"]
        await typed(pilot, "enter")
        assert isinstance(app.screen, PupilScreen)
        for number in range(6):
            term("verslag_mdo", TODAY - number * DAY)
        await typed(pilot, "escape", "end")
        assert "nog 3 termijnen" in shown(pilot)
        await typed(pilot, "enter")
        assert isinstance(app.screen, DeadlinesScreen)


async def test_a_line_in_the_calendar(app: IbApp) -> None:
    term("opp_evaluatie", TODAY - DAY)
    term("opp_evaluatie", TODAY + 10 * WEEK, "Sam")
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "5", "end", "down", "down", "down")
        assert "termijnen" in shown(pilot) and "het OPP evalueren met de ouders" in shown(pilot)
        await typed(pilot, "b")
        assert "Waar komt dit vandaan?" in shown(pilot)
        await typed(pilot, "b", "x")
        assert len(deadlines.deadlines(schools.current().id)) == 1
        await typed(pilot, "i")
        assert "Nog te doen" in said(pilot) or "Kies eerst" in said(pilot)
        await typed(pilot, "enter")
        assert isinstance(app.screen, DeadlinesScreen)


async def test_thirty_terms_cost_as_many_questions_as_three(app: IbApp) -> None:
    async def questions(screen: type[DeadlinesScreen] | type[CalendarScreen]) -> int:
        with counted() as seen:
            app.push_screen(screen())
            await settled(pilot)
        app.pop_screen()
        await settled(pilot)
        return sum(sql.lstrip().upper().startswith("SELECT") for sql in seen)

    async with app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        for number in range(3):
            term("opp_evaluatie", TODAY + number * WEEK)
        few = [await questions(screen) for screen in (DeadlinesScreen, CalendarScreen)]
        for number in range(27):
            term("verslag_mdo", TODAY + number * DAY, "Sam")
        assert [await questions(screen) for screen in (DeadlinesScreen, CalendarScreen)] == few
