"""How one OPP looks: what is still missing, who agreed, who was heard, what it says, and its evaluations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ibtui.care.dates import short_date
from ibtui.care.words import OppStatus
from ibtui.screens.concern_lines import fact
from ibtui.screens.lines import joined
from ibtui.screens.own_terms import term_rows
from ibtui.store.deadlines import DeadlineRow
from ibtui.store.opps import EvaluationRow, OppCard, SignatureRow
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, Part, at_most, column, line, part, wrap

_ANSWER = 20
_MOST = 4
"""Lines of what one evaluation says; Enter shows it whole."""


def opp_rows(
    card: OppCard, missing: Sequence[str], terms: Sequence[DeadlineRow], today: dt.date, width: int
) -> list[Row]:
    """All of it. `missing`: what isn't there yet, in words; `terms`: those that run and belong to it."""
    first, *more = _state(card, today, width - 2)
    rows = [Row(f"opp:{card.row.id}", (first,)), *(heading(line("  ", *one)) for one in more)]
    rows += _missing_rows(missing, width)
    rows += _signature_rows(card, today, width)
    rows += _title("Het kind gehoord")
    rows.append(heard_row(card, today, width))
    rows += term_rows(terms, today, width)
    rows += _content_rows(card, width)
    count = f"  {len(card.evaluations)}" if card.evaluations else "  nog geen: n voegt er een toe"
    rows += _title("Evaluaties", count)
    return rows + [evaluation_row(one, today, width) for one in card.evaluations]


def _title(name: str, more: str = "") -> list[Row]:
    return [heading(), heading(line(part(name, "strong"), part(more, "muted")))]


def _state(card: OppCard, today: dt.date, width: int) -> list[Line]:
    row = card.row
    good = row.status in (OppStatus.FIXED, OppStatus.EVALUATED)
    parts: list[Part] = [part(f"✓ {row.status}" if good else row.status, "good" if good else "accent")]
    parts.append(part(f"{row.reason} {short_date(row.base_on, today)}", "muted"))
    days = (("begint", row.begins_on), ("vastgesteld", row.fixed_on), ("geëvalueerd", row.evaluated_on),
            ("afgesloten", row.closed_on))  # fmt: skip
    later = [part(f"{name} {short_date(day, today)}", "muted") for name, day in days if day]
    lines: list[Line] = [joined(parts)]
    lines += [joined(later)] if later else []
    return lines + fact("het document", row.document, width)


def _missing_rows(missing: Sequence[str], width: int) -> list[Row]:
    """Calm lines: nothing of it stops anybody."""
    if not missing:
        return []
    rows = _title("Nog te doen")
    for words in missing:
        pieces = wrap(words, width - 4)
        rows += [
            heading(line("  - " if not number else "    ", piece)) for number, piece in enumerate(pieces)
        ]
    return rows


def _signature_rows(card: OppCard, today: dt.date, width: int) -> list[Row]:
    """One line for each parent who decides with the school."""
    asked = [one for one in card.signatures if one.custody == "ja"]
    empty = "" if card.signatures else "  nog geen ouder met gezag bekend"
    agreed = sum(one.agreed == "ja" for one in asked)
    rows = _title("Ouders over de hulp", f"  {agreed} van {len(asked)} zijn het eens" if asked else empty)
    return rows + [signature_row(one, today, width) for one in card.signatures]


def signature_row(row: SignatureRow, today: dt.date, width: int) -> Row:
    """What one parent said: yes, no, or nothing yet."""
    relation = " · ".join(item for item in (row.relation, f"gezag {row.custody}") if item)
    name = part(at_most(f"{row.name} ({relation})", width - _ANSWER - 2))
    if not row.agreed:
        state: tuple[Part, ...] = (part("… "), column("nog geen antwoord", _ANSWER))
    else:
        yes = row.agreed == "ja"
        day = f" {short_date(row.signed_on, today)}" if row.signed_on else ""
        sign = part("✓ " if yes else "× ", "good" if yes else "warn")
        state = (sign, column(f"{row.agreed}{day}", _ANSWER))
    below = [
        line(" " * (_ANSWER + 2), part(piece, "muted")) for piece in _wrapped(row.reason, width - _ANSWER - 2)
    ]
    return Row(f"ouder:{row.person_id}", (line(*state, name), *below))


def heard_row(card: OppCard, today: dt.date, width: int) -> Row:
    """When and how the child was heard and what it said, or why not."""
    words = _told(card.row.heard_on, card.heard_how, card.heard_words, card.not_heard_because, today)
    words = words or _told_at_evaluation(card, today)
    known = bool(words)
    words = words or "nog niet: h schrijft op hoe, of waarom niet"
    pieces = wrap(words, width - 2)
    sign = part("✓ " if known else "… ", "good" if known else "")
    return Row("gehoord:1", (line(sign, pieces[0]), *(line("  ", piece) for piece in pieces[1:])))


def _told_at_evaluation(card: OppCard, today: dt.date) -> str:
    """How it was heard at the newest evaluation that says so; "" when none does."""
    for one in card.evaluations:
        words = _told(one.heard_on, one.heard_how, one.heard_words, one.not_heard_because, today)
        if words:
            return f"bij de evaluatie: {words}"
    return ""


def _told(day: dt.date | None, how: str, said: str, why_not: str, today: dt.date) -> str:
    """ "di 3 nov, tekening: “ik wil rustig werken”", or why the child wasn't heard; "" when nothing is known."""
    if day is None:
        return f"niet: {why_not.strip()}" if why_not.strip() else ""
    when = ", ".join(item for item in (short_date(day, today), how.strip()) if item)
    quote = " ".join(said.split())
    return f"{when}: “{quote}”" if quote else when


def _content_rows(card: OppCard, width: int) -> list[Row]:
    facts = (
        ("gaat naar", card.destination), ("moeilijk", card.hindering), ("helpt", card.helping),
        ("hulp", card.support), ("doet anders", card.deviations),
    )  # fmt: skip
    lines = [one for name, text in facts for one in fact(name, text, width - 2)]
    rows = _title("Wat erin staat", "" if lines else "  nog niets: e vult het in")
    return rows + [heading(line("  ", *one)) for one in lines]


def evaluation_row(row: EvaluationRow, today: dt.date, width: int) -> Row:
    """One evaluation: when and with whom, what was reached, and what next."""
    first = line(
        part(short_date(row.day, today), "strong"), part(f"  {row.present}" if row.present else "", "muted")
    )
    said = [*_wrapped(row.result, width - 2), *_wrapped(row.next_step and f"→ {row.next_step}", width - 2)]
    words = _told(row.heard_on, row.heard_how, row.heard_words, row.not_heard_because, today)
    if words:
        said += wrap(f"gehoord: {words}", width - 2)
    if len(said) > _MOST:
        said = [*said[: _MOST - 1], "… Enter toont alles"]
    return Row(f"evaluatie:{row.id}", (first, *(line("  ", piece) for piece in said)))


def _wrapped(text: str, width: int) -> list[str]:
    return wrap(" ".join(text.split()), width) if text.strip() else []
