"""How the way to the next school year is drawn: the new groups, where everybody goes, and what was left open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from ibtui.care.roll_over import OpenStep
from ibtui.screens.calendar_lines import round_title, step_id, step_row
from ibtui.store import labels
from ibtui.store.cycle import StepRow
from ibtui.store.roll_over import GroupPlan, PupilMove
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Part, column, line, part

Chosen = Mapping[int, tuple[OpenStep, str]]
"""Per number of a step: what happens to it, and why when it is skipped."""

_WORDS: dict[OpenStep, str] = {
    OpenStep.TAKE: "mee",
    OpenStep.LEAVE: "laten",
    OpenStep.SKIP: "overslaan",
}
_CHOICE = 12
_ROOMY = 96
_TWO_LINES = 58
"""Below the first a step gets this room, and with it two lines: what it is matters more here than one line."""


def title(text: str, said: str = "") -> list[Row]:
    """A heading with a blank line before it."""
    return [heading(), heading(line(part(text, "strong"), part(f"  {said}" if said else "", "muted")))]


def step_rows(steps: Sequence[StepRow], chosen: Chosen, today: dt.date, room: int) -> list[Row]:
    """What was left open, each with its choice."""
    found = []
    for step in steps:
        choice, why = chosen[step.id]
        of = (
            labels.group_label(step.group)
            if step.group
            else "hele school"
            if step.goal_id is None
            else "beleid"
        )
        narrow = min(room - _CHOICE, _TWO_LINES) if room < _ROOMY else room - _CHOICE
        drawn = step_row(step, today, narrow, name=f"{round_title(step)} · {of}")
        said = f"{_WORDS[choice]}: {why}" if why else _WORDS[choice]
        first = line(
            column(_WORDS[choice], _CHOICE, "" if choice is OpenStep.TAKE else "accent"), *drawn.lines[0]
        )
        rest = [line(" " * _CHOICE, *one) for one in drawn.lines[1:]]
        if why:
            rest.append(line(" " * _CHOICE, part(said, "muted")))
        found.append(Row(step_id(step), (first, *rest)))
    return found


def group_rows(groups: Sequence[GroupPlan], moves: Sequence[PupilMove]) -> list[Row]:
    """The groups of next year, with their teachers and how many pupils come in."""
    found = []
    for plan in groups:
        count = sum(move.to == plan.name for move in moves)
        who = labels.listed(plan.teachers) or "nog geen leerkracht"
        found.append(
            Row(
                f"nieuw:{plan.name}",
                (
                    line(
                        column(labels.group_label(plan.name), 16, "strong"),
                        column(f"{count} {'leerling' if count == 1 else 'leerlingen'}", 15),
                        part(who, "muted"),
                    ),
                ),
            )
        )
    return found


def pupil_rows(groups: Sequence[GroupPlan], moves: Sequence[PupilMove]) -> list[Row]:
    """Who needs a choice first; then each new group with its pupils; then who goes from school."""
    found: list[Row] = []
    loose = [move for move in moves if move.to is None and not move.leaves]
    if loose:
        found += title("Nog geen groep", "Enter kiest er een")
        found += [_pupil_row(move) for move in loose]
    for plan in groups:
        members = [move for move in moves if move.to == plan.name]
        if members:
            found += title(f"Naar {labels.group_label(plan.name)}", str(len(members)))
            found += [_pupil_row(move) for move in members]
    leaving = [move for move in moves if move.leaves]
    if leaving:
        found += title("Gaat van school", str(len(leaving)))
        found += [_pupil_row(move) for move in leaving]
    return found


def _pupil_row(move: PupilMove) -> Row:
    sign = part("! ", "warn") if move.to is None and not move.leaves else part("  ")
    old = f"jaar {move.old_year}" if move.old_year else ""
    if move.stays:
        way = part(f"doet {old or 'het jaar'} over", "accent")
    else:
        way = part(f"{old} → {move.year}" if move.year and not move.leaves else old, "muted")
    parts: list[Part] = [
        sign,
        column(move.name, 27),
        column(f"uit {labels.group_label(move.group)}" if move.group else "", 18, "muted"),
        way,
    ]
    if move.why:
        parts.append(part(f"  {move.why}", "warn"))
    return Row(f"leerling:{move.pupil_id}", (tuple(parts),))


def left_open(number: int) -> str:
    """ "onderaan: 3 stappen die nog open zijn"; "" when there are none."""
    if not number:
        return ""
    return (
        "onderaan: 1 stap die nog open is" if number == 1 else f"onderaan: {number} stappen die nog open zijn"
    )


def summary(groups: Sequence[GroupPlan], moves: Sequence[PupilMove]) -> str:
    """ "3 groepen · 62 leerlingen gaan door · 8 van school · 1 nog zonder groep"."""
    on = sum(move.to is not None for move in moves)
    leaving = sum(move.leaves for move in moves)
    loose = len(moves) - on - leaving
    words = [
        f"{len(groups)} {'groep' if len(groups) == 1 else 'groepen'}",
        f"{on} {'leerling gaat' if on == 1 else 'leerlingen gaan'} door",
        f"{leaving} van school",
    ]
    if loose:
        words.append(f"{loose} nog zonder groep")
    return " · ".join(words)
