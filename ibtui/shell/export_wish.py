"""What was typed behind `ibtui exporteer`, as a wish: names, points, and what is let through."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ibtui import export
from ibtui.care.findings import Finding, Level
from ibtui.care.names import Found, Named, Several, find, split_name
from ibtui.care.recipients import LEGAL_GROUNDS, Asks, Candidate
from ibtui.care.text import fold
from ibtui.care.words import PaperAudience
from ibtui.errors import BadInput
from ibtui.export import AgencyChoice, Choices, Examined, Wish
from ibtui.files import shown
from ibtui.shell.typed import words

_LET_THROUGH = re.compile(
    r"\s*[oO]?(?P<rule>[0-9]{1,2})\s*(?::\s*(?P<line>[0-9]{1,6})\s*(?::(?P<text>[^=]+))?)?=(?P<why>.*)",
    re.DOTALL,
)
_READ_BY_PEOPLE: tuple[PaperAudience, ...] = ("ouders", "afspraken")


def wish_of(arguments: argparse.Namespace) -> Wish:
    """The wish, before anything is examined. `BadInput` for a name or a number that fits nothing."""
    audience: PaperAudience = arguments.voor
    _refuse_what_does_not_belong(arguments, audience)
    choices = export.choices(arguments.id)
    agency = None
    if audience == "instantie":
        if not arguments.instantie:
            raise BadInput("Noem de instantie", "Typ bijvoorbeeld --instantie GGD.")
        agency = _agency(words(arguments.instantie), choices.agencies)
    wish = export.first_wish(arguments.id, audience, agency)
    if arguments.aan:
        people = choices.people.get(audience, ())
        names = [name for typed in arguments.aan for name in words(typed).split(",") if name.strip()]
        chosen = dict.fromkeys(_person(name, people) for name in names)
        wish = replace(wish, persons=tuple(chosen))
    if arguments.punten:
        wish = replace(wish, points=_points(arguments.punten, choices))
    return replace(wish, ground=_ground(arguments.grond))


def with_reasons(examined: Examined, typed: Iterable[str]) -> Wish:
    """The same wish with these reasons: "waarom" when one is asked, "NAAM=waarom" when more are.

    `BadInput` for a reason that nobody asked, and for one that could be about more people.
    """
    asked = [one for one in examined.obligations if one.asks is Asks.REASON]
    found: dict[str, str] = {}
    for reason in (words(each).strip() for each in typed):
        name, mark, why = reason.partition("=")
        named = [one for one in asked if mark and name.strip() and fold(name.strip()) in fold(one.text)]
        meant, said = (named, why.strip()) if named else (asked, reason)
        if not said:
            raise BadInput("Er staat geen reden", "Typ na --reden een paar woorden waarom.")
        if not meant:
            raise BadInput("Hier wordt geen reden gevraagd", "Laat --reden weg.")
        if len(meant) > 1:
            told = " ".join(one.text for one in meant)
            hint = f"Typ voor ieder apart --reden 'NAAM=waarom'. {told}"
            raise BadInput("Er is meer dan één reden nodig", shown(hint, 600))
        found[meant[0].key] = said
    return replace(examined.wish, reasons=found)


def passed(findings: Sequence[Finding], let_through: Iterable[str]) -> dict[str, str]:
    """The words why, by the key of a finding. `BadInput` when one fits no finding, or may not be let through."""
    found: dict[str, str] = {}
    for typed in map(words, let_through):
        match = _LET_THROUGH.fullmatch(typed)
        if match is None or not match["why"].strip():
            hint = "Typ de regel en een woord waarom, bijvoorbeeld --laat-door 'O7:12=dit zei moeder zelf'."
            raise BadInput(f"{shown(typed, 60)} begrijp ik niet", hint)
        for finding in _meant(findings, f"O{int(match['rule'])}", match["line"], match["text"] or ""):
            found[finding.key] = match["why"].strip()
    return found


def _meant(findings: Sequence[Finding], rule: str, line: str | None, text: str) -> list[Finding]:
    """Those of a rule, in one line or everywhere; each that stops has to be named so that it is meant alone."""
    of_rule = [one for one in findings if one.rule == rule]
    fits = [one for one in of_rule if line is None or one.line == int(line)]
    if text.strip():
        same = [one for one in fits if _words(one) == text.strip()]
        fits = same or [one for one in fits if fold(_words(one)) == fold(text.strip())]
    place = "" if line is None else f" in regel {int(line)}"
    if not fits:
        raise BadInput(f"Er is niets gevonden met {rule}{place}", "Kijk met --controle wat er gevonden is.")
    fixed = next((one for one in fits if one.fixed), None)
    if fixed is not None:
        raise BadInput(f"{rule}{place} kan niet worden doorgelaten", fixed.reason)
    stops = [one for one in fits if one.level is Level.STOPS]
    if len(stops) > 1 and not text.strip():
        each = ", ".join(f"'{named(one, of_rule)}=waarom'" for one in stops)
        title = (
            f"{rule} houdt{place} {len(stops)} keer tegen"
            if place
            else f"{rule} houdt op {len(stops)} plekken tegen"
        )
        raise BadInput(title, shown(f"Noem elk apart met --laat-door: {each}.", 600))
    return fits


def named(one: Finding, findings: Iterable[Finding]) -> str:
    """What `--laat-door` takes for this finding: "O7:12", with its words where another one stops in that line."""
    place = f"{one.rule}:{one.line}"
    same = [other for other in findings if (other.rule, other.line) == (one.rule, one.line)]
    alone = sum(other.level is Level.STOPS for other in same) < 2
    return place if alone else f"{place}:{_words(one)}"


def _words(one: Finding) -> str:
    """What was found, as it can stand before the `=`."""
    return one.text.partition("=")[0].strip()


def _refuse_what_does_not_belong(arguments: argparse.Namespace, audience: PaperAudience) -> None:
    """An option that would do nothing is said, not passed over."""
    if arguments.json and not arguments.controle:
        raise BadInput("--json hoort bij --controle", "Zet --controle erbij.")
    if arguments.controle and arguments.naar:
        raise BadInput("--controle maakt geen document", "Laat --naar weg, of laat --controle weg.")
    if arguments.aan and audience not in _READ_BY_PEOPLE:
        raise BadInput("--aan hoort bij --voor ouders of afspraken", "Laat --aan weg.")
    if audience != "instantie" and (arguments.instantie or arguments.punten):
        raise BadInput("--instantie en --punten horen bij --voor instantie", "Zet --voor instantie erbij.")


def _agency(typed: str, agencies: Sequence[AgencyChoice]) -> int:
    """The agency that is meant: by its name, its first letters, or a word of it."""
    wanted = fold(typed)
    names = {one.agency_id: fold(one.name) for one in agencies}
    same = [key for key, name in names.items() if name == wanted]
    starts = [key for key, name in names.items() if name.startswith(wanted)]
    inside = [key for key, name in names.items() if any(word.startswith(wanted) for word in name.split())]
    fits = (same or starts or inside) if wanted else []
    if len(fits) == 1:
        return fits[0]
    called = ", ".join(one.name for one in agencies if not fits or one.agency_id in fits)
    matter = "past bij meer instanties" if fits else "is geen instantie die ik ken"
    raise BadInput(f"{shown(typed, 60)} {matter}", shown(f"Kies uit: {called}.", 600))


def _person(typed: str, people: Sequence[Candidate]) -> int:
    """Who is meant: by name, or by what they are to the child ("moeder")."""
    related = [one.person_id for one in people if fold(one.relation) == fold(typed)]
    if len(related) == 1:
        return related[0]
    found = find(typed, [Named("persoon", one.person_id, *split_name(one.name), one.words) for one in people])
    if isinstance(found, Found):
        return found.named.id
    several = isinstance(found, Several) or related
    matter = "past bij meer mensen" if several else "staat niet bij wie dit kan krijgen"
    called = ", ".join(f"{one.name} ({one.relation})" for one in people)
    hint = f"Kies uit: {called}." if called else "Zet eerst de ouders bij het kind."
    raise BadInput(f"{shown(typed, 60)} {matter}", shown(hint, 600))


def _points(typed: str, choices: Choices) -> tuple[str, ...]:
    """Which points go along, by their number in the list that `--controle` prints."""
    numbers = [word.strip() for word in words(typed).replace(" ", ",").split(",") if word.strip()]
    most = len(choices.points)
    if not numbers or not all(
        word.isascii() and word.isdigit() and 0 < int(word) <= most for word in numbers
    ):
        raise BadInput(f"{shown(typed, 60)} zijn geen punten", f"Typ nummers van 1 tot en met {most}: 1,3.")
    return tuple(choices.points[number - 1].key for number in sorted({int(word) for word in numbers}))


def _ground(typed: str | None) -> str:
    """The ground of the law that is meant; "" when none was typed."""
    if typed is None:
        return ""
    wanted = fold(words(typed))
    fits = [key for key in LEGAL_GROUNDS if wanted and key.startswith(wanted)]
    if len(fits) != 1:
        raise BadInput(f"{shown(words(typed), 60)} is geen grond", f"Kies uit: {', '.join(LEGAL_GROUNDS)}.")
    return fits[0]
