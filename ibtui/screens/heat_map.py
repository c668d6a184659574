"""`z`: the map of concerns (zorgkaart). Groups down, levels across: how many concerns are open, and where they are."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from ibtui.care.catching_up import QUIET_LEVEL, QUIET_WEEKS
from ibtui.care.text import listed
from ibtui.screens.base import IbScreen
from ibtui.screens.concerns import Filter
from ibtui.store import concern_counts, labels
from ibtui.store.concern_counts import HeatRow
from ibtui.widgets.frame import Caption
from ibtui.widgets.rows import Row, Rows, heading
from ibtui.widgets.text import Line, Look, Part, column, line, part

_NAME = 16
_CELL, _WIDE_CELL = 8, 10
"""For "niv. 1", and for "niveau 1" on a wide screen."""
_WIDE = 100
_AROUND, _BESIDE = 3, 8
"""Lines of the map beside the groups, and of the screen beside the map."""
_BLOCKS = " ░▒▓█"
"""From nothing to the most of the whole school: they differ in ink, so that the map reads without colour."""


def cell(count: int, most: int) -> str:
    """One cell: a block as dark as its share of the largest one, and the number. "" for none."""
    if count == 0:
        return "·"
    step = 1 + (count * (len(_BLOCKS) - 2)) // max(most, 1)
    return f"{_BLOCKS[min(step, len(_BLOCKS) - 1)] * 2} {count}"


def map_lines(rows: Sequence[HeatRow], width: int) -> list[Row]:
    """The whole map: one row a group, and a sum below. `width`: what a row has after the cursor's sign."""
    levels, (word, each) = max((len(row.levels) for row in rows), default=0), _columns(width)
    most = max((count for row in rows for count in row.levels), default=0)
    head = line(
        column("", _NAME),
        *(column(f"{word} {level + 1}", each, "muted") for level in range(levels)),
        part("samen", "muted"),
    )
    found = [heading(head)]
    found += [_group_row(row, most, width) for row in rows]
    sums = [sum(row.levels[level] for row in rows if level < len(row.levels)) for level in range(levels)]
    total = line(
        column("hele school", _NAME, "strong"),
        *(column(str(count) if count else "·", each) for count in sums),
        part(sum(sums), "strong"),
    )
    return [*found, heading(), heading(line("  ", *total))]


def _columns(width: int) -> tuple[str, int]:
    """How a level is called, and how wide its cells are."""
    return ("niveau", _WIDE_CELL) if width > _WIDE else ("niv.", _CELL)


def _group_row(row: HeatRow, most: int, width: int) -> Row:
    name, each = labels.group_label(row.group) if row.group else "zonder groep", _columns(width)[1]
    parts: list[Part] = [column(name, _NAME - 1, "strong" if row.total else "muted"), part(" ")]
    for level, count in enumerate(row.levels, 1):
        look: Look = "muted" if not count else "warn" if level >= QUIET_LEVEL else ""
        parts.append(column(cell(count, most), each, look))
    parts.append(column(row.total or "·", 7))
    room = width - _NAME - each * len(row.levels) - 7
    said = ", ".join(f"{word} {count}" for word, count in row.categories)
    if room >= 24 and said:
        parts.append(column(said, room, "muted"))
    return Row(f"groep:{row.group}", (line(*parts),))


def attention(row: HeatRow) -> Line:
    """What asks for attention in one group, in words."""
    words = []
    if row.without_evaluation:
        count = row.without_evaluation
        words.append(f"{count} {'zorg' if count == 1 else 'zorgen'} zonder evaluatie die nog komt")
    if row.quiet:
        words.append(f"{row.quiet} op niveau {QUIET_LEVEL}+ al {QUIET_WEEKS} schoolweken geen contact")
    if not words:
        return line(part("Hier vraagt niets om aandacht." if row.total else "Geen open zorgen.", "muted"))
    return line(part(f"! {listed(words)}", "warn"))


class HeatMapScreen(IbScreen):
    """One screen for all groups. Enter goes to the concerns of the chosen group."""

    SCREEN = "zorgkaart"
    DEFAULT_CSS = """
    HeatMapScreen #kaart { margin: 1 1 1 1; }
    HeatMapScreen Caption { margin: 0 1 0 3; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._found: dict[str, HeatRow] = {}

    def heading(self) -> str:
        return f"{self.ib.school.name} · zorgkaart"

    def body(self) -> ComposeResult:
        yield Rows(id="kaart")
        yield Caption(id="soort")
        yield Caption(id="aandacht")

    def on_mount(self) -> None:
        self.query_one(Rows).focus()

    def reload(self) -> None:
        """One question to the store."""
        found = concern_counts.heat(self.ib.school.id, self.ib.today())
        self._found = {f"groep:{row.group}": row for row in found}
        empty = [
            line(part("Er zijn nog geen groepen.", "strong")),
            line(part("Druk op 0 voor de school, en daar op n voor een groep.", "muted")),
        ]
        box = self.query_one(Rows)
        tall = len(found) + _AROUND  # the words stand close below a map that fits
        box.styles.height = tall if found and tall + _BESIDE < self.size.height else "1fr"
        box.fill(map_lines(found, box.room or self.app.size.width - 7) if found else [], empty=empty)
        self._tell()

    def on_rows_chosen(self) -> None:
        """Another group: other words below the map."""
        self._tell()

    def _tell(self) -> None:
        row = self._found.get(self.query_one(Rows).chosen)
        kinds = ", ".join(f"{word} {count}" for word, count in row.categories) if row else ""
        self.query_one("#soort", Caption).show(line(part(kinds, "muted")) if kinds else ())
        self.query_one("#aandacht", Caption).show(attention(row) if row else ())

    def can(self, command_id: str) -> bool:
        if command_id == "open":
            return self.query_one(Rows).chosen in self._found
        return super().can(command_id)

    def do_open(self) -> None:
        """The concerns of this group."""
        row = self._found[self.query_one(Rows).chosen]
        label = labels.group_label(row.group) if row.group else "zonder groep"
        self.ib.go("zorgen")
        concerns = self.app.screen
        if hasattr(concerns, "show_filter"):
            concerns.show_filter(Filter(label, group=row.group))
