"""What a teacher's worry becomes: a concern with its timeline, closed when it's over, and taken back when it wasn't."""

import datetime as dt
from dataclasses import replace

import pytest
from textual.pilot import Pilot

from ibtui.app import IbApp
from ibtui.care.words import PersonRole
from ibtui.screens.concern_lines import contact_part, evaluation_part, is_silent
from ibtui.store import actions, concerns, conversations, groups, people, pupils, schools
from ibtui.store.actions import ActionDraft
from ibtui.store.concerns import ConcernDraft, ConcernRow
from ibtui.store.conversations import ConversationDraft
from ibtui.widgets.dialog import AskScreen
from ibtui.widgets.form import FormScreen
from tests.screens.conftest import TODAY, rows, said, settled, shown, typed

NARROW, WIDE = (80, 24), (120, 40)


def in_days(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


def school() -> int:
    return schools.current().id


def pupil_named(first: str) -> int:
    return next(row.id for row in pupils.pupils(school()) if row.first_name == first)


def a_concern(summary: str = "leest nog spellend", *, about: str = "Roos", **more: object) -> int:
    """A concern of seventy days old about a pupil, and what `more` says."""
    draft = ConcernDraft("lezen", summary, pupil_id=pupil_named(about), level=3, opened_on=in_days(-70))
    return concerns.add_concern(school(), replace(draft, **more), TODAY)  # type: ignore[arg-type]


@pytest.fixture
def app(empty_app: IbApp) -> IbApp:
    """A school with juf Ans, her group 3/4/5 with Roos and Sam, and group 6/7/8 with Noa."""
    draft = people.PersonDraft(PersonRole.TEACHER, "Ans", "de", "Wit", salutation="juf")
    ans = people.add_person(school(), draft)
    middle = groups.add_group(school(), groups.GroupDraft("3/4/5", (ans,)), TODAY)
    upper = groups.add_group(school(), groups.GroupDraft("6/7/8"), TODAY)
    for name, group in (
        (("Roos", "van", "Dijk"), middle), (("Sam", "", "Hof"), middle), (("Noa", "", "Bos"), upper),
    ):  # fmt: skip
        pupils.add_pupil(school(), pupils.PupilDraft(*name, group, "", 2), TODAY)
    return empty_app


async def open_concern(pilot: Pilot[None], concern_id: int) -> None:
    app = pilot.app
    assert isinstance(app, IbApp)
    await settled(pilot)
    app.show("zorg", concern_id)
    await settled(pilot)


# ── the list ───────────────────────────────────────────────────────────────────


async def test_a_school_without_concerns_says_which_key_to_press(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "2")
        assert "Er staan geen zorgen open." in shown(pilot)
        assert "Druk op n" in shown(pilot)
        await typed(pilot, "x")
        assert said(pilot) == "Kies eerst een regel met de pijltjes."


async def test_a_teachers_worry_becomes_a_concern(app: IbApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "2", "n", "=roos", "enter", "tab", "r", "tab", "=de tafels blijven lastig")
        await typed(pilot, "tab", "3", "tab", "tab", "=ans", "enter", "=+6w", "ctrl+s")
        assert said(pilot) == "Zorg toegevoegd. Enter opent hem."
        (row,) = concerns.concerns(school())
        assert (row.about, row.category, row.summary) == (
            "Roos van Dijk",
            "rekenen",
            "de tafels blijven lastig",
        )
        assert (row.level, row.raised_by, row.evaluate_on) == (3, "juf Ans", in_days(42))
        assert rows(pilot, "#list").chosen == f"zorg:{row.id}"
        assert "groep 3/4/5  1 zorg" in shown(pilot)
        assert "evaluatie di 5 jan 2027" in shown(pilot)


async def test_a_concern_can_be_about_a_whole_group(app: IbApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "2", "n", "tab", "=3", "enter", "tab", "=veel onrust na de pauze", "ctrl+s")
        (row,) = concerns.concerns(school())
        assert (row.about, row.pupil_id) == ("groep 3/4/5", None)


async def test_choosing_a_group_takes_the_pupil_out_of_the_form(app: IbApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "2", "n", "=roos", "enter", "=6", "enter")
        form = pilot.app.screen
        assert isinstance(form, FormScreen)
        assert form.values().id("leerling") is None
        assert form.values().id("groep") is not None


async def test_what_is_missing_or_wrong_is_said_in_the_form(app: IbApp) -> None:
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "2", "n", "ctrl+s")
        assert "Dit moet je invullen." in shown(pilot)
        await typed(pilot, "=leest traag", "ctrl+s")
        assert "Een zorg gaat over één leerling of over één groep" in shown(pilot)
        await typed(pilot, "tab", "tab", "tab", "tab", "=31-31", "ctrl+s")
        assert "Geen datum." in shown(pilot)
        assert "leest traag" in shown(pilot)
    assert concerns.concerns(school()) == []


