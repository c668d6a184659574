"""One child's story: every kind of line, newest first, a page at a time; and what is never in it."""

import datetime as dt
from collections.abc import Mapping

from ibtui.care.words import ConversationKind
from ibtui.store import (
    absences,
    actions,
    approaches,
    concerns,
    conversations,
    minutes,
    observations,
    parent_questions,
    parent_views,
    pupils,
    safety,
    sharing,
    timeline,
    told,
)
from ibtui.store.models import (
    AccessRequest,
    ActionItem,
    Application,
    ConcernEvent,
    Conversation,
    Deadline,
    ExportLog,
    ExportPupil,
    ExportRecipient,
    Opp,
    OppEvaluation,
    Person,
    Referral,
    Row,
)
from ibtui.store.timeline import Kind, Line
from tests.store.conftest import TODAY
from tests.store.table import Table

DAY = dt.timedelta(days=1)


def _ago(days: int) -> dt.date:
    return TODAY - DAY * days


def _talk(table: Table, day: dt.date, text: str = "", *, purpose: str = "", audience: str = "dossier") -> int:
    draft = conversations.ConversationDraft(
        ConversationKind.PARENT_TALK, day, pupil_ids=(table.roos,), planned=False, status="gehouden",
        purpose=purpose, audience=audience,
    )  # fmt: skip
    talk = conversations.add_conversation(table.school, draft)
    if text:
        begun = minutes.start(talk)
        minutes.save(begun.id, text, begun.version)
    return talk


def _lines(table: Table, kind: Kind | None = None) -> dict[str, Line]:
    return {line.ref: line for line in timeline.page(table.roos, TODAY, kind).lines}


def _add(model: type[Row], **values: object) -> int:
    return int(model.create(**values).id)


def _everything(table: Table) -> None:
    """One of each."""
    roos, mother = table.roos, table.mother
    talk = _talk(table, _ago(20), "! ik: belt met moeder > +1w", purpose="lezen thuis")
    draft = concerns.ConcernDraft("lezen", "Lezen staat stil", pupil_id=roos, opened_on=_ago(60))
    concern = concerns.add_concern(table.school, draft, TODAY)
    concerns.add_event(concern, _ago(50), "moeder herkent het", "ouders")
    approaches.add_approach(
        approaches.ApproachDraft(
            roos, "samen lezen", _ago(40), how_often="3x per week", until=_ago(5), effect="leest vlotter"
        )
    )
    doctor = sharing.ReferralDraft(
        roos,
        1,
        status="loopt",
        reason="ogen nakijken",
        asked_on=_ago(30),
        answer="bril nodig",
        answered_on=_ago(3),
    )
    sharing.add_referral(doctor)
    sharing.add_consent(sharing.ConsentDraft(roos, 1, mother, "het leesverslag", "meedenken", _ago(31)))
    _add(
        Application,
        pupil=roos,
        kind="arrangement",
        status="toegekend",
        started_on=_ago(25),
        decided_on=_ago(9),
    )
    opp = _add(Opp, pupil=roos, status="vastgesteld", base_on=_ago(100), fixed_on=_ago(80))
    _add(OppEvaluation, opp=opp, day=_ago(10), result="het gaat goed")
    told.add_told(
        told.ToldDraft(roos, "de uitslag", person_id=mother, told_on=_ago(2), how="telefoon"), TODAY
    )
    paper = _add(
        ExportLog, conversation=talk, minutes=1, audience="ouders", file_name="a.docx", recipients=""
    )
    _add(ExportPupil, export=paper, pupil=roos, name="Roos van Dijk")
    _add(ExportRecipient, export=paper, person=mother, name="Fleur van Dijk")
    _add(ExportRecipient, export=paper, name="Piet de Boer", reason="heeft hem al", got=False)
    _add(AccessRequest, pupil=roos, asked_by=mother, asked_on=_ago(1))
    parent_questions.add_question(
        parent_questions.QuestionDraft(roos, _ago(4), "Mag zij een bril op?", mother)
    )
    parent_views.add_view(parent_views.ViewDraft(roos, _ago(6), "Thuis leest ze graag", person_id=mother))
    _add(Deadline, school=table.school, pupil=roos, rule="opp_evaluatie", base_on=_ago(80), due_on=_ago(-20))
    absences.add(roos, absences.AbsenceDraft(_ago(7), 150, note="geen bericht"))


