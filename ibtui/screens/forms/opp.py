"""Forms for an OPP: a new one, changing one, what a parent said, who was heard, and an evaluation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from ibtui.care.words import OppReason, OppStatus
from ibtui.screens.host import Host
from ibtui.store import opps, pupils
from ibtui.store.opps import EvaluationDraft, EvaluationRow, OppCard, OppDraft, SignatureRow
from ibtui.widgets.fields import Field, FieldError, Kind, Values
from ibtui.widgets.form import FormScreen

_OPEN = "nog geen antwoord"
_ANSWERS = ("ja", "nee", _OPEN)


def new_opp_form(host: Host, pupil_id: int) -> FormScreen[int]:
    """A new one; gives back its id. Only the start has to be known."""
    draft = OppDraft(pupil_id, host.today())

    def save(values: Values) -> int:
        return opps.add_opp(_draft(values, draft), host.today())

    intro = "Hier staan de feiten en de data. Het document zelf bewaar je waar je school dat doet."
    title = f"Nieuw OPP voor {pupils.pupil(pupil_id).first_name}"
    return _form(host, title, [*_start_fields(draft), *_content_fields(draft)], save, intro)


def edit_opp_form(host: Host, card: OppCard) -> FormScreen[int]:
    """Change everything about one but signatures, hearing and evaluations; gives back its id."""
    draft = draft_of(card)

    def save(values: Values) -> int:
        opps.edit_opp(card.row.id, _draft(values, draft), host.today(), card.row.version)
        return card.row.id

    fields = [*_start_fields(draft), *_content_fields(draft), *_state_fields(draft)]
    return _form(host, f"OPP wijzigen: {card.row.pupil}", fields, save)


def fix_form(host: Host, card: OppCard) -> FormScreen[int]:
    """The OPP is settled (vastgesteld): on which day; gives back its id. What is missing is said, not refused."""

    def save(values: Values) -> int:
        opps.fix(card.row.id, _day(values, "dag"), card.row.version)
        return card.row.id

    found = opps.missing(card)
    intro = "Dit is er nog niet:\n" + "\n".join(f"- {words}" for words in found) if found else ""
    intro += "\nJe kunt het OPP toch vaststellen." if found else ""
    day = Field(
        "dag", "vastgesteld op", Kind.DATE, card.row.fixed_on or host.today(), required=True, past=True
    )
    return _form(host, f"OPP vaststellen: {card.row.pupil}", [day], save, intro)


def close_form(host: Host, card: OppCard) -> FormScreen[int]:
    """The OPP is over: on which day; gives back its id."""

    def save(values: Values) -> int:
        opps.close(card.row.id, _day(values, "dag"), card.row.version)
        return card.row.id

    day = Field("dag", "afgesloten op", Kind.DATE, host.today(), required=True, past=True)
    return _form(host, f"OPP afsluiten: {card.row.pupil}", [day], save)


def signature_form(host: Host, card: OppCard, row: SignatureRow) -> FormScreen[int]:
    """What one parent said about the help: yes or no, on which day and why; gives back the OPP's id."""

    def save(values: Values) -> int:
        said = values.text("akkoord")
        agreed = "" if said == _OPEN else said
        day = values.date("dag") if agreed else None
        if agreed and day is None:
            raise FieldError("Vul in op welke dag deze ouder dat zei.")
        _check_past(day, host.today())
        reason = values.text("reden") if agreed else ""
        opps.sign(card.row.id, row.person_id, agreed, day, reason, row.version)
        return card.row.id

    fields = [
        Field("akkoord", "eens met de hulp", Kind.CHOICE, row.agreed or "ja", choices=_ANSWERS,
              hint="← → of een letter"),
        Field("dag", "gezegd of getekend op", Kind.DATE, row.signed_on or host.today(), past=True),
        Field("reden", "waarom", Kind.NOTE, row.reason, hint="vooral bij nee: wat wil deze ouder anders?"),
    ]  # fmt: skip
    return _form(host, f"Wat vindt {row.name}?", fields, save)


def heard_form(host: Host, card: OppCard) -> FormScreen[int]:
    """How the child itself was heard, or why not; gives back the OPP's id."""
    draft = draft_of(card)

    def save(values: Values) -> int:
        _check_heard(values, host.today())
        wanted = replace(
            draft, heard_on=values.date("gehoord"), heard_how=values.text("hoe"), heard_words=values.text("zegt"),
            not_heard_because=values.text("niet"),
        )  # fmt: skip
        opps.edit_opp(card.row.id, wanted, host.today(), card.row.version)
        return card.row.id

    start = draft if draft.heard_on or draft.not_heard_because else replace(draft, heard_on=host.today())
    intro = "Een kind mag zeggen wat het van de hulp vindt. Het hoeft niet: schrijf dan op waarom niet."
    return _form(host, f"Gehoord: {card.row.pupil}", _heard_fields(start), save, intro)


def evaluation_form(host: Host, card: OppCard, row: EvaluationRow | None = None) -> FormScreen[int]:
    """An evaluation of an OPP, new or (with `row`) changed; gives back its id."""
    draft = EvaluationDraft(host.today())
    if row is not None:
        draft = EvaluationDraft(
            row.day, row.present, row.result, row.next_step, row.heard_on, row.heard_how, row.heard_words,
            row.not_heard_because,
        )  # fmt: skip

    def save(values: Values) -> int:
        if row is None:
            return opps.add_evaluation(card.row.id, _evaluation(values, host.today()))
        opps.edit_evaluation(row.id, _evaluation(values, host.today()), row.version)
        return row.id

    fields = [
        Field("dag", "dag", Kind.DATE, draft.day, required=True, past=True),
        Field("erbij", "wie waren erbij", value=draft.present, hint="ook welke ouders, en het kind zelf"),
        Field(
            "resultaat",
            "wat is er bereikt",
            Kind.NOTE,
            draft.result,
            lines=4,
            hint="per doel, met wat je ziet",
        ),
        Field("verder", "hoe nu verder", Kind.NOTE, draft.next_step),
        *_heard_fields(draft),
    ]
    return _form(host, f"Evaluatie van het OPP: {card.row.pupil}", fields, save, keeps=True)


