"""The command `ibtui`, and `python -m ibtui`: the door for a process that is ibtui's alone.

`cli.main` is the same door for who goes on living afterwards (the tests). Nothing is imported here that `--version`
doesn't need.
"""

import gc
import os
import sys

from ibtui import __version__

_SHORT = (
    "week", "afspraken", "zorgen", "instanties", "verslagen", "notitie", "scholen", "logboek", "sleutel", "exports",
)  # fmt: skip
"""Commands that end before there is anything worth collecting; looking for it costs them a tenth of their time. The
app begins to collect when its first screen stands."""


def run() -> None:
    """Do what the command line asks, and end the process with its exit code."""
    if sys.argv[1:] == ["--version"] and _told_version():
        leave(0)
    if not sys.argv[1:] or sys.argv[1] in _SHORT:
        gc.disable()
    from ibtui import left_out

    left_out.begin()
    from ibtui.cli import main

    leave(main())


def leave(code: int) -> None:
    """End at once. Taking Python apart, module by module, takes longer than most commands.

    `main` has saved and closed everything by now. What a command printed before it failed is still in the buffer. A
    thread that still works is waited for, as Python does it.
    """
    threading = sys.modules.get("threading")
    if threading and any(each.is_alive() and not each.daemon for each in threading.enumerate()[1:]):
        sys.exit(code)
    try:
        sys.stdout.flush()
    except (OSError, ValueError):  # nobody reads it, or the disk is full
        code = code or 1
    os._exit(code)


def _told_version() -> bool:
    """False when it could not be written: `main` says then what is the matter."""
    if sys.stdout is None:
        return False
    line = f"ibtui {__version__}\n".encode()
    try:  # past the buffer, which would keep what was refused
        return os.write(sys.stdout.fileno(), line) == len(line)
    except (OSError, ValueError):
        return False


if __name__ == "__main__":
    run()
