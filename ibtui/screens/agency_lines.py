"""How an agency looks: a row of the list, and all that is known of one, for its screen and the pane beside the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ibtui.care.dates import ago, short_date
from ibtui.care.words import ReferralStatus
from ibtui.screens.concern_lines import fact
from ibtui.store.agencies import AgencyCard, AgencyRow, ConsentRow, ContactRow, ReferralRow
from ibtui.store.sharing import ENDED
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, Part, column, fit, line, part, wrap

_LONG_WAIT = dt.timedelta(weeks=6)
"""After so long without an answer a referral asks for attention."""
_ROOMY = 66  # from this width on there is room for one more column


# ── the list ───────────────────────────────────────────────────────────────────
def agency_row(row: AgencyRow, today: dt.date, width: int) -> Row:
    """An agency in two lines: its name and when last spoken; then what it is and what runs there."""
    spoken = spoken_words(row.last_spoken, today)
    people = people_words(row.people) if width >= _ROOMY else ""
    what = " · ".join(filter(None, (row.kind, row.region, people)))
    running = running_words(row.running)
    return Row(
        f"instantie:{row.id}",
        (
            line(column(row.name, width - 20, "strong"), part(f"{spoken:>20}", "muted")),
            line(column(what, width - len(running) - 2, "muted"), "  ", part(running, "accent")),
        ),
    )


def spoken_words(day: dt.date | None, today: dt.date) -> str:
    """ "3 weken geleden", or "nog niet gesproken"."""
    return "nog niet gesproken" if day is None else ago(day, today)


def people_words(number: int) -> str:
    """How many people are known there."""
    return f"{number} {'persoon' if number == 1 else 'mensen'}" if number else "nog niemand bekend"


def running_words(number: int) -> str:
    """How many referrals run; "" when none do."""
    return f"{number} {'verwijzing loopt' if number == 1 else 'verwijzingen lopen'}" if number else ""


# ── one agency ─────────────────────────────────────────────────────────────────
def card_rows(card: AgencyCard, today: dt.date, width: int, *, pane: bool = False) -> list[Row]:
    """The whole of one agency; `width` is what a row has after the cursor's sign.

    `pane`: beside a list, where the keys of the agency's own screen don't work.
    """
    row = card.agency
    rows = [Row(f"instantie:{row.id}", tuple(line(part(text, "strong")) for text in wrap(row.name, width)))]
    rows += [heading(line("  ", *item)) for item in _facts(row, today, width)]
    rows += _section("Mensen", len(card.people), "" if pane else "p voegt iemand toe")
    rows += [contact_row(item, row.name, today, width) for item in card.people]
    rows += _section("Verwijzingen", len(card.referrals), "" if pane else "w voegt er een toe", row.running)
    rows += [referral_row(item, today, width) for item in card.referrals]
    rows += _section("Toestemming van ouders", len(card.consents), "" if pane else "c voegt er een toe")
    rows += [consent_row(item, today, width) for item in card.consents]
    return rows


def _facts(row: AgencyRow, today: dt.date, width: int) -> list[Line]:
    what = " · ".join(filter(None, (row.kind, row.region)))
    lines = [line(part(what))] if what else []
    lines += fact("gesproken", spoken_words(row.last_spoken, today), width)
    lines += fact("telefoon", row.phone, width)
    lines += fact("mail", row.mail, width)
    lines += fact("notitie", row.note, width)
    return lines


def _section(name: str, count: int, hint: str, running: int = 0) -> list[Row]:
    """A blank line and a heading; an empty section says which key fills it."""
    empty = f"nog niets: {hint}" if hint else "nog niets"
    still = f", {running} {'loopt' if running == 1 else 'lopen'}" if running else ""
    more = part(f"  {count}{still}" if count else f"  {empty}", "muted")
    return [heading(), heading(line(part(name, "strong"), more))]


def contact_row(row: ContactRow, agency: str, today: dt.date, width: int) -> Row:
    """Somebody who works there: name, function, last spoken; below it how to reach them."""
    width = min(width, 86)  # wider, the eye loses the line
    nameless = row.name == f"{agency}, {row.function}"  # known by what they do
    name, function = (row.function, "") if nameless else (row.name, row.function)
    spoken = part(f"{spoken_words(row.last_spoken, today):>20}", "muted")
    reach = " · ".join(filter(None, (row.phone, row.mail))) or "geen telefoon of mail"
    if width < _ROOMY:
        below = " · ".join(filter(None, (function, reach)))
        return Row(f"persoon:{row.id}", (line(column(name, width - 20), spoken), *_below(below, width, 2)))
    first = line(column(name, 28), " ", column(function, width - 49, "muted"), spoken)
    return Row(f"persoon:{row.id}", (first, *_below(reach, width, 1)))


def _below(text: str, width: int, most: int) -> list[Line]:
    """Muted lines under a row, at most `most` of them; the last is cut when there is more."""
    rows = wrap(text, width - 2) if text else []
    if len(rows) > most:
        rows = [*rows[: most - 1], fit(" ".join(rows[most - 1 :]), width - 2)]
    return [line(part(f"  {item}", "muted")) for item in rows]


def _name_width(width: int) -> int:
    return max(min(28, width // 2), 12)


def referral_row(row: ReferralRow, today: dt.date, width: int) -> Row:
    """A pupil who was referred here: how it stands, then what for and the answer. Short when it's over."""
    more = " · ".join(filter(None, (row.reason, row.contact and f"bij {row.contact}", row.answer)))
    first = line(column(row.pupil, _name_width(width)), " ", referral_state(row, today))
    return Row(f"verwijzing:{row.id}", (first, *_below(more, width, 1 if row.status in ENDED else 3)))


