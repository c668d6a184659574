"""The lines of a pupil's story: day, sign, kind word, text; the newest first, with the years between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from ibtui.care.dates import short_date
from ibtui.store.timeline import Kind, Line
from ibtui.widgets.dialog import Answer
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line as Drawn
from ibtui.widgets.text import Look, column, fit, line, part, wrap

_ROOMY = 68  # cells in which the text fits beside the kind word
_DAY, _WORD = 10, 20
_MOST_LINES = 3
_LOOKS: Mapping[str, Look] = {"✓": "good", "!": "late", "✗": "muted", "○": ""}
_KEYS: Mapping[str, Kind] = {
    "g": Kind.TALKS, "z": Kind.CONCERNS, "k": Kind.PROMISES, "n": Kind.PLACE, "h": Kind.HELP, "d": Kind.SHARING,
    "o": Kind.PARENTS, "t": Kind.TERMS, "v": Kind.ABSENCE,
}  # fmt: skip


def story_rows(lines: Sequence[Line], today: dt.date, width: int) -> list[Row]:
    """One row a line, with a heading above each other year than this one."""
    rows: list[Row] = []
    year, seen = today.year, dict[str, int]()
    for one in lines:
        if one.day.year != year:
            year = one.day.year
            rows.append(heading(line("  ", part(str(year), "strong"))))
        rows.append(Row(_id(one, seen), _drawn(one, width)))
    return rows


def _id(one: Line, seen: dict[str, int]) -> str:
    """ "verwijzing:3". The same record may stand there twice (asked, answered): the older one is "verwijzing:3:2"."""
    name = f"{one.ref}:{one.ref_id}"
    seen[name] = seen.get(name, 0) + 1
    return name if seen[name] == 1 else f"{name}:{seen[name]}"


def row_ids(lines: Sequence[Line]) -> dict[str, Line]:
    """Which line stands in which row."""
    seen: dict[str, int] = {}
    return {_id(one, seen): one for one in lines}


def _drawn(one: Line, width: int) -> tuple[Drawn, ...]:
    day = column(short_date(one.day, one.day), _DAY, "muted")  # the year stands above it
    sign = part(f"{one.sign or ' '} ", _LOOKS.get(one.sign, ""))
    look: Look = "accent" if one.private else "muted"
    lead = _DAY + 2
    if width < _ROOMY:
        first, *rest = _cut(f"{one.title}  {one.detail}".rstrip(), width - lead - 2)
        title = first[: len(one.title)]
        return (
            line(day, sign, part(title, look), first[len(title) :]),
            *(line(" " * (lead + 2), text) for text in rest),
        )
    word = max(_WORD, cell_len(one.title) + 2)
    room = width - lead - word
    first, *rest = _cut(one.detail, room) or [""]
    return (
        line(day, sign, column(one.title, word, look), first),
        *(line(" " * (width - room), text) for text in rest),
    )


def _cut(text: str, room: int) -> list[str]:
    """Wrapped, and cut when it is very long: Enter shows the whole."""
    lines = wrap(text, room) if text else []
    if len(lines) <= _MOST_LINES:
        return lines
    last = _MOST_LINES - 1
    return [*lines[:last], fit(" ".join(lines[last:]), room)]


def story_heading(kind: Kind | None, count: int) -> Row:
    """The name of the list, and what `f` chose."""
    shown = part(f"  alleen {kind} · f filter", "accent") if kind is not None else part(f"  {count}", "muted")
    return heading(line(part("Tijdlijn", "strong"), shown))


def nothing(kind: Kind | None) -> list[Row]:
    """What to press where there is nothing yet."""
    if kind is not None:
        return [heading(line("  ", part(f"Geen {kind}. Druk op f voor iets anders.", "muted")))]
    return [heading(line("  ", part("Nog niets. Druk op n, of op v voor een vangregel.", "muted")))]


def filter_answers(counts: Mapping[Kind, int]) -> list[Answer]:
    """What `f` asks, with how much there is of each."""
    answers = [Answer("a", f"alles · {sum(counts.values())}")]
    answers += [Answer(key, f"{kind} · {counts.get(kind, 0) or '–'}") for key, kind in _KEYS.items()]
    return [*answers, Answer("s", "laat het zo, terug")]


def filter_of(key: str) -> Kind | None:
    """The kind that an answer chose; None is everything."""
    return _KEYS.get(key)
