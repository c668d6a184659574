"""Names of others in the copy of a file: bold and underlined in [square brackets], or left out.

Import this module late: it loads python-docx.
"""

from __future__ import annotations

import copy

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from ibtui.care.dossier import CLOSES, OPENS
from ibtui.documents.numbering import cut

HIDDEN = "naam weggelaten"
"""What stands in the brackets when the names of others are left out."""


def dress_names(document: WordDocument, *, hide: bool) -> None:
    """Dress the names between the signs, and take the signs away; a name may go on in the next run."""
    for item in document.element.body.iter(qn("w:p")):
        texts = [run.text or "" for run in item.iter(qn("w:t"))]
        if any(OPENS in text or CLOSES in text for text in texts):
            _dress(Paragraph(item, document._body), hide=hide)


def _dress(paragraph: Paragraph, *, hide: bool) -> None:
    inside = False
    for run in list(paragraph.runs):
        if not inside and OPENS not in run.text and CLOSES not in run.text:
            continue
        inside = _split(run, hide=hide, inside=inside)


def _split(run: Run, *, hide: bool, inside: bool) -> bool:
    """One run in pieces; tells whether a name is still going on behind it."""
    text, piece = run.text, ""
    pieces: list[tuple[str, bool]] = []
    for sign in text:
        if sign in (OPENS, CLOSES):
            begins = sign == OPENS
            if hide:
                pieces += [(piece if not inside else "", inside)]
                pieces += [(f"[{HIDDEN}]", True)] if begins else []
            else:
                pieces += [(f"{piece}]" if inside and not begins else piece, inside)]
            piece, inside = ("" if hide or not begins else "["), begins
        else:
            piece += sign
    pieces.append(("" if hide and inside else piece, inside))
    for words, named in pieces:
        if words:
            made = _copy(run, words)
            if named:
                made.bold = made.underline = True
    cut(run._r)
    return inside


def _copy(run: Run, text: str) -> Run:
    """A run with the same dress, before this one."""
    made = Run(copy.deepcopy(run._r), run._parent)
    run._r.addprevious(made._r)
    made.text = text
    return made
