"""Draw `docs/week.svg`, the picture in the README: the week screen of the practice school, on a fixed day."""

from __future__ import annotations

import asyncio
import datetime as dt
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


async def draw(home: settings.Home) -> str:
    """The screen as SVG, at 80×24."""
    app = IbApp(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        svg = app.export_screenshot(title="ibtui")
    database.close_store()
    # The picture must not fetch a font from somewhere: any monospace font will do.
    return re.sub(r"@font-face\s*{[^}]*}", "", svg).replace("Fira Code", "monospace")


def main() -> None:
    """Make the practice school, draw the week, write the picture."""
    with tempfile.TemporaryDirectory() as folder, time_machine.travel(MOMENT, tick=False):
        home = settings.home({"IBTUI_HOME": folder})
        practice.make(home, MOMENT.date())
        svg = asyncio.run(draw(home))
    (ROOT / "docs" / "week.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
