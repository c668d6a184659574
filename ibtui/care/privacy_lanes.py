"""O2: what is for school only. Words of private lines, the meldcode, and lines that say that they stay here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

from ibtui.care.findings import Copy, Finding, Known, Level, Reader
from ibtui.care.function_words import FAMILY, FUNCTION_WORDS, PERSON_WORDS
from ibtui.care.headings import Likeness, like_for_the_file, may_be_for_the_file
from ibtui.care.minutes import Mark
from ibtui.care.phrases import Phrases, ways
from ibtui.care.privacy_meldcode import is_for_veilig_thuis, meldcode
from ibtui.care.prose import Passage, Word, name_words, passages, words
from ibtui.care.text import fold
from ibtui.care.words import ConversationKind

_RULE = "O2"
_STAFF = (ConversationKind.TEACHER_TALK, ConversationKind.TEAM, ConversationKind.OBSERVATION)


def find(copy: Copy, reader: Reader, known: Known) -> Iterator[Finding]:
    """What may not leave the school. In the version for the file the meldcode is only asked about."""
    in_file = reader.audience == "dossier"
    if not in_file and copy.kind in _STAFF:
        yield Finding(_RULE, Level.ASKS, 0, 0, copy.kind.value, _ABOUT_STAFF, where="soort gesprek")
    private = _Private(copy.private)
    own = name_words(child for child in known.children if child.own)
    names = (own | name_words(adult for adult in known.adults if adult.near)) - FUNCTION_WORDS
    of_theirs = reader.audience == "instantie" and is_for_veilig_thuis(copy)
    for passage in passages(copy):
        yield from _marks_within(passage, PERSON_WORDS | names)
        if not in_file:
            yield from _no_heading(passage)
        if not of_theirs:
            yield from meldcode(passage, in_file)
        found = words(passage.text)
        yield from _that_stay(passage, found, in_file)
        if private.lines:
            yield from _of_private_lines(passage, found, private, FAMILY | names)


def _at(passage: Passage, found: list[Word], level: Level, reason: str, *, fixed: bool = False) -> Finding:
    return passage.finding(_RULE, level, found[0].start, found[-1].end, reason, fixed=fixed)


# --- words of private lines ---

_RUN = 3  # so many words in a row are no chance, unless they are "op de gang"
_LINE = 4  # words of a private line that, all of them in a row, are no chance whatever they are
_MOST = 50  # places of the same three words: a line of "de de de" may not take minutes
_PRIVATE_WORDS = (
    "Deze woorden staan ook in een privéregel van dit verslag. Haal ze weg, of schrijf ze anders op."
)


def _of_private_lines(
    passage: Passage, found: list[Word], private: _Private, people: Set[str]
) -> Iterator[Finding]:
    """Whole private lines, and the longest runs of words that also stand in one. Who it is about makes a quotation,
    but not by itself."""
    at = 0
    plain = [word.plain for word in found]
    whole_lines = private.whole_lines(plain)
    for start, end in whole_lines:
        yield _at(passage, found[start:end], Level.STOPS, _PRIVATE_WORDS, fixed=True)
    done = {place for start, end in whole_lines for place in range(start, end)}
    while at < len(found):
        size, whole = private.shared(plain, at)
        run = found[at : at + size]
        names = sum(word.plain in people for word in run)
        said = sum(_tells(word) and word.plain not in people for word in run)
        if at in done:
            at += 1
        elif said and (whole or said + names > 1):
            fixed = said > 1 or (whole and size >= _RUN)
            level = Level.ASKS if size == 1 else Level.STOPS
            yield _at(passage, run, level, _PRIVATE_WORDS, fixed=fixed)
            at += size
        else:  # no part of this run tells anything either; the next one may begin at its end
            at += max(1, size - _RUN + 1)


class _Private:
    """The private lines, so that a run of their words is found at once in a long text."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.lines = [line for line in ([word.plain for word in words(text)] for text in texts) if line]
        self.short = {tuple(line) for line in self.lines if len(line) < _RUN}
        self.places: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        self.wholes: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
        for number, line in enumerate(self.lines):
            if len(line) >= _LINE:
                self.wholes.setdefault(tuple(line[:_LINE]), set()).add(tuple(line))
            for start in range(len(line) - _RUN + 1):
                same = self.places.setdefault(tuple(line[start : start + _RUN]), [])
                if len(same) < _MOST:
                    same.append((number, start))

    def whole_lines(self, plain: list[str]) -> list[tuple[int, int]]:
        """Where a private line of at least four words stands word for word, as (start, end); none over another."""
        found: list[tuple[int, int]] = []
        at = 0
        while self.wholes and at <= len(plain) - _LINE:
            lines = self.wholes.get(tuple(plain[at : at + _LINE]), ())
            size = max((len(line) for line in lines if tuple(plain[at : at + len(line)]) == line), default=0)
            if size:
                found.append((at, at + size))
            at += size or 1
        return found

    def shared(self, plain: list[str], at: int) -> tuple[int, bool]:
        """How many words from here stand in a row in a private line too, and whether that is all of the line.
        Fewer than three count for none, unless they are the whole line."""
        found = [(size, True) for size in range(1, _RUN) if tuple(plain[at : at + size]) in self.short]
        for number, start in self.places.get(tuple(plain[at : at + _RUN]), ()):
            line = self.lines[number]
            size = _RUN
            while plain[at + size : at + size + 1] == line[start + size : start + size + 1] != []:
                size += 1
            found.append((size, size == len(line)))
        return max(found, default=(0, False))


