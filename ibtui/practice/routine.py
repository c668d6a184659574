"""What comes back every year: reviews of groups and pupils, the team, the support team, agencies, the corridor."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import TypedDict, cast

from ibtui.care.mentions import ways_to_write
from ibtui.care.words import ConversationKind as Kind
from ibtui.practice import texts
from ibtui.practice.days import DAY, PLANNED_AHEAD, Diary, ib_day, school_day
from ibtui.practice.people import Adult, Kid, Met, World
from ibtui.practice.talks import Book, Talk
from ibtui.practice.voices import Voice, voice

# Month and day, and what the round is called.
_GROUP_REVIEWS = ((11, 3, "herfst"), (3, 9, "winter"), (6, 8, "zomer"))
_PUPIL_REVIEWS = ((11, 17, "herfst"), (3, 23, "winter"), (5, 18, "zomer"))
_SUPPORT_TEAMS = ((9, 21), (11, 24), (1, 25), (4, 6), (6, 15))
_TEAMS = ((9, 7), (12, 7), (2, 8), (7, 1))
_OBSERVATION = (10, 5)
_AGENCY_CALLS, _CORRIDOR, _PARENT_CALLS = 5, 12, 5  # a year; the last two for each stream


class _Entry(TypedDict, total=False):
    text: str
    opening: str
    closing: str


def _entries(name: str) -> list[_Entry]:
    return cast("list[_Entry]", texts.data("routine")[name])


class Routine:
    """Ten years of it. `end`: the first day that is not history; planned talks stand after next week."""

    def __init__(self, world: World, book: Book, diary: Diary, end: dt.date) -> None:
        self._world = world
        self._book = book
        self._diary = diary
        self._end = end
        self._by_stream = [[kid for kid in world.kids if kid.stream == one] for one in range(world.size)]

    def live(self) -> None:
        """Write all of it, oldest year first."""
        for year in range(len(self._world.years)):
            for stream in range(self._world.size):
                for slot in range(len(self._world.setting.slots)):
                    self._reviews(year, slot, stream)
                self._corridor(year, stream)
            self._outside(year)

    def _day(self, year: int, month: int, number: int) -> dt.date:
        first = self._world.years[year]
        return dt.date(first.year + (month < first.month), month, number)

    def _kids(self, day: dt.date, slot: int, stream: int) -> list[Kid]:
        """The pupils of a group on that day, as far as they have a file."""
        world = self._world
        return [
            kid
            for kid in self._by_stream[stream]
            if world.year_of(kid, day) in world.setting.slots[slot]
            and kid.joined <= day
            and (kid.left is None or day < kid.left)
        ]

    def _least(self, slot: int) -> int:
        """How many pupils a group is said to have at least: a combination group is a full one."""
        return 19 + slot * 4 if len(self._world.setting.slots[slot]) > 1 else 0

    def _reviews(self, year: int, slot: int, stream: int) -> None:
        key = (year, slot, stream)
        chance = self._world.rows.chance("besprekingen", *key)
        words = voice(self._world, self._world.years[year], None, key)
        for round_, (month, number, name) in enumerate(_GROUP_REVIEWS):
            day = self._day(year, month, number) + DAY * (7 * (slot % 2))
            present = len(self._kids(school_day(day), slot, stream))
            more = {
                "aantal": str(max(present, self._least(slot))),
                "laagste": str(self._world.setting.slots[slot][0]),
            }
            text = _entries("group_review")[round_]["text"]
            text = texts.fill(text, chance, words.words | more)
            spoken = self._spoken(self._kids(school_day(day), slot, stream), key, name)
            text = "\n".join([text, *(self._section(kid, words, day) for kid in spoken)])
            self._group_talk(Kind.GROUP_REVIEW, f"ronde {name}", day, key, words, text, spoken=spoken)
        for month, number, name in _PUPIL_REVIEWS:
            day = self._day(year, month, number) + DAY * (7 * (slot % 2))
            kids = self._some(self._kids(school_day(day), slot, stream), chance)
            text = self._pupil_review(kids, words, chance)
            self._group_talk(Kind.PUPIL_REVIEW, f"ronde {name}", day, key, words, text, tuple(kids))
        day = self._day(year, *_OBSERVATION) + DAY * (slot * 7)
        text = texts.fill(chance.choice(_entries("observation"))["text"], chance, words.words)
        self._group_talk(Kind.OBSERVATION, "kijken bij zelfstandig werken", day, key, words, text)

    def _spoken(self, kids: list[Kid], key: tuple[int, int, int], name: str) -> tuple[Kid, ...]:
        """Who is spoken of by name in a group review of the last two years: about a third of the group."""
        if key[0] < len(self._world.years) - 2:
            return ()
        chance = self._world.rows.chance("wie besproken", *key, name)
        chosen = {kid.id for kid in chance.sample(kids, min(len(kids), 5 + len(kids) // 6))}
        return tuple(kid for kid in kids if kid.id in chosen)

    def _section(self, kid: Kid, words: Voice, day: dt.date) -> str:
        """What is written under the name of one pupil. Of who has left since, no promises are told."""
        chance = self._world.rows.chance("kopje", kid.id, day)
        lines = [entry["text"] for entry in _entries("review_line")]
        if kid.left is not None:
            lines = [line for line in lines if "! " not in line]
        more = {"naam": kid.first, "tag": self._tag(kid), "zijn": "haar" if kid.girl else "zijn"}
        return f"## {kid.full}\n" + texts.fill(chance.choice(lines), chance, words.words | more)

    def _tag(self, kid: Kid) -> str:
        """How this pupil is named in a promise, so that nobody else is meant."""
        same = [one for one in self._world.kids if one.first == kid.first]
        ways = list(ways_to_write(kid.named))
        return f"#{ways[0] if len(same) == 1 else ways[-1]}"

    def _some(self, kids: list[Kid], chance: Random) -> list[Kid]:
        return chance.sample(kids, min(len(kids), chance.randint(3, 5)))

    def _pupil_review(self, kids: list[Kid], words: Voice, chance: Random) -> str:
        frame = _entries("pupil_review")[0]
        parts = [texts.fill(frame["opening"], chance, words.words)]
        lines = chance.sample(_entries("pupil_line"), len(kids))
        for kid, line in zip(kids, lines, strict=True):
            more = {"naam": kid.first, "tag": f"#{kid.first}"}
            parts.append(f"## {kid.first}\n" + texts.fill(line["text"], chance, words.words | more))
        parts.append(texts.fill(frame["closing"], chance, words.words))
        return "\n".join(parts)

    def _group_talk(
        self,
        kind: Kind,
        purpose: str,
        day: dt.date,
        key: tuple[int, int, int],
        words: Voice,
        text: str,
        kids: tuple[Kid, ...] = (),
        *,
        spoken: tuple[Kid, ...] = (),
    ) -> None:
        talk = Talk(
            kind=kind.value,
            day=day,
            start=None,
            purpose=purpose,
            pupils=kids,
            spoken=spoken,
            group=self._world.groups[key],
            seats=(self._world.ib, words.teacher),
            owners=words.owners,
        )
        number = self._put(talk, day, text)
        if number:
            self._world.met.append(Met(number, kind.value, talk.group, talk.day, talk.held))

    def _put(self, talk: Talk, day: dt.date, text: str) -> int:
        """Held when it is history, planned when it is soon; 0 when it is neither."""
        next_free = self._end + DAY * 14
        if day < self._end:
            talk.day, talk.start = self._diary.past(
                ib_day(day, self._world.setting.weekday) if talk.planned else school_day(day), talk.kind
            )
            talk.text = text
        elif talk.planned and day < self._world.today + PLANNED_AHEAD:
            talk.day, talk.start = self._diary.future(max(day, next_free), talk.kind)
            talk.held = False
        else:
            return 0
        return self._book.write(talk)

    def _corridor(self, year: int, stream: int) -> None:
        """Spontaneous: a teacher in the corridor, a parent on the phone."""
        chance = self._world.rows.chance("gang", year, stream)
        kinds = [("corridor", Kind.TEACHER_TALK)] * _CORRIDOR + [("parent_call", Kind.PHONE)] * _PARENT_CALLS
        for name, kind in kinds:
            day = school_day(self._world.years[year] + DAY * chance.randrange(25, 345))
            slot = chance.randrange(len(self._world.setting.slots))
            entry = chance.choice(_entries(name))
            kids = self._kids(day, slot, stream)
            if not kids or day >= self._end:
                continue
            kid = chance.choice(kids)
            words = voice(self._world, day, kid, (year, slot, stream))
            other = words.teacher if kind == Kind.TEACHER_TALK else words.guardians[0]
            talk = Talk(
                kind=kind.value, day=day, start=None, pupils=(kid,), seats=(self._world.ib, other),
                planned=False, owners=words.owners,
            )  # fmt: skip
            self._put(talk, day, texts.fill(entry["text"], chance, words.words))

    def _outside(self, year: int) -> None:
        """The support team, the team, and agencies on the phone."""
        world = self._world
        chance = world.rows.chance("buiten", year)
        for at, (month, number) in enumerate(_SUPPORT_TEAMS):
            entry = _entries("support_team")[at % 2]
            self._meeting(
                Kind.SUPPORT_TEAM, "vragen van de school", self._day(year, month, number), entry, chance
            )
        for at, (month, number) in enumerate(_TEAMS):
            entry = _entries("team")[at == len(_TEAMS) - 1]
            self._meeting(Kind.TEAM, "zorg in de school", self._day(year, month, number), entry, chance)
        for _ in range(_AGENCY_CALLS):
            agency = chance.choice(list(world.agencies))
            entry = chance.choice(_entries("agency_call"))
            day = school_day(world.years[year] + DAY * chance.randrange(25, 345))
            words = voice(world, day, None, (year, chance.randrange(len(world.setting.slots)), 0), agency)
            talk = Talk(
                kind=Kind.PHONE.value, day=day, start=None, purpose="kort overleg",
                seats=words.seats(world, ["inst"]), planned=False, owners=words.owners,
            )  # fmt: skip
            if day < self._end:
                self._put(talk, day, texts.fill(entry["text"], chance, words.words))

    def _meeting(self, kind: Kind, purpose: str, day: dt.date, entry: _Entry, chance: Random) -> None:
        world = self._world
        year = world.year_number(day)
        words = voice(world, day, None, (year, 1, 0), "swv")
        teachers = [world.teachers[year, slot, 0] for slot in range(len(world.setting.slots))]
        others: list[Adult] = teachers if kind == Kind.TEAM else [words.teacher]
        if kind == Kind.SUPPORT_TEAM and words.contact is not None:
            others = [*others, words.contact, world.agencies["smw"][1][0]]
        talk = Talk(
            kind=kind.value, day=day, start=None, purpose=purpose,
            seats=(world.ib, *others, world.director), owners=words.owners,
        )  # fmt: skip
        number = self._put(talk, day, texts.fill(entry["text"], chance, words.words))
        if number:
            world.met.append(Met(number, kind.value, None, talk.day, talk.held))