EVERY_REF = {
    "gesprek", "afspraak", "zorg", "gebeurtenis", "groep", "niveau", "verwijzing", "aanpak", "aanvraag", "opp",
    "evaluatie", "toestemming", "verteld", "papier", "inzage", "vraag", "kijk", "termijn", "verzuim",
}  # fmt: skip


def test_every_kind_of_thing_is_a_line_the_newest_first(laid: Table) -> None:
    _everything(laid)
    found = timeline.page(laid.roos, TODAY)
    assert {line.ref for line in found.lines} == EVERY_REF
    days = [line.day for line in found.lines]
    assert days == sorted(days, reverse=True)
    assert sum(found.counts.values()) == len(found.lines)
    assert found.more is None


SAID = [
    ("afspraak", "afspraak", "jij: belt met moeder · 13 dagen te laat", "!"),
    ("zorg", "zorg", "lezen · Lezen staat stil · signaal", "○"),
    ("gebeurtenis", "ouders", "moeder herkent het", ""),
    ("aanpak", "aanpak", "samen lezen · 3x per week", "✓"),
    ("verwijzing", "verwijzing", "GGD · loopt · ogen nakijken", "○"),
    ("aanvraag", "aanvraag", "arrangement · toegekend", "✓"),
    ("evaluatie", "OPP", "geëvalueerd · het gaat goed", "✓"),
    ("toestemming", "toestemming", "GGD · het leesverslag · van Fleur van Dijk", "✓"),
    ("verteld", "verteld", "Fleur van Dijk: de uitslag · telefoon", "✓"),
    ("papier", "papier", "ouderkopie · Fleur van Dijk · niet voor Piet de Boer: heeft hem al", ""),
    ("inzage", "inzage", "gevraagd door Fleur van Dijk · nog niet gegeven", "○"),
    ("vraag", "vraag", "Fleur van Dijk: Mag zij een bril op? · nog geen antwoord", "○"),
    ("kijk", "eigen kijk", "Fleur van Dijk: Thuis leest ze graag", ""),
    ("verzuim", "verzuim", "2 uur 30 minuten · ongeoorloofd · geen bericht", ""),
    ("niveau", "niveau", "niveau 1", ""),
]
"""By ref: the title, the text and the sign."""


def test_what_a_line_says(laid: Table) -> None:
    _everything(laid)
    lines = _lines(laid)  # of each sort the oldest
    assert [(ref, lines[ref].title, lines[ref].detail, lines[ref].sign) for ref, *_said in SAID] == SAID


def test_a_term_says_what_has_to_happen_and_when(laid: Table) -> None:
    _everything(laid)
    (line,) = [
        one for one in timeline.page(laid.roos, TODAY, Kind.TERMS).lines if one.detail.startswith("het OPP")
    ]
    assert line.sign == "○"
    assert line.detail.endswith("ma 14 dec")


def test_a_term_that_is_done_stands_at_the_day_it_was_done(laid: Table) -> None:
    of_roos = {"school": laid.school, "pupil": laid.roos}
    _add(Deadline, **of_roos, rule="opp_evaluatie", base_on=_ago(80), due_on=_ago(-200), done_on=_ago(5))
    _add(Deadline, **of_roos, rule="tlv_einde", base_on=_ago(80), due_on=_ago(-800), done_on=_ago(2))
    _add(Deadline, **of_roos, rule="zorgplicht", base_on=_ago(9), due_on=_ago(3))
    first = timeline.page(laid.roos, TODAY, Kind.TERMS, limit=2)
    rest = timeline.page(laid.roos, TODAY, Kind.TERMS, before=first.more)
    assert [(line.day, line.sign) for line in (*first.lines, *rest.lines)] == [
        (_ago(2), "✓"), (_ago(3), "!"), (_ago(5), "✓")
    ]  # fmt: skip


