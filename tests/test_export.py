"""From the store to a Word document in a folder."""

import datetime as dt
import hashlib
import os
import queue
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from ibtui import placing
from ibtui.care.findings import Finding, Level
from ibtui.care.recipients import Asks
from ibtui.care.words import Audience, ConversationKind, Custody, PaperAudience, PersonRole
from ibtui.errors import DiskFull, ExportError, Missing, StoreError
from ibtui.export import (
    Built,
    Changed,
    NotReady,
    Wish,
    build,
    choices,
    examine,
    finish,
    first_wish,
    make,
)
from ibtui.settings import Home
from ibtui.store import change, database, exports, minutes
from ibtui.store.agencies import AgencyDraft, ConsentDraft, add_agency, add_consent
from ibtui.store.conversations import ConversationDraft, add_conversation, set_held
from ibtui.store.exports import ExportDraft
from ibtui.store.guardians import GuardianDraft, add_guardian, edit_guardian, guardians
from ibtui.store.migrations import migrate
from ibtui.store.models import Conversation, Minutes, Person, Pupil
from ibtui.store.people import PersonDraft, add_person
from ibtui.store.pupils import PupilDraft, add_pupil
from ibtui.store.schools import SchoolInfo, current, set_up
from ibtui.store.seating import invite
from tests.documents.papers import headings, parts, reopen
from tests.documents.school_templates import FOOTER, school_template
from tests.store.conftest import KEY, TODAY, home_in

SECRET = "moeder leek erg moe"
TEXT = f"""## Wat gaat er goed
- Roos gaat graag naar school
* "rekenen vind ik het fijnst"
% {SECRET}
## Wat zegt de GGD
- Roos hoort goed
## Wat ziet de school
lezen gaat **langzamer**
## Afspraken
! moeder: belt de logopedist > 8-12
! @fatima: mailt de uitslag > 9-12
! jij: vraagt een onderzoek aan > vr
  % ook dit is van mij alleen
= we starten met korte hulp
"""


@dataclass(frozen=True)
class Desk:
    """A held large meeting about Roos: her parents and a nurse at the table."""

    minutes: int
    mother: int
    father: int
    nurse: int
    pupil: int
    ggd: int


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The database of a school, and of a school with a talk: made once and copied for each test."""
    made = tmp_path_factory.mktemp("school")
    database.create_store(made / "leeg.db", KEY)
    migrate(made / "backups")
    set_up("OEFENSCHOOL De Wilgenhoek", "Marit van der Veen", (0, 3), practice=True, today=TODAY)
    database.close_store()
    shutil.copyfile(made / "leeg.db", made / "gesprek.db")
    database.open_store(made / "gesprek.db", KEY)
    a_talk(current())
    database.close_store()
    change.forget_steps()
    return {"leeg": made / "leeg.db", "gesprek": made / "gesprek.db"}


@pytest.fixture
def home(tmp_path: Path, made_once: dict[str, Path], request: pytest.FixtureRequest) -> Iterator[Home]:
    """A school that is open, with its exports folder still to be made."""
    home = home_in(tmp_path / "thuis")
    home.database.parent.mkdir()
    with_talk = {"desk", "built"} & set(request.fixturenames)
    shutil.copyfile(made_once["gesprek" if with_talk else "leeg"], home.database)
    database.open_store(home.database, KEY)
    change.forget_steps()
    yield home
    database.close_store()
    change.forget_steps()


@pytest.fixture
def school(home: Home) -> SchoolInfo:
    return current()


def a_talk(
    school: SchoolInfo, *, audience: str = Audience.DOSSIER, father: Custody = Custody.NO, text: str = TEXT
) -> Desk:
    """Put it down, with minutes that hold `text`."""
    pupil = add_pupil(school.id, PupilDraft("Roos", "van", "Dijk"), TODAY)
    for first, relation, custody in (("Linda", "moeder", Custody.YES), ("Erik", "vader", father)):
        person = PersonDraft(PersonRole.GUARDIAN, first, "van", "Dijk")
        add_guardian(pupil, GuardianDraft(person, relation, custody))
    people = tuple(guardian.person_id for guardian in guardians(pupil))
    ggd = add_agency(school.id, AgencyDraft("GGD"))
    nurse = add_person(school.id, PersonDraft(PersonRole.AGENCY, "Fatima", "", "Aydin", agency_id=ggd))
    draft = ConversationDraft(
        ConversationKind.LARGE_MEETING,
        TODAY,
        dt.time(13),
        purpose="Hoe helpen we Roos met lezen?",
        pupil_ids=(pupil,),
        person_ids=(*people, nurse),
        audience=audience,
    )
    conversation = add_conversation(school.id, draft)
    set_held(conversation, True)
    started = minutes.start(conversation)
    minutes.save(started.id, text, started.version)
    mother, stepfather = people
    return Desk(started.id, mother, stepfather, nurse, pupil, ggd)


@pytest.fixture
def desk(home: Home) -> Desk:
    """What `a_talk` put down."""
    roos = Pupil.get()
    mother, father = (one.person_id for one in guardians(roos.id))
    nurse = Person.get(Person.first_name == "Fatima")
    return Desk(Minutes.get().id, mother, father, nurse.id, roos.id, nurse.agency_id or 0)


def consent(desk: Desk) -> None:
    """Roos' mother lets the GGD know about her."""
    add_consent(ConsentDraft(desk.pupil, desk.ggd, desk.mother, "verslag delen", "", dt.date(2020, 1, 6)))


