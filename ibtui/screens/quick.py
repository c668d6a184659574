"""`v`: the vangregel. One line, caught in seconds, with what it becomes under it while you type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Offset, Region
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from textual.widgets.input import Selection

from ibtui.care.dates import short_date
from ibtui.care.mentions import mention_at, ways_to_write
from ibtui.care.names import Found, Named, Register, Several, find, suggest
from ibtui.care.shorthand import Quick, parse_quick
from ibtui.errors import IbtuiError
from ibtui.screens import left_lines
from ibtui.screens.editor_names import Place
from ibtui.screens.editor_suggest import Suggesting, SuggestList
from ibtui.store import people, quick
from ibtui.store.database import StoreFault, explain
from ibtui.store.whois import Candidate
from ibtui.widgets.text import content
from ibtui.widgets.typing import LineInput

_HINT = "Vang · #leerling  @persoon  !afspraak > wanneer · Enter bewaart, Esc terug"
_MOST = 5  # names that are proposed at once
_EXAMPLE = "#sam slaapt slecht @ans !bellen met ouders > di"


class QuickScreen(ModalScreen[str | None]):
    """Gives back what was kept, in words; None when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("tab", "take_name(1)", show=False),
        Binding("shift+tab", "take_name(-1)", show=False),
    ]
    DEFAULT_CSS = """
    QuickScreen { align: center bottom; background: $background 0%; }
    QuickScreen > Vertical { width: 100%; height: auto; padding: 1 2; background: $panel; border-top: solid $primary; }
    QuickScreen Static { height: auto; color: $text-muted; }
    QuickScreen Input { margin: 1 0; }
    QuickScreen .problem { color: $error; }
    """

    def __init__(
        self,
        school: int,
        today: dt.date,
        working_days: Collection[int],
        begun: str = "",
        pupil: int | None = None,
    ) -> None:
        """`begun` stands in the line, unless something else was left with Esc on the page of this pupil."""
        super().__init__()
        self._begun = begun
        self._where = (pupil, begun)
        self._school = school
        self._today = today
        self._working_days = working_days
        self._pupils: list[Named] = []
        self._people: list[Named] = []
        self._list = SuggestList()
        self._suggesting = Suggesting(self, self._list)
        self._proposed: _Proposed | None = None

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(content(_HINT))
            text = left_lines.kept.get(self._where, self._begun)
            yield LineInput(text, placeholder=_EXAMPLE, compact=True, select_on_focus=False)
            yield Static(classes="said")
            yield Static(classes="problem")
        yield self._list

    def on_mount(self) -> None:
        box = self.query_one(Input)
        box.focus()
        # What she left there goes when she types something else; the name stays.
        after = len(self._begun) if box.value.startswith(self._begun) else 0
        box.selection = Selection(after, len(box.value))
        try:
            pupils, others = people.named_pupils(self._school), people.named_people(self._school)
        except (
            IbtuiError,
            StoreFault,
        ) as error:  # no names to show; the line can be typed and kept all the same
            self._complain(error)
            return
        self._pupils, self._people = pupils, others
        self._proposed = _Proposed(pupils, others)
        self.watch(box, "selection", self._cursor_moved, init=False)
        self._preview(box.value)

    # ── names at the cursor: Tab takes one ─────────────────────────────────────
    def action_take_name(self, step: int) -> None:
        self._suggesting.take(step)

    def _cursor_moved(self) -> None:
        self._suggesting.look(self._proposed)

    def cursor(self) -> tuple[int, int]:
        """Line and column; there is one line."""
        return 0, self.query_one(Input).cursor_position

    def cursor_line(self) -> str:
        """What has been typed."""
        return self.query_one(Input).value

    def typing(self) -> bool:
        """A line that is being caught is always being typed."""
        return True

    def put_in_line(self, text: str, start: int, end: int) -> None:
        """Put a text in the place of a part of the line; the cursor behind it."""
        box = self.query_one(Input)
        box.value = box.value[:start] + text + box.value[end:]
        box.cursor_position = start + len(text)

    def on_screen(self, column: int) -> tuple[Offset, Region]:
        """Where on the screen a column of the line is, and where the line is."""
        box = self.query_one(Input)
        left = cell_len(box.value[column : box.cursor_position])
        return box.cursor_screen_offset - Offset(left, 0), box.region

    def on_input_changed(self, event: Input.Changed) -> None:
        if self._pupils or self._people or not self.is_mounted:
            self._preview(event.value)

    def _preview(self, typed: str) -> None:
        quick_line = parse_quick(typed, self._today, self._working_days)
        said, problems = [], []
        for names, among in ((quick_line.pupils, self._pupils), (quick_line.people, self._people)):
            for name in names:
                known = find(name, among)
                if isinstance(known, Found):
                    said.append(
                        f"over {known.named.full}" if among is self._pupils else f"met {known.named.full}"
                    )
                elif isinstance(known, Several):
                    some = ", ".join(f"{item.full} ({item.hint})" for item in known.named[:4])
                    problems.append(f"{name}: welke? {some}. Kies met Tab of typ meer letters.")
                else:
                    problems.append(f"{name}: die naam ken ik niet. Hij blijft als tekst staan.")
        said += _action_words(quick_line, self._today)
        if quick_line.private:
            said.append("privé: komt in geen enkel document")
        self.query_one(".said", Static).update(content(" · ".join(said) or " "))
        self.query_one(".problem", Static).update(content("\n".join(problems)))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep it, when anything was typed. A fault leaves the line as it stands."""
        if event.value.strip() in ("", self._begun.strip()):
            left_lines.kept.pop(self._where, None)
            self.dismiss(None)
            return
        try:
            result = quick.quick_note(self._school, event.value, self._today)
        except (IbtuiError, StoreFault) as error:
            self._complain(error)
            return
        left_lines.kept.pop(self._where, None)
        extra = " · privé" if result.private else ""
        extra += f" · {result.actions} afspraak" if result.actions == 1 else ""
        self.dismiss(f"Bewaard als {result.kind}{extra}")

    def _complain(self, error: Exception) -> None:
        self.query_one(".problem", Static).update(content(f"! {explain(error)}"))

    @classmethod
    def leave_there(cls, text: str) -> None:
        """As if this was left with Esc: it's there when the vangregel is opened, on no pupil's page."""
        left_lines.kept[None, ""] = text

    @property
    def half(self) -> str:
        """What was typed and isn't kept yet; "" for nothing."""
        typed = self.query_one(Input).value
        return "" if typed.strip() in ("", self._begun.strip()) else typed

    def action_leave(self) -> None:
        if self.half:
            left_lines.kept[self._where] = self.half
        else:
            left_lines.kept.pop(self._where, None)
        self.dismiss(None)


class _Proposed:
    """Whom a name in the line can be: the whole school, for there is no table yet."""

    def __init__(self, pupils: list[Named], others: list[Named]) -> None:
        self._among = {"#": Register(pupils), "@": Register(others)}

    def place_at(self, line: str, column: int, typing: bool) -> Place | None:
        """The name at the cursor, with who could be meant."""
        one = mention_at(line, column)
        if one is None:
            return None
        among, found = self._among[one.mark], []
        for named in suggest(one.typed, among):
            ways = (way for way in ways_to_write(named) if find(way, among) == Found(named))
            if way := next(ways, ""):
                found.append(Candidate(named.id, named.full, named.hint, f"{one.mark}{way}"))
            if len(found) == _MOST:
                break
        return Place(one.start, one.end, tuple(found)) if found else None


def _action_words(quick_line: Quick, today: dt.date) -> list[str]:
    if quick_line.action is None:
        return []
    who = quick_line.owner or "jou"
    if quick_line.due:
        return [f"afspraak voor {who}: {quick_line.action}, {short_date(quick_line.due, today)}"]
    unclear = f" ({quick_line.when}? dat is geen datum)" if quick_line.when else ", nog zonder datum"
    return [f"afspraak voor {who}: {quick_line.action}{unclear}"]
