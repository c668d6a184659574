"""`ibtui notitie`: the vangregel, from the shell."""

import re

from tests.shell.conftest import Shell


def newest(shell: Shell) -> dict[str, object]:
    """The note that was kept last, as the week shows it."""
    return max(shell("week", "--json").rows, key=lambda row: row["id"])


def test_a_note_is_kept_and_said(shell: Shell) -> None:
    done = shell("notitie", "#roos leest graag voor @ans !bellen met thuis > morgen")
    assert (done.code, done.err) == (0, "")
    assert re.fullmatch(r"Bewaard als gesprek leerkracht \d+ met 1 afspraak\n", done.out)
    assert newest(shell)["about"] == "Roos van Dijk"
    assert "bellen met thuis" in [row["what"] for row in shell("afspraken", "--json").rows]


def test_words_need_no_quotes(shell: Shell) -> None:
    """`ssh school ibtui notitie "..."` loses them on the way."""
    assert shell("notitie", "de", "dakgoot", "lekt").code == 0
    assert newest(shell)["purpose"] == "de dakgoot lekt"


def test_a_dash_reads_stdin(shell: Shell) -> None:
    assert shell("notitie", "-", stdin="Zoë wil graag vóórlezen\n".encode()).code == 0
    assert newest(shell)["purpose"] == "Zoë wil graag vóórlezen"


def test_bytes_of_an_older_terminal_are_understood(shell: Shell) -> None:
    assert shell("notitie", "-", stdin="Zoë wil voorlezen\n".encode("cp1252")).code == 0
    assert newest(shell)["purpose"] == "Zoë wil voorlezen"


def test_names_that_fit_nobody_or_more_are_said_and_kept(shell: Shell) -> None:
    done = shell("notitie", "#noa en #xyzzy speelden samen")
    assert done.code == 0
    assert done.out.startswith("Bewaard als notitie ")
    assert "noa kan meer mensen zijn: Noa Hof" in done.err
    assert "xyzzy ken ik niet; de naam blijft als tekst staan." in done.err
    assert "xyzzy" in str(newest(shell)["purpose"])


def test_a_private_note_stays_out_of_sight(shell: Shell) -> None:
    assert shell("notitie", "#roos %even laten rusten").out.endswith("; privé: komt in geen enkel document\n")
    assert "even laten rusten" not in shell("week", COLUMNS="200").out
    assert "privé" in shell("week", COLUMNS="120").out


def test_nothing_typed_keeps_nothing(shell: Shell) -> None:
    before = shell("week", "--json").out
    assert shell.fails("notitie", "  ", code=2).startswith("Er is niets om vast te leggen.")
    assert shell.fails("notitie", "-", code=2).startswith("Er is niets om vast te leggen.")
    assert "2.000 tekens" in shell.fails("notitie", "a" * 3000, code=2).replace("2000", "2.000")
    assert shell("week", "--json").out == before


def test_hostile_text_is_kept_as_text(shell: Shell) -> None:
    text = "[bold]x[/] [@click=app.quit]y[/] \x1b[31mrood\x1b[0m 'DROP TABLE pupil;--"
    done = shell("notitie", text)
    assert (done.code, "\x1b" in done.out + done.err) == (0, False)
    assert newest(shell)["purpose"] == "[bold]x[/] [@click=app.quit]y[/] [31mrood[0m 'DROP TABLE pupil;--"
