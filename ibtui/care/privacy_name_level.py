"""How sure a first name is a name, by what stands around it: its capital, its place in the sentence, its neighbours."""

import re
from bisect import bisect_left
from functools import cached_property

from ibtui.care.findings import Level
from ibtui.care.function_words import FUNCTION_WORDS
from ibtui.care.privacy_name_index import Form, Match, Names, Sort, Token, tokens
from ibtui.care.privacy_name_words import (
    ARTICLES,
    BEFORE_FAMILY,
    CAPITAL_WORDS,
    COMPANY,
    FAMILY_TITLES,
    FINITE_VERBS,
    FORM_WORDS,
    MONTH_BEFORE,
    MONTH_NAMES,
    MONTH_PARTS,
    NO_LAST_NAMES,
    NOUN_NAMES,
    ORGANISATION,
    PLACE_WORDS,
    RARE_NAMES,
    SMALL_NAMES,
    STOP_ABBREVIATIONS,
    SUBJECTS,
    TITLES,
    VERB_NAMES,
)
from ibtui.care.text import fold
from ibtui.values import dataclass

_ORGANISATION = re.compile(ORGANISATION)
_GAP = re.compile(r"\.?[ \t\xa0]+|-")
_BLANKS = re.compile(r"[ \t\xa0]+")
_SKIPPED = " \t\xa0\"“”„'‘’«»*_"
_LAST_WORD = re.compile(r"[\w.]+\Z")
# Somebody's work behind a name: only when nothing follows that it can be about, as in "Sam, juf Ans erbij".
_ROLE = re.compile(
    r"\s*[,(]\s*(?:(?:de|onze|haar|zijn|een)\s+)?(?:\w+\s+)?(?:leerkracht|leraar|lerares|juf|meester|"
    r"ib'?er|intern begeleider|"
    r"onderwijsassistent|rt'?er|ggd|\w*arts|logopedist\w*|orthopedago\w*|\w*coach|\w*therapeut\w*|"
    r"\w*begeleid(?:er|ster)|directeur|conci[eë]rge|stagiaire?|smw|\w*psycholoog)"
    r"(?=\s*[),]|[\s.;:!?]*\Z|\s+(?:(?P<of>van|bij)|ggd|smw|cjg)\b)",
    re.IGNORECASE,
)
_OF_SOMEWHERE = re.compile(r"[ \xa0]+(?:van|bij|namens|vanuit)[ \xa0]+(?:(?:de|het|een|onze)[ \xa0]+)?")
_OTHER_LAST_NAME = re.compile(
    r"[ \xa0]+(?:(?:van|de|den|der|ter|ten|te|el|al|'t)[ \xa0]+)*(?P<last>[^\W\d_a-z][^\W\d_]*[^\W\d_A-Z][\w'’-]*)"
)
_NUMBER_BEHIND = re.compile(r"\.?[ \xa0]*\d")
_SURE_MONTH = re.compile(r"\.[ \xa0]*\d|[ \xa0]*(?:(?:19|20)\d\d|['’]\d\d)\b")
_UNTIL_MONTH = re.compile(
    r"\s*(?:t/m|tot|en|of|[-–/])\s*(?:jan|feb|m(?:aa)?rt|apr|mei|ju[nl]i?|aug|sep|okt|nov|dec)", re.IGNORECASE
)
_DAYS = frozenset("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split())  # noqa: SIM905


@dataclass
class NameLine:
    """A line taken apart in words. `text` has blanks where nothing needs a look."""

    text: str
    tokens: list[Token]
    names: Names

    @classmethod
    def of(cls, text: str, names: Names) -> "NameLine":
        """This line among these names."""
        return cls(text, tokens(text), names)

    def before(self, place: int) -> str:
        """The word before, folded; "" when a comma or the like parts them."""
        if place < 1:
            return ""
        previous = self.tokens[place - 1]
        joined = _GAP.fullmatch(self.text, previous.end, self.tokens[place].start)
        return previous.folded if joined else ""

    def behind(self, place: int) -> Token | None:
        """The word behind, None when more than blanks parts them."""
        if place + 1 >= len(self.tokens):
            return None
        following = self.tokens[place + 1]
        return following if _BLANKS.fullmatch(self.text, self.tokens[place].end, following.start) else None

    def title_before(self, place: int) -> bool:
        """Whether a grown-up's title stands before: "juf", "dhr."."""
        return self.before(place) in TITLES

    def title_in_family(self, place: int) -> bool:
        """Whether that title is one of the family, and what stands before it takes it along: "haar opa Jan"."""
        if self.before(place) not in FAMILY_TITLES:
            return False
        return self.at_start(place - 1) or self.before(place - 1) in ("", *BEFORE_FAMILY)

    def role_behind(self, place: int) -> bool:
        """Whether a grown-up's work stands behind: "Sam (jeugdarts)"."""
        return _ROLE.match(self.text, self.tokens[place].end) is not None

    def role_of_something(self, place: int) -> bool:
        """Whether that work goes on with "van" or "bij", as a sentence may too: "Sam, juf van de groep erbij". Not
        when an organisation follows that is no school: "Sam, logopedist bij de praktijk"."""
        role = _ROLE.match(self.text, self.tokens[place].end)
        return role is not None and role["of"] is not None and not self._is_elsewhere(role.end())

    def in_company(self, place: int) -> bool:
        """Whether the words right before a word make it somebody: "ruzie met storm"."""
        before = self.before(place)
        return before == "naast" or (place > 0 and (self.before(place - 1), before) in COMPANY)

    def work_behind(self, place: int) -> bool:
        """The same, or where they work: "Sam Pietersen van het wijkteam". A child is of the school too."""
        return self.role_behind(place) or self._is_elsewhere(self.tokens[place].end)

    def _is_elsewhere(self, start: int) -> bool:
        """Whether "van" or "bij" an organisation stands here."""
        of = _OF_SOMEWHERE.match(self.text, start)
        where = _ORGANISATION.match(self.text, of.end()) if of else None
        return where is not None and fold(where[0]) not in ("school", "scholen")

    def place_at(self, start: int) -> int:
        """The number of the first word that begins here or further on."""
        return bisect_left(self.tokens, start, key=lambda one: one.start)

    def in_double_name(self, match: Match) -> bool:
        """Whether it is a half of a name with a hyphen that isn't known whole: "Jan" of Jan-Peter. Two children of
        the school are no double name: "de ruzie Roos-Sam"."""
        first = self.tokens[match.start]
        sides = [self.tokens[match.start - 1]] if first.glued and match.start else []
        if match.end + 1 < len(self.tokens):
            following = self.tokens[match.end + 1]
            close = following.glued and following.start == self.tokens[match.end].end + 1
            sides += [following] if close else []
        return any(
            side.raw[0].isupper()
            and (first.raw.isupper() or not side.raw.isupper())
            and not self.names.has_first(side.folded, Sort.OWN, Sort.OTHER)
            for side in sides
        )

    def at_start(self, place: int) -> bool:
        """Whether a sentence begins at this word, as far as can be seen."""
        end = self.tokens[place].start
        while end > 0 and self.text[end - 1] in _SKIPPED:
            end -= 1
        if end == 0 or self.text[end - 1] in "?!;:…•>":
            return True
        if self.text[end - 1] in "-–—":
            return end < 2 or self.text[end - 2].isspace()
        if self.text[end - 1] != ".":
            return False
        word = _LAST_WORD.search(self.text, max(0, end - 30), end - 1)
        last = word[0].lower() if word else ""
        return len(last) != 1 and "." not in last.strip(".") and last not in STOP_ABBREVIATIONS

    @cached_property
    def shouts(self) -> bool:
        """Whether the whole line has capitals, so that they tell nothing."""
        return self.text.isupper()

    @cached_property
    def tells_of_work(self) -> bool:
        """Whether an organisation or somebody's work is named in the line."""
        return _ORGANISATION.search(self.text) is not None


def level_of(line: NameLine, match: Match) -> Level | None:
    """How sure it is that this first name of another child is meant; None when it isn't."""
    token = line.tokens[match.start]
    word = line.tokens[match.end].folded
    if match.start == match.end:
        if match.form is not Form.EXACT and word in FORM_WORDS:
            return _of_look_alike(word, token)
        if token.raw.isupper() and len(token.raw) > 1 and word in CAPITAL_WORDS and not line.shouts:
            return None
        if match.name in VERB_NAMES or match.name in SMALL_NAMES or match.name in NOUN_NAMES:
            return _of_word(line, match, match.name)
        if _is_month(line, match, match.name):
            return _of_month(line, match)
        if match.name in RARE_NAMES and token.raw[0].islower():
            return Level.ASKS
    return _of_capital(line, match)


def _of_look_alike(word: str, token: Token) -> Level | None:
    """ "Hans" is no Han; "Katje" may be Kat."""
    return Level.ASKS if word.endswith("je") and token.raw[0].isupper() else None


def _of_word(line: NameLine, match: Match, base: str) -> Level | None:
    """A name that is a word too."""
    place, token = match.start, line.tokens[match.start]
    if token.raw[0].islower():
        return Level.ASKS if base not in FUNCTION_WORDS and line.in_company(place) else None
    if _is_month(line, match, base):
        return _of_month(line, match)
    if line.shouts or base == "frans":  # the language has a capital too
        return Level.ASKS
    before = line.before(place)
    if line.at_start(place):
        small = base in SMALL_NAMES or base in VERB_NAMES
        return _of_small_word(line, match, base) if small else _of_noun_at_start(line, match)
    if before in PLACE_WORDS:
        named = line.tokens[place - 1].raw
        part_of_name = named[0].isupper() and not named.isupper() and not line.at_start(place - 1)
        return None if part_of_name else Level.ASKS
    if before in ARTICLES:
        article = line.tokens[place - 1]
        return None if article.raw[0].isupper() and not line.at_start(place - 1) else Level.ASKS
    return _of_capital(line, match)


def _is_month(line: NameLine, match: Match, base: str) -> bool:
    """ "13 Mei", "in Mei"; and "Max 20 minuten"."""
    number = _NUMBER_BEHIND.match(line.text, line.tokens[match.end].end) is not None
    if base in ("max", "min", "mark", "sem") and number:
        return True
    if base not in MONTH_NAMES:
        return False
    before = line.before(match.start)
    until = _UNTIL_MONTH.match(line.text, line.tokens[match.end].end) is not None
    return before[:1].isdigit() or before in MONTH_BEFORE or number or until


def _of_month(line: NameLine, match: Match) -> Level | None:
    """ "13 Jan", "eind Mei", "Jan 2027" and "Max. 3 keer" are no child; "sinds Jan weg is" may be one."""
    before, end = line.before(match.start), line.tokens[match.end].end
    if line.tokens[match.start].raw[0].islower() or _SURE_MONTH.match(line.text, end):
        return None
    return None if before[:1].isdigit() or before in MONTH_PARTS else Level.ASKS


def _of_noun_at_start(line: NameLine, match: Match) -> Level | None:
    """ "Mees leidt haar af": may be either. "Beer van een vent" isn't."""
    behind = line.behind(match.end)
    after = line.behind(match.end + 1) if behind else None
    sort_of = behind is not None and behind.folded == "van" and after is not None and after.folded == "een"
    return None if sort_of else Level.ASKS


def _of_small_word(line: NameLine, match: Match, base: str) -> Level | None:
    """A verb or a small word that begins a sentence is seldom a name: only when what follows says so."""
    end = line.tokens[match.end].end
    if line.text[end : end + 1] == ":" or "'" in line.tokens[match.end].folded:
        return Level.ASKS
    behind = line.behind(match.end)
    if behind is None:
        return None
    after = line.behind(match.end + 1)
    if behind.folded in ("en", "of") and after is not None and after.raw[0].isupper():
        return Level.ASKS
    if behind.folded not in FINITE_VERBS:
        return None
    subject = (
        base in SMALL_NAMES and after is not None and (after.folded in SUBJECTS or after.raw[0].isupper())
    )
    return None if subject else Level.ASKS


def _of_capital(line: NameLine, match: Match) -> Level | None:
    """A sure name, unless a last name follows that nobody of this name has: "Sam Pietersen" may be somebody else,
    and is when their work stands behind it. A known first name, a language or a day is no last name."""
    found = None
    if match.form is Form.EXACT and not line.shouts:
        found = _OTHER_LAST_NAME.match(line.text, line.tokens[match.end].end)
    if found is None:
        return Level.STOPS
    place = line.place_at(found.start("last"))
    behind = line.tokens[place].folded
    known = line.names.has_first(behind, Sort.OWN, Sort.OTHER) or behind in line.names.nearby
    if known or behind in _DAYS or behind in NO_LAST_NAMES or behind.removesuffix("e") in NO_LAST_NAMES:
        return Level.STOPS
    return None if line.work_behind(place) else Level.ASKS