def test_both_papers_of_a_request_have_a_name(laid: Table) -> None:
    for audience in ("inzage", "controle"):
        paper = _add(ExportLog, audience=audience, file_name=f"{audience}.docx", recipients="")
        _add(ExportPupil, export=paper, pupil=laid.roos, name="Roos van Dijk")
    said = {line.detail.split(" · ")[0] for line in timeline.page(laid.roos, TODAY, Kind.SHARING).lines}
    assert said == {"kopie van het dossier", "lijst om na te kijken"}


def test_the_filter_gives_the_lines_that_were_counted(laid: Table) -> None:
    _everything(laid)
    counts = timeline.page(laid.roos, TODAY).counts
    assert set(counts) == set(Kind)
    for kind, count in counts.items():
        lines = timeline.page(laid.roos, TODAY, kind).lines
        assert len(lines) == count > 0
        assert {line.kind for line in lines} == {kind}


def test_page_by_page_nothing_is_left_out_and_nothing_comes_twice(laid: Table) -> None:
    _everything(laid)
    for number in range(30):  # many on one day
        actions.add_action(laid.school, actions.ActionDraft(f"iets {number}", pupil_id=laid.roos))
    whole = timeline.page(laid.roos, TODAY, limit=500)
    page, found = timeline.page(laid.roos, TODAY, limit=7), list[Line]()
    found += page.lines
    while page.more is not None:
        page = timeline.page(laid.roos, TODAY, before=page.more, limit=7)
        assert page.counts == {}
        found += page.lines
    assert found == list(whole.lines)
    assert len(set(found)) == len(found)


def test_what_enter_opens(laid: Table) -> None:
    _everything(laid)
    lines = _lines(laid)
    assert (lines["gebeurtenis"].opens, lines["gebeurtenis"].opens_id) == ("zorg", 1)
    assert (lines["evaluatie"].opens, lines["evaluatie"].opens_id) == ("opp", 1)
    assert (lines["papier"].opens, lines["papier"].opens_id) == ("verslag", 1)
    assert (lines["groep"].opens, lines["groep"].opens_id) == ("leerling", laid.roos)
    assert (lines["kijk"].opens, lines["kijk"].opens_id) == ("kijk", 1)


def test_a_review_of_the_group_counts_when_she_was_spoken_of(laid: Table) -> None:
    draft = conversations.ConversationDraft(
        ConversationKind.GROUP_REVIEW, _ago(8), group_id=laid.group, planned=False, status="gehouden"
    )
    begun = minutes.start(conversations.add_conversation(laid.school, draft))
    minutes.save(begun.id, "## Roos\n- MERK van Roos\n## Sam\n", begun.version)
    (line,) = [one for one in timeline.page(laid.roos, TODAY).lines if one.ref == "besproken"]
    assert (line.title, line.detail, line.opens, line.opens_id) == (
        "groepsbespreking", "besproken", "verslag", begun.id,
    )  # fmt: skip
    assert not [one for one in timeline.page(laid.sam, TODAY).lines if one.ref == "besproken"]


def test_what_is_in_the_bin_is_gone_and_another_childs_lines_are_hers(laid: Table) -> None:
    _everything(laid)
    before = {line.ref for line in timeline.page(laid.sam, TODAY).lines}
    assert before == {"groep", "niveau"}
    parent_views.bin_view(1)
    absences.bin_absence(1)
    assert not {"kijk", "verzuim"} & set(_lines(laid))


def test_she_who_left_has_a_line_of_it(laid: Table) -> None:
    pupils.edit_pupil(laid.roos, pupils.PupilDraft("Roos", "van", "Dijk", left_on=_ago(1)), TODAY)
    assert _lines(laid)["leerling"].title == "van school"


# --- what is never in it ---


