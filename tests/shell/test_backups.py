"""`ibtui backup` and `ibtui herstel`, as typed."""

import json
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from ibtui.secret import Secret
from ibtui.shell import restoring
from ibtui.store import backup, database, emergency, forget, home, key_slots, rekey, restore
from ibtui.store.backup_format import read
from tests.shell.conftest import Shell
from tests.store.backup_school import PASSPHRASE, Kept
from tests.store.backup_school import _kept_once as _kept_once
from tests.store.backup_school import kept as kept
from tests.terminal.driver import Terminal

FOLDER = "reservekopieën"


def made(shell: Shell) -> Path:
    done = shell("backup")
    assert (done.code, done.err) == (0, "")
    (path,) = (shell.folder / FOLDER).glob("ibtui-*.ibtui")
    assert done.out.startswith(f"Reservekopie gemaakt en gecontroleerd: {path} (")
    assert done.out.endswith(" MB)\n")
    return path


def test_making_listing_and_going_back(shell: Shell) -> None:
    path = made(shell)
    (row,) = shell("backup", "--lijst", "--json").rows
    assert (row["kind"], row["path"], row["bytes"]) == ("reservekopie", str(path), path.stat().st_size)
    assert path.name in shell("backup", "--lijst", COLUMNS="50").out  # never cut: it is typed behind herstel
    shell("notitie", "#sam slaapt slecht")
    seen = shell("herstel", path.name, "--alleen-kijken")
    assert seen.code == 0
    assert "Na deze kopie is 1 wijziging gedaan. Die gaat verloren:\n  1x notitie gevangen" in seen.out
    assert "slaapt" not in seen.out
    refused = shell("herstel", path.name, stdin=b"ja\n")
    assert (refused.code, "Er is niets teruggezet" in refused.err) == (2, True)
    done = shell("herstel", path.name, stdin=b"Terugzetten\n")
    assert (done.code, done.err) == (0, "")
    (aside,) = (shell.folder / FOLDER).glob("voor-herstel-*.ibtui")
    assert str(aside) in done.out
    check = {row["name"]: row["verdict"] for row in shell("controle", "--json").rows}
    assert check["logboek"] == check["reservekopie"] == "goed"
    again = shell("herstel", aside.name, "--alleen-kijken")
    assert "Na deze kopie is er niets veranderd." in again.out and "niet van deze school" not in again.out


def test_to_another_place(shell: Shell, tmp_path: Path) -> None:
    assert shell("backup", tmp_path / "kopie.ibtui").code == 0
    with zipfile.ZipFile(tmp_path / "kopie.ibtui") as archive:
        assert json.loads(archive.read("manifest.json"))["ibtui"] == "reservekopie"
    assert "Er is al een bestand" in shell.fails("backup", tmp_path / "kopie.ibtui", code=1)
    assert "is er niet" in shell.fails("backup", tmp_path / "weg" / "kopie.ibtui", code=2)
    assert "Met --lijst hoort geen pad" in shell.fails("backup", "--lijst", tmp_path, code=2)
    assert "--json hoort bij --lijst" in shell.fails("backup", "--json", code=2)
    assert "is er niet" in shell.fails("backup", f"{tmp_path}/geen stick/", code=2)
    assert not (tmp_path / "geen stick").exists()
    assert shell("backup", "~/thuis.ibtui", HOME=str(tmp_path)).code == 0
    assert read(tmp_path / "thuis.ibtui").school == ""


def test_a_further_school_that_was_lost(shell: Shell, tmp_path: Path) -> None:
    name, path = "de-vlinderboom", tmp_path / "kopie.ibtui"
    assert shell("backup", path, "--school", name).code == 0
    shutil.rmtree(shell.folder / "scholen" / name)
    wrong = shell("herstel", path, "--alleen-kijken")
    assert f"deze kopie is van {name}, en komt in je eerste school" in wrong.out
    assert "Wat hier nu staat, gaat eruit." in wrong.out and "niets veranderd" not in wrong.out
    assert "Ik ken hier geen school" in shell.fails("herstel", path, "--school", "iets-anders", code=2)
    done = shell("herstel", path, "--school", name, "--zeker", "terugzetten")
    assert (done.code, done.err) == (0, "")
    assert "Let op: deze kopie" not in done.out
    assert shell("week", "--json", "--school", name).code == 0


def test_a_pupil_who_was_forgotten_after_it_would_be_back_and_that_is_told(kept: Kept) -> None:
    child = kept.add_pupil("Roos")
    old = backup.backup_now(kept.home, database.today())
    forget.forget(child, database.today())
    database.close_store()
    with restore.unpacked(kept.home, old, Secret(PASSPHRASE)) as back:
        now = restore.present(kept.home, Secret(PASSPHRASE), back)
        assert "Vergeet die opnieuw." in " ".join(restoring._words(kept.home, back, now))


