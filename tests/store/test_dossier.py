"""The whole file of one child: all that is hers, and nothing that must stay."""

import datetime as dt

import pytest

from ibtui.care.dossier import CLOSES, OPENS, Dossier
from ibtui.care.dossier_marks import marked
from ibtui.care.words import ConversationKind, Custody, PersonRole
from ibtui.store import access_requests, conversations, database, minutes
from ibtui.store.conversations import ConversationDraft, add_conversation
from ibtui.store.dossier import dossier
from ibtui.store.guardians import GuardianDraft, add_guardian, guardians
from ibtui.store.models import (
    Absence,
    ActionItem,
    Agency,
    Application,
    ApplicationPaper,
    Approach,
    Attendance,
    Concern,
    ConcernEvent,
    Consent,
    Conversation,
    ConversationPupil,
    Deadline,
    Guardianship,
    Minutes,
    Observation,
    Opp,
    OppEvaluation,
    OppSignature,
    ParentQuestion,
    ParentView,
    Person,
    Placement,
    Pupil,
    Referral,
    SafetyRecord,
    SafetyStep,
    Told,
)
from ibtui.store.people import PersonDraft
from tests.store.conftest import counted
from tests.store.table import FRIDAY, TODAY, Table


def all_of(found: Dossier) -> str:
    """Every word that the paper prints."""
    return "\n".join(
        f"{entry.day} {entry.title}\n" + "\n".join(f"{part.label}|{part.text}" for part in entry.parts)
        for entry in found.entries
    )


def said(
    laid: Table,
    text: str,
    pupils: tuple[int, ...],
    *,
    kind: str = ConversationKind.PARENT_TALK,
    group: int | None = None,
    day: dt.date = TODAY,
) -> int:
    """A conversation with minutes; gives its number."""
    number = add_conversation(laid.school, ConversationDraft(kind, day, pupil_ids=pupils, group_id=group))
    begun = minutes.start(number)
    minutes.save(begun.id, text, begun.version)
    return number


def test_what_is_said_about_her_is_there_without_the_private_lines(laid: Table) -> None:
    said(
        laid, "## Thuis\nFleur leest voor\n% GEHEIM\n! @ans: boekje mee > vr\n= we gaan door\n", (laid.roos,)
    )
    found = dossier(laid.roos)
    text = all_of(found)
    for words in ("Thuis", "Fleur leest voor", "Afspraak:|Ans de Boer: boekje mee", "Besluit:|we gaan door"):
        assert words in text
    assert "GEHEIM" not in text
    assert found.private_lines == 1


def test_each_edition_is_there(laid: Table) -> None:
    number = said(laid, "de eerste tekst", (laid.roos,))
    first = Minutes.get(Minutes.conversation == number)
    minutes.fix(first.id)
    second = minutes.correct(first.id)
    minutes.save(second, "de tweede tekst", minutes.load(second).version)
    text = all_of(dossier(laid.roos))
    assert "versie 1 (vastgesteld)" in text
    assert "de eerste tekst" in text
    assert "versie 2 (concept)" in text
    assert "de tweede tekst" in text


