"""A person at a real terminal: starts a program on a pty, types keys, looks at the screen.

    with Terminal(["ibtui", "demo"], env={}) as term:
        term.sees("Week").press("n").type("Roos").press("enter").wait_gone("Nieuw gesprek")

Every look waits for what must appear, with a deadline; nothing sleeps and hopes. When it doesn't appear,
the failure shows the screen.
"""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

import pyte

KEYS = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    # As the kitty protocol writes it: one Esc byte would wait to see whether a sequence follows.
    "escape": "\x1b[27u",
    # The byte that most terminals send. Follow it by `sees`, or the next key becomes alt+key.
    "esc-byte": "\x1b",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "f1": "\x1bOP",
    "f12": "\x1b[24~",
    "ctrl+home": "\x1b[1;5H",
    "ctrl+end": "\x1b[1;5F",
    "ctrl+up": "\x1b[1;5A",
    "ctrl+down": "\x1b[1;5B",
    "ctrl+right": "\x1b[1;5C",
    "ctrl+left": "\x1b[1;5D",
    "shift+up": "\x1b[1;2A",
    "shift+down": "\x1b[1;2B",
}

# What pyte would print as rubbish, or fail at: CSI < = > (kitty keyboard, device attributes), questions about modes
# ("$p") and about how keys are sent ("?4m"; vim), titles and other strings (OSC, DCS, APC).
_UNKNOWN_TO_PYTE = re.compile(
    r"\x1b\[[<=>][0-9;:]*[ -/]*[@-~]"
    r"|\x1b\[\?[0-9;]*(?:\$p|m)"
    r"|\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)"
)
# The start of a sequence whose end hasn't come in yet.
_UNFINISHED = re.compile(r"\x1b(?:\[[<=>?]?[0-9;:]*[ -/]*|[\]P_^X][^\x07\x1b]*\x1b?|[ -/]*)?$")
# pyte has one screen. Going to the other one, or back, shows as an empty one.
_OTHER_SCREEN = re.compile(r"\x1b\[\?1049[hl]")
_EMPTY_SCREEN = "\x1b[0m\x1b[2J\x1b[H"
_FORTH, _BACK = b"\x1b[?1049h", b"\x1b[?1049l"
_GIVEN_BACK = (_BACK, b"\x1b[?25h", b"\x1b[?1003l", b"\x1b[?2004l", b"\x1b[<u")
_ANY_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")


def encode(key: str) -> str:
    """The characters that a terminal sends for a key: "a", "enter", "ctrl+s", "alt+x"."""
    if key in KEYS:
        return KEYS[key]
    if key.startswith("ctrl+") and len(key) == 6:
        return chr(ord(key[5].upper()) ^ 64)
    if key.startswith("alt+"):
        return "\x1b" + encode(key[4:])
    if len(key) == 1:
        return key
    raise ValueError(f"unknown key: {key}")


class _Screen(pyte.Screen):
    """As terminals do, it takes no offence at a sequence that was cut when the program was killed and goes on with the
    words of the next one: "\\x1b[38;2;1;2;3" and "Connection closed" make a step to the right of five numbers."""

    def cursor_forward(self, count: int | None = None, *others: int) -> None:
        super().cursor_forward(count)

    def erase_in_display(self, how: int = 0, *args: int, **kwargs: bool) -> None:
        """In the colour of the moment, also where nothing was written yet: pyte forgets those cells."""
        for y in range(self.lines if how == 2 else 0):
            self.buffer[y].update(dict.fromkeys(range(self.columns), self.default_char))
        super().erase_in_display(how, *args, **kwargs)