async def test_the_list_says_what_needs_attention(app: IbApp) -> None:
    a_concern(level=4, evaluate_on=in_days(-4))
    a_concern("speelt alleen", about="Sam", level=2)
    a_concern("schrijft traag", about="Noa", level=4, evaluate_on=in_days(9))
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "2")
        text = shown(pilot)
        assert "3 open · 2 niveau 4+ · ! 1 evaluatie te laat" in text
        assert "! evaluatie 4 dagen te laat" in text
        assert "evaluatie do 3 dec" in text
        assert text.count("! nog geen contact") == 2  # not for level 2
        assert text.index("groep 3/4/5  2 zorgen") < text.index("groep 6/7/8  1 zorg")


@pytest.mark.parametrize(
    ("keys", "words", "left"),
    [
        (["a"], "laatste contact", ["leest nog spellend", "speelt alleen"]),
        (["n"], "f filter: niveau 3 en hoger", ["leest nog spellend"]),
        (["i"], "f filter: vraagt aandacht", ["leest nog spellend"]),
        (["d"], "f filter: ook gesloten", ["leest nog spellend", "speelt alleen", "gezien bij de dokter"]),
        (["g", "=6", "enter"], "f filter: groep 6/7/8", ["Geen zorgen bij dit filter."]),
        (["w", "=dokter", "ctrl+s"], "f filter: “dokter”, ook gesloten", ["gezien bij de dokter"]),
    ],
)
async def test_the_filter_says_what_it_leaves(
    app: IbApp, keys: list[str], words: str, left: list[str]
) -> None:
    a_concern()
    a_concern("speelt alleen", about="Sam", level=2)
    closed = a_concern("gezien bij de dokter", about="Sam")
    concerns.close_concern(closed, "", TODAY)
    summaries = {"leest nog spellend", "speelt alleen", "gezien bij de dokter"}
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "2", "f", *keys)
        text = shown(pilot)
        assert words in text
        assert all(item in text for item in left)
        assert not any(item in text for item in summaries - set(left))


async def test_a_concern_is_closed_reopened_and_taken_back(app: IbApp) -> None:
    number = a_concern()
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "2", "x", "ctrl+s")
        assert "Dit moet je invullen." in shown(pilot)
        await typed(pilot, "=leest nu goed", "ctrl+s")
        assert said(pilot) == "Zorg gesloten. Met u draai je het terug."
        assert "Er staan geen zorgen open." in shown(pilot)
        await typed(pilot, "u")
        assert concerns.concern(number).row.status == "signaal"
        assert rows(pilot, "#list").chosen == f"zorg:{number}"
        concerns.close_concern(number, "leest nu goed", TODAY)
        await typed(pilot, "f", "d", "x")
        assert said(pilot) == "Zorg staat weer open"
        assert concerns.concern(number).row.status == "in beeld"


async def test_a_concern_goes_to_the_bin_and_comes_back(app: IbApp) -> None:
    first, second = a_concern(), a_concern("speelt alleen", about="Sam")
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "2", "delete")
        assert rows(pilot, "#list").ids == [f"zorg:{second}"]
        await typed(pilot, "u")
        assert set(rows(pilot, "#list").ids) == {f"zorg:{first}", f"zorg:{second}"}


async def test_a_wide_screen_shows_the_chosen_concern_beside_the_list(app: IbApp) -> None:
    number = a_concern(question="is het dyslexie?")
    concerns.add_event(number, in_days(-3), "las een heel boek")
    a_concern("speelt alleen", about="Sam", level=2, question="wie helpt hem spelen?")
    async with app.run_test(size=WIDE) as pilot:
        await typed(pilot, "2")
        assert "is het dyslexie?" in shown(pilot)
        assert "las een heel boek" in shown(pilot)
        await typed(pilot, "down")
        assert "wie helpt hem spelen?" in shown(pilot)
        assert "is het dyslexie?" not in shown(pilot)