class TestOthers:
    def test_of_a_group_review_only_her_section_comes_along(self, laid: Table) -> None:
        said(
            laid,
            "de groep is DRUK\n## Roos van Dijk\n- leest nu vlot\n## Sam Hof\n- SLAAPT slecht\n## Afspraken\n"
            "! ans: belt met de ouders van SAMMIE > vr\n! wim: kijkt mee bij #roos > vr\n",
            (),
            kind=ConversationKind.GROUP_REVIEW,
            group=laid.group,
        )
        text = all_of(dossier(laid.roos))
        assert "leest nu vlot" in text
        assert "kijkt mee bij Roos" in text
        for words in ("DRUK", "SLAAPT", "SAMMIE", "Sam"):
            assert words not in text

    def test_of_a_talk_about_two_children_the_others_section_stays(self, laid: Table) -> None:
        said(laid, "samen gekomen\n## Sam\n- SLAAPT slecht\n## Roos\n- leest graag\n", (laid.roos, laid.sam))
        text = all_of(dossier(laid.roos))
        assert "samen gekomen" in text
        assert "leest graag" in text
        assert "SLAAPT" not in text
        assert "SLAAPT" in all_of(dossier(laid.sam))

    def test_two_children_with_one_name_never_get_each_others_section(self, laid: Table) -> None:
        Pupil.create(school=laid.school, first_name="Roos", last_name="Bakker")
        said(
            laid, "## Roos\n- wie is DIT\n", (), kind=ConversationKind.GROUP_REVIEW, group=None
        )  # not of her group: it can be either
        found = dossier(laid.roos)
        assert "DIT" not in all_of(found)
        assert any("“Roos” is niet zeker van dit kind alleen" in text for text in found.look_at)

    def test_of_a_talk_about_two_children_a_line_about_the_other_alone_stays(self, laid: Table) -> None:
        said(
            laid,
            "Sam slaapt SLECHT\n- #sam huilt VAAK\nSam sloeg Roos\n- leest graag\n## Sam thuis\n- er is RUZIE\n"
            "- met #roos gaat het goed\n",
            (laid.roos, laid.sam),
        )
        found = dossier(laid.roos)
        text = all_of(found)
        for words in ("Sam sloeg Roos", "leest graag", "met Roos gaat het goed"):
            assert words in text
        for words in ("SLECHT", "VAAK", "RUZIE"):
            assert words not in text
        assert any("regels die een ander kind noemen" in text for text in found.look_at)
        assert any("“Sam thuis” is niet zeker van dit kind alleen" in text for text in found.look_at)

    def test_a_heading_with_a_nickname_is_of_that_child_too(self, laid: Table) -> None:
        Pupil.update(also_called="Lotje / Lot").where(Pupil.id == laid.sam).execute()
        said(laid, "samen\n## Lotje\n- slaapt SLECHT\n", (laid.roos, laid.sam))
        assert "SLECHT" not in all_of(dossier(laid.roos))
        assert "SLECHT" in all_of(dossier(laid.sam))

    def test_a_heading_about_more_children_is_told_and_its_lines_about_her_come_along(
        self, laid: Table
    ) -> None:
        said(
            laid,
            "## Roos en Sam\n- zij zijn DRUK\n- #roos leest\n## Roos van Dijk (groep 5)\n- rekent goed\n",
            (),
            kind=ConversationKind.GROUP_REVIEW,
            group=laid.group,
        )
        found = dossier(laid.roos)
        assert "DRUK" not in all_of(found)
        assert "Roos leest" in all_of(found)
        assert "rekent goed" in all_of(found)
        assert any("“Roos en Sam”" in text for text in found.look_at)

    def test_a_name_with_accents_typed_without_them_is_found(self, laid: Table) -> None:
        made = Pupil.create(school=laid.school, first_name="Élodie", last_name="Ünal", also_called="Lotje")
        for text in (
            "## Elodie Unal\n- EEN",
            "##  élodie ünal\n- TWEE",
            "- #elodie DRIE",
            "## Lotje\n- VIER",
        ):
            said(laid, text, (), kind=ConversationKind.GROUP_REVIEW, group=laid.group)
        Placement.create(pupil=made, group=laid.group, from_on=TODAY)
        text = all_of(dossier(made.id))
        assert [word for word in ("EEN", "TWEE", "DRIE", "VIER") if word not in text] == []

    def test_a_teacher_with_a_child_at_school_is_no_other(self, laid: Table) -> None:
        Guardianship.create(pupil=laid.sam, person=laid.ans, relation="moeder", custody="ja")
        said(laid, "! @ans: leest voor > vr\n", (laid.roos,))
        assert OPENS not in all_of(dossier(laid.roos))

    def test_the_parent_of_another_child_is_marked_in_any_text(self, laid: Table) -> None:
        vera = PersonDraft(PersonRole.GUARDIAN, "Vera", "", "Lind")
        add_guardian(laid.sam, GuardianDraft(vera, "moeder", Custody.YES))
        Told.create(pupil=laid.roos, name="vera lind, moeder van Sam Hof", what="x", told_on=TODAY)
        found, to_check = marked(dossier(laid.roos))
        assert f"{OPENS}vera lind{CLOSES}, moeder van {OPENS}Sam Hof{CLOSES}" in all_of(found)
        assert {"vera lind", "Sam Hof"} <= {one.text for one in to_check if one.rule == "O1"}

    def test_where_one_parent_lives_and_calls_is_on_the_list(self, laid: Table) -> None:
        Person.update(phone="06-11112222").where(Person.id == laid.father).execute()
        said(laid, "Vader: 0611112222, karim@thuis.example, Kerkstraat 12", (laid.roos,))
        _, to_check = marked(dossier(laid.roos))
        assert {one.text for one in to_check if one.rule == "O4"} == {
            "0611112222",
            "karim@thuis.example",
            "Kerkstraat 12",
        }

    def test_why_one_parent_asked_isnt_for_the_other(self, laid: Table) -> None:
        access_requests.ask(laid.roos, laid.father, TODAY, "ruzie over GEHEIM")
        text = all_of(dossier(laid.roos))
        assert "Wie vroeg het|Karim Bos" in text
        assert "GEHEIM" not in text

    def test_a_talk_about_another_child_isnt_hers(self, laid: Table) -> None:
        said(laid, "Roos en ik zaten naast elkaar, ANDERMANS", (laid.sam,))
        assert "ANDERMANS" not in all_of(dossier(laid.roos))

    def test_names_of_others_are_marked_and_her_own_arent(self, laid: Table) -> None:
        said(laid, "Ruzie tussen Roos en Sam Hof.\n- #sam huilde, #roos ook, @ans troostte\n", (laid.roos,))
        found, to_check = marked(dossier(laid.roos))
        text = all_of(found)
        assert f"Ruzie tussen Roos en {OPENS}Sam Hof{CLOSES}." in text
        assert f"{OPENS}sam{CLOSES} huilde, Roos ook, Ans de Boer troostte" in text
        assert {one.text for one in to_check if one.rule == "O1"} == {"Sam Hof", "sam"}
        assert all("24-11-2026, Oudergesprek" in one.entry for one in to_check)

    def test_a_name_in_any_other_field_is_marked_too(self, laid: Table) -> None:
        Concern.create(
            school=laid.school,
            pupil=laid.roos,
            category="gedrag",
            summary="ruzie met Sam Hof",
            opened_on=TODAY,
        )
        ActionItem.create(school=laid.school, pupil=laid.roos, what="praat met #sam over #roos")
        text = all_of(marked(dossier(laid.roos))[0])
        assert f"ruzie met {OPENS}Sam Hof{CLOSES}" in text
        assert f"praat met {OPENS}sam{CLOSES} over Roos" in text

    def test_in_a_promise_about_her_her_own_name_is_hers_though_another_has_it_too(self, laid: Table) -> None:
        Pupil.create(school=laid.school, first_name="Roos", last_name="Bakker")
        ActionItem.create(school=laid.school, pupil=laid.roos, what="praat met #roos over #sam")
        assert f"praat met Roos over {OPENS}sam{CLOSES}" in all_of(dossier(laid.roos))

    def test_the_parents_of_another_child_are_others_wherever_they_are(self, laid: Table) -> None:
        add_guardian(
            laid.sam,
            GuardianDraft(PersonDraft(PersonRole.GUARDIAN, "Vera", "", "Lind"), "moeder", Custody.YES),
        )
        vera = guardians(laid.sam)[0].person_id
        number = said(laid, "! @vera: brengt beiden > vr\n", (laid.roos, laid.sam))
        Attendance.create(conversation=number, person=vera, presence="aanwezig")
        Attendance.create(conversation=number, person=laid.mother, presence="aanwezig")
        Told.create(pupil=laid.roos, person=vera, what="x", told_on=TODAY)
        text = all_of(dossier(laid.roos))
        assert f"{OPENS}Vera Lind{CLOSES} (aanwezig), Fleur van Dijk (aanwezig)" in text
        assert f"Afspraak:|{OPENS}Vera Lind{CLOSES}: brengt beiden" in text
        assert f"Aan wie|{OPENS}Vera Lind{CLOSES}" in text
        assert text.count("Vera Lind") == text.count(f"{OPENS}Vera Lind{CLOSES}")


