"""The check of a copy before it leaves: rules O1 to O11 of the trade (domain, section 2.7).

Each rule has a name, a level and a module that finds. O10, the file itself, is looked after by
`documents/inspect.py`: it can only be seen in a finished document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from ibtui.care import (
    privacy_lanes,
    privacy_names,
    privacy_numbers,
    privacy_open,
    privacy_words,
    reading_ease,
)
from ibtui.care.findings import Copy, Finding, Known, Level, Reader
from ibtui.care.visible import as_typed, visible_copy
from ibtui.care.words import PaperAudience
from ibtui.values import dataclass

Find = Callable[[Copy, Reader, Known], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`name` is what users see; `readers`: the papers it is for, `softer` those where it only asks."""

    key: str
    name: str
    readers: frozenset[PaperAudience]
    softer: frozenset[PaperAudience] = frozenset()


_ALL: frozenset[PaperAudience] = frozenset({"ouders", "dossier", "instantie", "afspraken"})
_OUT: frozenset[PaperAudience] = _ALL - {"dossier"}
_HOME: frozenset[PaperAudience] = frozenset({"ouders", "afspraken"})
_FILE: frozenset[PaperAudience] = frozenset({"dossier"})

RULES: Mapping[str, Rule] = {
    rule.key: rule
    for rule in (
        Rule("O1", "naam van een ander kind", _ALL, _FILE),
        Rule("O2", "alleen voor school", _ALL),
        Rule("O3", "burgerservicenummer", _ALL),
        Rule("O4", "adres, telefoon of mail", _OUT),
        Rule("O5", "van iemand anders gehoord", _ALL),
        Rule("O6", "diagnose zonder bron", _ALL),
        Rule("O7", "oordeel", _ALL),
        Rule("O8", "afkorting", _HOME),
        Rule("O9", "nog niet af", _ALL, _FILE),
        Rule("O10", "het bestand zelf", _ALL),
        Rule("O11", "moeilijk te lezen", _HOME),
    )
}
"""Every rule, in the order in which they are shown."""

_FINDERS: tuple[Find, ...] = (
    privacy_names.find,
    privacy_lanes.find,
    privacy_numbers.find,
    privacy_words.find,
    privacy_open.find,
    reading_ease.find,
)


def check(copy: Copy, reader: Reader, known: Known) -> tuple[Finding, ...]:
    """All findings: what stops first, then by place in the text. The same copy gives the same findings.

    Of more findings of one rule at one place the heaviest stays; no two have the same key.
    """
    seen = visible_copy(copy)
    lines = {line.line: line for line in copy.lines}
    found: dict[tuple[str, int, int], Finding] = {}
    for find in _FINDERS:
        for finding in find(seen, reader, known):
            rule = RULES[finding.rule]
            if reader.audience not in rule.readers:
                continue
            if reader.audience in rule.softer and not finding.fixed:
                finding = replace(finding, level=Level.ASKS)
            if finding.line in lines:
                finding = as_typed(finding, lines[finding.line])
            # What has no place of its own, is beside the text or about the whole: never the same as another.
            place = (finding.rule, finding.line, finding.column or -len(found))
            other = found.setdefault(place, finding)
            if _heaviness(finding) > _heaviness(other):
                found[place] = finding
    return _numbered(sorted(found.values(), key=_order))


def stops(findings: Iterable[Finding]) -> bool:
    """Whether one of them stops the export."""
    return any(finding.level is Level.STOPS for finding in findings)


def _heaviness(finding: Finding) -> tuple[bool, bool]:
    return finding.fixed, finding.level is Level.STOPS


def _order(finding: Finding) -> tuple[bool, int, int, int]:
    order = list(RULES).index(finding.rule)
    return (finding.level is not Level.STOPS, finding.line, finding.column, order)


def _numbered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same findings, each with a key of its own."""
    seen: dict[str, int] = {}
    numbered = []
    for finding in findings:
        seen[finding.key] = seen.get(finding.key, 0) + 1
        numbered.append(replace(finding, nth=seen[finding.key]))
    return tuple(numbered)
