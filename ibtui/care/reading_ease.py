"""O8 and O11: abbreviations that nobody explains, long sentences and paragraphs, and words that have a plainer one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ibtui.care.abbreviations import explains
from ibtui.care.findings import Copy, Finding, Known, Level, Reader
from ibtui.care.function_words import FAMILY, FUNCTION_WORDS
from ibtui.care.hard_words import HARD_SHORT, HARD_WORDS
from ibtui.care.minutes import ActionLine, Mark
from ibtui.care.prose import Passage, name_words, passages, sentences, words
from ibtui.care.text import fold

LONGEST_SENTENCE = 20
LONGEST_PARAGRAPH = 50
"""In words."""

_STAYS_AS_IT_IS = (Mark.CHILD,)  # the words of a child are the child's


def find(copy: Copy, reader: Reader, known: Known) -> Iterator[Finding]:
    """What parents may have to read twice. What stands beside the text is names, except the purpose."""
    read = [
        passage
        for passage in passages(copy)
        if passage.mark not in _STAYS_AS_IT_IS and (passage.line or "doel" in passage.where)
    ]
    promises = {action.line + 1: action for action in copy.actions}
    yield from _abbreviations(read, copy, known)
    for passage in read:
        yield from _hard(passage)
        yield from _long(passage, promises.get(passage.line))
    yield from _long_paragraphs(read)


# --- O8: abbreviations ---

_SHORT = re.compile(r"(?<![\w.&/-])[A-Z][A-Z&]{0,4}[A-Z](?:-[A-Z]{2,})?(?![\w&]|\.\w|['’][^sS])")
_DOTTED = re.compile(r"(?<![\w.])[A-Za-z]\.(?:[a-z]{1,2}\.)+(?!\w)")
_NOBODY_SAYS = "Niet iedereen kent “{word}”. Schrijf het voluit, of zet erachter wat het is: “{word} (…)”."
_EVERYBODY_KNOWS = frozenset(
    """
    a.u.b. s.v.p. o.a. d.w.z. i.p.v. i.v.m. z.s.m. a.s. b.v. bijv. e.d. n.v.t. p.m. z.o.z. o.i.d. m.n. m.i. e.v.
    e.a. j.l. n.a.w. t.z.t. i.d. n.m. v.m. p.s. n.b. a.h.w. m.a.w. t.m. h.t. t.g.v.
    """.split()  # noqa: SIM905
)
_SHOUTED = (
    FUNCTION_WORDS
    | FAMILY
    | frozenset(
        [
            "fout",
            "super",
            "top",
            "let",
            "klaar",
            "open",
            "dicht",
            "lezen",
            "taal",
            "rust",
            "pauze",
            "thuis",
            "hulp",
            "actie",
            "besluit",
            "vraag",
            "tip",
            "kopie",
            "todo",
            "tbd",
        ]
    )
)
"""Words that people write in capitals to be heard."""
_TRADE = frozenset(
    [
        "obs",
        "cbs",
        "rkbs",
        "pcb",
        "ikc",
        "kbs",
        "abs",
        "pkn",
        "rk",
        "mbo",
        "hbo",
        "roc",
        "pabo",
        "abc",
        "gym",
        "vip",
        "eeg",
        "mri",
        "rivm",
        "hiv",
    ]
)
_VOWEL = re.compile("[aeiouy]")


def _abbreviations(read: list[Passage], copy: Copy, known: Known) -> Iterator[Finding]:
    """Each that isn't known, once: at its first place."""
    silent = _told(read, copy) | name_words((*known.children, *known.adults))
    for passage in read:
        for match in (*_SHORT.finditer(passage.text), *_DOTTED.finditer(passage.text)):
            word = match[0]
            plain = fold(word)
            if plain in silent or explains(word) or _is_everyday(word, plain) or passage.text.isupper():
                continue
            silent.add(plain)
            reason = _NOBODY_SAYS.format(word=word)
            yield passage.finding("O8", Level.ASKS, match.start(), match.end(), reason)


