"""What one key costs, function by function: the editor or a bare TextArea, in this process, under cProfile.

    python -m bench.profile_typing [--bare] [--lines 3000] [--keys 200] [--sort tottime|cumtime] [--pause 0]

cProfile makes everything about twice as slow, small functions more: read the order, not the milliseconds. Run
with --plain for the milliseconds. With --pause 0.15 each key is saved and parsed before the next.
"""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import pstats
import tempfile
import time

from textual.pilot import Pilot
from textual.widgets import TextArea

from bench import school
from bench.bare import BareApp
from bench.texts import keystrokes, minutes_text
from ibtui import practice, settings
from ibtui.app import IbApp
from ibtui.store import database


async def _type(pilot: Pilot[None], area: TextArea, words: argparse.Namespace) -> None:
    """Put the cursor on a new line in the middle, warm up, and type with the profiler on."""
    area.move_cursor((area.document.line_count // 2, 0), center=True)
    await pilot.press("end", "enter", "a", "b")
    await pilot.pause(0.4)
    keys = [{" ": "space"}.get(key, key) for key in keystrokes(words.keys, 1)]
    profile = cProfile.Profile()
    if not words.plain:
        profile.enable()
    start, start_here = time.process_time(), time.thread_time()
    for key in keys:
        await pilot.press(key)
        if words.pause:
            await asyncio.sleep(words.pause)
    await pilot.pause()
    used, here = time.process_time() - start, time.thread_time() - start_here
    profile.disable()
    share = f"of which {here / len(keys) * 1000:.2f} in the thread of the screen"
    print(f"{used / len(keys) * 1000:.2f} ms of processor a key, {share}")
    if not words.plain:
        pstats.Stats(profile).strip_dirs().sort_stats(words.sort).print_stats(words.rows)


async def _bare(words: argparse.Namespace) -> None:
    app = BareApp(minutes_text(words.lines))
    async with app.run_test(size=(80, 24)) as pilot:
        await _type(pilot, app.area, words)


async def _editor(words: argparse.Namespace) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = settings.home({"IBTUI_HOME": folder})
        practice.make(place, database.today(), now=database.now())
        number = school.add_minutes(minutes_text(words.lines))
        app = IbApp(place)
        try:
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                app.show("verslag", number)
                await pilot.pause(0.5)
                await _type(pilot, app.screen.query_one(TextArea), words)
        finally:
            database.close_store()


def main() -> None:
    """Read the words of the command line and do it."""
    parser = argparse.ArgumentParser(prog="python -m bench.profile_typing")
    parser.add_argument("--bare", action="store_true", help="a bare TextArea in place of the editor")
    parser.add_argument("--plain", action="store_true", help="no profiler: only the time a key takes")
    parser.add_argument("--lines", type=int, default=3000)
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--rows", type=int, default=40, help="functions to print")
    parser.add_argument("--sort", default="tottime", choices=("tottime", "cumtime"))
    parser.add_argument("--pause", type=float, default=0.0, help="seconds after each key")
    words = parser.parse_args()
    asyncio.run(_bare(words) if words.bare else _editor(words))


if __name__ == "__main__":
    main()
