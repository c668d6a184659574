"""Names in a text: `#roo` is a pupil, `@ans` somebody else. What counts as one is said here and nowhere else.

A name begins with a letter, at the start of a word, and holds letters, digits, full stops, hyphens and
apostrophes: `#roos.van.dijk`, `@jan-peter`, `#zoë`. A full stop or an apostrophe behind it isn't part of it, and
neither is the 's of "#noa's". No name: `#3`, `jan@school.nl`, `https://school.nl/#team`, `##`.
"""

import re
from collections.abc import Callable, Iterator

from ibtui.care.names import Named
from ibtui.values import dataclass

_CHARS = r"\w\u0300-\u036f'’.-"
_NAME = rf"['’]?[^\W\d_][{_CHARS}]*"
_START = r"(?<![\w.@#&=\[])"
_MENTION = re.compile(rf"{_START}(?P<mark>[#@])(?P<name>{_NAME}(?<![.'’-]))(?![\w@\u0300-\u036f])")
_BEGUN = re.compile(rf"{_START}(?:[#@]{_NAME}|@)(?![\w@])")
_OWNING = re.compile(r"(?<=[^\W\d_])['’]s\Z")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a line: from `start` up to `end`, its mark, and the name as typed, without its mark."""

    start: int
    end: int
    mark: str
    typed: str


def mentions(line: str) -> list[Mention]:
    """The names in a line, in order. Any text will do."""
    if "@" not in line and "#" not in line:
        return []
    found = []
    for match in _MENTION.finditer(line):
        if not _in_address(line, match.start()):
            typed = _OWNING.sub("", match["name"])
            found.append(Mention(match.start(), match.start() + 1 + len(typed), match["mark"], typed))
    return found


def mention_at(line: str, column: int) -> Mention | None:
    """The name that a cursor before the character at `column` stands in or right behind.

    A name that is being typed may still end in a full stop, a hyphen or an apostrophe; it may be just `@`.
    """
    for one in mentions(line):
        if one.start < column <= one.end:
            return one
    for match in _BEGUN.finditer(line):
        if match.start() < column <= match.end() and not _in_address(line, match.start()):
            return Mention(match.start(), column, match[0][0], line[match.start() + 1 : column])
    return None


def is_mention(word: str, mark: str = "@") -> bool:
    """Whether a word is one whole name with its mark: "@ans", also as in "@ans's"."""
    return any(
        one.start == 0 and one.mark == mark and word[one.end :] in ("", "'s", "’s") for one in mentions(word)
    )


def replaced(text: str, by: Callable[[Mention], str]) -> str:
    """The text with other words in the place of its names."""
    for one in reversed(mentions(text)):
        text = text[: one.start] + by(one) + text[one.end :]
    return text


def unmarked(text: str) -> str:
    """The text for reading: names without their mark, with the letters that were typed. "belt met #kai" is
    "belt met kai"."""
    return replaced(text, lambda one: one.typed)


def ways_to_write(named: Named) -> Iterator[str]:
    """How somebody can be written behind a mark, the shortest first, with capitals and accents as in the name.

    "Ans", "Ans.B", "Ans.Boer", "Ans.de.Boer". Nothing for a name without letters.
    """
    first, infix, last = (_as_typed(part) for part in (named.first, named.infix, named.last))
    initial = next((char for char in last if char.isalpha()), "")
    whole_last = ".".join(part for part in (infix, last) if part)
    ways = (
        [(first,), (first, initial), (first, last), (first, whole_last)]
        if first
        else [(last,), (whole_last,)]
    )
    for way in dict.fromkeys(".".join(part for part in parts if part) for parts in ways):
        if is_mention(f"@{way}"):
            yield way


def as_word(text: str) -> str:
    """A word such as "intern begeleider" as it can stand behind a mark, "" when it can't."""
    word = _as_typed(text)
    return word if is_mention(f"@{word}") else ""


def _as_typed(part: str) -> str:
    """A part of a name with a full stop for whatever can't stand behind a mark."""
    return re.sub(rf"[^{_CHARS}]+|\.{{2,}}", ".", part).lstrip(".- ").rstrip(".-'’ ")


def _in_address(line: str, place: int) -> bool:
    """Whether this place is in a web address, where a # is no name."""
    if "/" not in line:
        return False
    before = line[:place].split()
    return not line[:place][-1:].isspace() and bool(before) and "://" in before[-1]
