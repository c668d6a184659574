"""How long something is kept after a pupil left."""

from dataclasses import replace
from datetime import date

import pytest

from ibtui.care.deadlines import RULES
from ibtui.care.retention import Category, must_go, rule_of
from ibtui.care.words import LeftTo, TermUnit

LEFT = date(2026, 7, 31)


@pytest.mark.parametrize(
    ("category", "left_to", "day"),
    [
        (Category.FILE, "", date(2028, 7, 31)),
        (Category.FILE, LeftTo.SECONDARY, date(2028, 7, 31)),
        (Category.FILE, LeftTo.SPECIAL, date(2029, 7, 31)),
        (Category.SPECIAL, "", date(2029, 7, 31)),
        (Category.ABSENCE, LeftTo.SPECIAL, date(2031, 7, 31)),
        (Category.SAFETY, LeftTo.SPECIAL, date(2028, 7, 31)),
        (Category.PRIVATE, "", date(2026, 9, 11)),
    ],
)
def test_how_long_each_category_is_kept(category: Category, left_to: str, day: date) -> None:
    assert must_go(category, LEFT, left_to) == day


def test_who_left_on_a_leap_day() -> None:
    assert must_go(Category.FILE, date(2028, 2, 29)) == date(2030, 2, 28)


def test_the_school_says_otherwise() -> None:
    rules = dict(RULES)
    rules["bewaar_dossier"] = replace(RULES["bewaar_dossier"], amount=6, unit=TermUnit.MONTHS)
    assert must_go(Category.FILE, LEFT, "", rules) == date(2027, 1, 31)
    rules["bewaar_dossier"] = replace(RULES["bewaar_dossier"], active=False)
    assert must_go(Category.FILE, LEFT, "", rules) is None


def test_every_category_has_a_rule() -> None:
    assert {rule_of(category) for category in Category} <= set(RULES)
