"""What may not be loaded: the trade, the store and the shell run without Textual, and start without Word."""

import subprocess
import sys

import pytest

HEAVY = ("textual", "docx", "babel", "watchfiles", "icalendar")


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh Python has loaded after running `code`."""
    script = f"import sys\n{code}\nprint(' '.join(sorted({{name.split('.')[0] for name in sys.modules}})))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "module",
    [
        "ibtui.care.minutes",
        "ibtui.care.paper",
        "ibtui.store.home",
        "ibtui.store.conversations",
        "ibtui.store.minutes",
        "ibtui.store.search",
        "ibtui.store.agenda",
        "ibtui.store.revisions",
        "ibtui.store.typing_run",
        "ibtui.templates",
        "ibtui.documents.minutes",
        "ibtui.exchange.ical",
        "ibtui.export",
        "ibtui.house_style",
        "ibtui.practice",
        "ibtui.cli",
        "ibtui.shell.lists",
        "ibtui.shell.agenda",
        "ibtui.shell.writing",
        "ibtui.shell.exporting",
        "ibtui.shell.demo",
        "ibtui.shell.start",
        "ibtui.shell.template",
    ],
)
def test_everything_below_the_screens_runs_without_textual(module: str) -> None:
    assert "textual" not in loaded_by(f"import {module}")


def test_care_knows_no_database() -> None:
    rooms = (
        "text words dates minutes actions names shorthand paper school_year headings agenda deadlines difference "
        "mentions spoken times weekdays who school_days holidays year_plan cycle roll_over group_years "
        "term_rules absence retention"
    )
    code = "\n".join(f"import ibtui.care.{name}" for name in rooms.split())
    assert loaded_by(code).isdisjoint({"peewee", "playhouse", "sqlcipher3", *HEAVY})


def test_help_of_the_shell_loads_no_database() -> None:
    code = "from ibtui.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass"
    assert loaded_by(code).isdisjoint({"peewee", "sqlcipher3", *HEAVY})


def test_the_first_screen_waits_for_no_word_and_no_watcher() -> None:
    assert loaded_by("import ibtui.app, ibtui.screens.week").isdisjoint(
        {"docx", "babel", "watchfiles", "icalendar"}
    )
