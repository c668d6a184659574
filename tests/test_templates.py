"""The texts that minutes start from: built in, and a school's own."""

import os
import stat
from datetime import date
from pathlib import Path

import pytest

from ibtui.care.headings import Place, in_order
from ibtui.care.minutes import parse, print_minutes
from ibtui.care.words import ConversationKind
from ibtui.errors import ExportError
from ibtui.templates import KINDS, built_in, file_name, template, write_built_in

BIG = ConversationKind.LARGE_MEETING


@pytest.mark.parametrize("kind", ConversationKind)
def test_every_kind_has_headings_and_room_under_them(kind: ConversationKind) -> None:
    parsed = parse(built_in(kind), date(2026, 11, 24))
    assert len(parsed.points) >= 2 or kind is ConversationKind.NOTE
    assert all(point.title and point.lines for point in parsed.points)
    assert not parsed.actions
    assert print_minutes(parsed) == built_in(kind)


def test_a_large_meeting_goes_in_the_order_that_parents_can_follow() -> None:
    parts = in_order(parse(built_in(BIG), date(2026, 1, 1)).points)
    assert [(part.point.title, part.place) for part in parts] == [
        ("Waarom zitten we bij elkaar", Place.WHY),
        ("Wat gaat er goed", Place.WELL),
        ("Wat vindt het kind zelf", Place.CHILD),
        ("Wat vertellen de ouders", Place.PARENTS),
        ("Wat ziet de school", Place.SCHOOL),
        ("Wat zeggen anderen", Place.OTHERS),
        ("Wat willen we bereiken", Place.GOALS),
        ("Afspraken", Place.PROMISES),
        ("Volgend overleg", Place.NEXT),
    ], "a paper knows each heading of the file, or it would come in another order"
    assert all(part.known for part in parts)


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_knows_the_headings_that_every_conversation_shares(kind: ConversationKind) -> None:
    known = {
        part.point.title: part.place
        for part in in_order(parse(built_in(kind), date(2026, 1, 1)).points)
        if part.known
    }
    for title, place in (
        ("Wat gaat er goed", Place.WELL),
        ("Wat vindt het kind zelf", Place.CHILD),
        ("Afspraken", Place.PROMISES),
    ):
        assert title not in built_in(kind) or known[title] is place


def test_a_template_fits_a_small_screen() -> None:
    assert all(built_in(kind).count("\n") <= 20 for kind in ConversationKind)


def test_the_names_of_the_files_can_be_typed_anywhere() -> None:
    names = [file_name(kind) for kind in KINDS]
    assert "groot-overleg.md" in names
    assert all(name.isascii() and " " not in name for name in names)
    there = {path.name for path in (Path(__file__).parents[1] / "ibtui" / "agenda").iterdir()}
    assert there == set(names)


# --- a school's own ---


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "agenda"
    made.mkdir()
    return made


def test_without_a_folder_the_built_in_one_is_used(tmp_path: Path) -> None:
    found = template(BIG, tmp_path / "agenda")
    assert (found.text, found.own, found.trouble) == (built_in(BIG), None, "")


@pytest.mark.parametrize(
    "raw",
    [
        "## Wie is erbij\r\n\r\n## Één vraag\r\n".encode(),
        "\ufeff## Wie is erbij\n\n## Één vraag\n".encode(),
        "## Wie is erbij\n\n## Één vraag".encode("cp1252"),
        "## Wie is erbij\n\n## E\u0301e\u0301n vraag\x1b\u202e\n".encode(),
    ],
    ids=["Windows", "Kladblok", "old Windows", "hostile"],
)
def test_a_file_of_the_school_goes_first(folder: Path, raw: bytes) -> None:
    (folder / "groot-overleg.md").write_bytes(raw)
    found = template(BIG, folder)
    assert (found.text, found.trouble) == ("## Wie is erbij\n\n## Één vraag\n", "")
    assert found.own == folder / "groot-overleg.md"
    assert template(ConversationKind.PHONE, folder).own is None


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "is leeg"),
        (b" \n\n", "is leeg"),
        (b"## x\n" * 5_000, "is te groot"),
        (b"PK\x03\x04\x00\x00", "is geen gewone tekst"),
        (b"\x81\x8d", "is geen gewone tekst"),
    ],
)
def test_a_file_that_is_no_use_stops_nobody(folder: Path, raw: bytes, why: str) -> None:
    (folder / "groot-overleg.md").write_bytes(raw)
    found = template(BIG, folder)
    assert (found.text, found.own) == (built_in(BIG), None)
    assert found.trouble.startswith("Je bestand groot-overleg.md ")
    assert why in found.trouble


def test_what_is_no_file_stops_nobody(folder: Path) -> None:
    (folder / "groot-overleg.md").mkdir()
    os.mkfifo(folder / "telefoon.md")
    (folder / "oudergesprek.md").symlink_to(folder / "oudergesprek.md")
    for kind in (BIG, ConversationKind.PHONE, ConversationKind.PARENT_TALK):
        found = template(kind, folder)
        assert found.text == built_in(kind)
        assert found.trouble


def test_a_note_has_no_template(folder: Path) -> None:
    (folder / "notitie.md").write_text("## x\n")
    assert template(ConversationKind.NOTE, folder).text == ""


def test_the_built_in_files_are_put_down_to_be_edited_and_never_over_another(tmp_path: Path) -> None:
    folder = tmp_path / "agenda"
    written = write_built_in(folder)
    assert len(written) == len(KINDS)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}
    assert all(template(kind, folder).text == built_in(kind) for kind in KINDS)

    own = folder / "groot-overleg.md"
    own.write_text("## Van ons\n")
    (folder / "telefoon.md").unlink()
    assert write_built_in(folder) == (folder / "telefoon.md",)
    assert own.read_text() == "## Van ons\n"
    assert write_built_in(folder) == ()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "agenda").write_text("in de weg")
    with pytest.raises(ExportError):
        write_built_in(tmp_path / "agenda")
