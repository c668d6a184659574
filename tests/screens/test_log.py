"""The log on the screen: what was done, by whom, and never what was written."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.pilot import Pilot

from ibtui.app import IbApp
from ibtui.screens.log import LogScreen
from ibtui.store import audit, database
from ibtui.store.conversations import ConversationDraft, add_conversation
from ibtui.store.schools import current
from tests.screens.conftest import TODAY, said, settled, shown, typed

MARK = "zwaluwstaart"


@pytest.fixture
def log(empty_app: IbApp, monkeypatch: pytest.MonkeyPatch) -> IbApp:
    """Yesterday ib2 made a backup; today a talk was planned."""
    with monkeypatch.context() as patch:
        patch.setattr(database, "who", lambda: "ib2")
        patch.setattr(database, "now", lambda: dt.datetime(2026, 11, 23, 16, 5))
        audit.note("reservekopie gemaakt")
    with monkeypatch.context() as patch:
        patch.setattr(database, "who", lambda: "ib1")
        patch.setattr(database, "now", lambda: dt.datetime.combine(TODAY, dt.time(9, 41)))
        add_conversation(current().id, ConversationDraft("telefoon", TODAY, purpose=MARK))
    return empty_app


async def opened(pilot: Pilot[None]) -> None:
    await settled(pilot)
    await typed(pilot, "0", "r", "l")


@pytest.mark.parametrize("size", [(80, 24), (120, 30)])
async def test_from_the_school_who_did_what_and_when(log: IbApp, size: tuple[int, int]) -> None:
    async with log.run_test(size=size) as pilot:
        await opened(pilot)
        lines = [line.strip() for line in shown(pilot).splitlines()]
        assert isinstance(pilot.app.screen, LogScreen)
        made = next(line for line in lines if line.startswith("09:41"))
        assert made.split()[:4] == ["09:41", "ib1", "gesprek", "toegevoegd"] and "gesprek 1" in made
        backup = next(line for line in lines if line.startswith("16:05"))
        assert backup.split()[:4] == ["16:05", "ib2", "reservekopie", "gemaakt"]
        assert lines.index(made) < lines.index(backup), "the last comes first"
        assert any(line.startswith("di 24 nov") for line in lines)
        assert MARK not in shown(pilot)


@pytest.mark.parametrize("width", [80, 110, 120, 160])
async def test_what_was_done_and_which_number_are_never_cut(log: IbApp, width: int) -> None:
    what = "geopend met de herstelsleutel"
    audit.note(what, "group_teacher", 1234)
    async with log.run_test(size=(width, 24)) as pilot:
        await opened(pilot)
        found = next(line for line in shown(pilot).splitlines() if what in line)
        assert found.count("1234") == 1


async def test_beside_the_list_stands_the_whole_line(log: IbApp) -> None:
    audit.note("slot ingetrokken", "group_teacher", 1234)
    async with log.run_test(size=(110, 30)) as pilot:
        await opened(pilot)
        await typed(pilot, "down")
        beside = " ".join(line[78:].strip() for line in shown(pilot).splitlines())
        assert "slot ingetrokken leerkracht van een groep 1234" in beside


async def test_choosing_by_user_by_kind_and_by_day(log: IbApp) -> None:
    async with log.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await typed(pilot, "f", "tab", "tab", "right", "right", "ctrl+s")
        assert "ib2" in shown(pilot) and "09:41" not in shown(pilot) and "16:05" in shown(pilot)
        await typed(pilot, "f", "tab", "tab", "left", "left", "tab", "right", "ctrl+s")
        assert "09:41" in shown(pilot) and "16:05" not in shown(pilot) and "gesprekken" in shown(pilot)
        await typed(pilot, "f", "=maandag", "tab", "=maandag", "tab", "tab", "left", "ctrl+s")
        assert "16:05" in shown(pilot) and "09:41" not in shown(pilot)
        assert "vanaf ma 23 nov tot en met ma 23 nov" in shown(pilot)
        await typed(pilot, "f", "tab", "tab", "tab", "right", "ctrl+s")
        assert "Hier zijn geen regels." in shown(pilot)


async def test_older_lines_come_when_they_are_asked_for(log: IbApp) -> None:
    for number in range(audit.PAGE):
        audit.note(f"keer {number}")
    async with log.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "16:05" not in shown(pilot)
        assert "200 regels, o laat oudere zien" in shown(pilot)
        await typed(pilot, "o", "end")
        assert "16:05" in shown(pilot) and "o laat oudere zien" not in shown(pilot)
        await typed(pilot, "o")
        assert "het begin van het logboek" in said(pilot)


async def test_it_says_whether_somebody_changed_it(log: IbApp) -> None:
    async with log.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await typed(pilot, "k")
        assert "Het logboek klopt" in said(pilot)
        database.connection().execute_sql("DROP TRIGGER audit_log_no_update")
        database.connection().execute_sql("UPDATE audit_log SET who = 'ander' WHERE id = 2")
        await typed(pilot, "k")
        assert "Het logboek is veranderd, bij regel 2" in said(pilot)


async def test_what_another_session_does_appears(log: IbApp) -> None:
    async with log.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        audit.note("slot ingetrokken", "", 2)
        pilot.app.screen.refresh_view()  # type: ignore[attr-defined]
        await settled(pilot)
        assert "slot ingetrokken" in shown(pilot)