def fill(laid: Table) -> None:
    """One of each kind of record about Roos, each with a word of its own."""
    agency = Agency.get()
    concern = Concern.create(
        school=laid.school, pupil=laid.roos, category="lezen", summary="ZORG", question="HULPVRAAG",
        opened_on=TODAY, parents_response="OUDERSZEIDEN",
    )  # fmt: skip
    ConcernEvent.create(concern=concern, day=TODAY, text="VERVOLG")
    ConcernEvent.create(concern=concern, day=TODAY, text="GEHEIM1", audience="privé")
    Approach.create(pupil=laid.roos, what="AANPAK", since=TODAY, effect="EFFECT")
    Referral.create(
        pupil=laid.roos, agency=agency, reason="REDEN", question="VERWIJSVRAAG", answer="ANTWOORD"
    )
    asked = Application.create(pupil=laid.roos, kind="arrangement", what="AANVRAAG", started_on=TODAY)
    ApplicationPaper.create(application=asked, name="STUK", ticked_on=TODAY)
    opp = Opp.create(pupil=laid.roos, base_on=TODAY, support="HANDELING", heard_words="KINDWOORD")
    OppSignature.create(opp=opp, person=laid.mother, agreed="nee", signed_on=TODAY, reason="OPPREDEN")
    OppEvaluation.create(opp=opp, day=TODAY, result="RESULTAAT")
    Consent.create(pupil=laid.roos, agency=agency, given_by=laid.mother, what="DEELBAAR", given_on=TODAY)
    Told.create(pupil=laid.roos, person=laid.father, what="VERTELD", told_on=TODAY)
    ParentQuestion.create(pupil=laid.roos, asked_on=TODAY, question="OUDERVRAAG", answer="ONSANTWOORD")
    ParentView.create(pupil=laid.roos, person=laid.mother, kind="eigen kijk", day=TODAY, text="LOSSEKIJK")
    Absence.create(pupil=laid.roos, day=TODAY, minutes=90, note="VERZUIM")
    Deadline.create(
        school=laid.school,
        pupil=laid.roos,
        rule="opp_evaluatie",
        base_on=TODAY,
        due_on=FRIDAY,
        note="TERMIJN",
    )


