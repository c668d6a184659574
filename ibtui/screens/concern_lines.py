"""How a concern looks: a row of the list, and all that is known of one, for its screen and the pane beside the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from rich.cells import cell_len

from ibtui.care.dates import ago, due_words, short_date
from ibtui.care.mentions import unmarked
from ibtui.care.words import ActionStatus, ConcernStatus
from ibtui.screens.lines import action_when, is_late, joined
from ibtui.store.actions import ActionRow
from ibtui.store.concerns import ConcernCard, ConcernRow, TimelineRow
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, Look, Part, column, line, part, wrap

_SILENT = dt.timedelta(weeks=6)
"""After so long without contact a concern of `_HIGH` or more asks for attention."""
_HIGH = 3
_LABEL = 16  # cells of a fact's name
_MOST_LINES = 8  # of one entry on a timeline; Enter opens the rest
_ROOMY = 66  # from this width on an entry is one line with columns


# ── the list ───────────────────────────────────────────────────────────────────
def concern_row(row: ConcernRow, today: dt.date, width: int) -> Row:
    """A concern in two lines: whom, how much and when last spoken; then the concern itself and its evaluation."""
    contact, evaluation = contact_part(row, today), evaluation_part(row, today)
    category = 18 if width >= _ROOMY else 12
    name = width - 8 - category - 19 - 4
    closed = row.status == ConcernStatus.CLOSED
    first = line(
        column(row.about, name, "muted" if closed else "strong"),
        " ",
        column(f"niveau {row.level}", 8),
        "  ",
        column(row.category, category),
        " ",
        *_right(contact, 19),
    )
    room = width - 14 - (len(evaluation.text) + 2 if evaluation.text else 0)
    second = line(
        column(row.status, 14, "muted"),
        column(row.summary, room, "muted"),
        *([part("  "), evaluation] if evaluation.text else []),
    )
    return Row(f"zorg:{row.id}", (first, second))


def _right(item: Part, width: int) -> tuple[Part, Part]:
    return part(" " * max(width - len(item.text), 0)), item


def contact_part(row: ConcernRow, today: dt.date) -> Part:
    """How long ago somebody spoke about it; a warning when that is too long for its level."""
    if row.status == ConcernStatus.CLOSED:
        return part("gesloten", "muted")
    words = "nog geen contact" if row.last_contact is None else ago(row.last_contact, today)
    if is_silent(row, today):
        return part(f"! {words}", "warn")
    return part(words, "muted")


def is_silent(row: ConcernRow, today: dt.date) -> bool:
    """Whether an open concern of a high level has been left alone for too long."""
    if row.level < _HIGH or row.status == ConcernStatus.CLOSED:
        return False
    return today - (row.last_contact or row.opened_on) > _SILENT


def is_overdue(row: ConcernRow, today: dt.date) -> bool:
    """Whether its evaluation should have been done by now."""
    return row.evaluate_on is not None and row.evaluate_on < today and row.status != ConcernStatus.CLOSED


def evaluation_part(row: ConcernRow, today: dt.date) -> Part:
    """When it's looked at again: "evaluatie do 3 dec", or "! evaluatie 4 dagen te laat"."""
    if row.evaluate_on is None or row.status == ConcernStatus.CLOSED:
        return part("")
    if is_overdue(row, today):
        return part(f"! evaluatie {due_words(row.evaluate_on, today)}", "late")
    when = "vandaag" if row.evaluate_on == today else short_date(row.evaluate_on, today)
    return part(f"evaluatie {when}", "accent" if row.evaluate_on == today else "muted")


def group_heading(name: str, count: int) -> Row:
    """The line above the concerns of one group."""
    return heading(
        line(part(name, "strong"), part(f"  {count} {'zorg' if count == 1 else 'zorgen'}", "muted"))
    )


def summary_words(rows: Sequence[ConcernRow], today: dt.date) -> Line:
    """ "12 open · 3 niveau 4+ · 2 evaluaties te laat"."""
    still = [row for row in rows if row.status != ConcernStatus.CLOSED]
    high = sum(row.level >= 4 for row in still)
    late = sum(is_overdue(row, today) for row in still)
    parts = [part(f"{len(still)} open", "strong")]
    if high:
        parts.append(part(f"{high} niveau 4+"))
    if late:
        parts.append(part(f"! {late} {'evaluatie' if late == 1 else 'evaluaties'} te laat", "late"))
    return joined(parts)


# ── one concern ────────────────────────────────────────────────────────────────
def card_rows(
    card: ConcernCard, promises: Sequence[ActionRow], today: dt.date, width: int, *, pane: bool = False
) -> list[Row]:
    """The whole of one concern. `promises` are its afspraken; `width` is what a row has after the cursor's sign.

    `pane`: beside a list, where the keys of the concern's own screen don't work.
    """
    row = card.row
    rows = [Row(f"zorg:{row.id}", tuple(line(part(text, "strong")) for text in wrap(row.summary, width)))]
    rows += [heading(line("  ", *item)) for item in _facts(card, today, width)]
    empty = "  nog leeg" if pane else "  nog leeg: o schrijft een regel, n meer"
    count = f"  {len(card.timeline)}" if card.timeline else empty
    rows += [heading(), heading(line(part("Tijdlijn", "strong"), part(count, "muted")))]
    known = {item.id: item for item in promises}
    columns = _columns(card.timeline, today) if width >= _ROOMY else (0, 0)
    rows += [timeline_row(item, known.get(item.ref_id), today, width, columns) for item in card.timeline]
    return rows