def ready(desk: Desk, home: Home, audience: PaperAudience = "ouders") -> Built:
    """A document that may be written, whatever the rules make of this text."""
    agency = desk.ggd if audience == "instantie" else None
    if agency is not None:
        consent(desk)
    examined = examine(first_wish(desk.minutes, audience, agency), home)
    return replace(build(replace(examined, findings=())), findings=())


@pytest.fixture
def built(desk: Desk, home: Home) -> Built:
    return ready(desk, home)


def found(rule: str, level: Level = Level.STOPS, *, line: int = 3, fixed: bool = False) -> Finding:
    return Finding(rule, level, line, 1, "Sam", "Schrijf: een klasgenoot.", around=f"- {line}", fixed=fixed)


class TestChoices:
    def test_all_that_can_be_chosen(self, desk: Desk) -> None:
        offered = choices(desk.minutes)
        assert [paper.audience for paper in offered.papers] == ["ouders", "dossier", "instantie", "afspraken"]
        assert {paper.why_not for paper in offered.papers} == {""}
        assert (offered.about, offered.kind, offered.status) == ("Roos van Dijk", "groot overleg", "concept")
        assert [one.name for one in offered.people["ouders"]] == ["Linda van Dijk", "Erik van Dijk"]
        assert [one.name for one in offered.people["afspraken"]][2:] == ["Fatima Aydin"]
        (ggd,) = offered.agencies
        assert (ggd.name, ggd.at_table, ggd.valid, ggd.consent) == ("GGD", True, False, "geen toestemming")
        assert [point.title for point in offered.points] == [
            "Wat gaat er goed",
            "Wat zegt de GGD",
            "Wat ziet de school",
            "Afspraken",
        ]

    def test_who_has_gezag_is_ticked_to_begin_with(self, desk: Desk) -> None:
        assert first_wish(desk.minutes, "ouders").persons == (desk.mother,)
        assert first_wish(desk.minutes, "dossier").persons == ()

    def test_an_agency_gets_the_point_that_names_it(self, desk: Desk, home: Home) -> None:
        wish = first_wish(desk.minutes, "instantie", desk.ggd)
        assert wish.points == ("1/1 wat zegt de ggd",)
        paper = examine(wish, home).paper
        assert [section.title for section in paper.sections] == ["Wat zegt de GGD"]
        assert [row.what for row in paper.actions] == ["mailt de uitslag"]
        assert paper.confidential_for == "GGD"

    def test_a_mother_with_the_name_of_the_nurse_sends_nothing_there(
        self, school: SchoolInfo, home: Home
    ) -> None:
        text = "## Thuis\n- Fatima zegt dat het thuis druk is\n! Fatima: zoekt een advocaat > vr\n## Gehoor\n- GGD test"
        desk = a_talk(school, text=text)
        mother = PersonDraft(PersonRole.GUARDIAN, "Fatima", "", "El Amrani")
        add_guardian(desk.pupil, GuardianDraft(mother, "voogd", Custody.YES))
        assert first_wish(desk.minutes, "instantie", desk.ggd).points == ("1/1 gehoor",)
        talk = minutes.load(desk.minutes).conversation_id
        invite(talk, guardians(desk.pupil)[2].person_id)
        wish = first_wish(desk.minutes, "instantie", desk.ggd)
        assert wish.points == ("1/1 gehoor",)
        assert examine(wish, home).paper.actions == (), "it may be hers"

    def test_parents_of_several_families_get_no_copy(
        self, school: SchoolInfo, desk: Desk, home: Home
    ) -> None:
        other = add_pupil(school.id, PupilDraft("Sam", "", "Hof"), TODAY)
        draft = ConversationDraft(ConversationKind.PUPIL_REVIEW, TODAY, pupil_ids=(desk.pupil, other))
        both = minutes.start(add_conversation(school.id, draft)).id
        assert "meer kinderen" in choices(both).why_not("ouders")
        with pytest.raises(ExportError, match="meer kinderen"):
            examine(Wish(both, "ouders"), home)
        assert choices(both).why_not("dossier") == ""

    def test_a_private_conversation_gives_no_paper_at_all(self, school: SchoolInfo, home: Home) -> None:
        private = a_talk(school, audience=Audience.PRIVATE).minutes
        assert all("alleen voor jou" in paper.why_not for paper in choices(private).papers)
        with pytest.raises(ExportError, match="alleen voor jou"):
            first_wish(private, "dossier")
        with pytest.raises(ExportError, match="alleen voor jou"):
            make(Wish(private, "dossier"), home)
        assert not home.exports.exists()

    def test_a_list_of_promises_needs_promises(self, school: SchoolInfo) -> None:
        empty = a_talk(school, text="## Wat gaat er goed\n- veel").minutes
        assert "geen afspraken" in choices(empty).why_not("afspraken")

    def test_minutes_that_are_not_there(self, school: SchoolInfo, home: Home) -> None:
        for ask in (choices, lambda number: first_wish(number, "ouders")):
            with pytest.raises(Missing):
                ask(99)
        with pytest.raises(Missing):
            examine(Wish(99, "ouders"), home)

    def test_an_extract_is_for_somebody(self, desk: Desk, home: Home) -> None:
        with pytest.raises(ExportError, match="nog geen instantie gekozen"):
            examine(Wish(desk.minutes, "instantie"), home)


