"""A pupil who is forgotten leaves no word behind, and the stories of other children stay whole."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from peewee import CharField, TextField
from playhouse.sqlcipher_ext import SqlCipherDatabase

from ibtui.care.retention import Category
from ibtui.care.words import ConversationKind, ConversationStatus, Custody, PersonRole
from ibtui.errors import Missing, StoreError
from ibtui.store import change, conversations, database, exports, forget, minutes, quick, search
from ibtui.store.conversations import ConversationDraft
from ibtui.store.forget_words import look_words
from ibtui.store.groups import GroupDraft, add_group
from ibtui.store.guardians import GuardianDraft, add_guardian
from ibtui.store.minutes import MinutesText
from ibtui.store.models import (
    TABLES,
    Absence,
    AccessRequest,
    ActionItem,
    Agency,
    Application,
    ApplicationPaper,
    Approach,
    Attendance,
    AuditLog,
    Concern,
    ConcernEvent,
    Consent,
    Conversation,
    Deadline,
    ExportLog,
    Forgotten,
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
    Row,
    SafetyRecord,
    SafetyStep,
    Told,
)
from ibtui.store.people import PersonDraft, add_person
from ibtui.store.pupils import PupilDraft, add_pupil
from ibtui.store.schools import set_up
from tests.store.conftest import KEY, TODAY
from tests.store.pages import readable

FIRST, NICK, LAST = "Qwiliam", "Wolletje", "Zilverkwast"
MARKS = ("qwiliam", "wolletje", "zilverkwast", "merkteken", "merkmoeder", "0612399999")
RAW = bytes(range(32))


@dataclass(frozen=True, slots=True)
class Place:
    """Numbers of a school with the child that goes, and Sam who stays."""

    school: int
    child: int
    sam: int
    group: int
    mother: int
    ans: int
    review: int
    path: Path


@pytest.fixture(scope="module")
def _made_once(_migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Place]:
    """The school as it begins, and with the whole story of the child. Made once: each write waits for the disk."""
    folder = tmp_path_factory.mktemp("forget")
    shutil.copy(_migrated, folder / "ibtui.db")
    database.open_store(folder / "ibtui.db", KEY)
    place = _made(set_up("OEFENSCHOOL De Wilgenhoek", "Marit van der Veen", (0, 3), today=TODAY).id)
    database.close_store()
    shutil.copy(folder / "ibtui.db", folder / "begin.db")
    database.open_store(folder / "ibtui.db", KEY)
    _whole_story(place)
    database.close_store()
    return folder, place


def _opened(origin: Path, target: Path, place: Place) -> Iterator[Place]:
    shutil.copy(origin, target)
    database.open_store(target, KEY)
    change.forget_steps()
    yield replace(place, path=target)
    database.close_store()
    change.forget_steps()


@pytest.fixture
def place(_made_once: tuple[Path, Place], tmp_path: Path) -> Iterator[Place]:
    """The child, and a group review in which it is spoken of."""
    folder, made = _made_once
    yield from _opened(folder / "begin.db", tmp_path / "ibtui.db", made)


@pytest.fixture
def told(_made_once: tuple[Path, Place], tmp_path: Path) -> Iterator[Place]:
    """With one of everything."""
    folder, made = _made_once
    yield from _opened(folder / "ibtui.db", tmp_path / "ibtui.db", made)


def _made(school: int) -> Place:
    ans = add_person(school, PersonDraft(PersonRole.TEACHER, "Ans", "de", "Boer", "juf", "leerkracht"))
    group = add_group(school, GroupDraft("3/4/5", (ans,)), TODAY)
    child = add_pupil(school, PupilDraft(FIRST, "van", LAST, group, "5", 3, dt.date(2017, 3, 2)), TODAY)
    Pupil.update(also_called=NICK, roster_key="merkteken1").where(Pupil.id == child).execute()
    sam = add_pupil(school, PupilDraft("Sam", "", "Hof", group, "4"), TODAY)
    draft = PersonDraft(PersonRole.GUARDIAN, "Merkmoeder", "van", LAST, phone="0612399999")
    add_guardian(child, GuardianDraft(draft, "moeder", Custody.YES))
    mother = Guardianship.get(Guardianship.pupil == child).person_id
    review = _review(school, group, ans, sam)
    return Place(school, child, sam, group, mother, ans, review, Path())


REVIEW = (
    "## Hoe gaat het met de groep\n- {first} en Sam spelen samen\n"
    "## {first} van {last}\n- merktekensectie leest\n! @ans: merktekenboek mee > vr\n"
    "## Sam Hof\n- speelt graag met {first} van {last}\n- #{nick} hielp hem\n! ik: ouders van {first} bellen > vr\n"
)


def _review(school: int, group: int, ans: int, sam: int) -> int:
    draft = ConversationDraft(
        ConversationKind.GROUP_REVIEW,
        TODAY,
        group_id=group,
        person_ids=(ans,),
        status=ConversationStatus.HELD,
    )
    talk = conversations.add_conversation(school, draft)
    _write(talk, REVIEW.format(first=FIRST, last=LAST, nick=NICK))
    return talk


def _write(talk: int, text: str) -> MinutesText:
    begun = minutes.start(talk, "")
    earlier = f"## {FIRST} van {LAST}\n" + "merktekenvroeger\n" * 40 + "## Verder\n"
    minutes.save(begun.id, earlier + text, begun.version)
    now = minutes.load(begun.id)
    minutes.save(begun.id, text, now.version)  # the text before it is kept as a revision
    return minutes.load(begun.id)


def _filled(model: type[Row], **given: object) -> int:
    """A row with a marker word in every text of it that isn't given."""
    texts = {
        field.name: f"merkteken{model.__name__.lower()}{field.name.replace('_', '')}"
        for field in model._meta.sorted_fields
        if isinstance(field, CharField | TextField) and field.name not in given
    }
    return int(model.create(**{**texts, **given}).id)


