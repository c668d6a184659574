"""In which order the headings of minutes stand in a paper, and which ones are for the file only."""

import re
from collections.abc import Iterable
from enum import IntEnum

from ibtui.care.minutes import Point
from ibtui.care.text import fold
from ibtui.values import dataclass


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
    DOSSIER = 9  # for the school's own file: goes into no other paper
    PROMISES = 10
    SHARING = 11
    NEXT = 12


# --- headings for the file only. All patterns read folded text. ---

_STAYS = r"""
    (?:(?:alleen|uitsluitend|bestemd)\ )?(?:voor|t\.?b\.?v\.?|ten\ behoeve\ van)\ (?:in\ )?
        (?:(?:het|ons|mijn|eigen)\ ){0,2}(?:leerling-?|school-?|zorg-?)?dossier
    | (?:alleen|enkel|uitsluitend|slechts)\ (?:voor|binnen)\ (?:(?:de|het|ons|onze|eigen)\ ){0,2}
        (?:school|schoolteam|team|ib|ib'?er|intern\ begeleider|leerkracht(?:en)?|collega'?s|mij|mezelf|ons|directie)
    | (?:alleen|uitsluitend|strikt|puur)\ (?:team|ib|intern)
    | niet\ (?:voor|naar|delen\ met|met|bestemd\ voor|bedoeld\ voor)\ (?:de\ )?ouders?(?:\ delen)?
    | (?:strikt\ |zeer\ )?vertrouwelijke?(?:\ (?:deel|gedeelte|info|notitie|aantekening|stuk|punt)\w*)?
    | (?:voor\ |alleen\ )?intern(?:\ (?:houden|gebruik|beraad|overleg|deel|stuk))?
    | interne\ (?:notitie|aantekening|opmerking|info|memo|bespreking|afstemming|afspra[ak]k?|punt|zaken)\w*
    | prive(?:\ ?-?(?:notitie|aantekening)\w*)?
    | (?:persoonlijke\ |eigen\ )(?:werk)?(?:notitie|aantekening)\w* | werkaantekening\w*
    | (?:blijft\ )?(?:onder|tussen)\ ons
"""
_IN_FILE = r"""
    (?:alleen\ )?(?:in\ (?:(?:het|ons)\ )?)?(?:leerling-?|school-?|zorg-?)?dossier
        (?:[-\ ]?(?:notitie|aantekening|opbouw|vorming|deel)\w*)?
    | (?:(?:professionele|eigen|onze|interne)\ )?overweging(?:en)?
    | (?:stappen\ (?:in\ de\ |van\ de\ )?)?meldcode
"""
_STAYS_LABEL = re.compile(rf"(?:{_STAYS})(?![^\W_])", re.VERBOSE)
_ANY_LABEL = re.compile(rf"(?:{_STAYS}|{_IN_FILE})(?![^\W_])", re.VERBOSE)
_OTHERS_FILE = (
    r"(?! van (?:(?:de|het|een) )?(?:ggd|ggz|cjg|smw|swv|bso|vo\b|\w*arts|gemeente|wijkteam|logoped|ziekenhuis|jeugd|"
    r"samenwerking|instantie|praktijk|nieuwe|andere|ouder))"
)
_FOR_THE_FILE = re.compile(
    r"(?!toestemming|akkoord|handtekening).*\bvoor (?:in )?(?:het |ons )?(?:leerling|school)?-?dossier\b"
    rf"{_OTHERS_FILE}|.*\b(?:meldcode|vt-melding)|"
    r"(?:(?:contact|gesprek|melding|advies|overleg) (?:met |bij |van )?veilig thuis(?= over\b)|"
    r"(?:(?:contact|gesprek|melding|advies|overleg) )?(?:met |bij |van )?veilig thuis"
    r"(?=$| ?[:;(\[.]| -|[-–—]| [–—]| [0-9]| (?:advies|contact|consult|gebeld|gesprek|melding|stap)\b))|"
    r"(?:professionele|eigen|interne) overweging(?:en)?\b(?! (?:van )?(?:de |het )?(?:ouder|moeder|vader|kind))|"
    r"(?:onze )?overweging(?:en)?(?:$| van (?:de |het |ons )?(?:school|team|ib|intern|leerkracht|juf|meester))|"
    r".*\balleen voor (?:de |het )?(?:school|team|ib|ib'?er|collega'?s)$|.*\bvertrouwelijk$|"
    r".*\b(?:niet (?:voor|delen met) (?:de )?ouders|intern gebruik|intern houden)\b|"
    r"(?:strikt |zeer )?vertrouwelijk\b(?! (?:gesprek|contact|praten|band))|(?:strikt|zeer) vertrouwelijke\b|"
    r"vertrouwelijke (?:deel|gedeelte|info|notitie|aantekening|opmerking|stuk|punt|zaken)|"
    r"interne (?:notitie|aantekening|memo|opmerking|info)"
)
_AROUND = " \t*_#~=>|-–—.:;!()[]{}<>\"'“”„«»•+0123456789"
"""What people put around a heading, and its number."""
_PART_ENDS = re.compile(r"\s[-–—]\s?|[:()\[\],/]")
_TOPIC = re.compile(r"[\W\d_]*(?:intern ?:|overweging(?:en)? ?[:,/])(?=.*[^\W\d_])")
"""What begins a heading for everybody: "Overwegingen: blijven zitten of overgaan"."""
_LOOSE_ENDS = re.compile(r"\s[-–—]\s?|[:()\[\]]")
_LOOSE = re.compile(
    r"(?:.*\W)?(?:intern|\w*dos+iers?|geheim|vertrouwelijk|niet delen|niet in (?:het |dit )?verslag|"
    r"zonder (?:de )?ouders?|voor (?:mij|mijzelf|mezelf|(?:de )?ib(?:'?er)?|(?:de )?school|(?:het |ons )?team|"
    r"(?:de |mijn )?collega'?s?))$|"
    r"(?:het |ons |mijn )?(?:leerling|school|zorg)?-?dos+ier\b|.*\bvoor (?:in )?(?:het |ons )?\w*-?dossier\b|"
    r"(?:(?:contact|gesprek|melding|advies|overleg) )?(?:met |bij |van )?veilig thuis\b|vertrouwelijke?\b|"
    r"(?:onze )?overweging(?:en)?\b(?! (?:van )?(?:de |het )?(?:ouder|moeder|vader|kind))"
)
"""What may mean that a heading is for school only, but is too loose to take it away from parents."""
_LONGEST = 200  # characters of a heading that tell where it stands