class TestExamine:
    def test_two_parents_with_gezag_both_get_it_or_there_is_a_reason(
        self, school: SchoolInfo, home: Home
    ) -> None:
        desk = a_talk(school, father=Custody.YES)
        wish = first_wish(desk.minutes, "ouders")
        assert wish.persons == (desk.mother, desk.father)
        assert examine(wish, home).obligations == ()
        alone = replace(wish, persons=(desk.mother,))
        (duty,) = examine(alone, home).open_obligations
        assert (duty.key, duty.asks) == (f"gezag:{desk.father}", Asks.REASON)
        settled = examine(replace(alone, reasons={duty.key: "rechter besliste 3-11"}), home)
        assert settled.open_obligations == ()

    def test_who_gets_it_stands_on_the_paper(self, school: SchoolInfo, home: Home) -> None:
        desk = a_talk(school, father=Custody.YES)
        both = examine(first_wish(desk.minutes, "ouders"), home).paper
        assert both.confidential_for == (
            "Linda van Dijk en Erik van Dijk, ouders of verzorgers van Roos van Dijk"
        )
        alone = examine(Wish(desk.minutes, "ouders", (desk.mother,)), home).paper
        assert alone.confidential_for == "Linda van Dijk, ouder of verzorger van Roos van Dijk"
        assert "Erik" not in alone.sharing

    def test_an_agency_needs_consent_or_a_ground(self, desk: Desk, home: Home) -> None:
        wish = first_wish(desk.minutes, "instantie", desk.ggd)
        (duty,) = examine(wish, home).open_obligations
        assert duty.asks is Asks.GROUND
        assert examine(replace(wish, ground="leerplicht"), home).open_obligations == ()
        consent(desk)
        assert examine(wish, home).open_obligations == ()

    def test_an_agency_that_gets_the_promises_needs_consent_too(self, desk: Desk, home: Home) -> None:
        wish = Wish(desk.minutes, "afspraken", (desk.mother, desk.nurse))
        assert [duty.asks for duty in examine(wish, home).open_obligations] == [Asks.GROUND]

    def test_an_empty_extract_asks_what_goes_along(self, school: SchoolInfo, home: Home) -> None:
        desk = a_talk(school, text="## Wat gaat er goed\n- veel")
        consent(desk)
        examined = examine(Wish(desk.minutes, "instantie", agency_id=desk.ggd, points=()), home)
        assert [duty.key for duty in examined.open_obligations] == ["leeg"]

    def test_the_same_wish_never_sends_another_point(self, desk: Desk, home: Home) -> None:
        def titles(text: str) -> list[str]:
            row = minutes.load(desk.minutes)
            minutes.save(row.id, text, row.version)
            return [one.title for one in examine(wish, home).paper.sections]

        wish = first_wish(desk.minutes, "instantie", desk.ggd)
        assert titles(f"## Thuis\n- moeder is ziek\n{TEXT}") == ["Wat zegt de GGD"]
        assert titles("## Thuis\n- ziek\n## Iets anders\n- moe\n") == []
        twice = "## wat zegt de ggd\n- vader is boos\n"
        assert titles(f"{twice}{TEXT}") == [], "it can't be said which of the two was meant"

    def test_a_group_talk_for_an_agency_asks_why(self, school: SchoolInfo, desk: Desk, home: Home) -> None:
        draft = ConversationDraft(ConversationKind.TEAM, TODAY)
        team = minutes.start(add_conversation(school.id, draft))
        minutes.save(team.id, "## Wat zegt de GGD\n- de groep is druk", team.version)
        wish = first_wish(team.id, "instantie", desk.ggd)
        (duty,) = examine(wish, home).open_obligations
        wish = replace(wish, reasons={duty.key: "er staat geen kind in"})
        assert examine(wish, home).open_obligations == ()
        seen = examine(wish, home)  # it also asks whether others may read of colleagues
        blind = replace(build(replace(seen, findings=())), findings=())
        with pytest.raises(Changed, match="vindt nu iets anders"):  # looked at again at the very end
            finish(blind)
        assert exports.exports(school.id) == []
        finish(build(examine(replace(wish, passed={one.key: "mag" for one in seen.findings}), home)))
        (row,) = exports.exports(school.id)
        assert [(one.name, one.reason) for one in row.people] == [("GGD", "er staat geen kind in")]

    def test_what_was_found_holds_until_it_is_let_through(self, desk: Desk, home: Home) -> None:
        first, second = found("O1"), found("O7", Level.ASKS, line=5)
        examined = replace(examine(first_wish(desk.minutes, "ouders"), home), findings=(first, second))
        assert (examined.stopped, examined.ready) == (True, False)
        let = replace(examined, wish=replace(examined.wish, passed={first.key: "dit is Sam van de GGD"}))
        assert (let.open_findings, let.stopped, let.ready) == ((second,), False, False)
        blank = replace(examined, wish=replace(examined.wish, passed={first.key: "  "}))
        assert blank.open_findings == (first, second)

    def test_what_is_part_of_how_a_copy_is_made_is_never_let_through(self, desk: Desk, home: Home) -> None:
        fixed = found("O2", fixed=True)
        examined = replace(examine(first_wish(desk.minutes, "ouders"), home), findings=(fixed,))
        tried = replace(examined, wish=replace(examined.wish, passed={fixed.key: "mag wel"}))
        assert tried.open_findings == (fixed,)

    def test_the_check_reads_what_leaves_and_who_is_known(self, school: SchoolInfo, home: Home) -> None:
        add_pupil(school.id, PupilDraft("Kjeld", "", "Hof"), TODAY)
        desk = a_talk(school, text="## Wat gaat er goed\n- Roos speelt met Kjeld\n% Kjeld is vaak boos")
        findings = examine(first_wish(desk.minutes, "ouders"), home).findings
        assert [(one.rule, one.line, one.text) for one in findings if one.rule == "O1"] == [
            ("O1", 2, "Kjeld")
        ]

    def test_the_check_reads_names_as_they_are_printed(self, school: SchoolInfo, home: Home) -> None:
        sam = add_pupil(school.id, PupilDraft("Sam", "de", "Boer"), TODAY)
        mother = PersonDraft(PersonRole.GUARDIAN, "Karin", "de", "Boer")
        add_guardian(sam, GuardianDraft(mother, "moeder", Custody.YES))
        talk = a_talk(school, text="@karin belde.\n! Karin: belt weer > vr\n#zz")
        said = examine(first_wish(talk.minutes, "ouders"), home).findings
        names = [(one.text, one.line, one.level) for one in said if one.rule == "O1"]
        assert names == [("#zz", 3, Level.STOPS), ("@karin", 1, Level.ASKS), ("Karin", 2, Level.ASKS)]


