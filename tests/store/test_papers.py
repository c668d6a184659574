"""The facts for a paper."""

import datetime as dt
from dataclasses import replace

import pytest

from ibtui.care.minutes import parse
from ibtui.care.paper import build_paper
from ibtui.care.words import Audience, ConversationKind, Custody, PaperAudience, PersonRole, Presence
from ibtui.errors import Missing
from ibtui.store import conversations, minutes, papers, people, sharing
from ibtui.store.conversations import ConversationDraft
from ibtui.store.guardians import GuardianDraft, add_guardian, edit_guardian, guardians
from ibtui.store.models import Agency, Attendance
from ibtui.store.papers import PaperFor
from ibtui.store.people import PersonDraft
from ibtui.store.schools import SchoolInfo
from ibtui.store.sharing import ConsentDraft
from tests.store.conftest import counted
from tests.store.table import TODAY, Table, lay

TEXT = "## Afspraken\n! @ans: oefent met #roos > vr\n! moeder: belt @wim\n! ik: mail, niet over #sam\n% moe"


@pytest.fixture
def table(school: SchoolInfo) -> Table:
    return lay(school.id)


@pytest.fixture
def written(table: Table) -> int:
    text = minutes.start(table.overleg)
    minutes.save(text.id, TEXT, text.version)
    return text.id


def test_the_first_page_has_who_where_and_when(written: int) -> None:
    facts = papers.paper_facts(written, "ouders")
    assert (facts.school, facts.title) == ("OEFENSCHOOL De Wilgenhoek", "Verslag groot overleg")
    assert facts.confidential_for == "de ouders of verzorgers van Roos van Dijk"
    assert (facts.pupil_names, facts.child_name, facts.group) == (("Roos van Dijk",), "Roos", "3/4/5")
    assert (facts.day, facts.start, facts.purpose) == (TODAY, dt.time(13), "lezen")
    assert (facts.status, facts.sent_on) == ("concept", None)
    assert facts.written_by == "Marit van der Veen, intern begeleider"
    assert papers.paper_facts(written, "dossier").confidential_for == "het dossier van Roos van Dijk"


def test_fixed_is_definite_and_sent_has_its_day(written: int) -> None:
    minutes.fix(written)
    minutes.mark_sent(written)
    facts = papers.paper_facts(written, "ouders")
    assert facts.status == "vastgesteld"
    assert facts.sent_on is not None


def test_everyone_at_the_table_has_a_seat_and_readers_are_named(table: Table, written: int) -> None:
    doctor = conversations.seats(table.overleg)[2]
    conversations.set_presence(doctor.id, Presence.EXCUSED)
    facts = papers.paper_facts(written, "ouders")
    assert [(seat.name, seat.organisation, seat.presence) for seat in facts.seats] == [
        ("Fleur van Dijk", "", Presence.INVITED),
        ("Ans de Boer", "OEFENSCHOOL De Wilgenhoek", Presence.INVITED),
        ("GGD, jeugdarts", "GGD", Presence.EXCUSED),
    ]
    assert [seat.function for seat in facts.seats] == ["moeder", "leerkracht", "jeugdarts"]
    assert facts.sharing == (
        "Dit verslag gaat naar Fleur van Dijk. Er is nog geen toestemming om het te delen met GGD."
    )


def test_an_agency_at_the_table_is_named_as_a_reader_only_with_consent(table: Table, written: int) -> None:
    seat = next(seat for seat in conversations.seats(table.overleg) if seat.organisation == "GGD")
    Attendance.update(gets_copy=True).where(Attendance.id == seat.id).execute()
    assert "naar Fleur van Dijk. Er is nog geen toestemming" in papers.paper_facts(written, "ouders").sharing
    ggd = int(Agency.get(Agency.name == "GGD").id)
    sharing.add_consent(
        ConsentDraft(table.roos, ggd, table.mother, "verslag", "hulp", TODAY - dt.timedelta(days=30))
    )
    assert (
        papers.paper_facts(written, "ouders").sharing
        == "Dit verslag gaat naar Fleur van Dijk en GGD, jeugdarts."
    )


def test_who_has_gezag_signs_and_the_school(table: Table, written: int) -> None:
    school = "Marit van der Veen (intern begeleider), namens OEFENSCHOOL De Wilgenhoek"
    assert papers.paper_facts(written, "ouders").signatures == ("Fleur van Dijk (moeder)", school)
    voogd = PersonDraft(PersonRole.GUARDIAN, "Ineke", "", "Smit")
    add_guardian(table.roos, GuardianDraft(voogd, "voogd", Custody.YES))
    assert len(papers.paper_facts(written, "ouders").signatures) == 3


