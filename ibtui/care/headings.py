"""In which order the headings of minutes stand in a paper for parents."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from ibtui.care.minutes import Point
from ibtui.care.text import fold


class Place(IntEnum):
    """Where a heading stands in a paper."""

    ABOVE = 0
    WHY = 1
    WELL = 2
    CHILD = 3
    PARENTS = 4
    SCHOOL = 5
    OTHERS = 6
    GOALS = 7
    LEFT = 8  # what was on the agenda from before, and what was said about it
    PROMISES = 9
    SHARING = 10
    NEXT = 11


# Headings as people write them, folded. First one that fits.
_HEADINGS: tuple[tuple[Place, re.Pattern[str]], ...] = (
    (Place.WHY, re.compile(r"waarom (?:zitten|zaten) we|doel van |doel$|aanleiding|waarom dit ")),
    (Place.WELL, re.compile(r"wat gaat (?:er )?(?:al )?goed")),
    (
        Place.CHILD,
        re.compile(r"(?:wat|hoe) (?:vindt|vinden|zegt|zeggen) .{1,60} zelf|(?:de )?stem van (?:het|de) kind"),
    ),
    (
        Place.PARENTS,
        re.compile(r"wat (?:vertellen|vertelt|zeggen|zegt|vinden|vindt) (?:de )?(?:ouder|moeder|vader)"),
    ),
    (Place.SCHOOL, re.compile(r"wat (?:ziet|zegt|vertelt) (?:de )?(?:school|leerkracht|juf|meester)")),
    (
        Place.OTHERS,
        re.compile(r"wat (?:zeggen|vertellen|zegt|vertelt) (?:de )?(?:anderen|andere|instantie)"),
    ),
    (Place.GOALS, re.compile(r"wat willen we (?:bereiken|samen)|doelen")),
    (Place.LEFT, re.compile(r"wat ligt er nog|nog te bespreken")),
    (Place.PROMISES, re.compile(r"afspraken|actiepunten|wat spreken we af|besluiten")),
    (Place.SHARING, re.compile(r"informatie delen|wie krijgt dit")),
    (
        Place.NEXT,
        re.compile(r"volgend(?:e)? (?:overleg|gesprek|bespreking|keer|afspraak)|wanneer (?:kijken|zien) we"),
    ),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A point of the text with its place; `known` when its heading is one of the order."""

    point: Point
    place: Place
    known: bool


def in_order(points: Iterable[Point]) -> list[Part]:
    """The points in the order of a paper. A heading of one's own follows the known heading before it."""
    parts: list[Part] = []
    after = Place.WHY
    for point in points:
        place = _place_of(point.title) if point.title or parts else Place.ABOVE
        if place is not None:
            parts.append(Part(point, place, True))
            after = min(max(place, Place.WHY), Place.GOALS)
        else:
            parts.append(Part(point, after, False))
    return sorted(parts, key=lambda part: (part.place, not part.known))


def _place_of(title: str) -> Place | None:
    folded = fold(title[:200])
    return next((place for place, pattern in _HEADINGS if pattern.match(folded)), None)
