"""The five lists: readable for a person, parsable for a script."""

import datetime as dt
import re

import pytest
from rich.cells import cell_len

from ibtui.secret import Secret
from ibtui.settings import home
from ibtui.store import database
from ibtui.store import home as homes
from ibtui.store.models import Agency, Concern, Conversation, Pupil
from tests.shell.conftest import Shell

LISTS = ["week", "afspraken", "zorgen", "instanties", "verslagen"]
HEADINGS = {
    "week": "dag tijd soort over",
    "afspraken": "wanneer wie wat over",
    "zorgen": "groep over niveau zorg status evaluatie",
    "instanties": "instantie telefoon laatst lopend",
    "verslagen": "ID dag soort over status",
}
BOTH_WIDTHS = pytest.mark.parametrize("width", [80, 120])


@BOTH_WIDTHS
@pytest.mark.parametrize("name", LISTS)
def test_a_list_fits_the_terminal(reader: Shell, name: str, width: int) -> None:
    done = reader(name, COLUMNS=str(width))
    assert (done.code, done.err) == (0, "")
    title, heading, rule, *rows = done.out.splitlines()
    assert title.startswith("OEFENSCHOOL De Wilgenhoek · ")
    assert [word for word in heading.split() if word in HEADINGS[name].split()] == HEADINGS[name].split()
    assert set(rule) == {"─"}
    assert rows
    assert max(cell_len(line) for line in done.out.splitlines()) <= width
    assert "\x1b" not in done.out


@pytest.mark.parametrize("name", ["zorgen", "instanties", "verslagen"])
def test_one_row_is_one_line(reader: Shell, name: str) -> None:
    _, _, _, *lines = reader(name).out.splitlines()
    assert len(lines) == len(reader(name, "--json").rows)


@BOTH_WIDTHS
def test_no_word_is_broken(reader: Shell, width: int) -> None:
    """What an action item says goes on below, between its words; nothing of it is lost."""
    rows = reader("afspraken", "--json").rows
    printed = " ".join(reader("afspraken", COLUMNS=str(width)).out.split())
    for word in {word for row in rows for word in row["what"].split()}:
        assert word in printed
    names = [row["name"] for row in reader("instanties", "--json").rows]
    assert all(name in reader("instanties", COLUMNS=str(width)).out for name in names[:1])


def test_a_wider_terminal_shows_more(reader: Shell) -> None:
    assert "regio" not in reader("instanties").out
    assert "regio" in reader("instanties", COLUMNS="120").out
    assert "begint met" in reader("verslagen", COLUMNS="120").out


def test_a_very_narrow_terminal_still_gets_a_list(reader: Shell) -> None:
    done = reader("zorgen", COLUMNS="30")
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize("name", LISTS)
def test_json_has_ids_and_iso_dates(reader: Shell, name: str) -> None:
    done = reader(name, "--json")
    assert (done.code, done.err) == (0, "")
    assert done.rows
    for row in done.rows:
        assert isinstance(row["id"], int)
        for field in ("day", "due_on", "opened_on", "evaluate_on", "last_spoken"):
            if row.get(field) is not None:
                assert dt.date.fromisoformat(row[field]).isoformat() == row[field]
        if row.get("start") is not None:
            assert re.fullmatch(r"\d\d:\d\d", row["start"])
        assert "version" not in row


def test_week_takes_a_date(reader: Shell) -> None:
    day = dt.date.today() - dt.timedelta(weeks=1)
    monday = day - dt.timedelta(days=day.weekday())
    rows = reader("week", "--json", "--datum", day.isoformat()).rows
    assert {monday <= dt.date.fromisoformat(row["day"]) <= monday + dt.timedelta(6) for row in rows} <= {True}
    assert reader("week", "--datum", "+80w").out.endswith("Er staan geen gesprekken in deze week.\n")


@pytest.mark.parametrize("typed", ["32-1", "blub", "", "\x1b]0;x\x07", "9" * 300])
def test_what_is_no_date_is_said_before_the_passphrase_is_asked(nowhere: Shell, typed: str) -> None:
    said = nowhere.fails("week", "--datum", typed, code=2, IBTUI_PASSPHRASE_FILE=None)
    assert "is geen datum. Typ bijvoorbeeld 13-1" in said


def test_closed_concerns_are_asked_for(reader: Shell) -> None:
    some, every = reader("zorgen", "--json").rows, reader("zorgen", "--gesloten", "--json").rows
    assert {row["status"] for row in every} - {row["status"] for row in some} == {"gesloten"}


HOSTILE = "[bold]Roos[/bold] \x1b[31mrood\x1b[0m\nregel\u202eomgekeerd\x07 [@click=app.quit]x[/]"


def test_hostile_names_are_shown_as_text(shell: Shell) -> None:
    """Also when they came into the file some other way than through us."""
    homes.open_home(home({"IBTUI_HOME": str(shell.folder)}), Secret("oefenen"))
    Agency.update(name=HOSTILE).execute()
    Concern.update(summary=HOSTILE).execute()
    Conversation.update(purpose=HOSTILE, place=HOSTILE).execute()
    Pupil.update(first_name=HOSTILE).execute()
    database.close_store()
    for name in LISTS:
        done = shell(name, COLUMNS="250")
        assert (done.code, done.err) == (0, "")
        assert not set(done.out) & {"\x1b", "\x07", "\u202e"}
        if name != "afspraken":
            assert "[bold]Roos[/bold] ?[31mrood?[0m?regel" in done.out
        shell(name, "--json").rows  # noqa: B018  (parses)


def test_an_empty_school_says_so(shell: Shell) -> None:
    homes.open_home(home({"IBTUI_HOME": str(shell.folder)}), Secret("oefenen"))
    Agency.update(deleted_at=dt.datetime(2026, 1, 1)).execute()
    database.close_store()
    assert shell("instanties").out.splitlines()[1] == "Er zijn nog geen instanties."
    assert shell("instanties", "--json").rows == []
