"""The sentences of privacy_sentences*.toml: what the check before an export should say of them, and what it says."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ibtui.care import privacy
from ibtui.care.copying import Extract, copy_of
from ibtui.care.findings import AdultName, ChildName, ContactData, Copy, Finding, Known, Level, Reader
from ibtui.care.minutes import parse
from ibtui.care.text import fold
from ibtui.care.words import ConversationKind, PaperAudience

SETS = tuple(sorted(Path(__file__).parent.glob("privacy_sentences*.toml")))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One text and what must be said of it. `about`: the own children, when not those of the roster."""

    text: str
    expect: tuple[str, ...]
    found: str = ""
    level: str = ""
    may: tuple[str, ...] = ()
    audience: PaperAudience = "ouders"
    kind: ConversationKind = ConversationKind.LARGE_MEETING
    persons: tuple[int, ...] = ()
    about: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A file of sentences, with the people of its school. `about`: whether the rules were made with it at hand."""

    about: str
    day: date
    known: Known
    sentences: tuple[Sentence, ...]

    def copy_of(self, sentence: Sentence) -> Copy:
        """What of the text leaves, as in an export."""
        parsed = parse(sentence.text, self.day)
        extract = Extract(tuple(range(len(parsed.points)))) if sentence.audience == "instantie" else None
        return copy_of(parsed, sentence.audience, extract, sentence.kind)

    def findings(self, sentence: Sentence) -> tuple[Finding, ...]:
        """What the check says of it."""
        known = self.known
        if sentence.about:
            own = tuple(replace(child, own=child.id in sentence.about) for child in known.children)
            known = replace(known, children=own)
        return privacy.check(self.copy_of(sentence), Reader(sentence.audience, sentence.persons), known)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one sentence, per rule: rightly found, missed, and said without need.

    `wrong_place`: the rules that were found, but at other words than `Sentence.found`; they count as missed.
    `wrong_level`: the first rule was found, but weighs more or less than it should.
    """

    sentence: Sentence
    right: frozenset[str]
    missed: frozenset[str]
    needless: frozenset[str]
    wrong_place: bool = False
    wrong_level: bool = False


@dataclass(slots=True)
class Score:
    """How often a rule was right. Precision and recall are nan when there is nothing to count."""

    right: int = 0
    missed: int = 0
    needless: int = 0

    @property
    def precision(self) -> float:
        """The part of what was said that was rightly said."""
        said = self.right + self.needless
        return self.right / said if said else float("nan")

    @property
    def recall(self) -> float:
        """The part of what had to be said that was said."""
        wanted = self.right + self.missed
        return self.right / wanted if wanted else float("nan")


def read(path: Path) -> Table:
    """Read a file of sentences. KeyError, TypeError or ValueError when it is not well-formed."""
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    reader = raw["reader"]
    known = Known(
        children=tuple(ChildName(**{"infix": "", "last": "", **each}) for each in raw["children"]),
        adults=tuple(AdultName(**{"infix": "", "last": "", **each}) for each in raw["adults"]),
        contacts=tuple(ContactData(**{"person_id": None, **each}) for each in raw["contacts"]),
        meant=raw["meant"],
    )
    return Table(raw["about"], raw["day"], known, tuple(_sentence(each, reader) for each in raw["sentences"]))


def judge(table: Table) -> list[Verdict]:
    """What came of each sentence of a table."""
    return [_verdict(sentence, table.findings(sentence)) for sentence in table.sentences]


def scores(verdicts: Iterable[Verdict]) -> dict[str, Score]:
    """Per rule, and under "all" those of all rules together."""
    found = {rule: Score() for rule in (*privacy.RULES, "all")}
    for verdict in verdicts:
        for rule in privacy.RULES:
            for score in (found[rule], found["all"]):
                score.right += rule in verdict.right
                score.missed += rule in verdict.missed
                score.needless += rule in verdict.needless
    return found


def _sentence(raw: Mapping[str, Any], reader: Mapping[str, Any]) -> Sentence:
    said = {**reader, **raw}
    lists = {name: tuple(said.pop(name, ())) for name in ("expect", "may", "persons", "about")}
    if "expect" not in raw:
        raise KeyError(f"expect is missing: {raw['text']}")
    return Sentence(**{**said, **lists, "kind": ConversationKind(said["kind"])})


def _verdict(sentence: Sentence, findings: Sequence[Finding]) -> Verdict:
    expected, said = set(sentence.expect), {finding.rule for finding in findings}
    of_first = [finding for finding in findings if finding.rule in sentence.expect[:1]]
    there = [finding for finding in of_first if _same_place(sentence.found, finding.text)]
    wrong_place = bool(of_first) and not there
    right = (expected & said) - (set(sentence.expect[:1]) if wrong_place else set())
    wanted = Level(sentence.level) if sentence.level else None
    return Verdict(
        sentence,
        right=frozenset(right),
        missed=frozenset(expected - right),
        needless=frozenset(said - expected - set(sentence.may)),
        wrong_place=wrong_place,
        wrong_level=bool(there) and wanted is not None and all(each.level is not wanted for each in there),
    )


def _same_place(wanted: str, found: str) -> bool:
    """Whether one is in the other: "Noa" for "Noa's", "van Dijk" for "Roos van Dijk"."""
    one, other = fold(wanted), fold(found)
    return one in other or (bool(other) and other in one)