def _tells(word: Word) -> bool:
    return word.plain not in FUNCTION_WORDS and not word.plain.isdigit() and len(word.plain) > 1


# --- a % that isn't at the start of its line ---

_PERCENT = re.compile(
    r"[%％﹪](?=[\s(\[:;,.\"“”'‘’*_]*[^\W\d_]|\s+[-–—>]\s*[^\W\d_])(?!\s*(?:van|v\.|goed|fout|score|meer|minder|korting)\b)"
)
_AMOUNT = re.compile(
    r"(?:[0-9½¼¾)\]xX?]|\b(?:in|als|per|of|groot|klein|hoog|hoger|hoogste|laag|lager|laagste|"
    r"tien|twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd))\s*$"
)
_SHARE = re.compile(r"\b(?:het|een|welk|welke|dit|dat|hoeveel|zoveel|aantal|veel)\s*$")
_CLOCK = re.compile(r"(?:\b(?:om|groep) ?\d{1,2}|\b\d{1,2}[:.]\d\d|\b\d{1,2}-\d{1,2})\s+$")
_TELLS_OF = re.compile(r"[%％﹪]\s*([^\W\d_]+)\s+(?!(?:en|of|maar|om)\b)[^\W\d_]")
_MID_LINE = "Een % telt alleen aan het begin van een regel. Zet dit op een eigen regel, of schrijf “procent”."


def _marks_within(passage: Passage, people: Set[str]) -> Iterator[Finding]:
    """Behind an amount a % means percent, unless it goes on about somebody: "om 10 % moeder huilde"."""
    text = passage.text
    for sign in _PERCENT.finditer(text) if any(map(text.__contains__, "%％﹪")) else ():
        before = text[max(0, sign.start() - 20) : sign.start()].casefold()
        if _SHARE.search(before):
            continue
        sure = not _AMOUNT.search(before)
        if not sure:
            behind = _TELLS_OF.match(text, sign.start())
            if behind is None or fold(behind[1]) not in people:
                continue
            sure = (
                _CLOCK.search(before) is not None and fold(behind[1]) != "ouders"
            )  # "het gaat om 10 % ouders"
        level = Level.STOPS if sure else Level.ASKS
        yield passage.finding(_RULE, level, sign.start(), len(text.rstrip()), _MID_LINE, fixed=sure)
        if sure:
            return


# --- a heading for the file that is none ---

_NO_HEADING = (
    "Dit lijkt een kopje, maar is er geen: wat eronder staat gaat mee. Begin de regel met ## en een spatie."
)
_NO_LANE = (
    "Dit lijkt alleen voor school. Begin de regel met %, of zet dit onder een kopje “## Voor het dossier”."
)


_LOOSE_HEADING = (
    "Dit kopje lijkt alleen voor school bedoeld, maar gaat mee. Is het dat? Noem het dan “Voor het dossier”."
)


