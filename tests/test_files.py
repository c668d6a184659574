"""Whole files or none."""

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ibtui import files
from ibtui.errors import DiskFull, ExportError, ReadOnly
from ibtui.files import AlreadyThere, NotRemoved, explain_os_error, make_private, shown, wipe, write_whole

ROOT = Path(__file__).resolve().parents[1]


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.parametrize("replace", [True, False])
def test_a_new_file_is_whole_private_and_alone(tmp_path: Path, replace: bool) -> None:
    write_whole(tmp_path / "verslag.docx", b"inhoud", replace=replace)

    assert (tmp_path / "verslag.docx").read_bytes() == b"inhoud"
    assert mode(tmp_path / "verslag.docx") == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["verslag.docx"]


def test_replacing_swaps_the_whole_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"een lange oude inhoud")
    write_whole(tmp_path / "a", b"nieuw", replace=True)
    assert (tmp_path / "a").read_bytes() == b"nieuw"


def test_replacing_through_a_symlink_keeps_the_link(tmp_path: Path) -> None:
    (tmp_path / "echt").write_bytes(b"oud")
    (tmp_path / "link").symlink_to("echt")
    write_whole(tmp_path / "link", b"nieuw", replace=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "echt").read_bytes() == b"nieuw"


def _no_links(source: object, target: object) -> None:
    raise OSError(errno.EPERM, "this file system has no hard links")


@pytest.mark.parametrize("with_links", [True, False])
def test_without_replace_an_existing_file_is_never_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, with_links: bool
) -> None:
    if not with_links:
        monkeypatch.setattr(os, "link", _no_links)
    (tmp_path / "a").write_bytes(b"van iemand anders")
    with pytest.raises(AlreadyThere, match="Er is al een bestand"):
        write_whole(tmp_path / "a", b"nieuw", replace=False)
    assert (tmp_path / "a").read_bytes() == b"van iemand anders"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_share_without_hard_links_gets_the_file_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", _no_links)
    write_whole(tmp_path / "a", b"nieuw", replace=False)
    assert (tmp_path / "a").read_bytes() == b"nieuw"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_full_disk_leaves_the_old_file_and_no_half_one(tmp_path: Path) -> None:
    """The limit on file size is a full disk that any user can have."""
    (tmp_path / "a").write_bytes(b"oud")
    script = (
        "import resource, sys; from pathlib import Path\n"
        "from ibtui.files import write_whole; from ibtui.errors import DiskFull\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: write_whole(Path(sys.argv[1]), bytes(5000), replace=True, what='het verslag')\n"
        "except DiskFull as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "a")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("Het verslag is niet opgeslagen: de schijf is vol. Maak ruimte vrij")
    assert (tmp_path / "a").read_bytes() == b"oud"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"de map .*weg is er niet"):
        write_whole(tmp_path / "weg" / "a", b"", replace=True)


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(ExportError):
        write_whole(tmp_path / "a", b"", replace=True)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        os.seteuid(65534)  # root may write anywhere: be nobody for a moment
    else:
        tmp_path.chmod(0o500)
    try:
        with pytest.raises(ReadOnly, match="je mag niet schrijven"):
            write_whole(tmp_path / "a", b"", replace=True)
    finally:
        if os.getuid() == 0:
            os.seteuid(0)


@pytest.mark.parametrize(
    ("number", "kind", "words"),
    [
        (errno.ENOSPC, DiskFull, "de schijf is vol"),
        (errno.EDQUOT, DiskFull, "de schijf is vol"),
        (errno.EROFS, ReadOnly, "je mag niet schrijven"),
        (errno.EACCES, ReadOnly, "je mag niet schrijven"),
        (errno.ENAMETOOLONG, ExportError, "de naam is te lang"),
        (errno.EIO, ExportError, "EIO"),
    ],
)
def test_an_os_error_in_words(number: int, kind: type[Exception], words: str) -> None:
    error = explain_os_error(OSError(number, "x"), Path("/school/verslag.docx"), "het verslag")
    assert type(error) is kind
    assert words in error.title
    assert error.title.startswith("Het verslag is niet opgeslagen")
    assert error.hint


def test_a_path_with_signs_that_act_on_a_terminal_is_shown_harmless() -> None:
    assert shown(Path("a\x1b]0;x\x07b\nc\u202ed")) == "a?]0;x?b?c?d"
    assert len(shown("x" * 1000)) == 200


