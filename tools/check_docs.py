"""Hold the docs to the code. Five parts of the docs are made from the code itself:

* the key table of `docs/handleiding.md`, from `ibtui.commands`;
* the help texts in `README.md`, from the command line's own parser;
* the rooms and files in `docs/architecture.md`, from the folders and their docstrings;
* the scenarios and their keys in `docs/scenarios.md`, from the counts that the tests hold;
* the goals of the bench in `README.md`, from what its last run found.

Each stands between `<!-- begin: NAME -->` and `<!-- end: NAME -->`. Without arguments this checks them, the links
between the docs, and that every promise of `docs/beveiliging.md` names a test or a part of the fault suite, and that
it is there. It ends with 1 when something is stale; with `--write` it writes the made parts anew.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench import goals  # noqa: E402
from ibtui import commands  # noqa: E402  (the checkout's own code, installed or not)
from ibtui.shell import arguments  # noqa: E402
from tests.scenarios import counts  # noqa: E402

WHERE = {
    **commands.SCREENS,
    "gesprek": "een gesprek",
    "zorg": "een zorg",
    "instantie": "een instantie",
    "groep": "een groep",
    "leerling": "een leerling",
    "verslag": "een verslag",
    "eerder": "eerdere versies",
    "word": "naar Word",
    "stappen": "stappen",
    "vakanties": "vakanties",
    "jaarplan": "het jaarplan",
    "achter": "wie loopt achter",
    "beleid": "beleid",
    "overgang": "volgend schooljaar",
    "zorgkaart": "de zorgkaart",
    "bespreking": "een groep bespreken",
    "afronden": "een bespreking afronden",
    "coaching": "coaching",
    "lesbezoek": "een lesbezoek",
    "tekst": "een tekst om te kopiëren",
    "sinds": "sinds vorige keer",
    "dagafsluiting": "dag afsluiten",
    "route": "hulp en route",
    "opp": "een OPP",
    "aanvraag": "een aanvraag",
    "stukken": "stukken bij een aanvraag",
    "termijnen": "termijnen",
    "termijnregels": "regels van termijnen",
    "delen": "mag ik dit vertellen?",
    "verteld": "wie weet wat",
    "bewaarlijst": "de bewaarlijst",
    "logboek": "het logboek",
    "meldcode": "de meldcode",
}


def key_table() -> str:
    """Every command of the app: key, what it does, where."""
    lines = ["| toets | wat | waar |", "|---|---|---|"]
    for item in commands.COMMANDS:
        overal = commands.EVERYWHERE in item.where
        where = "overal" if overal else ", ".join(WHERE[name] for name in item.where)
        lines.append(f"| `{item.shown}` | {item.help} | {where} |")
    return "\n".join(lines)


def help_texts() -> str:
    """What `ibtui --help` prints, and the usage of each command."""
    os.environ["COLUMNS"] = "100"
    parser = arguments.build_parser()
    choices = [action.choices for action in parser._actions if isinstance(action.choices, dict)]
    usages = [
        " ".join(command.format_usage().removeprefix("gebruik: ").split())
        for command in choices[0].values()
        if isinstance(command, argparse.ArgumentParser)
    ]
    return "\n".join(["```text", parser.format_help().rstrip(), "```", "", "```text", *usages, "```"])


def rooms() -> str:
    """One line a room: its name, the first sentence of its docstring, its files."""
    lines = ["| room | what it is | files |", "|---|---|---|"]
    for path in sorted((ROOT / "ibtui").iterdir(), key=lambda item: (item.is_dir(), item.name)):
        if path.is_dir() and (path / "__init__.py").exists():
            files = sorted(item.name + "/" * item.is_dir() for item in path.iterdir() if is_listed(item))
            lines.append(f"| `{path.name}/` | {summary(path / '__init__.py')} | {', '.join(files)} |")
        elif path.suffix == ".py" and path.name != "__init__.py":
            lines.append(f"| `{path.name}` | {summary(path)} | |")
    return "\n".join(lines)


def is_listed(path: Path) -> bool:
    """Whether a file or folder of a room has a name of its own in the list."""
    return path.name not in ("__init__.py", "__pycache__", "py.typed")


def summary(path: Path) -> str:
    """The first sentence or line of a module's docstring."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(docstring.split("\n\n")[0].split()).replace("|", "\\|")


