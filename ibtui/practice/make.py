"""Puts the practice school together and into a new home."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from peewee import Model

from ibtui.practice import others, people, policy, pupils
from ibtui.practice.aside import Aside
from ibtui.practice.cycle import Cycle
from ibtui.practice.days import DAY, Diary
from ibtui.practice.families import Families
from ibtui.practice.helping import Helping
from ibtui.practice.people import Kid, World
from ibtui.practice.reading import read_until
from ibtui.practice.routine import Routine
from ibtui.practice.rows import Rows
from ibtui.practice.second_week import SecondWeek
from ibtui.practice.setting import SETTINGS, WILGENHOEK
from ibtui.practice.stories import Story, Tale, Teller, stories
from ibtui.practice.talks import Book
from ibtui.practice.terms import Terms
from ibtui.practice.week import Week
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import bulk
from ibtui.store import home as homes

PRACTICE_PASSPHRASE = "oefenen"  # noqa: S105  (it has to be known: this school is for practice)

Which = Literal["wilgenhoek", "vlinderboom"]

Table = Mapping[type[Model], Sequence[Mapping[str, object]]]


def make(
    home: Home,
    today: dt.date,
    *,
    now: dt.datetime | None = None,
    size: int = 1,
    seed: int = 2026,
    which: Which = "wilgenhoek",
    progress: Callable[[str], None] | None = None,
) -> None:
    """Make OEFENSCHOOL De Wilgenhoek in a new home, and leave it open. Its passphrase is `PRACTICE_PASSPHRASE`.

    An invented village school with ten years of life up to `today`; the same seed and day give the same rows.
    `now`: the moment at which somebody opens it; nothing is written later. Without it the whole day is over.
    `which`: "vlinderboom" is the second school of the same ib'er, in a small town, with two years of life.
    `size` is for benches: so many times the groups, pupils, families, concerns, conversations and minutes
    (10: 800 pupils and a hundred years' worth of text). The three weeks around today and the agencies stay
    as they are. `progress` is told, in Dutch, what is being done. Raises what `create_home` raises.
    """
    say = progress or (lambda _text: None)
    say("De kluis maken")
    homes.create_home(home, Secret(PRACTICE_PASSPHRASE), label="oefenschool", invented=True)
    say("Tien jaar school bedenken" if which == WILGENHOEK.key else "De tweede school bedenken")
    rows = invent(today, now=now, size=size, seed=seed, which=which)
    say("Alles bewaren")
    bulk.insert_rows(rows)
    if size == 1:
        read_until(today)


def invent(
    today: dt.date,
    *,
    now: dt.datetime | None = None,
    size: int = 1,
    seed: int = 2026,
    which: Which = "wilgenhoek",
) -> Table:
    """All rows of the practice school, per model, each with its number; nothing is written. As `make` has it."""
    setting = SETTINGS[which]
    rows = Rows(seed + setting.seed)
    world = people.begin(setting, rows, today, size)
    pupils.enrol(world)
    end = today - DAY * today.weekday()
    diary = Diary(end)
    book = Book(world)
    teller = Teller(world, book, diary, end)
    for tale in sorted(_tales(world, end), key=lambda tale: tale.start):
        teller.tell(tale)
    Routine(world, book, diary, end).live()
    if setting is WILGENHOEK:
        Week(world, book).write()
    else:
        SecondWeek(world, book).write()
    Cycle(world).write()
    policy.write(world)
    terms = Terms(world)
    Helping(world, terms).write()
    Aside(world, book, terms).write()
    if setting is WILGENHOEK:
        Families(world, book, diary, terms).write()
        others.write(world, book)
    if now is not None:
        rows.none_after(now)
    return rows.tables


def _tales(world: World, end: dt.date) -> list[Tale]:
    """Which stories are told, about whom, and since when."""
    known = stories()
    tales = [*_now(world, known, end), *_group_tales(world, known, end)]
    busy = {tale.kid.id for tale in tales if tale.kid}
    about_pupils = [story for story in known.values() if not story.get("group")]
    for kid in world.kids:
        chance = world.rows.chance("verleden", kid.id)
        if kid.left is None and (kid.id in busy or chance.random() > world.setting.past):
            continue
        wanted = 2 if kid.left is not None and chance.random() < 0.25 else 1
        chance.shuffle(about_pupils)
        found = (_past_tale(world, story, kid, end) for story in about_pupils)
        tales += [tale for tale in found if tale is not None][:wanted]
        about_pupils.sort(key=lambda story: story["key"])
    return tales


def _now(world: World, known: dict[str, Story], end: dt.date) -> list[Tale]:
    """The concerns that are open now. In larger schools each stream has them, with pupils of its own."""
    tales: list[Tale] = []
    busy = {kid.id for kid in world.cast.values()}
    for stream in range(world.size):
        for key, name, over in world.setting.now:
            story = known[key]
            start = _start(story, over, end if name != "roos" else world.today, exact=name == "roos")
            kid = world.cast[name] if name and stream == 0 else _somebody(world, story, start, stream, busy)
            if kid is None:
                continue
            busy.add(kid.id)
            tales.append(Tale(story, start, kid, stream, name=name if stream == 0 else ""))
    return tales


def _start(story: Story, over: int, end: dt.date, *, exact: bool) -> dt.date:
    """When a story began of which so many scenes are over. `exact`: the next scene is on `end`."""
    scenes = story["scene"]
    last = scenes[over - 1]["after"]
    following = scenes[over]["after"] if over < len(scenes) else last + 40
    return end - DAY * (following if exact else last + min(12, (following - last) // 2))


def _somebody(world: World, story: Story, start: dt.date, stream: int, busy: set[int]) -> Kid | None:
    """A pupil of now whom this story fits."""
    language = story.get("language", "")
    for kid in world.rows.chance("wie", story["key"], stream).sample(world.kids, len(world.kids)):
        fits = kid.stream == stream and kid.left is None and kid.id not in busy and kid.language == language
        if fits and world.year_of(kid, start) in story["years"] and kid.joined <= start:
            return kid
    return None


def _past_tale(world: World, story: Story, kid: Kid, end: dt.date) -> Tale | None:
    """This story in an earlier year of a pupil, over by now; None when there is no room for it."""
    if story.get("language", "") != kid.language:
        return None
    if story["key"] == "scheiding" and len(kid.guardians) < 2:
        return None
    length = story["scene"][-1]["after"]
    last = min(kid.left or dt.date.max, end - DAY * 60) - DAY * (length + 20)
    chance = world.rows.chance("begin", kid.id, story["key"])
    years = [
        first
        for first in world.years
        if world.year_of(kid, first) in story["years"] and kid.joined <= first <= last - DAY * 60
    ]
    if not years:
        return None
    start = chance.choice(years) + DAY * chance.randrange(35, 240)
    return Tale(story, min(start, last), kid, kid.stream)


def _group_tales(world: World, known: dict[str, Story], end: dt.date) -> list[Tale]:
    """One concern about a whole group each other year; the last one is open."""
    stories_of_groups = [story for story in known.values() if story.get("group")]
    tales = []
    for stream in range(world.size):
        for number in range(0, len(world.years) - 1, 2):
            story = stories_of_groups[number // 2 % len(stories_of_groups)]
            start = world.years[number] + DAY * (60 + 11 * number)
            tales.append(Tale(story, start, stream=stream, slot=number // 2 % len(world.setting.slots)))
        story = stories_of_groups[0]
        tales.append(Tale(story, _start(story, 2, end, exact=False), stream=stream, slot=1))
    return tales