def test_private_folders(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    make_private(tmp_path / "a" / "b")
    assert mode(tmp_path / "a") == mode(tmp_path / "a" / "b") == 0o700
    make_private(tmp_path)
    assert mode(tmp_path) == 0o755, "a folder that was there stays as it is"


def test_a_file_in_the_place_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(ExportError):
        make_private(tmp_path / "a")
    with pytest.raises(ExportError):
        make_private(tmp_path / "a" / "b")


# ── taking away ──────────────────────────────────────────────────────────────────
def test_wiping_takes_the_file_and_leaves_noise_where_its_text_was(tmp_path: Path) -> None:
    """A second name for the same bytes shows what became of them."""
    (tmp_path / "kopie.docx").write_bytes(b"Roos slaapt slecht. " * 1000)
    (tmp_path / "zelfde bytes").hardlink_to(tmp_path / "kopie.docx")
    wipe(tmp_path / "kopie.docx")
    assert [path.name for path in tmp_path.iterdir()] == ["zelfde bytes"]
    left = (tmp_path / "zelfde bytes").read_bytes()
    assert len(left) == 20000
    assert b"Roos" not in left
    assert len(set(left)) > 200, "noise, not zeros"


def test_the_name_is_gone_before_the_file_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kopie.docx").write_bytes(b"tekst")
    names: list[str] = []
    unlink = Path.unlink

    def noted(path: Path) -> None:
        names.append(path.name)
        unlink(path)

    monkeypatch.setattr(Path, "unlink", noted)
    wipe(tmp_path / "kopie.docx")
    assert len(names) == 1
    assert names[0].startswith(".ibtui-")


def test_wiping_a_link_takes_the_link_and_not_what_it_points_to(tmp_path: Path) -> None:
    (tmp_path / "van een ander").write_bytes(b"blijft")
    (tmp_path / "kopie.docx").symlink_to("van een ander")
    wipe(tmp_path / "kopie.docx")
    assert [path.name for path in tmp_path.iterdir()] == ["van een ander"]
    assert (tmp_path / "van een ander").read_bytes() == b"blijft"


def test_an_empty_file_and_a_large_one(tmp_path: Path) -> None:
    for size in (0, 1, 2_500_000):
        (tmp_path / "a").write_bytes(bytes(size))
        wipe(tmp_path / "a")
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_there_or_no_file_is_said_and_left(tmp_path: Path) -> None:
    with pytest.raises(NotRemoved, match="is er niet meer"):
        wipe(tmp_path / "weg", "de kopie")
    (tmp_path / "map").mkdir()
    os.mkfifo(tmp_path / "pijp")
    for name in ("map", "pijp"):
        with pytest.raises(NotRemoved, match="geen gewoon bestand"):
            wipe(tmp_path / name)
        assert (tmp_path / name).exists()


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that every user can reach: pytest's own are closed to others."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        Path(folder).chmod(0o700)


def test_a_file_that_has_to_stay_gets_no_noise(open_to_all: Path) -> None:
    """Where nothing may be taken away, the text stays whole too, also when the file itself may be written."""
    copy = open_to_all / "kopie.docx"
    copy.write_bytes(b"blijft")
    copy.chmod(0o666)
    if os.geteuid() == 0:
        os.seteuid(65534)  # root may do anything: be nobody for a moment
    else:
        open_to_all.chmod(0o500)
    try:
        with pytest.raises(NotRemoved, match=r"je mag .* niet veranderen"):
            wipe(copy)
    finally:
        if os.getuid() == 0:
            os.seteuid(0)
    assert copy.read_bytes() == b"blijft"


HALF_WAY = """
import sys, threading
from pathlib import Path
from ibtui import files
files._sync_folder = lambda _folder: None
files._move_without_replacing = lambda temporary, target: (print(temporary, flush=True), threading.Event().wait())
files.write_whole(Path(sys.argv[1]), b"Kwibus", replace=False)
"""


def test_what_a_kill_left_is_wiped_at_once_and_what_somebody_is_writing_stays(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HALF_WAY, str(tmp_path / "verslag.docx")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        try:
            left = Path(other.stdout.readline().strip())
            files.sweep(tmp_path)
            assert left.read_bytes() == b"Kwibus"
        finally:
            other.kill()
    files.sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []
