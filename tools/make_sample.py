"""Make exports/voorbeeld-verslag.docx anew: the parents' copy of a groot overleg at the practice school.

The same code gives the same bytes, so git shows a change only when the document really changed.
Run: .venv/bin/python tools/make_sample.py [FILE]
"""

import dataclasses
import datetime as dt
import sys
import tempfile
from pathlib import Path

from ibtui import practice
from ibtui.care.paper import Paper
from ibtui.care.words import Audience, ConversationKind, MinutesStatus
from ibtui.export import Examined, build, examine, first_wish
from ibtui.settings import Home
from ibtui.store import database, minutes, schools

TODAY = dt.date(2026, 11, 24)
NOON = dt.time(12)
SAMPLE = Path(__file__).resolve().parents[1] / "exports" / "voorbeeld-verslag.docx"


def make_sample(target: Path) -> None:
    """Make the practice school, choose its richest groot overleg and write that to `target`."""
    with tempfile.TemporaryDirectory(prefix="ibtui-voorbeeld-") as name:
        folder = Path(name)
        home = Home(folder / "ibtui.db", folder / "sleutels.json", folder / "ibtui.toml", folder / "exports")
        try:
            practice.make(home, TODAY)
            chosen = dataclasses.replace(_richest(home), made_at=dt.datetime.combine(TODAY, NOON))
            data = build(chosen).data
        finally:
            database.close_store()
        target.write_bytes(data)


def _richest(home: Home) -> Examined:
    """The large meeting that shows most of what a document can hold; of equals the newest."""
    rows = [
        row
        for row in minutes.list_minutes(schools.current().id)
        if row.kind == ConversationKind.LARGE_MEETING
        and row.audience == Audience.DOSSIER
        and row.status != MinutesStatus.DRAFT
    ]
    if not rows:
        raise SystemExit("De oefenschool heeft geen vastgesteld groot overleg.")
    candidates = [examine(first_wish(row.id, "ouders"), home) for row in rows]
    return max(candidates, key=lambda each: (_richness(each.paper), each.paper.day, each.wish.minutes_id))


def _richness(paper: Paper) -> tuple[int, int, int]:
    """How many parents with gezag were there, then how many kinds of things it has, then how much it says."""
    at_the_table = {seat.name for seat in paper.seats}
    parents = [name for name in paper.signatures[:-1] if name.partition(" (")[0] in at_the_table]
    kinds = (paper.group, paper.child_voice, paper.decisions, paper.open_questions, paper.actions)
    return len(parents), sum(1 for kind in kinds if kind), len(paper.sections) + len(paper.actions)


if __name__ == "__main__":
    make_sample(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
