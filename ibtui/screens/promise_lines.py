"""How the promises look on their own screen: grouped by who, agency, child or age; one line each, more when chosen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from rich.cells import cell_len

from ibtui.care.dates import ago, due_words, short_date
from ibtui.care.letters import Owed
from ibtui.care.mentions import unmarked
from ibtui.care.text import fold
from ibtui.care.words import ActionStatus, PersonRole
from ibtui.screens.lines import SETTLED, is_late
from ibtui.store.labels import YOU
from ibtui.store.promises import PromiseRow
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, column, line, part, wrap

VIEWS = {"p": "per persoon", "i": "per instantie", "l": "per leerling", "o": "oudste eerst"}
"""How the list can be grouped, by the key that chooses it."""

_WHEN = 18
"""Cells for when it is due: "10 maanden te laat"."""
_LABEL = 12
_AGES = (
    (183, "langer dan een half jaar"),
    (91, "langer dan drie maanden"),
    (28, "langer dan vier weken"),
    (-1, "de laatste vier weken"),
)
_NOBODY, _NO_CHILD, _FAMILY, _SCHOOL = "nog niemand", "zonder leerling", "ouders", "school"

Groups = list[tuple[str, list[PromiseRow]]]


# ── grouping ───────────────────────────────────────────────────────────────────
def grouped(promises: Sequence[PromiseRow], view: str, today: dt.date) -> Groups:
    """The promises under their headings. By person: you first, then who is most overdue; nobody last.

    Two people of one name each have their own heading.
    """
    if view == "o":
        return _by_age(promises, today)
    named: Callable[[PromiseRow], tuple[object, str]] = {"p": _person, "i": _agency, "l": _child}[view]
    found: dict[object, tuple[str, list[PromiseRow]]] = {}
    for promise in sorted(promises, key=_by_due):
        key, title = named(promise)
        found.setdefault(key, (title, []))[1].append(promise)
    groups = list(found.values())
    if view == "l":
        return sorted(groups, key=lambda group: (group[0] == _NO_CHILD, fold(group[0])))
    order = (YOU, "", _NOBODY) if view == "p" else ("", _FAMILY, _SCHOOL, YOU, _NOBODY)
    return sorted(
        groups,
        key=lambda group: (order.index(group[0] if group[0] in order else ""), _by_due(group[1][0])),
    )


def _person(promise: PromiseRow) -> tuple[object, str]:
    row = promise.row
    return row.owner_id or fold(row.owner), unmarked(row.owner) or _NOBODY


def _agency(promise: PromiseRow) -> tuple[object, str]:
    title = promise.agency
    if not title and (promise.row.owner == YOU or not promise.row.owner):
        title = promise.row.owner or _NOBODY
    elif not title:
        title = _FAMILY if promise.role in (PersonRole.GUARDIAN, "") else _SCHOOL
    return title, title


def _child(promise: PromiseRow) -> tuple[object, str]:
    row = promise.row
    if row.pupil_id is None and row.group_id is None:
        return None, _NO_CHILD
    return (row.pupil_id, None if row.pupil_id else row.group_id), row.about


def _by_due(promise: PromiseRow) -> tuple[dt.date, int]:
    return promise.row.due_on or dt.date.max, promise.row.id


def _by_age(promises: Sequence[PromiseRow], today: dt.date) -> Groups:
    found: dict[str, list[PromiseRow]] = {}
    for promise in sorted(promises, key=lambda one: (one.since, one.row.id)):
        days = (today - promise.since).days
        title = next((words for least, words in _AGES if days > least), _AGES[-1][1])
        found.setdefault(title, []).append(promise)
    return list(found.items())


# ── the list ───────────────────────────────────────────────────────────────────
def group_heading(name: str, promises: Sequence[PromiseRow], today: dt.date) -> Row:
    """ "juf Ans  3 · 2 te laat"."""
    late = sum(is_late(promise.row, today) for promise in promises)
    count = part(f"  {len(promises)}", "muted")
    words = part(f" · {late} te laat", "late") if late else part("")
    return heading(line(part(name, "strong"), count, words))


def promise_row(promise: PromiseRow, today: dt.date, room: int, view: str, *, chosen: bool) -> Row:
    """A promise: what, about whom and when. Below it what else there is to say; the whole text when it is chosen."""
    row, words = promise.row, unmarked(promise.row.what)
    late, settled = is_late(row, today), row.status in SETTLED
    sign = (
        part("! ", "late") if late else part("✓ ", "good") if row.status == ActionStatus.DONE else part("  ")
    )
    when = part(when_words(promise, today), "late" if late else "muted")
    about = "" if view == "l" else row.about
    extra = _extra(promise, today, view)
    names = min(18, room // 4) if view != "l" else 0
    what = room - 2 - _WHEN - 2 - (names + 2 if names else 0)
    if chosen and (cell_len(words) > what or cell_len(about) > names or cell_len(when.text) > _WHEN):
        rest = " · ".join(item for item in (about, *extra) if item)
        below = [line("  ", when, part(f" · {rest}" if rest else "", "muted"))]
        return Row(f"afspraak:{row.id}", (*_whole(words, room, line(sign)), *below))
    first = line(
        sign,
        column(words, what, "muted" if settled else ""),
        "  ",
        *((column(about, names, "muted"), part("  ")) if names else ()),
        column(when.text, _WHEN, when.look),
    )
    more = [line("  ", part(" · ".join(extra), "muted"))] if extra else []
    return Row(f"afspraak:{row.id}", (first, *more))


def _whole(text: str, room: int, sign: Line) -> list[Line]:
    rows = wrap(text, room - 2)
    return [line(*(sign if not number else ("  ",)), part(words)) for number, words in enumerate(rows)]


def _extra(promise: PromiseRow, today: dt.date, view: str) -> list[str]:
    row = promise.row
    headed = view == "p" or (view == "i" and row.owner in (YOU, ""))  # the heading says who
    said = [] if headed else [unmarked(row.owner) or _NOBODY]
    said += [row.about] if view == "l" and _child(promise)[0] is None and row.about else []
    said += [f"{row.moved}× verplaatst"] if row.moved else []
    said += [waiting_words(promise, today)] if row.status == ActionStatus.WAITING else []
    said += [f"afgesproken {ago(promise.since, today)}"] if view == "o" else []
    said += [f"niet meer: {' '.join(row.dropped_because.split())}"] if row.dropped_because else []
    return said


def when_words(promise: PromiseRow, today: dt.date) -> str:
    """When it is due, as was typed when that is no date; or what became of it."""
    row = promise.row
    if row.status == ActionStatus.DONE and row.done_on is not None:
        return f"gedaan {short_date(row.done_on, today)}"
    if row.status in SETTLED:
        return row.status
    return due_words(row.due_on, today) if row.due_on or not row.due_text else row.due_text


def waiting_words(promise: PromiseRow, today: dt.date) -> str:
    """ "wacht al 12 dagen"; without a number when the day isn't known."""
    since = promise.row.waiting_since
    if since is None:
        return "wacht"
    days = (today - since).days
    return {0: "wacht sinds vandaag", 1: "wacht sinds gisteren"}.get(days, f"wacht al {days} dagen")


