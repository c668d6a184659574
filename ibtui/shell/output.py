"""How lists look in the shell: a table for people, JSON for scripts."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rich.box import SIMPLE_HEAD, Box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ibtui.files import shown

Item = TypeVar("Item")

_LONGEST = 2000
_GAP = 2
_NARROWEST = 6
# Said to be ASCII so that rich doesn't put a frame of its own around it; streams.py sees to such terminals.
_BOX = Box(str(SIMPLE_HEAD), ascii=True)


class _Console(Console):
    def on_broken_pipe(self) -> None:
        raise BrokenPipeError  # rich would end the command with exit code 1


@dataclass(frozen=True, slots=True)
class Column(Generic[Item]):
    """One column: its heading and what it shows of a row.

    `least`: it may be made as narrow as this when there is no room, and is then cut with "…"; 0: it is
    never cut. `wraps`: it goes on below instead, between words. `extra`: only shown where there is room.
    """

    title: str
    show: Callable[[Item], str]
    least: int = 0
    wraps: bool = False
    extra: bool = False
    right: bool = False


def print_table(title: str, columns: Sequence[Column[Item]], rows: Sequence[Item], empty: str) -> None:
    """Rows as a table on stdout. Texts are shown literally; nothing in them is markup or acts on a terminal."""
    console = _Console(highlight=False, markup=False, emoji=False)
    console.print(Text(shown(title), style="bold"))
    if not rows:
        console.print(Text(empty))
        return
    chosen, widths, cells = _lay_out(columns, rows, console.width)
    table = Table(box=_BOX, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    for column, width in zip(chosen, widths, strict=True):
        table.add_column(
            Text(column.title),
            width=width,
            no_wrap=not column.wraps,
            overflow="fold" if column.wraps else "ellipsis",
            justify="right" if column.right else "left",
        )
    for line in cells:
        table.add_row(*map(Text, line))
    console.print(table)


def _lay_out(
    columns: Sequence[Column[Item]], rows: Sequence[Item], room: int
) -> tuple[list[Column[Item]], list[int], list[tuple[str, ...]]]:
    """The columns that have a place, their widths in cells, and the text of each cell, row by row."""
    texts = {column.title: [shown(column.show(row), _LONGEST) for row in rows] for column in columns}
    whole = {title: max(map(cell_len, [title, *found])) for title, found in texts.items()}
    least = {column.title: min(whole[column.title], column.least or _LONGEST) for column in columns}
    chosen = [column for column in columns if not column.extra]
    for column in columns:
        wanted = [*chosen, column]
        filled = any(texts[column.title])
        if column.extra and filled and _total([least[each.title] for each in wanted]) <= room:
            chosen = wanted
    chosen.sort(key=columns.index)
    titles = [column.title for column in chosen]
    widths = _fit([whole[title] for title in titles], [least[title] for title in titles], room)
    return chosen, widths, list(zip(*(texts[title] for title in titles), strict=True))


def _fit(whole: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths that fit: first what is widest above its least gives way, in a very narrow terminal all do."""
    widths = list(whole)
    for floors in (least, [_NARROWEST] * len(widths)):
        spare = [width - floor for width, floor in zip(widths, floors, strict=True)]
        while _total(widths) > room and max(spare) > 0:
            widest = spare.index(max(spare))
            widths[widest] -= 1
            spare[widest] -= 1
    return widths


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + _GAP * (len(widths) - 1)


def print_json(rows: Sequence[object]) -> None:
    """Rows as a JSON list on stdout: field names as in the code, dates in ISO form, ids as numbers."""
    unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    json.dump([_plain(row) for row in rows], sys.stdout, ensure_ascii=not unicode, indent=2)
    sys.stdout.write("\n")


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        found = {item.name: _plain(getattr(value, item.name)) for item in dataclasses.fields(value)}
        found.pop("version", None)  # for the store's own use
        return found
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        return str(value)
    return value