def test_when_nobodys_gezag_is_known_there_is_room_for_one(table: Table, written: int) -> None:
    mother = guardians(table.roos)[0]
    person = PersonDraft(PersonRole.GUARDIAN, "Fleur", "van", "Dijk")
    edit_guardian(mother.id, GuardianDraft(person, "moeder", Custody.UNKNOWN))
    assert papers.paper_facts(written, "ouders").signatures[0] == "Ouder of verzorger"


def test_names_are_written_out_but_never_another_pupils(written: int) -> None:
    paper = build_paper(parse(TEXT, TODAY), papers.paper_facts(written, "ouders"))
    assert [(row.who, row.what, row.when) for row in paper.actions] == [
        ("Ans de Boer", "oefent met Roos van Dijk", "vr 27 nov"),
        ("Fleur van Dijk", "belt Wim Prins", "geen datum"),
        ("Marit van der Veen", "mail, niet over een ander kind", "geen datum"),
    ]


def test_the_next_meeting_is_one_that_parents_may_know_of(table: Table, written: int) -> None:
    def plan(kind: ConversationKind, days: int, **fields: object) -> None:
        day = TODAY + dt.timedelta(days=days)
        draft = ConversationDraft(kind, day, dt.time(9), place="kamer ib", pupil_ids=(table.roos,), **fields)  # type: ignore[arg-type]
        conversations.add_conversation(table.school, draft)

    plan(ConversationKind.PARENT_TALK, 2, status="afgezegd")
    plan(ConversationKind.PARENT_TALK, 3, audience=Audience.PRIVATE)
    plan(ConversationKind.PUPIL_REVIEW, 7)
    plan(ConversationKind.LARGE_MEETING, 14)
    plan(ConversationKind.LARGE_MEETING, 21)
    parents = papers.paper_facts(written, "ouders").next_meeting
    assert parents == "dinsdag 8 december 2026, 09:00 uur: groot overleg, kamer ib"
    assert "leerlingbespreking" in papers.paper_facts(written, "dossier").next_meeting


def test_a_family_reads_of_no_talk_to_which_only_some_are_invited(table: Table, written: int) -> None:
    mother, father, ans = (table.mother, "Fleur"), (table.father, "Karim"), (table.ans, "Ans de Boer")

    def plan(days: int, *person_ids: int) -> None:
        day = TODAY + dt.timedelta(days=days)
        draft = ConversationDraft(
            ConversationKind.PARENT_TALK,
            day,
            place="bij vader",
            pupil_ids=(table.roos,),
            person_ids=person_ids,
        )
        conversations.add_conversation(table.school, draft)

    def told(audience: PaperAudience, *people: tuple[int, str]) -> str:
        return papers.paper_facts(written, PaperFor(audience, people)).next_meeting.split(":")[0]

    plan(1, table.father)
    for audience in ("ouders", "afspraken"):
        assert told(audience, father) == "woensdag 25 november 2026"
        assert told(audience, mother) == told(audience, mother, father) == told(audience) == ""
    assert told("afspraken", ans) == told("afspraken", mother, ans) == ""
    assert told("dossier") == "woensdag 25 november 2026", "the school knows them all"
    plan(2)
    assert told("ouders") == "donderdag 26 november 2026"
    assert told("ouders", mother) == "", "nobody says that she is invited"
    plan(3, table.mother, table.father, table.ans)
    assert told("ouders", mother) == told("ouders", mother, father) == "vrijdag 27 november 2026"


def test_a_guardian_of_another_child_reads_only_of_talks_of_her_own(table: Table, written: int) -> None:
    add_guardian(
        table.sam, GuardianDraft(PersonDraft(PersonRole.GUARDIAN, "Mia", "", "Hof"), "moeder", Custody.YES)
    )
    other = next(row.person_id for row in guardians(table.sam))
    conversations.invite(table.overleg, other)
    draft = ConversationDraft(
        ConversationKind.PARENT_TALK,
        TODAY + dt.timedelta(days=1),
        pupil_ids=(table.roos,),
        person_ids=(table.mother, table.father),
    )
    conversations.add_conversation(table.school, draft)
    assert papers.paper_facts(written, PaperFor("afspraken", ((other, "Mia Hof"),))).next_meeting == ""


