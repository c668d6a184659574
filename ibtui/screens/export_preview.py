"""`p` on the export screen: the paper as it will be, page by page, as text. Nothing is written yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from ibtui.widgets.frame import KeyHints, TopLine
from ibtui.widgets.rows import Row, Rows, heading
from ibtui.widgets.text import Line, Look, line, part, wrap

if TYPE_CHECKING:
    from ibtui.documents.pages import Page

_WIDTH, _BESIDE = 75, 5
_HINTS = (("PageDown", "verder"), ("PageUp", "terug"), ("w", "maak Word"), ("Esc", "terug naar de controle"))
_LOOKS: dict[str, Look] = {"title": "accent", "heading": "strong", "muted": "muted"}


def width_in(window: int) -> int:
    """How many characters a line of the paper gets in a window of so many columns."""
    return min(window - _BESIDE, _WIDTH)


class PreviewScreen(ModalScreen[str | None]):
    """All pages below each other. Gives back "w" to write it, None to go back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,p", "dismiss(None)", show=False),
        Binding("q", "app.quit", show=False),
        Binding("w", "dismiss('w')", show=False),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown,space,right", "page(1)", show=False, priority=True),
        Binding("pageup,left", "page(-1)", show=False, priority=True),
        Binding("home", "edge(-1)", show=False, priority=True),
        Binding("end", "edge(1)", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    PreviewScreen { background: $background; align-horizontal: center; }
    PreviewScreen Rows { width: 79; max-width: 100%; padding-left: 1; }
    """

    def __init__(self, title: str, pages: Sequence[Page]) -> None:
        super().__init__()
        self._title, self._pages = title, list(pages)
        self._starts: list[int] = []  # the line of the list at which each page starts

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield Rows()
        yield KeyHints(_HINTS)

    def on_mount(self) -> None:
        self.query_one(TopLine).title = self._title
        box = self.query_one(Rows)
        box.focus()
        self.watch(box, "scroll_y", self._say_page, init=False)

    def on_resize(self) -> None:
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        box = self.query_one(Rows)
        width = box.room or _WIDTH
        rows: list[Row] = []
        self._starts = []
        at = 0
        for number, page in enumerate(self._pages):
            self._starts.append(at)
            lines = _lines(page, number, len(self._pages), width)
            rows.append(heading(*lines))
            at += len(lines)
        box.fill(rows)
        self._say_page()

    def _say_page(self) -> None:
        many = len(self._pages)
        self.query_one(TopLine).note = f"bladzijde {self._here() + 1} van {many}" if many else ""

    def _here(self) -> int:
        """The page that is shown: the last one that begins at the top of the window or above it; at the very end
        the last one."""
        box = self.query_one(Rows)
        top = round(box.scroll_y)
        if self._starts and box.max_scroll_y and top >= box.max_scroll_y:
            return len(self._starts) - 1
        return max((number for number, start in enumerate(self._starts) if start <= top), default=0)

    # ── moving ─────────────────────────────────────────────────────────────────
    def action_move(self, step: int) -> None:
        """A line up or down."""
        self.query_one(Rows).scroll_relative(y=step, animate=False, immediate=True)

    def action_page(self, step: int) -> None:
        """A screenful further, but never past the beginning of a page: that comes at the top."""
        box = self.query_one(Rows)
        top, screenful = round(box.scroll_y), max(box.size.height - 1, 1)
        if step > 0:
            wanted = min(
                (start for start in self._starts if top < start <= top + screenful), default=top + screenful
            )
        else:
            wanted = max(
                (start for start in self._starts if top - screenful <= start < top), default=top - screenful
            )
        box.scroll_to(y=wanted, animate=False, immediate=True)

    def action_edge(self, step: int) -> None:
        """To the top of the first page or the end of the last."""
        box = self.query_one(Rows)
        box.scroll_to(y=0 if step < 0 else box.max_scroll_y, animate=False, immediate=True)


def _lines(page: Page, number: int, many: int, width: int) -> list[Line]:
    """One page: a rule with its number, and its text."""
    words = f" bladzijde {number + 1} van {many} "
    left = max((width - len(words)) // 2, 0)
    rule = "─" * left + words + "─" * max(width - len(words) - left, 0)
    found: list[Line] = [line(part(rule, "muted"))]
    for one in page.lines:
        look = _LOOKS.get(one.look, "")
        found += [line(part(text, look)) for text in wrap(one.text, width)]
    return [*found, ()]
