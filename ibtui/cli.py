"""The shell's door: what is typed behind `ibtui`, to the function that does it. That is in `shell/`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from ibtui import closed_process, left_out
from ibtui.errors import BadInput, IbtuiError
from ibtui.shell import streams

if TYPE_CHECKING:
    from argparse import Namespace

    from ibtui.settings import Home

_RUNS = {
    "notitie": ("writing", "run_note"),
    "verslag": ("writing", "run_minutes"),
    "exporteer": ("exporting", "run_export"),
    "exports": ("exports", "run_exports"),
    "inzage": ("access", "run_access"),
    "overdracht": ("access", "run_handover"),
    "vergeet": ("forgetting", "run_forget"),
    "bewaarlijst": ("forgetting", "run_retention"),
    "sjabloon": ("template", "run_template"),
    "scholen": ("schools", "run_schools"),
    "agenda": ("agenda", "run_agenda"),
}
"""The function behind a subcommand, in `shell/`; the lists have a table of their own."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code. Errors are one line on stderr, never a traceback."""
    closed_process.no_core()
    if argv is None:
        closed_process.hide_arguments()
    os.umask(0o077)
    streams.prepare()
    try:
        code = _run(argv)
        sys.stdout.flush()  # here, so that a reader who left or a full disk isn't an error at the very end
        return code
    except BadInput as error:
        return _fail(error, 2)
    except IbtuiError as error:
        return _fail(error, 1)
    except KeyboardInterrupt:
        streams.complain("")  # the next prompt begins on a line of its own
        return 130
    except BrokenPipeError:
        streams.let_go(sys.stdout)  # the reader of our output left (`ibtui week | head`): that is no error
        return 0
    except Exception as error:  # noqa: BLE001  (the last door: a traceback would show what is in the file)
        from ibtui.shell.faults import explain_fault

        if isinstance(error, OSError):
            streams.let_go(sys.stdout)
        return _fail(explain_fault(error), 1)


def _run(argv: Sequence[str] | None) -> int:
    if not (sys.argv[1:] if argv is None else argv):  # the app: nothing to read, so no parser to load
        return _run_app(None)
    from ibtui.shell.arguments import build_parser

    try:
        arguments = build_parser().parse_args(argv)
    except SystemExit:  # --help and --version have been printed
        return 0
    return _run_app(arguments.school) if arguments.command is None else _runner(arguments.command)(arguments)


def _run_app(school: str | None) -> int:
    from ibtui.shell.start import run_app

    return run_app(school, _load_app)


def _fail(error: IbtuiError, code: int) -> int:
    from ibtui.files import shown

    streams.complain(f"ibtui: {shown(error, 1000)}")
    return code


def _runner(command: str) -> Callable[[Namespace], int]:
    """The function behind a subcommand. Imported here, so that `--help` stays quick."""
    if command == "demo":
        from ibtui.shell.demo import run_demo

        return partial(run_demo, load_app=_load_app)
    from ibtui.shell import door_arguments

    module, name = {**_RUNS, **door_arguments.COMMANDS}.get(command, ("lists", ""))
    found = import_module(f"ibtui.shell.{module}")
    run: Callable[[Namespace], int] = getattr(found, name) if name else found.RUNS[command]
    return run


def _load_app() -> Callable[[Home], int]:
    from ibtui.terminal.plain import prepare

    prepare(os.environ)  # Textual reads these switches when it is first imported
    with left_out.while_textual_loads():
        from ibtui.app import run
    return run
