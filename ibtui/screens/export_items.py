"""What stands in the list of the export screen: people, what must be settled, points, findings."""

from __future__ import annotations

from ibtui.care.findings import Finding, Level
from ibtui.care.recipients import Candidate, Obligation
from ibtui.export import Examined
from ibtui.values import dataclass
from ibtui.wishes import PointChoice, is_passed

What = Candidate | Obligation | PointChoice | Finding


@dataclass(frozen=True, slots=True)
class Item:
    """One row that can be chosen; `id` stays the same when the wish changes."""

    id: str
    what: What


@dataclass(frozen=True, slots=True)
class Shown:
    """An examined wish, with what was found in the finished file itself (`in_file`)."""

    examined: Examined
    in_file: tuple[Finding, ...] = ()

    @property
    def people(self) -> tuple[Candidate, ...]:
        """Who can be ticked for this paper."""
        return tuple(self.examined.choices.people.get(self.examined.wish.audience, ()))

    @property
    def points(self) -> tuple[PointChoice, ...]:
        """The points that can be ticked for this paper."""
        return self.examined.choices.points if self.examined.wish.audience == "instantie" else ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is open first, then what was let through; for the rest as they were found."""
        return tuple(sorted((*self.examined.findings, *self.in_file), key=self.is_passed))

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """What was found and isn't let through."""
        return tuple(finding for finding in self.findings if not self.is_passed(finding))

    @property
    def stopping(self) -> int:
        """How many findings stop the paper."""
        return sum(finding.level is Level.STOPS for finding in self.open_findings)

    @property
    def asking(self) -> int:
        """How many findings only ask something."""
        return len(self.open_findings) - self.stopping

    @property
    def only_ask(self) -> tuple[Finding, ...]:
        """What is open, stops nothing, and may be let through all at once."""
        return tuple(one for one in self.open_findings if one.level is Level.ASKS and not one.fixed)

    def is_passed(self, finding: Finding) -> bool:
        """Whether a finding is let through with a word why."""
        return is_passed(finding, self.examined.wish.passed)

    def is_open(self, item: Item) -> bool:
        """Whether something is left to do about it."""
        if isinstance(item.what, Obligation):
            return not item.what.done
        return isinstance(item.what, Finding) and not self.is_passed(item.what)

    def to_whom(self) -> list[Item]:
        """The people, each with what must be settled about them, and then what must be settled besides. What is
        settled without a word isn't shown."""
        duties = [duty for duty in self.examined.obligations if not duty.done or duty.answer]
        found: list[Item] = []
        for person in self.people:
            found.append(Item(f"persoon:{person.person_id}", person))
            found += [_duty(duty) for duty in duties if duty.person_id == person.person_id]
        known = {person.person_id for person in self.people}
        return found + [_duty(duty) for duty in duties if duty.person_id not in known]

    def found(self) -> list[Item]:
        """The findings. The same words twice in one line are two of them."""
        items: list[Item] = []
        seen: dict[str, int] = {}
        for finding in self.findings:
            seen[finding.key] = seen.get(finding.key, 0) + 1
            items.append(Item(f"vondst:{seen[finding.key]}:{finding.key}", finding))
        return items

    def items(self) -> list[Item]:
        """All that can be chosen, in the order of the list."""
        points = [Item(f"punt:{point.index}", point) for point in self.points]
        return [*self.to_whom(), *points, *self.found()]

    def item(self, row_id: str) -> Item | None:
        """What a row stands for."""
        return next((item for item in self.items() if item.id == row_id), None)

    def next_open(self, after: str = "") -> str:
        """The row of the first thing that is left to do below `after`, else from the top; "" when all is done."""
        items = self.items()
        at = next((number for number, item in enumerate(items) if item.id == after), -1)
        return next((item.id for item in (*items[at + 1 :], *items[: at + 1]) if self.is_open(item)), "")

    def left(self) -> str:
        """What is left to do, as a sentence: "Nog niet: 1 houdt tegen en 2 vragen iets." """
        duties = len(self.examined.open_obligations)
        words = []
        if self.stopping:
            words.append(f"{self.stopping} {'houdt' if self.stopping == 1 else 'houden'} tegen")
        if self.asking:
            words.append(f"{self.asking} {'vraagt' if self.asking == 1 else 'vragen'} iets")
        if duties:
            words.append("bij voor wie staat nog iets open")
        return f"Nog niet: {', '.join(words)}." if words else ""


def _duty(duty: Obligation) -> Item:
    return Item(f"plicht:{duty.key}", duty)
