"""How the end of the day looks: a heading a sort of task, a line a task, and under the chosen one its keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from ibtui.care.mentions import unmarked
from ibtui.store.day_close import Left, Task
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, column, fit, line, part, wrap

HINTS: Mapping[Task, str] = {
    Task.TALK: "Enter gehouden · - afgezegd · m andere dag · a verslag",
    Task.WRITE: "Enter verslag schrijven · - geen verslag nodig",
    Task.PROMISE: "Enter aanvullen · m datum · x gedaan · - vervalt",
    Task.SEND: "Enter verslag openen · x verzonden · - een andere dag",
    Task.TELL: "Enter of y tekst om te kopiëren · x verteld · - nu nog niet",
    Task.LESSON: "Enter lesbezoek openen",
    Task.PRIVATE: "Enter openen (daar Del weg, D naar dossier) · m langer bewaren",
    Task.BACKUP: "Enter maken",
}
"""What each key does on a line of this sort."""

_TITLES: Mapping[Task, str] = {
    Task.TALK: "Gehouden of niet?",
    Task.WRITE: "Nog geen verslag",
    Task.PROMISE: "Afspraken die nog niet af zijn",
    Task.SEND: "Verslagen die nog weg moeten",
    Task.TELL: "Wie moet dit weten?",
    Task.LESSON: "Lesbezoeken",
    Task.PRIVATE: "Privénotities die verlopen",
    Task.BACKUP: "Reservekopie",
}


def task_rows(found: Sequence[Left], width: int, chosen: str) -> list[Row]:
    """The lines under their headings."""
    rows: list[Row] = []
    for task in Task:
        items = [item for item in found if item.task is task]
        if items:
            rows += [heading()] if rows else []
            rows.append(heading(line(part(_TITLES[task], "strong"), part(f"  {len(items)}", "muted"))))
            rows += [_row(item, width, chosen=item.key == chosen) for item in items]
    return rows


def _row(item: Left, width: int, *, chosen: bool) -> Row:
    said = fit(item.said, min(cell_len(item.said), width // 2))
    room = width - 2 - cell_len(said)
    text = " · ".join(unmarked(word) for word in (item.about, item.what) if word)
    wrapped = wrap(text, room) if chosen else [text]
    lines = [line(column(wrapped[0], room), "  ", part(said, "warn")), *(line(more) for more in wrapped[1:])]
    if chosen:
        lines += [line(part(words, "muted")) for words in wrap(HINTS[item.task], width)]
    return Row(item.key, tuple(lines))


def detail_rows(item: Left | None, width: int) -> list[Row]:
    """The chosen task whole, beside the list."""
    if item is None:
        return []
    rows = [heading(line("  ", part(_TITLES[item.task], "accent"))), heading()]
    for text in (item.about, item.what, item.said):
        rows += [heading(line("  ", words)) for words in wrap(unmarked(text), width - 2) if text]
    keys = [heading(line("  ", part(words, "muted"))) for words in HINTS[item.task].split(" · ")]
    return [*rows, heading(), *keys]


def done_lines(later: int) -> list[Line]:
    """What the screen says when nothing is left. `later`: talks that are still to come today."""
    if later:
        talks = "1 gesprek" if later == 1 else f"{later} gesprekken"
        return [
            line(part("✓ Tot nu toe is alles gedaan.", "good")),
            line(part(f"Vandaag nog {talks}. Druk daarna weer op w.", "muted")),
        ]
    return [
        line(part("✓ Alles is gedaan. Fijne avond.", "good")),
        line(part("Esc gaat terug naar de week, q stopt.", "muted")),
    ]
