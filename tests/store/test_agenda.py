"""The agenda of a planned conversation, from a real store: which facts belong to its case, and which never do."""

import datetime as dt

import pytest

from ibtui.care.words import (
    Audience,
    ConcernCategory,
    ConversationKind,
    ConversationStatus,
    Custody,
    PersonRole,
    Presence,
)
from ibtui.store import (
    actions,
    agencies,
    concerns,
    conversations,
    guardians,
    labels,
    minutes,
    people,
    pupils,
    sharing,
)
from ibtui.store.actions import ActionDraft
from ibtui.store.agencies import AgencyDraft
from ibtui.store.change import write
from ibtui.store.concerns import ConcernDraft
from ibtui.store.conversations import ConversationDraft
from ibtui.store.guardians import GuardianDraft
from ibtui.store.models import ActionItem, Agency, AuditLog, Deadline, Minutes
from ibtui.store.people import PersonDraft
from ibtui.store.pupils import PupilDraft
from ibtui.store.schools import SchoolInfo
from ibtui.store.sharing import ConsentDraft
from tests.store.conftest import counted
from tests.store.table import TODAY, Table, lay

HEADING = "## Wat ligt er nog"


@pytest.fixture
def table(school: SchoolInfo) -> Table:
    return lay(school.id)


def day(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


def proposed(conversation_id: int) -> list[str]:
    """What the minutes of a conversation begin with, under their template."""
    return minutes.start(conversation_id).text.partition(f"{HEADING}\n")[2].splitlines()


def talk(
    table: Table,
    text: str | None,
    ago: int,
    *,
    kind: ConversationKind = ConversationKind.PARENT_TALK,
    pupils: tuple[int, ...] | None = None,
    group: int | None = None,
    private: bool = False,
    concern: int | None = None,
) -> int:
    """A conversation that was held so many days ago, about Roos unless said otherwise."""
    draft = ConversationDraft(
        kind,
        day(-ago),
        dt.time(9),
        pupil_ids=(table.roos,) if pupils is None else pupils,
        group_id=group,
        status=ConversationStatus.HELD,
        audience=Audience.PRIVATE if private else Audience.DOSSIER,
        concern_id=concern,
    )
    made = conversations.add_conversation(table.school, draft)
    if text is not None:
        begun = minutes.start(made)
        minutes.save(begun.id, text, begun.version)
    return made


def plan(
    table: Table, kind: ConversationKind, *pupils: int, group: int | None = None, concern: int | None = None
) -> int:
    draft = ConversationDraft(kind, TODAY, dt.time(14), pupil_ids=pupils, group_id=group, concern_id=concern)
    return conversations.add_conversation(table.school, draft)


def allow(table: Table, agency: int, given: dt.date, until: dt.date | None = None) -> int:
    draft = ConsentDraft(table.roos, agency, table.mother, "verslag", "hulp", given, until)
    return sharing.add_consent(draft)


def the_ggd() -> int:
    return int(Agency.get(Agency.name == "GGD").id)


@pytest.fixture
def allowed(table: Table) -> Table:
    """With consent for the doctor at the table, so that an agenda is about something else."""
    allow(table, the_ggd(), day(-30))
    return table


# --- the way in ---


def test_opening_a_planned_conversation_puts_what_is_left_under_the_template(allowed: Table) -> None:
    talk(allowed, "? is het gehoor getest\n! @ans: oefent elke dag > +1w", 21)
    text = minutes.start(allowed.overleg).text
    assert text.startswith("## Waarom zitten we bij elkaar\n\n## Wat gaat er goed\n")
    assert text.endswith(
        "## Volgend overleg\n\n"
        "## Wat ligt er nog\n"
        "? is het gehoor getest\n"
        "- juf Ans: oefent elke dag (3 weken geleden afgesproken, 2 weken te laat)\n"
    )


def test_it_is_made_once_and_is_hers_after_that(allowed: Table) -> None:
    talk(allowed, "? is het gehoor getest", 21)
    first = minutes.start(allowed.overleg)
    lines = AuditLog.select().count()
    minutes.save(first.id, "## Mijn eigen tekst", first.version)
    assert minutes.start(allowed.overleg).text == "## Mijn eigen tekst"
    assert AuditLog.select().count() == lines + 1


def test_a_story_without_loose_ends_has_no_heading(allowed: Table) -> None:
    assert HEADING not in minutes.start(allowed.overleg).text


def test_the_school_s_own_template_comes_first(allowed: Table) -> None:
    talk(allowed, "? is het gehoor getest", 21)
    assert minutes.start(allowed.overleg, "Aanwezig:\n## Vraag").text == (
        "Aanwezig:\n## Vraag\n\n## Wat ligt er nog\n? is het gehoor getest\n"
    )


def test_a_promise_in_the_school_s_own_template_is_a_promise(allowed: Table) -> None:
    begun = minutes.start(allowed.overleg, "## Afspraken\n! ik: stuur het verslag > +1w\n")
    assert [row.what for row in actions.of_minutes(begun.id)] == ["stuur het verslag"]
    assert minutes.save(begun.id, f"{begun.text}- x", begun.version).actions == tuple(
        actions.of_minutes(begun.id)
    )


@pytest.mark.parametrize("status", [ConversationStatus.HELD, ConversationStatus.CANCELLED])
def test_what_is_over_needs_no_agenda(allowed: Table, status: ConversationStatus) -> None:
    talk(allowed, "? is het gehoor getest", 21)
    draft = ConversationDraft(ConversationKind.PARENT_TALK, TODAY, pupil_ids=(allowed.roos,), status=status)
    assert proposed(conversations.add_conversation(allowed.school, draft)) == []


def test_a_note_has_no_agenda(allowed: Table) -> None:
    talk(allowed, "? is het gehoor getest", 21)
    assert minutes.start(plan(allowed, ConversationKind.NOTE, allowed.roos)).text == ""


def test_a_prepared_text_is_no_text_yet(allowed: Table) -> None:
    talk(allowed, "? is het gehoor getest\n! @ans: oefent elke dag > +1w", 21)
    begun = minutes.start(allowed.overleg, "Aanwezig:\n## Vraag\n")

    def has_text() -> bool:
        return conversations.conversation(allowed.overleg).row.has_text

    assert not has_text(), "nobody typed anything"
    kept = begun.text.replace("? is het gehoor getest\n", "").replace("Aanwezig:\n", "")
    saved = minutes.save(begun.id, kept, begun.version)
    assert not has_text(), "a proposal that is taken away says nothing"
    minutes.save(begun.id, f"{kept}- gesproken", saved.version)
    assert has_text()


def test_a_list_shows_the_first_words_that_were_typed(allowed: Table) -> None:
    talk(allowed, "! @ans: oefent elke dag > +1w", 21)
    minutes.start(allowed.overleg)
    assert minutes.list_minutes(allowed.school)[0].first_words == ""


def test_the_questions_to_the_database_do_not_grow(allowed: Table) -> None:
    def sent() -> int:
        made = plan(allowed, ConversationKind.SUPPORT_TEAM, allowed.roos)
        with counted() as statements:
            minutes.start(made)
        return len(statements)

    talk(allowed, "? een\n! @ans: belt > +1w", 30)
    few = sent()
    for number in range(8):
        talk(allowed, f"? vraag {number}\n! @ans: belt {number} > +1w", 9 + number)
    assert sent() == few


# --- promises ---


def test_what_is_done_or_about_another_child_is_not_proposed(allowed: Table) -> None:
    talk(allowed, "! @ans: leest > +1w\n! @ans: rekent > +1w\n! @ans: wacht > +1w", 21)
    talk(allowed, "! @ans: schrijft > +1w", 21, pupils=(allowed.sam,))
    done, _open, waiting = ActionItem.select().where(ActionItem.pupil == allowed.roos).order_by(ActionItem.id)
    actions.set_done(done.id, True, TODAY)
    actions.set_waiting(waiting.id, True, TODAY)
    assert proposed(allowed.overleg) == [
        "- juf Ans: rekent (3 weken geleden afgesproken, 2 weken te laat)",
        "- juf Ans: wacht (3 weken geleden afgesproken, wacht, 2 weken te laat)",
    ]


def test_a_promise_that_was_typed_by_itself_counts_and_yours_is_i(allowed: Table) -> None:
    actions.add_action(
        allowed.school,
        ActionDraft("bel moeder", owner_id=labels.coordinator(allowed.school), pupil_id=allowed.roos),
    )
    made = ActionItem.get()
    ActionItem.update(created_at=dt.datetime.combine(day(-1), dt.time(12))).where(
        ActionItem.id == made.id
    ).execute()
    assert proposed(allowed.overleg) == ["- ik: bel moeder (nog open, gisteren afgesproken)"]


def test_the_conversation_s_own_promises_are_not_old(allowed: Table) -> None:
    draft = ActionDraft("nodig uit", pupil_id=allowed.roos, conversation_id=allowed.overleg)
    actions.add_action(allowed.school, draft)
    assert proposed(allowed.overleg) == []


# --- what never comes along ---


def test_nothing_private_comes_along(allowed: Table) -> None:
    talk(allowed, "? is vader boos\n! ik: bel de directeur > +1w", 21, private=True)
    talk(allowed, "% ? wat nu\n? % en dan\n%! ik: denk na > +1w", 20)
    assert proposed(allowed.overleg) == []


def test_what_is_for_the_file_only_stays_there(allowed: Table) -> None:
    talk(
        allowed,
        "? is het gehoor getest\n"
        "## Voor het dossier\n? is het thuis wel veilig\n! ik: vraag het de schoolarts > +1w\n"
        "## Afspraken\n! @ans: oefent elke dag > +1w",
        21,
    )
    assert proposed(allowed.overleg) == [
        "? is het gehoor getest",
        "- juf Ans: oefent elke dag (3 weken geleden afgesproken, 2 weken te laat)",
        "- en nog 1 open afspraak (kijk bij de leerling of groep)",
    ]


def test_a_concern_about_safety_stays_in_its_own_conversations(allowed: Table) -> None:
    safety = concerns.add_concern(
        allowed.school,
        ConcernDraft(ConcernCategory.SAFETY, "Blauwe plekken", pupil_id=allowed.roos, evaluate_on=TODAY),
        day(-60),
    )
    talk(allowed, "? wie belt Veilig Thuis\n! ik: bel Veilig Thuis > +1w", 21, concern=safety)
    assert not [line for line in proposed(allowed.overleg) if "Veilig Thuis" in line or "Blauwe" in line]
    own = proposed(plan(allowed, ConversationKind.SUPPORT_TEAM, allowed.roos, concern=safety))
    assert "? wie belt Veilig Thuis" in own
    assert [line for line in own if "Blauwe plekken" in line]
    assert [line for line in own if "bel Veilig Thuis" in line]


def test_of_a_conversation_about_more_children_only_what_names_this_one(allowed: Table) -> None:
    both = (allowed.roos, allowed.sam)
    text = "? wie eerst\n## Roos\n? is het gehoor getest\n? en dat van #sam\n## Sam\n? slaapt hij\n? komt #roos ook"
    talk(allowed, text, 14, kind=ConversationKind.PUPIL_REVIEW, pupils=both)
    assert proposed(allowed.overleg) == ["? is het gehoor getest"]


COUNTED = "- en nog {} open {} (kijk bij de leerling of groep)"


def test_over_a_shared_concern_nothing_about_another_child_comes_along(allowed: Table) -> None:
    """Only her own promises, and those about no child in particular of a talk about nobody else."""
    reading = concern(allowed)
    both = (allowed.roos, allowed.sam)
    text = (
        "! ik: #sam naar de jeugdarts > +1w\n! ik: bel moeder over thuis > +1w\n! ik: boek voor #roos > +1w"
    )
    review = ConversationKind.PUPIL_REVIEW
    talk(allowed, text, 21, kind=review, pupils=both, concern=reading)
    talk(allowed, "! ik: vraag de methode aan > +1w", 21, kind=review, pupils=(), concern=reading)
    found = proposed(plan(allowed, ConversationKind.PHONE, allowed.roos, concern=reading))
    assert [line.partition(" (")[0] for line in found] == [
        "- ik: boek voor #roos",
        "- ik: vraag de methode aan",
    ]


def test_what_was_said_of_the_group_is_not_said_of_the_child(allowed: Table) -> None:
    reading = concern(allowed)
    text = "! ik: ruim de hoek op > +1w\n? wie pest er\n? leest #roos mee"
    review = ConversationKind.GROUP_REVIEW
    talk(allowed, text, 21, kind=review, pupils=(), group=allowed.group, concern=reading)
    own = plan(allowed, ConversationKind.PHONE, allowed.roos, concern=reading)
    assert proposed(own) == ["? leest #roos mee"]


def test_what_was_said_to_parents_is_not_said_of_the_group(allowed: Table) -> None:
    text = "! ik: bel over de scheiding > +1w\n? komt vader"
    talk(allowed, text, 21, group=allowed.group)
    assert proposed(plan(allowed, ConversationKind.GROUP_REVIEW, group=allowed.group)) == []


@pytest.mark.parametrize(
    "what",
    ["lees met #sam", "laat Sams broer ook komen", "zet SAM apart", "bel de familie Hof", "wie is #xyz"],
)
def test_a_promise_or_question_with_the_name_of_another_child_is_only_counted(
    allowed: Table, what: str
) -> None:
    talk(allowed, f"! ik: {what} > +1w\n? {what}\n! ik: bel > +1w", 21)
    assert proposed(allowed.overleg) == [
        "- ik: bel (3 weken geleden afgesproken, 2 weken te laat)",
        COUNTED.format(1, "afspraak"),
    ]


def test_a_promise_of_the_parents_of_another_child_is_only_counted(allowed: Table) -> None:
    guardians.add_guardian(
        allowed.sam,
        GuardianDraft(PersonDraft(PersonRole.GUARDIAN, "Els", "", "Mulder"), "moeder", Custody.YES),
    )
    talk(allowed, "! @els.mulder: leest voor > +1w\n! ik: bel @els.mulder > +1w\n! moeder: leest > +1w", 21)
    talk(allowed, "! vader van Sam: belt > +1w", 20)
    assert proposed(allowed.overleg) == [
        "- Fleur van Dijk: leest (3 weken geleden afgesproken, 2 weken te laat)",
        COUNTED.format(3, "afspraken"),
    ]


def test_a_child_s_own_name_and_that_of_a_teacher_hide_nothing(allowed: Table) -> None:
    pupils.add_pupil(allowed.school, PupilDraft("Wim", "", "Bos", allowed.group, "5"), TODAY)
    text = "? helpt meester Wim\n? leest #roos thuis\n? kan Roos van Dijk mee\n? wat wil vader Bos\n? past @wim dat"
    talk(allowed, text, 21)
    assert len(proposed(allowed.overleg)) == 5


def test_a_question_under_the_name_of_another_child_is_not_asked(allowed: Table) -> None:
    talk(allowed, "## Sam\n? slaat hij #roos\n## Roos\n? slaapt ze", 21)
    assert proposed(allowed.overleg) == ["? slaapt ze"]


def test_a_concern_tells_its_heart_only_without_another_child_in_it(allowed: Table) -> None:
    talk(allowed, None, 1, kind=ConversationKind.CHILD_TALK)
    fight = ConcernDraft(ConcernCategory.BEHAVIOUR, "Ruzie met Sam", pupil_id=allowed.roos, evaluate_on=TODAY)
    own = concerns.add_concern(allowed.school, fight, day(-60))
    assert proposed(allowed.overleg) == ["- terugkijken op gedrag (evaluatie: vandaag)"]
    about_sam = plan(allowed, ConversationKind.PHONE, allowed.sam, concern=own)
    assert proposed(about_sam) == [], "the concern of another child"


def test_a_cancelled_or_binned_conversation_asks_nothing(allowed: Table) -> None:
    conversations.cancel(talk(allowed, "? a", 14))
    conversations.bin_conversation(talk(allowed, "? b", 13))
    assert proposed(allowed.overleg) == []


# --- questions ---


def test_a_question_stays_until_it_is_taken_out(allowed: Table) -> None:
    talk(allowed, "? is het gehoor getest\n? komt tante mee", 21)
    begun = minutes.start(allowed.overleg)
    assert "? is het gehoor getest\n? komt tante mee\n" in begun.text
    Minutes.update(created_at=dt.datetime(2026, 11, 1)).where(Minutes.id == begun.id).execute()
    minutes.save(begun.id, begun.text.replace("? komt tante mee\n", "- tante komt\n"), begun.version)
    later = ConversationDraft(ConversationKind.SUPPORT_TEAM, day(7), pupil_ids=(allowed.roos,))
    assert proposed(conversations.add_conversation(allowed.school, later)) == ["? is het gehoor getest"]


def test_the_last_of_a_kind_says_what_is_open(allowed: Table) -> None:
    talk(allowed, "? a", 21)
    talk(allowed, "- daar is over gesproken", 14)
    assert proposed(allowed.overleg) == []


def test_the_future_asks_nothing_and_a_year_is_enough(allowed: Table) -> None:
    talk(allowed, "? a", -3)
    talk(allowed, "? b", 400)
    assert proposed(allowed.overleg) == []


# --- the table ---


def test_an_agency_at_the_table_needs_consent(table: Table) -> None:
    missing = "- de ouders om toestemming vragen voor overleg met GGD (nog niet gegeven)"
    assert proposed(table.overleg) == [missing]


def test_a_consent_that_ran_out_is_none(table: Table) -> None:
    allow(table, the_ggd(), day(-400), day(-1))
    assert proposed(table.overleg) == [
        "- de ouders om toestemming vragen voor overleg met GGD (verlopen op ma 23 nov)"
    ]


def test_a_consent_of_who_has_no_custody_is_none(table: Table) -> None:
    sharing.add_consent(ConsentDraft(table.roos, the_ggd(), table.father, "verslag", "hulp", day(-9)))
    assert proposed(table.overleg) == [
        "- de ouders om toestemming vragen voor overleg met GGD (nog niet gegeven)"
    ]


def test_an_agency_that_stays_away_or_needs_no_consent_is_not_asked_for(table: Table) -> None:
    seat = next(seat for seat in conversations.seats(table.overleg) if seat.person_id == table.doctor)
    conversations.set_presence(seat.id, Presence.EXCUSED)
    network = agencies.add_agency(table.school, AgencyDraft("SWV De Kring", kind="samenwerkingsverband"))
    someone = people.add_person(
        table.school, PersonDraft(PersonRole.AGENCY, "Ella", "", "Mol", agency_id=network)
    )
    conversations.invite(table.overleg, someone)
    assert proposed(table.overleg) == []


# --- the calendar and the child ---


def concern(table: Table, evaluate_on: dt.date | None = None) -> int:
    draft = ConcernDraft(
        ConcernCategory.READING, "Leest nog spellend", pupil_id=table.roos, evaluate_on=evaluate_on
    )
    return concerns.add_concern(table.school, draft, day(-60))


def test_an_evaluation_that_is_due_is_proposed(allowed: Table) -> None:
    concern(allowed, day(14))
    talk(allowed, None, 10, kind=ConversationKind.CHILD_TALK)
    assert proposed(allowed.overleg) == ["- terugkijken op lezen: Leest nog spellend (evaluatie: di 8 dec)"]


def test_a_later_evaluation_and_a_closed_concern_wait(allowed: Table) -> None:
    concern(allowed, day(15))
    closed = concern(allowed, day(1))
    concerns.close_concern(closed, "klaar", TODAY)
    talk(allowed, None, 10, kind=ConversationKind.CHILD_TALK)
    assert proposed(allowed.overleg) == []


def test_a_child_with_a_concern_is_heard_first(allowed: Table) -> None:
    concern(allowed)
    talk(allowed, None, 70, kind=ConversationKind.CHILD_TALK)
    assert proposed(allowed.overleg) == ["- Roos zelf vragen wat helpt (nog geen kindgesprek)"]
    phone = plan(allowed, ConversationKind.PHONE, allowed.roos)
    assert proposed(phone) == [], "nobody decides about a child by phone"


def test_a_child_at_the_table_speaks_for_itself(allowed: Table) -> None:
    concern(allowed)
    conversations.invite_pupil(allowed.overleg, allowed.roos)
    assert proposed(allowed.overleg) == []


def term(table: Table, rule: str, due: dt.date, done: dt.date | None = None) -> None:
    with write("termijn toegevoegd") as change:
        change.add(
            Deadline(
                school=table.school, pupil=table.roos, rule=rule, base_on=day(-300), due_on=due, done_on=done
            )
        )


def test_terms_of_six_weeks_are_proposed(allowed: Table) -> None:
    term(allowed, "opp_evaluatie", day(42))
    term(allowed, "tlv_einde", day(43))
    term(allowed, "opp_instemming", day(3), TODAY)
    term(allowed, "meldcode_stap", day(1))
    assert proposed(allowed.overleg) == ["- het OPP evalueren met de ouders (termijn: di 5 jan 2027)"]


# --- more children, or a group ---


def test_with_more_children_each_line_says_whom_it_is_about(allowed: Table) -> None:
    talk(allowed, "? is het gehoor getest\n! @ans: oefent > +1w", 21)
    talk(allowed, "? komt Sam ook\n! @ans: belt > +1w", 14, pupils=(allowed.sam,))
    both = plan(allowed, ConversationKind.PUPIL_REVIEW, allowed.roos, allowed.sam)
    assert proposed(both) == [
        "? komt Sam ook",
        "? Roos: is het gehoor getest",
        "- Roos: juf Ans: oefent (3 weken geleden afgesproken, 2 weken te laat)",
        "- Sam: juf Ans: belt (2 weken geleden afgesproken, 7 dagen te laat)",
    ]


def test_a_group_looks_at_the_group(allowed: Table) -> None:
    review = ConversationKind.GROUP_REVIEW
    talk(
        allowed,
        "? komt er een assistent\n! @ans: leest met #roos > +1w",
        21,
        kind=review,
        pupils=(),
        group=allowed.group,
    )
    talk(allowed, "? a\n! @ans: belt > +1w", 20)
    assert proposed(plan(allowed, review, group=allowed.group)) == [
        "? komt er een assistent",
        "- juf Ans: leest met #roos (3 weken geleden afgesproken, 2 weken te laat)",
    ]


def test_the_team_goes_on_where_it_was(allowed: Table) -> None:
    talk(allowed, "? wie doet de toetsen", 21, kind=ConversationKind.TEAM, pupils=())
    talk(allowed, "? wie was dat", 20, kind=ConversationKind.PHONE, pupils=())
    assert proposed(plan(allowed, ConversationKind.TEAM)) == ["? wie doet de toetsen"]