def test_a_paper_about_a_group(table: Table) -> None:
    draft = ConversationDraft(ConversationKind.GROUP_REVIEW, TODAY, group_id=table.group)
    text = minutes.start(conversations.add_conversation(table.school, draft))
    facts = papers.paper_facts(text.id, "dossier")
    assert (facts.group, facts.child_name, facts.pupil_names) == ("3/4/5", "", ())
    assert facts.confidential_for == "het dossier van groep 3/4/5"
    assert facts.next_meeting == ""
    assert facts.signatures == (), "nobody signs for a group"


@pytest.mark.parametrize(
    ("kind", "title", "signed"),
    [
        (ConversationKind.PARENT_TALK, "Verslag oudergesprek", True),
        (ConversationKind.CHILD_TALK, "Verslag kindgesprek", False),
        (ConversationKind.PHONE, "Verslag telefoongesprek", False),
        (ConversationKind.TEACHER_TALK, "Verslag gesprek met de leerkracht", False),
        (ConversationKind.NOTE, "Notitie", False),
    ],
)
def test_each_kind_has_its_title_and_only_talks_with_parents_are_signed(
    table: Table, kind: ConversationKind, title: str, signed: bool
) -> None:
    made = conversations.add_conversation(
        table.school, ConversationDraft(kind, TODAY, pupil_ids=(table.roos,))
    )
    facts = papers.paper_facts(minutes.start(made).id, "dossier")
    assert facts.title == title
    assert bool(facts.signatures) is signed


def test_parents_read_of_one_family_only(table: Table) -> None:
    assert papers.is_for_one_family((table.roos,), None)
    assert papers.is_for_one_family((table.roos,), table.group)
    assert not papers.is_for_one_family((), table.group)
    assert not papers.is_for_one_family((table.roos, table.sam), None)
    mother = guardians(table.roos)[0]
    person = PersonDraft(PersonRole.GUARDIAN)
    add_guardian(table.sam, GuardianDraft(person, "moeder", Custody.YES, person_id=mother.person_id))
    assert papers.is_for_one_family((table.roos, table.sam), None)


def test_facts_ask_a_fixed_number_of_queries(table: Table, written: int) -> None:
    def asked() -> int:
        with counted() as seen:
            papers.paper_facts(written, "ouders")
        return len(seen)

    few = asked()
    conversations.invite(table.overleg, table.wim)
    conversations.invite(table.overleg, table.father)
    text = minutes.load(written)
    minutes.save(written, TEXT + "\n! @fleur: leest\n! @karim: leest", text.version)
    assert asked() == few <= 20


def test_minutes_that_are_gone(table: Table, written: int) -> None:
    conversations.bin_conversation(table.overleg)
    with pytest.raises(Missing):
        papers.paper_facts(written, "ouders")


def test_each_paper_says_for_whom_it_is(table: Table, written: int) -> None:
    mother, father = (table.mother, "Fleur van Dijk"), (table.father, "Karim Bos")

    def for_whom(audience: PaperAudience, *people: tuple[int, str], agency: str = "") -> str:
        return papers.paper_facts(written, PaperFor(audience, people, agency=agency)).confidential_for

    assert for_whom("ouders", mother) == "Fleur van Dijk, ouder of verzorger van Roos van Dijk"
    both = "Fleur van Dijk en Karim Bos, ouders of verzorgers van Roos van Dijk"
    assert for_whom("ouders", mother, father) == both
    assert for_whom("instantie", agency="GGD") == "GGD"
    assert for_whom("afspraken", mother, (table.ans, "Ans de Boer")) == "Fleur van Dijk en Ans de Boer"
    assert for_whom("afspraken") == "wie aan tafel zat"


def test_the_paper_tells_who_of_the_family_gets_it_now(table: Table, written: int) -> None:
    father = PaperFor("ouders", ((table.father, "Karim Bos"),))
    assert papers.paper_facts(written, father).sharing.startswith("Dit verslag gaat naar Karim Bos. ")


def test_an_agency_reads_of_a_next_meeting_that_it_comes_to(table: Table, written: int) -> None:
    later = TODAY + dt.timedelta(weeks=6)
    draft = ConversationDraft(ConversationKind.LARGE_MEETING, later, pupil_ids=(table.roos,))
    conversations.add_conversation(table.school, draft)
    agency = conversations.seats(table.overleg)[2].person_id
    wanted = PaperFor("instantie", agency_id=people.person(agency or 0).agency_id, agency="GGD")
    assert papers.paper_facts(written, wanted).next_meeting == ""
    with_them = replace(draft, day=later + dt.timedelta(days=1), person_ids=(agency or 0,))
    conversations.add_conversation(table.school, with_them)
    assert "6 januari 2027" in papers.paper_facts(written, wanted).next_meeting