@pytest.mark.parametrize("size", [NARROW, WIDE, (50, 12)])
async def test_hostile_names_and_notes_are_shown_as_text(app: IbApp, size: tuple[int, int]) -> None:
    nasty = "[bold]let op[/] [@click=app.quit]x[/] \u202eomgekeerd\u202c 🙂 e\u0301"
    number = a_concern(nasty, question=nasty, tried="x" * 5_000)
    concerns.add_event(number, TODAY, "[/]" + "lang " * 2_000)
    async with app.run_test(size=size) as pilot:
        await typed(pilot, "2")
        assert "[bold]let" in shown(pilot)
        await typed(pilot, "enter", "end")
        assert "Enter toont alles" in shown(pilot)
        await typed(pilot, "home")
        assert "[bold]let op[/] [@click=app.quit]x[/]" in shown(pilot)
        await typed(pilot, "e", "escape")


# ── one concern ────────────────────────────────────────────────────────────────


async def test_everything_that_belongs_to_a_concern_stands_on_its_timeline(app: IbApp) -> None:
    number = a_concern(tried="maatjeslezen", parents_informed_on=in_days(-60), parents_response="herkent het")
    conversations.add_conversation(
        school(),
        ConversationDraft(
            "leerlingbespreking", in_days(-21), purpose="voortgang", concern_id=number, status="gehouden"
        ),
    )
    actions.add_action(school(), ActionDraft("gehoortest aanvragen", concern_id=number, due_on=in_days(-4)))
    concerns.add_event(number, in_days(-40), "raadt veel woorden")
    async with app.run_test(size=NARROW) as pilot:
        await open_concern(pilot, number)
        text = shown(pilot)
        for item in ("OEFENSCHOOL · Zorg · Roos van Dijk · lezen", "niveau 3 · lezen · signaal", "maatjeslezen",
                     "weten het sinds vr 25 sep", "herkent het", "3 weken geleden",
                     "voortgang", "gehoortest aanvragen", "! 4 dagen te laat", "raadt veel woorden"):  # fmt: skip
            assert item in text


async def test_a_conversation_made_at_a_concern_stands_on_its_timeline(app: IbApp) -> None:
    number = a_concern()
    async with app.run_test(size=NARROW) as pilot:
        await open_concern(pilot, number)
        await typed(pilot, "n", "g", "ctrl+s")
        assert said(pilot) == "Gesprek toegevoegd"
        (entry,) = concerns.concern(number).timeline
        assert rows(pilot).chosen == f"gesprek:{entry.ref_id}"
        card = conversations.conversation(entry.ref_id)
        assert (card.row.concern_id, card.row.about) == (number, "Roos van Dijk")
        await typed(pilot, "x")
        assert conversations.conversation(entry.ref_id).row.status == "gehouden"


async def test_a_note_and_a_promise_are_added_changed_and_done(app: IbApp) -> None:
    number = a_concern()
    async with app.run_test(size=NARROW) as pilot:
        await open_concern(pilot, number)
        await typed(pilot, "o", "=las een heel boek", "ctrl+s")
        assert "notitie" in shown(pilot) and "las een heel boek" in shown(pilot)
        await typed(pilot, "enter", "end", "= alleen", "ctrl+s")
        assert "las een heel boek alleen" in shown(pilot)
        await typed(pilot, "delete")
        assert concerns.concern(number).timeline == ()
        await typed(pilot, "u")
        assert "las een heel boek alleen" in shown(pilot)
        await typed(pilot, "k", "=gehoortest aanvragen", "tab", "tab", "=+1w", "ctrl+s")
        (promise,) = actions.of_concern(number)
        assert (promise.owner, promise.about, promise.due_on) == ("jij", "Roos van Dijk", in_days(7))
        assert rows(pilot).chosen == f"afspraak:{promise.id}"
        await typed(pilot, "x")
        assert "✓ gedaan" in shown(pilot)


async def test_the_date_of_a_promise_moves_and_that_of_the_concern_is_edited(app: IbApp) -> None:
    number = a_concern()
    promise = actions.add_action(school(), ActionDraft("bellen", concern_id=number, due_on=TODAY))
    async with app.run_test(size=NARROW) as pilot:
        await open_concern(pilot, number)
        await typed(pilot, "m")
        assert "De evaluatiedatum wijzig je met e." in said(pilot)
        await typed(pilot, "down", "m", "ctrl+u", "=+1w", "ctrl+s")
        assert actions.action(promise).due_on == in_days(7)


