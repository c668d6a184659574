"""Forms for a goal of the care policy (beleid): a new one, changing one, and how it went."""

from __future__ import annotations

from collections.abc import Callable

from ibtui.care.words import GoalStatus, PersonRole
from ibtui.screens.forms.naming import picked
from ibtui.screens.forms.person import people_source
from ibtui.screens.host import Host
from ibtui.store import goals
from ibtui.store.goals import GoalDraft, GoalRow
from ibtui.widgets.fields import Field, Kind, Values
from ibtui.widgets.form import FormScreen

_STAFF = (PersonRole.COORDINATOR, PersonRole.TEACHER, PersonRole.COLLEAGUE)
_WORDS = [str(status) for status in GoalStatus]


def new_goal_form(host: Host) -> FormScreen[int]:
    """A new goal; gives back its id."""

    def save(values: Values) -> int:
        return goals.add_goal(host.school.id, _draft(values))

    draft = GoalDraft("", owner_id=host.school.coordinator_id)
    return _form(host, "Nieuw doel", _fields(host, draft), save)


def edit_goal_form(host: Host, row: GoalRow) -> FormScreen[int]:
    """Change a goal; gives back its id."""

    def save(values: Values) -> int:
        goals.edit_goal(row.id, _draft(values), row.version)
        return row.id

    draft = GoalDraft(row.title, row.why, row.owner_id, row.status, row.due_on, row.evaluate_on)
    return _form(host, "Doel wijzigen", _fields(host, draft), save)


def evaluate_form(host: Host, row: GoalRow) -> FormScreen[int]:
    """How a goal went, and where it is now; gives back its id."""

    def save(values: Values) -> int:
        goals.evaluate(row.id, values.text("tekst"), host.today(), values.text("stand"), row.version)
        return row.id

    status = row.status if row.status != GoalStatus.PLANNED else GoalStatus.RUNNING
    fields = [
        Field("tekst", "hoe ging het", Kind.NOTE, row.evaluation, required=True, lines=6,
              hint="wat is er anders dan toen je begon, en waaraan zie je dat"),
        Field("stand", "hoe staat het ervoor", Kind.CHOICE, str(status), choices=_WORDS, hint="← → of een letter"),
    ]  # fmt: skip
    return _form(host, f"Evalueren: {row.title}", fields, save)


def _fields(host: Host, draft: GoalDraft) -> list[Field]:
    return [
        Field("doel", "doel", value=draft.title, required=True,
              hint="wat is er straks anders, zoals: elke groep heeft een kort groepsplan"),
        Field("waarom", "waarom", Kind.NOTE, draft.why),
        Field("wie", "wie trekt het", Kind.PICK, draft.owner_id,
              source=people_source(host, _STAFF, keep=picked(draft.owner_id))),
        Field("stand", "stand", Kind.CHOICE, str(draft.status), choices=_WORDS, hint="← → of een letter"),
        Field("klaar", "klaar op", Kind.DATE, draft.due_on),
        Field("evaluatie", "evaluatie op", Kind.DATE, draft.evaluate_on),
    ]  # fmt: skip


def _draft(values: Values) -> GoalDraft:
    return GoalDraft(
        title=values.text("doel"),
        why=values.text("waarom"),
        owner_id=values.id("wie"),
        status=values.text("stand"),
        due_on=values.date("klaar"),
        evaluate_on=values.date("evaluatie"),
    )


def _form(host: Host, title: str, fields: list[Field], save: Callable[[Values], int]) -> FormScreen[int]:
    return FormScreen(title, fields, save, today=host.today(), working_days=host.school.working_days)
