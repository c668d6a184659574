"""The app itself, which writes down what is loaded when the first week is on the screen: `first_paint.py FILE`."""

import sys
from collections.abc import Callable
from pathlib import Path

from ibtui import left_out

left_out.begin()  # as `__main__.run` does, before anything else

from ibtui import cli  # noqa: E402
from ibtui.settings import Home  # noqa: E402

_SEEN = "Nog te doen"
_HEAVY = {"argparse", "shutil", "sqlite3", "ssl", "_hashlib", "_strptime"}
"""Of Python itself, these are told too."""


def _loaded() -> list[str]:
    """Our modules, those of Textual's widgets and `_HEAVY` by their whole names; other packages by their first."""
    names = set()
    for name in sys.modules:
        first = name.partition(".")[0]
        if first == "ibtui" or name.startswith("textual.widgets."):
            names.add(name)
        elif name in _HEAVY or (first not in sys.stdlib_module_names and not first.startswith("_")):
            names.add(first)
    return sorted(names - {"ibtui.__main__"})


def main() -> None:
    """Run the app; at the first frame with the week in it the file is written."""
    target, load = Path(sys.argv[1]), cli._load_app

    def load_app() -> Callable[[Home], int]:
        run = load()
        from ibtui.terminal.driver import IbDriver

        write = IbDriver.write

        def watched(driver: IbDriver, data: str) -> None:
            if _SEEN in data and not target.exists():
                target.write_text("\n".join(_loaded()) + "\n")
            write(driver, data)

        IbDriver.write = watched  # type: ignore[method-assign, assignment]
        return run

    cli._load_app = load_app
    sys.exit(cli.main([]))


main()