async def test_a_changed_level_is_kept_on_the_timeline(app: IbApp) -> None:
    number = a_concern()
    async with app.run_test(size=NARROW) as pilot:
        await open_concern(pilot, number)
        await typed(pilot, "e", "tab", "tab", "tab", "tab", "4", "ctrl+s")
        assert "niveau 3 → 4" in shown(pilot)


async def test_closing_binning_and_leaving_from_the_concerns_own_screen(app: IbApp) -> None:
    number = a_concern()
    async with app.run_test(size=NARROW) as pilot:
        await typed(pilot, "2", "enter", "x", "=opgelost", "ctrl+s")
        assert "gesloten: opgelost" in shown(pilot)
        await typed(pilot, "x")
        assert concerns.concern(number).row.status == "in beeld"
        await typed(pilot, "delete")
        assert "Er staan geen zorgen open." in shown(pilot)
        assert said(pilot) == "Zorg weggedaan. Met u haal je hem terug."
        await typed(pilot, "u")
        assert rows(pilot, "#list").chosen == f"zorg:{number}"


async def test_n_asks_what_and_escape_means_nothing(app: IbApp) -> None:
    number = a_concern()
    async with app.run_test(size=NARROW) as pilot:
        await open_concern(pilot, number)
        await typed(pilot, "n")
        assert isinstance(pilot.app.screen, AskScreen)
        await typed(pilot, "escape")
        assert concerns.concern(number).timeline == ()
        assert "nog leeg: o schrijft een regel" in shown(pilot)


# ── the words ──────────────────────────────────────────────────────────────────


def row_with(**more: object) -> ConcernRow:
    row = ConcernRow(
        id=1, about="Roos", pupil_id=1, group_id=None, group="3", category="lezen", summary="", level=3,
        status="signaal", raised_by="", opened_on=in_days(-3), evaluate_on=None, last_contact=None,
        informed_on=None, open_actions=0, version=1,
    )  # fmt: skip
    return replace(row, **more)  # type: ignore[arg-type]


def test_a_concern_of_level_three_may_rest_for_six_weeks() -> None:
    assert not is_silent(row_with(last_contact=in_days(-42)), TODAY)
    assert is_silent(row_with(last_contact=in_days(-43)), TODAY)
    assert not is_silent(row_with(last_contact=in_days(-43), level=2), TODAY)
    assert not is_silent(row_with(last_contact=in_days(-43), status="gesloten"), TODAY)
    assert not is_silent(row_with(), TODAY)  # three days old: nobody was late yet
    assert is_silent(row_with(opened_on=in_days(-43)), TODAY)


def test_contact_and_evaluation_in_words() -> None:
    assert contact_part(row_with(), TODAY).text == "nog geen contact"
    assert contact_part(row_with(last_contact=in_days(-90)), TODAY).text == "! 3 maanden geleden"
    assert contact_part(row_with(status="gesloten"), TODAY).text == "gesloten"
    assert evaluation_part(row_with(evaluate_on=in_days(-1)), TODAY).text == "! evaluatie 1 dag te laat"
    assert evaluation_part(row_with(evaluate_on=TODAY), TODAY).text == "evaluatie vandaag"
    assert evaluation_part(row_with(evaluate_on=in_days(-1), status="gesloten"), TODAY).text == ""


async def test_what_is_private_says_so_on_the_timeline(app: IbApp) -> None:
    made = a_concern()
    talk = ConversationDraft(
        "telefoon", TODAY, purpose="buurvrouw belde", pupil_ids=(pupil_named("Roos"),), concern_id=made,
        audience="privé",
    )  # fmt: skip
    conversations.add_conversation(school(), talk)
    async with app.run_test(size=NARROW) as pilot:
        await open_concern(pilot, made)
        (line,) = [line for line in shown(pilot).split("\n") if "buurvrouw belde" in line]
        assert "privé" in line


async def test_the_form_of_an_old_concern_knows_a_pupil_who_left(app: IbApp) -> None:
    made = a_concern()
    row = pupils.pupil(pupil_named("Roos"))
    left = pupils.PupilDraft(row.first_name, row.infix, row.last_name, level=row.level, left_on=in_days(-1))
    pupils.edit_pupil(row.id, left, TODAY)
    async with app.run_test(size=NARROW) as pilot:
        await open_concern(pilot, made)
        await typed(pilot, "e")
        assert "Roos van Dijk" in next(line for line in shown(pilot).split("\n") if "leerling" in line)
