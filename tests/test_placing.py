"""Where a finished document comes: never over another file, and whole or not at all."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest

from ibtui.errors import DiskFull, ExportError, ReadOnly, StoreError
from ibtui.placing import place

DATA = b"PK" + bytes(4000)
NAME = "overleg 12 ouders.docx"


def test_a_name_of_our_own_gets_a_number(tmp_path: Path) -> None:
    names = [place(DATA, NAME, tmp_path / "exports").name for _ in range(3)]
    stem = "overleg 12 ouders"
    assert names == [f"{stem}.docx", f"{stem}-2.docx", f"{stem}-3.docx"]


def test_a_name_of_the_users_is_never_overwritten(tmp_path: Path) -> None:
    there = tmp_path / "verslag.docx"
    there.write_text("van iemand anders")
    with pytest.raises(ExportError, match=r"Er is al een bestand .*verslag\.docx"):
        place(DATA, NAME, tmp_path / "exports", there)
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
def test_the_ending_is_added(tmp_path: Path, typed: str, made: str) -> None:
    assert place(DATA, NAME, tmp_path / "exports", tmp_path / typed) == tmp_path / made


def test_a_folder_gets_a_name_of_our_own(tmp_path: Path) -> None:
    assert place(DATA, NAME, tmp_path / "exports", tmp_path) == tmp_path / NAME
    assert place(DATA, NAME, tmp_path / "exports", tmp_path).name.endswith("-2.docx")


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert place(DATA, NAME, tmp_path / "exports", Path("~/roos")) == tmp_path / "roos.docx"


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"de map .*weg is er niet"):
        place(DATA, NAME, tmp_path / "exports", tmp_path / "weg" / "verslag.docx")
    assert not (tmp_path / "weg").exists()


def test_a_name_no_system_takes(tmp_path: Path) -> None:
    with pytest.raises(ExportError):
        place(DATA, NAME, tmp_path / "exports", tmp_path / "a\0b")
    with pytest.raises(ExportError, match="te lang"):
        place(DATA, NAME, tmp_path / "exports", tmp_path / ("a" * 254))


def test_a_file_where_the_exports_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "exports").write_text("geen map")
    with pytest.raises((ExportError, StoreError)):
        place(DATA, NAME, tmp_path / "exports")


def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    with files_of_at_most(2000), pytest.raises(DiskFull, match="de schijf is vol"):
        place(DATA, NAME, tmp_path / "exports", tmp_path / "verslag.docx")
    assert [each.name for each in tmp_path.iterdir() if each.suffix in {".docx", ".tmp"}] == []


def test_a_folder_one_may_not_write_in(tmp_path: Path) -> None:
    with not_allowed_in(tmp_path), pytest.raises(ReadOnly, match="mag niet schrijven"):
        place(DATA, NAME, tmp_path / "exports", tmp_path / "verslag.docx")


def test_what_a_kill_left_half_written_is_swept(tmp_path: Path) -> None:
    old, young, other = (tmp_path / name for name in (".ibtui-a.tmp", ".ibtui-b.tmp", "verslag.tmp"))
    for left in (old, young, other):
        left.write_bytes(DATA)
    for left in (old, other):
        os.utime(left, (0, 0))
    place(DATA, NAME, tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == [young.name, NAME, other.name]


def test_what_is_broken_off_is_told_and_leaves_nothing_not_even_its_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    kept: list[BinaryIO] = []

    @contextmanager
    def noted(path: Path) -> Iterator[None]:
        seen.append(f"{path.name} {path.exists()}")
        try:
            yield
        except KeyboardInterrupt:
            seen.append("broken off")
            raise

    def stopped(temporary: Path, _target: Path) -> None:
        kept.append(temporary.open("rb"))
        raise KeyboardInterrupt

    monkeypatch.setattr("ibtui.files._move_without_replacing", stopped)
    with pytest.raises(KeyboardInterrupt):
        place(DATA, NAME, tmp_path / "exports", noted=noted)
    assert seen == [f"{NAME} False", "broken off"]
    assert list((tmp_path / "exports").iterdir()) == []
    with kept[0] as file:
        assert len(left := file.read()) == len(DATA) and left != DATA


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
