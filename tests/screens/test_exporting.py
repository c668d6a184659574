"""A paper on its way out: who gets it, what the check found, the preview, and the document."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from textual.pilot import Pilot

from ibtui import export
from ibtui.app import IbApp
from ibtui.care.words import Custody, PersonRole
from ibtui.errors import StoreError
from ibtui.export import Built, Examined
from ibtui.screens import export_memory
from ibtui.screens.export_preview import PreviewScreen
from ibtui.screens.export_screen import ExportScreen
from ibtui.screens.forms.conversation import draft_of
from ibtui.screens.minutes import MinutesScreen
from ibtui.store import agencies, change, conversations, exports, guardians, minutes, pupils, schools
from ibtui.store.agencies import AgencyDraft
from ibtui.store.exports import ExportDraft, ExportRow
from ibtui.store.guardians import GuardianDraft
from ibtui.store.models import Guardianship
from ibtui.store.people import PersonDraft
from tests.screens.conftest import rows, said, settled, shown, typed
from tests.screens.overleg import TEXT, groot_overleg

SMALL = (80, 24)
OTHER_CHILD = "- Roos speelt op het plein met Sam en zijn broer\n"
JUDGEMENT = "- Roos is lui bij het rekenen\n"


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    export_memory.forget()
    yield
    export_memory.forget()


def overleg(extra: str = "") -> int:
    """Minutes about Roos, whose mother may read them."""
    return groot_overleg(schools.current(), TEXT + extra)


def roos() -> int:
    return next(row.id for row in pupils.pupils(schools.current().id) if row.first_name == "Roos")


def father() -> None:
    """Roos' father has gezag too, but gets no minutes as a rule."""
    piet = PersonDraft(PersonRole.GUARDIAN, "Piet", "de", "Boer")
    guardians.add_guardian(roos(), GuardianDraft(piet, "vader", Custody.YES, gets_minutes=False))


def logged() -> list[ExportRow]:
    return exports.exports(schools.current().id)


def documents(app: IbApp) -> list[Path]:
    return sorted(app.home.exports.glob("*.docx"))


async def opened(pilot: Pilot[None], number: int, *names: str) -> None:
    """The editor of these minutes, and then these keys."""
    await settled(pilot)
    pilot.app.show("verslag", number)  # type: ignore[attr-defined]
    await settled(pilot)
    await typed(pilot, *names)


def checking(pilot: Pilot[None]) -> bool:
    """Whether the check is shown."""
    return isinstance(pilot.app.screen, ExportScreen)


def mend(editor: MinutesScreen) -> None:
    """Type something else for the name of the other child."""
    editor.area.put(editor.area.text.replace("Sam", "een klasgenoot"))


def choose(pilot: Pilot[None], words: str) -> None:
    """The cursor on the first row of the list whose id has these words."""
    box = rows(pilot, "#lijst")
    box.choose(next(row for row in box.ids if words in row))


async def test_with_nothing_found_it_is_three_keys_to_a_document_that_is_logged(empty_app: IbApp) -> None:
    number = overleg()
    async with empty_app.run_test(size=SMALL) as pilot:
        await opened(pilot, number, "ctrl+e", "o")
        assert "OEFENSCHOOL · Ouderkopie · groot overleg · Roos van Dijk · di 24 nov" in shown(pilot)
        assert "[x] Marieke Bos" in shown(pilot) and "moeder · gezag" in shown(pilot)
        assert "Niets gevonden. Druk op w." in shown(pilot)
        assert "1 privéregel blijft hier." in shown(pilot)
        await typed(pilot, "w")
        (path,) = documents(empty_app)
        assert said(pilot).startswith(f"{path.name} staat in ")
        assert isinstance(pilot.app.screen, MinutesScreen)
        text = "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)
        assert "twee vaste vriendinnen" in text and "erg moe" not in text
        (row,) = logged()
        assert (row.audience, row.file_name, [one.name for one in row.people]) == (
            "ouders",
            path.name,
            ["Marieke Bos"],
        )


async def test_what_stops_is_mended_in_the_text_and_checked_again(empty_app: IbApp) -> None:
    number = overleg(OTHER_CHILD)
    async with empty_app.run_test(size=SMALL) as pilot:
        await opened(pilot, number, "ctrl+e", "o")
        assert "1 houdt tegen" in shown(pilot)
        assert "! regel 12" in shown(pilot) and "naam van een ander kind" in shown(pilot)
        assert "met Sam en zijn broer" in shown(pilot), "the words around it"
        await typed(pilot, "w")
        assert said(pilot) == "Nog niet: 1 houdt tegen." and documents(empty_app) == []
        await typed(pilot, "enter")
        editor = pilot.app.screen
        assert isinstance(editor, MinutesScreen)
        row, column = editor.area.cursor_location
        assert editor.area.document.get_line(row)[column:].startswith("Sam")
        mend(editor)
        await typed(pilot, "ctrl+e")
        assert checking(pilot), "not the question which paper"
        assert "Niets gevonden." in shown(pilot)
        await typed(pilot, "w")
        assert len(logged()) == 1


