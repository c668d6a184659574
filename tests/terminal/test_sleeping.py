"""While nobody types the app sleeps: the keyboard's thread wakes for a byte, and for the end."""

import asyncio
import io
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers._writer_thread import WriterThread
from textual.message import Message

from ibtui.terminal.driver import IbDriver, is_unfinished
from tests.terminal.conftest import ROOT, SmallApp
from tests.terminal.driver import Terminal

SECONDS = 10.0
"""More than anything here takes, on however busy a machine."""


class Keyboard(IbDriver):
    """The driver with a pipe for a keyboard. What is typed comes in `heard`."""

    def __init__(self, app: App[None]) -> None:
        super().__init__(app)
        self.heard: queue.Queue[Message] = queue.Queue()
        self.fileno, self.typing = os.pipe()
        self.thread = threading.Thread()

    def process_message(self, message: Message) -> None:
        self.heard.put(message)

    def begin(self) -> None:
        self.thread = threading.Thread(target=self.run_input_thread)
        self.thread.start()

    def type(self, raw: bytes) -> None:
        os.write(self.typing, raw)

    def end(self) -> bool:
        """As Textual ends it; whether the thread has gone."""
        self.exit_event.set()
        if self.thread.ident is not None:  # it was begun
            self.thread.join(SECONDS)
        gone = not self.thread.is_alive()
        self.exit_event.clear()
        return gone


@pytest.fixture
async def keyboard() -> AsyncIterator[Keyboard]:
    before = {number: signal.getsignal(number) for number in (signal.SIGTSTP, signal.SIGCONT)}
    app: App[None] = App()
    keyboard = Keyboard(app)
    yield keyboard
    keyboard.end()
    for number, handler in before.items():
        signal.signal(number, handler)


def _keys(keyboard: Keyboard, count: int) -> list[str]:
    heard = [keyboard.heard.get(timeout=SECONDS) for _ in range(count)]
    return [event.key if isinstance(event, events.Key) else repr(event) for event in heard]


async def test_it_ends_at_once_while_nobody_types_and_can_begin_again(keyboard: Keyboard) -> None:
    for turn in range(3):  # as at Ctrl+Z and `fg`
        keyboard.begin()
        keyboard.type(b"a")
        assert _keys(keyboard, 1) == ["a"], turn
        assert keyboard.end()
        keyboard.exit_event.set()  # Textual ends it twice when the app stops
        keyboard.exit_event.clear()


async def test_one_esc_byte_is_the_key_after_a_moment(keyboard: Keyboard) -> None:
    keyboard.begin()
    keyboard.type(b"\x1b")
    assert _keys(keyboard, 1) == ["escape"]


async def test_a_sequence_in_pieces_is_one_key(keyboard: Keyboard) -> None:
    keyboard.begin()
    for piece in (b"\x1b", b"[", b"A"):
        keyboard.type(piece)
    assert _keys(keyboard, 1) == ["up"]


async def test_a_paste_comes_whole_however_it_is_cut(keyboard: Keyboard) -> None:
    keyboard.begin()
    text = "regel één\nregel twee " * 900  # more than one read
    sent = threading.Thread(target=keyboard.type, args=[f"\x1b[200~{text}\x1b[201~!".encode()])
    sent.start()
    paste = keyboard.heard.get(timeout=SECONDS)
    assert isinstance(paste, events.Paste)
    assert paste.text == text
    assert _keys(keyboard, 1) == ["exclamation_mark"]
    sent.join()


async def test_a_keyboard_that_goes_away_is_left_alone(keyboard: Keyboard) -> None:
    """Reading the end of a file again and again would take a whole processor."""
    keyboard.begin()
    keyboard.type(b"a")
    assert _keys(keyboard, 1) == ["a"]
    os.close(keyboard.typing)
    before = time.process_time()
    await asyncio.sleep(0.5)
    assert time.process_time() - before < 0.3
    assert keyboard.end()


async def test_what_it_writes_has_the_signs_of_this_terminal(keyboard: Keyboard) -> None:
    file = io.StringIO()
    keyboard._writer_thread = WriterThread(file)
    keyboard._writer_thread.start()
    keyboard.write("─ één ✓\n")
    setattr(keyboard._app, "signs", str.maketrans({"─": "-", "✓": "v"}))  # noqa: B010
    keyboard.write("─ één ✓\n")
    keyboard.close()
    assert file.getvalue() == "─ één ✓\n- één v\n"


def test_the_private_name_is_still_there() -> None:
    parser = XTermParser()
    assert not is_unfinished(parser)
    list(parser.feed("\x1b"))
    assert is_unfinished(parser)
    list(parser.feed("[A"))
    assert not is_unfinished(parser)


def test_no_thread_wakes_up_while_nobody_types(small_app: SmallApp) -> None:
    term = small_app().sees("kleine app").type("a").sees("getypt: 1")
    look_on(term, 0.3)
    before = woken(term.pid)
    look_on(term, 0.8)
    others = [count - before[thread] for thread, count in woken(term.pid).items() if thread != str(term.pid)]
    assert max(others) <= 2  # Textual's own one would wake eight times


def test_ibtui_writes_nothing_and_hardly_wakes_while_nobody_types(tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    with Terminal([sys.executable, "-m", "ibtui", "demo"], env=environment, cwd=ROOT) as term:
        asleep(term.sees("OEFENSCHOOL", "Nog te doen", seconds=60))
        asleep(term.press("a").sees("Groot overleg · ").type("Roos ").sees("bewaart").sees("bewaard"))
        asleep(term.press("f12").sees("ibtui staat op slot"))


def asleep(term: Terminal) -> None:
    """Once it is quiet: not one byte, and each thread wakes up for the app's own look around only."""
    written = -1
    while written != len(term.output):
        written = len(term.output)
        look_on(term, 0.3 if 60 - time.time() % 60 > 3 else 4)  # the clock of the week may not be in it
    before = woken(term.pid)
    look_on(term, 0.8)
    assert len(term.output) == written
    assert max(count - before[thread] for thread, count in woken(term.pid).items()) <= 4


async def test_the_loop_is_not_needed_to_end_it(keyboard: Keyboard) -> None:
    """Ending may not wait for the app's own thread: that one is waiting for this."""
    keyboard.begin()
    assert await asyncio.to_thread(keyboard.end)


def look_on(term: Terminal, seconds: float) -> None:
    """Read what comes in so many seconds; nobody types."""
    end = time.monotonic() + seconds
    term.wait_until(lambda: time.monotonic() > end, "the clock stands still", seconds + SECONDS)


def woken(pid: int) -> dict[str, int]:
    """How often each thread of the program woke up so far, by its number."""
    found = {}
    for thread in Path(f"/proc/{pid}/task").iterdir():
        words = (thread / "status").read_text().split()
        found[thread.name] = int(words[words.index("voluntary_ctxt_switches:") + 1])
    return found