def referral_state(row: ReferralRow, today: dt.date) -> Part:
    """How a referral stands: "aangevraagd, wacht 3 weken", "loopt sinds di 3 nov", "✓ afgerond"."""
    if row.status == ReferralStatus.DONE:
        return part("✓ afgerond", "good")
    if row.status in ENDED or (row.asked_on is None and row.answered_on is None):
        return part(row.status, "muted")
    if row.status == ReferralStatus.ASKED and row.answered_on is None and row.asked_on is not None:
        waiting = f"wacht {_since(row.asked_on, today)}"
        if today - row.asked_on > _LONG_WAIT:
            return part(f"! {row.status}, {waiting}", "warn")
        return part(f"{row.status}, {waiting}")
    since = short_date(row.answered_on or row.asked_on or today, today)
    return part(
        f"{row.status} sinds {since}" if row.status == ReferralStatus.RUNNING else f"{row.status}, {since}"
    )


def _since(day: dt.date, today: dt.date) -> str:
    """ "3 weken", or "sinds gisteren"."""
    words = ago(day, today)
    return words.removesuffix(" geleden") if words.endswith(" geleden") else f"sinds {words}"


def consent_row(row: ConsentRow, today: dt.date, width: int) -> Row:
    """What may be shared about a pupil: JA or NEE first, with until when or why not."""
    given = f"van {row.given_by}, " if row.given_by else ""
    more = " · ".join(filter(None, (row.what, row.purpose, f"{given}{short_date(row.given_on, today)}")))
    first = line(column(row.pupil, _name_width(width)), " ", consent_state(row, today))
    return Row(f"toestemming:{row.id}", (first, *_below(more, width, 3 if row.valid else 1)))


def consent_state(row: ConsentRow, today: dt.date) -> Part:
    """ "JA, tot en met do 24 jun 2027", "NEE, ingetrokken di 3 nov", "NEE, verlopen di 3 nov"."""
    if row.valid:
        until = (
            f", tot en met {short_date(row.valid_until, today)}"
            if row.valid_until
            else ", tot het wordt ingetrokken"
        )
        return part(f"✓ JA{until}", "good")
    if row.given_on > today:
        return part(f"! nog niet, pas vanaf {short_date(row.given_on, today)}", "warn")
    return part(f"! NEE, {row.why_not}", "late")


def summary_words(rows: Sequence[AgencyRow]) -> Line:
    """ "12 instanties · 5 verwijzingen lopen"."""
    running = sum(row.running for row in rows)
    count = part(f"{len(rows)} {'instantie' if len(rows) == 1 else 'instanties'}", "strong")
    return (count, part(f" · {running_words(running)}")) if running else (count,)