def test_when_only_keys_were_changed_after_it_that_is_told(kept: Kept) -> None:
    typed, hers = Secret(PASSPHRASE), Secret("vijf groene kikkers")
    old = backup.backup_now(kept.home, database.today())
    row = key_slots.add(kept.home, kept.key, "Bea", "bea", hers)
    key_slots.revoke(kept.home, row.number)
    done = "1x sleutel ingetrokken, 1x sleutel toegevoegd. Dat geldt daarna niet meer."
    for begin in ("Na deze kopie zijn alleen sleutels veranderd", "Ook aan de sleutels is iets veranderd"):
        database.close_store()
        with restore.unpacked(kept.home, old, typed) as back:
            said = list(restoring._words(kept.home, back, restore.present(kept.home, typed, back)))
        assert said[-1] == f"{begin}: {done}"
        home.open_home(kept.home, typed)
        kept.add_pupil("Roos")


def test_an_emergency_copy_that_would_not_open_any_more_is_told(kept: Kept, tmp_path: Path) -> None:
    old = backup.backup_now(kept.home, database.today())
    copy = emergency.keep(kept.home, kept.key, 1, "getypt", "", database.now())
    database.close_store()
    typed = Secret(PASSPHRASE)
    with restore.unpacked(kept.home, old, typed) as back:
        now = restore.present(kept.home, typed, back)
        assert list(restoring._emergency_words(kept.home, back, now)) == []
    key = rekey.renew(kept.home, kept.key)
    with restore.unpacked(kept.home, old, typed) as back:
        now = restore.present(kept.home, typed, back)
        said = " ".join(restoring._emergency_words(kept.home, back, now))
        assert "gaat na het terugzetten niet open. Start eerst ibtui" in said
        assert "niet open." in " ".join(restoring._emergency_words(kept.home, back, None))
        restore.restore(kept.home, back, now)
    home.open_home(kept.home, typed)
    assert copy.exists() and [one.copy.text for one in emergency.waiting(kept.home, key)] == ["getypt"]


def test_what_is_no_backup(reader: Shell, tmp_path: Path) -> None:
    (tmp_path / "brief.docx").write_bytes(b"PK\x03\x04 en meer")
    assert "beschadigd of niet compleet" in reader.fails("herstel", tmp_path / "brief.docx", code=1)
    (tmp_path / "brief.txt").write_text("Beste ouders")
    assert "geen reservekopie van ibtui" in reader.fails("herstel", tmp_path / "brief.txt", code=2)
    assert "ibtui.db er niet" in reader.fails("herstel", tmp_path, code=1)


def test_a_file_that_is_not_there_is_told_before_a_passphrase_is_asked(reader: Shell, tmp_path: Path) -> None:
    for name in ("weg.ibtui", "weg.db"):
        said = reader.fails("herstel", tmp_path / name, code=1, IBTUI_PASSPHRASE_FILE=None)
        assert f"De reservekopie {name} is er niet" in said


def test_on_a_new_computer(shell: Shell, nowhere: Shell) -> None:
    path = made(shell)
    done = nowhere("herstel", path, "--zeker", "terugzetten", IBTUI_SCHOOL=None)
    assert (done.code, done.err) == (0, "")
    assert "Er staat hier nu niets." in done.out and "?" not in done.out
    assert nowhere("afspraken", "--json", IBTUI_SCHOOL=None).rows


def test_a_wrong_passphrase(reader: Shell, shell: Shell, tmp_path: Path) -> None:
    path = made(shell)
    wrong = tmp_path / "fout"
    wrong.write_text("iets anders\n")
    wrong.chmod(0o600)
    said = shell.fails("herstel", path, code=1, IBTUI_PASSPHRASE_FILE=str(wrong))
    assert "toen hij gemaakt werd" in said


def _use_the_app(shell: Shell) -> str:
    """Start the app, and leave it; what is on the terminal after it."""
    with Terminal([sys.executable, "-m", "ibtui"], shell.environment(IBTUI_SCHOOL=None)) as term:
        term.sees("Nog te doen", seconds=30).press("ctrl+q")
        assert term.exit_code(20) == 0
        return term.after_the_app()


@pytest.mark.terminal
def test_leaving_the_app_makes_the_backup_of_the_day_once(shell: Shell) -> None:
    said = _use_the_app(shell)
    (path,) = (shell.folder / FOLDER).glob("ibtui-*.ibtui")
    assert len(list((shell.folder / "scholen" / "de-vlinderboom" / FOLDER).iterdir())) == 1
    assert said == "" or said.startswith("Reservekopie gemaakt")
    assert read(path, whole=True).lines > 0
    made_at = path.stat().st_mtime_ns
    assert _use_the_app(shell) == ""
    assert [one.stat().st_mtime_ns for one in (shell.folder / FOLDER).iterdir()] == [made_at]


@pytest.mark.terminal
def test_when_it_can_not_be_made_the_shell_says_so(shell: Shell) -> None:
    (shell.folder / FOLDER).write_text("in the way")
    said = _use_the_app(shell)
    assert "ibtui: De map" in said and "kan niet worden gemaakt" in said
