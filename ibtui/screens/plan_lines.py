"""What a year plan becomes, in lines: the line of the cursor, what can't be understood, and all steps by day."""

from __future__ import annotations

from collections.abc import Sequence

from ibtui.care.dates import short_date
from ibtui.care.year_plan import Plan, PlanLine, applies
from ibtui.store.labels import group_label, listed
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, Part, fit, line, part, wrap

_GRAMMAR = "Een regel per stap. Zo: groepsbespreking: 3 nov ; ib'er"


def steps_in_all(plan: Plan, groups: Sequence[str]) -> int:
    """How many steps these groups and the school get."""
    return sum(len(_groups(item, groups)) if not item.whole_school else 1 for item in plan.lines)


def summary(plan: Plan, groups: Sequence[str]) -> tuple[Line, Part]:
    """What it becomes in all, and how many lines can't be used."""
    number, problems = steps_in_all(plan, groups), len(plan.problems)
    many = f"{len(groups)} groepen" if len(groups) != 1 else "1 groep"
    steps = "1 stap" if number == 1 else f"{number} stappen"
    left = line("  ", part(f"Wordt {steps}", "strong"), part(f" · {many}", "muted"))
    if not problems:
        return left, part("alles begrepen", "good")
    return left, part(f"! {problems} regel{'s' if problems > 1 else ''} niet begrepen", "late")


def preview_rows(plan: Plan, groups: Sequence[str], at: int, room: int, *, whole: bool) -> list[Row]:
    """First what the line of the cursor becomes, then the problems, and with `whole` every step by day."""
    rows = _here(plan, groups, at, room)
    for problem in plan.problems:
        if problem.line != at:
            words = wrap(f"regel {problem.line + 1}: {problem.words}", room - 2)
            rows += [
                heading(line(part("! " if not number else "  ", "late"), item))
                for number, item in enumerate(words)
            ]
    if whole:
        rows += [heading(), heading(line("  ", part("Alle stappen", "strong")))]
        ordered = sorted(plan.lines, key=lambda item: (item.due_on, item.line))
        rows += [_step(item, groups, room) for item in ordered]
    return rows


def _here(plan: Plan, groups: Sequence[str], at: int, room: int) -> list[Row]:
    for problem in plan.problems:
        if problem.line == at:
            words = wrap(f"deze regel: {problem.words}", room - 2)
            return [heading(line(part("! " if not number else "  ", "late"), part(item, "strong")))
                    for number, item in enumerate(words)]  # fmt: skip
    for item in plan.lines:
        if item.line == at:
            first = f"{_name(item)} · {_days(item)} · {item.who}"
            who = _for_whom(item, groups)
            words = [*wrap(first, room - 2), *wrap(who, room - 2)]
            return [
                heading(line("  ", part(text, "accent" if not number else "muted")))
                for number, text in enumerate(words)
            ]
    return [heading(line("  ", part(text, "muted"))) for text in wrap(_GRAMMAR, room - 2)]


def _step(item: PlanLine, groups: Sequence[str], room: int) -> Row:
    number = "school" if item.whole_school else f"{len(_groups(item, groups))}×"
    due = short_date(item.due_on)
    text = f"{due:<14} {number:<7} {_name(item)}"
    return heading(line("  ", part(fit(text, room - 2).rstrip())))


def _name(item: PlanLine) -> str:
    return f"{item.period} {item.title}".strip()


def _days(item: PlanLine) -> str:
    due = short_date(item.due_on)
    return due if item.starts_on is None else f"{short_date(item.starts_on)} – {due}"


def _for_whom(item: PlanLine, groups: Sequence[str]) -> str:
    if item.whole_school:
        return "één keer, voor de hele school"
    found = _groups(item, groups)
    if not found:
        return "voor geen enkele groep van dit jaar"
    if len(found) == len(groups):
        return f"voor alle {len(found)} groepen" if len(found) > 1 else f"voor {group_label(found[0])}"
    return f"voor {listed([group_label(name) for name in found])}"


def _groups(item: PlanLine, groups: Sequence[str]) -> list[str]:
    return [name for name in groups if applies(item, name)]