# Headings as people write them, folded. First one that fits; those for the file come before all of these.
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
    # After a mediation: first what each side said, then where they meet.
    (
        Place.GOALS,
        re.compile(
            r"wat willen we (?:bereiken|samen)|doelen|waar (?:zijn|denken) we .{0,20}(?:eens|verschillend|anders)"
        ),
    ),
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
        place = place_of(point.title) if point.title or parts else Place.ABOVE
        if place is not None:
            parts.append(Part(point, place, True))
            after = min(max(place, Place.WHY), Place.GOALS)
        else:
            parts.append(Part(point, after, False))
    return sorted(parts, key=lambda part: (part.place, not part.known))


def place_of(title: str) -> Place | None:
    """Where a heading stands; None for a heading of one's own."""
    folded = fold(title[:_LONGEST])
    if _is_for_the_file(folded):
        return Place.DOSSIER
    return next((place for place, pattern in _HEADINGS if pattern.match(folded)), None)


def _is_for_the_file(folded: str) -> bool:
    """Whether a heading, or a part of it that stands by itself ("Thuis (intern)"), is for the file only."""
    topic = _TOPIC.match(folded)
    if topic is not None:
        folded = folded[topic.end() :]
    return _FOR_THE_FILE.match(folded.strip(_AROUND)) is not None or any(
        _ANY_LABEL.fullmatch(part.strip(_AROUND)) for part in (folded, *_PART_ENDS.split(folded))
    )


def may_be_for_the_file(title: str) -> bool:
    """Whether a heading that leaves may be meant for school only: "Opmerkingen intern", "Voor mij"."""
    folded = fold(title[:_LONGEST])
    return any(_LOOSE.match(part.strip(_AROUND)) for part in (folded, *_LOOSE_ENDS.split(folded)))


# --- lines that are no headings ---


class Likeness(IntEnum):
    """How much a line that is no heading is like one for the file."""

    NONE = 0
    MAYBE = 1
    LABEL = 2  # with text behind it on the same line: "Intern: ..."
    HEADING = 3


_SHORT = 60
_DRESSED = re.compile(r"#{1,6} |##|(?:\*\*|__).*(?:\*\*|__):?$")
_GOES_ON = re.compile(r"[*_)\]]*(?: ?:| [-–—] )")


def like_for_the_file(text: str) -> Likeness:
    """Whether somebody seems to have meant this line, which is no heading, as a heading for the file.

    "###Voor het dossier", "**Intern**", "Alleen voor school:". All that stands under such a line would leave.
    """
    folded = fold(text[:_LONGEST])
    plain = folded.strip(_AROUND)
    if _ANY_LABEL.fullmatch(plain):
        vague = " " not in plain or not _STAYS_LABEL.fullmatch(plain)
        in_passing = vague and text.strip() == plain  # "dossier" in a list of things
        return Likeness.MAYBE if in_passing else Likeness.HEADING
    if _DRESSED.match(folded) and _is_for_the_file(folded):
        return Likeness.HEADING
    loose = _DRESSED.match(folded) is not None and may_be_for_the_file(text)
    start = folded.lstrip(_AROUND)
    label = _ANY_LABEL.match(start)
    if label is not None and _GOES_ON.match(start, label.end()):
        return Likeness.LABEL if _STAYS_LABEL.match(start) else Likeness.MAYBE
    short = len(plain) <= _SHORT and folded.endswith((":", ")", "]"))
    return Likeness.MAYBE if loose or (short and _is_for_the_file(folded)) else Likeness.NONE
