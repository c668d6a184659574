"""The keys of a chosen step, for the screens that have steps in a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ibtui.commands import Command
from ibtui.screens import step_doing
from ibtui.screens.base import IbScreen
from ibtui.store.cycle import StepRow

_BAR = ("open", "new", "done", "plan_in", "skip", "year_menu", "behind", "goals", "move", "edit")
_NEED_A_STEP = ("edit", "done", "skip", "move", "plan_in", "delete")


def in_order(commands: Sequence[Command]) -> list[Command]:
    """As the key bar shows them: first what is done to a step. What doesn't fit is under `?`."""
    return sorted(commands, key=lambda item: _BAR.index(item.id) if item.id in _BAR else len(_BAR))


class StepKeys(IbScreen):
    """Base of the care calendar and of the steps behind a cell: says which step is chosen, and gets the rest."""

    def step_chosen(self) -> StepRow | None:
        """The step that the keys are about."""
        raise NotImplementedError

    def can(self, command_id: str) -> bool:
        if command_id in _NEED_A_STEP:
            return self.step_chosen() is not None
        return super().can(command_id)

    def _with_step(self, action: Callable[[IbScreen, StepRow], None]) -> None:
        if (row := self.step_chosen()) is not None:
            action(self, row)

    def do_done(self) -> None:
        self._with_step(step_doing.toggle_step)

    def do_skip(self) -> None:
        self._with_step(step_doing.skip_step)

    def do_move(self) -> None:
        self._with_step(step_doing.move_step)

    def do_plan_in(self) -> None:
        self._with_step(step_doing.plan_in)

    def do_edit(self) -> None:
        self._with_step(step_doing.edit_step)

    def do_delete(self) -> None:
        self._with_step(step_doing.bin_step)
