"""`ibtui sjabloon`: a Word template to start from, and the school's own taken into use."""

from pathlib import Path

import pytest

from ibtui.documents.template import check
from ibtui.house_style import read_file
from tests.documents.papers import parts
from tests.documents.school_templates import school_template
from tests.shell.conftest import Shell


@pytest.fixture
def school(tmp_path: Path, passphrase_file: Path) -> Shell:
    """A folder that counts as a school: none of this opens the store."""
    folder = tmp_path / "school"
    folder.mkdir(mode=0o700)
    for name in ("ibtui.db", "sleutels.json"):
        (folder / name).touch()
    return Shell(folder, passphrase_file)


def test_from_a_sample_to_a_template_in_use_and_back(school: Shell, tmp_path: Path) -> None:
    sample, used = tmp_path / "mijn.docx", school.folder / "sjabloon" / "verslag.docx"
    made = school("sjabloon", "maken", sample)
    assert (made.code, made.err) == (0, "")
    assert made.out.endswith(f"ibtui sjabloon gebruik {sample}\n")
    assert "Er is al een bestand" in school.fails("sjabloon", "maken", sample, code=1)

    taken = school("sjabloon", "gebruik", sample)
    assert (taken.code, taken.err) == (0, "")
    assert "Het voorbeeldlogo staat er nog" in taken.out
    assert (used.stat().st_mode & 0o777, used.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert check(read_file(used)).refused == ""

    assert school("sjabloon").out.startswith(f"Verslagen krijgen de stijl van je school, uit {used}.\n")
    assert "vorige.docx" in school("sjabloon", "weg").out
    assert not used.exists()


def test_a_report_that_becomes_a_template_leaves_its_child_behind(school: Shell, tmp_path: Path) -> None:
    report = tmp_path / "verslag van Bram.docx"
    report.write_bytes(school_template())
    done = school("sjabloon", "gebruik", report)
    assert "Van het bestand is alleen de opmaak bewaard." in done.out
    assert "  - Er staan geen paginanummers. ibtui zet ze onderaan.\n" in done.out
    assert "Dit staat boven of onder elk verslag:\n  CBS De Fontein\n  Kerkpad 2, Nieuwedorp www" in done.out
    assert done.out.endswith("Staat er een naam of een nummer van een kind bij? Haal dat dan weg in Word.\n")
    kept = "".join(parts((school.folder / "sjabloon" / "verslag.docx").read_bytes()).values())
    assert ("De Fontein" in kept, "Bram" in kept) == (True, False)


def test_what_cannot_be_is_said(school: Shell, nowhere: Shell, tmp_path: Path) -> None:
    bad = tmp_path / "x.docx"
    bad.write_bytes(b"kapot")
    assert "geen Word-document" in school.fails("sjabloon", "gebruik", bad, code=1)
    assert not (school.folder / "sjabloon").exists()
    assert "nog geen school" in nowhere.fails("sjabloon", "gebruik", bad, code=1)
    assert "Welk bestand?" in school.fails("sjabloon", "gebruik", code=2)
    (school.folder / "sjabloon").mkdir()
    (school.folder / "sjabloon" / "verslag.docx").write_bytes(b"kapot")
    done = school("sjabloon")
    assert (done.code, done.out) == (0, "Verslagen krijgen de stijl van ibtui.\n")
    assert done.err.startswith("Je Word-sjabloon is niet te gebruiken.")
