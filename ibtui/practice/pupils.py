"""The pupils of the practice school with their families, and which group they were in, year by year."""

from __future__ import annotations

import datetime as dt
from itertools import count
from random import Random

from ibtui.care.school_year import first_day, last_day
from ibtui.care.words import Custody, PersonRole
from ibtui.practice.names import Names
from ibtui.practice.people import SCHOOL, Adult, Guardian, Kid, World, add_person
from ibtui.practice.setting import WILGENHOEK
from ibtui.store.models import Guardianship, Placement, Pupil, PupilLevel

# The pupils of this week's talks, and names that are difficult on purpose:
# key: (first name, infix, last name, girl, year, shape of the family)
CAST: dict[str, tuple[str, str, str, bool, int, str]] = {
    "roos": ("Roos", "van", "Dijk", True, 5, "together"),
    "noa": ("Noa", "", "Hof", True, 7, "apart"),
    "janpeter": ("Jan-Peter", "", "Brouwer", False, 6, "together"),
    "sam": ("Sam", "", "Ünal-de Boer", False, 4, "together"),
    "hanae": ("Hanaë", "", "El Amrani", True, 3, "arabic"),
    "zoe": ("Zoë", "de", "Jong", True, 7, "mothers"),
    "mees": ("Mees", "", "'t Hart", False, 8, "together"),
    "noa2": ("Noa", "", "Jansen", True, 2, "together"),
}
# The shapes of the other families, by turns.
_SHAPES = ("together",) * 9 + (
    "apart",
    "apart",
    "no custody",
    "one",
    "stepfather",
    "mothers",
    "foster",
    "unknown",
)


def enrol(world: World) -> None:
    """Everybody who is at school now, and those who left and have a file."""
    for stream in range(world.size):
        chance = world.rows.chance("leerlingen", stream)
        pool = _Pool(chance, world.names)
        wanted = [year for year, number in enumerate(world.setting.in_year, 1) for _ in range(number)]
        if stream == 0 and world.setting is WILGENHOEK:
            for key, (first, infix, last, girl, year, shape) in CAST.items():
                world.cast[key] = _pupil(world, chance, first, (infix, last), girl, year, stream)
                _family(world, world.cast[key], shape, chance)
                wanted.remove(year)
        others = _present(world, wanted, pool, chance, stream)
        if stream == 0:
            _speakers(others, world.names)
        for kid in others:
            if not kid.guardians:
                _family(world, kid, _language_shape(kid) or next(pool.shapes), chance)
        for year in range(9, 9 + len(world.years) - 1):
            for _ in range(world.setting.left_each_year):
                kid = _next(world, pool, chance, year, stream)
                _family(world, kid, next(pool.shapes), chance)
    for kid in world.kids:
        _place(world, kid)


class _Pool:
    """Names and families by turns, each first name once."""

    def __init__(self, chance: Random, names: Names) -> None:
        girls, boys = list(names.girls), list(names.boys)
        lasts = list(names.last)
        for pile in (girls, boys, lasts):
            chance.shuffle(pile)
        both = [(name, True) for name in girls] + [(name, False) for name in boys]
        chance.shuffle(both)
        self.firsts = (both[number % len(both)] for number in count())
        self.lasts = (lasts[number % len(lasts)] for number in count())
        shapes = list(_SHAPES)
        chance.shuffle(shapes)
        self.shapes = (shapes[number % len(shapes)] for number in count())


def _present(world: World, wanted: list[int], pool: _Pool, chance: Random, stream: int) -> list[Kid]:
    """The others of now. Each eighth is the elder of one who is here already, with the same guardians."""
    kids: list[Kid] = []
    for number, year in enumerate(wanted):
        younger = kids[-17] if number % 8 == 7 and len(kids) > 17 else None
        if younger is None or younger.guardians or younger.year >= year:
            kids.append(_next(world, pool, chance, year, stream))
            continue
        first, girl = next(pool.firsts)
        elder = _pupil(world, chance, first, (younger.infix, younger.last), girl, year, stream)
        _family(world, elder, next(pool.shapes), chance)
        _share(world, elder, younger)
        kids.append(elder)
    return kids


def _speakers(kids: list[Kid], names: Names) -> None:
    """Some families speak Polish or Arabic at home."""
    free = [kid for kid in kids if not kid.guardians]
    for last, language, year in (
        (names.polish[2], "Pools", 1),
        (names.polish[0], "Pools", 4),
        (names.arabic[2], "Arabisch", 6),
    ):
        kid = next(kid for kid in free if kid.year == year and not kid.language)
        kid.infix, kid.last, kid.language = "", last, language


def _language_shape(kid: Kid) -> str:
    return {"Pools": "polish", "Arabisch": "arabic"}.get(kid.language, "")


