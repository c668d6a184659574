"""A class of `ibtui.values` is a dataclass in all that can be seen; only when it is worked out differs."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import pkgutil
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import ClassVar

import pytest

import ibtui
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Day:
    """A day."""

    MOST: ClassVar[int] = 31
    number: int
    name: str = "ma"
    marks: dict[str, int] = dataclasses.field(default_factory=dict, compare=False)

    @property
    def shown(self) -> str:
        return f"{self.name} {self.number}"


@dataclass(frozen=True, slots=True)
class Holiday(Day):
    why: str = ""


@dataclass(slots=True)
class Open:
    count: int = 0


def test_it_is_made_with_its_defaults_and_names() -> None:
    assert (Day(3).name, Day(3, "di").shown, Day(number=4).marks, Day.MOST) == ("ma", "di 3", {}, 31)
    assert repr(Day(3)) == "Day(number=3, name='ma', marks={})"
    with pytest.raises(TypeError, match="number"):
        Day()  # type: ignore[call-arg]


def test_it_is_compared_by_its_fields() -> None:
    assert Day(3) == Day(3, marks={"x": 1}) != Day(4)
    assert Day(3) != Holiday(3)
    assert len({Day(3), Day(3), Day(4)}) == 2
    assert Open(1) == Open(1)
    with pytest.raises(TypeError, match="unhashable"):
        hash(Open())


def test_a_frozen_one_stays_as_it_is() -> None:
    day = Day(3)
    with pytest.raises(dataclasses.FrozenInstanceError):
        day.number = 4  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del day.number
    one = Open()
    one.count = 2
    assert one.count == 2
    with pytest.raises(AttributeError):
        one.other = 1  # type: ignore[attr-defined]  # it has slots


def test_a_base_gives_its_fields_on() -> None:
    holiday = Holiday(3, "wo", why="studiedag")
    assert [item.name for item in dataclasses.fields(Holiday)] == ["number", "name", "marks", "why"]
    assert holiday.shown == "wo 3"
    assert not hasattr(holiday, "__dict__")


def test_it_is_copied_changed_taken_apart_and_matched() -> None:
    day = Day(3, "do", {"a": 1})
    assert dataclasses.replace(day, number=5) == Day(5, "do")
    assert dataclasses.asdict(day) == {"number": 3, "name": "do", "marks": {"a": 1}}
    assert copy.deepcopy(day) == pickle.loads(pickle.dumps(day)) == day  # made here
    assert dataclasses.is_dataclass(Day)
    match day:
        case Day(number, name):
            assert (number, name) == (3, "do")


def test_an_own_method_stays() -> None:
    @dataclass(frozen=True, slots=True)
    class Loud:
        word: str

        def __repr__(self) -> str:
            return self.word.upper()

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

    assert (repr(Loud("hoi")), Loud("a") == Loud("b"), hash(Loud("a"))) == ("HOI", True, 7)


def test_without_slots_it_is_the_standard_one() -> None:
    @dataclass(frozen=True)
    class Plain:
        word: str = "x"

    assert Plain().word == Plain.word == "x"


def test_two_threads_may_make_the_first_at_the_same_time() -> None:
    for _ in range(50):

        @dataclass(frozen=True, slots=True)
        class Fresh:
            number: int = 0

        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(Fresh, range(16))) == [Fresh(number) for number in range(16)]


def _all_of_ibtui() -> list[type]:
    names = [each.name for each in pkgutil.walk_packages(ibtui.__path__, "ibtui.")]
    rooms = [import_module(name) for name in names if not name.endswith("__main__")]
    found = [one for room in rooms for one in vars(room).values() if inspect.isclass(one)]
    return [one for one in found if one.__module__.startswith("ibtui.") and dataclasses.is_dataclass(one)]


def _free(method: object) -> tuple[str, ...]:
    return method.__code__.co_freevars if inspect.isfunction(method) else ()


def test_each_class_of_ibtui_is_right_and_its_slots_are_its_fields() -> None:
    every = _all_of_ibtui()
    assert len(every) > 300
    for one in every:
        fields = {item.name for item in dataclasses.fields(one)}
        assert set(one.__dict__.get("__slots__", ())) <= fields, one
        closed_over = {name for each in vars(one).values() for name in _free(each)}
        assert "__class__" not in closed_over, f"{one}: super() finds the class as it was before it got slots"
