"""`i` on the page of a pupil (inzage), and the hand-over sheet, by keyboard alone."""

import pytest
from textual.pilot import Pilot

from ibtui import placing
from ibtui.app import IbApp
from ibtui.errors import DiskFull
from ibtui.screens.access import NO_CUSTODY, SOMEBODY, UNKNOWN
from ibtui.screens.base import IbScreen
from ibtui.screens.handover import make_handover
from ibtui.screens.pupil import PupilScreen
from ibtui.store import access_requests, change, guardians, pupils
from ibtui.store.guardians import GuardianDraft
from ibtui.store.models import Deadline
from ibtui.store.people import PersonDraft
from ibtui.store.pupils import PupilDraft
from ibtui.store.schools import current
from tests.screens.conftest import TODAY, said, settled, shown, typed
from tests.screens.quiet import without_sleeping  # noqa: F401  (a fixture)

pytestmark = pytest.mark.usefixtures("without_sleeping")


@pytest.fixture
def roos(empty_app: IbApp) -> int:
    """Roos, with a father who has gezag and a grandmother who hasn't."""
    made = pupils.add_pupil(current().id, PupilDraft("Roos", "van", "Dijk"), TODAY)
    for first, relation, custody in (
        ("Truus", "oma", "nee"),
        ("Karim", "vader", "ja"),
        ("Piet", "oom", "onbekend"),
    ):
        person = PersonDraft("ouder/verzorger", first, "van", "Dijk")
        pupils.add_guardian(made, GuardianDraft(person, relation, custody))
    return made


async def on_page(pilot: Pilot[None], pupil: int) -> None:
    await settled(pilot)
    await pilot.app.push_screen(PupilScreen(pupil))
    await settled(pilot)


def files(app: IbApp) -> list[str]:
    return sorted(path.name for path in app.home.exports.glob("*.docx")) if app.home.exports.exists() else []


async def test_seven_keys_from_anywhere_to_the_copy_and_its_term(empty_app: IbApp, roos: int) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "slash", "r", "o", "o", "enter", "i", "ctrl+s")
        request = access_requests.open_request(roos)
        assert request is not None
        assert request.asked_by == "Karim van Dijk"
        assert [name.split("inzage ")[1] for name in files(empty_app)] == [
            f"{request.id} kopie.docx",
            f"{request.id} na te kijken.docx",
        ]
        assert "kopie.docx staat in" in said(pilot)
        assert Deadline.get(Deadline.rule == access_requests.RULE).due_on == request.due_on


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_form_says_what_will_happen(empty_app: IbApp, roos: int, size: tuple[int, int]) -> None:
    async with empty_app.run_test(size=size) as pilot:
        await on_page(pilot, roos)
        await typed(pilot, "i")
        text = shown(pilot)
        for words in (
            "Inzage in het dossier van Roos",
            "wie vraagt het",
            "Karim van Dijk",
            "namen van anderen",
        ):
            assert words in text
        await typed(pilot, "escape")
        assert access_requests.requests(roos) == []


async def test_a_day_that_has_to_come_starts_no_term(empty_app: IbApp, roos: int) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await on_page(pilot, roos)
        await typed(pilot, "i", "tab", "ctrl+u", "=+3d", "ctrl+s")
        assert "Deze dag moet nog komen" in " ".join(shown(pilot).split())
        assert access_requests.requests(roos) == []


def test_who_may_not_simply_have_it_is_said(empty_app: IbApp, roos: int) -> None:
    from ibtui.screens.access import warning

    words = {}
    for one in guardians.guardians(roos):
        row = access_requests.ask(roos, one.person_id, TODAY)
        words[one.relation] = warning(row)
    assert words["vader"] == ""
    assert words["oma"] == NO_CUSTODY.format(who="Truus van Dijk")
    assert words["oom"] == UNKNOWN.format(who="Piet van Dijk")
    assert warning(access_requests.ask(roos, None, TODAY)) == SOMEBODY