class TestDocument:
    def test_it_lands_in_the_exports_folder_under_a_name_without_the_child(
        self, desk: Desk, built: Built, home: Home
    ) -> None:
        path = finish(built)
        number = minutes.load(desk.minutes).conversation_id
        assert path == home.exports / f"2026-11-24 groot overleg {number} ouders.docx"
        assert path.stat().st_mode & 0o777 == 0o600
        assert home.exports.stat().st_mode & 0o777 == 0o700
        assert [each.name for each in home.exports.iterdir()] == [path.name]

    def test_it_tells_what_was_typed(self, built: Built) -> None:
        document = reopen(built.data)
        assert headings(document)[0][1] == "Verslag groot overleg"
        assert "Wat vindt Roos zelf" in [title for _, title in headings(document)]
        promises = next(table for table in document.tables if table.rows[0].cells[0].text == "Nr.")
        assert [row.cells[1].text for row in promises.rows][1:] == [
            "belt de logopedist",
            "mailt de uitslag",
            "vraagt een onderzoek aan",
        ]

    @pytest.mark.parametrize("audience", ["ouders", "dossier", "instantie", "afspraken"])
    def test_nothing_private_is_in_any_part(self, desk: Desk, home: Home, audience: PaperAudience) -> None:
        for text in parts(ready(desk, home, audience).data).values():
            assert SECRET not in text
            assert "van mij alleen" not in text

    def test_who_has_gezag_signs_and_who_has_not_does_not(self, built: Built) -> None:
        signing = " ".join(row.cells[0].text for row in reopen(built.data).tables[-1].rows)
        assert "Linda van Dijk" in signing
        assert "Erik van Dijk" not in signing

    def test_a_practice_school_says_so(self, built: Built) -> None:
        assert "OEFENSCHOOL" in reopen(built.data).paragraphs[0].text

    def test_what_is_not_ready_can_be_looked_at_but_not_written(self, desk: Desk, home: Home) -> None:
        examined = examine(first_wish(desk.minutes, "ouders"), home)
        held = build(replace(examined, findings=(found("O1"),)))
        assert held.data.startswith(b"PK")
        with pytest.raises(NotReady, match="regel 3: naam van een ander kind"):
            finish(held)
        assert not home.exports.exists()

    def test_what_is_found_in_the_file_holds_too(self, built: Built, home: Home) -> None:
        held = replace(built, findings=(found("O10"),))
        assert not held.ready
        with pytest.raises(NotReady):
            finish(held)

    def test_what_the_template_of_the_school_prints_is_looked_through_too(
        self, school: SchoolInfo, desk: Desk, home: Home
    ) -> None:
        add_pupil(school.id, PupilDraft("Kjeld", "", "Hof"), TODAY)
        home.template.parent.mkdir()
        footer = FOOTER.replace("Kerkpad 2", "Verslag over Kjeld Hof, bsn 123456782")
        home.template.write_bytes(school_template({"word/footer1.xml": footer}))
        held = build(replace(examine(first_wish(desk.minutes, "ouders"), home), findings=()))
        assert [(one.rule, one.text, one.where) for one in held.findings] == [
            ("O1", "Kjeld Hof", "kop of voet van het Word-sjabloon"),
            ("O3", "123456782", "kop of voet van het Word-sjabloon"),
        ]
        with pytest.raises(NotReady, match="kop of voet van het Word-sjabloon: naam van een ander kind"):
            finish(held)

    def test_a_password_locks_the_file(self, school: SchoolInfo, built: Built, tmp_path: Path) -> None:
        path = finish(built, tmp_path, password="vier losse woorden")
        assert not path.read_bytes().startswith(b"PK")
        assert exports.exports(school.id)[0].digest == hashlib.sha256(path.read_bytes()).hexdigest()