async def test_from_a_list_the_editor_comes_over_the_check_and_esc_comes_back(empty_app: IbApp) -> None:
    overleg(OTHER_CHILD)
    async with empty_app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await typed(pilot, "4", "ctrl+e", "o", "enter")
        assert isinstance(pilot.app.screen, MinutesScreen)
        assert "met Esc terug naar de controle" in " ".join(said(pilot).split())
        await typed(pilot, "delete", "delete", "delete", "x", "escape")
        assert checking(pilot)
        assert "Niets gevonden." in shown(pilot)
        await typed(pilot, "escape")
        assert "Concepten" in shown(pilot)


async def test_what_is_let_through_needs_a_word_and_the_log_keeps_it(empty_app: IbApp) -> None:
    number = overleg(OTHER_CHILD + JUDGEMENT)
    async with empty_app.run_test(size=SMALL) as pilot:
        await opened(pilot, number, "ctrl+e", "o")
        assert "1 houdt tegen · 1 vraagt iets" in shown(pilot)
        await typed(pilot, "d", "enter")
        assert "Schrijf in een paar woorden waarom." in shown(pilot)
        await typed(pilot, "=besproken", "enter")
        assert "blijft: besproken" in shown(pilot)
        assert rows(pilot, "#lijst").chosen.startswith("vondst:1:O7"), "on to the next"
        await typed(pilot, "d", "down")
        assert "besproken" in shown(pilot), "the last reason is offered"
        await typed(pilot, "enter")
        assert "alles is bekeken" in shown(pilot)
        await typed(pilot, "w")
        (row,) = logged()
        assert [(one.rule, one.why) for one in row.passes] == [
            ("O1", "besproken"),
            ("O7", "besproken"),
        ]


async def test_all_that_only_asks_goes_at_once_and_the_space_bar_takes_it_back(empty_app: IbApp) -> None:
    number = overleg(JUDGEMENT + "- Roos liegt vaak\n")
    async with empty_app.run_test(size=SMALL) as pilot:
        await opened(pilot, number, "ctrl+e", "o")
        assert "2 vragen iets" in shown(pilot)
        await typed(pilot, "D", "=besproken", "enter")
        assert "alles is bekeken" in shown(pilot)
        choose(pilot, "vondst")
        await typed(pilot, "space")
        assert "1 vraagt iets" in shown(pilot)
        await typed(pilot, "escape", "ctrl+e", "o")
        assert "1 vraagt iets" in shown(pilot) and "blijft: besproken" in shown(pilot), "remembered"


async def test_a_private_line_in_the_text_can_not_be_let_through(empty_app: IbApp) -> None:
    number = overleg("- moeder leek erg moe vandaag\n")
    async with empty_app.run_test(size=SMALL) as pilot:
        await opened(pilot, number, "ctrl+e", "o", "d")
        assert said(pilot) == "Dit mag nooit mee. Verbeter de regel: druk op Enter."


async def test_the_other_parent_with_gezag_gets_it_too_or_it_is_written_down_why_not(
    empty_app: IbApp,
) -> None:
    number = overleg()
    father()
    async with empty_app.run_test(size=SMALL) as pilot:
        await opened(pilot, number, "ctrl+e", "o")
        assert "[ ] Piet de Boer" in shown(pilot)
        await typed(pilot, "w")
        assert said(pilot) == "Nog niet: bij voor wie staat nog iets open."
        assert rows(pilot, "#lijst").chosen.startswith("plicht:")
        await typed(pilot, "enter", "=later", "enter")
        assert "✓ " in shown(pilot) and "later" in shown(pilot)
        await typed(pilot, "w")
        (row,) = logged()
        assert [(one.name, one.got, one.reason) for one in row.people] == [
            ("Marieke Bos", True, ""),
            ("Piet de Boer", False, "later"),
        ]
        pilot.app.show("leerling", roos())  # type: ignore[attr-defined]
        await settled(pilot)
        assert "papier " in shown(pilot) and "ouderkopie" in shown(pilot)
        assert "niet voor Piet de Boer: later" in " ".join(shown(pilot).split())


