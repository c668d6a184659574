"""The file of one child and the hand-over sheet, out of the store and into a file."""

import datetime as dt
import io
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from ibtui import dossier_paper, files, handover_paper, placing, practice
from ibtui.documents import inspect
from ibtui.documents.accessibility import accessible
from ibtui.documents.pages import pages
from ibtui.errors import DiskFull
from ibtui.settings import Home
from ibtui.store import access_requests, database, exports, guardians, pupils, schools
from ibtui.store.access_requests import RequestRow
from ibtui.store.models import AuditLog, SafetyStep
from tests.documents.conftest import ToText, to_text  # noqa: F401  (a fixture)

TODAY = dt.date(2026, 11, 24)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    folder = tmp_path_factory.mktemp("inzage")
    found = Home(folder / "ibtui.db", folder / "sleutels.json", folder / "ibtui.toml", folder / "exports")
    practice.make(found, TODAY)
    yield found
    database.close_store()


def asked(name: str) -> RequestRow:
    pupil = next(row for row in pupils.pupils(1) if row.first_name == name)
    return access_requests.ask(pupil.id, guardians.guardians(pupil.id)[0].person_id, TODAY)


def text_of(path: Path) -> str:
    document = docx.Document(io.BytesIO(path.read_bytes()))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_two_files_for_their_owner_only_and_without_a_name(home: Home) -> None:
    request = asked("Roos")
    made = dossier_paper.write(home, schools.current(), request, TODAY)
    for path, word in ((made.copy, "kopie"), (made.check, "na te kijken")):
        assert path.parent == home.exports
        assert path.name.endswith(f"inzage {request.id} {word}.docx")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        data = path.read_bytes()
        assert inspect.find(data) == ()
        assert accessible(data) == ()
    assert "Roos leest" in text_of(made.copy)


def test_both_are_in_the_log_of_papers(home: Home) -> None:
    made = dossier_paper.write(home, schools.current(), asked("Sam"), TODAY)
    names = {row.file_name: row.audience for row in exports.lying(1)}
    assert names[made.copy.name] == "inzage"
    assert names[made.check.name] == "controle"


def test_nothing_of_the_meldcode_of_any_child_is_in_it(home: Home) -> None:
    steps = list(SafetyStep.select())
    hidden = {text[:30] for step in steps for text in (step.facts, step.heard, step.decision) if text}
    for step in steps:
        pupil = pupils.pupil(step.record.pupil_id)
        made = dossier_paper.write(home, schools.current(), asked(pupil.first_name), TODAY)
        text = text_of(made.copy)
        assert not [words for words in hidden if words in text]


def test_a_full_disk_leaves_no_line_in_the_log(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    request, before = asked("Noud"), len(exports.lying(1))

    def full(*_args: object, **_kwargs: object) -> None:
        raise DiskFull("De schijf is vol", "Maak ruimte.")

    monkeypatch.setattr(placing, "write_whole", full)
    with pytest.raises(DiskFull):
        dossier_paper.write(home, schools.current(), request, TODAY)
    assert len(exports.lying(1)) == before


def test_when_the_copy_doesnt_fit_the_list_goes_too(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.exports.mkdir(mode=0o700, exist_ok=True)  # whichever test comes first
    request, before = asked("Noud"), sorted(home.exports.iterdir())
    real = files.write_whole

    def full_for_the_copy(path: Path, *args: object, **kwargs: object) -> None:
        if "kopie" in path.name:
            raise DiskFull("De schijf is vol", "Maak ruimte.")
        real(path, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(placing, "write_whole", full_for_the_copy)
    lying = len(exports.lying(1))
    with pytest.raises(DiskFull):
        dossier_paper.write(home, schools.current(), request, TODAY)
    assert sorted(home.exports.iterdir()) == before
    assert len(exports.lying(1)) == lying
    assert access_requests.requests(request.pupil_id)[0].file_name == request.file_name


class TestHandover:
    def test_one_page_for_the_practice_school(self, home: Home, to_text: ToText) -> None:  # noqa: F811
        path = handover_paper.write(home, schools.current(), TODAY)
        data = path.read_bytes()
        assert re.fullmatch(r"2026-11-24 overdrachtsblad(-\d)?\.docx", path.name)  # an earlier one stays
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert len(pages(data)) == 1
        assert (inspect.find(data), accessible(data)) == ((), ())
        text = to_text(data)
        assert "Pagina 1 van 1" in text
        for words in (
            "Vertrouwelijk",
            "Wie is wie",
            "Groepen en open zorgen",
            "Hulp die loopt",
            "Waar staat wat",
        ):
            assert words in text

    def test_it_is_in_the_audit_log(self, home: Home) -> None:
        handover_paper.write(home, schools.current(), TODAY)
        assert AuditLog.select().order_by(AuditLog.id.desc()).first().action == "overdrachtsblad gemaakt"
