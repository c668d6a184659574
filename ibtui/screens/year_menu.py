"""`j` in the care calendar: make the year from the plan, change the plan, holidays, and over to the next year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from importlib import import_module

from ibtui.care.school_year import last_day, school_year_of
from ibtui.care.text import listed
from ibtui.screens.base import IbScreen
from ibtui.store import cycle, free_days, year_plan
from ibtui.store.year_plan import Made
from ibtui.widgets.dialog import Answer, AskScreen

_MOST_NAMES = 5  # of groups, in the question


def open_menu(screen: IbScreen, first: dt.date, then: Callable[[str], None]) -> None:
    """Ask what to do with the school year that begins on `first`; `then` is told what was done.

    The question says how many steps would come, so that `j` twice makes a year with open eyes.
    """
    school, label = screen.ib.school.id, school_year_of(first)
    made = year_plan.preview(school, first, today=screen.ib.today())
    groups = "" if cycle.year_groups(school, first) else _no_groups(label, first > screen.ib.today())
    holidays = bool(free_days.free(school, first, last_day(first)))

    def answered(answer: str) -> None:
        if answer == "j":
            _make(screen, first, then)
        elif answer == "p":
            _show(screen, "ibtui.screens.year_plan_screen", "YearPlanScreen", first)
        elif answer == "v":
            _show(screen, "ibtui.screens.free_screen", "FreeScreen", first)
        elif answer == "o":
            _show(screen, "ibtui.screens.roll_over", "RollOverScreen")

    answers = [
        Answer("j", _make_words(made, label)),
        Answer("p", "jaarplan bewerken"),
        Answer("v", "vakanties en vrije dagen"),
        Answer("o", "overgang naar het volgende schooljaar"),
        Answer("t", "terug"),
    ]
    screen.ib.open_screen(AskScreen(question(made, label, holidays, groups), answers), answered)


def question(made: Made, label: str, holidays: bool, groups: str = "") -> str:
    """What the plan would make of this year, in a few lines. `groups`: what is said when it has none."""
    found = [f"Schooljaar {label}"]
    if made.added:
        come = "komt" if made.added == 1 else "komen"
        found.append(f"Uit het jaarplan {come} {_steps(made.added)}: {_per_group(made)}.")
        if made.past:
            found.append(f"Wat al voorbij is ({_steps(made.past)}), staat er als overgeslagen.")
        if made.already:
            one = made.already == 1
            stay = "is er al. Die blijft zoals hij is." if one else "zijn er al. Die blijven zoals ze zijn."
            found.append(f"{_steps(made.already)} uit het plan {stay}")
    else:
        found.append("Alles uit het jaarplan staat er al." if made.already else "Het jaarplan is leeg.")
    if made.filled:
        found.append(f"{_filled(made.filled).capitalize()}.")
    if made.without_teacher:
        found.append(_no_teacher(made.without_teacher))
    if made.problems:
        number = len(made.problems)
        found.append(
            f"! {number} regel{'s' if number > 1 else ''} van het jaarplan snap ik niet: kijk met p."
        )
    if groups:
        found.append(groups)
    if not holidays:
        found.append("! Er staan nog geen vakanties: kies eerst met v je regio, dan kloppen de dagen.")
    return "\n".join(found)


def _no_groups(label: str, later: bool) -> str:
    if later:
        return f"! {label} heeft nog geen groepen. Die maak je met o, de overgang."
    return (
        f"! {label} heeft nog geen groepen. Maak die eerst: bij 0, met n en g. "
        "Of vul het jaar later aan, ook met j."
    )


def _no_teacher(groups: Sequence[str]) -> str:
    named = listed(groups) if len(groups) <= _MOST_NAMES else f"{len(groups)} groepen"
    return (
        f"! Nog zonder leerkracht: {named}. Die stappen zijn nog van niemand. "
        "Zet eerst bij 0 de leerkracht bij de groep, of kies later nog eens j."
    )


def _filled(number: int) -> str:
    return "1 stap krijgt nu wie hem doet" if number == 1 else f"{number} stappen krijgen nu wie ze doet"


def _steps(number: int) -> str:
    return f"{number} stap" if number == 1 else f"{number} stappen"


def _per_group(made: Made) -> str:
    """ "21 voor de hele school en 14 voor elk van 9 groepen", or "11 tot 14 voor ..."."""
    whole = sum(number for name, number in made.per_group if name == "hele school")
    groups = [number for name, number in made.per_group if name != "hele school" and number]
    words = [f"{whole} voor de hele school"] if whole else []
    if len(groups) == 1:
        words.append(f"{groups[0]} voor de groep")
    elif groups:
        each = f"{groups[0]}" if len(set(groups)) == 1 else f"{min(groups)} tot {max(groups)}"
        words.append(f"{each} voor elk van {len(groups)} groepen")
    return " en ".join(words) or "geen enkele groep heeft er een"


def _make_words(made: Made, label: str) -> str:
    return f"jaar {label} {'aanvullen' if made.already else 'maken'}"


def _make(screen: IbScreen, first: dt.date, then: Callable[[str], None]) -> None:
    made = year_plan.make_year(screen.ib.school.id, first, today=screen.ib.today())
    done = [f"{_steps(made.added)} gemaakt"] if made.added else []
    done += [_filled(made.filled)] if made.filled else []
    if done:
        then(f"{', '.join(done)}. Met u draai je het terug.")
    elif made.already:
        then("Alles uit het jaarplan stond er al.")
    else:
        then("Er kwam niets bij: het jaarplan is leeg. Kijk met j en dan p.")


def _show(screen: IbScreen, module: str, name: str, *args: object) -> None:
    screen.app.push_screen(getattr(import_module(module), name)(*args))
