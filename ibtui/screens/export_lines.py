"""How the list of the export screen looks: who gets the paper, what goes along, what was found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from rich.cells import cell_len

from ibtui.care.copying import LeftOut
from ibtui.care.dates import short_date
from ibtui.care.findings import Finding, Level
from ibtui.care.privacy import RULES
from ibtui.care.recipients import Candidate, Obligation
from ibtui.care.text import listed
from ibtui.export import Examined
from ibtui.screens.export_items import Item, Shown
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, Look, Part, column, line, part, wrap
from ibtui.wishes import PAPERS, PointChoice

_WIDEST = 100
_NAME, _RULE, _WHERE = 26, 25, 20


def rows(shown: Shown, room: int) -> list[Row]:
    """The whole list, for lines of `room` cells."""
    width = max(min(room, _WIDEST), 30)
    found = [heading(_for_whom(shown)), *(_who_row(item, shown, width) for item in shown.to_whom())]
    if shown.points:
        found += [heading(()), heading(line(part("Wat gaat mee", "strong")))]
        found += [_point_row(point, shown, width) for point in shown.points]
    found += [heading(()), heading(_checked(shown, width))]
    where = min(max((cell_len(place_of(one)) for one in shown.findings), default=0), _WHERE)
    found += [_finding_row(item, shown, width, where) for item in shown.found()]
    if not shown.findings:
        ready = " Druk op w." if shown.examined.ready else ""
        found.append(heading(line("  ", part("✓ ", "good"), f"Niets gevonden.{ready}")))
    behind = stays_behind(shown.examined.left_out)
    if behind:
        found.append(heading(*(line("  ", part(text, "muted")) for text in wrap(behind, width))))
    return found


def title(examined: Examined, today: dt.date) -> str:
    """ "Ouderkopie · groot overleg · Roos van Dijk · di 24 nov"; of an extract for which agency it is."""
    made = examined.choices
    if examined.agency:
        words = [f"Uittreksel {examined.agency}", made.about]
    else:
        words = [PAPERS[examined.wish.audience].capitalize(), made.kind, made.about]
    return " · ".join(word for word in (*words, short_date(made.day, today)) if word)


def place_of(finding: Finding) -> str:
    """ "regel 12", or what the words stand in when that isn't the text."""
    return f"regel {finding.line}" if finding.line else finding.where


def sign_of(finding: Finding, shown: Shown) -> tuple[str, Look]:
    """ "!" stops, "?" asks, "✓" was let through."""
    if shown.is_passed(finding):
        return "✓", "good"
    return ("!", "late") if finding.level is Level.STOPS else ("?", "warn")


def stays_behind(left_out: LeftOut) -> str:
    """ "2 privéregels en het kopje Meldcode blijven hier."; "" when all goes along."""
    words, many = [], 0
    if left_out.private:
        many += left_out.private
        words.append("1 privéregel" if left_out.private == 1 else f"{left_out.private} privéregels")
    for titles, one, more in (
        (left_out.dossier, "het kopje", "de kopjes"),
        (left_out.points, "het punt", "de punten"),
    ):
        many += len(titles)
        if titles:
            words.append(f"{one if len(titles) == 1 else more} {listed(list(titles))}")
    if not words:
        return ""
    return f"{listed(words)} {'blijft' if many == 1 else 'blijven'} hier."


def _for_whom(shown: Shown) -> Line:
    """ "Voor wie", with the agency and whether it may read it, or that it stays at school."""
    examined, words = shown.examined, ""
    if examined.wish.audience == "dossier":
        words = "het dossier, alleen voor school"
    elif examined.wish.audience == "instantie":
        consent = [
            one.consent for one in examined.choices.agencies if one.agency_id == examined.wish.agency_id
        ]
        words = " · ".join(word for word in (examined.agency, *consent) if word)
    return line(part("Voor wie", "strong"), part(f"  {words}" if words else "", "muted"))


def _who_row(item: Item, shown: Shown, width: int) -> Row:
    if isinstance(item.what, Obligation):
        return Row(item.id, _duty_lines(item.what, width))
    if not isinstance(item.what, Candidate):
        raise TypeError(item.id)
    person, names = item.what, min(_NAME, width // 2)
    tick = part("[x] " if person.person_id in shown.examined.wish.persons else "[ ] ")
    return Row(
        item.id,
        (line(tick, column(person.name, names), " ", column(person.words, width - names - 5, "muted")),),
    )


def _duty_lines(duty: Obligation, width: int) -> tuple[Line, ...]:
    look: Look = "muted" if duty.done else ""
    first, *more = wrap(f"{duty.text} {duty.answer if duty.done else duty.hint}", width - 6)
    sign = part("✓ ", "good") if duty.done else part("! ", "warn")
    return line("    ", sign, part(first, look)), *(line(part(f"      {text}", look)) for text in more)


def _point_row(point: PointChoice, shown: Shown, width: int) -> Row:
    goes = point.index in shown.examined.points
    told = line("[x] " if goes else "[ ] ", column(point.title, width - 4, "" if goes else "muted"))
    return Row(f"punt:{point.index}", (told,))


def _checked(shown: Shown, width: int) -> Line:
    """ "Controle", and on the right how many findings stop the paper or ask something."""
    words: list[Part] = []
    if shown.stopping:
        words.append(part(f"{shown.stopping} {'houdt' if shown.stopping == 1 else 'houden'} tegen", "late"))
    if shown.asking:
        gap = " · " if words else ""
        words.append(part(f"{gap}{shown.asking} {'vraagt' if shown.asking == 1 else 'vragen'} iets", "warn"))
    if shown.findings and not words:
        words.append(part("✓ alles is bekeken", "good"))
    blanks = width - cell_len("Controle") - sum(cell_len(item.text) for item in words)
    return line(part("Controle", "strong"), part(" " * max(blanks, 2)), *words)


def _finding_row(item: Item, shown: Shown, width: int, where: int) -> Row:
    finding = item.what
    if not isinstance(finding, Finding):
        raise TypeError(item.id)
    sign, look = sign_of(finding, shown)
    passed = look == "good"
    words = f"blijft: {shown.examined.wish.passed[finding.key]}" if passed else finding.text
    rule = min(_RULE, max(width - where - 20, 12))
    told: Sequence[Part] = (
        part(f"{sign} ", look),
        column(place_of(finding), where, "muted"),
        part("  "),
        column(RULES[finding.rule].name, rule, "muted" if passed else ""),
        part("  "),
        column(words, width - where - rule - 6, "muted" if passed else "strong"),
    )
    return Row(item.id, (tuple(told),))
