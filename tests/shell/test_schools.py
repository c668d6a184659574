"""More schools in one home: a command never guesses which one is meant."""

from pathlib import Path

import pytest

from ibtui import places
from ibtui.errors import WrongPassphrase
from ibtui.practice import PRACTICE_PASSPHRASE
from ibtui.secret import Secret
from ibtui.settings import home
from ibtui.shell import start
from ibtui.shell.opening import Meanwhile
from ibtui.store import vault
from tests.shell.conftest import Shell


def test_the_demo_makes_two_schools_that_share_no_file(practice: Path) -> None:
    first, second = places.schools(home({"IBTUI_HOME": str(practice)}))
    assert first.database != second.database
    assert first.keys.read_bytes() != second.keys.read_bytes()
    assert second.database.parent == practice / "scholen" / "de-vlinderboom"


def test_scholen_lists_them_without_a_passphrase(reader: Shell) -> None:
    rows = reader("scholen", "--json", IBTUI_PASSPHRASE_FILE=None).rows
    assert [(row["name"], row["last"]) for row in rows] == [("eerste", True), ("de-vlinderboom", False)]
    said = reader("scholen").out
    assert "eerste" in said
    assert "laatst open" in said


def test_where_there_is_none_it_says_how_to_begin(nowhere: Shell) -> None:
    assert "Start ibtui om er een te beginnen" in nowhere("scholen").out


def test_without_a_choice_nothing_is_opened_or_kept(reader: Shell) -> None:
    for words in (("week",), ("notitie", "wie is dit"), ("sjabloon",), ("agenda",)):
        said = reader.fails(*words, code=2, IBTUI_SCHOOL=None)
        assert said == "Je hebt hier meer scholen. Zeg welke, met --school: eerste, de-vlinderboom."


def test_a_school_is_chosen_before_or_behind_the_command_or_by_the_environment(reader: Shell) -> None:
    for words, chosen in (
        (("--school", "vlinder", "zorgen"), None),
        (("zorgen", "--school", "De Vlinderboom"), "eerste"),
        (("zorgen",), "de-vlinderboom"),
    ):
        done = reader(*words, IBTUI_SCHOOL=chosen)
        assert done.out.startswith("OEFENSCHOOL De Vlinderboom · zorgen"), done
    assert reader("zorgen", "--school", "eerste").out.startswith("OEFENSCHOOL De Wilgenhoek · zorgen")


def test_the_first_school_is_found_by_its_own_name_behind_the_passphrase(reader: Shell) -> None:
    assert reader("zorgen", "--school", "wilgen").out.startswith("OEFENSCHOOL De Wilgenhoek · zorgen")


def test_a_school_that_is_not_there_is_named(reader: Shell) -> None:
    said = reader.fails("week", "--school", "de-zon", code=2)
    assert said == "Ik ken hier geen school de-zon. Deze zijn er: eerste, de-vlinderboom."


def test_a_note_is_kept_at_the_school_that_was_chosen(shell: Shell) -> None:
    assert shell("notitie", "--school", "vlinder", "hier was ik").code == 0
    there = shell("week", "--json", "--school", "vlinder").rows
    here = shell("week", "--json").rows
    assert "hier was ik" in [row["purpose"] for row in there]
    assert "hier was ik" not in [row["purpose"] for row in here]


def test_the_app_shows_no_other_school_than_was_asked_for(practice: Path) -> None:
    first, second = places.schools(home({"IBTUI_HOME": str(practice)}))
    unlocked = Meanwhile(lambda: (second, vault.open(second.keys, Secret(PRACTICE_PASSPHRASE))))
    with pytest.raises(WrongPassphrase, match="niet van je eerste school"):
        start._open(first, unlocked, True)
