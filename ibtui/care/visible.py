"""The same copy without characters that nobody sees, so that a name with a soft hyphen in it is still found.

`clean` takes them out of what is typed; a text from before, or from another door, may still have them.
"""

import re
from dataclasses import replace

from ibtui.care.findings import Copy, CopyLine, Finding
from ibtui.care.minutes import ActionLine

# Soft hyphen, joiners, direction marks, invisible operators, byte order mark.
_UNSEEN = re.compile("[\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def visible(text: str) -> str:
    """The text without characters that nobody sees."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def visible_copy(copy: Copy) -> Copy:
    """The copy as a reader sees it; its lines keep their numbers and columns."""
    return replace(
        copy,
        lines=tuple(map(_line, copy.lines)),
        actions=tuple(map(_action, copy.actions)),
        beside=tuple((where, visible(text)) for where, text in copy.beside),
        private=tuple(map(visible, copy.private)),
    )


def as_typed(finding: Finding, line: CopyLine) -> Finding:
    """A finding in the visible text of this line, at its place in the line as it was typed."""
    start = finding.column - line.column
    if line.text == visible(line.text) or finding.column < 1 or start < 0:
        return finding
    places = [place for place, char in enumerate(line.text) if not _UNSEEN.match(char)]
    end = start + len(finding.text)
    if end > len(places) or finding.text != visible(line.text)[start:end]:
        return finding
    first, last = places[start], places[end - 1] if end > start else places[start]
    around = line.text if finding.around == visible(line.text) else finding.around
    return replace(finding, column=line.column + first, text=line.text[first : last + 1], around=around)


def _line(line: CopyLine) -> CopyLine:
    text = visible(line.text)
    if text == line.text:
        return line
    written = tuple(
        replace(one, start=len(visible(line.text[: one.start])), end=len(visible(line.text[: one.end])))
        for one in line.written
    )
    return replace(line, text=text, written=written)


def _action(action: ActionLine) -> ActionLine:
    who, what, when = visible(action.who), visible(action.what), visible(action.when)
    if (who, what, when) == (action.who, action.what, action.when):
        return action
    return replace(action, who=who, what=what, when=when)
