"""Ctrl+R in the editor: the promises as plain sentences, to read to the table, to confirm and to put right.

The text is the record: what is corrected here changes that line of the text, as one step for Ctrl+Z.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from ibtui.errors import IbtuiError
from ibtui.screens import reading_lines, removed
from ibtui.screens.base import IbScreen
from ibtui.screens.editor_names import Names
from ibtui.screens.editor_text import NotesArea
from ibtui.screens.host import Host
from ibtui.screens.reading_lines import Item
from ibtui.store import actions
from ibtui.store.database import StoreFault, explain
from ibtui.store.minutes import MinutesText
from ibtui.widgets.frame import KeyHints, TopLine
from ibtui.widgets.rows import Rows
from ibtui.widgets.text import Look, content, line, part
from ibtui.widgets.typing import LineInput

_HINTS = (
    ("↑ ↓", "kies"),
    ("Enter", "akkoord"),
    ("e", "verbeter"),
    ("Del", "regel weg"),
    ("Esc", "terug naar de tekst"),
)
_HINTS_TYPING = (("Enter", "neem over"), ("Esc", "laat het zo"))
_NOTHING = (
    line(part("Er zijn nog geen afspraken om voor te lezen.", "muted")),
    (),
    line(part("Typ in de tekst op een nieuwe regel een uitroepteken, en dan wie, wat en wanneer:", "muted")),
    (),
    line(part("! moeder: belt de logopedist > vr")),
)
_FROZEN = "Dit verslag is vastgesteld. Maak eerst een nieuwe versie: Esc, dan F2."
_MOST = 140
"""Characters of a sentence in the message above the keys."""
_ELSEWHERE = "Deze afspraak staat in een nieuwere versie, of is op een ander scherm weg."


class Editor(Protocol):
    """What reading aloud needs of the editor of minutes."""

    number: int
    area: NotesArea

    @property
    def row(self) -> MinutesText | None:
        """The edition as it was loaded."""

    @property
    def is_draft(self) -> bool:
        """Whether the text may still change."""

    def flush(self) -> bool:
        """Save now; True when the store has it."""


def read_aloud(screen: IbScreen, editor: Editor) -> None:
    """Save, ask about promises that lost their line, and show the sentences."""
    if editor.is_draft and not editor.flush():
        screen.say("De tekst is nog niet bewaard. Lees de afspraken daarna voor.", "warn")
        return
    edition = editor.row
    if edition is not None:
        number = edition.id
        removed.ask_removed(
            screen,
            editor,
            lambda: (
                editor.number == number
                and screen.app.push_screen(ReadingScreen(screen.ib, editor, screen.heading()))
            ),
            stay=False,
        )


class ReadingScreen(ModalScreen[None]):
    """Each promise with room around it. Every key that changes something saves it at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+r,q", "leave", show=False),
        Binding("enter", "agree", show=False),
        Binding("space", "agree(True)", show=False),
        Binding("e", "correct", show=False),
        Binding("delete", "remove", show=False),
    ]
    DEFAULT_CSS = """
    ReadingScreen { background: $background; }
    ReadingScreen Rows { margin: 0 1; }
    ReadingScreen .progress { height: auto; padding: 1 2 0 1; color: $text-muted; }
    ReadingScreen .progress.-ready { color: $success; }
    ReadingScreen .said { height: auto; padding: 0 1; color: $text-muted; display: none; }
    ReadingScreen .said.-warn { color: $warning; }
    ReadingScreen .said.-late { color: $error; text-style: bold; }
    ReadingScreen Vertical { height: auto; padding: 0 2 1 2; background: $panel; border-top: solid $primary; }
    ReadingScreen Vertical { display: none; }
    ReadingScreen Vertical Input { margin: 1 0; }
    ReadingScreen Vertical Static { height: auto; }
    ReadingScreen Vertical .title { color: $text-muted; }
    ReadingScreen.-typing Vertical { display: block; }
    ReadingScreen.-typing .progress { display: none; }
    """

    def __init__(self, host: Host, editor: Editor, title: str) -> None:
        super().__init__()
        self._host, self._editor, self._title = host, editor, title
        self._items: list[Item] = []
        self._names: Names | None = None
        self._correcting: Item | None = None

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield Rows(empty=_NOTHING)
        yield Static(classes="said")
        yield Static(classes="progress")
        with Vertical():
            yield Static(content("wie: wat > wanneer"), classes="title")
            yield LineInput(compact=True, select_on_focus=False)
            yield Static(classes="becomes")
        yield KeyHints(_HINTS)

    def on_mount(self) -> None:
        self.query_one(TopLine).title = f"Voorlezen · {self._title}"
        self.query_one(Rows).focus()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    # ── what is shown ──────────────────────────────────────────────────────────
    @property
    def _today(self) -> dt.date:
        return self._host.today()

    def _edition(self) -> MinutesText:
        edition = self._editor.row
        if edition is None:
            raise RuntimeError("an editor without minutes has nothing to read aloud")
        return edition

    def _show(self, at: str = "") -> None:
        self._attempt(lambda: self._read(at))

    def _read(self, at: str) -> None:
        self._load()
        self._fill(at)

    def _load(self) -> None:
        edition = self._edition()
        if self._names is None:
            self._names = Names(self._host.school, edition.conversation_id)
        self._items = reading_lines.items(self._editor.area.text, edition, self._names, self._today)

    def _fill(self, at: str) -> None:
        box = self.query_one(Rows)
        first = next((item.id for item in self._items if not item.agreed), "")
        box.fill(reading_lines.rows(self._items, box.room or 76), at=at or ("" if box.chosen else first))
        bar = self.query_one(".progress", Static)
        words = reading_lines.progress(self._items)
        bar.update(content(words))
        bar.set_class(words.startswith("✓"), "-ready")

    def _say(self, text: str, look: Look = "") -> None:
        box = self.query_one(".said", Static)
        box.display = bool(text)
        for one in ("warn", "late"):
            box.set_class(look == one, f"-{one}")
        box.update(content(f"! {text}" if look and text else text))

    def _attempt(self, action: Callable[[], object]) -> bool:
        """Do something with the store; a fault becomes a sentence above the keys."""
        try:
            action()
        except (IbtuiError, StoreFault) as error:
            self._say(str(explain(error)), "late")
            return False
        return True

    def _chosen(self) -> Item | None:
        chosen = self.query_one(Rows).chosen
        return next((item for item in self._items if item.id == chosen), None)

    # ── what can be done ───────────────────────────────────────────────────────
    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.stop()

    def action_leave(self) -> None:
        """Esc: out of the line that is being corrected, else back to the text."""
        if self._correcting is not None:
            self._stop_correcting()
        else:
            self.dismiss(None)

    def action_agree(self, turn: bool = False) -> None:
        """The table agrees: on to the next. With `turn` (the space bar) also: not after all."""
        item = self._chosen()
        if item is None or self._correcting is not None:
            return
        self._say("")
        if item.row is None:
            self._say(_ELSEWHERE, "warn")
            return
        number, agreed = item.row.id, item.row.confirmed_on is not None
        day = None if agreed and turn else self._today
        if not item.settled and not self._attempt(lambda: actions.confirm_action(number, day)):
            return
        self._show(item.id if day is None else self._after(item))

    def _after(self, item: Item) -> str:
        """The next promise that isn't agreed, from the last on to the first; this one when there is none."""
        at = self._items.index(item)
        for other in (*self._items[at + 1 :], *self._items[:at]):
            if not other.agreed:
                return other.id
        return item.id

    def action_correct(self) -> None:
        """`e`: the words of this line, to change on the spot."""
        item = self._chosen()
        if item is None or not self._may_change():
            return
        self._say("")
        self._correcting = item
        self.add_class("-typing")
        box = self.query_one(LineInput)
        box.value = item.words
        box.cursor_position = len(box.value)
        box.focus()
        self._hint(_HINTS_TYPING)
        self.call_after_refresh(self._show, item.id)  # the list has less room now: keep the line in sight

    def action_remove(self) -> None:
        """Del: the line goes out of the text."""
        item = self._chosen()
        if item is None or not self._may_change():
            return
        others = [other.id for other in self._items]
        at = others.index(item.id)
        near = others[at + 1] if at + 1 < len(others) else others[at - 1]
        if self._change_line(item, None):
            self._saved("De regel is weg. In de tekst haal je hem met Ctrl+Z terug.")
            self._show(near)

    def _may_change(self) -> bool:
        if self._editor.is_draft:
            return True
        self._say(_FROZEN, "warn")
        return False

    # ── correcting a line ──────────────────────────────────────────────────────
    def on_input_changed(self, event: Input.Changed) -> None:
        """What the line would become, while it's typed."""
        event.stop()
        if self._correcting is None or self._names is None:
            return
        names, typed = self._names, _line_of(event.value)
        becomes = self.query_one(".becomes", Static)

        def preview() -> None:
            words = reading_lines.said(typed, self._edition(), names, self._today)
            lacks = f"\n! {' · '.join(words.lacks)}" if words.lacks else ""
            becomes.update(content(words.sentence + lacks if typed else " "))

        self._attempt(preview)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter takes the line over into the text."""
        event.stop()
        item, typed = self._correcting, _line_of(event.value)
        if item is None:
            return
        if not typed:
            self._say(
                "Er staat niets. Met Esc laat je de regel zoals hij was, met Del haal je hem weg.", "warn"
            )
            return
        if typed != item.words and not self._change_line(item, typed):
            return
        self._stop_correcting()
        if typed == item.words:
            self._show(item.id)
        else:
            self._attempt(lambda: self._corrected(item))

    def _corrected(self, item: Item) -> None:
        """Say what the line became, and go on where she was: a sentence that is whole now goes to another place
        in the list, and the cursor doesn't go with it."""
        saved, before = self._saved(""), [other.number for other in self._items]
        self._load()
        now = next((other for other in self._items if other.number == item.number), None)
        if now is not None and saved:
            sentence = now.spoken.sentence
            self._say(f"Verbeterd: {sentence if len(sentence) <= _MOST else f'{sentence[:_MOST]}…'}")
        if now is not None and (now.lacks or not item.lacks):
            self._fill(now.id)
            return
        at = before.index(item.number) if item.number in before else 0
        order = (*before[at + 1 :], *before[:at])
        unclear = {other.number: other.id for other in self._items if other.lacks and not other.agreed}
        to_read = (other.id for other in self._items if not other.agreed)
        self._fill(next((unclear[number] for number in order if number in unclear), next(to_read, "")))

    def _stop_correcting(self) -> None:
        self._correcting = None
        self.remove_class("-typing")
        self._hint(_HINTS)
        self.query_one(Rows).focus()

    def _hint(self, hints: tuple[tuple[str, str], ...]) -> None:
        self.query_one(KeyHints).remove()
        self.mount(KeyHints(hints))

    def _change_line(self, item: Item, words: str | None) -> bool:
        """Change or remove (None) one line of the text. False when that line isn't there any more."""
        area = self._editor.area
        lines = area.document.lines
        if item.number >= len(lines) or not lines[item.number].rstrip().endswith(item.words):
            self._show()
            self._say("De tekst is intussen veranderd. Kijk eerst wat er nu staat.", "warn")
            return False
        replace_line(area, item.number, None if words is None else f"! {words}")
        return True

    def _saved(self, words: str) -> bool:
        """Save what was changed and say so; or that it isn't saved yet."""
        saved = self._editor.flush()
        if saved:
            self._say(words)
        else:
            self._say("De tekst is veranderd, maar nog niet bewaard.", "late")
        return saved


def replace_line(area: NotesArea, number: int, text: str | None) -> None:
    """Put another line in the place of line `number` (from 0), or take it out (None): one step for Ctrl+Z."""
    lines = area.document.lines
    start, end = (number, 0), (number, len(lines[number]))
    if text is None and number + 1 < len(lines):
        end = (number + 1, 0)
    elif text is None and number > 0:
        start = (number - 1, len(lines[number - 1]))
    area.history.checkpoint()
    area.replace(text or "", start, end)
    area.history.checkpoint()


def _line_of(typed: str) -> str:
    """What was typed, without the mark that somebody may type before it."""
    words = typed.strip()
    return words[1:].strip() if words == "!" or words.startswith("! ") else words
