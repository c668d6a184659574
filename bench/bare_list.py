"""The measure for moving through a list: Textual's own OptionList and DataTable, and nothing else.

    python -m bench.bare_list options|table

A thousand rows that look like those of the minutes in ibtui, with as many lines above and below the list.
"""

from __future__ import annotations

import datetime as dt
import sys

from rich.text import Text
from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import DataTable, OptionList, Static
from textual.widgets.option_list import Option

ROWS = 1000
_ABOVE, _BELOW = 4, 1
_WIDTHS = (14, 19, 18, 8, 13)
_STYLES = ("#9aa2b1", "", "bold", "#9aa2b1", "")  # as ibtui's rows have them
_KINDS = ("oudergesprek", "kindgesprek", "observatie", "telefoon", "gesprek leerkracht")
_NAMES = ("Roos van Dijk", "Sam Smit", "Noa Hof", "Zoë de Jong", "Mees te Velde", "Jan-Peter Brouwer")


def cells(number: int) -> tuple[str, ...]:
    """The five columns of one row."""
    day = dt.date(2026, 11, 22) - dt.timedelta(days=number)
    kind, name = _KINDS[number % len(_KINDS)], _NAMES[number % len(_NAMES)]
    return f"{day:%d-%m-%Y}", kind, name, f"{number % 7} afspr", "vastgesteld"


class BareList(App[None]):
    """Lines above, the list, a line below."""

    CSS = f"""
    #above {{ height: {_ABOVE}; }}
    #below {{ height: {_BELOW}; }}
    OptionList, DataTable {{ height: 1fr; border: none; padding: 0; }}
    """

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind

    def compose(self) -> ComposeResult:
        yield Static("Verslagen", id="above")
        yield _options() if self._kind == "options" else _table()
        yield Static("Enter open", id="below")

    def on_mount(self) -> None:
        self.query_one(OptionList if self._kind == "options" else DataTable).focus()


def _options() -> OptionList:
    rows = ([(cell.ljust(width), style) for cell, width, style in zip(cells(row), _WIDTHS, _STYLES, strict=True)]
            for row in range(ROWS))  # fmt: skip
    return OptionList(*(Option(Content.assemble("   ", *row)) for row in rows), markup=False)


def _table() -> DataTable[Text]:
    table: DataTable[Text] = DataTable(cursor_type="row", show_header=False, cell_padding=0)
    for number, width in enumerate(_WIDTHS):
        table.add_column(str(number), width=width)
    for row in range(ROWS):
        table.add_row(*(Text(cell, style) for cell, style in zip(cells(row), _STYLES, strict=True)))
    return table


if __name__ == "__main__":
    BareList(sys.argv[1]).run()
