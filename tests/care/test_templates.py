"""The headings that minutes start from."""

from datetime import date

import pytest

from ibtui.care.minutes import parse, print_minutes
from ibtui.care.templates import template
from ibtui.care.words import ConversationKind


@pytest.mark.parametrize("kind", ConversationKind)
def test_every_kind_has_headings_and_room_under_them(kind: ConversationKind) -> None:
    parsed = parse(template(kind), date(2026, 11, 24))
    assert len(parsed.points) >= 2 or kind is ConversationKind.NOTE
    assert all(point.title and point.lines for point in parsed.points)
    assert not parsed.actions
    assert print_minutes(parsed) == template(kind)


def test_a_large_meeting_goes_in_the_order_that_parents_can_follow() -> None:
    titles = [
        point.title for point in parse(template(ConversationKind.LARGE_MEETING), date(2026, 1, 1)).points
    ]
    assert titles == [
        "Waarom zitten we bij elkaar",
        "Wat gaat er goed",
        "Wat vindt het kind zelf",
        "Wat vertellen de ouders",
        "Wat ziet de school",
        "Wat zeggen anderen",
        "Wat willen we bereiken",
        "Afspraken",
        "Volgend overleg",
    ]


def test_a_template_fits_a_small_screen() -> None:
    assert all(template(kind).count("\n") <= 20 for kind in ConversationKind)
