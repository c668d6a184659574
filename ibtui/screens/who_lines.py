"""How groups, pupils, guardians and staff look in the lists of School, Groep and Leerling."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ibtui.care.dates import short_date
from ibtui.care.words import ConcernStatus
from ibtui.store import labels
from ibtui.store.concerns import ConcernRow
from ibtui.store.groups import GroupRow
from ibtui.store.guardians import GuardianRow
from ibtui.store.people import PersonRow
from ibtui.store.pupils import PupilRow
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, Part, column, line, part, wrap


def title(text: str) -> list[Row]:
    """A blank line and a heading above the rows of one sort."""
    return [heading(()), heading(line(part(text, "strong")))]


def counted(number: int, one: str, many: str) -> str:
    """ "1 leerling", "24 leerlingen"."""
    return f"{number} {one if number == 1 else many}"


def group_row(row: GroupRow, width: int) -> Row:
    """A group: name, teachers, how many pupils and open concerns."""
    teachers = labels.listed(row.teachers) or "nog geen leerkracht"
    return Row(
        f"groep:{row.id}",
        (
            line(
                column(labels.group_label(row.name), 16),
                column(teachers, max(width - 44, 12), "muted"),
                part(f" {counted(row.pupil_count, 'leerling', 'leerlingen'):>13}", "muted"),
                _concerns(row.open_concerns),
            ),
        ),
    )


def pupil_row(row: PupilRow, concerns: int, width: int, *, with_group: bool = False) -> Row:
    """A pupil: name, group or year, level, open concerns."""
    place = labels.group_label(row.group) if row.group else "zonder groep"
    if row.left_on is not None:
        place = "van school"
    elif not with_group:
        place = f"leerjaar {row.year}" if row.year else ""
    return Row(
        f"leerling:{row.id}",
        (
            line(
                column(row.name, max(width - 46, 20), "muted" if row.left_on else ""),
                column(place, 18, "muted"),
                part(f"niveau {row.level}", "muted" if row.level < 2 else ""),
                _concerns(concerns),
            ),
        ),
    )


def _concerns(number: int) -> Part:
    return part(f"{counted(number, 'zorg', 'zorgen'):>12}" if number else "", "warn")


def staff_row(row: PersonRow, groups: Sequence[str], width: int) -> Row:
    """Somebody of the team: name, what they do, how to reach them."""
    does = row.function or row.role
    if groups and not any(group.removeprefix("groep ") in does for group in groups):
        does = f"{does} · {labels.listed(groups)}"
    called = "" if row.call_name in (row.name, row.first_name) else f" ({row.call_name})"
    return Row(
        f"persoon:{row.id}",
        (
            line(
                column(row.name + called, 30),
                column(does, max(width - 44, 14), "muted"),
                part(f"  {row.phone}" if row.phone else "", "muted"),
            ),
        ),
    )


def _talk(row: GuardianRow) -> str:
    if row.interpreter:
        return f"tolk nodig: {row.language}" if row.language else "tolk nodig"
    return f"spreekt {row.language}" if row.language else ""


def concern_row(row: ConcernRow, today: dt.date, width: int) -> Row:
    """A concern of this pupil or group: what, and where it stands."""
    closed = row.status == ConcernStatus.CLOSED
    late = not closed and row.evaluate_on is not None and row.evaluate_on < today
    when = ""
    if row.evaluate_on is not None and not closed:
        when = f" · evaluatie {short_date(row.evaluate_on, today)}"
    return Row(
        f"zorg:{row.id}",
        (
            line(
                part(f"{row.category}  ", "muted"),
                column(row.summary, max(width - len(row.category) - 4, 10), "muted" if closed else ""),
            ),
            line(
                part(f"niveau {row.level} · {row.status}", "muted"),
                part(f"{when}, te laat" if late else when, "late" if late else "muted"),
            ),
        ),
    )


def plain(text: str, width: int) -> list[Row]:
    """Muted lines that can't be chosen."""
    return [heading(line(part(item, "muted"))) for item in wrap(text, width)]


def facts(pairs: Sequence[tuple[str, str]]) -> list[Row]:
    """ "telefoon  06-..." below each other; what is empty is left out."""
    return [heading(_fact(name, value)) for name, value in pairs if value]


def _fact(name: str, value: str) -> Line:
    return line(column(name, 14, "muted"), value)


def pupil_panel(guardians: Sequence[GuardianRow], worries: Sequence[ConcernRow], width: int) -> list[Row]:
    """What stands beside the list when a pupil is chosen: whom to call, and what the worry is."""
    rows = [heading(line(part("Ouders en verzorgers", "strong")))]
    for place, guardian in enumerate(guardians):
        rows += [heading(())] if place else []
        rows.append(heading(line(guardian.name, part(f"  {guardian.relation}", "muted"))))
        rows += facts([("gezag", guardian.custody), ("telefoon", guardian.phone), ("", _talk(guardian))])
    if not guardians:
        rows += plain("Nog niemand. Enter opent de leerling, daar p.", width)
    for worry in worries:
        rows += title(f"Zorg: {worry.category}")
        rows += [heading(line(text)) for text in wrap(worry.summary, width)]
        rows.append(heading(line(part(f"niveau {worry.level} · {worry.status}", "muted"))))
    return rows