HERS = (
    "ZORG", "HULPVRAAG", "OUDERSZEIDEN", "VERVOLG", "AANPAK", "EFFECT", "REDEN", "VERWIJSVRAAG", "ANTWOORD", "AANVRAAG",
    "STUK", "HANDELING", "KINDWOORD", "OPPREDEN", "RESULTAAT", "DEELBAAR", "VERTELD", "OUDERVRAAG", "ONSANTWOORD",
    "LOSSEKIJK", "VERZUIM", "TERMIJN",
)  # fmt: skip


def test_every_record_of_hers_is_there(laid: Table) -> None:
    fill(laid)
    text = all_of(dossier(laid.roos))
    assert [word for word in HERS if word not in text] == []
    assert "1 uur 30 minuten" in text
    assert "Fleur van Dijk: niet akkoord op 24-11-2026 (OPPREDEN)" in text


def test_what_went_to_veilig_thuis_stays_apart_and_is_told_to_the_ib_er(laid: Table) -> None:
    agency = Agency.create(school=laid.school, name="Veilig Thuis Wilgenland")
    worker = Person.create(
        school=laid.school, role="instantie", first_name="Ida", last_name="Bos", agency=agency
    )
    Told.create(pupil=laid.roos, agency=agency, what="GEHEIM1", told_on=TODAY)
    Told.create(pupil=laid.roos, person=worker, what="GEHEIM2", told_on=TODAY)
    Told.create(pupil=laid.roos, name="iemand", what="GEHEIM3", ground="veilig thuis", told_on=TODAY)
    Referral.create(pupil=laid.roos, agency=agency, reason="GEHEIM4")
    number = said(laid, "GEHEIM5", (laid.roos,), kind=ConversationKind.AGENCY_TALK)
    Attendance.create(conversation=number, person=worker, presence="aanwezig")
    found = dossier(laid.roos)
    assert "GEHEIM" not in all_of(found)
    assert "veilig thuis" not in all_of(found).casefold()
    assert len([text for text in found.look_at if "Veilig Thuis" in text]) == 5