def summary_words(promises: Sequence[PromiseRow], today: dt.date) -> Line:
    """ "12 open · 3 te laat · 2 wachten"."""
    late = sum(is_late(promise.row, today) for promise in promises)
    waits = sum(promise.row.status == ActionStatus.WAITING for promise in promises)
    parts = [part(f"{len(promises)} open", "strong")]
    parts += [part(f" · ! {late} te laat", "late")] if late else []
    parts += [part(f" · {waits} {'wacht' if waits == 1 else 'wachten'}", "muted")] if waits else []
    return tuple(parts)


# ── beside the list, and in a text ─────────────────────────────────────────────
def detail_rows(promise: PromiseRow, today: dt.date, width: int) -> list[Row]:
    """All that is known of one promise."""
    row = promise.row
    source = f"{promise.source}, {short_date(promise.since, today)}" if promise.source else ""
    waits = waiting_words(promise, today) if row.status == ActionStatus.WAITING else ""
    facts = (
        ("wie", unmarked(row.owner) or _NOBODY),
        ("over", row.about),
        ("wanneer", when_words(promise, today)),
        ("dat is", short_date(row.due_on, today) if is_late(row, today) and row.due_on else ""),
        ("verplaatst", f"{row.moved}×" if row.moved else ""),
        ("wacht", waits.removeprefix("wacht ") if waits != "wacht" else "ja"),
        ("afgesproken", ago(promise.since, today)),
        ("uit", source),
        ("privé", "komt in geen enkele tekst" if promise.private else ""),
        ("waarom niet", row.dropped_because),
        ("notitie", row.note),
    )
    rows = [heading(line(part(words, "strong"))) for words in wrap(unmarked(row.what), width)]
    rows.append(heading())
    for label, text in facts:
        for number, words in enumerate(wrap(text.strip(), width - _LABEL) if text.strip() else []):
            rows.append(heading(line(column("" if number else label, _LABEL, "muted"), part(words))))
    return rows


def owed(promise: PromiseRow, today: dt.date) -> Owed:
    """The promise as a line of a text to copy. A child by its first name: a mail isn't the place for more.

    About a talk with more children it says nothing: those are named in full, and not each is of who reads it.
    """
    row = promise.row
    about = row.about if row.group_id is not None else ""
    if row.pupil_id is not None:
        about = row.about.split(" ")[0]
    if row.due_on is None:
        when = row.due_text
    else:
        when = f"{'was afgesproken voor' if row.due_on < today else 'voor'} {short_date(row.due_on, today)}"
    return Owed(row.what, about, when)
