"""`ibtui exporteer`: one document, its path on stdout; or only what the check finds."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from ibtui import export
from ibtui.care.findings import Finding, Level
from ibtui.care.privacy import RULES
from ibtui.care.recipients import LEGAL_GROUNDS, Asks, Obligation
from ibtui.care.text import listed
from ibtui.errors import Missing
from ibtui.export import Built, Examined
from ibtui.files import shown
from ibtui.settings import Home
from ibtui.shell import streams
from ibtui.shell.export_wish import named, passed, wish_of, with_reasons
from ibtui.shell.opening import opened_school
from ibtui.shell.output import print_json
from ibtui.values import dataclass

NOT_READY = 3
"""The exit code when something stops the paper."""

_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding for scripts. `passed`: the word why it is let through, "" when it isn't."""

    rule: str
    level: str
    line: int
    column: int
    text: str
    reason: str
    where: str
    name: str
    key: str
    fixed: bool
    passed: str


def run_export(arguments: argparse.Namespace) -> int:
    """Write the document and print where it lies; with `--controle` print what was found, and write nothing."""
    with opened_school(arguments.school) as (place, _):
        try:
            built = _built(arguments, place)
        except Missing:
            raise Missing(
                f"Er is geen verslag met nummer {arguments.id}", "Typ ibtui verslagen: het ID staat vooraan."
            ) from None
        if arguments.controle:
            return _print_check(built, as_json=arguments.json)
        if not built.ready:
            return _say_what_is_left(built)
        path = export.finish(built, Path(arguments.naar) if arguments.naar else None)
    if built.style_problem:
        streams.complain(shown(built.style_problem, _LONGEST))
    print(path)
    return 0


def _built(arguments: argparse.Namespace, place: Home) -> Built:
    """The document, with the reasons and words that were typed."""
    examined = export.examine(wish_of(arguments), place)
    if arguments.reden:
        examined = export.examine(with_reasons(examined, arguments.reden), place)
    built = export.build(examined)
    if not arguments.laat_door:
        return built
    let_through = passed((*examined.findings, *built.findings), arguments.laat_door)
    return replace(built, examined=replace(examined, wish=replace(examined.wish, passed=let_through)))


def _print_check(built: Built, *, as_json: bool) -> int:
    findings = (*built.examined.findings, *built.findings)
    let_through = built.examined.wish.passed
    if as_json:
        print_json([_row(one, let_through.get(one.key, "")) for one in findings])
    else:
        for line in _check_lines(built):
            print(shown(line, _LONGEST))
    return NOT_READY if any(one.level is Level.STOPS for one in built.open_findings) else 0


def _row(one: Finding, why: str) -> FindingRow:
    return FindingRow(
        rule=one.rule,
        level=one.level,
        line=one.line,
        column=one.column,
        text=one.text,
        reason=one.reason,
        where=one.where,
        name=RULES[one.rule].name,
        key=one.key,
        fixed=one.fixed,
        passed=why,
    )


def _check_lines(built: Built) -> list[str]:
    """What was found, what is to be settled, and what stays behind, for people."""
    examined = built.examined
    name = export.PAPERS[examined.wish.audience]
    lines = [
        f"{name[:1].upper()}{name[1:]}: {examined.paper.title}, voor {examined.paper.confidential_for}",
        "",
    ]
    for one in (*examined.findings, *built.findings):
        lines += _finding_lines(one, examined.wish.passed.get(one.key, ""))
    lines += [_obligation_line(one) for one in examined.obligations]
    lines += _point_lines(examined)
    lines += [line for line in (_left_out_line(examined), built.style_problem) if line]
    return [*lines, _summary(built)]


def _finding_lines(one: Finding, why: str) -> list[str]:
    mark = "✓" if why else "!" if one.level is Level.STOPS else "?"
    place = f"regel {one.line}" if one.line else one.where
    said = f"  ({why})" if why else ""
    return [
        f"{mark} {one.rule:<3} {place}: {RULES[one.rule].name}  “{one.text}”{said}",
        *([] if why else [f"      {one.reason}"]),
    ]


def _obligation_line(one: Obligation) -> str:
    if one.done:
        return f"✓ {one.text} {one.answer}".rstrip()
    return f"! {one.text} {one.hint}"


def _point_lines(examined: Examined) -> list[str]:
    """The points of an extract, with the number that `--punten` takes."""
    if examined.wish.audience != "instantie":
        return []
    return [
        f"{'✓' if point.index in examined.points else ' '} punt {number}: {point.title}"
        for number, point in enumerate(examined.choices.points, 1)
    ]


def _left_out_line(examined: Examined) -> str:
    stays = examined.left_out
    what = []
    if stays.private:
        what.append("1 privéregel" if stays.private == 1 else f"{stays.private} privéregels")
    if stays.dossier:
        what.append(f"{'het kopje' if len(stays.dossier) == 1 else 'de kopjes'} {listed(stays.dossier)}")
    if not what:
        return ""
    alone = stays.private + len(stays.dossier) == 1
    return f"{listed(what)} {'blijft' if alone else 'blijven'} hier."


def _summary(built: Built) -> str:
    left = built.open_findings
    stops = sum(one.level is Level.STOPS for one in left)
    asks = len(left) - stops
    if not left:
        found = "Niets gevonden." if not (built.findings or built.examined.findings) else "Alles is bekeken."
        return found if built.ready else f"{found} Er is nog iets te regelen."
    parts = []
    if stops:
        parts.append("1 houdt tegen" if stops == 1 else f"{stops} houden tegen")
    if asks:
        parts.append("1 vraagt iets" if asks == 1 else f"{asks} vragen iets")
    return " · ".join(parts)


def _say_what_is_left(built: Built) -> int:
    """On stderr: what is left to do, and how, line by line."""
    streams.complain("ibtui: Het Word-document is nog niet gemaakt. Dit is er nog te doen:")
    for one in built.open_findings:
        for line in _finding_lines(one, ""):
            streams.complain(shown(line, _LONGEST))
    left = built.examined.open_obligations
    for duty in left:
        streams.complain(shown(_obligation_line(duty), _LONGEST))
    for line in _how(built, left):
        streams.complain(line)
    return NOT_READY


def _how(built: Built, left: tuple[Obligation, ...]) -> list[str]:
    """Which words on the command line would settle it."""
    lines = []
    open_to_pass = next((one for one in built.open_findings if not one.fixed), None)
    if open_to_pass is not None:
        lines.append(
            "Verander de tekst, of laat door met een woord waarom: "
            f"--laat-door '{shown(named(open_to_pass, (*built.examined.findings, *built.findings)), 200)}=waarom'."
        )
    asks = {one.asks for one in left}
    if Asks.REASON in asks:
        lines.append(
            "Een reden geef je met --reden 'waarom', of met --reden 'NAAM=waarom' als er meer nodig zijn."
        )
    if Asks.GROUND in asks:
        lines.append(f"Een wettelijke grond noem je met --grond: {', '.join(LEGAL_GROUNDS)}.")
    if Asks.CHOICE in asks:
        agency = built.examined.wish.audience == "instantie"
        lines.append(
            "Wat er meegaat kies je met --punten 1,3." if agency else "Wie het krijgt kies je met --aan NAAM."
        )
    return lines
