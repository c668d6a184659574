"""`ibtui controle`: 0 when nothing is wrong, 1 when something is, and what to do behind it."""

from pathlib import Path

from tests.shell.conftest import Shell


def _rows(shell: Shell) -> dict[str, tuple[int, str, str]]:
    done = shell("controle", "--json")
    return {row["name"]: (done.code, row["verdict"], row["mend"]) for row in done.rows}


def test_without_a_backup_and_with_one(shell: Shell) -> None:
    assert _rows(shell)["reservekopie"] == (1, "fout", "Maak er een: ibtui backup.")
    assert shell("backup").code == 0
    done = shell("controle")
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("Alles is goed.\n")
    assert " fout " not in done.out


def test_files_that_others_can_read_are_all_named_and_nothing_is_opened(shell: Shell) -> None:
    for name in ("ibtui.db", "sleutels.json"):
        (shell.folder / name).chmod(0o644)
    done = shell("controle", "--json", IBTUI_PASSPHRASE_FILE=None)  # it would have to ask
    assert done.code == 1
    assert done.err == ""
    assert [row["name"] for row in done.rows] == ["bestanden", "bestanden"]
    for row in done.rows:
        command, _mode, path = row["mend"].removeprefix("Doe eerst: ").split(" ")
        assert command == "chmod"
        Path(path).chmod(0o600)
    assert shell("afspraken").code == 0


def test_backups_that_are_open_to_others_are_a_row_among_the_others(shell: Shell) -> None:
    folder = shell.folder / "reservekopieën"
    folder.mkdir()
    folder.chmod(0o755)  # whatever the umask is
    done = shell("controle")
    assert (done.code, "versleuteling" in done.out) == (1, True)
    assert f"\nbestanden: Doe eerst: chmod -R go= '{folder}'\n" in done.out  # one piece, however long


def test_every_other_command_refuses_such_a_school(shell: Shell) -> None:
    (shell.folder / "sleutels.json").chmod(0o640)
    said = shell.fails("week", code=1, IBTUI_PASSPHRASE_FILE=None)
    assert said == (
        f"Ook anderen mogen bij het bestand {shell.folder}/sleutels.json. "
        f"Doe eerst: chmod 600 {shell.folder}/sleutels.json"
    )


def test_where_there_is_no_school(nowhere: Shell) -> None:
    assert "nog geen school" in nowhere.fails("controle", code=1)