async def test_an_agency_without_consent_needs_a_ground_and_gets_chosen_points(empty_app: IbApp) -> None:
    number = overleg()
    agencies.add_agency(schools.current().id, AgencyDraft("Leerplicht Regio"))
    async with empty_app.run_test(size=SMALL) as pilot:
        await opened(pilot, number, "ctrl+e", "i")
        assert "Een uittreksel voor welke instantie?" in shown(pilot)
        await typed(pilot, "=leer", "enter")
        assert "Uittreksel Leerplicht Regio · Roos van Dijk" in shown(pilot)
        choose(pilot, "punt:0")
        await settled(pilot)
        await typed(pilot, "space")
        assert "[x] Wat gaat er goed" in shown(pilot) and "[ ] Waar maken we ons zorgen over" in shown(pilot)
        assert "het punt Waar maken we ons zorgen over blijven hier" in " ".join(shown(pilot).split())
        choose(pilot, "plicht:toestemming")
        await typed(pilot, "enter", "=leerplicht", "enter", "w")
        (row,) = logged()
        assert (row.audience, row.agency, row.ground) == ("instantie", "Leerplicht Regio", "leerplicht")


async def test_the_paper_can_be_read_page_by_page_before_it_is_written(empty_app: IbApp) -> None:
    number = overleg("\n".join(f"- Roos las bladzijde {page} voor" for page in range(60)))
    async with empty_app.run_test(size=SMALL) as pilot:
        await opened(pilot, number, "ctrl+e", "o", "p")
        assert isinstance(pilot.app.screen, PreviewScreen)
        assert "Verslag groot overleg" in shown(pilot) and "bladzijde 1 van" in shown(pilot)
        assert documents(empty_app) == []
        first = shown(pilot)
        await typed(pilot, "pagedown")
        assert shown(pilot) != first
        await pilot.press("pagedown", "pagedown", "pagedown")
        await settled(pilot)
        assert "bladzijde 2 van" in shown(pilot).splitlines()[0]
        await typed(pilot, "pageup", "home")
        assert shown(pilot) == first
        await typed(pilot, "w")
        assert len(documents(empty_app)) == len(logged()) == 1


async def test_a_document_can_be_made_with_a_password(empty_app: IbApp) -> None:
    number = overleg()
    async with empty_app.run_test(size=SMALL) as pilot:
        await opened(pilot, number, "ctrl+e", "o", "W")
        assert "Word met een wachtwoord" in shown(pilot)
        await pilot.press(*"geheim-8", "tab", *"geheim-8", "ctrl+s")
        await settled(pilot)
        (path,) = documents(empty_app)
        assert path.read_bytes()[:4] == bytes.fromhex("d0cf11e0"), "not a zip: locked"
        assert len(logged()) == 1


