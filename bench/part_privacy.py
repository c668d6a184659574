"""The check before an export: how often it is right on sentences as people type them, and how long it takes.

`python -m bench.part_privacy FILE ...` prints the same for sentences in another file.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.figures import Section, Table, middle, number
from bench.part_typing import Amounts
from bench.texts import minutes_text
from ibtui.care import privacy
from ibtui.care.copying import copy_of
from ibtui.care.findings import ChildName, Known, Reader
from ibtui.care.minutes import parse
from ibtui.care.words import ConversationKind
from tests.care.sentences import SETS, Score, Verdict, judge, read, scores

TITLE = "The check before an export"
_DAY = dt.date(2026, 11, 24)
_PUPILS = 600
_FIRST = ("Roos", "Sam", "Mees", "Storm", "Jan-Peter", "Hanaë", "Kjeld", "Noa", "Lente", "Anne Sophie")
_LAST = ("Bakker", "Hof", "Boer", "Visser", "Jansen", "Smit", "Postma", "Dekker", "Mulder", "Graaf", "Prins")


def run(amounts: Amounts, files: Sequence[Path] = SETS) -> Section:
    """Every set of sentences by itself and all together, what went wrong by name, and the time."""
    start = time.monotonic()
    read_ = {path.stem: read(path) for path in files}
    sets = {name: judge(table) for name, table in read_.items()}
    tables = [Table(f"{name} ({_amounts(verdicts)})", _rows(verdicts)) for name, verdicts in sets.items()]
    every = [verdict for verdicts in sets.values() for verdict in verdicts]
    if len(sets) > 1:
        tables.insert(0, Table(f"all sets together ({_amounts(every)})", _rows(every)))
    tables += [Table("What it got wrong", _wrong(sets)), Table("How long it takes", _times(amounts))]
    about = " ".join([_ABOUT, *(f"`{name}`: {table.about}" for name, table in read_.items())])
    return Section(TITLE, about, tables, seconds=time.monotonic() - start)


_ABOUT = (
    "Sentences as people type them, with what must be said of each: `tests/care/privacy_sentences*.toml`. A rule is "
    "counted once per sentence. Precision: of what it said, the part that it had to say. Recall: of what it had to "
    "say, the part that it said. Right words at the wrong place count as missed. The time is that of one whole "
    "check of a text, its reading included, in a school of "
    f"{_PUPILS} pupils; a figure is the median over the rounds."
)


def _amounts(verdicts: Sequence[Verdict]) -> str:
    silent = [verdict for verdict in verdicts if not verdict.sentence.expect]
    kept = sum(not verdict.needless for verdict in silent)
    return f"{len(verdicts)} sentences; of the {len(silent)} that must stay silent {kept} do"


def _rows(verdicts: Sequence[Verdict]) -> list[list[str]]:
    head = ["rule", "name", "must be found", "found", "said without need", "precision", "recall"]
    rows = [
        _row(rule, privacy.RULES[rule].name if rule in privacy.RULES else "", score)
        for rule, score in scores(verdicts).items()
        if score.right + score.missed + score.needless
    ]
    return [head, *rows]


def _row(rule: str, name: str, score: Score) -> list[str]:
    counts = (score.right + score.missed, score.right, score.needless)
    return [rule, name, *map(str, counts), number(score.precision), number(score.recall)]


def _wrong(sets: dict[str, list[Verdict]]) -> list[list[str]]:
    rows = [["set", "rule", "what", "sentence"]]
    for name, verdicts in sets.items():
        for verdict in verdicts:
            text = verdict.sentence.text.replace("\n", " / ").replace("|", "\\|")
            first = verdict.sentence.expect[:1]
            for rule in sorted(verdict.missed):
                what = "at the wrong words" if verdict.wrong_place and rule in first else "missed"
                rows.append([name, rule, what, text])
            rows += [[name, rule, "said without need", text] for rule in sorted(verdict.needless)]
            if verdict.wrong_level:
                rows.append([name, *first, f"found, but isn't “{verdict.sentence.level}”", text])
    return rows


def _times(amounts: Amounts) -> list[list[str]]:
    rows = [["lines", "ms"]]
    known = Known(children=tuple(_pupil(number) for number in range(_PUPILS)))
    for lines in amounts.lines:
        text = minutes_text(lines)
        taken = []
        for _ in range(amounts.rounds):
            start = time.perf_counter()
            copy = copy_of(parse(text, _DAY), "ouders", None, ConversationKind.LARGE_MEETING)
            privacy.check(copy, Reader("ouders"), known)
            taken.append((time.perf_counter() - start) * 1000)
        rows.append([f"{lines:,}", number(middle(taken))])
    return rows


def _pupil(place: int) -> ChildName:
    first, last = _FIRST[place % len(_FIRST)], _LAST[place % len(_LAST)]
    turn = place // len(_FIRST)
    return ChildName(place, first if turn == 0 else f"{first}{_letters(turn)}", "", last, own=place == 0)


def _letters(turn: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(turn))


if __name__ == "__main__":
    for one in run(Amounts(), [Path(name) for name in sys.argv[1:]] or SETS).tables:
        print(f"\n{one.title}", *(" · ".join(cells) for cells in one.rows), sep="\n")
