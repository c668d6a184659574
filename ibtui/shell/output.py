"""How lists look in the shell: a table for people, JSON for scripts."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ibtui.files import shown

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Column(Generic[Item]):
    """One column: its heading and what it shows of a row."""

    title: str
    show: Callable[[Item], str]
    wrap: bool = True


def print_table(title: str, columns: Sequence[Column[Item]], rows: Sequence[Item], empty: str) -> None:
    """Rows as a table on stdout. Texts are shown literally; nothing in them is markup or acts on a terminal."""
    console = Console(highlight=False, markup=False, emoji=False)
    console.print(Text(shown(title), style="bold"))
    if not rows:
        console.print(Text(empty))
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(
            Text(column.title), no_wrap=not column.wrap, overflow="fold" if column.wrap else "ellipsis"
        )
    for row in rows:
        table.add_row(*(Text(shown(column.show(row), 2000)) for column in columns))
    console.print(table)


def print_json(rows: Sequence[object]) -> None:
    """Rows as a JSON list on stdout: field names as in the code, dates in ISO form, ids as numbers."""
    json.dump([_plain(row) for row in rows], sys.stdout, ensure_ascii=False, indent=2)
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