class TestLog:
    def test_it_tells_who_got_which_version(self, school: SchoolInfo, desk: Desk, built: Built) -> None:
        path = finish(built)
        (row,) = exports.exports(school.id, desk.minutes)
        assert (row.file_name, row.folder, row.audience) == (path.name, str(path.parent), "ouders")
        assert (row.edition, row.status, row.removed_at) == (1, "concept", None)
        assert (row.digest, row.size) == (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_size,
        )
        assert [(one.person_id, one.name, one.got) for one in row.people] == [
            (desk.mother, "Linda van Dijk", True)
        ]

    def test_who_was_left_out_stands_there_with_the_reason(self, school: SchoolInfo, home: Home) -> None:
        desk = a_talk(school, father=Custody.YES)
        wish = Wish(
            desk.minutes, "ouders", (desk.mother,), reasons={f"gezag:{desk.father}": "vader wil niet"}
        )
        finish(replace(build(replace(examine(wish, home), findings=())), findings=()))
        people = exports.exports(school.id)[0].people
        assert [(one.name, one.got, one.reason) for one in people] == [
            ("Linda van Dijk", True, ""),
            ("Erik van Dijk", False, "vader wil niet"),
        ]

    def test_what_was_let_through_stands_there_without_the_text(
        self, school: SchoolInfo, desk: Desk, home: Home
    ) -> None:
        stops, asks = found("O1"), found("O7", Level.ASKS, line=5)
        examined = replace(examine(first_wish(desk.minutes, "ouders"), home), findings=(stops, asks))
        passed = {stops.key: "andere Sam", asks.key: " dit zei moeder "}
        finish(replace(build(replace(examined, wish=replace(examined.wish, passed=passed))), findings=()))
        (row,) = exports.exports(school.id)
        assert (row.stops, row.asks, row.checked_at) == (1, 1, examined.made_at)
        assert [(one.rule, one.level, one.line, one.why) for one in row.passes] == [
            ("O1", "stops", 3, "andere Sam"),
            ("O7", "asks", 5, "dit zei moeder"),
        ]

    @pytest.mark.parametrize(("with_consent", "ground"), [(True, ""), (False, "leerplicht")])
    def test_an_agency_and_by_what_it_may_read_along(
        self, school: SchoolInfo, desk: Desk, home: Home, with_consent: bool, ground: str
    ) -> None:
        if with_consent:
            consent(desk)
        wish = replace(first_wish(desk.minutes, "instantie", desk.ggd), ground="leerplicht")
        finish(replace(build(replace(examine(wish, home), findings=())), findings=()))
        (row,) = exports.exports(school.id)
        assert (row.agency_id, row.agency, row.ground) == (desk.ggd, "GGD", ground)
        ((name, reason),) = [(one.name, one.reason) for one in row.people]
        assert name == "GGD"
        assert ("toestemming" in reason) is with_consent

    def test_what_can_not_be_noted_is_not_written(self, built: Built, home: Home) -> None:
        database.connection().execute_sql("DROP TABLE export_pass")
        database.connection().execute_sql("DROP TABLE export_recipient")
        with pytest.raises(StoreError):
            finish(built)
        assert list(home.exports.iterdir()) == []

    @pytest.mark.parametrize("broken", [DiskFull("vol"), KeyboardInterrupt(), PermissionError()])
    def test_what_breaks_off_the_writing_leaves_no_file_and_no_line(
        self, school: SchoolInfo, built: Built, home: Home, monkeypatch: pytest.MonkeyPatch, broken: Exception
    ) -> None:
        def stopped(path: Path, data: bytes, **_: object) -> None:
            path.write_bytes(data)  # it got its name, and then it ended
            raise broken

        monkeypatch.setattr(placing, "write_whole", stopped)
        with pytest.raises(type(broken)):
            finish(built)
        assert list(home.exports.iterdir()) == [] and exports.exports(school.id) == []

    def test_a_kill_leaves_at_most_a_line_of_a_file_that_is_not_there(
        self, school: SchoolInfo, built: Built, home: Home, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        there: list[bool] = []
        claim = exports.log

        def noted(draft: ExportDraft) -> int:
            there.append((home.exports / draft.file_name).exists())
            return claim(draft)

        monkeypatch.setattr(exports, "log", noted)
        finish(built)
        assert there == [False], "noted before it is there"
        assert len(exports.exports(school.id)) == 1

    def test_a_name_of_anothers_is_passed_by_and_noted_once(
        self, school: SchoolInfo, built: Built, home: Home
    ) -> None:
        paths = [finish(built), finish(built)]
        assert [path.stem[-2:] for path in paths] == ["rs", "-2"]
        assert [row.file_name for row in exports.exports(school.id)] == [
            path.name for path in reversed(paths)
        ]

    def test_the_log_has_the_very_name(self, school: SchoolInfo, built: Built, tmp_path: Path) -> None:
        path = finish(built, tmp_path / "kopie  voor e\u0301\u00e9n.docx")
        row = exports.exports(school.id)[0]
        assert Path(row.folder, row.file_name) == path and path.exists()

    @pytest.mark.parametrize("name", ["a\x07b.docx", "a\nb.docx", os.fsdecode(b"kopie\xe9")])
    def test_a_name_that_nobody_can_read_is_refused(
        self, school: SchoolInfo, built: Built, tmp_path: Path, name: str
    ) -> None:
        for target in (tmp_path / name, tmp_path / name / "x.docx"):
            with pytest.raises(ExportError, match="tekens die niemand kan lezen"):
                finish(built, target)
        (tmp_path / name).mkdir()
        with pytest.raises(ExportError, match="tekens die niemand kan lezen"):
            finish(built, tmp_path / name)
        assert exports.exports(school.id) == [] and list((tmp_path / name).iterdir()) == []

    def test_long_names_of_people_never_hold_it_up(self, school: SchoolInfo, desk: Desk, home: Home) -> None:
        people = Person.update(first_name="A" * 150, last_name="B" * 150)
        people.where(Person.id == desk.mother).execute()
        finish(ready(desk, home))
        (person,) = exports.exports(school.id)[0].people
        assert person.name.startswith("AAA")


class TestChanged:
    """Between the check and the document another session may write."""

    def test_an_older_text_is_not_written(self, school: SchoolInfo, desk: Desk, built: Built) -> None:
        text = minutes.load(desk.minutes)
        minutes.save(desk.minutes, f"{text.text}- Sam pakte geld", text.version)
        with pytest.raises(Changed, match="De tekst is intussen veranderd"):
            finish(built)
        assert not built.examined.folder.is_dir() or not list(built.examined.folder.iterdir())
        assert exports.exports(school.id) == []

    def test_nor_for_who_may_not_have_it_any_more(self, school: SchoolInfo, desk: Desk, built: Built) -> None:
        (mother,) = (one for one in guardians(desk.pupil) if one.person_id == desk.mother)
        person = PersonDraft(PersonRole.GUARDIAN, "Linda", "van", "Dijk")
        edit_guardian(mother.id, GuardianDraft(person, "moeder", Custody.NO))
        with pytest.raises(Changed):
            finish(built)
        assert exports.exports(school.id) == []

    def test_nor_of_a_talk_that_became_private(self, desk: Desk, built: Built) -> None:
        Conversation.update(audience=Audience.PRIVATE).execute()
        with pytest.raises(ExportError, match="alleen voor jou"):
            finish(built)


class TestThread:
    def test_building_asks_the_store_nothing(self, desk: Desk, home: Home) -> None:
        examined = examine(first_wish(desk.minutes, "ouders"), home)
        database.close_store()
        assert build(examined).data.startswith(b"PK")

    def test_finishing_asks_it_on_the_thread_that_opened_it(self, school: SchoolInfo, built: Built) -> None:
        asked: queue.Queue[Callable[[], object]] = queue.Queue()
        answers: queue.Queue[object] = queue.Queue()

        def on_store(action: Callable[[], Any]) -> Any:
            asked.put(action)
            return answers.get(timeout=60)

        with ThreadPoolExecutor(1) as pool:
            path = pool.submit(finish, built, on_store=on_store)
            answers.put(asked.get(timeout=60)())
            assert path.result(60).exists()
        assert len(exports.exports(school.id)) == 1


def test_word_is_loaded_only_when_a_document_is_made() -> None:
    heavy = "docx", "lxml", "markdown_it", "textual"
    check = f"import sys, ibtui.export; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
