"""Forgetting a pupil, the list of what must go, and a private note that is written anew."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from textual.pilot import Pilot

from ibtui.app import IbApp
from ibtui.care.words import Audience, ConversationKind, ConversationStatus
from ibtui.screens.base import IbScreen
from ibtui.screens.conversation import ConversationScreen
from ibtui.screens.forgetting import ask_forget
from ibtui.screens.retention import RetentionScreen
from ibtui.store import concerns, conversations, exports, minutes, pupils, quick, schools
from ibtui.store.concerns import ConcernDraft
from ibtui.store.conversations import ConversationDraft
from ibtui.store.exports import ExportDraft
from ibtui.store.groups import GroupDraft, add_group
from ibtui.store.models import Conversation, Minutes, Pupil, SafetyRecord
from ibtui.store.pupils import PupilDraft
from ibtui.widgets.form import FormScreen
from tests.screens.conftest import TODAY, ib_screen, rows, said, settled, shown, typed

NARROW, WIDE = (80, 24), (120, 30)
LEFT = dt.date(2024, 7, 31)


@pytest.fixture
def school(empty_app: IbApp) -> int:
    """With Roos, who is spoken of in a talk about Sam."""
    number = schools.current().id
    group = add_group(number, GroupDraft("3/4/5"), TODAY)
    roos = pupils.add_pupil(number, PupilDraft("Roos", "van", "Dijk", group, "5"), TODAY)
    sam = pupils.add_pupil(number, PupilDraft("Sam", "", "Hof", group, "4"), TODAY)
    for child, text in (
        (sam, "Sam speelt met Roos van Dijk.\nRoos vindt dat fijn."),
        (roos, "Leest nu vlot."),
    ):
        draft = ConversationDraft(
            ConversationKind.PARENT_TALK, TODAY, pupil_ids=(child,), status=ConversationStatus.HELD
        )
        begun = minutes.start(conversations.add_conversation(number, draft), "")
        minutes.save(begun.id, text, begun.version)
    return number


def pupil(first: str) -> int:
    return int(Pupil.get(Pupil.first_name == first).id)


def leave(first: str, hold: str = "") -> None:
    Pupil.update(left_on=LEFT, left_to="voortgezet onderwijs", hold_because=hold).where(
        Pupil.first_name == first
    ).execute()


async def opened(pilot: Pilot[None], screen: IbScreen) -> None:
    """Over the week, when that stands: what waits for its drawing would wait for ever under another screen."""
    await settled(pilot)
    pilot.app.push_screen(screen)


async def test_a_pupil_is_forgotten_after_the_first_name_is_typed(school: int, empty_app: IbApp) -> None:
    leave("Roos")
    async with empty_app.run_test(size=NARROW) as pilot:
        ask_forget(ib_screen(pilot), pupil("Roos"))
        await settled(pilot)
        page = shown(pilot)
        assert "1 gesprek, 1 verslag" in page
        assert "nog op school" not in page and "loopt nog" not in page
        assert "In 1 tekst over anderen" in page
        assert "reservekopieën" in page
        await typed(pilot, "=sam", "enter")
        assert "Er staat niet Roos" in shown(pilot)
        assert Pupil.select().count() == 2
        await typed(pilot, *["backspace"] * 3, "=roos", "enter")
        assert Pupil.select().count() == 1
        assert said(pilot) == "Voorgoed weg"  # and not: the last traces go later
        assert "Kijk hier nog naar" in shown(pilot)  # "Roos vindt": it may be the flower
        await typed(pilot, "escape")
        assert ib_screen(pilot).SCREEN == "school"
        texts = [row.text for row in Minutes.select()]
        assert texts == ["Sam speelt met een ander kind.\nRoos vindt dat fijn."]


async def test_who_is_still_at_school_is_said_first_and_asks_the_whole_name(
    school: int, empty_app: IbApp
) -> None:
    concerns.add_concern(school, ConcernDraft("lezen", "Leest traag", pupil_id=pupil("Roos")), TODAY)
    async with empty_app.run_test(size=NARROW) as pilot:
        ask_forget(ib_screen(pilot), pupil("Roos"))
        await settled(pilot)
        page = " ".join(shown(pilot).split())
        assert "Roos zit nog op school. Er loopt nog 1 zorg." in page
        assert page.index("zit nog op school") < page.index("Dit gaat voorgoed weg")
        await typed(pilot, "=roos", "ctrl+s")
        assert "Er staat niet Roos van Dijk" in shown(pilot)
        assert Pupil.select().count() == 2
        await typed(pilot, "= van dijk", "ctrl+s")
        assert Pupil.select().count() == 1


async def test_a_term_that_runs_is_said_first(school: int, empty_app: IbApp) -> None:
    Pupil.update(left_on=TODAY - dt.timedelta(days=9)).where(Pupil.first_name == "Roos").execute()
    async with empty_app.run_test(size=NARROW) as pilot:
        ask_forget(ib_screen(pilot), pupil("Roos"))
        await settled(pilot)
        page = " ".join(shown(pilot).split())
        assert "De bewaartermijn loopt nog tot" in page and "2028." in page
        assert "typ Roos van Dijk, en dan Ctrl+S" in page


async def test_her_word_documents_are_wiped_first(school: int, empty_app: IbApp) -> None:
    text = Minutes.get(Minutes.text == "Leest nu vlot.")
    folder = empty_app.home.exports
    folder.mkdir()
    paper = folder / "gesprek 2 ouders.docx"
    paper.write_bytes(b"Roos")
    draft = ExportDraft(
        int(text.id), "ouders", paper.name, str(folder), hashlib.sha256(b"Roos").hexdigest(), size=4
    )
    exports.log(draft)
    async with empty_app.run_test(size=NARROW) as pilot:
        ask_forget(ib_screen(pilot), pupil("Roos"))
        await settled(pilot)
        assert "1 Word-document" in shown(pilot)
        await typed(pilot, "=Roos van Dijk", "ctrl+s")
        assert Pupil.select().count() == 1
        assert "1 kopie gewist" in said(pilot)
    assert list(folder.iterdir()) == []


async def test_what_is_held_is_not_forgotten(school: int, empty_app: IbApp) -> None:
    leave("Roos", "er loopt een klacht")
    async with empty_app.run_test(size=NARROW) as pilot:
        ask_forget(ib_screen(pilot), pupil("Roos"))
        await settled(pilot)
        assert "er loopt een klacht. Zie de bewaarlijst: 0, r, b." in said(pilot)
        assert not isinstance(pilot.app.screen, FormScreen)


async def test_what_another_session_held_meanwhile_stays_with_its_documents(
    school: int, empty_app: IbApp
) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        ask_forget(ib_screen(pilot), pupil("Roos"))
        await settled(pilot)
        Pupil.update(hold_because="klacht").where(Pupil.first_name == "Roos").execute()
        await typed(pilot, "=Roos van Dijk", "enter")
        assert "wordt vastgehouden: klacht" in said(pilot)
        assert Pupil.select().count() == 2


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_an_empty_list_says_when_the_next_is_due(
    school: int, empty_app: IbApp, size: tuple[int, int]
) -> None:
    async with empty_app.run_test(size=size) as pilot:
        await opened(pilot, RetentionScreen())
        await settled(pilot)
        assert "Er hoeft nu niets weg." in shown(pilot)
        assert "wanneer en waarheen" in " ".join(shown(pilot).split())
        Pupil.update(left_on=dt.date(2025, 7, 31)).where(Pupil.first_name == "Sam").execute()
        ib_screen(pilot).refresh_view()
        await settled(pilot)
        assert "zaterdag 31 juli 2027" in " ".join(shown(pilot).split())


async def test_the_list_says_who_and_since_when_and_why(school: int, empty_app: IbApp) -> None:
    leave("Roos")
    async with empty_app.run_test(size=WIDE) as pilot:
        await opened(pilot, RetentionScreen())
        await settled(pilot)
        page = " ".join(shown(pilot).split())
        assert "☐ Roos van Dijk alles weg sinds vr 31 jul" in page
        assert "voortgezet" in page
        assert "2 jaar na de dag dat de leerling van school ging" in page


@pytest.mark.parametrize("left_to", ["voortgezet onderwijs", "speciaal onderwijs"])
async def test_no_screen_tells_of_a_shielded_record(school: int, empty_app: IbApp, left_to: str) -> None:
    """With the file, and alone: the file is kept a year longer for special education."""
    leave("Roos")
    Pupil.update(left_to=left_to).where(Pupil.first_name == "Roos").execute()
    SafetyRecord.create(pupil=pupil("Roos"), writer="ib", opened_on=LEFT)
    async with empty_app.run_test(size=WIDE) as pilot:
        await opened(pilot, RetentionScreen())
        await settled(pilot)
        what = "alles" if left_to == "voortgezet onderwijs" else "overige gegevens"
        assert f"☐ Roos van Dijk {what} weg sinds" in " ".join(shown(pilot).split())
        pages = [shown(pilot)]
        await typed(pilot, "o")
        pages.append(shown(pilot))
        await typed(pilot, "escape", "escape", "s")
        assert "1 dossier moet weg" in shown(pilot)
        pages.append(shown(pilot))
        assert not any(word in page.lower() for page in pages for word in ("schermd", "meldcode", "veilig"))


async def test_chosen_pupils_go_after_the_word(school: int, empty_app: IbApp) -> None:
    leave("Roos")
    leave("Sam")
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, RetentionScreen())
        await settled(pilot)
        await typed(pilot, "space")
        assert "☑ Roos van Dijk" in shown(pilot)
        assert "1 gekozen" in shown(pilot)
        assert "moet weg sinds" in shown(pilot)
        await typed(pilot, "o")
        assert "- Roos van Dijk: alles" in shown(pilot)
        assert "typ weg, en dan Ctrl+S" in shown(pilot)  # as `V` says it
        await typed(pilot, "=ja", "enter")
        assert Pupil.select().count() == 2
        await typed(pilot, "backspace", "backspace", "=weg", "enter")
        assert [row.first_name for row in Pupil.select()] == ["Sam"]
        await typed(pilot, "escape")
        assert "Sam Hof" in shown(pilot)


async def test_a_file_can_be_held_and_let_loose(school: int, empty_app: IbApp) -> None:
    leave("Roos")
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, RetentionScreen())
        await settled(pilot)
        await typed(pilot, "h", "=klacht", "enter")
        assert "! vastgehouden: klacht" in shown(pilot)
        await typed(pilot, "space")
        assert "wordt vastgehouden" in said(pilot)
        await typed(pilot, "o")
        assert not isinstance(pilot.app.screen, FormScreen)
        await typed(pilot, "h")
        assert "klacht" in shown(pilot) and "Niet meer vasthouden?" in shown(pilot)
        await typed(pilot, "escape")
        assert "! vastgehouden: klacht" in shown(pilot)
        await typed(pilot, "h", "n")
        assert "vastgehouden" not in shown(pilot).splitlines()[6]
        await typed(pilot, "u")
        assert "! vastgehouden: klacht" in shown(pilot)


async def test_enter_opens_the_pupil(school: int, empty_app: IbApp) -> None:
    leave("Roos")
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, RetentionScreen())
        await settled(pilot)
        await typed(pilot, "enter")
        assert ib_screen(pilot).SCREEN == "leerling"


async def test_since_last_time_says_that_files_must_go(school: int, empty_app: IbApp) -> None:
    leave("Roos")
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "s")
        assert "1 dossier moet weg" in shown(pilot)
        number = next(key for key in rows(pilot).ids if "bewaarlijst" in key)
        rows(pilot).choose(number)
        await typed(pilot, "enter")
        assert isinstance(pilot.app.screen, RetentionScreen)


async def test_a_private_note_must_be_written_anew(school: int, empty_app: IbApp) -> None:
    note = quick.quick_note(school, "%#sam lijkt me niet gelukkig thuis", TODAY).conversation_id
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot, ConversationScreen(note))
        await settled(pilot)
        await typed(pilot, "D", "ctrl+s")
        assert "Herschrijf de notitie" in " ".join(shown(pilot).split())
        assert Conversation.get_by_id(note).audience == Audience.PRIVATE
        await typed(pilot, "ctrl+a", "delete", "=Sam vertelde dat hij slecht slaapt.", "ctrl+s")
        assert Conversation.get_by_id(note).audience == Audience.DOSSIER
        assert "slecht slaapt" in shown(pilot)
        await typed(pilot, "D")
        assert "geen privénotitie" in said(pilot)


async def test_a_note_whose_time_is_over_goes_at_the_start_of_a_later_day(
    school: int, empty_app: IbApp
) -> None:
    note = quick.quick_note(school, "% oud", TODAY - dt.timedelta(weeks=7)).conversation_id
    async with empty_app.run_test(size=NARROW) as pilot:
        await settled(pilot)
        assert Conversation.get_by_id(note).warned_on == TODAY
        Conversation.update(warned_on=TODAY - dt.timedelta(days=1)).execute()
        Minutes.update(changed_at=dt.datetime.combine(TODAY, dt.time.min) - dt.timedelta(weeks=7)).execute()
        empty_app.begin()
        await settled(pilot)
        assert Conversation.get_or_none(Conversation.id == note) is None
