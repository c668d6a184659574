"""The two practice schools: what is different between them. Everything else of them is made in the same way."""

from __future__ import annotations

from ibtui.care.words import PersonRole
from ibtui.values import dataclass

StaffLine = tuple[PersonRole, str, str, str, str, str]
"""Role, salutation, first name, infix, last name, function."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One practice school. `names` and `agencies`: their data files.

    `slots`: the groups, by the years (leerjaren) in them; `in_year`: how many pupils each year has, 1 to 8.
    `teachers`: for each slot who teaches it (names of `staff`, small letters); `once`: who did before the year with
    number `changed`. `weekday`: the day of the ib'er. `past`: how many of the pupils have something behind them.
    """

    key: str
    name: str
    network: str
    levels: int
    years: int
    weekday: int
    slots: tuple[tuple[int, ...], ...]
    in_year: tuple[int, ...]
    left_each_year: int
    past: float
    staff: tuple[StaffLine, ...]
    director: str
    teachers: tuple[tuple[str, ...], ...]
    once: tuple[tuple[str, ...], ...]
    changed: int
    names: str
    agencies: str
    now: tuple[tuple[str, str, int], ...]
    """The concerns of now: story, the pupil in the script of the week ("": anybody), how many scenes are over."""
    seed: int = 0
    """Added to the seed, so that the schools aren't each other's mirror."""

    def slot_of(self, year: int) -> int:
        """Which group a year (leerjaar) is in; years below and above the school go with the first and the last."""
        found = [number for number, years in enumerate(self.slots) if years[0] <= year]
        return found[-1] if found else 0


_TEACHER, _COLLEAGUE, _HELPER = PersonRole.TEACHER, PersonRole.COLLEAGUE, PersonRole.HELPER

WILGENHOEK = Setting(
    key="wilgenhoek",
    name="OEFENSCHOOL De Wilgenhoek",
    network="Samenwerkingsverband Wilgenstroom",
    levels=5,
    years=10,
    weekday=1,
    slots=((1, 2), (3, 4, 5), (6, 7, 8)),
    in_year=(10, 11, 9, 9, 9, 11, 10, 11),
    left_each_year=4,
    past=0.45,
    staff=(
        (_TEACHER, "juf", "Ans", "de", "Groot", "leerkracht 3/4/5"),
        (_TEACHER, "juf", "Marit", "", "Hoekstra", "leerkracht 1/2"),
        (_TEACHER, "juf", "Loes", "ter", "Horst", "leerkracht 1/2"),
        (_TEACHER, "meester", "Bram", "", "Kuipers", "leerkracht 6/7/8"),
        (_TEACHER, "juf", "Tineke", "", "Aalbers", "invalleerkracht"),
        (_COLLEAGUE, "", "Wim", "van", "Zanten", "directeur"),
        (_HELPER, "", "Sanne", "", "Brands", "onderwijsassistent"),
    ),
    director="wim",
    teachers=(("marit", "loes"), ("ans",), ("bram",)),
    once=(("loes",), ("marit",), ("tineke",)),
    changed=5,
    names="names",
    agencies="agencies",
    now=(
        ("lezen", "roos", 4), ("scheiding", "noa", 2), ("faalangst", "janpeter", 1), ("slaap", "sam", 2),
        ("arabisch", "hanae", 2), ("hoogbegaafd", "zoe", 1), ("plein", "mees", 3), ("spraak", "noa2", 2),
        ("lezen", "", 3), ("verzuim", "", 3), ("motoriek", "", 2), ("pools", "", 3), ("werkhouding", "", 2),
        ("rekenen", "", 3), ("rouw", "", 1), ("pesten", "", 2), ("faalangst", "", 3), ("hoogbegaafd", "", 4),
    ),
)  # fmt: skip
"""A village school with ten years of life, three combination groups and 80 pupils."""

VLINDERBOOM = Setting(
    key="vlinderboom",
    name="OEFENSCHOOL De Vlinderboom",
    network="Samenwerkingsverband Veldzoom",
    levels=4,
    years=2,
    weekday=3,
    slots=tuple((year,) for year in range(1, 9)),
    in_year=(14, 15, 16, 15, 15, 16, 15, 14),
    left_each_year=4,
    past=0.3,
    staff=(
        (_TEACHER, "juf", "Carolien", "", "Brandsma", "leerkracht 1"),
        (_TEACHER, "juf", "Mieke", "", "Dings", "leerkracht 2"),
        (_TEACHER, "juf", "Sietske", "", "Hiemstra", "leerkracht 3"),
        (_TEACHER, "meester", "Jorrit", "", "Lanting", "leerkracht 4"),
        (_TEACHER, "juf", "Nicole", "", "Verhage", "leerkracht 5"),
        (_TEACHER, "meester", "Tjeerd", "", "Offringa", "leerkracht 6"),
        (_TEACHER, "juf", "Eveline", "", "Pauw", "leerkracht 7"),
        (_TEACHER, "meester", "Stan", "", "Ravestein", "leerkracht 8"),
        (_COLLEAGUE, "", "Margreet", "", "Holtkamp", "directeur"),
        (_HELPER, "", "Daphne", "", "Corver", "onderwijsassistent"),
    ),
    director="margreet",
    teachers=(
        ("carolien",), ("mieke",), ("sietske",), ("jorrit",), ("nicole",), ("tjeerd",), ("eveline",), ("stan",),
    ),
    once=(
        ("mieke",), ("carolien",), ("sietske",), ("jorrit",), ("nicole",), ("tjeerd",), ("stan",), ("eveline",),
    ),
    changed=1,
    names="names_vlinderboom",
    agencies="agencies_vlinderboom",
    now=(
        ("lezen", "", 3), ("spraak", "", 2), ("pools", "", 2), ("rekenen", "", 3), ("plein", "", 2),
        ("verzuim", "", 1), ("werkhouding", "", 2), ("slaap", "", 1), ("hoogbegaafd", "", 2), ("rouw", "", 2),
        ("faalangst", "", 1), ("motoriek", "", 3), ("lezen", "", 1), ("pesten", "", 1),
    ),
    seed=77,
)  # fmt: skip
"""A larger school in a small town, with a group for each year and two years in ibtui."""

SETTINGS = {setting.key: setting for setting in (WILGENHOEK, VLINDERBOOM)}
