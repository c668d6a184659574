"""`ibtui agenda`: which texts minutes start from, and a school's own."""

from tests.shell.conftest import Shell


def test_it_lists_every_kind_and_whose_text_it_is(reader: Shell) -> None:
    done = reader("agenda")
    assert (done.code, done.err) == (0, "")
    assert "groot overleg" in done.out
    assert "groot-overleg.md" in done.out
    assert done.out.count("van ibtui") == 13
    assert {row["own"] for row in reader("agenda", "--json").rows} == {False}


def test_it_needs_no_passphrase(reader: Shell) -> None:
    assert reader("agenda", IBTUI_PASSPHRASE_FILE=None).code == 0


def test_the_texts_are_put_down_to_be_edited_and_never_over_another(shell: Shell) -> None:
    done = shell("agenda", "maken")
    own = shell.folder / "agenda" / "groot-overleg.md"
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("13 bestanden gemaakt in ")
    assert own.read_text().startswith("## Waarom zitten we bij elkaar\n")
    assert (own.stat().st_mode & 0o777, own.parent.stat().st_mode & 0o777) == (0o600, 0o700)

    own.write_text("## Van ons\n")
    assert shell("agenda", "maken").out.startswith("Alle bestanden zijn er al")
    assert own.read_text() == "## Van ons\n"
    rows = {row["kind"]: row for row in shell("agenda", "--json").rows}
    assert rows["groot overleg"] == {
        "kind": "groot overleg", "file": "groot-overleg.md", "own": True, "trouble": "",
    }  # fmt: skip


def test_a_file_that_is_no_use_is_said(shell: Shell) -> None:
    shell("agenda", "maken")
    (shell.folder / "agenda" / "telefoon.md").write_bytes(b"")
    done = shell("agenda")
    assert done.code == 0
    assert done.err == "Je bestand telefoon.md is leeg. Nu staan de gewone kopjes er.\n"
    assert done.out.count("van ibtui") == 1


def test_what_cannot_be_is_said(shell: Shell, nowhere: Shell) -> None:
    assert "nog geen school" in nowhere.fails("agenda", "maken", code=1)
    assert "ken ik niet" in shell.fails("agenda", "wissen", code=2)
    (shell.folder / "agenda").write_text("in de weg")
    assert "map" in shell.fails("agenda", "maken", code=1)
