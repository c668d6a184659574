"""The top of a pupil's page: where she is, who takes care of her, and the five answers at a glance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from rich.cells import cell_len

from ibtui.care.dates import short_date
from ibtui.care.words import Custody
from ibtui.screens.who_lines import plain
from ibtui.store import labels
from ibtui.store.glance import Glance, Short
from ibtui.store.guardians import GuardianRow
from ibtui.store.pupils import PupilRow
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, Part, at_most, column, fit, line, part, wrap

_LABEL = 14  # cells for the name of an answer
_MOST = 2
"""Lines of an answer in a narrow window; a wide one has room for more."""
_MOST_WIDE, _MOST_BELOW = 5, 2


def pupil_row(row: PupilRow, since: dt.date | None, today: dt.date, width: int) -> Row:
    """Her name and where she is: group, year, level and since when; and that she lies in the bin, if so."""
    binned = [
        line(part("! Deze leerling ligt in de prullenbak en staat in geen lijst.", "warn"))
    ] * row.binned
    name = f"{row.name} ({row.also_called})" if row.also_called else row.name
    said = [labels.group_label(row.group) if row.group else "zonder groep"]
    said += [f"leerjaar {row.year}"] if row.year else []
    said.append(
        f"niveau {row.level}" + (f" sinds {short_date(since, today)}" if since and row.level > 1 else "")
    )
    if row.left_on is not None:
        said.append(f"van school {short_date(row.left_on, today)}")
    elif row.leaves_on is not None:
        said.append(f"gaat van school {short_date(row.leaves_on, today)}")
    place = " · ".join(said)
    if cell_len(name) + cell_len(place) + 2 <= width:
        return Row(f"leerling:{row.id}", (line(part(name, "strong"), part(f"  {place}", "muted")), *binned))
    below = [line(part(text, "muted")) for text in wrap(place, width)]
    return Row(f"leerling:{row.id}", (line(column(name, width, "strong")), *below, *binned))


def guardian_rows(guardians: Sequence[GuardianRow], width: int) -> list[Row]:
    """One line a guardian: gezag, interpreter, copies, telephone; a second one where that doesn't fit."""
    if not guardians:
        return plain("  Nog geen ouder of verzorger. Druk op p.", width)
    names = min(max(cell_len(row.name) for row in guardians), max(width - 28, 12))
    relations = min(max(cell_len(row.relation or "–") for row in guardians), 12)
    return [_guardian(row, names, relations, width) for row in guardians]


def _guardian(row: GuardianRow, names: int, relations: int, width: int) -> Row:
    sure = row.custody == Custody.YES
    first = [
        column(row.name, names), part("  "), column(row.relation or "–", relations, "muted"), part("  "),
        part(f"gezag: {row.custody}", "" if sure else "warn"),
    ]  # fmt: skip
    lines: list[list[Part]] = [first]
    indent = names + relations + 4
    for item in _more(row):
        used = sum(cell_len(one.text) for one in lines[-1])
        if used + cell_len(item.text) + 3 > width:
            if width - indent < cell_len(item.text):
                indent = 2
            lines.append([part(" " * indent), item])
        else:
            lines[-1] += [part(" · ", "muted"), item]
    return Row(f"ouder:{row.id}", tuple(tuple(parts) for parts in lines))


def _more(row: GuardianRow) -> list[Part]:
    """The rest, what matters most first."""
    found = []
    if row.interpreter:
        found.append(part(f"tolk nodig: {row.language}" if row.language else "tolk nodig", "accent"))
    elif row.language:
        found.append(part(f"spreekt {row.language}", "accent"))
    if not row.gets_minutes:
        found.append(part("krijgt geen verslagen", "warn"))
    if row.note:
        found.append(part(row.note, "warn"))
    found += [part(text, "muted") for text in (row.phone or row.mail,) if text]
    return found


def glance_rows(glance: Glance, width: int, *, wide: bool) -> list[Row]:
    """The five answers, each under its name; Enter on one goes to what it is about."""
    sections = (
        ("vraag", glance.question, "geen open zorg"),
        ("geprobeerd", glance.tried, "nog niets opgeschreven"),
        ("afgesproken", glance.agreed, "niets open"),
        ("straks", glance.next, "niets gepland"),
        ("wie weet het", glance.knows, "nog niets opgeschreven"),
    )
    rows: list[Row] = []
    for name, shorts, nothing in sections:
        rows += _section(name, shorts, nothing, width, wide=wide)
    return rows


def _section(name: str, shorts: Sequence[Short], nothing: str, width: int, *, wide: bool) -> list[Row]:
    if not shorts:
        return [heading(line("  ", column(name, _LABEL, "accent"), part(nothing, "muted")))]
    most, rows = _MOST_WIDE if wide else _MOST, []
    for place, short in enumerate(shorts[:most]):
        left = len(shorts) - most
        more = f" · en nog {left}" if left > 0 and place == most - 1 else ""
        label = column(name if not place else "", _LABEL, "accent")
        rows.append(
            Row(f"{short.ref}:{short.ref_id}:{name}", _short(label, short.text, more, width, wide=wide))
        )
    return rows


def _short(label: Part, text: str, more: str, width: int, *, wide: bool) -> tuple[Line, ...]:
    room = width - _LABEL
    if not wide or cell_len(text) <= room:
        return (line(label, at_most(text, room - cell_len(more)), part(more, "muted")),)
    first, *rest = wrap(text, room)
    below = wrap(" ".join(rest), room - 2) if rest else []
    if len(below) > _MOST_BELOW:
        below = [*below[: _MOST_BELOW - 1], fit(" ".join(below[_MOST_BELOW - 1 :]), room - 2).rstrip()]
    lead = " " * (_LABEL + 2)  # so that two answers don't read as one
    return (line(label, first), *(line(lead, text) for text in below))