def test_a_promise_about_veilig_thuis_stays_apart_and_a_line_about_it_is_told(laid: Table) -> None:
    ActionItem.create(school=laid.school, pupil=laid.roos, what="bel Veilig Thuis, GEHEIM")
    said(laid, "moeder belde zelf met Veilig Thuis", (laid.roos,))
    found = dossier(laid.roos)
    assert "GEHEIM" not in all_of(found)
    assert any("afspraak: gaat over Veilig Thuis" in text for text in found.look_at)
    assert any("gesprek: noemt Veilig Thuis of de meldcode. Mag dit mee?" in text for text in found.look_at)


def test_a_private_line_in_any_field_stays_and_is_counted(laid: Table) -> None:
    Approach.create(pupil=laid.roos, what="AANPAK", since=TODAY, effect="het hielp\n% GEHEIM")
    Absence.create(pupil=laid.roos, day=TODAY, minutes=60, note="% GEHEIM")
    found = dossier(laid.roos)
    assert "het hielp" in all_of(found)
    assert "GEHEIM" not in all_of(found)
    assert found.private_lines == 2


def test_nothing_of_another_lane_is_there(laid: Table) -> None:
    fill(laid)
    record = SafetyRecord.create(pupil=laid.roos, writer="x", opened_on=TODAY)
    SafetyStep.create(record=record, step=1, day=TODAY, facts="GEHEIM2", heard="GEHEIM2", decision="GEHEIM2")
    Deadline.create(
        school=laid.school, pupil=laid.roos, rule="meldcode_stap", base_on=TODAY, due_on=FRIDAY,
        subject=f"meldcode:{record.id}", note="GEHEIM3",
    )  # fmt: skip
    seen = said(laid, "de les, GEHEIM4 over #roos\n", (laid.roos,), kind=ConversationKind.OBSERVATION)
    Observation.create(
        school=laid.school, teacher=laid.ans, writer="x", day=TODAY, seen="GEHEIM5", conversation=seen
    )
    private = said(laid, "GEHEIM6", (laid.roos,))
    Conversation.update(audience="privé").where(Conversation.id == private).execute()
    ActionItem.create(school=laid.school, pupil=laid.roos, conversation=private, what="GEHEIM7")
    said(
        laid, "## Meldcode\n- GEHEIM8\n## Overleg met Veilig Thuis\nGEHEIM9\n## Verder\ngoed\n", (laid.roos,)
    )
    binned = said(laid, "GEHEIM10", (laid.roos,))
    conversations.bin_conversation(binned)
    found = dossier(laid.roos)
    assert "GEHEIM" not in all_of(found)
    assert "meldcode" not in all_of(found).casefold()
    assert found.private_notes == 2
    assert any("meldcode" in text for text in found.look_at)
    assert "GEHEIM" not in "".join(found.look_at)


def test_a_parents_view_lies_beside_the_talk_that_it_is_about(laid: Table) -> None:
    number = said(laid, "school zegt dit", (laid.roos,))
    ParentView.create(
        pupil=laid.roos,
        person=laid.mother,
        conversation=number,
        kind="correctie",
        day=FRIDAY,
        text="het was anders",
    )
    entry = next(
        one for one in dossier(laid.roos).entries if any("school zegt" in part.text for part in one.parts)
    )
    assert entry.parts[-1].label == "Correctie van Fleur van Dijk, 27-11-2026"
    assert entry.parts[-1].text == "het was anders"


