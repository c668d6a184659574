"""`ibtui verslag` and `ibtui exporteer`: from a text typed elsewhere to a Word document."""

import codecs
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from ibtui.secret import Secret
from ibtui.settings import home
from ibtui.store import database
from ibtui.store import home as homes
from ibtui.store.models import Minutes
from tests.shell.conftest import Shell

TEXT = """\
Aanwezig: juf Ans, moeder

## Lezen
- Roos leest thuis elke dag voor aan haar broertje
! juf Ans: zoekt een leesmaatje > over 2 weken
! ik: belt moeder over de bibliotheek > eind november
= Roos blijft in het leesgroepje
* Ik vind voorlezen leuk.
% niet in het verslag: vader is ongerust
"""
ROOS = ("--leerling", "roos van dijk", "--soort", "groot")
MakeFile = Callable[[bytes], Path]


def words_of(path: Path) -> str:
    """All text in a Word document: paragraphs and tables."""
    document = Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def add(shell: Shell, text: str = TEXT) -> str:
    """Put a text in by the pipe; its ID."""
    done = shell("verslag", "-", *ROOS, stdin=text.encode())
    assert (done.code, done.err) == (0, "")
    assert re.fullmatch(r"\d+\n", done.out)
    return done.out.strip()


def test_a_piped_text_becomes_minutes_and_a_word_document(shell: Shell) -> None:
    number = add(shell)
    row = next(row for row in shell("verslagen", "--json").rows if row["id"] == int(number))
    assert (row["kind"], row["about"], row["actions"]) == ("groot overleg", "Roos van Dijk", 2)
    done = shell("exporteer", number)
    assert (done.code, done.err) == (0, "")
    path = Path(done.out.strip())
    assert path.parent == shell.folder / "exports"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    said = words_of(path)
    for part in ("zoekt een leesmaatje", "belt moeder over de bibliotheek", "Ik vind voorlezen leuk."):
        assert part in said
    assert "vader is ongerust" not in said
    assert "OEFENSCHOOL" in said


def test_a_file_with_day_and_time(shell: Shell, text_file: MakeFile) -> None:
    path = text_file(TEXT.encode())
    done = shell("verslag", path, *ROOS, "--datum", "gisteren", "--tijd", "half drie")
    assert (done.code, done.err) == (0, "")
    rows = [*shell("week", "--json").rows, *shell("week", "--json", "--datum", "gisteren").rows]
    assert "14:30" in [row["start"] for row in rows if row["about"] == "Roos van Dijk"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--leerling", "noa", "--soort", "telefoon"), "noa past bij meer leerlingen: Noa Hof (groep"),
        (
            ("--leerling", "roosmarietje", "--soort", "telefoon"),
            "Er is geen leerling die past bij roosmarietje.",
        ),
        (("--leerling", "", "--soort", "telefoon"), "Achter --leerling hoort een naam."),
        (("--leerling", "\x1b[1mx", "--soort", "telefoon"), "Er is geen leerling die past bij ?[1mx."),
        (("--leerling", "roos", "--soort", "praatje"), "Ik ken het woord “praatje” niet. Kies uit: groot"),
        ((*ROOS, "--datum", "32-1"), "32-1 is geen datum."),
        ((*ROOS, "--datum", "over 3 weken"), "is nog niet geweest."),
        ((*ROOS, "--tijd", "25:00"), "25:00 is geen tijd."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(
    reader: Shell, text_file: MakeFile, arguments: tuple[str, ...], said: str
) -> None:
    assert said in reader.fails("verslag", text_file(TEXT.encode()), *arguments, code=2)


def test_a_name_that_fits_nobody_names_those_that_come_near(reader: Shell, text_file: MakeFile) -> None:
    said = reader.fails("verslag", text_file(b"x"), "--leerling", "rooosje", "--soort", "telefoon", code=2)
    assert "Bedoel je een van deze?" in said
    assert "Roos van Dijk" in said


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode("cp1252"),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.replace("\n", "\r\n").encode(),
    ],
    ids=["windows-1252", "utf-8 with a mark", "utf-16", "crlf"],
)
def test_texts_from_other_programs_are_understood(shell: Shell, text_file: MakeFile, raw: bytes) -> None:
    number = shell("verslag", text_file(raw), *ROOS).out.strip()
    said = words_of(Path(shell("exporteer", number).out.strip()))
    assert "zoekt een leesmaatje" in said


def test_a_hundred_thousand_characters_are_kept(shell: Shell, text_file: MakeFile) -> None:
    number = shell("verslag", text_file(("lange zin. " * 9_091).encode()), *ROOS).out.strip()
    long = ("--laat-door", "O11=dit is een proef")
    path = Path(shell("exporteer", number, *long).out.strip())
    assert words_of(path).count("lange zin.") >= 9_091


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "Dit verslag is leeg."),
        (b" \n\t\n", "Dit verslag is leeg."),
        (b"PK\x03\x04\x14\x00\x06\x00", "verslag.txt is geen tekst."),
        (bytes(range(256)), "verslag.txt is geen tekst."),
        (b"a" * 300_000, "200"),
        (b"a" * 3_000_000, "verslag.txt is te groot."),
    ],
    ids=["empty", "blank", "word", "noise", "too long", "far too long"],
)
def test_what_is_no_minutes_is_refused(reader: Shell, text_file: MakeFile, raw: bytes, said: str) -> None:
    assert said in reader.fails("verslag", text_file(raw), *ROOS, code=2)