def _whole_story(place: Place) -> None:
    """One of everything, by the doors that there are and else straight into the tables."""
    _hers(place)
    agency = int(Agency.create(school=place.school, name="GGD").id)
    day = {"pupil": place.child}
    concern = _filled(Concern, school=place.school, opened_on=TODAY, **day)
    _filled(ConcernEvent, concern=concern, day=TODAY)
    _filled(Approach, since=TODAY, concern=concern, **day)
    application = _filled(Application, started_on=TODAY, concern=concern, **day)
    _filled(ApplicationPaper, application=application)
    opp = _filled(Opp, base_on=TODAY, **day)
    _filled(OppSignature, opp=opp, person=place.mother)
    _filled(OppEvaluation, opp=opp, day=TODAY)
    _filled(Absence, day=TODAY, minutes=60, **day)
    record = _filled(SafetyRecord, opened_on=TODAY, **day)
    _filled(SafetyStep, record=record, step=1, day=TODAY)
    consent = _filled(Consent, agency=agency, given_by=place.mother, given_on=TODAY, **day)
    _filled(Told, person=place.mother, consent=consent, concern=concern, **day)
    _filled(Referral, agency=agency, concern=concern, **day)
    _filled(ParentQuestion, asked_by=place.mother, asked_on=TODAY, **day)
    _filled(ParentView, person=place.mother, conversation=place.review, day=TODAY, **day)
    _filled(AccessRequest, asked_by=place.mother, asked_on=TODAY, **day)
    _filled(Deadline, school=place.school, base_on=TODAY, due_on=TODAY, **day)
    _filled(Deadline, school=place.school, base_on=TODAY, due_on=TODAY, subject=f"meldcode:{record}")
    _filled(ActionItem, school=place.school, **day)


def _hers(place: Place) -> None:
    """Her own talks, with papers; a note that was caught; and names in the texts of others."""
    draft = ConversationDraft(
        ConversationKind.PARENT_TALK, TODAY, pupil_ids=(place.child,), person_ids=(place.mother, place.ans),
        purpose="merktekendoel", status=ConversationStatus.HELD,
    )  # fmt: skip
    talk = conversations.add_conversation(place.school, draft)
    text = _write(talk, "## Punt\nmerktekenverslag\n! moeder: merktekenafspraak > vr\n% merktekenprive")
    exports.log(exports.ExportDraft(text.id, "ouders", "merkteken.docx", recipients="moeder Merkmoeder"))
    conversations.bin_conversation(talk)
    quick.quick_note(place.school, f"%#{NICK} merktekenvangst !merktekenbellen > di", TODAY)
    both = ConversationDraft(ConversationKind.PUPIL_REVIEW, TODAY, pupil_ids=(place.child, place.sam))
    shared = conversations.add_conversation(place.school, both)
    _write(shared, f"{FIRST} van {LAST} stoorde Sam.\nMoeder Merkmoeder van {LAST} belt op 0612399999.")
    _filled(
        Observation, school=place.school, teacher=place.ans, day=TODAY, writer="ans",
        **dict.fromkeys(("question", "seen", "meaning", "talk", "agreed"), f"De juf hielp {FIRST} snel."),
    )  # fmt: skip


