"""Forms for a term (termijn): a new one, changing it, another day, and why it went otherwise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from ibtui.care.dates import short_date
from ibtui.care.term_rules import SAFETY, Rule, length_words
from ibtui.errors import IbtuiError
from ibtui.screens.forms.naming import picked
from ibtui.screens.forms.pupil import pupil_source
from ibtui.screens.host import Host
from ibtui.store import deadlines, term_rules
from ibtui.store.deadlines import DeadlineDraft, DeadlineRow
from ibtui.widgets.fields import Field, FieldError, Kind, Option, PickSource, Values
from ibtui.widgets.form import FormScreen

_KEPT_ELSEWHERE = ("bewaar", "privenotitie")
"""Terms that start so are kept by the list of what must go."""


def new_deadline_form(host: Host, pupil_id: int | None = None) -> FormScreen[int]:
    """A new term; gives back its id. The day follows from the rule and the day it counts from."""
    rules = _rules(host)

    def save(values: Values) -> int:
        return deadlines.add(host.school.id, _draft(values, _chosen(rules, values)))

    def explain(_text: str, values: Values) -> str:
        place = values.id("wat")
        return "" if place is None else _ends(host, rules[place].key, values.date("vanaf"))

    fields = [
        Field("wat", "welke termijn", Kind.PICK, source=_source(rules), required=True),
        Field("leerling", "leerling", Kind.PICK, pupil_id, source=pupil_source(host, picked(pupil_id)),
              hint="leeg: de hele school"),
        Field("vanaf", "telt vanaf", Kind.DATE, host.today(), required=True, explain=explain),
        *_last_fields(None, ""),
    ]  # fmt: skip
    return _form(host, "Nieuwe termijn", fields, save)


def edit_deadline_form(host: Host, row: DeadlineRow) -> FormScreen[int]:
    """Change a term; gives back its id. What a record set off keeps its pupil, and the day it counts from."""

    def save(values: Values) -> int:
        pupil = row.pupil_id if row.subject else values.id("leerling")
        base = row.base_on if row.subject else _base(values)
        draft = DeadlineDraft(row.rule, base, pupil, values.text("notitie"), values.date("dag"))
        deadlines.edit(row.id, draft, row.version)
        return row.id

    def explain(_text: str, values: Values) -> str:
        return _ends(host, row.rule, values.date("vanaf"))

    base = Field("vanaf", "telt vanaf", Kind.DATE, row.base_on, required=True, explain=explain)
    child = Field(
        "leerling", "leerling", Kind.PICK, row.pupil_id, source=pupil_source(host, picked(row.pupil_id))
    )
    intro = ""
    if row.subject:
        since = short_date(row.base_on, host.today())
        intro = f"Telt vanaf {since}. Die dag komt uit het dossier: verander hem daar."
    fields = [
        *([] if row.subject else [base, child]),
        *_last_fields(row.due_on if row.moved else None, row.note),
    ]
    return _form(host, f"Termijn wijzigen: {row.name}", fields, save, intro)


def move_deadline_form(host: Host, row: DeadlineRow) -> FormScreen[int]:
    """Another day; gives back its id."""

    def save(values: Values) -> int:
        day = values.date("dag")
        if day is None:
            raise FieldError("Vul een dag in.")
        deadlines.move(row.id, day, row.version)
        return row.id

    field = Field("dag", "uiterlijk op", Kind.DATE, row.due_on, required=True, hint="vr, 13-1 of +2w")
    intro = f"De regel zegt: {short_date(row.due_on, host.today())}." if not row.moved else ""
    return _form(host, f"Andere dag: {row.name}", [field], save, intro)


def reason_form(host: Host, row: DeadlineRow) -> FormScreen[int]:
    """Why it went otherwise (reden van afwijking); gives back its id."""

    def save(values: Values) -> int:
        deadlines.give_reason(row.id, values.text("reden").strip(), row.version)
        return row.id

    field = Field("reden", "reden van afwijking", value=row.reason,
                  hint="zoals: vader ziek, het gesprek is nu 12 jan. Leeg: geen reden")  # fmt: skip
    return _form(host, f"Waarom anders: {row.name}", [field], save)


# ── the forms themselves ───────────────────────────────────────────────────────
def _rules(host: Host) -> list[Rule]:
    """The terms that can be made by hand, in their order."""
    found = term_rules.rules(host.school.id).values()
    return [
        rule for rule in found
        if rule.active and rule.key not in SAFETY and not rule.key.startswith(_KEPT_ELSEWHERE)
    ]  # fmt: skip


def _source(rules: Sequence[Rule]) -> PickSource:
    def options() -> list[Option]:
        return [Option(place, rule.name, _length(rule)) for place, rule in enumerate(rules)]

    return PickSource(options)


def _length(rule: Rule) -> str:
    length = length_words(rule.amount, rule.unit)
    return f"{length} ervoor" if rule.before else length


def _chosen(rules: Sequence[Rule], values: Values) -> str:
    place = values.id("wat")
    if place is None:
        raise FieldError("Kies welke termijn het is.")
    return rules[place].key


def _ends(host: Host, rule: str, base: dt.date | None) -> str:
    """ " → uiterlijk vr 8 jan 2027 (in de kerstvakantie)"; behind the day that it counts from."""
    if base is None:
        return ""
    try:
        due, holiday = deadlines.when(host.school.id, rule, base)
    except IbtuiError as error:
        raise FieldError(str(error)) from error
    in_it = f" (in {holiday})" if holiday else ""
    return f"  →  uiterlijk {short_date(due, host.today())}{in_it}"


def _last_fields(due: dt.date | None, note: str) -> list[Field]:
    return [
        Field("dag", "andere dag", Kind.DATE, due, hint="leeg: de dag die de regel geeft"),
        Field("notitie", "notitie", value=note),
    ]


def _draft(values: Values, rule: str) -> DeadlineDraft:
    return DeadlineDraft(
        rule, _base(values), values.id("leerling"), values.text("notitie"), values.date("dag")
    )


def _base(values: Values) -> dt.date:
    day = values.date("vanaf")
    if day is None:
        raise FieldError("Vul de dag in waarvan de termijn telt.")
    return day


def _form(
    host: Host, title: str, fields: Sequence[Field], save: Callable[[Values], int], intro: str = ""
) -> FormScreen[int]:
    return FormScreen(
        title, fields, save, today=host.today(), working_days=host.school.working_days, intro=intro
    )