class Terminal:
    """One program on one pty. What does or sees something returns the terminal, so that a flow reads on."""

    def __init__(
        self,
        argv: Sequence[str | Path],
        env: Mapping[str, str] | None = None,
        size: tuple[int, int] = (80, 24),
        *,
        cwd: Path | None = None,
        ignore_hangup: bool = False,
    ) -> None:
        """Start `argv` in a terminal of `size` (columns, lines).

        The program gets a bare environment (PATH, HOME, TERM, LANG) and `env` on top of it.
        `ignore_hangup` starts it as `nohup` does.
        """
        self._screen = _Screen(*size)
        self._stream = pyte.Stream(self._screen)
        self._unread = b""
        self._unfinished = ""
        self._status: int | None = None
        self.output = b""
        """All bytes that the program wrote."""
        words = [os.fspath(word) for word in argv]
        whole_env = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "HOME": os.environ.get("HOME", "/"),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            **(env or {}),
        }
        self.pid, self._master = pty.fork()
        if self.pid == 0:
            _become(words, whole_env, size, cwd, ignore_hangup)

    # ------------------------------------------------------------ hands

    def press(self, *keys: str) -> Self:
        """Press keys one after another, by name: `press("n", "enter", "ctrl+s")`."""
        return self.send_bytes("".join(encode(key) for key in keys).encode())

    def type(self, text: str) -> Self:
        """Type a text as it is; a line end is Enter."""
        return self.send_bytes(text.replace("\n", "\r").encode())

    def paste(self, text: str) -> Self:
        """Paste a text as terminals do, between the marks of a bracketed paste."""
        return self.send_bytes(f"\x1b[200~{text}\x1b[201~".encode())

    def send_bytes(self, raw: bytes) -> Self:
        """Send raw bytes, reading what comes back so that neither side waits for the other."""
        deadline = time.monotonic() + 30
        while raw:
            if time.monotonic() > deadline:
                self._fail("the program doesn't read what is typed")
            readable, writable, _ = select.select([self._master], [self._master], [], 0.1)
            if readable and not self._read():
                self._fail("the program has ended")
            if writable:
                raw = raw[os.write(self._master, raw[:512]) :]
        return self

    def resize(self, columns: int, lines: int) -> Self:
        """Give the window another size."""
        self._screen.resize(lines, columns)
        _set_size(self._master, (columns, lines))
        return self

    def signal(self, number: int) -> Self:
        """Send a signal to the program."""
        os.kill(self.pid, number)
        return self

    def hang_up(self) -> Self:
        """Drop the line: close the terminal, as sshd does when the client is gone."""
        os.close(self._master)
        self._master = -1
        return self

    # ------------------------------------------------------------ eyes

    def sees(self, *texts: str, seconds: float = 10) -> Self:
        """Wait until each of the texts stands on the screen."""
        for text in texts:
            self.wait_for(text, seconds)
        return self

    def wait_for(self, text: str, seconds: float = 10) -> Self:
        """Wait until `text` stands on one line of the screen."""
        return self.wait_until(lambda: self._shows(text), f"{text!r} doesn't appear", seconds)

    def wait_gone(self, text: str, seconds: float = 10) -> Self:
        """Wait until `text` stands on no line of the screen."""
        return self.wait_until(lambda: not self._shows(text), f"{text!r} doesn't go away", seconds)

    def wait_until(self, holds: Callable[[], bool], otherwise: str, seconds: float = 10) -> Self:
        """Wait until `holds()`; fail with `otherwise` after `seconds` or at the program's end."""
        deadline = time.monotonic() + seconds
        ended = False
        while not holds():
            if ended or time.monotonic() > deadline:
                self._fail(otherwise + (" (the program has ended)" if ended else f" within {seconds} s"))
            if select.select([self._master], [], [], 0.05)[0]:
                ended = not self._read()
        return self

    def screen(self) -> list[str]:
        """The lines on the screen now, without trailing blanks."""
        return [line.rstrip() for line in self._lines()]

    def after_the_app(self) -> str:
        """What the program printed after it gave the normal screen back: plain text, without sequences."""
        self._drain()
        _, found, rest = self.output.rpartition(_BACK)
        return _ANY_SEQUENCE.sub("", rest.decode(errors="replace")) if found else ""

    def in_order(self) -> bool:
        """Whether the terminal is as a shell wants it: normal screen, cursor, no mouse, paste marks, kitty keys or
        raw keyboard."""
        self._drain()
        shown = self.output[self.output.rfind(_FORTH) :] if _FORTH in self.output else b""
        echoes = bool(termios.tcgetattr(self._master)[3] & termios.ECHO)
        return echoes and (not shown or all(given_back in shown for given_back in _GIVEN_BACK))

    def exit_code(self, seconds: float = 10, *, reading: bool = True) -> int:
        """Wait for the program's end; its exit code, or minus the signal that killed it.

        Without `reading` nobody reads what it writes meanwhile, as with a frozen client.
        """
        deadline = time.monotonic() + seconds
        while self._status is None:
            if reading:
                self._drain()
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self._status = os.waitstatus_to_exitcode(status)
            elif time.monotonic() > deadline:
                self._fail(f"the program doesn't end within {seconds} s")
            else:
                time.sleep(0.01)  # there is no file to wait on for a child's end
        self._drain()
        return self._status

    # ------------------------------------------------------------ the rest

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the program the hard way if it still runs, and give the terminal back."""
        if self._status is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self._status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        if self._master >= 0:
            self.hang_up()

    def _lines(self) -> list[str]:
        """The lines as they are. (pyte's own `display` fails where half of a wide character is overwritten.)"""
        rows = (self._screen.buffer[y] for y in range(self._screen.lines))
        return ["".join(row[x].data for x in range(self._screen.columns)) for row in rows]

    def _shows(self, text: str) -> bool:
        return any(text in line for line in self._lines())

    def _drain(self) -> None:
        """Read what is there, without waiting."""
        while self._master >= 0 and select.select([self._master], [], [], 0)[0] and self._read():
            pass

    def _read(self) -> bool:
        """Read once and draw it. False at the end of the program's output."""
        try:
            raw = os.read(self._master, 65536)
        except OSError:  # what Linux says when the other side is closed
            return False
        self.output += raw
        self._draw(raw)
        return bool(raw)

    def _draw(self, raw: bytes) -> None:
        raw = self._unread + raw
        cut = _whole_characters(raw)
        text = self._unfinished + raw[:cut].decode(errors="replace")
        self._unread = raw[cut:]
        tail = _UNFINISHED.search(text)
        self._unfinished = text[tail.start() :] if tail else ""
        text = text[: tail.start()] if tail else text
        text = _OTHER_SCREEN.sub(lambda found: found.group() + _EMPTY_SCREEN, text)
        self._stream.feed(_UNKNOWN_TO_PYTE.sub("", text))

    def _fail(self, reason: str) -> None:
        width = self._screen.columns
        lines = "\n".join(f"│{line[:width]:<{width}}│" for line in self._lines())
        raise AssertionError(f"{reason}; the screen:\n┌{'─' * width}┐\n{lines}\n└{'─' * width}┘")


def _whole_characters(raw: bytes) -> int:
    """How many bytes can be decoded now: all but the start of a UTF-8 character at the end."""
    for back in range(1, min(4, len(raw)) + 1):
        byte = raw[-back]
        if byte & 0b1100_0000 != 0b1000_0000:  # not the middle of a character
            length = (
                2 if byte >> 5 == 0b110 else 3 if byte >> 4 == 0b1110 else 4 if byte >> 3 == 0b11110 else 1
            )
            return len(raw) - back if length > back else len(raw)
    return len(raw)


def _set_size(terminal: int, size: tuple[int, int]) -> None:
    columns, lines = size
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))


def _become(
    words: list[str], env: dict[str, str], size: tuple[int, int], cwd: Path | None, ignore_hangup: bool
) -> None:
    """In the child: turn into the program. Never returns."""
    try:
        _set_size(0, size)
        if ignore_hangup:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
        if cwd is not None:
            os.chdir(cwd)
        os.execvpe(words[0], words, env)
    except BaseException as error:  # noqa: BLE001  # a child of pytest must not go on as pytest
        os.write(2, f"can't start {words[0]}: {error}\n".encode())
    os._exit(127)
