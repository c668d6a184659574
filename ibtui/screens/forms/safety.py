"""Forms for the meldcode: a step, and the days that count from then on. Their titles name only the first name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from ibtui.care.meldcode import FIVE
from ibtui.screens.host import Host
from ibtui.store import safety
from ibtui.store.safety import SafetyCard, SafetyStepRow, StepDraft
from ibtui.widgets.fields import Field, FieldError, Kind, Values
from ibtui.widgets.form import FormScreen


def step_form(
    host: Host, pupil_id: int, name: str, draft: StepDraft, row: SafetyStepRow | None = None
) -> FormScreen[int]:
    """A step, new or (with `row`) changed; gives back its id. With nothing open a record begins when it is kept."""

    def save(values: Values) -> int:
        wanted = _draft(values)
        if row is not None:
            safety.edit_step(row.id, wanted, row.version)
            return row.id
        return safety.begin(pupil_id, host.today(), wanted)

    steps = _step_words()
    fields = [
        Field("stap", "stap", Kind.CHOICE, steps[draft.step - 1], choices=steps, hint="← → of een cijfer"),
        Field("dag", "dag", Kind.DATE, draft.day, required=True, past=True),
        Field("wie", "met wie", value=draft.who, hint="wie deed dit, en met wie"),
        Field(
            "feiten", "wat zag je zelf", Kind.NOTE, draft.facts, hint="feiten: wat je zag en hoorde gebeuren"
        ),
        Field("gehoord", "wat hoorde je", Kind.NOTE, draft.heard, hint="van wie, en wat zei die precies"),
        Field("duiding", "wat denk je ervan", Kind.NOTE, draft.meaning, hint="jouw gedachten; geen feiten"),
        Field("besluit", "wat besloten jullie", Kind.NOTE, draft.decision),
        Field("volgende", "volgende stap op", Kind.DATE, draft.next_on, hint="leeg: over vijf werkdagen"),
    ]
    title = "Stap wijzigen" if row else "Nieuwe stap"
    return _form(host, f"{title} · afgeschermd · {name}", fields, save, keeps=True)


def step_draft(row: SafetyStepRow) -> StepDraft:
    """A step as it is now."""
    return StepDraft(row.step, row.day, row.who, row.facts, row.heard, row.meaning, row.decision, row.next_on)


def report_form(host: Host, card: SafetyCard) -> FormScreen[int]:
    """It was reported to Veilig Thuis: on which day; gives back the record's id. An empty day: not reported."""

    def save(values: Values) -> int:
        safety.report(card.id, values.been("dag"))
        return card.id

    day = Field(
        "dag",
        "gemeld op",
        Kind.DATE,
        card.reported_on or host.today(),
        hint="leeg: toch niet gemeld",
        past=True,
    )
    return _form(host, f"Gemeld bij Veilig Thuis · {card.first_name}", [day], save)


def answered_form(host: Host, card: SafetyCard) -> FormScreen[int]:
    """Veilig Thuis answered: on which day; gives back the record's id."""

    def save(values: Values) -> int:
        safety.answered(card.id, _day(values, "dag"))
        return card.id

    day = Field("dag", "antwoord kwam op", Kind.DATE, host.today(), required=True, past=True)
    intro = "Wat zij zeiden, schrijf je op bij een stap: met n."
    return _form(host, f"Antwoord van Veilig Thuis · {card.first_name}", [day], save, intro)


def close_form(host: Host, card: SafetyCard) -> FormScreen[int]:
    """It is closed: on which day; gives back the record's id."""

    def save(values: Values) -> int:
        safety.close(card.id, _day(values, "dag"))
        return card.id

    day = Field("dag", "afgesloten op", Kind.DATE, host.today(), required=True, past=True)
    return _form(host, f"Afsluiten · afgeschermd · {card.first_name}", [day], save)


# --- the forms themselves ---


def _step_words() -> list[str]:
    return [f"{step.number} {step.name}" for step in FIVE]


def _draft(values: Values) -> StepDraft:
    return StepDraft(
        step=int(values.text("stap").split(" ")[0]),
        day=_day(values, "dag"),
        who=values.text("wie"),
        facts=values.text("feiten"),
        heard=values.text("gehoord"),
        meaning=values.text("duiding"),
        decision=values.text("besluit"),
        next_on=values.date("volgende"),
    )


def _day(values: Values, name: str) -> dt.date:
    day = values.been(name)
    if day is None:
        raise FieldError("Vul een dag in.")
    return day


def _form(
    host: Host,
    title: str,
    fields: Sequence[Field],
    save: Callable[[Values], int],
    intro: str = "",
    keeps: bool = False,
) -> FormScreen[int]:
    return FormScreen(
        title,
        fields,
        save,
        today=host.today(),
        working_days=host.school.working_days,
        intro=intro,
        keeps=keeps,
    )