def test_a_file_that_cannot_be_read(reader: Shell, tmp_path: Path) -> None:
    assert "is er niet" in reader.fails("verslag", tmp_path / "weg.txt", *ROOS, code=2)
    assert "is een map" in reader.fails("verslag", tmp_path, *ROOS, code=2)
    assert "kan niet worden gelezen" in reader.fails("verslag", "/proc/self/mem", *ROOS, code=2)


def test_export_goes_where_it_is_told(shell: Shell, tmp_path: Path) -> None:
    number = add(shell)
    inside = shell("exporteer", number, "--naar", tmp_path).out.strip()
    assert Path(inside).parent == tmp_path
    named = shell("exporteer", number, "--naar", tmp_path / "roos", "--voor", "dossier").out.strip()
    assert named == str(tmp_path / "roos.docx")
    assert "zoekt een leesmaatje" in words_of(Path(named))


def test_export_never_overwrites(shell: Shell, tmp_path: Path) -> None:
    number = add(shell)
    (tmp_path / "er al.docx").write_bytes(b"van mij")
    said = shell.fails("exporteer", number, "--naar", tmp_path / "er al.docx", code=1)
    assert said.startswith("Er is al een bestand")
    assert (tmp_path / "er al.docx").read_bytes() == b"van mij"
    first, second = (shell("exporteer", number).out.strip() for _ in range(2))
    assert second == first.replace(".docx", "-2.docx")


def test_export_to_a_place_that_cannot_be_written(shell: Shell, tmp_path: Path) -> None:
    """The tests may run as root, who may write anywhere but here."""
    number = add(shell)
    (tmp_path / "bestand").write_text("geen map")
    for target in (
        "~onbekend/x",
        Path("/proc/x.docx"),
        tmp_path / "bestand" / "x.docx",
        tmp_path / "weg" / "x.docx",
    ):
        assert shell.fails("exporteer", number, "--naar", target, code=1).startswith("Het verslag is niet")


def test_export_of_what_is_not_there(reader: Shell) -> None:
    said = reader.fails("exporteer", "9999999", code=1)
    assert said == "Er is geen verslag met nummer 9999999. Typ ibtui verslagen: het ID staat vooraan."


def test_a_private_note_never_becomes_a_document(shell: Shell) -> None:
    assert shell("notitie", "% alleen voor mij").code == 0
    homes.open_home(home({"IBTUI_HOME": str(shell.folder)}), Secret("oefenen"))
    number = max(row.id for row in Minutes.select())
    database.close_store()
    said = shell.fails("exporteer", str(number), code=1)
    assert said.startswith("Een werkaantekening is alleen voor jou")
    assert not (shell.folder / "exports").exists()
