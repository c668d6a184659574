"""The switches are set before Textual reads them."""

import subprocess
import sys

from ibtui.terminal import plain
from tests.terminal.conftest import ROOT


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_textual_reads_what_was_set() -> None:
    assert (
        run(
            "import os; from ibtui.terminal import plain; plain.prepare(os.environ)\n"
            "from textual import constants as c\n"
            "print(c.TEXTUAL_ANIMATIONS, c.SMOOTH_SCROLL, c.ESCAPE_DELAY, c.LOG_FILE, c.DEBUG)"
        )
        == "none False 0.2 None False"
    )


def test_preparing_does_not_load_textual() -> None:
    assert run("import sys, ibtui.terminal.plain; print('textual' in sys.modules)") == "False"


def test_nothing_may_write_down_what_is_typed() -> None:
    environ = {"TEXTUAL_LOG": "/tmp/keys", "TEXTUAL_DEBUG": "1", "TEXTUAL": "devtools", "ESCDELAY": "50"}
    plain.prepare(environ)
    assert environ == {"TEXTUAL_ANIMATIONS": "none", "TEXTUAL_SMOOTH_SCROLL": "0", "ESCDELAY": "50"}


def test_an_empty_no_color_asks_for_nothing() -> None:
    for value, kept in (("", False), ("1", True)):
        environ = {"NO_COLOR": value}
        plain.prepare(environ)
        assert ("NO_COLOR" in environ) == kept
