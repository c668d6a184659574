"""Moving through minutes while leading the talk: from point to point, and the time of now at the cursor."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from textual.widgets import TextArea

from ibtui.care.minutes import Mark, mark_of

_ROOM = 5
"""Lines to keep free under the cursor after a jump, as far as the window has them."""

# Not "-": "13:00 - 14:00" is a time from and to.
_TIME_AND_MARK = re.compile(r"(?P<time>[0-9]{1,2}:[0-9]{2})[ \t]+(?P<mark>##|[!=?*%])")

NO_POINTS = "Er zijn nog geen agendapunten. Een regel die met ## begint, is een punt."


def headings(lines: Sequence[str]) -> list[int]:
    """The numbers of the lines that are a point."""
    return [number for number, text in enumerate(lines) if _is_point(text)]


def next_heading(lines: Sequence[str], row: int) -> int | None:
    """The first point under line `row`, from the last on to the first; None when there are no points."""
    found = headings(lines)
    return next((number for number in found if number > row), found[0]) if found else None


def previous_heading(lines: Sequence[str], row: int) -> int | None:
    """The point before the one that line `row` stands in, from the first on to the last; None: no points."""
    found = headings(lines)
    above = [number for number in found if number <= row]
    return above[-2] if len(above) > 1 else found[-1] if found else None


def place_to_type(lines: Sequence[str], heading: int) -> tuple[int, int]:
    """Where to go on typing under a point: the first blank line after what stands there, so that she can type
    at once; without one the end of its last line."""
    last = row = heading
    while (row := row + 1) < len(lines) and not _is_point(lines[row]):
        if lines[row].strip():
            last = row
    blank = last + 1
    if blank < row:
        return blank, len(lines[blank])
    return last, len(lines[last])


def to_next_point(area: TextArea) -> bool:
    """Go on in the next point; False when the text has no points."""
    lines = area.document.lines
    return _to_point(area, next_heading(lines, area.cursor_location[0]))


def to_previous_point(area: TextArea) -> bool:
    """Go on in the point before this one; False when the text has no points."""
    lines = area.document.lines
    return _to_point(area, previous_heading(lines, area.cursor_location[0]))


def insert_time(area: TextArea, moment: dt.datetime) -> None:
    """Put "13:24 " at the cursor, as typing would: what is selected gives way, and Ctrl+Z takes it back."""
    row, column = min(area.selection)
    before = area.document.get_line(row)[:column]
    gap = "" if not before or before[-1].isspace() else " "
    area.replace(f"{gap}{moment:%H:%M} ", *area.selection, maintain_selection_offset=False)


def mark_first(before_cursor: str) -> str | None:
    """What a line that begins with a time and then a mark ("13:24 =") has to be to count: "= 13:24 ". A promise
    has a date of its own and loses the time: "! ". None when the line isn't just that."""
    found = _TIME_AND_MARK.fullmatch(before_cursor)
    if found is None:
        return None
    mark = found["mark"]
    return f"{mark} " if mark == Mark.ACTION else f"{mark} {found['time']} "


def _is_point(text: str) -> bool:
    return text.startswith("##") and mark_of(text) is Mark.POINT


def _to_point(area: TextArea, heading: int | None) -> bool:
    if heading is None:
        return False
    area.move_cursor(place_to_type(area.document.lines, heading))
    _show_from(area, heading)
    return True


def _show_from(area: TextArea, heading: int) -> None:
    """Scroll as little as can be, so that the heading and room to type under the cursor are in sight. When the
    point is longer than the window, the cursor with its room wins."""
    wrapped = area.wrapped_document
    top = wrapped.location_to_offset((heading, 0)).y
    cursor = wrapped.location_to_offset(area.cursor_location).y
    height = area.scrollable_content_region.height
    if height < 1:
        return
    lowest = cursor + min(_ROOM, height - 1) - height + 1  # scrolled less than this, the room is out of sight
    wanted = max(min(round(area.scroll_y), top), lowest)
    area.scroll_to(y=max(wanted, 0), animate=False)  # after the scroll that moving the cursor asked for