def _is_everyday(word: str, plain: str) -> bool:
    if plain in _EVERYBODY_KNOWS or plain in HARD_SHORT:
        return True
    if len(word) > 4 and _VOWEL.search(plain) and "&" not in word:
        return True  # so long and with vowels: a word, not an abbreviation
    return word.isupper() and (plain in _SHOUTED or plain in _TRADE or len(set(plain)) == 1)


_TOLD = re.compile(r"\b(?P<before>[A-Z][A-Z&]{0,4}[A-Z])\s*(?:\(|=|,? dat (?:is|betekent)\b|staat voor)")
_IN_BRACKETS = re.compile(r"\w\s+\((?P<inside>[A-Z][A-Z&]{0,4}[A-Z])\)")


def _told(read: list[Passage], copy: Copy) -> set[str]:
    """What the text itself explains, and the names of organisations at the table."""
    found = {
        fold(match[1])
        for passage in read
        for how in (_TOLD, _IN_BRACKETS)
        for match in how.finditer(passage.text)
    }
    beside = (text for where, text in copy.beside if "doel" not in where)
    return found | {fold(match[0]) for text in beside for match in _SHORT.finditer(text)}


# --- O11: hard words ---

_PLAINER = "“{word}”: schrijf liever “{plainer}”."


def _hard(passage: Passage) -> Iterator[Finding]:
    found = words(passage.text)
    for hit in HARD_WORDS.find(found):
        start, end = found[hit.first].start, found[hit.last - 1].end
        reason = _PLAINER.format(word=passage.text[start:end], plainer=hit.value)
        yield passage.finding("O11", Level.ASKS, start, end, reason)
    for match in _DOTTED.finditer(passage.text):
        if (plainer := HARD_SHORT.get(match[0].lower())) is not None:
            reason = _PLAINER.format(word=match[0], plainer=plainer)
            yield passage.finding("O11", Level.ASKS, match.start(), match.end(), reason)


# --- O11: long sentences and paragraphs ---

_TOO_LONG = "Deze zin heeft {count} woorden. Maak er twee van."
_TOO_MUCH = "Deze alinea heeft {count} woorden. Maak er twee van, of een lijstje met “- ”."


def _long(passage: Passage, promise: ActionLine | None) -> Iterator[Finding]:
    """Long sentences. Of a promise only what is to be done counts, not who and when."""
    if len(passage.text) <= 2 * LONGEST_SENTENCE:
        return
    text, offset = passage.text, 0
    if promise is not None and promise.what in text:
        offset, text = text.index(promise.what), promise.what
    for start, end in sentences(text):
        count = len(words(text[start:end]))
        if count > LONGEST_SENTENCE:
            reason = _TOO_LONG.format(count=count)
            yield passage.finding("O11", Level.ASKS, offset + start, offset + end, reason)


def _long_paragraphs(read: list[Passage]) -> Iterator[Finding]:
    """Lines of plain text that follow each other are one paragraph; any other line is one by itself. A paragraph
    of one sentence has been named for that already."""
    block: list[Passage] = []
    for passage in (*read, None):
        if block and (passage is None or not _goes_on(block[-1], passage)):
            count = sum(len(words(part.text)) for part in block)
            several = len(block) > 1 or len(sentences(block[0].text)) > 1
            if count > LONGEST_PARAGRAPH and several:
                first = block[0]
                reason = _TOO_MUCH.format(count=count)
                start = len(first.text) - len(first.text.lstrip())
                yield first.finding("O11", Level.ASKS, start, len(first.text.rstrip()), reason)
            block = []
        if passage is not None:
            block.append(passage)


def _goes_on(before: Passage, passage: Passage) -> bool:
    """Whether this line is the same paragraph. (A blank line isn't among those that are read.)"""
    plain = before.mark is Mark.TEXT and passage.mark is Mark.TEXT
    return plain and before.line > 0 and passage.line == before.line + 1
