"""The minutes of a conversation as a Word document: for parents, for the file, for an agency, or its promises.

The order is the paper's own: who and when, who was there, why, what was said, decisions, promises, sharing,
the next meeting, room for the parents' reaction, signatures. Import this module late: it loads python-docx.
"""

from __future__ import annotations

from datetime import datetime, time

from docx.document import Document as WordDocument

from ibtui.care.paper import Paper
from ibtui.documents import parts, word

_SEEN = "Een handtekening betekent: ik heb dit verslag gelezen."
_NO_PROMISES = "Er zijn geen afspraken gemaakt."


def build_minutes(paper: Paper, at: datetime | None = None, template: bytes | None = None) -> bytes:
    """A whole .docx file: which of the four papers, is said by the paper's audience.

    `at` is when it was made (local time), noon of the conversation's day if not given. `template`: the school's own
    style (a .docx that `template.check` let pass), else the house style. The same paper, `at` and template give the
    same bytes. Any text will do: what XML forbids is left out.
    """
    document = word.new_document(template)
    build = {"ouders": _parents, "dossier": _file, "instantie": _extract, "afspraken": _promises}
    build[paper.audience](document, paper, at or datetime.combine(paper.day, time(12)))
    return word.to_bytes(document)


def _parents(document: WordDocument, paper: Paper, at: datetime) -> None:
    """The copy for parents, with room for what they want to say."""
    parts.properties(document, paper, paper.title, at)
    parts.first_block(document, paper, paper.title, _facts(paper, at))
    _minutes(document, paper)
    if paper.pupil_names:
        parts.reaction(document)
    parts.signatures(document, paper, f"{_SEEN} U hoeft het er niet mee eens te zijn.")
    parts.glossary(document, paper)


def _file(document: WordDocument, paper: Paper, at: datetime) -> None:
    """The version for the school's file: all but the private lines."""
    parts.properties(document, paper, paper.title, at)
    parts.first_block(document, paper, paper.title, _facts(paper, at))
    _minutes(document, paper)
    parts.signatures(document, paper, _SEEN)
    parts.glossary(document, paper)


def _minutes(document: WordDocument, paper: Paper) -> None:
    parts.attendance(document, paper)
    parts.said(document, paper)
    parts.decisions(document, paper)
    parts.promises(document, paper, _NO_PROMISES)
    parts.sharing(document, paper)
    parts.next_meeting(document, paper)


def _extract(document: WordDocument, paper: Paper, at: datetime) -> None:
    """What one agency needs, and that it is no more than that."""
    parts.properties(document, paper, paper.title, at)
    parts.first_block(document, paper, paper.title, _facts(paper, at))
    reader = word.line(paper.agency) or "de lezer"
    text = f"Dit is een deel van het verslag. Er staat alleen in wat {reader} nodig heeft."
    word.add_line(document, text, "Kernpunt")
    parts.attendance(document, paper)
    parts.said(document, paper)
    parts.decisions(document, paper)
    parts.promises(document, paper)
    parts.sharing(document, paper)
    parts.next_meeting(document, paper)
    parts.glossary(document, paper)


def _promises(document: WordDocument, paper: Paper, at: datetime) -> None:
    """The promises and nothing else, made to fit one page."""
    title = parts.what_it_is(paper)
    parts.properties(document, paper, title, at)
    parts.first_block(document, paper, title, parts.in_short(paper, at))
    parts.promises(document, paper, _NO_PROMISES, compact=True)
    parts.next_meeting(document, paper, "Heading 2")
    parts.glossary(document, paper, "Heading 2")


def _facts(paper: Paper, at: datetime) -> dict[str, str]:
    return {
        **parts.pupils(paper),
        "Datum gesprek": parts.in_full(paper.day),
        "Tijd": f"{paper.start:%H:%M} uur" if paper.start else "",
        "Plaats": paper.place,
        "Soort overleg": paper.kind.value,
        **parts.version(paper, at),
        "Verzonden op": parts.in_full(paper.sent_on) if paper.audience in ("ouders", "dossier") else "",
    }