def draft_of(card: OppCard) -> OppDraft:
    """An OPP as it is now, to change a part of."""
    row = card.row
    return OppDraft(
        pupil_id=row.pupil_id,
        base_on=row.base_on,
        reason=row.reason,
        status=row.status,
        begins_on=row.begins_on,
        fixed_on=row.fixed_on,
        closed_on=row.closed_on,
        destination=card.destination,
        hindering=card.hindering,
        helping=card.helping,
        support=card.support,
        deviations=card.deviations,
        document=row.document,
        heard_on=row.heard_on,
        heard_how=card.heard_how,
        heard_words=card.heard_words,
        not_heard_because=card.not_heard_because,
    )


# --- the forms themselves ---


def _start_fields(draft: OppDraft) -> list[Field]:
    reasons = list(OppReason) if draft.reason in list(OppReason) else [*OppReason, draft.reason]
    return [
        Field("reden", "aanleiding", Kind.CHOICE, draft.reason, choices=reasons, hint="← → of een letter"),
        Field("vanaf", "dag van de aanleiding", Kind.DATE, draft.base_on, required=True,
              hint="plaatsing of besluit: de zes weken tellen vanaf hier"),
        Field("begint", "begint op", Kind.DATE, draft.begins_on),
    ]  # fmt: skip


def _content_fields(draft: OppDraft) -> list[Field]:
    return [
        Field("uitstroom", "waar gaat het heen", Kind.NOTE, draft.destination, lines=2,
              hint="de school die jullie na deze school verwachten"),
        Field("moeilijk", "wat maakt het moeilijk", Kind.NOTE, draft.hindering),
        Field("helpt", "wat helpt", Kind.NOTE, draft.helping),
        Field("hulp", "welke hulp komt er", Kind.NOTE, draft.support, lines=4,
              hint="hierover beslissen de ouders met gezag mee"),
        Field("anders", "wat doet het kind anders", Kind.NOTE, draft.deviations, lines=2,
              hint="waar het niet meedoet met de groep"),
        Field("document", "waar ligt het OPP", value=draft.document, hint="map, kast of systeem"),
    ]  # fmt: skip


def _state_fields(draft: OppDraft) -> list[Field]:
    return [
        Field("stand", "stand", Kind.CHOICE, draft.status, choices=list(OppStatus)),
        Field("vastgesteld", "vastgesteld op", Kind.DATE, draft.fixed_on),
        Field("gesloten", "afgesloten op", Kind.DATE, draft.closed_on),
    ]


def _heard_fields(draft: OppDraft | EvaluationDraft) -> list[Field]:
    return [
        Field(
            "gehoord", "kind gehoord op", Kind.DATE, draft.heard_on, hint="leeg: nog niet, of niet", past=True
        ),
        Field("hoe", "hoe", value=draft.heard_how, hint="gesprek, tekening of vragenlijst"),
        Field("zegt", "wat zei het kind", Kind.NOTE, draft.heard_words, lines=2, hint="in eigen woorden"),
        Field(
            "niet", "of waarom niet", value=draft.not_heard_because, hint="zoals: wilde er niet over praten"
        ),
    ]


def _draft(values: Values, before: OppDraft) -> OppDraft:
    """What stands in the form; a new one has no status of its own yet. Who was heard has its own form."""
    whole = "stand" in values.raw
    return replace(
        before,
        base_on=_day(values, "vanaf"),
        reason=values.text("reden"),
        begins_on=values.date("begint"),
        destination=values.text("uitstroom"),
        hindering=values.text("moeilijk"),
        helping=values.text("helpt"),
        support=values.text("hulp"),
        deviations=values.text("anders"),
        document=values.text("document"),
        status=values.text("stand") if whole else before.status,
        fixed_on=values.date("vastgesteld") if whole else before.fixed_on,
        closed_on=values.date("gesloten") if whole else before.closed_on,
    )


def _evaluation(values: Values, today: dt.date) -> EvaluationDraft:
    _check_heard(values, today)
    return EvaluationDraft(
        day=_day(values, "dag"),
        present=values.text("erbij"),
        result=values.text("resultaat"),
        next_step=values.text("verder"),
        heard_on=values.date("gehoord"),
        heard_how=values.text("hoe"),
        heard_words=values.text("zegt"),
        not_heard_because=values.text("niet"),
    )


def _check_heard(values: Values, today: dt.date) -> None:
    """Heard and not heard can't both be true, and words of the child have their day."""
    if values.date("gehoord") is not None and values.text("niet").strip():
        raise FieldError("Kies één van de twee: een dag waarop het kind is gehoord, of waarom niet.")
    if values.date("gehoord") is None and (values.text("zegt").strip() or values.text("hoe").strip()):
        raise FieldError("Vul ook de dag in waarop het kind dit zei.")
    _check_past(values.date("gehoord"), today)


def _check_past(day: dt.date | None, today: dt.date) -> None:
    """What was said can't be said later than today: its term would be done too early."""
    if day is not None and day > today:
        raise FieldError("Deze dag is nog niet geweest. Vul hem in als het zover is.")


def _day(values: Values, name: str) -> dt.date:
    day = values.date(name)
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
