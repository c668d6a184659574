"""The names of others in the file of one child, marked; and what else school must look at before it leaves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ibtui.care import privacy
from ibtui.care.dossier import CLOSES, OPENS, Dossier, Entry, bare
from ibtui.care.findings import Copy, CopyLine, Finding, Known, Level, Reader
from ibtui.care.minutes import Mark
from ibtui.care.names import full_name
from ibtui.care.text import fold
from ibtui.care.words import ConversationKind
from ibtui.values import dataclass

CHECKED = frozenset({"O1", "O2", "O3", "O4", "O5", "O6", "O7"})
"""The rules of the check that say something about a file that its own family reads."""


@dataclass(frozen=True, slots=True)
class ToCheck:
    """One thing to look at before the paper leaves. `entry` says where: "24 nov 2026, oudergesprek"."""

    entry: str
    rule: str
    text: str
    reason: str
    around: str


def marked(dossier: Dossier) -> tuple[Dossier, tuple[ToCheck, ...]]:
    """The file with the names of others marked, and all that school must look at before it leaves.

    Asks nothing of the store: may run in a thread.
    """
    texts = [part.text for entry in dossier.entries for part in entry.parts]
    lines = [(number, line) for number, text in enumerate(texts) for line in text.split("\n")]
    copy_lines = tuple(
        CopyLine(at, 1, Mark.TEXT, _plain(line)) for at, (_number, line) in enumerate(lines, 1)
    )
    copy = Copy(ConversationKind.OTHER, copy_lines)
    # As for parents: what one of them may not read of the other is found too (O4).
    found = [one for one in privacy.check(copy, Reader("ouders"), dossier.known) if one.rule in CHECKED]
    found += _other_parents(copy_lines, dossier.known, found)
    names: dict[int, list[Finding]] = {}
    for one in found:
        if one.rule == "O1":
            names.setdefault(one.line, []).append(one)
    new: dict[int, list[str]] = {}
    for at, (number, line) in enumerate(lines, 1):
        new.setdefault(number, []).append(_with_marks(line, names.get(at, ())))
    wanted = iter("\n".join(new[number]) for number in range(len(texts)))
    entries = tuple(
        replace(entry, parts=tuple(replace(part, text=next(wanted)) for part in entry.parts))
        for entry in dossier.entries
    )
    return replace(dossier, entries=entries), tuple(_to_check(dossier.entries, found, lines))


def _other_parents(lines: Sequence[CopyLine], known: Known, found: Sequence[Finding]) -> list[Finding]:
    """Whole names of the parents of other children, whatever their last name, where nothing was found yet."""
    near = {fold(full_name(one.first, one.infix, one.last)) for one in known.adults if one.near}
    names = {
        full_name(one.first, one.infix, one.last)
        for one in known.adults
        if one.guardian and not one.near and one.first and one.last
    }
    ways = sorted((name for name in names if fold(name) not in near), key=len, reverse=True)
    if not ways:
        return []
    name = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ways))})(?!\w)", re.IGNORECASE)
    taken: dict[int, list[tuple[int, int]]] = {}
    for one in found:
        if one.rule == "O1":
            taken.setdefault(one.line, []).append((one.column - 1, one.column - 1 + len(one.text)))
    return [
        Finding("O1", Level.ASKS, line.line, spot.start() + 1, spot[0], _PARENT, "", line.text)
        for line in lines
        for spot in name.finditer(line.text)
        if all(end <= spot.start() or start >= spot.end() for start, end in taken.get(line.line, ()))
    ]


_PARENT = "Dit is een ouder van een ander kind. Schrijf bijvoorbeeld ‘een andere ouder’."


def _plain(line: str) -> str:
    """The line for the check, as long as it is: what is marked already is blank."""
    if OPENS not in line:
        return line
    return re.sub(f"{OPENS}[^{CLOSES}]*{CLOSES}", lambda found: " " * len(found[0]), line)


def _with_marks(line: str, found: Sequence[Finding]) -> str:
    """The line with the signs around each name that was found."""
    done = len(line) + 1
    for one in sorted(found, key=lambda one: -one.column):
        start, end = one.column - 1, one.column - 1 + len(one.text)
        if start < 0 or end > min(done, len(line)) or line[start:end] != one.text:
            continue
        line = f"{line[:start]}{OPENS}{line[start:end]}{CLOSES}{line[end:]}"
        done = start
    return line


def _to_check(
    entries: Sequence[Entry], found: Sequence[Finding], lines: Sequence[tuple[int, str]]
) -> Iterable[ToCheck]:
    """What was found, in the order of the paper; also the names that were marked from the start."""
    owners = [entry for entry in entries for _part in entry.parts]
    by_line: dict[int, list[ToCheck]] = {}
    for one in found:
        if one.line:
            number, line = lines[one.line - 1]
            where = _where(owners[number])
            by_line.setdefault(one.line, []).append(
                ToCheck(where, one.rule, bare(one.text), one.reason, bare(line))
            )
    for at, (number, line) in enumerate(lines, 1):
        for name in re.findall(f"{OPENS}([^{CLOSES}]*){CLOSES}", line):
            yield ToCheck(_where(owners[number]), "O1", name, _SAID_WITH_MARK, bare(line))
        yield from by_line.get(at, ())


_SAID_WITH_MARK = "Dit is een ander kind, of de ouder van een ander kind."


def _where(entry: Entry) -> str:
    return f"{entry.day.day}-{entry.day.month}-{entry.day.year}, {entry.title}"
