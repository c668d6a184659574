"""From the store to a Word document in a folder."""

import datetime as dt
import os
import resource
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ibtui.care.words import Audience, ConversationKind, Custody, PersonRole
from ibtui.errors import DiskFull, ExportError, Missing, ReadOnly, StoreError
from ibtui.export import Prepared, export_minutes, prepare, record, write
from ibtui.settings import Home
from ibtui.store import change, conversations, database, exports, minutes
from ibtui.store.conversations import ConversationDraft, add_conversation, set_held
from ibtui.store.guardians import GuardianDraft, add_guardian, guardians
from ibtui.store.migrations import migrate
from ibtui.store.people import PersonDraft
from ibtui.store.pupils import PupilDraft, add_pupil
from ibtui.store.schools import SchoolInfo, set_up
from tests.documents.papers import headings, parts, reopen
from tests.store.conftest import KEY, TODAY, home_in

SECRET = "moeder leek erg moe"
TEXT = f"""## Wat gaat er goed
- Roos gaat graag naar school
* "rekenen vind ik het fijnst"
% {SECRET}
## Wat ziet de school
lezen gaat **langzamer**
! moeder: belt de logopedist > +2w
! jij: vraagt een onderzoek aan > vr
  % ook dit is van mij alleen
= we starten met korte hulp
"""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A school that is open, with its exports folder still to be made."""
    home = home_in(tmp_path / "thuis")
    home.database.parent.mkdir()
    database.create_store(home.database, KEY)
    change.forget_steps()
    migrate(tmp_path / "backups")
    yield home
    database.close_store()
    change.forget_steps()


@pytest.fixture
def school(home: Home) -> SchoolInfo:
    return set_up("OEFENSCHOOL De Wilgenhoek", "Marit van der Veen", (0, 3), practice=True, today=TODAY)


def a_talk(school: SchoolInfo, *, audience: str = Audience.DOSSIER, text: str = TEXT) -> int:
    """A held large meeting about Roos, her mother at the table; gives the minutes' number."""
    pupil = add_pupil(school.id, PupilDraft("Roos", "van", "Dijk"), TODAY)
    for first, relation, custody in (("Linda", "moeder", Custody.YES), ("Erik", "stiefvader", Custody.NO)):
        person = PersonDraft(PersonRole.GUARDIAN, first, "van", "Dijk")
        add_guardian(pupil, GuardianDraft(person, relation, custody))
    people = tuple(guardian.person_id for guardian in guardians(pupil))
    draft = ConversationDraft(
        ConversationKind.LARGE_MEETING,
        TODAY,
        dt.time(13),
        purpose="Hoe helpen we Roos met lezen?",
        pupil_ids=(pupil,),
        person_ids=people,
        audience=audience,
    )
    conversation = add_conversation(school.id, draft)
    set_held(conversation, True)
    started = minutes.start(conversation)
    minutes.save(started.id, text, started.version)
    return started.id


@pytest.fixture
def talk(school: SchoolInfo) -> int:
    return a_talk(school)


@pytest.fixture
def prepared(talk: int, home: Home) -> Prepared:
    return prepare(talk, "ouders", home)


class TestExport:
    def test_it_lands_in_the_exports_folder_under_a_name_without_the_child(
        self, talk: int, home: Home
    ) -> None:
        path = export_minutes(talk, "ouders", None, home)

        number = minutes.load(talk).conversation_id
        assert path == home.exports / f"2026-11-24 groot overleg {number}.docx"
        assert path.stat().st_mode & 0o777 == 0o600
        assert home.exports.stat().st_mode & 0o777 == 0o700
        assert [each.name for each in home.exports.iterdir()] == [path.name]

    def test_it_tells_what_was_typed(self, talk: int, home: Home) -> None:
        document = reopen(export_minutes(talk, "ouders", None, home).read_bytes())

        assert headings(document)[0][1] == "Verslag groot overleg"
        assert "Wat vindt Roos zelf" in [title for _, title in headings(document)]
        promises = next(table for table in document.tables if table.rows[0].cells[0].text == "Nr.")
        assert [row.cells[1].text for row in promises.rows][1:] == [
            "belt de logopedist",
            "vraagt een onderzoek aan",
        ]

    @pytest.mark.parametrize("audience", ["ouders", "dossier"])
    def test_nothing_private_is_in_any_part(self, talk: int, home: Home, audience: str) -> None:
        data = export_minutes(talk, "dossier" if audience == "dossier" else "ouders", None, home).read_bytes()
        for text in parts(data).values():
            assert SECRET not in text
            assert "van mij alleen" not in text

    def test_who_has_gezag_signs_and_who_has_not_does_not(self, talk: int, home: Home) -> None:
        document = reopen(export_minutes(talk, "ouders", None, home).read_bytes())
        signing = " ".join(row.cells[0].text for row in document.tables[-1].rows)
        assert "Linda van Dijk" in signing
        assert "Erik van Dijk" not in signing

    def test_a_practice_school_says_so(self, talk: int, home: Home) -> None:
        document = reopen(export_minutes(talk, "ouders", None, home).read_bytes())
        assert "OEFENSCHOOL" in document.paragraphs[0].text

    def test_it_is_noted_in_the_log(self, school: SchoolInfo, talk: int, home: Home) -> None:
        path = export_minutes(talk, "dossier", None, home)
        (logged,) = exports.exports(school.id, talk)
        assert (logged.file_name, logged.audience, logged.edition) == (path.name, "dossier", 1)

    def test_what_is_not_noted_does_not_stay(self, talk: int, home: Home) -> None:
        prepared = prepare(talk, "ouders", home)
        database.connection().execute_sql("DROP TABLE export_log")
        with pytest.raises(StoreError):
            export_minutes(talk, "ouders", None, home)
        assert list(home.exports.iterdir()) == []
        assert prepared.folder == home.exports