def _secrets(table: Table) -> Mapping[str, int]:
    """Marker words in every lane that isn't the dossier's."""
    note = _talk(
        table,
        _ago(12),
        "- MERK1 alleen voor mij\n! ik: MERK2 bellen > +1w",
        purpose="MERK3",
        audience="privé",
    )
    plain = _talk(table, _ago(13), "- gewoon\n% MERK4 hierover zelf nadenken")
    concern = concerns.add_concern(
        table.school, concerns.ConcernDraft("lezen", "Leest traag", pupil_id=table.roos), TODAY
    )
    ConcernEvent.create(concern=concern, day=_ago(3), text="MERK5", audience="privé")
    observations.add_observation(
        table.school,
        observations.ObservationDraft(
            table.ans, _ago(9), group_id=table.group, question="MERK6", seen="MERK6 Roos"
        ),
        "ilse",
    )
    record = safety.open_record(table.roos, _ago(30))
    safety.add_step(record, safety.StepDraft(1, _ago(29), who="MERK7", facts="MERK7", decision="MERK7"))
    Deadline.create(
        school=table.school, pupil=table.roos, rule="meldcode_stap", base_on=_ago(30), due_on=_ago(1),
        subject=f"meldcode:{record}", note="MERK7",
    )  # fmt: skip
    return {"note": note, "plain": plain}


def test_private_notes_staff_and_safety_are_never_in_it(laid: Table) -> None:
    talks = _secrets(laid)
    found = timeline.page(laid.roos, TODAY, limit=500)
    said = " ".join(f"{line.title} {line.detail}" for line in found.lines)
    assert "MERK" not in said
    assert "meldcode" not in said
    (note,) = [line for line in found.lines if line.private and line.ref == "gesprek"]
    assert (note.title, note.ref_id) == ("privénotitie", talks["note"])
    assert ActionItem.select().where(ActionItem.what.contains("MERK2")).count() == 1, "there is one to hide"
    assert not [line for line in found.lines if line.ref == "afspraak"]


def test_a_private_note_says_until_when_it_is_kept(laid: Table) -> None:
    note = _talk(laid, _ago(2), audience="privé")
    Conversation.update(expires_on=TODAY + DAY * 9).where(Conversation.id == note).execute()
    (line,) = [one for one in timeline.page(laid.roos, TODAY).lines if one.private]
    assert line.detail == "verloopt over 9 dagen"


def test_within_a_day_the_last_stands_above(laid: Table) -> None:
    for hour in (14, 9, 11):
        draft = conversations.ConversationDraft(
            ConversationKind.PHONE, _ago(2), dt.time(hour, 0), pupil_ids=(laid.roos,), purpose=f"{hour} uur"
        )
        conversations.add_conversation(laid.school, draft)
    page = timeline.page(laid.roos, TODAY, limit=1)
    found = list(page.lines)
    while page.more is not None:
        page = timeline.page(laid.roos, TODAY, before=page.more, limit=1)
        found += page.lines
    details = [line.detail for line in found if line.day == _ago(2)]
    assert details == ["gepland · 14 uur", "gepland · 11 uur", "gepland · 9 uur"]


def test_an_answer_of_the_same_day_stands_above_what_was_asked(laid: Table) -> None:
    day = _ago(3)
    _add(
        Referral,
        pupil=laid.roos,
        agency=Person.get_by_id(laid.doctor).agency_id,
        asked_on=day,
        answered_on=day,
        answer="komt",
    )
    approaches.add_approach(approaches.ApproachDraft(laid.roos, "samen lezen", day, until=day, effect="ja"))
    _add(Application, pupil=laid.roos, kind="arrangement", started_on=day, decided_on=day)
    lines = timeline.page(laid.roos, TODAY, Kind.HELP).lines
    titles = [line.title for line in lines if line.day == day]
    assert titles == ["antwoord", "verwijzing", "effect", "aanpak", "besluit", "aanvraag"]


def test_a_promise_reads_without_the_signs_of_the_minutes(laid: Table) -> None:
    actions.add_action(laid.school, actions.ActionDraft("leest voor met #Roos", pupil_id=laid.roos))
    (line,) = timeline.page(laid.roos, TODAY, Kind.PROMISES).lines
    assert line.detail.endswith("leest voor met Roos")
