"""`ibtui vergeet` and `ibtui bewaarlijst`, typed in a shell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ibtui.care.words import LeftTo
from ibtui.practice import PRACTICE_PASSPHRASE
from ibtui.secret import Secret
from ibtui.settings import home
from ibtui.store import database, vault
from ibtui.store.models import Pupil, SafetyRecord
from tests.shell.conftest import Shell


def test_the_list_says_of_whom_and_who_is_held_stays(shell: Shell) -> None:
    rows = shell("bewaarlijst", "--json").rows
    assert rows == sorted(rows, key=lambda row: str(row["must_go_on"]))
    held = next(row for row in rows if row["hold"])
    done = shell("vergeet", str(held["pupil_id"]), "--zeker", held["first_name"])
    assert (done.code, "vastgehouden" in done.err) == (1, True)


def _shielded(folder: Path, pupils: list[int]) -> None:
    """A shielded record of each of these pupils, one of whom has no more than that."""
    place = home({"IBTUI_HOME": str(folder)})
    database.open_store(place.database, vault.open(place.keys, Secret(PRACTICE_PASSPHRASE)))
    for number in pupils:
        SafetyRecord.create(pupil=number, writer="ib", opened_on=date(2020, 1, 6))
    Pupil.update(left_to=LeftTo.SPECIAL).where(
        Pupil.id == pupils[-1]
    ).execute()  # its file is kept a year longer
    database.close_store()


def test_the_list_tells_nobody_of_a_shielded_record(shell: Shell) -> None:
    listed = [row["pupil_id"] for row in shell("bewaarlijst", "--json").rows]
    _shielded(shell.folder, [listed[0], listed[-1]])
    rows = shell("bewaarlijst", "--json").rows
    assert {row["what"] for row in rows if row["pupil_id"] in (listed[0], listed[-1])} <= {
        "alles",
        "overige gegevens",
    }
    for wish in ((), ("--json",)):
        said = shell("bewaarlijst", *wish)
        assert said.code == 0
        assert not any(word in said.out.lower() for word in ("schermd", "meldcode", "safety", "veilig"))


def test_only_after_the_name_it_is_gone(shell: Shell) -> None:
    wrong = shell("vergeet", "roos", stdin=b"sam\n")
    assert "Dit gaat voorgoed weg over Roos van Dijk" in wrong.out
    assert wrong.out.startswith("Roos zit nog op school.")
    assert (wrong.code, "Er is niets weggehaald" in wrong.err) == (2, True)
    short = shell("vergeet", "roos", "--zeker", "Roos")
    assert (short.code, "Typ Roos van Dijk" in short.err) == (2, True)
    nothing = shell("vergeet", "roos", stdin=b"")
    assert (nothing.code, "Er is niets weggehaald" in nothing.err) == (2, True)
    done = shell("vergeet", "roos", "van", "dijk", stdin=b"Roos van Dijk\n")
    assert (done.code, done.err, "Voorgoed weg" in done.out) == (0, "", True)
    assert shell("vergeet", "roos", "van", "dijk", "--alleen-kijken").code == 2
