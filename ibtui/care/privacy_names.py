"""Rule O1: names of other children in a copy. Which words can be a name says `privacy_name_index.py`.

A child's own name and the adults near it are silent; a name that is a word too is sure with a capital in
mid-sentence, asks at the start of one, and is silent without a capital. A last name alone asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ibtui.care import privacy_name_reasons as reasons
from ibtui.care import privacy_surnames
from ibtui.care.findings import Copy, CopyLine, Finding, Known, Level, Reader
from ibtui.care.mentions import Mention, mentions
from ibtui.care.privacy_name_index import Form, Match, Names, Part, Sort, forms, words
from ibtui.care.privacy_name_level import NameLine, level_of
from ibtui.care.privacy_name_words import INITIAL_WORDS, NO_ADULTS, PARENT_WORDS, SAYINGS, SURNAME_WORDS
from ibtui.care.text import fold
from ibtui.values import dataclass

# A name inside these is looked after by O4, or is no name.
_MASKED = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}|https?://\S+|\bwww\.\S+|"
    rf"\b(?P<saying>{SAYINGS})\b",
    re.IGNORECASE,
)
_INITIAL_BEHIND = re.compile(
    r"[ \xa0]+(?:(?:van|de|den|der|ter|ten|te|el|al)[ \xa0]+|['’]t[ \xa0]+|[dv]\.[ \xa0]?)*"
    r"([^\W\d_])(?:\.|(?![\w'’-]))"
)
_TWO_INITIALS = re.compile(r"(?<![\w.])([^\W\d_])\.[ \xa0]?(?:[dv]\.)*([^\W\d_])\.(?!\w)")
_INITIAL = re.compile(r"(?<![\w.'’-])([^\W\d_])(?:\.(?:[ \xa0]?[^\W\d_]\.)*[ \xa0]?|[ \xa0])$")


@dataclass(frozen=True, slots=True)
class _Spot:
    """A find in a line: from `start` up to `end`."""

    start: int
    end: int
    level: Level
    reason: str


def find(copy: Copy, reader: Reader, known: Known) -> Iterator[Finding]:
    """Other children's names in all that leaves."""
    names = Names.of(known)
    for line in copy.lines:
        for spot in (*_spots(line.text, names, known), *_written(line, names, known)):
            text = line.text[spot.start : spot.end]
            yield Finding(
                "O1", spot.level, line.line, line.column + spot.start, text, spot.reason, "", line.text
            )
    for where, text in copy.beside:
        for spot in _spots(text, names, known):
            yield Finding("O1", spot.level, 0, 0, text[spot.start : spot.end], spot.reason, where, text)


def _written(line: CopyLine, names: Names, known: Known) -> Iterator[_Spot]:
    """What is printed in the place of a name: of an adult, so a find only asks."""
    for one in line.written:
        for spot in list(_spots(one.text, names, known))[:1]:
            yield _Spot(
                one.start,
                one.end,
                Level.ASKS,
                reasons.PARENT if spot.reason == reasons.PARENT else reasons.BOTH,
            )


def _spots(text: str, names: Names, known: Known) -> Iterator[_Spot]:
    marked = mentions(text)
    for one in marked:
        yield from _of_mention(one, known)
    for pair in _TWO_INITIALS.finditer(text) if "." in text else ():
        yield from _of_initials(text, pair, names)
    if not names.is_worth(text):
        return
    line = NameLine.of(_without(text, marked, known, names), names)
    said: set[str] = set()  # which adults were asked about in this line
    place = 0
    while place < len(line.tokens):
        if not names.begins(line.tokens[place]):
            place += 1
            continue
        found, place = _at(line, place, names, said)
        if found is not None:
            yield found


def _of_mention(one: Mention, known: Known) -> Iterator[_Spot]:
    """A marked name. An @name of nobody is rule O9; its words are still looked at."""
    meant = known.meant.get(fold(f"{one.mark}{one.typed}"))
    if meant == "other" or (one.mark == "#" and meant != "own"):
        reason = {"other": reasons.OTHER_MARK, "several": reasons.SEVERAL_MARK}.get(
            meant or "", reasons.NOBODY_MARK
        )
        yield _Spot(one.start, one.end, Level.STOPS, reason)


