"""Two schools in one home: what is at one is nowhere at the other. The second one is full of a word that tells."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import CharField, TextField
from textual.pilot import Pilot

from faults.log_spoiling import drop_triggers
from ibtui import cli, export, places, practice
from ibtui.app import IbApp
from ibtui.screens import export_memory
from ibtui.settings import Home
from ibtui.store import (
    change,
    concerns,
    conversations,
    database,
    home,
    minutes,
    pupils,
    quick,
    schools,
    search,
    vault,
)
from ibtui.store.models import TABLES, AuditLog
from tests.screens.conftest import (
    PASSPHRASE,
    TODAY,
    AppOnTuesday,
    Made,
    home_in,
    own_key,
    said,
    settled,
    shown,
    typed,
)

MARK = "Zebrapad"
_FROM_A_LIST = {
    "role", "status", "custody", "presence", "audience", "category", "rule", "working_days", "content_agreed",
    "transfer_agreed", "kind", "writer",
}  # fmt: skip
"""Fields whose words nobody types."""


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The second practice school, with the mark in every text that somebody typed but the school's own name."""
    folder = tmp_path_factory.mktemp("gemerkt")
    practice.make(home_in(folder), TODAY, which="vlinderboom")
    info = schools.current()
    store = database.connection()
    with store.atomic():
        drop_triggers()  # the log only grows, and it is marked too
        for model in TABLES:
            names = [
                field.column_name
                for field in model._meta.sorted_fields
                if isinstance(field, CharField | TextField) and field.name not in _FROM_A_LIST
            ]
            for name in names:
                store.execute_sql(f'UPDATE "{model._meta.table_name}" SET "{name}" = \'{MARK}-\' || id')
    schools.edit_school(info.id, "OEFENSCHOOL De Vlinderboom", f"Marit {MARK}", (0,), 4)
    for row in minutes.list_minutes(info.id):
        if row.status == "concept":
            minutes.save(row.id, f"## {MARK}\n! {MARK}: {MARK} > vr\n", minutes.load(row.id).version)
    quick.quick_note(info.id, f"{MARK} op de gang !bellen", TODAY)
    database.close_store()
    return folder, vault.open(home_in(folder).keys, PASSPHRASE)


@pytest.fixture
def second(practice_school: Made, marked: Made, tmp_path: Path) -> Iterator[Home]:
    """The marked school, open, beside the practice school in one home; both are unlocked."""
    root = home_in(tmp_path / "thuis")
    place = places.further(root, "de-vlinderboom")
    shutil.copytree(practice_school[0], root.database.parent)
    shutil.copytree(marked[0], place.database.parent)
    home.open_unlocked(root, own_key(practice_school))
    home.open_unlocked(place, own_key(marked))
    yield place
    database.close_store()
    change.forget_steps()
    home.forget_keys()


async def _visit(pilot: Pilot[None]) -> None:
    """See, type and choose things at the marked school."""
    await typed(pilot, "2", "3", "4", "0", "f", "1", "enter")
    await typed(pilot, "v", "=Zebrapad", "escape")
    await typed(pilot, "slash", "=zebra")
    assert MARK in shown(pilot)
    await typed(pilot, "escape")
    export_memory.gave(f"{MARK} zei dit zelf")


async def test_no_screen_shows_anything_of_the_other_school(second: Home) -> None:
    app: IbApp = AppOnTuesday(second)
    async with app.run_test(size=(112, 24)) as pilot:
        await settled(pilot)
        await _visit(pilot)
        await typed(pilot, "backslash")
        assert "De Wilgenhoek · week 48" in shown(pilot)
        assert app._others()[0] == second
        for keys in _walk():
            await typed(pilot, *keys)
            assert MARK not in shown(pilot), keys
            assert "zebra" not in said(pilot).casefold() if pilot.app.screen.query("KeyBar") else True
        assert export_memory.reasons() == ()
        assert search.find(app.school.id, "zebra") == []
        assert not change.can_undo()


def _walk() -> list[tuple[str, ...]]:
    """Every main screen and what opens from it, each step from the one before."""
    lists = [step for name in "234560" for step in ((name,), ("enter",), ("escape",))]
    return [
        ("1",), ("enter",), ("a",), ("f4",), ("escape",), ("escape",), ("escape",),
        *lists,
        ("0",), ("f",), ("end",), ("f",),
        ("1",), ("s",), ("escape",), ("w",), ("escape",), ("c",), ("escape",),
        ("5",), ("z",), ("escape",), ("b",), ("escape",), ("l",), ("escape",), ("G",), ("escape",),
        ("1",), ("n", "tab", "enter", "=zeb"), ("escape",), ("escape",),
        ("v",), ("=#ze",), ("= @ze",), ("escape",),
        ("slash",), ("=zebra",), ("escape",),
        ("ctrl+p",), ("escape",), ("question_mark",), ("escape",),
    ]  # fmt: skip


async def test_a_paper_lies_in_the_folder_of_its_own_school(second: Home) -> None:
    root = places.first(second)
    second.template.parent.mkdir()
    second.template.write_bytes(b"het briefpapier van de andere school")
    app: IbApp = AppOnTuesday(second)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "backslash")
        row = next(row for row in minutes.list_minutes(app.school.id) if row.status != "concept")
        examined = export.examine(export.first_wish(row.id, "dossier"), app.home)
        built = export.build(examined)
        assert (examined.folder, examined.home) == (root.exports, root)
        assert not built.style_problem  # the other one's template would have been one
        assert MARK.encode() not in built.data


def test_the_lists_of_the_shell_ask_which_school_and_show_that_one(
    second: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "wachtwoord"
    secret.write_text(PASSPHRASE.reveal())
    secret.chmod(0o600)
    monkeypatch.setenv("IBTUI_HOME", str(places.first(second).database.parent))
    monkeypatch.setenv("IBTUI_PASSPHRASE_FILE", str(secret))
    database.close_store()
    for name in ("week", "afspraken", "zorgen", "instanties", "verslagen", "exports"):
        assert cli.main([name, "--school", "eerste"]) == 0
        said = capsys.readouterr()
        assert "De Wilgenhoek" in said.out
        assert MARK not in said.out + said.err


def test_nothing_is_read_over_the_wall_but_when_and_what_kind(second: Home, practice_school: Made) -> None:
    root = places.first(second)
    home.open_unlocked(root, own_key(practice_school))
    app = AppOnTuesday(root)
    app.school = schools.current()
    found = app.busy(TODAY.replace(day=1), TODAY.replace(day=30))
    assert found
    assert {item.school for item in found} == {"OEFENSCHOOL De Vlinderboom"}
    assert MARK not in repr(found)
    before = AuditLog.select().count()
    assert conversations.week(app.school.id, TODAY)
    assert concerns.concerns(app.school.id)
    assert all(MARK not in row.name for row in pupils.pupils(app.school.id))
    assert AuditLog.select().count() == before