class TestRefused:
    def test_for_parents_when_it_is_about_children_of_several_families(
        self, school: SchoolInfo, talk: int, home: Home
    ) -> None:
        row = conversations.conversation(minutes.load(talk).conversation_id).row
        other = add_pupil(school.id, PupilDraft("Sam", "", "Hof"), TODAY)
        draft = ConversationDraft(ConversationKind.PUPIL_REVIEW, TODAY, pupil_ids=(*row.pupil_ids, other))
        both = minutes.start(add_conversation(school.id, draft)).id
        with pytest.raises(ExportError, match="meer kinderen"):
            export_minutes(both, "ouders", None, home)
        assert not home.exports.exists()
        assert export_minutes(both, "dossier", None, home).exists()

    def test_a_private_conversation(self, school: SchoolInfo, home: Home) -> None:
        private = a_talk(school, audience=Audience.PRIVATE)
        with pytest.raises(ExportError, match="alleen voor jou"):
            export_minutes(private, "dossier", None, home)
        assert not home.exports.exists()

    def test_minutes_that_are_not_there(self, school: SchoolInfo, home: Home) -> None:
        with pytest.raises(Missing):
            export_minutes(99, "ouders", None, home)


class TestTarget:
    def test_a_name_of_our_own_gets_a_number(self, prepared: Prepared) -> None:
        names = [write(prepared).name for _ in range(3)]
        stem = prepared.name.removesuffix(".docx")
        assert names == [prepared.name, f"{stem}-2.docx", f"{stem}-3.docx"]

    def test_a_name_of_the_users_is_never_overwritten(self, prepared: Prepared, tmp_path: Path) -> None:
        there = tmp_path / "verslag.docx"
        there.write_text("van iemand anders")
        with pytest.raises(ExportError, match=r"Er is al een bestand .*verslag\.docx"):
            write(prepared, there)
        assert there.read_text() == "van iemand anders"

    @pytest.mark.parametrize(
        ("typed", "made"),
        [
            ("verslag", "verslag.docx"),
            ("v1.2", "v1.2.docx"),
            ("VERSLAG.DOCX", "VERSLAG.DOCX"),
            ("é.docx", "é.docx"),
        ],
    )
    def test_the_ending_is_added(self, prepared: Prepared, tmp_path: Path, typed: str, made: str) -> None:
        assert write(prepared, tmp_path / typed) == tmp_path / made

    def test_a_folder_gets_a_name_of_our_own(self, prepared: Prepared, tmp_path: Path) -> None:
        assert write(prepared, tmp_path) == tmp_path / prepared.name
        assert write(prepared, tmp_path).name.endswith("-2.docx")

    def test_a_tilde_is_the_home_folder(
        self, prepared: Prepared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HOME", str(tmp_path))
        assert write(prepared, Path("~/roos")) == tmp_path / "roos.docx"

    def test_a_folder_that_is_not_there_is_not_made(self, prepared: Prepared, tmp_path: Path) -> None:
        with pytest.raises(ExportError, match=r"de map .*weg is er niet"):
            write(prepared, tmp_path / "weg" / "verslag.docx")
        assert not (tmp_path / "weg").exists()

    def test_a_name_no_system_takes(self, prepared: Prepared, tmp_path: Path) -> None:
        with pytest.raises(ExportError):
            write(prepared, tmp_path / "a\0b")
        with pytest.raises(ExportError, match="te lang"):
            write(prepared, tmp_path / ("a" * 254))

    def test_a_file_where_the_exports_folder_should_be(self, prepared: Prepared) -> None:
        prepared.folder.write_text("geen map")
        with pytest.raises((ExportError, StoreError)):
            write(prepared)

    def test_a_full_disk_leaves_nothing(self, prepared: Prepared, tmp_path: Path) -> None:
        with files_of_at_most(2000), pytest.raises(DiskFull, match="de schijf is vol"):
            write(prepared, tmp_path / "verslag.docx")
        assert [each.name for each in tmp_path.iterdir() if each.suffix in {".docx", ".tmp"}] == []

    def test_a_folder_one_may_not_write_in(self, prepared: Prepared, tmp_path: Path) -> None:
        write(prepared, tmp_path / "eerst.docx")  # loads what must be loaded while we still may
        with not_allowed_in(tmp_path), pytest.raises(ReadOnly, match="mag niet schrijven"):
            write(prepared, tmp_path / "verslag.docx")


class TestThread:
    def test_writing_asks_the_store_nothing(self, prepared: Prepared, home: Home) -> None:
        made: list[Path] = []
        thread = threading.Thread(target=lambda: made.append(write(prepared)))
        database.close_store()
        thread.start()
        thread.join(60)
        assert made == [home.exports / prepared.name]

    def test_the_three_steps_are_the_whole(self, school: SchoolInfo, prepared: Prepared) -> None:
        record(prepared, write(prepared))
        assert len(exports.exports(school.id)) == 1


def test_word_is_loaded_only_when_a_document_is_made() -> None:
    heavy = "docx", "lxml", "markdown_it", "textual"
    check = f"import sys, ibtui.export; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """No file can grow past `size` bytes: the nearest to a full disk without being root."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def not_allowed_in(folder: Path) -> Iterator[None]:
    """The folder can't be written; root, who may do all, becomes nobody for a while."""
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)
