"""`ibtui exporteer` with its check, and `ibtui exports`: who got what."""

import re
from pathlib import Path

from tests.shell.conftest import Done, Shell

TEXT = """## Wat gaat er goed
- Roos speelt graag met Hanaë
- Hij is lui met rekenen
% vader is ongerust
## Wat zegt de GGD
- Roos hoort goed
## Afspraken
! ik: bel moeder > 8-12
"""


def add(shell: Shell, text: str = TEXT) -> str:
    """Minutes of a talk with Roos' parents; their ID."""
    about = ("--leerling", "roos van dijk", "--soort", "oudergesprek", "--datum", "24-11-2025")
    return shell("verslag", "-", *about, stdin=text.encode()).out.strip()


def left(done: Done) -> list[str]:
    """The lines on stderr of a paper that isn't ready."""
    assert (done.code, done.out) == (3, ""), done
    first, *rest = done.err.splitlines()
    assert first.startswith("ibtui: Het Word-document is nog niet gemaakt")
    return rest


def test_from_check_to_document_to_log(shell: Shell) -> None:
    number = add(shell)
    exports = shell.folder / "exports"
    check = shell("exporteer", number, "--voor", "ouders", "--controle", "--json")
    assert (check.code, check.err) == (3, "")
    name = next(row for row in check.rows if row["rule"] == "O1")
    assert (name["level"], name["line"], name["text"]) == ("stops", 2, "Hanaë")
    assert {"rule", "level", "line", "column", "text", "reason", "key", "fixed"} <= set(name)
    assert "lui" in {row["text"] for row in check.rows if row["rule"] == "O7"}
    said = shell("exporteer", number, "--controle")
    assert said.code == 3
    assert re.search(r"^! O1 +regel 2: naam van een ander kind +“Hanaë”", said.out, re.MULTILINE)
    assert "1 privéregel blijft hier." in said.out

    lines = left(shell("exporteer", number))
    assert any("--laat-door" in line for line in lines)
    assert not exports.exists() or list(exports.iterdir()) == [], "nothing is written"

    rules = sorted({(row["rule"], row["line"]) for row in check.rows})
    let = [word for rule, line in rules for word in ("--laat-door", f"{rule}:{line}=afgesproken met moeder")]
    done = shell("exporteer", number, *let)
    assert (done.code, done.err) == (0, "")
    path = Path(done.out.strip())
    assert path.parent == exports
    assert re.fullmatch(r"2025-11-24 oudergesprek \d+ ouders\.docx", path.name)

    row = shell("exports", "--leerling", "roos van", "--json").rows[0]
    assert (row["file_name"], row["audience"], row["status"]) == (path.name, "ouders", "concept")
    assert {(one["rule"], one["line"]) for one in row["passes"]} == set(rules)
    assert all(one["got"] for one in row["people"])
    assert "Hanaë" not in str(row["passes"]), "never what was found"
    assert "Roos van Dijk" in shell("exports", COLUMNS="150").out
    assert shell("exports", "--wis", str(row["id"])).out.strip() == f"Gewist: {path.name}"
    assert not path.exists()


def test_an_agency_needs_a_ground_and_then_gets_its_part(shell: Shell) -> None:
    number = add(shell)
    for_ggd = ("exporteer", number, "--voor", "instantie", "--instantie", "ggd")
    said = "\n".join(left(shell(*for_ggd)))
    assert "geen toestemming om over Roos van Dijk te delen met GGD" in said
    assert "--grond" in said
    check = shell(*for_ggd, "--controle", "--grond", "leerplicht")
    assert check.code == 0
    assert "✓ punt 2: Wat zegt de GGD" in check.out