async def test_without_gezag_the_request_is_kept_and_the_copy_waits(empty_app: IbApp, roos: int) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await on_page(pilot, roos)
        await typed(pilot, "i", "enter", "=truus", "enter", "ctrl+s")
        assert "Truus van Dijk heeft geen gezag" in shown(pilot)
        await typed(pilot, "t")
        assert files(empty_app) == []
        request = access_requests.open_request(roos)
        assert request is not None
        assert request.asked_by == "Truus van Dijk"


class TestAgain:
    async def test_the_request_that_runs_is_shown_first(self, empty_app: IbApp, roos: int) -> None:
        row = access_requests.ask(roos, guardians.guardians(roos)[1].person_id, TODAY)
        async with empty_app.run_test(size=(80, 24)) as pilot:
            await on_page(pilot, roos)
            await typed(pilot, "i")
            text = " ".join(shown(pilot).split())
            assert "Karim van Dijk vroeg om inzage op dinsdag 24 november 2026." in text
            assert "Er is nog geen kopie gemaakt." in text
            await typed(pilot, "m")
            assert len(files(empty_app)) == 2
            await typed(pilot, "i", "g")
            assert "de kopie is gegeven" in said(pilot)
        assert access_requests.open_request(roos) is None
        assert Deadline.get(Deadline.rule == access_requests.RULE).done_on == TODAY
        assert [one.id for one in access_requests.requests(roos)] == [row.id]

    async def test_of_two_requests_it_asks_which(self, empty_app: IbApp, roos: int) -> None:
        father, oma = (guardians.guardians(roos)[number].person_id for number in (1, 0))
        first, second = (access_requests.ask(roos, one, TODAY) for one in (father, oma))
        async with empty_app.run_test(size=(80, 24)) as pilot:
            await on_page(pilot, roos)
            await typed(pilot, "i")
            assert "1 Truus van Dijk, geven uiterlijk" in " ".join(shown(pilot).split())
            await typed(pilot, "2", "g")
        assert [row.id for row in access_requests.open_requests(roos)] == [second.id]
        assert access_requests.requests(roos)[1].id == first.id

    async def test_who_asked_already_is_not_noted_twice(self, empty_app: IbApp, roos: int) -> None:
        access_requests.ask(roos, guardians.guardians(roos)[1].person_id, TODAY)
        async with empty_app.run_test(size=(80, 24)) as pilot:
            await on_page(pilot, roos)
            await typed(pilot, "i", "n", "enter", "=karim", "enter", "ctrl+s")
            assert "vroeg dit al, op dinsdag 24 november 2026" in " ".join(shown(pilot).split())
        assert len(access_requests.requests(roos)) == 1
        assert files(empty_app) == []

    async def test_a_request_that_is_off_comes_back_with_u(self, empty_app: IbApp, roos: int) -> None:
        access_requests.ask(roos, None, TODAY)
        change.forget_steps()
        async with empty_app.run_test(size=(80, 24)) as pilot:
            await on_page(pilot, roos)
            await typed(pilot, "i", "v")
            assert access_requests.requests(roos) == []
            await typed(pilot, "u")
            assert len(access_requests.requests(roos)) == 1


async def test_a_full_disk_is_told(empty_app: IbApp, roos: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_kwargs: object) -> None:
        raise DiskFull("De schijf is vol", "Maak ruimte.")

    monkeypatch.setattr(placing, "write_whole", full)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await on_page(pilot, roos)
        await typed(pilot, "i", "ctrl+s")
        assert "De schijf is vol" in said(pilot)


async def test_the_hand_over_sheet_says_where_it_lies(empty_app: IbApp, roos: int) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await on_page(pilot, roos)
        screen = pilot.app.screen
        assert isinstance(screen, IbScreen)
        make_handover(screen)
        await settled(pilot)
        assert files(empty_app) == ["2026-11-24 overdrachtsblad.docx"]
        assert "overdrachtsblad.docx staat in" in said(pilot)
