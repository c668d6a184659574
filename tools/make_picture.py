"""Draw the pictures in the README, `docs/week.svg` and `docs/kalender.svg`: the practice school on a fixed day."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import re
import sys
import tempfile
from pathlib import Path

import time_machine

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from ibtui import practice, settings  # noqa: E402
from ibtui.app import IbApp  # noqa: E402
from ibtui.store import database  # noqa: E402

MOMENT = dt.datetime(2026, 11, 24, 10, 42)
PICTURES = {"week": "1", "kalender": "5"}
"""By the name of the file: the key that brings the screen."""


async def draw(home: settings.Home) -> dict[str, str]:
    """The screens as SVG, at 80×24."""
    app = IbApp(home)
    found = {}
    async with app.run_test(size=(80, 24)) as pilot:
        for name, key in PICTURES.items():
            await pilot.press(key)
            await pilot.pause()
            found[name] = app.export_screenshot(title="ibtui")
    database.close_store()
    # A picture must not fetch a font from somewhere: any monospace font will do.
    return {
        name: re.sub(r"@font-face\s*{[^}]*}", "", svg).replace("Fira Code", "monospace")
        for name, svg in found.items()
    }


def main() -> None:
    """Make the practice school, draw the screens, write the pictures."""
    os.environ["COLORTERM"] = "truecolor"  # the theme as it is, whatever terminal this runs in
    with tempfile.TemporaryDirectory() as folder, time_machine.travel(MOMENT, tick=False):
        home = settings.home({"IBTUI_HOME": folder})
        practice.make(home, MOMENT.date())
        pictures = asyncio.run(draw(home))
    for name, svg in pictures.items():
        (ROOT / "docs" / f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