def _no_heading(passage: Passage) -> Iterator[Finding]:
    if not passage.line:
        return
    if passage.mark is Mark.POINT:
        if may_be_for_the_file(passage.text):
            yield passage.finding(_RULE, Level.ASKS, 0, len(passage.text), _LOOSE_HEADING)
        return
    if passage.mark is Mark.CHILD and passage.text[:1] in "\"“„'‘":
        return
    match like_for_the_file(passage.text):
        case Likeness.HEADING:
            level, reason, fixed = Level.STOPS, _NO_HEADING, True
        case Likeness.LABEL:
            level, reason, fixed = Level.STOPS, _NO_LANE, False
        case Likeness.MAYBE:
            level, reason, fixed = Level.ASKS, _NO_LANE, False
        case _:
            return
    text = passage.text
    start = len(text) - len(text.lstrip())
    yield passage.finding(_RULE, level, start, len(text.rstrip()), reason, fixed=fixed)


# --- lines that say that they stay at school ---

_ABOUT_STAFF = "In dit soort gesprek gaat het vaak over collega's. Mogen anderen dit lezen?"
_MEANT_TO_STAY = "Dit lijkt alleen voor school bedoeld. Haal het weg, of begin de regel met %."
_NOT_HOME = """
    niet voor ouders | niet voor de ouders | niet voor vader | niet voor moeder | niet met ouders delen
    niet met de ouders delen | niet met vader delen | niet met moeder delen | niet delen met ouders
    niet delen met de ouders | niet delen met vader | niet delen met moeder | niet met ouders bespreken
    niet met de ouders bespreken | niet met vader bespreken | niet met moeder bespreken
    mag niet naar ouders | hoeft niet naar ouders | mag niet naar de ouders | hoeft niet naar de ouders
    niet tegen ouders zeggen | niet tegen de ouders zeggen | niet tegen vader zeggen | niet tegen moeder zeggen
    ouders niet vertellen | vader niet vertellen | moeder niet vertellen | ouders weten dit niet
    ouders weten dit nog niet | ouders weten het nog niet | ouders weten nog niet dat | ouders mogen dit niet weten
    ouders mogen niet weten | vader mag dit niet weten | vader mag niet weten | vader weet dit niet
    vader weet dit nog niet | moeder weet dit nog niet | vader mag dit niet lezen | moeder mag dit niet lezen
    ouders mogen dit niet lezen | ouders hoeven dit niet te weten | hoeven ouders niet te weten
    hoeven de ouders niet te weten | hoeft vader niet te weten | hoeft moeder niet te weten
    moeder mag dit niet weten | moeder mag niet weten | moeder weet dit niet | zonder dat ouders het weten
    zonder dat de ouders het weten | zonder medeweten van | buiten medeweten van
    niet zeggen tegen ouders | niet zeggen tegen de ouders | niet zeggen tegen vader | niet zeggen tegen moeder
    dit is alleen voor school | alleen voor het team | alleen voor de ib'er | alleen voor collega's
    alleen voor de leerkracht | alleen voor leerkrachten | niet delen met anderen | ouders niet laten lezen
    niet laten lezen aan ouders | niet aan ouders laten lezen | niet aan de ouders laten lezen
"""
_NOWHERE = """
    onder ons | tussen ons | onder ons gezegd | tussen ons gezegd | intern houden | blijft intern | blijft onder ons
    houden we intern | hou dit intern | houd dit intern | alleen intern | intern gebruik | alleen voor intern
    niet in het verslag zetten | niet in verslag zetten | niet in het verslag opnemen | niet opnemen in het verslag
    mag niet in het verslag | hoort niet in het verslag | hoeft niet in het verslag | komt niet in het verslag
    buiten het verslag | uit het verslag laten | niet in het verslag graag | dit niet opschrijven | dit niet noteren
    niet doorvertellen | niet verder vertellen | off the record | blijft binnen het team | blijft binnen school
    mag niet in het dossier | hoort niet in het dossier | niet in het dossier zetten | niet voor het dossier
    niet voor in het dossier | strikt vertrouwelijk | vertrouwelijk houden | graag vertrouwelijk
    persoonlijke aantekening | tussen jou en mij | binnenskamers
"""


def _that_stay(passage: Passage, found: list[Word], in_file: bool) -> Iterator[Finding]:
    for hit in _STAYS.find(found):
        behind = found[hit.last].plain if hit.last < len(found) else ""
        if behind not in _THINGS and (hit.value or not in_file):
            yield _at(passage, found[hit.first : hit.last], Level.ASKS, _MEANT_TO_STAY)


_THINGS = ("dak", "afdak", "lokaal", "raam", "team")  # "onder ons dak"
_STAYS = Phrases(dict.fromkeys(ways(_NOT_HOME), False) | dict.fromkeys(ways(_NOWHERE), True))
"""True: it doesn't belong in the version for the file either."""
