"""Invented Dutch for the schools of `bench.years`: lines, whole minutes, and the promises in them."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

_POOL = 4000
_LINES = 40

_WHO = (
    "de leerkracht", "moeder", "vader", "de groep", "de logopedist", "zijn maatje", "haar tafelgroep", "de juf",
    "de invaller", "de kring", "de tolk", "het team",
)  # fmt: skip
_SEES = (
    "ziet", "vertelt", "merkt", "hoopt", "denkt", "schrijft op", "vraagt zich af", "is blij", "twijfelt", "zegt",
)  # fmt: skip
_WHAT = (
    "het lezen", "het rekenen met sprongen", "de spelling van lange woorden", "het samen spelen", "het slapen",
    "de werkhouding", "het begin van de dag", "de overgang naar buiten", "het vertellen", "de fijne motoriek",
    "het luisteren", "het klokkijken", "de woordenschat", "het afmaken van werk", "de gymles", "het overblijven",
)  # fmt: skip
_HOW = (
    "beter gaat", "nog lastig is", "sinds de vakantie lukt", "meer tijd vraagt", "per dag verschilt",
    "met hulp gaat", "thuis ook geoefend wordt", "rustiger is geworden", "aandacht houdt", "vooruit gaat",
)  # fmt: skip
_WHEN = (
    "op maandag", "na de pauze", "in de kring", "aan het einde van de week", "tijdens het buitenspelen",
    "als het stil is", "in de kleine groep", "na het weekend", "bij de toets", "in de ochtend",
)  # fmt: skip
_DO = (
    "belt met de ouders over", "maakt een plan voor", "kijkt in de klas naar", "vraagt de logopedist naar",
    "zet in het groepsplan", "bespreekt met het kind", "zoekt materiaal voor", "schrijft een bericht over",
)  # fmt: skip
_SYLLABLES = (
    "ba", "de", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we", "zi", "hoe", "jaa", "gro", "sta",
    "vei", "krui", "loo", "mee",
)  # fmt: skip
_TERMS = (("vr", 4), ("+1w", 7), ("+2w", 14), ("+3w", 21))


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise of a text, and its line's parts."""

    who: str
    what: str
    when: str
    due: dt.date
    teacher: bool


class Texts:
    """Draws from a pool of lines that was made once: a hundred years are forty thousand texts."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._rare = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(2500)]
        self._pool = [self._line() for _ in range(_POOL)]

    def _line(self) -> str:
        """One sentence, with now and then a word that few other lines have."""
        pick = self._chance.choice
        line = f"{pick(_WHO)} {pick(_SEES)} dat {pick(_WHAT)} {pick(_WHEN)} {pick(_HOW)}"
        return f"{line}, en noemt {pick(self._rare)}" if self._chance.random() < 0.4 else line

    def sentence(self) -> str:
        """A line without a mark."""
        return self._chance.choice(self._pool)

    def short(self, name: str) -> str:
        """A few words: what a concern or a talk is about."""
        pick = self._chance.choice
        return f"{name} {pick(_WHAT)} {pick(_WHEN)}".strip()

    def minutes(self, name: str, teacher: str, day: dt.date) -> tuple[str, list[Promise]]:
        """Minutes of about forty lines about a child, and the promises in them (one to three)."""
        chance = self._chance
        lines = [f"- {line}" for line in chance.sample(self._pool, _LINES - 4)]
        promises = [self._promise(teacher, day) for _ in range(chance.choice((1, 1, 2, 2, 3)))]
        head = ["## Hoe gaat het", f"{name} is er zelf bij", f"* {name} vindt {chance.choice(_WHAT)} leuk"]
        half = len(lines) // 2
        said = [f"! {one.who}: {one.what} > {one.when}" for one in promises]
        return "\n".join(
            [*head, *lines[:half], "## Wat doen we", f"= {lines[0][2:]}", *lines[half:], *said]
        ), promises

    def _promise(self, teacher: str, day: dt.date) -> Promise:
        chance = self._chance
        when, days = chance.choice(_TERMS)
        if when == "vr":
            days = (4 - day.weekday()) % 7 or 7
        by_teacher = chance.random() < 0.6
        who = f"@{teacher.lower()}" if by_teacher else "ib"
        what = f"{chance.choice(_DO)} {chance.choice(_WHAT)}"
        return Promise(who, what, when, day + dt.timedelta(days=days), by_teacher)
