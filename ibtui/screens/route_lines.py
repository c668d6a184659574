"""How the route of one pupil looks: the ladder with its steps, and one step whole beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from rich.cells import cell_len, set_cell_size

from ibtui.care.absence import LIMIT, WINDOW_WEEKS, Count, time_words
from ibtui.care.dates import due_words, short_date
from ibtui.screens.concern_lines import fact
from ibtui.store.absences import AbsenceRow
from ibtui.store.applications import ApplicationRow
from ibtui.store.approaches import ApproachRow
from ibtui.store.route import LADDER, RouteStep, waiting_words
from ibtui.store.sharing import ConsentRow, ReferralRow
from ibtui.values import dataclass
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, Look, Part, column, line, part, wrap

_STATE, _DAY = 11, 15
_MOST = 2
"""Lines of what is said under a step; the pane beside it, or e, shows the rest."""
_LONG_WAIT = dt.timedelta(weeks=6)
_SIGNS: dict[str, tuple[str, Look]] = {
    "loopt": ("●", "accent"), "klaar": ("✓", "good"), "wacht": ("…", ""), "gepland": ("○", ""),
    "gestopt": ("×", "muted"),
}  # fmt: skip
_MOST_ABSENCES = 8


@dataclass(frozen=True, slots=True)
class Help:
    """All that the screen knows of one pupil; the rows by their id."""

    steps: Sequence[RouteStep]
    approaches: dict[int, ApproachRow]
    referrals: dict[int, ReferralRow]
    applications: dict[int, ApplicationRow]
    consents: Sequence[ConsentRow]
    absences: Sequence[AbsenceRow]
    missed: Count


# ── the list ───────────────────────────────────────────────────────────────────
def ladder_rows(found: Help, today: dt.date, width: int, *, roomy: bool = False) -> list[Row]:
    """Every step of the ladder with what there is of it. Nothing there is said calmly: it's no fault.

    `roomy`: with a blank line between the steps.
    """
    rows: list[Row] = []
    for ref, name in LADDER:
        here = sorted((step for step in found.steps if step.ref == ref), key=_what_runs_first)
        title = f"{name[:1].upper()}{name[1:]}"
        rows += [heading()] if roomy and rows else []
        rows.append(heading(line(part(title, "strong"), part("" if here else "  –", "muted"))))
        rows += [step_row(step, found, today, width) for step in here]
    missed = absence_rows(found, today, width)
    return [*rows, *([heading()] if roomy and missed else []), *missed]


def _what_runs_first(step: RouteStep) -> tuple[bool, int, int]:
    """What runs or waits stands above what is over; then the newest first."""
    return step.state in ("klaar", "gestopt"), -step.day.toordinal(), -step.ref_id


def step_row(step: RouteStep, found: Help, today: dt.date, width: int) -> Row:
    """One step: how it stands, since when and what; under it what is known of it and what came of it."""
    room = width - _STATE - _DAY
    pieces = _begin(step.title, room) or [""]
    first = line(*_state(step), column(short_date(step.day, today), _DAY, "muted"), part(pieces[0]))
    lines = [first, *(line(" " * (_STATE + _DAY), part(piece)) for piece in pieces[1:])]
    lines += [line(" " * _STATE, *more) for more in _below(step, found, today, width - _STATE)]
    return Row(step_id(step), tuple(lines))


def step_id(step: RouteStep) -> str:
    """The id of its row in a list."""
    return f"{step.ref}:{step.ref_id}"


def _state(step: RouteStep) -> tuple[Part, ...]:
    sign, look = _SIGNS[step.state]
    return part(f"{sign} ", look), column(step.state, _STATE - 2, "muted" if look == "muted" else "")


def _below(step: RouteStep, found: Help, today: dt.date, width: int) -> list[Line]:
    referral = found.referrals.get(step.ref_id) if step.ref == "verwijzing" else None
    if referral is not None:
        return referral_lines(referral, found.consents, today, width)
    said = step.detail
    if step.ref in ("zorg", "aanpak") and step.until is not None and step.until != step.day:
        until = f"tot {short_date(step.until, today)}"
        said = f"{until} · {said}" if said else until
    lines = [line(part(piece, "muted")) for piece in _begin(said, width)]
    return lines + [line(part(piece)) for piece in _begin(f"→ {step.outcome}" if step.outcome else "", width)]


def _begin(text: str, width: int, most: int = _MOST) -> list[str]:
    """The first lines of a text, with "…" when there is more."""
    if not text.strip():
        return []
    found = wrap(" ".join(text.split()), width)
    if len(found) <= most:
        return found
    return [*found[: most - 1], _more(found[most - 1], width)]


def _more(words: str, width: int) -> str:
    """These words and "…" behind them, in no more than `width` cells."""
    there = words if cell_len(words) <= width - 2 else set_cell_size(words, width - 2)
    return f"{there.rstrip()} …"


def referral_lines(
    row: ReferralRow, consents: Sequence[ConsentRow], today: dt.date, width: int
) -> list[Line]:
    """Why and with whom, the answer or how long we wait, and whether there is consent and the parents know."""
    why = " · ".join(item for item in (row.reason, row.contact and f"bij {row.contact}") if item)
    lines = [line(part(piece, "muted")) for piece in _begin(why, width)]
    if row.answer.strip():
        lines += [line(part(piece)) for piece in _begin(f"→ {row.answer}", width)]
    elif row.waiting_since is not None:
        lines.append(line(waiting(row.waiting_since, today)))
    said = line(consent_part(row, consents), *_told(row, today))
    return [*lines, said]


def waiting(since: dt.date, today: dt.date) -> Part:
    """How long an answer is waited for; after six weeks it asks for attention."""
    late = today - since > _LONG_WAIT
    words = f"{waiting_words(since, today)} op antwoord"
    return part(f"! {words}" if late else words, "warn" if late else "")


def consent_part(row: ReferralRow, consents: Sequence[ConsentRow]) -> Part:
    """Whether something may be shared with them now."""
    valid = any(one.agency_id == row.agency_id and one.valid for one in consents)
    return part("toestemming: ja", "good") if valid else part("toestemming: nee", "warn")


def _told(row: ReferralRow, today: dt.date) -> tuple[Part, ...]:
    if row.parents_told_on is not None:
        words = f" · ouders weten het antwoord sinds {short_date(row.parents_told_on, today)}"
        return (part(words, "muted"),)
    if row.answered_on is not None or row.answer.strip():
        return part(" · ", "muted"), part("! nog aan de ouders vertellen", "warn")
    return ()


def absence_rows(found: Help, today: dt.date, width: int) -> list[Row]:
    """What was missed: first what counts by the law, then the newest absences. Nothing when there are none."""
    if not found.absences:
        return []
    rows = [
        heading(line(part("Verzuim", "strong"), part(f"  {missed_words(found.missed)}", _look(found.missed))))
    ]
    for row in found.absences[:_MOST_ABSENCES]:
        words = "zonder toestemming" if row.unauthorised else "met toestemming"
        sign = part("✓ ", "good") if row.reported_on else part("  ")
        state = column("gemeld" if row.reported_on else "", _STATE - 2)
        more = " · ".join(item for item in (time_words(row.minutes), words, row.note) if item)
        day = column(short_date(row.day, today), _DAY, "muted")
        rows.append(Row(f"verzuim:{row.id}", (line(sign, state, day, column(more, width - _STATE - _DAY)),)))
    if len(found.absences) > _MOST_ABSENCES:
        rest = f"en {len(found.absences) - _MOST_ABSENCES} eerdere: op de bladzijde van het kind"
        rows.append(heading(line(" " * (_STATE + 2), part(rest, "muted"))))
    return rows


def missed_words(count: Count) -> str:
    """How much counts by the law now, and what has to be done."""
    if count.limit_reached_on is not None:
        return f"! {time_words(count.minutes)} zonder toestemming: melden bij leerplicht, dan x"
    if count.long:
        return f"! {count.weeks} weken weg: melden bij leerplicht, dan x"
    if not count.minutes:
        return "niets dat nu meetelt"
    return f"{time_words(count.minutes)} in {WINDOW_WEEKS} schoolweken; bij {LIMIT // 60} uur meld je het"


def _look(count: Count) -> Look:
    return "late" if count.limit_reached_on is not None or count.long else "muted"


# ── one step, whole ────────────────────────────────────────────────────────────
def detail_rows(row_id: str, found: Help, today: dt.date, width: int) -> list[Row]:
    """The chosen step whole, for the pane beside the list."""
    ref, _, number = row_id.partition(":")
    step = next((one for one in found.steps if step_id(one) == row_id), None)
    lines: list[Line] = []
    if step is not None:
        lines += [line(part(piece, "strong")) for piece in wrap(" ".join(step.title.split()), width)]
        facts = _WHOLE.get(ref, _plain)
        lines += [(), *facts(step, found, today, width)]
    elif ref == "verzuim":
        row = next((one for one in found.absences if one.id == int(number)), None)
        lines += _absence(row, today, width) if row is not None else []
    return [heading(one) for one in lines]


def _plain(step: RouteStep, _found: Help, today: dt.date, width: int) -> list[Line]:
    lines = fact("stand", step.state, width) + fact("dag", short_date(step.day, today), width)
    if step.until is not None:
        lines += fact("tot", short_date(step.until, today), width)
    return lines + fact("daarover", step.detail, width) + fact("uitkomst", step.outcome, width)


def _approach(step: RouteStep, found: Help, today: dt.date, width: int) -> list[Line]:
    row = found.approaches.get(step.ref_id)
    if row is None:
        return _plain(step, found, today, width)
    lines = fact("stand", step.state, width)
    lines += fact("sinds", short_date(row.since, today), width)
    lines += fact("tot", short_date(row.until, today) if row.until else "", width)
    lines += fact("zorg", row.concern, width) + fact("hoe vaak", row.how_often, width)
    lines += fact("per week", time_words(row.minutes) if row.minutes else "", width)
    lines += fact("waarmee", row.method, width) + fact("wie", row.by, width)
    if row.evaluated_on is not None:
        lines += fact("geëvalueerd", short_date(row.evaluated_on, today), width)
    elif row.evaluate_on is not None and row.until is None:
        late = row.evaluate_on < today
        words = f"{'! ' if late else ''}{due_words(row.evaluate_on, today)}"
        lines += fact("evalueren", words, width, "late" if late else "")
    return lines + fact("leverde op", row.effect or "nog niets opgeschreven: e", width)


def _referral(step: RouteStep, found: Help, today: dt.date, width: int) -> list[Line]:
    row = found.referrals.get(step.ref_id)
    if row is None:
        return _plain(step, found, today, width)
    lines = fact("stand", row.status, width) + fact("waarvoor", row.reason, width)
    lines += fact("vraag", row.question, width) + fact("contact", row.contact, width)
    lines += fact("gevraagd op", short_date(row.asked_on, today) if row.asked_on else "", width)
    if row.waiting_since is not None:
        words = waiting(row.waiting_since, today)
        lines += fact("antwoord", words.text, width, words.look)
    lines += fact("antwoord", row.answer, width)
    lines += fact("kwam op", short_date(row.answered_on, today) if row.answered_on else "", width)
    consent = consent_part(row, found.consents)
    lines += fact("toestemming", consent.text.removeprefix("toestemming: "), width, consent.look)
    told = "".join(item.text for item in _told(row, today)).removeprefix(" · ")
    return lines + fact("ouders", told, width, "warn" if told.startswith("!") else "")


def _application(step: RouteStep, found: Help, today: dt.date, width: int) -> list[Line]:
    row = found.applications.get(step.ref_id)
    if row is None:
        return _plain(step, found, today, width)
    lines = fact("stand", row.status, width) + fact("bij", row.agency, width)
    lines += fact("waarvoor", row.what, width) + fact("begonnen", short_date(row.started_on, today), width)
    if row.papers:
        lines += fact("stukken", f"{row.ticked} van {len(row.papers)} er", width)
    days = (("ingeleverd", row.complete_on), ("besluit", row.decided_on), ("vanaf", row.valid_from),
            ("tot en met", row.valid_until))  # fmt: skip
    for name, day in days:
        lines += fact(name, short_date(day, today) if day else "", width)
    return lines + fact("uitkomst", row.outcome, width) + fact("notitie", row.note, width)


def _absence(row: AbsenceRow, today: dt.date, width: int) -> list[Line]:
    lines = fact("dag", short_date(row.day, today), width) + fact("hoe lang", time_words(row.minutes), width)
    lines += fact("toestemming", "nee" if row.unauthorised else "ja", width)
    lines += fact("gemeld op", short_date(row.reported_on, today) if row.reported_on else "", width)
    return lines + fact("notitie", row.note, width)


_Whole = Callable[[RouteStep, Help, dt.date, int], list[Line]]
_WHOLE: dict[str, _Whole] = {"aanpak": _approach, "verwijzing": _referral, "aanvraag": _application}
