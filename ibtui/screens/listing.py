"""A screen that is one list, with the chosen thing whole beside it when the window is wide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from ibtui.screens.base import IbScreen
from ibtui.widgets.frame import Caption
from ibtui.widgets.rows import Row, Rows
from ibtui.widgets.text import Line


class ListScreen(IbScreen):
    """Base of Zorgen, Instanties, School and one group. A subclass fills `listed` and draws `detail`."""

    DEFAULT_CSS = """
    ListScreen .main { margin: 0 1; width: 1fr; }
    ListScreen #summary { display: none; margin-bottom: 1; padding-right: 1; }
    ListScreen #detail { display: none; width: 46; margin: 0 1 0 2; }
    ListScreen.-summed #summary { display: block; }
    ListScreen.-wide #detail { display: block; }
    """
    SUMMED: ClassVar[bool] = False
    """Whether a line above the list says what is in it."""

    def __init__(self) -> None:
        super().__init__()
        self.at = ""
        """The row that the next `put` goes to: what was just made or found."""

    def body(self) -> ComposeResult:
        self.set_class(self.SUMMED, "-summed")
        with Horizontal():
            with Vertical(classes="main"):
                yield Caption(id="summary")
                yield Rows(id="list")
            yield Rows(id="detail")

    def on_mount(self) -> None:
        self.detail.can_focus = False
        self.set_focus(self.listed)

    @property
    def listed(self) -> Rows:
        """The list."""
        return self.query_one("#list", Rows)

    @property
    def detail(self) -> Rows:
        """What stands beside the list."""
        return self.query_one("#detail", Rows)

    @property
    def is_wide(self) -> bool:
        """Whether there is room for the detail."""
        return self.has_class("-wide")

    def put(self, rows: Sequence[Row], *, empty: Sequence[Line] = ()) -> None:
        """Fill the list, go to `at` if that is set, and draw the detail."""
        self.listed.fill(rows, at=self.at, empty=empty)
        self.at = ""
        self.draw_detail()

    def draw_detail(self) -> None:
        """Show the chosen thing beside the list; only on a wide screen."""
        raise NotImplementedError

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Another row: another detail."""
        if event.rows.id == "list":
            self.attempt(self.draw_detail)
