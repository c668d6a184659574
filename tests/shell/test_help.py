"""The command line explains itself, in Dutch, and says in Dutch what is wrong with it."""

import re

import pytest

from tests.shell.conftest import Shell

COMMANDS = [
    "demo",
    "week",
    "afspraken",
    "zorgen",
    "instanties",
    "verslagen",
    "notitie",
    "verslag",
    "exporteer",
    "exports",
    "sjabloon",
    "scholen",
]
ENGLISH = r"usage|options?|positional|arguments?|show|exit|required|choose|error|default|the|this|and|command"


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)], ids=" ".join)
def test_help_is_dutch(nowhere: Shell, command: tuple[str, ...]) -> None:
    done = nowhere(*command, "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(" ".join(["gebruik: ibtui", *command]))
    assert "laat deze uitleg zien" in done.out
    assert not re.search(rf"\b({ENGLISH})\b", done.out, re.IGNORECASE)
    assert max(map(len, done.out.splitlines())) <= 80


def test_help_lists_each_command_on_one_line(nowhere: Shell) -> None:
    _, _, listed = nowhere("-h").out.partition("opdrachten:\n")
    for name in COMMANDS:
        assert re.search(rf"^    {name:<11}  [A-Z]\S+ .+$", listed, re.MULTILINE)
    assert "OPDRACHT" not in listed


def test_version(nowhere: Shell) -> None:
    done = nowhere("--version")
    assert re.fullmatch(r"ibtui \d+\.\d+\S*\n", done.out)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("blub", "blub ken ik niet; kies uit: demo, week,"),
        ("week morgen", "Dit begrijp ik niet: morgen."),
        ("week --jsn", "Dit begrijp ik niet: --jsn."),
        ("week --datum", "Achter --datum hoort nog iets."),
        ("week --json=ja", "Achter --json hoort niets: ja."),
        ("notitie", "Er is niets om vast te leggen."),
        ("verslag x.txt", "Er ontbreekt nog: --leerling, --soort."),
        ("exporteer", "Er ontbreekt nog: ID."),
        ("exporteer tien", "ID moet een getal zijn, niet tien."),
        ("exporteer 0", "ID moet een getal zijn, niet 0."),
        ("exporteer 99999999999999999999", "ID moet een getal zijn, niet 99999999999999999999."),
        ("exporteer 1 --voor opa", "opa ken ik niet; kies uit: ouders, dossier, instantie, afspraken."),
        ("demo --alleen-maken", "Met --alleen-maken hoort ook --map."),
        ("\x1b[31mrood\nregel", r"\x1b[31mrood\nregel ken ik niet"),
    ],
)
def test_a_wrong_command_line_is_one_dutch_sentence(nowhere: Shell, typed: str, said: str) -> None:
    assert nowhere.fails(*typed.split(" "), code=2).startswith(said)
    assert not nowhere.folder.exists()
