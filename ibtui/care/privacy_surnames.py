"""Last names of other children, without a first name: when one asks, and when it is a word or somebody near."""

from ibtui.care.findings import Level
from ibtui.care.privacy_name_index import Form, Match, Part, Sort
from ibtui.care.privacy_name_level import NameLine
from ibtui.care.privacy_name_words import (
    ARTICLES,
    FAMILY_WORDS,
    FORM_WORDS,
    SURNAME_TITLES,
    SURNAME_WORDS,
    TITLES,
)


def level_of(line: NameLine, match: Match, sorts: set[Sort], initialled: bool) -> Level | None:
    """Whether this last name asks. `initialled`: letters that aren't of a child stand before it."""
    before = line.before(match.start)
    if Sort.OTHER not in sorts or Sort.OWN in sorts:
        return None
    if match.form is not Form.EXACT and line.tokens[match.end].folded in FORM_WORDS:
        return None  # "Spaans" isn't of the Spaan family
    if before in FAMILY_WORDS:
        return Level.ASKS
    if Sort.NEAR in sorts:
        return None
    if before in SURNAME_TITLES:
        return None if line.tells_of_work else Level.ASKS
    if before in TITLES or all(hit.part is Part.BARE for hit in match.hits):
        return None
    return _alone(line, match, initialled)


def _alone(line: NameLine, match: Match, initialled: bool) -> Level | None:
    """A last name without anything before it that tells of a family."""
    last = line.tokens[match.end]
    first = line.tokens[match.start]
    is_word = last.folded in SURNAME_WORDS
    has_infix = match.end > match.start and first.folded not in SURNAME_WORDS - ARTICLES - {"van"}
    if not last.raw[0].isupper():
        return Level.ASKS if has_infix and not is_word else None
    other_person = initialled or _first_name_before(line, match.start)
    if other_person and (is_word or line.tells_of_work):
        return None
    if line.shouts:
        return None if is_word else Level.ASKS
    if has_infix or not is_word:
        return Level.ASKS
    sure = not line.at_start(match.start) and line.before(match.start) not in ARTICLES
    behind = line.behind(match.end)
    return Level.ASKS if sure and not (behind and behind.raw[0].isupper()) else None


def _first_name_before(line: NameLine, place: int) -> bool:
    """Whether a word with a capital stands right before, as in "Kees Visser"."""
    if not line.before(place):
        return False
    previous = line.tokens[place - 1].raw
    return previous[0].isupper() and not (previous.isupper() and len(previous) > 1)