PARTS: dict[str, tuple[str, Callable[[], str]]] = {
    "toetsen": ("docs/handleiding.md", key_table),
    "help": ("README.md", help_texts),
    "rooms": ("docs/architecture.md", rooms),
    "scenarios": ("docs/scenarios.md", counts.table),
    "bench": ("README.md", lambda: goals.short_table(goals.load())),
}


def stale_parts(*, write: bool) -> list[str]:
    """The parts that differ from the code; with `write` they are written anew."""
    found = []
    for name, (file, make) in PARTS.items():
        path = ROOT / file
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        pattern = re.compile(rf"(<!-- begin: {name} -->\n)(.*?)(<!-- end: {name} -->)", re.DOTALL)
        match = pattern.search(text)
        if match is None:
            found.append(f"{file}: the part '{name}' is missing")
        elif match.group(2) != (made := make() + "\n"):
            if write:
                path.write_text(text[: match.start(2)] + made + text[match.end(2) :], encoding="utf-8")
            else:
                found.append(f"{file}: the part '{name}' is stale")
    return found


def broken_links() -> list[str]:
    """Links in the docs to files that aren't there."""
    found = []
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("exports/*.md")]:
        targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
        found += [
            f"{path.relative_to(ROOT)}: the link to {target} leads nowhere"
            for target in targets
            if "://" not in target
            and not target.startswith("mailto:")
            and not (path.parent / target).exists()
        ]
    return found


def broken_anchors() -> list[str]:
    """Links to a heading that isn't there, within a page or in another one."""
    found = []
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]:
        for target, anchor in re.findall(r"\]\(([^)#\s]*)#([^)\s]+)\)", path.read_text(encoding="utf-8")):
            page = path.parent / target if target else path
            if "://" not in target and page.exists() and anchor not in anchors(page):
                found.append(f"{path.relative_to(ROOT)}: there is no heading {target}#{anchor}")
    return found


def anchors(page: Path) -> set[str]:
    """The headings of a page as links name them: small letters, no punctuation, dashes for blanks."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def unbacked_promises() -> list[str]:
    """Promises of `docs/beveiliging.md` without a test, and what the docs name that isn't there."""
    path = ROOT / "docs" / "beveiliging.md"
    text = path.read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \|.*\| ([^|]+) \|$", text, re.MULTILINE)
    found = [f"docs/beveiliging.md: promise {number} names no test" for number, how in rows if "`" not in how]
    named = sorted(set(re.findall(r"`(tests/[\w/]+\.py)`", text)))
    found += [f"docs/beveiliging.md: {test} isn't there" for test in named if not (ROOT / test).exists()]
    parts = sorted({part for _number, how in rows for part in re.findall(r"`(\w+)`", _parts_of(how))})
    found += [
        f"docs/beveiliging.md: there is no part {part} in faults/"
        for part in parts
        if not (ROOT / "faults" / f"{part}.py").exists()
    ]
    return found


def _parts_of(how: str) -> str:
    """ "delen `kill`, `power`, `tests/a.py`" -> the names after the word."""
    match = re.search(r"de(?:el|len) ((?:`\w+`(?:, )?)+)", how)
    return match.group(1) if match else ""


def main(arguments: list[str]) -> int:
    """Check, or write with `--write`. Returns the exit code."""
    problems = stale_parts(write="--write" in arguments) + broken_links()
    problems += broken_anchors() + unbacked_promises()
    for problem in problems:
        print(problem, file=sys.stderr)
    if any("stale" in problem for problem in problems):
        print("Run: python tools/check_docs.py --write", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