def _facts(card: ConcernCard, today: dt.date, width: int) -> list[Line]:
    row = card.row
    state = joined([part(f"niveau {row.level}"), part(row.category), part(row.status)])
    seen = f"{row.raised_by}, " if row.raised_by else ""
    lines: list[Line] = [state, ()]
    lines += fact("gezien door", f"{seen}{short_date(row.opened_on, today)}", width)
    if row.status != ConcernStatus.CLOSED:
        spoken = contact_part(row, today)
        lines += fact("laatst contact", spoken.text, width, "warn" if spoken.look == "warn" else "")
        lines += fact("evaluatie", *_evaluation(row, today, width))
    if row.informed_on is not None:
        lines += fact("ouders", f"weten het sinds {short_date(row.informed_on, today)}", width)
    elif row.pupil_id is not None:
        lines += fact("ouders", "! weten het nog niet", width, "warn")
    lines += fact("reactie ouders", card.parents_response, width)
    lines += fact("hulpvraag", card.question, width)
    lines += fact("geprobeerd", card.tried, width)
    return lines


def _evaluation(row: ConcernRow, today: dt.date, width: int) -> tuple[str, int, Look]:
    if row.evaluate_on is None:
        return "nog geen datum", width, "muted"
    day = short_date(row.evaluate_on, today)
    if is_overdue(row, today):
        return f"! {day}, {due_words(row.evaluate_on, today)}", width, "late"
    return ("vandaag" if row.evaluate_on == today else day), width, ""


def fact(name: str, text: str, width: int, look: Look = "") -> list[Line]:
    """A name and what is known, wrapped beside it; nothing when nothing is known."""
    if not text.strip():
        return []
    return [
        line(column("" if number else name, _LABEL, "muted"), part(item, look))
        for number, item in enumerate(wrap(text.strip(), width - _LABEL))
    ]


def as_pane(rows: Sequence[Row]) -> list[Row]:
    """The same rows for a pane beside a list, where there is nothing to choose."""
    return [heading(*(line("  ", *item) for item in row.lines)) if row.id else row for row in rows]


# ── its timeline ───────────────────────────────────────────────────────────────
def _columns(timeline: Sequence[TimelineRow], today: dt.date) -> tuple[int, int]:
    """How wide the day and the kind are in this timeline."""
    days = [len(short_date(item.day, today)) for item in timeline]
    kinds = [len(item.kind) if item.ref != "afspraak" else len("afspraak") for item in timeline]
    return max(days, default=0) + 2, min(max(kinds, default=0), 20) + 2


def timeline_row(
    item: TimelineRow, promise: ActionRow | None, today: dt.date, width: int, columns: tuple[int, int]
) -> Row:
    """One entry: the day, what it is, what was said, and how it stands. Without columns the text stands below."""
    kind, text, state = _told(item, promise if item.ref == "afspraak" else None, today)
    day, left = short_date(item.day, today), sum(columns)
    if left:
        lead = line(column(day, columns[0], "muted"), column(kind, columns[1]))
        lines = _filled(text, state, width - left)
        shown: list[Line] = [(*lead, *lines[0]), *(line(" " * left, *more) for more in lines[1:])]
    else:
        lines = _filled(text, state, width - 2)
        shown = [line(part(f"{day}  ", "muted"), kind), *(line("  ", *more) for more in lines if more)]
    return Row(f"{item.ref}:{item.ref_id}", tuple(shown))


def _filled(text: str, state: Part, width: int) -> list[Line]:
    """The text over several lines, with its state behind the last one, or below it when there is no room."""
    wrapped = wrap(text, width) if text else [""]
    if len(wrapped) > _MOST_LINES:
        wrapped = [*wrapped[: _MOST_LINES - 1], "… Enter toont alles"]
    lines: list[Line] = [line(item) if item else () for item in wrapped]
    if not state.text:
        return lines
    if not wrapped[-1]:
        return [*lines[:-1], (state,)]
    if cell_len(wrapped[-1]) + 2 + cell_len(state.text) <= width:
        return [*lines[:-1], line(wrapped[-1], "  ", state)]
    return [*lines, (state,)]


def _told(item: TimelineRow, promise: ActionRow | None, today: dt.date) -> tuple[str, str, Part]:
    """What an entry is, its text, and how it stands. A private one says so."""
    if promise is None:
        return item.kind, item.text, part("privé", "accent") if item.private else part("")
    text = unmarked(f"{promise.owner}: {promise.what}" if promise.owner else promise.what)
    if item.private:
        text = f"{text} (privé)"
    if promise.status == ActionStatus.DONE:
        return "afspraak", text, part("✓ gedaan", "good")
    words = action_when(promise, today)
    return ("afspraak", text, part(f"! {words}", "late") if is_late(promise, today) else part(words, "muted"))