async def test_a_document_that_cannot_be_logged_does_not_stay(
    empty_app: IbApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = overleg()
    async with empty_app.run_test(size=SMALL) as pilot:
        await opened(pilot, number, "ctrl+e", "o")
        with monkeypatch.context() as broken:
            broken.setattr(exports, "log", _no_disk)
            await typed(pilot, "w")
        assert "De schijf is vol" in said(pilot)
        assert documents(empty_app) == [] and logged() == []
        await typed(pilot, "w")
        assert len(documents(empty_app)) == len(logged()) == 1, "and it can be tried again"


def _no_disk(_draft: ExportDraft) -> int:
    raise StoreError("De schijf is vol")


async def test_what_may_not_leave_any_more_is_not_shown_and_not_written(empty_app: IbApp) -> None:
    number = overleg()
    async with empty_app.run_test(size=SMALL) as pilot:
        await opened(pilot, number, "ctrl+e", "o")
        talk = conversations.conversation(minutes.load(number).conversation_id)
        conversations.edit_conversation(talk.row.id, replace(draft_of(talk), audience="privé"))
        pilot.app.screen.refresh_view()  # type: ignore[attr-defined]
        await settled(pilot)
        assert "alleen voor jou" in said(pilot)
        assert "alleen voor jou" in shown(pilot).splitlines()[2] and "Marieke Bos" not in shown(pilot)
        await typed(pilot, "p", "w", "W", "d", "space", "enter")
        await typed(pilot, "w")
        assert "alleen voor jou" in said(pilot)
        assert checking(pilot) and not documents(empty_app) and not logged()
        assert change.undo_last() == "gesprek gewijzigd"
        await typed(pilot, "w")
        assert documents(empty_app) == [] and "Marieke Bos" in shown(pilot), "to be looked at first"
        await typed(pilot, "w")
        assert len(documents(empty_app)) == len(logged()) == 1


@pytest.mark.parametrize("keys", [("w",), ("p", "w")])
async def test_what_changed_since_it_was_seen_is_looked_at_again(
    empty_app: IbApp, keys: tuple[str, ...]
) -> None:
    number = overleg()
    async with empty_app.run_test(size=SMALL) as pilot:
        await opened(pilot, number, "ctrl+e", "o", *keys[:-1])
        text = minutes.load(number)
        minutes.save(number, f"{text.text}- Sam huilde\n", text.version)
        await typed(pilot, keys[-1])
        assert said(pilot).startswith("De tekst is intussen veranderd.")
        assert "1 houdt tegen" in shown(pilot) and documents(empty_app) == []
        Guardianship.update(custody=Custody.UNKNOWN).execute()
        await typed(pilot, "w")
        assert said(pilot).startswith("Wie dit mag krijgen, is intussen veranderd.")
        assert not documents(empty_app) and not logged()


async def test_what_changes_while_it_is_made_is_not_written(
    empty_app: IbApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = overleg()
    go_on = held_up(monkeypatch)
    async with empty_app.run_test(size=SMALL) as pilot:
        await opened(pilot, number, "ctrl+e", "o")
        await pilot.press("w")
        text = minutes.load(number)
        minutes.save(number, f"{text.text}- Sam huilde\n", text.version)
        go_on.set()
        await settled(pilot)
        assert said(pilot).startswith("De tekst is intussen veranderd.")
        assert "1 houdt tegen" in shown(pilot) and not documents(empty_app) and not logged()


async def test_one_document_at_a_time_and_stopping_waits_for_it(
    empty_app: IbApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = overleg()
    go_on = held_up(monkeypatch)
    async with empty_app.run_test(size=SMALL) as pilot:
        await opened(pilot, number, "ctrl+e", "o")
        await pilot.press("w", "w")
        assert said(pilot) == "Het Word-document wordt al gemaakt. Een ogenblik."
        await pilot.press("p")
        assert checking(pilot)
        for key in ("q", "ctrl+q"):
            await pilot.press(key)
            assert said(pilot) == "Het Word-document wordt nog gemaakt. Stop daarna."
        go_on.set()
        await settled(pilot)
        assert len(documents(empty_app)) == len(logged()) == 1
        await typed(pilot, "ctrl+e", "o", "w")
        assert len(documents(empty_app)) == len(logged()) == 2


def held_up(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Documents are begun, but finished only when this is set."""
    go_on, build = threading.Event(), export.build

    def waits(examined: Examined) -> Built:
        go_on.wait(30)
        return build(examined)

    monkeypatch.setattr(export, "build", waits)
    return go_on


async def test_the_paper_that_a_line_is_mended_for_is_forgotten_when_its_editor_closes(
    empty_app: IbApp,
) -> None:
    number = overleg(OTHER_CHILD)
    async with empty_app.run_test(size=SMALL) as pilot:
        await opened(pilot, number, "ctrl+e", "o", "enter", "escape")
        await opened(pilot, number, "ctrl+e")
        assert "Voor wie is het Word-document?" in shown(pilot)


async def test_q_stops_from_the_preview_too(empty_app: IbApp) -> None:
    number = overleg()
    async with empty_app.run_test(size=SMALL) as pilot:
        await opened(pilot, number, "ctrl+e", "o", "p", "escape")
        assert checking(pilot)
        await typed(pilot, "p")
        await pilot.press("q")
        await pilot.pause()
        assert not pilot.app.is_running or pilot.app._exit


async def test_leaving_at_once_leaves_no_document_that_is_not_logged(empty_app: IbApp) -> None:
    number = overleg()
    async with empty_app.run_test(size=SMALL) as pilot:
        await opened(pilot, number, "ctrl+e", "o")
        await pilot.press("w", "escape", "escape")
        await settled(pilot)
        assert [path.name for path in documents(empty_app)] == [row.file_name for row in logged()]
        assert len(logged()) == 1


async def test_a_fixed_text_is_mended_in_a_new_version_and_the_check_goes_on_with_that(
    empty_app: IbApp,
) -> None:
    number = overleg(OTHER_CHILD)
    minutes.fix(number, minutes.load(number).version)
    async with empty_app.run_test(size=SMALL) as pilot:
        await settled(pilot)
        await typed(pilot, "4", "ctrl+e", "o", "enter", "f2")
        editor = pilot.app.screen
        assert isinstance(editor, MinutesScreen)
        mend(editor)
        await typed(pilot, "escape")
        assert "Niets gevonden." in shown(pilot) and "concept v2" in shown(pilot)


async def test_a_private_conversation_goes_nowhere(empty_app: IbApp) -> None:
    number = overleg()
    talk = conversations.conversation(minutes.load(number).conversation_id)
    conversations.edit_conversation(talk.row.id, replace(draft_of(talk), audience="privé"))
    async with empty_app.run_test(size=SMALL) as pilot:
        await opened(pilot, number, "ctrl+e")
        assert "alleen voor jou" in said(pilot)
