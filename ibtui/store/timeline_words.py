"""What each line of a child's story says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace

from ibtui.care.absence import time_words
from ibtui.care.dates import due_words, short_date
from ibtui.care.deadlines import rule_words
from ibtui.care.mentions import unmarked
from ibtui.care.words import (
    ActionStatus,
    ApplicationStatus,
    ConcernStatus,
    ConversationStatus,
    ReferralStatus,
)
from ibtui.store import labels, private_notes
from ibtui.store import timeline_sql as sql
from ibtui.store.timeline_rows import Kind, Line, Names, Raw


def kind_of(rank: int) -> Kind:
    """The kind that a branch belongs to."""
    return _LINES[rank][0]


def ranks_of(kind: Kind | None) -> frozenset[int]:
    """The branches of a kind; with None all of them."""
    return frozenset(rank for rank, (one, *_) in _LINES.items() if kind in (None, one))


def line_of(row: Raw, names: Names, today: dt.date) -> Line:
    """One line, ready to draw."""
    kind, ref, opens, words = _LINES[row.rank]
    title, detail, sign = words(row, names, today)
    line = Line(row.day, kind, ref, row.id, title, detail, sign, opens or ref, row.opens, version=row.version)
    if row.rank in (sql.PRIVATE, sql.PRIVATE_EVENT):
        return replace(line, private=True)
    if row.rank == sql.PAPER and not row.opens:
        return replace(line, opens=ref, opens_id=row.id)
    return line


_Said = tuple[str, str, str]
"""Title, detail, sign."""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _says(who: str, what: str) -> str:
    return f"{who}: {what}" if who and what else who or what


def _talk(row: Raw, names: Names, _today: dt.date) -> _Said:
    held = row.state == ConversationStatus.HELD
    sign = "✓" if held else "✗" if row.state == ConversationStatus.CANCELLED else "○"
    minutes = f"verslag {names.minutes[row.id]}" if row.id in names.minutes else ""
    return row.word, _joined("" if held else row.state, row.text, minutes), sign


def _review(row: Raw, names: Names, _today: dt.date) -> _Said:
    up = "aangemeld voor leerlingbespreking" if row.opens in names.signed_up else ""
    return row.word, _joined("besproken", up), "✓"


def _private(row: Raw, _names: Names, today: dt.date) -> _Said:
    return "privénotitie", private_notes.expiry_words(row.other, today) if row.other else "", ""


def _promise(row: Raw, names: Names, today: dt.date) -> _Said:
    what = _says(names.person(row, row.state), unmarked(row.text))
    if row.word == ActionStatus.DONE:
        return "afspraak", what, "✓"
    if row.word == ActionStatus.DROPPED:
        return "afspraak", _joined(what, "vervallen", row.more), "✗"
    late = row.other is not None and row.other < today
    when = due_words(row.other, today) if row.other else ""
    waits = "wacht" if row.word == ActionStatus.WAITING else ""
    return "afspraak", _joined(what, waits, when), "!" if late else "○"


def _concern(row: Raw, _names: Names, _today: dt.date) -> _Said:
    closed = row.state == ConcernStatus.CLOSED
    return "zorg", _joined(row.word, row.text, row.state), "✓" if closed else "○"


def _event(row: Raw, _names: Names, _today: dt.date) -> _Said:
    return row.word, row.text, ""


def _left(row: Raw, _names: Names, _today: dt.date) -> _Said:
    return "van school", f"naar {row.text}" if row.text else "", ""


def _group(row: Raw, _names: Names, _today: dt.date) -> _Said:
    return "groep", _joined(labels.group_label(row.word), f"leerjaar {row.text}" if row.text else ""), ""


def _level(row: Raw, _names: Names, _today: dt.date) -> _Said:
    return "niveau", f"niveau {row.number}", ""


def _referral(row: Raw, names: Names, _today: dt.date) -> _Said:
    over = {ReferralStatus.DONE.value: "✓", ReferralStatus.DROPPED.value: "✗"}
    return "verwijzing", _joined(names.agency(row), row.state, row.text), over.get(row.state, "○")


def _answer(row: Raw, names: Names, _today: dt.date) -> _Said:
    untold = "" if row.other else "nog niet verteld aan de ouders"
    return "antwoord", _joined(_says(names.agency(row), row.text), untold), "✓"


def _approach(row: Raw, names: Names, _today: dt.date) -> _Said:
    minutes = f"{row.number} minuten per week" if row.number else ""
    text = _joined(row.text, row.word, minutes, names.person(row, row.state))
    return "aanpak", text, "✓" if row.other else "○"


def _effect(row: Raw, _names: Names, _today: dt.date) -> _Said:
    return "effect", _says(row.text, row.more or "gestopt"), "✓"


def _application(row: Raw, names: Names, _today: dt.date) -> _Said:
    sign = "✓" if row.state == ApplicationStatus.GRANTED else "✗" if row.state in _NO else "○"
    return "aanvraag", _joined(row.word, row.state, names.agency(row), row.text), sign


_NO = (ApplicationStatus.REFUSED, ApplicationStatus.STOPPED)


def _decision(row: Raw, _names: Names, today: dt.date) -> _Said:
    until = f"geldig tot {short_date(row.other, today)}" if row.other else ""
    return "besluit", _joined(row.word, row.state, row.text, until), "✗" if row.state in _NO else "✓"


def _opp(row: Raw, _names: Names, _today: dt.date) -> _Said:
    return "OPP", _joined("begonnen", row.word, "" if row.other else row.state), "✓" if row.other else "○"


def _opp_fixed(row: Raw, _names: Names, _today: dt.date) -> _Said:
    return "OPP", _joined("vastgesteld", f"uitstroom: {row.text}" if row.text else ""), "✓"


def _evaluation(row: Raw, _names: Names, _today: dt.date) -> _Said:
    return "OPP", _joined("geëvalueerd", row.text, f"verder: {row.more}" if row.more else ""), "✓"


def _opp_closed(_row: Raw, _names: Names, _today: dt.date) -> _Said:
    return "OPP", "afgesloten", "✓"


def _consent(row: Raw, names: Names, today: dt.date) -> _Said:
    until = f"tot {short_date(row.other, today)}" if row.other else ""
    sign = "✗" if row.more and dt.date.fromisoformat(row.more[:10]) <= today else "✓"
    by = names.person(row)
    return "toestemming", _joined(names.agency(row), row.text, f"van {by}" if by else "", until), sign


def _withdrawn(row: Raw, names: Names, _today: dt.date) -> _Said:
    return "toestemming", _joined("ingetrokken", names.agency(row), row.text), "✗"


def _told(row: Raw, names: Names, _today: dt.date) -> _Said:
    what = _says(names.person(row, row.word) or names.agency(row), row.text)
    return ("verteld", _joined(what, row.state), "✓") if row.other else ("nog vertellen", what, "○")


_PAPERS: Mapping[str, str] = {
    "ouders": "ouderkopie",
    "dossier": "versie voor het dossier",
    "instantie": "uittreksel",
    "afspraken": "afsprakenlijst",
    "inzage": "kopie van het dossier",
    "controle": "lijst om na te kijken",
}


def _paper(row: Raw, names: Names, _today: dt.date) -> _Said:
    whom = names.got.get(row.id) or names.agency(row) or row.text or "alleen voor school"
    edition = f"versie {row.number}" if row.number > 1 else ""
    return "papier", _joined(_PAPERS.get(row.word, row.word), whom, edition, row.state), ""


def _access(row: Raw, names: Names, today: dt.date) -> _Said:
    by = names.person(row)
    given = f"gegeven {short_date(row.other, today)}" if row.other else "nog niet gegeven"
    return "inzage", _joined(f"gevraagd door {by}" if by else "gevraagd", given), "✓" if row.other else "○"


def _question(row: Raw, names: Names, _today: dt.date) -> _Said:
    open_ = "" if row.other else "nog geen antwoord"
    return "vraag", _joined(_says(names.person(row), row.text), open_), "✓" if row.other else "○"


def _reply(row: Raw, names: Names, _today: dt.date) -> _Said:
    return "antwoord", _says(names.person(row), row.text or "mondeling"), "✓"


def _view(row: Raw, names: Names, _today: dt.date) -> _Said:
    return row.word, _says(names.person(row), row.text), ""


def _term(row: Raw, names: Names, today: dt.date) -> _Said:
    what = names.rules.get(row.word) or rule_words(row.word)
    if row.other:
        return "termijn", _joined(what, "klaar", row.more), "✓"
    late = row.day < today
    return "termijn", _joined(what, due_words(row.day, today), row.more), "!" if late else "○"


def _absence(row: Raw, _names: Names, _today: dt.date) -> _Said:
    # The column of the agency holds whether it was unauthorised: see the branch.
    what = "ongeoorloofd" if row.agency else "geoorloofd"
    return "verzuim", _joined(time_words(row.number), what, row.text, "gemeld" if row.other else ""), ""


_Words = Callable[[Raw, Names, dt.date], _Said]

_LINES: Mapping[int, tuple[Kind, str, str, _Words]] = {
    sql.TALK: (Kind.TALKS, "gesprek", "", _talk),
    sql.REVIEW: (Kind.TALKS, "besproken", "verslag", _review),
    sql.PRIVATE: (Kind.TALKS, "gesprek", "", _private),
    sql.PRIVATE_EVENT: (Kind.CONCERNS, "gebeurtenis", "zorg", _private),
    sql.PROMISE: (Kind.PROMISES, "afspraak", "", _promise),
    sql.CONCERN: (Kind.CONCERNS, "zorg", "", _concern),
    sql.EVENT: (Kind.CONCERNS, "gebeurtenis", "zorg", _event),
    sql.LEFT: (Kind.PLACE, "leerling", "", _left),
    sql.GROUP: (Kind.PLACE, "groep", "leerling", _group),
    sql.LEVEL: (Kind.PLACE, "niveau", "leerling", _level),
    sql.REFERRAL: (Kind.HELP, "verwijzing", "", _referral),
    sql.ANSWER: (Kind.HELP, "verwijzing", "", _answer),
    sql.APPROACH: (Kind.HELP, "aanpak", "", _approach),
    sql.EFFECT: (Kind.HELP, "aanpak", "", _effect),
    sql.APPLICATION: (Kind.HELP, "aanvraag", "", _application),
    sql.DECISION: (Kind.HELP, "aanvraag", "", _decision),
    sql.OPP: (Kind.HELP, "opp", "", _opp),
    sql.OPP_FIXED: (Kind.HELP, "opp", "", _opp_fixed),
    sql.OPP_EVALUATED: (Kind.HELP, "evaluatie", "opp", _evaluation),
    sql.OPP_CLOSED: (Kind.HELP, "opp", "", _opp_closed),
    sql.CONSENT: (Kind.SHARING, "toestemming", "", _consent),
    sql.WITHDRAWN: (Kind.SHARING, "toestemming", "", _withdrawn),
    sql.TOLD: (Kind.SHARING, "verteld", "", _told),
    sql.PAPER: (Kind.SHARING, "papier", "verslag", _paper),
    sql.ACCESS: (Kind.SHARING, "inzage", "", _access),
    sql.QUESTION: (Kind.PARENTS, "vraag", "", _question),
    sql.REPLY: (Kind.PARENTS, "vraag", "", _reply),
    sql.VIEW: (Kind.PARENTS, "kijk", "", _view),
    sql.TERM: (Kind.TERMS, "termijn", "", _term),
    sql.ABSENCE: (Kind.ABSENCE, "verzuim", "", _absence),
}
"""By branch: its kind, what the record is, what Enter opens (""= itself), and what the line says."""
