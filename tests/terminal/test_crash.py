"""A crash says what the maker needs and nothing about a child."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from textual.app import App

from ibtui.errors import DiskFull
from ibtui.terminal import crash
from tests.terminal.conftest import ROOT, SmallApp


@pytest.mark.parametrize(
    ("mode", "kind", "place"),
    [
        ("crash", "ValueError", "small_app.py:"),
        ("markup", "Drawn", "(render_markup)"),
        ("worker", "KeyError", "(fail_in_worker)"),
    ],
)
def test_a_crash_is_one_quiet_line(small_app: SmallApp, mode: str, kind: str, place: str) -> None:
    term = small_app(mode).sees("kleine app").press("f1")
    assert term.exit_code() == 1
    said = " ".join(term.after_the_app().split())
    assert "ibtui is gestopt door een fout in het programma." in said
    assert kind in said
    assert place in said
    assert "Geheim" not in term.output.decode()
    assert "Traceback" not in said
    assert "NOTE" not in said


def test_an_error_in_a_thread_does_not_reach_the_terminal(small_app: SmallApp) -> None:
    term = small_app("thread").sees("kleine app").press("f1").type("nog").sees("getypt: 3").press("ctrl+q")
    assert term.exit_code() == 0
    assert "Geheim" not in term.output.decode()


def test_an_error_in_the_style_sheet(small_app: SmallApp) -> None:
    term = small_app("bad-style").sees("ibtui is gestopt")
    assert term.exit_code() == 1
    assert "Geheim" not in term.output.decode()


def test_our_own_error_says_its_own_line(small_app: SmallApp) -> None:
    term = small_app("ours").sees("kleine app").press("f1")
    assert term.exit_code() == 1
    assert term.after_the_app().split("\r\n")[0] == "De schijf is vol. Maak ruimte vrij."


def test_a_message_at_a_normal_end_is_still_printed(small_app: SmallApp) -> None:
    term = small_app("goodbye").sees("kleine app").press("f1")
    assert term.exit_code() == 0
    assert "Tot de volgende keer." in term.after_the_app()


def test_describing_holds_no_text_of_the_error() -> None:
    try:
        int("Jantje Geheim")
    except ValueError as error:
        line = crash.describe(error)
    assert "ValueError in terminal/test_crash.py:" in line
    assert "Geheim" not in line


def test_describing_names_our_own_place_too() -> None:
    from ibtui.files import write_whole

    with pytest.raises(TypeError) as caught:
        write_whole(Path("/"), "geen bytes", replace="ja", what=3)  # type: ignore[arg-type]
    assert "ibtui/files.py:" in crash.describe(caught.value)


def test_a_page_that_can_not_be_read_is_said_to_be_damage() -> None:
    """Peewee lets the driver's own error through when a row fails."""
    from ibtui.store.database import DriverFault

    line = crash.describe(DriverFault("database disk image is malformed"))
    assert "beschadigd" in line
    assert "reservekopie" in line


def test_signs_that_act_on_a_terminal_are_not_printed() -> None:
    assert crash.describe(DiskFull("De map a\x1b[2Jb is vol")) == "De map a?[2Jb is vol."


def test_the_names_that_are_overridden_are_still_there() -> None:
    for name in ("_handle_exception", "_fatal_error", "panic", "_print_error_renderables"):
        assert callable(getattr(App, name))
    for name in ("_exit_renderables", "_return_code"):
        assert hasattr(App(), name)


def test_no_core_file_and_no_traceback_from_the_process() -> None:
    script = (
        "import resource, sys; from ibtui.terminal import crash; crash.guard_process()\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE))\n"
        "child = 'Jantje Geheim'\n"
        "raise ValueError(child)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout.strip() == "(0, 0)"
    assert done.stderr.startswith("ibtui is gestopt")
    assert "Geheim" not in done.stderr
    assert resource.getrlimit(resource.RLIMIT_CORE) is not None
