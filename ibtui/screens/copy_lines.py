"""How documents that lie in a folder look: a row in the list, and the chosen one whole."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path

from rich.cells import cell_len

from ibtui.care.dates import ago, short_date
from ibtui.documents.filename import ENDING
from ibtui.lying import LyingFile, State, place
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, Look, Part, column, line, part, wrap
from ibtui.wishes import PAPERS

_STATE, _NAME = 18, 44
_LOOKS: dict[State, Look] = {
    State.NEW: "good",
    State.OPEN: "accent",
    State.CHANGED: "accent",
    State.LINK: "accent",
    State.LYING: "muted",
    State.GONE: "muted",
    State.AWAY: "muted",
}
_SENTENCES = {
    State.NEW: "Ligt er, zoals ibtui hem schreef.",
    State.LYING: "Ligt er nog, zoals ibtui hem schreef.",
    State.OPEN: "Staat open in Word of LibreOffice.",
    State.CHANGED: "Is gewijzigd nadat ibtui hem schreef. Wat erbij kwam, staat niet in het verslag.",
    State.LINK: "Hier ligt nu een verwijzing naar een ander bestand. Dat bestand wist ibtui niet.",
    State.GONE: "Ligt er niet meer: verplaatst of weggehaald.",
    State.AWAY: "De map is nu niet te bereiken.",
}


_INSIGHT = {"inzage": "kopie van het dossier", "controle": "lijst om de kopie na te kijken"}
"""What is made when parents want to see the whole file."""

SUMMARY = "kopieën"
"""The id of the row that stands for all copies in a list of minutes."""


def summary_rows(files: Sequence[LyingFile]) -> list[Row]:
    """One row that says how many copies lie somewhere, and what asks for attention; none when there are none."""
    there, old = sum(file.there for file in files), sum(file.old for file in files)
    parts = [part("Word-kopieën", "strong"), part(f"  {there}", "muted")]
    parts += [part(f" · ! {old} langer dan een week", "warn")] if old else []
    for state in (State.OPEN, State.CHANGED, State.LINK, State.NEW, State.GONE):
        count = sum(file.state is state for file in files)
        parts += [part(f" · {count} {state}", "muted")] if count else []
    return [Row(SUMMARY, (tuple(parts),))] if files else []


def copies_heading(folder: Path, files: Sequence[LyingFile]) -> Row:
    """What stands above the list of copies. `folder`: the one where they go when nobody names another."""
    same = (folder, Path(os.path.realpath(folder)))  # the log keeps the real one
    elsewhere = " en elders" if any(file.path.parent not in same for file in files) else ""
    top = line(part(f"Kopieën in {place(folder)}{elsewhere}", "strong"), part(f"  {len(files)}", "muted"))
    return heading(
        top, line(part("Del overschrijft een kopie en wist hem. De tekst blijft in ibtui.", "muted")), ()
    )


def copy_rows(files: Sequence[LyingFile], width: int) -> list[Row]:
    """A row for each document, its name first: that is how it is found in Word."""
    names = [_stem(file) for file in files]
    longest = min(max(map(cell_len, names), default=0), _NAME, width - _STATE - 8)
    rest = width - longest - _STATE - 4
    return [
        Row(
            f"kopie:{file.row.id}",
            (
                line(
                    column(name, longest, "" if file.there else "muted"),
                    "  ",
                    column(file.row.about, rest, "strong" if file.there else "muted"),
                    "  ",
                    _state(file),
                ),
            ),
        )
        for file, name in zip(files, names, strict=True)
    ]


def _state(file: LyingFile) -> Part:
    """What became of it, or how long it lies there: "! 9 dagen" when that is too long."""
    if file.state is State.LYING:
        days = f"{file.age} dag{'en' if file.age != 1 else ''}"
        return column(f"! {days}" if file.old else days, _STATE, "warn" if file.old else "muted")
    short = f"! {file.age} d, {file.state}" if file.old else str(file.state)
    return column(short, _STATE, "warn" if file.old else _LOOKS[file.state])


def copy_lines(file: LyingFile, today: dt.date, width: int) -> list[Line]:
    """The chosen document whole, for the pane beside the list."""
    row = file.row
    made = f"gemaakt op {short_date(row.at.date(), today)}, {row.at:%H:%M} uur ({ago(row.at.date(), today)})"
    edition = f"versie {row.edition}" if row.edition > 1 else ""
    found = [line(part(text, "strong")) for text in wrap(row.file_name, width)]
    for text in (
        " · ".join(word for word in (paper_word(row.audience), edition, row.status, row.about) if word),
        f"voor {row.went_to}" if row.went_to else "",
        made,
        f"in {place(file.path.parent)}",
    ):
        found += [line(part(item, "muted")) for item in wrap(text, width) if text]
    found.append(())
    found += [
        line(part(text))
        for text in wrap(why_gone(file) if file.row.replaced else _SENTENCES[file.state], width)
    ]
    if file.old:
        found += [line(part(text, "warn")) for text in wrap("! Ligt er langer dan een week.", width)]
    if file.beside:
        said = f"Ernaast ligt ook: {', '.join(file.beside)}. Dat schreef ibtui niet: haal het zelf weg."
        found += [(), *(line(part(text)) for text in wrap(said, width))]
    done = "hem wissen" if file.there else "hem uit deze lijst halen"
    if file.state is State.LINK:
        done = "de verwijzing weghalen"
    opens = "de leerling" if row.conversation_id is None and row.pupil_ids else "het verslag"
    keys = (*([] if file.state is State.AWAY else [("Del", f"  {done}")]), ("Enter", f"  {opens}"))
    found += [(), *(line(part(key, "strong"), part(what, "muted")) for key, what in keys)]
    return found


def why_gone(file: LyingFile) -> str:
    """Why a document isn't there, in a sentence."""
    if file.row.replaced:
        return "Deze kopie was al weg: er is later een nieuwe gemaakt met dezelfde naam."
    return f"Deze kopie ligt niet meer in {place(file.path.parent)}."


def paper_word(audience: str) -> str:
    """ "ouderkopie"; the word itself for one that isn't known."""
    papers = {str(key): name for key, name in PAPERS.items()} | _INSIGHT
    return papers.get(audience, audience)


def _stem(file: LyingFile) -> str:
    return Path(file.row.file_name).name.removesuffix(ENDING)