def _without(text: str, marked: list[Mention], known: Known, names: Names) -> str:
    """The line with blanks where a mark has said who is meant, in addresses and in sayings."""
    pieces, done = list[str](), 0
    for one in marked:
        if one.mark == "#" or fold(f"@{one.typed}") in known.meant:
            pieces += (text[done : one.start], " " * (one.end - one.start))
            done = one.end

    def blank(found: re.Match[str]) -> str:
        return found[0] if _is_childs_name(found["saying"], names) else " " * len(found[0])

    return _MASKED.sub(blank, "".join((*pieces, text[done:])))


def _is_childs_name(saying: str | None, names: Names) -> bool:
    """Whether this saying is the whole name of a pupil too: "Jan Klaassen"."""
    if not saying or saying.islower():
        return False
    return names.has(" ".join(words(saying)), Part.FULL, Sort.OTHER)


def _at(line: NameLine, place: int, names: Names, said: set[str]) -> tuple[_Spot | None, int]:
    """What stands at this word, and the word to go on with."""
    for match in names.longest(line.tokens, place, line.text):
        if not _is_written_as_name(line, match):
            continue
        behind, end = _initial_behind(line, match, names)
        if behind:
            match = behind
        if match.hits and not line.in_double_name(match):
            found = _judged(line, match, end, names, said)
            if found is not None and found.reason == reasons.CHILD and _is_family(match, names):
                found = replace(found, reason=reasons.FAMILY)
            return found, match.end + 1
    return None, place + 1


def _is_written_as_name(line: NameLine, match: Match) -> bool:
    """Whether a longer name may be read here: "ik wil bakker worden" isn't Wil Bakker."""
    if match.start == match.end:
        return True
    last = line.tokens[match.end]
    if last.raw[0].isupper() or last.folded not in SURNAME_WORDS:
        return True
    return all(hit.part in (Part.FIRST, Part.HALF) for hit in match.hits)


def _initial_behind(line: NameLine, match: Match, names: Names) -> tuple[Match | None, int]:
    """The children and adults whose last name begins with the letter behind a first name: "Noa H."."""
    end = line.tokens[match.end].end
    first = [hit for hit in match.hits if hit.part is Part.FIRST]
    found = _INITIAL_BEHIND.match(line.text, end) if first and match.form is Form.EXACT else None
    if found is None or not found[1].isupper():
        return None, end
    hits = tuple(hit for hit in first if hit.who.last_initial == fold(found[1]))
    if not hits:
        return None, end
    return replace(match, hits=hits), found.end()


def _judged(line: NameLine, match: Match, end: int, names: Names, said: set[str]) -> _Spot | None:
    sorts = {part: {hit.who.sort for hit in match.hits if hit.part is part} for part in Part}
    start = line.tokens[match.start].start
    if sorts[Part.FULL]:
        return _of_full(line, match, sorts[Part.FULL], names)
    if sorts[Part.FIRST] & {Sort.OWN, Sort.OTHER} or (sorts[Part.FIRST] and not sorts[Part.LAST]):
        level, reason = _of_first(
            line, match, sorts[Part.FIRST], names, said, sure=end > line.tokens[match.end].end
        )
    elif Sort.OTHER in sorts[Part.HALF]:
        level, reason = _of_half(line, match, sorts)
    else:
        return _of_last(line, match, sorts)
    return _Spot(start, end, level, reason) if level is not None else None


def _of_full(line: NameLine, match: Match, sorts: set[Sort], names: Names) -> _Spot | None:
    """First and last name. An adult with another child's last name is a last name alone."""
    start, end = line.tokens[match.start].start, line.tokens[match.end].end
    if Sort.OWN in sorts:
        return None
    if Sort.OTHER not in sorts:
        return _Spot(start, end, Level.ASKS, reasons.PARENT) if _is_parent(match, names) else None
    if Sort.NEAR in sorts or line.title_before(match.start):
        return _Spot(start, end, Level.ASKS, reasons.BOTH)
    if re.fullmatch(SAYINGS, line.text[start:end], re.IGNORECASE):
        return _Spot(start, end, Level.ASKS, reasons.MAYBE)
    return _Spot(start, end, Level.STOPS, reasons.CHILD)


def _is_parent(match: Match, names: Names) -> bool:
    """Whether this is only a parent of another child, whose last name tells which child."""
    adults = [hit.who for hit in match.hits if hit.part is Part.FULL]
    return all(who.sort in (Sort.PARENT, Sort.FAR) for who in adults) and any(
        who.sort is Sort.PARENT
        and who.last not in names.families
        and any(names.has(who.last, part, Sort.OTHER) for part in (Part.LAST, Part.BARE))
        for who in adults
    )


