"""The part that searches for what may be read nowhere: it finds what is there, and a first start leaves nothing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from faults import doors, marks, secrets, traced
from faults.doors import Place
from faults.marks import Search, mark


def test_the_search_finds_every_writing_of_a_word() -> None:
    result = secrets.finds()
    assert result.shown, result.failures


def test_it_finds_a_word_in_a_file_and_in_its_name(tmp_path: Path) -> None:
    (tmp_path / mark("naam")).write_bytes(b"\0\1" + mark("inhoud").encode() + b"\xff")
    found = [str(hit) for hit in Search().in_files(marks.below([tmp_path]))]
    assert len(found) == 2
    assert "the mark Qzjwvkbixtinhoud (plain)" in found[1]


@pytest.mark.skipif(bool(traced.why_not()), reason="nothing can be traced here")
def test_what_was_written_to_a_file_that_is_gone_is_read_too(tmp_path: Path) -> None:
    trace, gone = tmp_path / "spoor", tmp_path / "weg"
    subprocess.run(
        traced.command(trace, "sh", "-c", f"echo {mark('even')} > {gone}; rm {gone}"), check=True, timeout=60
    )
    assert traced.read(trace)[str(gone)] == f"{mark('even')}\n".encode()


def test_a_first_start_leaves_nothing_readable(tmp_path: Path) -> None:
    (tmp_path / "plek").mkdir()
    place = Place(tmp_path / "plek").make()
    doors.first_start(place)
    assert len(place.recovery.replace("-", "")) == 33
    files = marks.below([place.root])
    assert {"ibtui.db", "sleutels.json"} <= {path.name for path in files}
    assert Search(place.recovery, place.recovery.replace("-", "")).in_files(files) == []
    assert Search().in_bytes(place.seen, "the list of processes") == []
