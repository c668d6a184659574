"""How a groepsbespreking looks: the pupils on the left, last time and now on the right, and the last page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from rich.cells import cell_len

from ibtui.care.dates import due_words, short_date
from ibtui.care.group_review import Summary, about, level_steps, written
from ibtui.care.mentions import unmarked
from ibtui.care.minutes import Mark, mark_of, split_action
from ibtui.care.names import Several, is_unclear
from ibtui.care.words import ActionStatus
from ibtui.screens.editor_names import Names
from ibtui.store.actions import ActionRow
from ibtui.store.concerns import ConcernRow
from ibtui.store.group_review import Kid, Review
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, Look, column, line, part, wrap

_SOON = 14  # days before a birthday that it's said
_LEVEL, _WORRIES, _BIRTHDAY = 5, 4, 5  # cells


# --- the pupils ---


def list_caption(room: int) -> Line:
    """What the columns of the list are."""
    name = column("    naam", room + 3 - 1 - _LEVEL - _WORRIES - _BIRTHDAY, "muted")
    return line(name, part("niv. zorg", "muted"))


def kid_rows(review: Review, today: dt.date, room: int) -> list[Row]:
    """The pupils by year, each with level, open concerns and whether the birthday is near; ✓ is spoken of."""
    rows: list[Row] = []
    years = {kid.row.year for kid in review.kids}
    year = ""
    for kid in review.kids:
        if len(years) > 1 and kid.row.year != year:
            year = kid.row.year
            rows.append(heading(line(part(f"  leerjaar {year}" if year else "  zonder leerjaar", "muted"))))
        rows.append(Row(f"leerling:{kid.row.id}", (_kid_line(kid, review, today, room),)))
    return rows


def _kid_line(kid: Kid, review: Review, today: dt.date, room: int) -> Line:
    change = about(kid.lines, review.day).level
    level = f"{change[0]}→{kid.row.level}" if change else f"{kid.row.level}"
    days = _to_birthday(kid.row.birth_date, today)
    birthday = "" if days is None else "jarig"
    return line(
        part("✓ " if kid.lines else "  ", "good"),
        column(kid.title, room - 3 - _LEVEL - _WORRIES - _BIRTHDAY),
        " ",
        column(level, _LEVEL, "strong" if change else ""),
        column(f"{len(kid.concerns)}" if kid.concerns else "", _WORRIES, "warn"),
        column(birthday, _BIRTHDAY, "accent"),
    )


def _to_birthday(born: dt.date | None, today: dt.date) -> int | None:
    """How many days until the birthday, when it is near; None when it isn't, or isn't known."""
    if born is None:
        return None
    for days in range(_SOON + 1):
        day = today + dt.timedelta(days=days)
        if (day.month, day.day) == (born.month, born.day):
            return days
    return None


# --- one pupil ---


def who_caption(kid: Kid) -> tuple[Line, str]:
    """The name, and on the right the level; of two with one name the day of birth says who it is."""
    born = kid.row.birth_date if kid.title != kid.row.name else None
    when = f"geboren {born:%d-%m-%Y} · " if born else ""
    return line(part(kid.title, "strong")), f"{when}niveau {kid.row.level}"


def before_rows(kid: Kid, today: dt.date, room: int) -> list[Row]:
    """What was said last time, what is still open, and the concerns with their evaluation."""
    rows = _birthday(kid, today)
    if kid.before is None:
        rows += _headed("Vorige keer", room)
        rows += _wrapped("  ", "Nog niet eerder besproken.", room, "muted")
    else:
        rows += _headed(f"Vorige keer, {short_date(kid.before.day, today)}", room)
        rows += [row for raw in kid.before.lines for row in said_rows(raw, room)]
    if kid.promises:
        rows += _headed("Nog open", room)
        rows += [row for item in kid.promises for row in _promise(item, today, room)]
    if kid.concerns:
        rows += _headed("Zorgen", room)
        rows += [row for item in kid.concerns for row in _concern(item, today, room)]
    return rows[1:] if rows and rows[0].lines == ((),) else rows


def now_rows(kid: Kid, room: int, *, empty: str) -> list[Row]:
    """What is written about this pupil now."""
    rows = [heading(line(part("Nu", "strong")))]
    rows += [row for raw in kid.lines for row in said_rows(raw, room)]
    return rows if kid.lines else [*rows, *_wrapped("  ", empty, room, "muted")]


def said_rows(raw: str, room: int) -> list[Row]:
    """A line of the minutes as it is, its further rows under its words; a private one says so."""
    mark = mark_of(raw)
    if mark is Mark.PRIVATE:
        return _wrapped("% ", f"{raw.lstrip('% ')} (privé)", room, "accent")
    sign = f"{mark.value} " if mark is not Mark.TEXT else "  "
    return _wrapped(sign, raw[len(mark.value) :].strip(), room)


def _birthday(kid: Kid, today: dt.date) -> list[Row]:
    days = _to_birthday(kid.row.birth_date, today)
    if days is None or kid.row.birth_date is None:
        return []
    day = today + dt.timedelta(days=days)
    age = day.year - kid.row.birth_date.year
    when = "vandaag jarig" if not days else f"jarig op {short_date(day, today)}"
    return [heading(line(part(f"  {when}: {age} jaar", "accent")))]


def _promise(item: ActionRow, today: dt.date, room: int) -> list[Row]:
    late = item.due_on is not None and item.due_on < today
    waits = ", wacht" if item.status == ActionStatus.WAITING else ""
    when = f"{due_words(item.due_on, today)}{waits}"
    who = f"{item.owner}: " if item.owner else ""
    return _wrapped(
        "! " if late else "  ", unmarked(f"{who}{item.what} ({when})"), room, "late" if late else ""
    )


def _concern(item: ConcernRow, today: dt.date, room: int) -> list[Row]:
    late = item.evaluate_on is not None and item.evaluate_on <= today
    when = f"evaluatie {due_words(item.evaluate_on, today)}" if item.evaluate_on else "geen evaluatie"
    words = f"{item.category}, niveau {item.level}: {item.summary} ({when})"
    return _wrapped("! " if late else "  ", words, room, "warn" if late else "")


def _headed(text: str, room: int) -> list[Row]:
    rows = [heading(line(part(words, "strong"))) for words in wrap(text, room)]
    return [heading(()), *rows]


def _wrapped(sign: str, text: str, room: int, look: Look = "") -> list[Row]:
    """`text` behind a sign; what doesn't fit goes on under its first word."""
    signs = [sign, *(" " * cell_len(sign) for _ in range(len(text)))]
    pieces = wrap(text, max(room - cell_len(sign), 10))
    return [
        heading(line(part(lead, look), part(piece, look))) for lead, piece in zip(signs, pieces, strict=False)
    ]


