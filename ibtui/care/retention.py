"""How long something is kept after a pupil left (bewaartermijn)."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from ibtui.care.deadlines import RULES, due
from ibtui.care.term_rules import Rule
from ibtui.care.words import LeftTo


class Category(StrEnum):
    """What is kept. `FILE` of a pupil who went to special education counts as `SPECIAL`."""

    FILE = "dossier"
    SPECIAL = "dossier speciaal onderwijs"
    ABSENCE = "verzuim"
    SAFETY = "afgeschermd dossier"
    PRIVATE = "privénotities"


_RULE = {
    Category.FILE: "bewaar_dossier",
    Category.SPECIAL: "bewaar_speciaal",
    Category.ABSENCE: "bewaar_verzuim",
    Category.SAFETY: "bewaar_meldcode",
    Category.PRIVATE: "privenotitie",
}


def rule_of(category: Category, left_to: str = "") -> str:
    """The key of the term that holds for a category, for a pupil who went there (a word of `LeftTo`)."""
    if category is Category.FILE and left_to == LeftTo.SPECIAL:
        category = Category.SPECIAL
    return _RULE[category]


def must_go(
    category: Category, left_on: date, left_to: str = "", rules: Mapping[str, Rule] = RULES
) -> date | None:
    """The day from which it must be gone; None when the school switched this term off.

    `rules`: as the school keeps them. Private notes count from the day that was left too.
    """
    rule = rules[rule_of(category, left_to)]
    return due(rule, left_on) if rule.active else None
