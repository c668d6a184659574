"""The same copy without characters that nobody sees, so that a name with a soft hyphen in it is still found.

Neither does anybody see the marks of emphasis within a word: "**S**am" prints "Sam".

`clean` takes them out of what is typed; a text from before, or from another door, may still have them.
"""

import re
from bisect import bisect_left
from dataclasses import replace

from ibtui.care.findings import Copy, CopyLine, Finding
from ibtui.care.minutes import ActionLine

# Soft hyphen, joiners, direction marks, invisible operators, byte order mark.
_UNSEEN = re.compile("[\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


_LETTER = r"[^\W\d_]"
_EMPHASIS = re.compile(rf"(?<={_LETTER})[*~]+(?={_LETTER})")
# An underscore within a word is printed; only a pair that begins or ends with the word seems to be meant.
_UNDERSCORES = re.compile(
    rf"(?<![\w.@#/-])_+(?:{_LETTER})+(_+)(?={_LETTER}+(?![\w@]))|(?<![\w.@#/-])(?:{_LETTER})+(_+)(?:{_LETTER})+_+(?![\w@])"
)
_MARKS = "*_~"


def visible(text: str) -> str:
    """The text without characters that nobody sees."""
    if text.isascii() and not any(mark in text for mark in _MARKS):
        return text
    return "".join(text[place] for place in _places(text))


def _places(text: str) -> list[int]:
    """The places of the characters that are seen."""
    places = [place for place, char in enumerate(text) if not _UNSEEN.match(char)]
    plain = "".join(text[place] for place in places)
    counts = {mark: plain.count(mark) for mark in _MARKS}
    gone: set[int] = set()
    for found in _EMPHASIS.finditer(plain):
        before, behind = plain[found.start() - 1], plain[found.end()]
        alone = counts[found[0][0]] == len(found[0])  # "Sam*Roos"
        if not alone and not (before.islower() and behind.isupper()):
            gone.update(range(*found.span()))
    for found in _UNDERSCORES.finditer(plain):
        start, end = found.span(found.lastindex or 0)
        if not (plain[start - 1].islower() and plain[end].isupper()):
            gone.update(range(start, end))
    return [place for number, place in enumerate(places) if number not in gone]


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
    places = _places(line.text)
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
    places = _places(line.text)
    written = tuple(
        replace(one, start=bisect_left(places, one.start), end=bisect_left(places, one.end))
        for one in line.written
    )
    return replace(line, text=text, written=written)


def _action(action: ActionLine) -> ActionLine:
    who, what, when = visible(action.who), visible(action.what), visible(action.when)
    if (who, what, when) == (action.who, action.what, action.when):
        return action
    return replace(action, who=who, what=what, when=when)
