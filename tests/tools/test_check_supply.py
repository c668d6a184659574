"""What is installed is what the lock files say; and the check of it can fail."""

from __future__ import annotations

import pytest

from tools import check_supply
from tools.check_supply import Pin

HASH = f"--hash=sha256:{'0' * 64}"


def _pin(name: str, version: str) -> dict[str, Pin]:
    return {name: Pin(name, version, 1, True)}


def test_what_is_installed_here_is_what_the_lock_files_say() -> None:
    assert list(check_supply.problems()) == []


def test_a_line_of_a_lock_file() -> None:
    found, wrong = check_supply.pins(f"# made by\nPyNaCl==1.6.2 ; sys_platform == 'win32' \\\n    {HASH}\n")
    assert found == {"pynacl": Pin("pynacl", "1.6.2", 1, False)}
    assert wrong == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("rich==15.0.0", "has no hash"),
        (f"rich>=15 {HASH}", "not a name with one exact version"),
        ("rich @ git+https://example.invalid/rich", "not a name with one exact version"),
        ("--extra-index-url https://example.invalid/", "not a name with one exact version"),
        ("-e ./elsewhere", "not a name with one exact version"),
    ],
)
def test_a_line_that_lets_anything_in_is_refused(line: str, said: str) -> None:
    (wrong,) = check_supply.pins(f"{line}\n")[1]
    assert said in wrong


def test_what_is_in_no_lock_file_shows() -> None:
    assert check_supply.installed_otherwise({}, {"pip": "23", "ibtui": "0.1", "sneaked": "1"}) == [
        "sneaked 1 is installed, and in no lock file"
    ]


def test_another_version_or_none_shows() -> None:
    assert check_supply.installed_otherwise(_pin("rich", "15.0.0"), {"rich": "14.0.0"})
    assert check_supply.installed_otherwise(_pin("rich", "15.0.0"), {})
    assert check_supply.differences(_pin("rich", "15.0.0"), _pin("rich", "14.0.0"))


def test_what_we_ask_for_is_locked_within_its_bounds() -> None:
    assert check_supply.not_asked_for(_pin("rich", "15.0.0"), ["rich>=14.2,<16"]) == []
    assert check_supply.not_asked_for(_pin("rich", "16.0.0"), ["rich>=14.2,<16"])
    assert check_supply.not_asked_for({}, ["rich>=14.2,<16"])


def test_what_a_package_brings_along_must_be_locked_too() -> None:
    needs = ["rich>=1", "colorama; sys_platform == 'win32'", "extra-thing; extra == 'dev'"]
    assert check_supply.needs_from_outside({}, "textual", needs) == [
        "textual needs rich, which is in no lock file"
    ]


@pytest.mark.parametrize(
    ("said", "good"),
    [
        ("MIT", True),
        ("MIT License", True),
        ("GPL-3.0-only OR BSD-3-Clause", True),
        ("GPL-3.0-only", False),
        ("", False),
    ],
)
def test_the_licences_of_what_is_delivered(said: str, good: bool) -> None:
    assert check_supply.allowed(said) is good
