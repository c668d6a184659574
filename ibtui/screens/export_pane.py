"""What the export screen says about the row that is chosen: the words that were found, why, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from ibtui.care.findings import Finding, Level
from ibtui.care.minutes import ParsedMinutes
from ibtui.care.privacy import RULES
from ibtui.care.recipients import Asks, Candidate, Obligation
from ibtui.screens.export_items import Item, Shown
from ibtui.screens.export_lines import place_of
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, line, part, safe, wrap
from ibtui.wishes import PointChoice

_KEYS = {
    Asks.CHOICE: "Zet de cursor op een regel met [ ] en druk op spatie.",
    Asks.REASON: "Enter: schrijf op waarom.",
    Asks.GROUND: "Enter: kies de grond waarop het mag.",
}
_BESIDE = 2
"""Lines of the text above and below a finding, where there is room."""


def about(item: Item | None, shown: Shown, parsed: ParsedMinutes, width: int, *, tall: bool) -> list[Row]:
    """The words about one row, at most `width` cells wide. `tall`: there is room for the lines around it."""
    what = item.what if item else None
    width = max(width, 20)
    if isinstance(what, Finding):
        lines = _finding(what, shown, parsed, width, tall=tall)
    elif isinstance(what, Candidate):
        lines = _person(what, shown, width)
    elif isinstance(what, Obligation):
        lines = _duty(what, width)
    elif isinstance(what, PointChoice):
        lines = _point(what, shown, parsed, width)
    else:
        lines = [line(text) for text in wrap(_ready(shown), width)]
    return [heading(item) for item in lines]


def excerpt(finding: Finding, width: int) -> Line:
    """The line that was found, cut so that the words it is about are in sight: “…met Sam en zijn broer…”"""
    around, words = safe(finding.around), safe(finding.text)
    at = around.find(words)
    if not around or at < 0:
        around, at = words, 0
    room = max(width - 4, 10)
    start = 0 if cell_len(around) <= room else max(min(at - (room - len(words)) // 2, len(around) - room), 0)
    shown = around[start : start + room]
    before, after = shown[: at - start], shown[at - start + len(words) :]
    opens, closes = ("“…" if start else "“"), ("…”" if start + room < len(around) else "”")
    found = shown[at - start : at - start + len(words)]
    return line(part(opens + before, "muted"), part(found, "accent"), part(after + closes, "muted"))


def _finding(finding: Finding, shown: Shown, parsed: ParsedMinutes, width: int, *, tall: bool) -> list[Line]:
    said = [line(text) for text in wrap(finding.reason, width)]
    if shown.is_passed(finding):
        why = shown.examined.wish.passed[finding.key]
        said += [line(part(text, "good")) for text in wrap(f"✓ doorgelaten: {why}", width)]
    if not tall:
        return [excerpt(finding, width), *said]
    name = RULES[finding.rule].name
    weight = "houdt tegen" if finding.level is Level.STOPS else "vraagt iets"
    weight = "houdt altijd tegen" if finding.fixed else weight
    top = [
        line(part(name.capitalize(), "strong")),
        line(part(f"{place_of(finding)} · {weight}", "muted")),
        (),
    ]
    return [*top, *said, (), *_around(finding, parsed, width)]


def _around(finding: Finding, parsed: ParsedMinutes, width: int) -> list[Line]:
    """The line with its neighbours, as they stand in the text."""
    if not finding.line or finding.line > len(parsed.lines):
        return [excerpt(finding, width)]
    first, last = max(finding.line - 1 - _BESIDE, 0), finding.line + _BESIDE
    found: list[Line] = []
    for one in parsed.lines[first:last]:
        here = one.number == finding.line - 1
        words = f"{one.mark.value} {one.text}" if one.mark else one.text
        sign = f"{one.number + 1:>3}  "
        for text in wrap(words, width - len(sign)):
            found.append(line(part(sign, "muted"), part(text, "" if here else "muted")))
            sign = " " * len(sign)
    return found


def _person(person: Candidate, shown: Shown, width: int) -> list[Line]:
    gets = person.person_id in shown.examined.wish.persons
    said = f"{person.name} krijgt dit." if gets else f"{person.name} krijgt dit niet. Met spatie wel."
    return [line(text) for text in wrap(said, width)]


def _duty(duty: Obligation, width: int) -> list[Line]:
    """What the list doesn't say: with which key."""
    said = [line(text) for text in wrap(_KEYS[duty.asks], width)]
    if duty.answer:
        said += [line(part(text, "good")) for text in wrap(f"✓ {duty.answer}", width)]
        said += [line(part(text, "muted")) for text in wrap("Met spatie haal je dit weer weg.", width)]
    return said


def _point(point: PointChoice, shown: Shown, parsed: ParsedMinutes, width: int) -> list[Line]:
    """What stands under this point, as far as there is room."""
    goes = point.index in shown.examined.points
    top = "Gaat mee." if goes else "Blijft hier. Met spatie gaat het mee."
    lines: list[Line] = [line(part(top))]
    inside: Sequence[str] = ()
    if 0 <= point.index < len(parsed.points):
        inside = [one.text for one in parsed.points[point.index].lines if one.text.strip()]
    for text in inside:
        lines += [line(part(piece, "muted")) for piece in wrap(f"- {text}", width)]
    return lines


def _ready(shown: Shown) -> str:
    return shown.left() or "Klaar om te maken: druk op w. Met p zie je eerst een voorbeeld."
