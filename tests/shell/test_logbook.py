"""`ibtui logboek`: who did what and when, and whether somebody changed the log."""

from __future__ import annotations

import json
import os
import pwd

from tests.shell.conftest import Shell

ME = pwd.getpwuid(os.getuid()).pw_name
MARK = "zwaluwstaart"


def test_the_last_line_comes_first_and_says_nothing_of_what_was_written(shell: Shell) -> None:
    shell("notitie", f"denkt aan {MARK}")
    done = shell("logboek", COLUMNS="120")
    first = done.out.splitlines()[3]
    assert done.code == 0
    assert "notitie gevangen" in first and "gesprek" in first and ME in first
    assert MARK not in done.out


def test_for_scripts_every_line_is_there(shell: Shell) -> None:
    rows = shell("logboek", "--json").rows
    assert set(rows[0]) == {"id", "at", "who", "action", "subject", "subject_id"}
    assert [row["id"] for row in rows] == list(range(len(rows), 0, -1))


def test_by_day_and_by_user(shell: Shell) -> None:
    assert shell("logboek", "--sinds", "morgen", "--json").rows == []
    assert shell("logboek", "--wie", ME[:3], "--sinds", "vandaag", "--json").rows
    unknown = shell("logboek", "--wie", "niemand")
    assert unknown.code == 2 and "niet wie je bedoelt" in unknown.err and ME in unknown.err
    assert "geen datum" in shell("logboek", "--sinds", "ooit").err


def test_a_head_lies_beside_the_database_when_a_command_is_done(shell: Shell) -> None:
    rows = shell("logboek", "--json").rows
    head = json.loads((shell.folder / "logboek.kop").read_text())
    assert head["count"] == len(rows)


def test_a_log_that_does_not_fit_its_head_is_told(shell: Shell) -> None:
    shell("logboek")
    head = shell.folder / "logboek.kop"
    told = json.loads(head.read_text())
    head.write_text(json.dumps(told | {"count": told["count"] + 3}))
    done = shell("logboek")
    assert done.code == 1
    assert "ontbreken 3 regels" in done.err and "reservekopie" in done.err
    assert json.loads(head.read_text())["count"] == told["count"] + 3, "what shows it is not written over"