# --- what a line becomes ---


def becomes(typed: str, kid: Kid, review: Review, names: Names, today: dt.date) -> str:
    """In words what Enter would keep on this day; "" for nothing."""
    steps = level_steps(typed)
    if steps:
        return f"niveau {kid.row.level} → {max(kid.row.level + steps, 0)}"
    raw = written(typed)
    mark = mark_of(raw) if raw else Mark.TEXT
    if mark is not Mark.ACTION:
        return _KINDS.get(mark, "") if raw else ""
    who, what, when, due = split_action(raw[1:].strip(), today, review.working_days)
    owner = f" van {_called(who, names)}" if who else ", nog van niemand"
    moment = short_date(due, today) if due else f"{when}? dat is geen datum" if when else "nog zonder datum"
    return f"afspraak{owner}: {what}, {moment}"


_KINDS = {
    Mark.ITEM: "opmerking",
    Mark.DECISION: "besluit",
    Mark.QUESTION: "vraag voor later",
    Mark.CHILD: "woorden van het kind",
    Mark.PRIVATE: "privé: komt in geen enkel document",
}


def _called(who: str, names: Names) -> str:
    meant = names.meant(who)
    if isinstance(meant, int):
        return names.called(meant)
    if isinstance(meant, Several):
        return f"{who} (welke? typ meer letters)"
    return f"{who} (die naam ken ik niet)" if is_unclear(who, meant) else who


# --- the last page ---


def closing_rows(review: Review, summary: Summary, today: dt.date, room: int) -> list[Row]:
    """What the review came to, each pupil on a row of their own."""
    names = review.order
    rows: list[Row] = []
    rows += _total(len(summary.spoken_of), "leerling besproken", "leerlingen besproken")
    rows += _total(len(summary.promises), "afspraak", "afspraken")
    for place, (number, typed) in enumerate(summary.promises):
        what = unmarked(typed)
        named = _named([(number, f"{names[number]}: {what}")], f"afspraak{place}-", room) if number else []
        rows += named or [heading(line(column(f"      hele groep: {what}", room)))]
    rows += _total(len(summary.new_concerns), "nieuwe zorg", "nieuwe zorgen")
    rows += _named(((n, f"{names[n]}: {what}") for n, what in summary.new_concerns), "zorg", room)
    rows += _total(len(summary.levels), "ander niveau", "andere niveaus")
    levels = ((n, f"{names[n]}: {old} → {new}") for n, old, new in summary.levels)
    rows += _named(levels, "niveau", room)
    signed_up = "aangemeld voor leerlingbespreking"
    rows += _total(len(summary.signed_up), signed_up, signed_up, nobody="niemand")
    rows += _named(((n, names[n]) for n in summary.signed_up), "aangemeld", room)
    rows += _total(len(summary.evaluations), "evaluatie gepland", "evaluaties gepland")
    dates = ((n, f"{names[n]}: {short_date(when, today)}") for n, when in summary.evaluations)
    rows += _named(dates, "evaluatie", room)
    rows += _total(len(summary.silent), "leerling niet besproken", "leerlingen niet besproken")
    rows += _named(((n, names[n]) for n in summary.silent), "stil", room)
    return rows


def _total(number: int, one: str, many: str, *, nobody: str = "geen") -> list[Row]:
    if not number:
        return [heading(line(part(f"  – {nobody} {many}", "muted")))]
    return [heading(line(part(f"{number:>3} {one if number == 1 else many}", "strong")))]


def _named(found: Iterable[tuple[int, str]], sort: str, room: int) -> list[Row]:
    return [
        Row(f"{sort}{place}:{number}", (line(column(f"  {text}", room)),))
        for place, (number, text) in enumerate(found)
    ]
