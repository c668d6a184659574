"""What the keys do to a step of the care calendar, the same on every screen that shows one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from ibtui.care.dates import short_date
from ibtui.screens.base import IbScreen
from ibtui.screens.forms.step import edit_step_form, move_step_form, new_step_form, plan_in_form, skip_form
from ibtui.store import conversations, cycle, free_days
from ibtui.store.cycle import StepRow

_LOOK_AHEAD = dt.timedelta(days=120)


def toggle_step(screen: IbScreen, row: StepRow) -> None:
    """`x`: done, or not done after all."""
    done = row.done_on is None
    said = f"Gedaan: {row.title}. Met u draai je het terug." if done else f"Weer open: {row.title}"
    screen.change(lambda: cycle.set_done(row.id, done, screen.ib.today()), said)


def skip_step(screen: IbScreen, row: StepRow) -> None:
    """`-`: skip it with a word why; a skipped one: not skipped after all."""
    if row.skipped_because:
        screen.change(lambda: cycle.skip(row.id, None), f"Weer open: {row.title}")
        return
    screen.ib.open_screen(
        skip_form(screen.ib, row), _then(screen, "Stap overgeslagen. Met u draai je het terug.")
    )


def move_step(screen: IbScreen, row: StepRow) -> None:
    """`m`: other days."""

    def moved(step_id: int) -> None:
        screen.refresh_view()
        due = cycle.step(step_id).due_on
        screen.say(f"Verplaatst naar {short_date(due, screen.ib.today())}" if due else "Verplaatst")

    screen.ib.open_screen(move_step_form(screen.ib, row), moved)


def plan_in(screen: IbScreen, row: StepRow) -> None:
    """`i`: make it a conversation in the week; one that is there already is opened."""
    if row.conversation_id is not None:
        screen.ib.show("gesprek", row.conversation_id)
        return
    today = screen.ib.today()
    last = max(row.due_on or today, today) + _LOOK_AHEAD
    free = free_days.free_days(screen.ib.school.id, today - _LOOK_AHEAD, last)

    def planned(conversation_id: int) -> None:
        screen.refresh_view()
        talk = conversations.conversation(conversation_id).row
        at = f" om {talk.start:%H:%M}" if talk.start else ""
        screen.say(f"Staat in de week: {talk.kind}, {short_date(talk.day, today)}{at}")

    screen.ib.open_screen(plan_in_form(screen.ib, row, free), planned)


def edit_step(screen: IbScreen, row: StepRow) -> None:
    """`e`."""
    screen.ib.open_screen(edit_step_form(screen.ib, row), _then(screen, "Stap gewijzigd"))


def open_step(screen: IbScreen, row: StepRow) -> None:
    """Enter: its conversation, else the step itself."""
    if row.conversation_id is not None:
        screen.ib.show("gesprek", row.conversation_id)
    else:
        edit_step(screen, row)


def bin_step(screen: IbScreen, row: StepRow) -> None:
    """Del."""
    screen.change(lambda: cycle.bin_step(row.id), "Stap weggedaan. Met u haal je hem terug.")


def new_step(
    screen: IbScreen,
    then: Callable[[int], None],
    *,
    group_id: int | None = None,
    goal_id: int | None = None,
    due: dt.date | None = None,
    responsible_id: int | None = None,
    about: str = "",
) -> None:
    """`n`: a step by hand; `then` gets its id."""
    form = new_step_form(
        screen.ib, group_id=group_id, goal_id=goal_id, due=due, responsible_id=responsible_id, about=about
    )
    screen.ib.open_screen(form, then)


def _then(screen: IbScreen, said: str) -> Callable[[int], None]:
    def done(_id: int) -> None:
        screen.refresh_view()
        screen.say(said)

    return done