def test_no_word_is_left_anywhere(told: Place) -> None:
    database.connection().execute_sql("ANALYZE")
    before = readable(told.path, RAW).lower()
    assert all(mark.encode() in before for mark in MARKS), "the test must be able to see them"
    done = forget.forget(told.child, TODAY)
    assert done.clean
    after = readable(told.path, RAW).lower()
    assert b"sam" in after
    assert [mark for mark in MARKS if mark.encode() in after] == []
    assert [mark for mark in MARKS if mark in _everything()] == []


def _everything() -> str:
    store = database.connection()
    tables = [
        row[0] for row in store.execute_sql("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    ]
    texts = [str(store.execute_sql(f'SELECT * FROM "{name}"').fetchall()) for name in tables]
    return "\n".join(texts).lower()


def test_no_word_is_left_while_another_session_has_the_school_open(told: Place) -> None:
    other = SqlCipherDatabase(
        str(told.path), passphrase=KEY.pragma_value(), pragmas=(("busy_timeout", 5000),)
    )
    other.connect()
    assert other.execute_sql("SELECT count(*) FROM pupil").fetchone() == (2,)
    assert forget.forget(told.child, TODAY).clean
    left = readable(told.path, RAW).lower()
    assert [mark for mark in MARKS if mark.encode() in left] == []
    assert other.execute_sql("SELECT count(*) FROM pupil").fetchone() == (1,)
    other.close()


def test_what_a_reading_session_holds_back_is_said(told: Place) -> None:
    other = SqlCipherDatabase(str(told.path), passphrase=KEY.pragma_value())
    other.connect()
    other.execute_sql("BEGIN")
    other.execute_sql("SELECT count(*) FROM pupil").fetchone()
    with database.patience(50):
        done = forget.forget(told.child, TODAY)
    assert not done.clean
    assert Pupil.get_or_none(Pupil.id == told.child) is None
    other.execute_sql("ROLLBACK")
    other.close()
    database.close_store()
    left = readable(told.path, RAW).lower()
    assert [mark for mark in MARKS if mark.encode() in left] == []


def test_the_stories_of_others_stay_whole(place: Place) -> None:
    forget.forget(place.child, TODAY)
    assert Minutes.get(Minutes.conversation == place.review).text == (
        "## Hoe gaat het met de groep\n- Een ander kind en Sam spelen samen\n"
        "## Sam Hof\n- speelt graag met een ander kind\n- een ander kind hielp hem\n"
        "! ik: ouders van een ander kind bellen > vr\n"
    )


def test_texts_without_the_child_stay_byte_for_byte(place: Place) -> None:
    own = ConversationDraft(ConversationKind.PARENT_TALK, TODAY, pupil_ids=(place.sam,))
    text = _write(conversations.add_conversation(place.school, own), "## Thuis\n\n- van zilver  \n% stil\n")
    version = Minutes.get_by_id(text.id).version
    forget.forget(place.child, TODAY)
    assert minutes.load(text.id).text == text.text
    assert Minutes.get_by_id(text.id).version == version


def test_promises_of_others_stay_and_her_own_go(place: Place) -> None:
    forget.forget(place.child, TODAY)
    left = [(item.what, item.pupil_id) for item in ActionItem.select()]
    assert left == [("ouders van een ander kind bellen", place.sam)]


def test_another_child_with_the_same_first_name_keeps_it(place: Place) -> None:
    namesake = add_pupil(place.school, PupilDraft(FIRST, "", "Bos", place.group, "4"), TODAY)
    own = ConversationDraft(ConversationKind.PARENT_TALK, TODAY, pupil_ids=(namesake,))
    text = _write(conversations.add_conversation(place.school, own), f"{FIRST} leest goed.\n#{FIRST} ook.")
    planned = forget.plan(place.child, TODAY)
    done = forget.forget(place.child, TODAY)
    assert minutes.load(text.id).text == f"{FIRST} leest goed.\n#{FIRST} ook."
    assert any(look.around == f"{FIRST} leest goed." for look in planned.looks)
    assert done.looks == planned.looks


LONG_AGO = dt.date(2018, 3, 6)
SECTION = f"## {FIRST}\n- leest vlot\n! ik: ouders bellen > vr\n## Sam Hof\n- rekent\n"


def _long_ago(place: Place, pupils: tuple[int, ...], group: int | None) -> int:
    draft = ConversationDraft(
        ConversationKind.GROUP_REVIEW,
        LONG_AGO,
        pupil_ids=pupils,
        group_id=group,
        status=ConversationStatus.HELD,
    )
    talk = conversations.add_conversation(place.school, draft)
    begun = minutes.start(talk, "")
    minutes.save(begun.id, SECTION, begun.version)
    return int(begun.id)


def _namesake(place: Place, group: int) -> int:
    """Another pupil with the first name, who is at school now. Both were placed on their first day."""
    Placement.update(from_on=dt.date(2017, 8, 1)).where(Placement.pupil == place.child).execute()
    return add_pupil(place.school, PupilDraft(FIRST, "", "Bos", group, "4"), TODAY)


@pytest.mark.parametrize("linked", [True, False])
def test_a_heading_in_an_old_talk_is_hers_when_the_other_was_not_in_it(place: Place, linked: bool) -> None:
    other = _namesake(place, place.group)
    text = _long_ago(place, (place.child, place.sam) if linked else (), place.group)
    own = _long_ago(place, (other, place.sam), place.group)
    forget.forget(place.child, TODAY)
    assert minutes.load(text).text == "## Sam Hof\n- rekent\n"
    assert minutes.load(own).text == SECTION
    assert [item.pupil_id for item in ActionItem.select().where(ActionItem.minutes == text)] == []


@pytest.mark.parametrize("linked", [True, False])
def test_a_heading_of_a_talk_that_both_were_in_stays_and_is_listed(place: Place, linked: bool) -> None:
    other = _namesake(place, place.group)
    Placement.update(from_on=dt.date(2017, 8, 1)).where(Placement.pupil == other).execute()
    text = _long_ago(place, (place.child, other) if linked else (), place.group)
    done = forget.forget(place.child, TODAY)
    assert minutes.load(text).text == SECTION
    assert f"## {FIRST}" in {look.around for look in done.looks}


def test_a_parent_of_another_child_too_stays(place: Place) -> None:
    Guardianship.create(pupil=place.sam, person=place.mother, relation="tante")
    assert forget.plan(place.child, TODAY).parents == ()
    forget.forget(place.child, TODAY)
    assert Person.get_by_id(place.mother).first_name == "Merkmoeder"


def test_the_plan_says_what_goes(told: Place) -> None:
    planned = forget.plan(told.child, TODAY)
    assert planned.name == f"{FIRST} van {LAST}"
    assert (1, "zorg") in planned.counts
    assert (2, "gesprekken") in planned.counts
    assert planned.shared > 0
    assert planned.parents == (f"Merkmoeder van {LAST}",)
    assert len(planned.files) == 1
    assert Pupil.select().count() == 2


def test_nothing_goes_while_it_is_held(place: Place) -> None:
    Pupil.update(hold_because="klacht loopt").where(Pupil.id == place.child).execute()
    with pytest.raises(StoreError, match="klacht loopt"):
        forget.forget(place.child, TODAY)
    assert Pupil.get_by_id(place.child).first_name == FIRST
    assert Forgotten.select().count() == 0


def test_it_cannot_be_undone(place: Place) -> None:
    forget.forget(place.child, TODAY)
    assert not change.can_undo()
    with pytest.raises(Missing):
        forget.forget(place.child, TODAY)


def test_the_log_says_that_it_was_done_and_not_whose(place: Place) -> None:
    forget.forget(place.child, TODAY)
    line = AuditLog.select().order_by(AuditLog.id.desc()).first()
    assert (line.action, line.subject, line.subject_id) == ("leerling vergeten", "pupil", place.child)
    row = Forgotten.get()
    assert (row.day, row.pupils, row.what) == (TODAY, 1, "alles")
    assert row.backups_until == TODAY + dt.timedelta(days=366)  # no backup gets older than a year


def test_search_finds_it_no_more_and_others_still(told: Place) -> None:
    assert search.find(told.school, "merktekensectie")
    forget.forget(told.child, TODAY)
    assert search.find(told.school, "merktekensectie") == []
    assert search.find(told.school, LAST) == []
    assert [hit.title for hit in search.find(told.school, "sam")][:1] == ["Sam Hof"]


def test_another_sessions_editor_sees_a_conflict(place: Place) -> None:
    seen = minutes.start(place.review)
    forget.forget(place.child, TODAY)
    with pytest.raises(StoreError):
        minutes.save(seen.id, seen.text + "\nnog iets", seen.version)


def test_the_dossier_goes_and_the_absences_stay_with_the_name(told: Place) -> None:
    forget.forget(told.child, TODAY, keep=(Category.ABSENCE,))
    pupil = Pupil.get_by_id(told.child)
    assert (pupil.first_name, pupil.also_called, pupil.birth_date) == (FIRST, "", None)
    assert Absence.select().count() == 1
    for gone in (Concern, Opp, SafetyRecord, Guardianship, Told):
        assert gone.select().count() == 0
    assert Forgotten.get().what == "dossier"
    forget.forget(told.child, TODAY)
    assert Pupil.get_or_none(Pupil.id == told.child) is None


def test_only_the_shielded_record_can_go(told: Place) -> None:
    forget.forget_category(told.child, Category.SAFETY, TODAY)
    assert SafetyRecord.select().count() == SafetyStep.select().count() == 0
    assert Deadline.select().count() == 1
    assert Concern.select().count() == 1


def test_every_table_that_points_to_a_pupil_is_thought_of(told: Place) -> None:
    """A new table with a pupil in it goes along by itself: the key decides."""
    forget.forget(told.child, TODAY)
    for table in TABLES:
        for key in table._meta.refs:
            if key.rel_model is Pupil:
                assert table.select().where(key == told.child).count() == 0, table


@pytest.mark.parametrize("model", [Conversation, Minutes, ExportLog])
def test_of_her_talks_only_the_shared_ones_stay(told: Place, model: type[Row]) -> None:
    forget.forget(told.child, TODAY)
    assert model.select().count() == (0 if model is ExportLog else 2)


# --- what belongs to others ---


def _talk_about(place: Place, pupil: int, people: tuple[int, ...] = ()) -> int:
    draft = ConversationDraft(ConversationKind.PUPIL_REVIEW, TODAY, pupil_ids=(pupil,), person_ids=people)
    return conversations.add_conversation(place.school, draft)


def test_a_promise_about_another_child_outlives_the_talk_that_it_was_made_in(place: Place) -> None:
    talk = _talk_about(place, place.child)
    _write(talk, "! @ans: #sam apart zetten > vr\n! @ans: boekje mee > vr")
    ActionItem.update(pupil=place.sam).where(ActionItem.what.contains("apart")).execute()
    concern = Concern.create(
        school=place.school, pupil=place.child, category="lezen", summary="x", opened_on=TODAY
    )
    ActionItem.create(school=place.school, pupil=place.sam, concern=concern, what="bellen")
    forget.forget(place.child, TODAY)
    left = {item.what: (item.pupil_id, item.conversation_id, item.concern_id) for item in ActionItem.select()}
    assert left["#sam apart zetten"] == left["bellen"] == (place.sam, None, None)
    assert "boekje mee" not in left


def test_a_parent_with_a_part_in_the_story_of_another_child_stays(place: Place) -> None:
    """As who helps in the class, or reads with another child."""
    talk = _talk_about(place, place.sam, (place.mother,))
    assert forget.plan(place.child, TODAY).parents == ()
    forget.forget(place.child, TODAY)
    assert Attendance.get(Attendance.conversation == talk).person_id == place.mother


def test_a_parent_who_promised_something_for_another_child_stays(place: Place) -> None:
    item = ActionItem.create(school=place.school, pupil=place.sam, owner=place.mother, what="fruit snijden")
    forget.forget(place.child, TODAY)
    assert ActionItem.get_by_id(item.id).owner_id == place.mother


def test_the_words_of_a_shielded_record_that_stays_are_not_touched(place: Place) -> None:
    record = SafetyRecord.create(pupil=place.child, writer="ib", opened_on=TODAY)
    facts = f"{FIRST} van {LAST} had een blauwe plek."
    SafetyStep.create(record=record, step=1, day=TODAY, facts=facts)
    forget.forget(place.child, TODAY, keep=(Category.SAFETY,))
    assert SafetyStep.get().facts == facts


def test_what_stands_in_a_lane_of_its_own_is_named_and_not_shown(place: Place) -> None:
    add_pupil(place.school, PupilDraft(FIRST, "", "Bos", place.group, "4"), TODAY)
    Observation.create(
        school=place.school,
        teacher=place.ans,
        day=TODAY,
        writer="ander",
        seen=f"{FIRST} huilde, juf zuchtte.",
    )
    looks = forget.plan(place.child, TODAY).looks
    assert "lesbezoek di 24 nov" in {look.where for look in looks}
    assert "zuchtte" not in look_words(looks)


def test_a_note_with_an_agency_is_a_text_too(place: Place) -> None:
    Agency.create(school=place.school, name="GGD", note=f"{FIRST} van {LAST} staat op de wachtlijst.")
    forget.forget(place.child, TODAY)
    assert Agency.get().note == "Een ander kind staat op de wachtlijst."
