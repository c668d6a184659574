"""`dataclass`, worked out at its first use. Write `from ibtui.values import dataclass`, in place of the standard one.

The standard decorator writes and compiles six functions for each class: 0.4 ms, for more than 200 classes at every
start, of which the first screen uses a handful. Here a class gets its slots at once, and the rest from the standard
decorator when somebody makes one, compares one or asks for its fields. So a class that is written wrongly says so at
its first use; tests/test_values.py uses them all. `InitVar` and `KW_ONLY` it doesn't know.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock
from typing import TYPE_CHECKING

_METHODS = ("__init__", "__repr__", "__eq__")
_OF_FROZEN = ("__hash__", "__setattr__", "__delattr__", "__getstate__", "__setstate__")
_FACTS = ("__dataclass_params__", "__match_args__", "__dataclass_fields__")
_NO_FIELD = ("ClassVar", "typing.ClassVar")
_one_at_a_time = RLock()

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(given=None, /, *, frozen=False, slots=False):
        """As `dataclasses.dataclass`. Only one with slots can wait: without them there is nothing to make ready."""
        if given is None:
            return lambda cls: dataclass(cls, frozen=frozen, slots=slots)
        return _waiting(given, frozen) if slots else _whole(given, frozen, slots=False)


class _Fact:
    """What is told of a whole class only, for who asks for it."""

    def __init__(self, name: str, settle: Callable[[], type]) -> None:
        self._name = name
        self._settle = settle

    def __get__(self, _one: object, _owner: type) -> object:
        return self._settle().__dict__[self._name]


def _waiting(given: type, frozen: bool) -> type:
    """The class with its slots, and with stand-ins for what the standard decorator will add."""
    body = _with_slots(given)
    mine = {name for name in body if not (name == "__hash__" and body[name] is None)}
    if not frozen and "__hash__" not in mine:
        body["__hash__"] = None  # what can be compared and changed has no place in a set
    names = [name for name in (*_METHODS, *(_OF_FROZEN if frozen else ())) if name not in mine]

    def settle() -> type:
        with _one_at_a_time:
            if isinstance(made.__dict__[_FACTS[-1]], _Fact):
                whole = _whole(given, frozen, slots=True)
                for name in (*names, *_FACTS):  # the one that is looked at above comes last
                    setattr(made, name, whole.__dict__[name])
        return made

    def later(name: str) -> Callable[..., object]:
        def method(self: object, *args: object, **named: object) -> object:
            found: Callable[..., object] = settle().__dict__[name]
            return found(self, *args, **named)

        return method

    body |= {name: later(name) for name in names} | {name: _Fact(name, settle) for name in _FACTS}
    made: type = type(given)(given.__name__, given.__bases__, body)
    made.__qualname__ = given.__qualname__
    return made


def _with_slots(given: type) -> dict[str, object]:
    """What stands in a class, with its fields as slots; those that a base has already are left out."""
    kinds = given.__dict__.get("__annotations__", {})  # noqa: RUF063  (`inspect` is heavy)
    fields = [name for name, kind in kinds.items() if not str(kind).startswith(_NO_FIELD)]
    taken = {name for base in given.__mro__[1:] for name in base.__dict__.get("__slots__", ())}
    gone = (*fields, "__dict__", "__weakref__")
    body = {name: value for name, value in given.__dict__.items() if name not in gone}
    return body | {"__slots__": tuple(name for name in fields if name not in taken)}


def _whole(given: type, frozen: bool, *, slots: bool) -> type:
    from dataclasses import dataclass as standard  # 5 ms, which `ibtui --version` can do without

    made: type = standard(frozen=frozen, slots=slots)(given)
    return made
