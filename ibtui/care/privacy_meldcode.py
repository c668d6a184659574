"""O2: the meldcode and Veilig Thuis, which stay in the school's own file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ibtui.care.findings import Copy, Finding, Level
from ibtui.care.prose import Passage

_MAYBE = re.compile("thuis|melding|meldcode|VT", re.IGNORECASE)
_MELDCODE = re.compile(
    r"""
    \b(?: (?i: meldcode\w* | vt[ -]?melding\w* | veilig[ ]thuis-melding\w* | zorgmelding\w* | veilig-?thuis )
    | V(?:EILIG|eilig)[ ]+T(?:HUIS|huis)
    | VT(?![ ]?[0-9])
    | (?i: (?<=\baan[ ]|\bbij[ ]|\bmet[ ]|\bvan[ ]|\bvia[ ])veilig[ ]thuis
      | (?<=\bdoor[ ]|\bnaar[ ])veilig[ ]thuis
      | (?:melding(?:en)?|gemeld|meldpunt|advies|consult|contact|overleg|gesprek|mail|brief)[ ]veilig[ ]thuis(?![ ]te\b)
      | veilig[ ]thuis[ ](?:bellen|gebeld|belt|belde|geeft|gaf|wil|adviseert|adviseerde|vraagt|vroeg|onderzoekt
        |denkt[ ]mee|inschakelen|inlichten|informeren|mailen|benaderen|gemaild|gesproken|ingelicht|ge[ïi]nformeerd
        |ingeschakeld|(?:is|wordt|was)[ ](?:gebeld|betrokken|ingeschakeld|ge[ïi]nformeerd|ingelicht)
        |heeft[ ](?:gebeld|geadviseerd|gevraagd|contact|teruggebeld)) )
    )(?!\w)
    """,
    re.VERBOSE,
)
_CALLED = re.compile(
    r"\b(?:bel|belt|bellen|belde|belden|gebeld|mail|mailt|mailen|raadpleeg|raadplegen|informeren|consulteren|inschakelen)\b"
    r"((?:[ ][\w'’-]+){0,3}?)[ ](veilig[ ]thuis)(?!\w|[ ](?:is|ben|bent|was|kom\w*|kwam\w*|aan\w*|zijn|zit|voelt)\b)",
    re.IGNORECASE,
)
"""“We bellen morgen veilig thuis”, but not “bel even als je veilig thuis bent”."""
_CLAUSE = {"als", "dat", "of", "wanneer", "zodra", "tot", "om", "hoe", "voor", "zodat"}
_VIOLENCE = re.compile(
    r"\b(?:kindermishandel\w*|mishandel\w*|huiselijk geweld|seksueel misbruik\w*|verwaarlozing)\b",
    re.IGNORECASE,
)
_ELSEWHERE = (
    "Dit hoort niet in dit stuk. Zet dit onder het kopje “Voor het dossier”, of begin de regel met %."
)
_SERIOUS = "Dit woord weegt zwaar. Hoort het bij de meldcode? Zet het dan onder het kopje “Voor het dossier”."
_IN_FILE = "Dit gaat over de meldcode. Staat hier alleen wat nodig is, en mag het in het dossier?"


_WHO = ("titel", "voor wie", "wie aan tafel zat", "voor gezien")
_AT_THE_TABLE = "Veilig Thuis staat met naam in dit stuk. Mag iedereen die dit leest dat weten?"
_THEIRS = re.compile(r"\bVT\b|\b(?i:veilig[ -]?thuis)\b")


def is_for_veilig_thuis(copy: Copy) -> bool:
    """Whether this extract goes to Veilig Thuis itself, which may read of its own work."""
    return any(where == "voor wie" and _THEIRS.search(text) for where, text in copy.beside)


def meldcode(passage: Passage, in_file: bool) -> Iterator[Finding]:
    """The first of a line is enough: they go away together. Who reads it or sat at the table is only asked about:
    that can't be put under another heading."""
    if (place := _meldcode_at(passage.text)) is not None:
        if in_file:
            level, reason, fixed = Level.ASKS, _IN_FILE, False
        elif passage.where in _WHO:
            level, reason, fixed = Level.ASKS, _AT_THE_TABLE, False
        else:
            level, reason, fixed = Level.STOPS, _ELSEWHERE, True
        yield passage.finding("O2", level, *place, reason, fixed=fixed)
    elif (found := _VIOLENCE.search(passage.text)) is not None:
        reason = _IN_FILE if in_file else _SERIOUS
        yield passage.finding("O2", Level.ASKS, found.start(), found.end(), reason)


def _meldcode_at(text: str) -> tuple[int, int] | None:
    if _MAYBE.search(text) is None:  # as nearly always: it saves half the time
        return None
    text = text.replace("\xa0", " ")
    if (found := _MELDCODE.search(text)) is not None:
        return found.span()
    called = (one for one in _CALLED.finditer(text) if not _CLAUSE & set(one[1].casefold().split()))
    return next((one.span(2) for one in called), None)
