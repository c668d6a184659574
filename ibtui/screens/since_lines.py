"""How "sinds vorige keer" looks: a heading a section, and a line for each thing that is new or has to be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from ibtui.care.catching_up import News, Section
from ibtui.care.dates import short_date
from ibtui.care.mentions import unmarked
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, Look, Part, column, fit, line, part, wrap

_LOOKS: Mapping[str, Look] = {"!": "late", "✓": "good", "+": "accent"}
_MOST_SAID = 0.45
"""How much of a line what is new may take; the rest is for what it is about."""


def section_heading(section: Section, count: int, until: dt.date, today: dt.date) -> Row:
    """ "Nu aan de beurt  3"; the next working day is named."""
    words = f"{section}, {short_date(until, today)}" if section is Section.AHEAD else str(section)
    return heading(line(part(words, "strong"), part(f"  {count}", "muted")))


def news_row(item: News, width: int, *, chosen: bool, read: bool) -> Row:
    """One line; the chosen one has as many as it needs."""
    said = fit(item.said, min(cell_len(item.said), int(width * _MOST_SAID)))
    room = width - 2 - cell_len(said) - 2
    text = " · ".join(unmarked(word) for word in (item.about, item.what) if word)
    look: Look = "muted" if read else ""
    right = part(said, "late" if item.sign == "!" else "muted")
    lines = wrap(text, room) if chosen else []
    first = line(_sign(item), column(lines[0] if lines else text, room, look), "  ", right)
    return Row(item.key, (first, *(line("  ", part(more, look)) for more in lines[1:])))


def _sign(item: News) -> Part:
    return part(f"{item.sign or ' '} ", _LOOKS.get(item.sign, "muted"))


def count_words(found: Mapping[Section, Sequence[News]], fresh: int) -> Line:
    """ "4 nieuw · ! 2 te laat"."""
    dated = [*found.get(Section.DUE, ()), *found.get(Section.STILL, ())]
    late = sum(item.sign == "!" for item in dated)
    parts = [part("  "), part(f"{fresh} nieuw" if fresh else "niets nieuws", "strong")]
    if late:
        parts += [part(" · ", "muted"), part(f"! {late} te laat", "late")]
    return tuple(parts)


def detail_rows(item: News | None, width: int) -> list[Row]:
    """The chosen line whole, beside the list."""
    if item is None:
        return []
    texts: list[tuple[str, Look]] = [(item.about, "strong"), (item.what, ""), (item.said, "muted")]
    rows = [heading(line("  ", part(str(item.section), "accent"))), heading()]
    rows += [
        heading(line("  ", part(words, look)))
        for text, look in texts
        if text
        for words in wrap(unmarked(text), width - 2)
    ]
    return rows


def nothing_lines(since: dt.date, until: dt.date, today: dt.date) -> list[Line]:
    """What an empty screen says."""
    return [
        line(part(f"Niets nieuws sinds {short_date(since, today)}.", "strong")),
        line(part(f"Voor {short_date(until, today)} hoeft niets meer. f toont ook wat je al las.", "muted")),
    ]
