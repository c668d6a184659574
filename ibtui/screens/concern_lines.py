"""How a concern looks: a row of the list, and all that is known of one, for its screen and the pane beside the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ibtui.care.dates import ago, short_date
from ibtui.care.words import ConcernStatus
from ibtui.screens.lines import SETTLED, action_when, is_late, joined
from ibtui.store.actions import ActionRow
from ibtui.store.concerns import ConcernCard, ConcernRow, TimelineRow
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, Look, Part, column, line, part, wrap

_SILENT = dt.timedelta(weeks=6)
"""After so long without contact a concern of `_HIGH` or more asks for attention."""
_HIGH = 3
_LABEL = 14  # cells of a fact's name
_MOST_LINES = 8  # of one entry on a timeline; Enter opens the rest
_ROOMY = 66  # from this width on an entry is one line with columns


# ── the list ───────────────────────────────────────────────────────────────────
def concern_row(row: ConcernRow, today: dt.date, width: int) -> Row:
    """A concern in two lines: whom, how much and when last spoken; then the concern itself and its evaluation."""
    contact, evaluation = contact_part(row, today), evaluation_part(row, today)
    category = 18 if width >= _ROOMY else 12
    name = width - 8 - category - 18 - 4
    closed = row.status == ConcernStatus.CLOSED
    first = line(
        column(row.about, name, "muted" if closed else "strong"),
        " ",
        column(f"niveau {row.level}", 8),
        "  ",
        column(row.category, category),
        " ",
        *_right(contact, 18),
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
        return part(f"! {words}" if len(words) <= 16 else words, "warn")
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
        length = ago(row.evaluate_on, today).removesuffix(" geleden")
        late = "1 dag" if length == "gisteren" else length
        return part(f"! evaluatie {late} te laat", "late")
    when = "vandaag" if row.evaluate_on == today else short_date(row.evaluate_on, today)
    return part(f"evaluatie {when}", "accent" if row.evaluate_on == today else "muted")


def group_heading(name: str, count: int) -> Row:
    """The line above the concerns of one group."""
    return heading(line(part(name, "strong"), part(f"  {count} {'zorg' if count == 1 else 'zorgen'}", "muted")))


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
def card_rows(card: ConcernCard, actions: Sequence[ActionRow], today: dt.date, width: int) -> list[Row]:
    """The whole of one concern. `actions` are its promises, for their dates; `width` is that of the list."""
    row = card.row
    rows = [Row(f"zorg:{row.id}", tuple(line(part(text, "strong")) for text in wrap(row.summary, width)))]
    rows += [heading(item) for item in _facts(card, today, width)]
    count = f"  {len(card.timeline)}" if card.timeline else ""
    rows += [heading(), heading(line(part("Tijdlijn", "strong"), part(count, "muted")))]
    promises = {item.id: item for item in actions}
    rows += [timeline_row(item, promises.get(item.ref_id), today, width) for item in card.timeline]
    return rows


def _facts(card: ConcernCard, today: dt.date, width: int) -> list[Line]:
    row = card.row
    state = [part(f"niveau {row.level}"), part(row.category), part(row.status)]
    if row.status != ConcernStatus.CLOSED:
        spoken = contact_part(row, today)
        prefix = "laatst gesproken " if row.last_contact else ""
        state.append(part(spoken.text.replace("! ", f"! {prefix}") if "! " in spoken.text
                          else f"{prefix}{spoken.text}", spoken.look))  # fmt: skip
    seen = f"{row.raised_by}, " if row.raised_by else ""
    lines: list[Line] = _wrapped(state, width)
    lines += _fact("gezien door", f"{seen}{short_date(row.opened_on, today)}", width)
    evaluation = evaluation_part(row, today)
    if evaluation.text:
        day = "" if evaluation.look == "muted" or row.evaluate_on is None else short_date(row.evaluate_on, today)
        words = evaluation.text.replace("evaluatie ", "")
        lines += _fact("evaluatie", " · ".join(filter(None, (words, day))), width, evaluation.look)
    if row.informed_on is not None:
        lines += _fact("ouders", f"weten het sinds {short_date(row.informed_on, today)}", width)
    elif row.pupil_id is not None:
        lines += _fact("ouders", "weten het nog niet", width, "warn")
    lines += _fact("reactie", card.parents_response, width)
    lines += _fact("hulpvraag", card.question, width)
    lines += _fact("geprobeerd", card.tried, width)
    return lines


def _wrapped(parts: Sequence[Part], width: int) -> list[Line]:
    """Parts with a sign between them, over as many lines as they need."""
    lines: list[list[Part]] = [[]]
    for item in parts:
        used = sum(len(one.text) + 3 for one in lines[-1])
        if lines[-1] and used + len(item.text) > width:
            lines.append([])
        lines[-1].append(item)
    return [joined(one) for one in lines]


def _fact(name: str, text: str, width: int, look: Look = "") -> list[Line]:
    """A name and what is known, wrapped beside it; nothing when nothing is known."""
    if not text.strip():
        return []
    rows = wrap(text.strip(), width - _LABEL)
    return [
        line(column(name if number == 0 else "", _LABEL, "muted"), part(item, look))
        for number, item in enumerate(rows)
    ]


# ── its timeline ───────────────────────────────────────────────────────────────
def timeline_row(item: TimelineRow, promise: ActionRow | None, today: dt.date, width: int) -> Row:
    """One entry: the day, what it is, and what was said."""
    kind, text, sign = _told(item, promise, today)
    day = short_date(item.day, today)
    row_id = f"{item.ref}:{item.ref_id}"
    if width >= _ROOMY:
        wrapped = _capped(wrap(text, width - 36)) if text else [""]
        lead = [column(day, 16, "muted"), column(kind, 20)]
        tail = [" " * 36] * (len(wrapped) - 1)
        lines = [line(*lead, wrapped[0])] + [line(gap, more) for gap, more in zip(tail, wrapped[1:], strict=True)]
    else:
        wrapped = _capped(wrap(text, width - 2)) if text else []
        lines = [line(part(f"{day}  ", "muted"), kind)] + [line("  ", more) for more in wrapped]
    return Row(row_id, (*lines[:-1], (*lines[-1], part("  "), sign) if sign.text else lines[-1]))


def _told(item: TimelineRow, promise: ActionRow | None, today: dt.date) -> tuple[str, str, Part]:
    """What an entry is, its text, and the sign behind it."""
    if item.ref != "afspraak" or promise is None:
        return item.kind, item.text, part("")
    text = f"{promise.owner}: {promise.what}" if promise.owner else promise.what
    if promise.status in SETTLED:
        sign = "✓ gedaan" if promise.status == SETTLED[0] else promise.status
        return "afspraak", text, part(sign, "good" if promise.status == SETTLED[0] else "muted")
    late = is_late(promise, today)
    return "afspraak", text, part(f"{'! ' if late else ''}{action_when(promise, today)}", "late" if late else "muted")


def _capped(lines: list[str]) -> list[str]:
    if len(lines) <= _MOST_LINES:
        return lines
    return [*lines[: _MOST_LINES - 1], lines[_MOST_LINES - 1] + " …"]
