"""How lists look in the shell: a table for people, JSON for scripts."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

from rich.cells import cell_len, chop_cells, set_cell_size

from ibtui.files import shown
from ibtui.values import dataclass

Item = TypeVar("Item")

_LONGEST = 2000
_GAP = 2
_NARROWEST = 6
_STANDARD = 80


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
    room = _room()
    lines = [_bold(line) for line in _wrapped(shown(title), room)]
    if rows:
        lines += _table(columns, rows, room)
    else:
        lines += _wrapped(empty, room)
    sys.stdout.write("\n".join(lines) + "\n")


def _room() -> int:
    """Cells on a line: what COLUMNS says, else the width of the terminal, else 80."""
    told = os.environ.get("COLUMNS", "")
    if told.isdigit() and int(told):
        return int(told)
    for number in range(3):
        with suppress(OSError):
            return os.get_terminal_size(number).columns or _STANDARD
    return _STANDARD


def _bold(line: str) -> str:
    plain = os.environ.get("TERM", "dumb") in {"dumb", "unknown"} or not sys.stdout.isatty()
    return line if plain else f"\x1b[1m{line}\x1b[0m"


def _table(columns: Sequence[Column[Item]], rows: Sequence[Item], room: int) -> list[str]:
    chosen, widths, texts = _lay_out(columns, rows, room)
    lines = [_bold(line) for line in _row(chosen, widths, [column.title for column in chosen])]
    lines.append("─" * max(room if _total(widths) > room else _total(widths), 1))
    for row in texts:
        lines += _row(chosen, widths, row)
    return lines


def _row(columns: Sequence[Column[Item]], widths: Sequence[int], texts: Sequence[str]) -> list[str]:
    """One row of the table: as many lines as its tallest cell."""
    cells = [_cell(*each) for each in zip(columns, widths, texts, strict=True)]
    tall = max(map(len, cells))
    blank = [" " * width for width in widths]
    filled = [cell + [nothing] * (tall - len(cell)) for cell, nothing in zip(cells, blank, strict=True)]
    return [(" " * _GAP).join(parts) for parts in zip(*filled, strict=True)]


def _cell(column: Column[Item], width: int, text: str) -> list[str]:
    if column.wraps:
        return [set_cell_size(line, width) for line in _wrapped(text, width)]
    if cell_len(text) > width:
        return [f"{set_cell_size(text, width - 1)}…"]
    return [" " * (width - cell_len(text)) + text if column.right else set_cell_size(text, width)]


def _wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most so many cells, broken between words; a word that is wider is broken itself."""
    lines: list[str] = []
    line = ""
    for word in re.findall(r"\s*\S+\s*", text):
        if cell_len(line) + cell_len(word.rstrip()) <= width:
            line += word
            continue
        lines += [line] if line else []
        *whole, line = chop_cells(word, width) if cell_len(word.rstrip()) > width else [word]
        lines += whole
    return [each.rstrip() for each in [*lines, line]]


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
    for floors in (least, [_NARROWEST] * len(widths), [1] * len(widths)):
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
