"""Fields in the header and footer of a template: page numbers stay, links become text, the rest doesn't come along.

A field hides more than it shows: the words of both outcomes of an IF, the name of an author, a file's place.
"""

from __future__ import annotations

from dataclasses import field

from docx.oxml.ns import qn
from lxml.etree import _Element

from ibtui.documents import docx_safe
from ibtui.documents.numbering import cut
from ibtui.values import dataclass

_RUN, _CHAR, _CODE, _TEXT = qn("w:r"), qn("w:fldChar"), qn("w:instrText"), qn("w:t")
_SAID = "In de kop- of voettekst staan velden die Word invult. Alleen paginanummers komen mee."


@dataclass(slots=True)
class _Field:
    """One field from its begin to its end. `outer`: the field that it stands in, `in_code`: in its code."""

    outer: _Field | None
    in_code: bool
    marks: list[_Element] = field(default_factory=list)
    code: list[_Element] = field(default_factory=list)
    shown: list[_Element] = field(default_factory=list)
    showing: bool = False
    gone: bool = False

    @property
    def instruction(self) -> str:
        return "".join(item.text or "" for item in self.code if item.tag == _CODE)


def tidy_fields(root: _Element, said: list[str]) -> None:
    """Keep the page numbers of a header or footer; `said` gets what was taken out, in Dutch."""
    for item in list(root.iter(qn("w:fldSimple"))):
        _tidy_simple(item, said)
    runs = list(root.iter(_RUN))
    for one in _fields(runs):
        _tidy(one, said)
    for run in runs:
        if run.getparent() is not None and all(item.tag == qn("w:rPr") for item in run):
            cut(run)


def _tidy_simple(item: _Element, said: list[str]) -> None:
    code = item.get(qn("w:instr")) or ""
    for data in item.findall(qn("w:fldData")):
        cut(data)
    kept = docx_safe.PAGE_NUMBER.match(code)
    if kept is not None:
        item.set(qn("w:instr"), f" {kept[0].strip()} ")
        _show_one(list(item.iter(_TEXT)))
    elif _is_link(code):
        for child in list(item):
            item.addprevious(child)
        cut(item)
    else:
        said.append(_SAID)
        cut(item)


def _fields(runs: list[_Element]) -> list[_Field]:
    """All fields, an outer one before those in it. One that never ends takes what follows along."""
    found: list[_Field] = []
    open_ones: list[_Field] = []
    for item in (child for run in runs for child in run if child.tag != qn("w:rPr")):
        kind = item.get(qn("w:fldCharType")) if item.tag == _CHAR else ""
        if kind == "begin":
            outer = open_ones[-1] if open_ones else None
            open_ones.append(_Field(outer, outer is not None and not outer.showing, [item]))
            found.append(open_ones[-1])
        elif not open_ones:
            if item.tag in (_CHAR, _CODE):
                cut(item)
        elif kind == "separate":
            open_ones[-1].showing = True
            open_ones[-1].marks.append(item)
        elif kind == "end":
            open_ones.pop().marks.append(item)
        else:
            (open_ones[-1].shown if open_ones[-1].showing else open_ones[-1].code).append(item)
    return found


def _tidy(one: _Field, said: list[str]) -> None:
    kept = docx_safe.PAGE_NUMBER.match(one.instruction)
    if one.outer is not None and (one.outer.gone or one.in_code):
        one.gone = True
    elif kept is not None:
        _number(one, f" {kept[0].strip()} ")
        return
    elif not _is_link(one.instruction):
        said.append(_SAID)
        one.gone = True
    for item in (*one.marks, *one.code, *(one.shown if one.gone else ())):
        cut(item)


def _number(one: _Field, code: str) -> None:
    """A page number and nothing beside it: no words behind the code, no data, no outcome of long ago."""
    codes = [item for item in one.code if item.tag == _CODE]
    for item in one.code:
        if item is not codes[0]:
            cut(item)
    codes[0].text = code
    for mark in one.marks:
        for child in list(mark):
            cut(child)
    _show_one([item for item in one.shown if item.tag == _TEXT])
    for item in one.shown:
        if item.tag != _TEXT:
            cut(item)


def _show_one(texts: list[_Element]) -> None:
    """What stands in a page number until Word counts."""
    for place, item in enumerate(texts):
        item.text = "" if place else "1"


def _is_link(code: str) -> bool:
    return code.upper().split()[:1] == ["HYPERLINK"]