def _of_first(
    line: NameLine, match: Match, sorts: set[Sort], names: Names, said: set[str], *, sure: bool
) -> tuple[Level | None, str]:
    if Sort.OTHER not in sorts:
        return None, ""
    if Sort.OWN in sorts:
        return (Level.STOPS, reasons.CHILD) if line.before(match.start) == "andere" else (None, "")
    titled = line.title_before(match.start)
    of_something = line.role_of_something(match.end) and not sorts & {Sort.NEAR, Sort.FAR, Sort.PARENT}
    if (line.role_behind(match.end) and not of_something) or (titled and _is_of_adult(line, match, sorts)):
        return None, ""
    level = Level.STOPS if sure else level_of(line, match)
    if level is None:
        return None, ""
    if titled or of_something:
        return Level.ASKS, reasons.TITLED
    if Sort.NEAR in sorts:
        if match.name in said or line.before(match.start) in PARENT_WORDS:
            return None, ""
        said.add(match.name)
        return Level.ASKS, reasons.BOTH
    if match.form is Form.EXACT and any(
        names.has(base, Part.FIRST, Sort.OWN) for base, form in forms(line.tokens[match.end].folded) if form
    ):
        return Level.ASKS, reasons.MAYBE  # "Roosje" may be Roos, the child itself
    return level, reasons.CHILD if level is Level.STOPS else reasons.MAYBE


def _is_of_adult(line: NameLine, match: Match, sorts: set[Sort]) -> bool:
    """Whether the title before this name is of somebody by that name: "juf Fleur" whom the school knows."""
    if sorts & {Sort.NEAR, Sort.FAR} or line.before(match.start) in NO_ADULTS:
        return True
    return line.title_in_family(match.start)


def _of_half(line: NameLine, match: Match, sorts: dict[Part, set[Sort]]) -> tuple[Level | None, str]:
    """The first half of a double name: "Anne" of Anne Sophie may be anybody."""
    if sorts[Part.HALF] & {Sort.OWN, Sort.NEAR} or match.form is not Form.EXACT:
        return None, ""
    token = line.tokens[match.start]
    if token.raw.islower() or line.title_before(match.start) or level_of(line, match) is not Level.STOPS:
        return None, ""
    return Level.ASKS, reasons.MAYBE


def _of_last(line: NameLine, match: Match, sorts: dict[Part, set[Sort]]) -> _Spot | None:
    """A last name, maybe with an initial before it."""
    start, end = line.tokens[match.start].start, line.tokens[match.end].end
    initial = _INITIAL.search(line.text, max(0, start - 12), start)
    hits = [hit.who for hit in match.hits if hit.part in (Part.LAST, Part.BARE)]
    if initial is not None and initial[1].isupper() and line.tokens[match.end].raw[0].isupper():
        same = {who.sort for who in hits if who.initial == fold(initial[1])}
        if same & {Sort.OWN, Sort.NEAR}:
            return None
        if Sort.OTHER in same:
            adult = line.title_before(line.place_at(initial.start()))
            return _Spot(
                initial.start(),
                end,
                Level.ASKS if adult else Level.STOPS,
                reasons.LAST if adult else reasons.CHILD,
            )
        start = initial.start()
    level = privacy_surnames.level_of(line, match, {who.sort for who in hits}, initial is not None)
    return _Spot(start, end, level, reasons.LAST) if level is not None else None


def _of_initials(text: str, pair: re.Match[str], names: Names) -> Iterator[_Spot]:
    """ "N.H.": only of another child, with two capitals, and no last name behind it."""
    letters = fold(pair[1] + pair[2])
    behind = text[pair.end() : pair.end() + 3].lstrip(" \xa0")
    if not (pair[1] + pair[2]).isupper() or letters in INITIAL_WORDS or behind[:1].isupper():
        return
    if names.initials.get(letters, set()) & {Sort.OTHER, Sort.OWN, Sort.NEAR} == {Sort.OTHER}:
        yield _Spot(pair.start(), pair.end(), Level.ASKS, reasons.INITIALS)


def _is_family(match: Match, names: Names) -> bool:
    """Whether these are children with the last name of the child itself."""
    others = [hit.who for hit in match.hits if hit.who.sort is Sort.OTHER]
    return bool(others) and all(who.last in names.families for who in others)