def test_what_was_meant_for_school_is_told_to_the_ib_er(laid: Table) -> None:
    said(laid, "## Alleen voor school\nwij denken na\n", (laid.roos,))
    found = dossier(laid.roos)
    assert "wij denken na" in all_of(found)
    assert any("“Alleen voor school”" in text for text in found.look_at)


def test_the_oldest_day_comes_first(laid: Table) -> None:
    said(laid, "later", (laid.roos,), day=TODAY + dt.timedelta(days=3))
    said(laid, "eerder", (laid.roos,), day=TODAY - dt.timedelta(days=300))
    days = [entry.day for entry in dossier(laid.roos).entries]
    assert days == sorted(days)


def test_on_one_day_the_term_comes_after_what_it_is_about(laid: Table) -> None:
    fill(laid)
    kinds = [entry.kind for entry in dossier(laid.roos).entries if entry.day == TODAY]
    assert kinds.index("OPP") < kinds.index("termijn")
    assert kinds[-1] == "termijn"


def test_a_file_of_ten_years_asks_as_much_as_a_small_one(laid: Table) -> None:
    fill(laid)
    said(
        laid,
        "## Roos\n- #sam en #roos, zei @ans\n",
        (laid.roos,),
        kind="leerlingbespreking",
        group=laid.group,
    )

    def queries() -> int:
        with counted() as sent:
            dossier(laid.roos)
        return len(sent)

    before = queries()
    with database.transaction():
        for year in range(10):
            for number in range(3):
                said_on = TODAY - dt.timedelta(days=365 * year + number)
                row = Conversation.create(
                    school=laid.school, kind="oudergesprek", status="gehouden", day=said_on
                )
                ConversationPupil.create(conversation=row, pupil=laid.roos)
                Minutes.create(conversation=row, text="#roos en #sam\n! @ans: doet het > vr\n")
    assert queries() == before


def test_a_pupil_who_is_gone_has_no_file(laid: Table) -> None:
    from ibtui.errors import Missing

    with pytest.raises(Missing):
        dossier(9999)


class TestWordsOfAParent:
    def test_what_isnt_known_is_left_out(self, laid: Table) -> None:
        Consent.create(pupil=laid.roos, what="het verslag", given_on=TODAY)
        Consent.create(
            pupil=laid.roos,
            what="het rapport",
            given_on=TODAY,
            seen=True,
            content_agreed="ja",
            transfer_agreed="nee",
        )
        text = all_of(dossier(laid.roos))
        assert "onbekend" not in text
        for words in ("Ouder zag het stuk|ja", "Eens met de inhoud|ja", "Mag naar andere school|nee"):
            assert text.count(words) == 1

    def test_what_still_has_to_be_told_is_in_no_copy(self, laid: Table) -> None:
        Told.create(pupil=laid.roos, person=laid.father, what="NOG NIET")
        Told.create(pupil=laid.roos, person=laid.mother, what="WEL", told_on=TODAY, ground="nood")
        text = all_of(dossier(laid.roos))
        assert "NOG NIET" not in text
        assert "WEL" in text
        assert "Waarom het mag|acuut gevaar" in text

    def test_a_referral_that_is_thought_about(self, laid: Table) -> None:
        agency = Agency.create(school=laid.school, name="Logopedie Zeggen", kind="anders").id
        Referral.create(pupil=laid.roos, agency=agency, status="overwogen")
        assert "Hoe ver|we denken hierover na" in all_of(dossier(laid.roos))

    def test_somebody_has_one_name_everywhere(self, laid: Table) -> None:
        Person.update(salutation="juf").where(Person.id == laid.ans).execute()
        number = said(laid, "! @ans: boekje mee > vr\n", (laid.roos,))
        Attendance.create(conversation=number, person=laid.ans, presence="aanwezig")
        text = all_of(dossier(laid.roos))
        assert "Aan tafel|Ans de Boer (aanwezig)" in text
        assert "juf Ans" not in text