def _next(world: World, pool: _Pool, chance: Random, year: int, stream: int) -> Kid:
    first, girl = next(pool.firsts)
    return _pupil(world, chance, first, next(pool.lasts), girl, year, stream)


def _pupil(
    world: World, chance: Random, first: str, last: tuple[str, str], girl: bool, year: int, stream: int
) -> Kid:
    start = world.years[-1].year - (year - 1)
    born = dt.date(start - 5, 10, 1) + dt.timedelta(days=chance.randrange(300))
    late = year > 3 and chance.random() < 0.15
    joined = dt.date(start + (2 if late else 0), 8, 1)
    left = None if year <= 8 else last_day(dt.date(start + 7, 9, 1))
    number = len(world.kids) + 1
    kid = Kid(number, first, last[0], last[1], girl, year, stream, joined, left)
    if first == "Hanaë":
        kid.language = "Arabisch"
    world.rows.add(Pupil, joined, school=SCHOOL, birth_date=born, left_on=left)  # the name: see `_place`
    world.kids.append(kid)
    return kid


# --- families ---

# relation, custody, gets the minutes
_Line = tuple[str, Custody, bool]
_FAMILIES: dict[str, tuple[_Line, ...]] = {
    "together": (("moeder", Custody.YES, True), ("vader", Custody.YES, True)),
    "polish": (("moeder", Custody.YES, True), ("vader", Custody.YES, True)),
    "arabic": (("moeder", Custody.YES, True), ("vader", Custody.YES, True)),
    "apart": (("moeder", Custody.YES, True), ("vader", Custody.YES, True)),
    "no custody": (("moeder", Custody.YES, True), ("vader", Custody.NO, False)),
    "one": (("moeder", Custody.YES, True),),
    "stepfather": (
        ("moeder", Custody.YES, True),
        ("vader", Custody.YES, True),
        ("stiefvader", Custody.NO, False),
    ),
    "mothers": (("moeder", Custody.YES, True), ("moeder", Custody.YES, True)),
    "foster": (("pleegmoeder", Custody.NO, True), ("voogd", Custody.YES, True)),
    "unknown": (("moeder", Custody.YES, True), ("vader", Custody.UNKNOWN, True)),
}
_WOMEN = {"moeder", "pleegmoeder", "voogd"}


def _family(world: World, kid: Kid, shape: str, chance: Random) -> None:
    lines = _FAMILIES[shape]
    used: set[str] = set()
    for at, (relation, custody, minutes) in enumerate(lines):
        first = chance.choice([name for name in _firsts(world.names, relation) if name not in used])
        used.add(first)
        same_name = relation == "vader" or (at == 0 and relation == "moeder" and chance.random() < 0.3)
        infix, last = (kid.infix, kid.last) if same_name else chance.choice(world.names.last)
        person = add_person(
            world.rows,
            kid.joined,
            role=PersonRole.GUARDIAN.value,
            first_name=first,
            infix=infix,
            last_name=last,
            function="voogd bij een instelling" if relation == "voogd" else "",
            language=kid.language,
            interpreter=bool(kid.language) and at == 0,
        )
        word = first if shape == "mothers" else relation
        kid.guardians.append(Guardian(Adult(person, word, word, relation), minutes))
        _link(world, kid, person, relation, custody, minutes)


def _firsts(names: Names, relation: str) -> list[str]:
    return names.women if relation in _WOMEN else names.men


def _share(world: World, elder: Kid, younger: Kid) -> None:
    """The same guardians for a brother or sister."""
    younger.guardians = list(elder.guardians)
    for row in [row for row in world.rows.tables[Guardianship] if row["pupil"] == elder.id]:
        world.rows.add(Guardianship, younger.joined, **{**row, "pupil": younger.id})


def _link(world: World, kid: Kid, person: int, relation: str, custody: Custody, minutes: bool) -> None:
    world.rows.add(
        Guardianship,
        kid.joined,
        pupil=kid.id,
        person=person,
        relation=relation,
        custody=custody.value,
        gets_minutes=minutes,
    )


def _place(world: World, kid: Kid) -> None:
    """The name in its row, and a placement for each school year."""
    world.rows.change(Pupil, kid.id, first_name=kid.first, infix=kid.infix, last_name=kid.last)
    world.rows.add(PupilLevel, kid.joined, pupil=kid.id, level=1, since=kid.joined)
    for number, start in enumerate(world.years):
        year = world.year_of(kid, start)
        if not 1 <= year <= 8 or start < first_day(kid.joined):
            continue
        now = number == len(world.years) - 1
        world.rows.add(
            Placement,
            max(start, kid.joined),
            pupil=kid.id,
            group=world.groups[number, world.setting.slot_of(year), kid.stream],
            year=str(year),
            from_on=max(start, kid.joined),
            until_on=None if now else last_day(start),
        )
