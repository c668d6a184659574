"""`ibtui exports`: who got which document, and whether it still lies there."""

from pathlib import Path

from tests.shell.conftest import Shell
from tests.shell.test_exporting import add


def test_the_list_says_whether_a_document_was_seen_just_now(shell: Shell) -> None:
    number = add(shell, "## Wat gaat er goed\n- Roos leest graag\n")
    path = Path(shell("exporteer", number, "--voor", "dossier").out.strip())

    def lies() -> str:
        line = next(line for line in shell("exports", COLUMNS="250").out.splitlines() if path.name in line)
        return line.split(path.name)[1].strip()

    assert lies() == "ja"
    path.write_bytes(b"in Word bewaard")
    assert lies() == "ja, gewijzigd"
    path.unlink()
    assert lies() == "weg"
