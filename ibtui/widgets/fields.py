"""The fields of a form: what they ask, how they look, and what they give back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from ibtui.care.dates import parse_date, short_date
from ibtui.care.text import fold
from ibtui.care.times import parse_time
from ibtui.errors import IbtuiError
from ibtui.store.database import StoreFault, explain
from ibtui.values import dataclass
from ibtui.widgets.text import fit, safe

if TYPE_CHECKING:
    from ibtui.widgets.form import FormScreen


class Kind(Enum):
    """What a field holds."""

    TEXT = auto()
    NOTE = auto()  # several lines
    DATE = auto()
    TIME = auto()
    NUMBER = auto()
    CHOICE = auto()
    PICK = auto()  # one from a list of names
    PICK_MANY = auto()
    SECRET = auto()


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be picked."""

    id: int
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PickSource:
    """Where a picker gets its names, and how it adds one it doesn't know."""

    options: Callable[[], Sequence[Option]]
    add: Callable[[str], FormScreen[int]] | None = None
    """Gives the form that makes a new one from the typed name; the form gives back its id."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form. `value` is what it starts with: str, date, time, int (choice index is the word)."""

    name: str
    label: str
    kind: Kind = Kind.TEXT
    value: str | dt.date | dt.time | int | Sequence[int] | None = None
    required: bool = False
    choices: Sequence[str] = ()
    source: PickSource | None = None
    hint: str = ""
    lines: int = 3  # height of a NOTE
    explain: Callable[[str, Values], str] | None = None
    """What the form makes of the text so far, for a TEXT or SECRET; `FieldError` when it can't be used. For a DATE or
    a TIME: what comes behind it. May ask other fields too."""
    past: bool = False
    """A DATE of what has happened: "vr" is the last Friday, not the next one."""


class FieldError(ValueError):
    """What was typed in a field can't be used; the message is Dutch."""


RawValue = str | tuple[int, ...]
"""A field's value as it stands on the screen: its text, or the ids that were picked."""


@dataclass(frozen=True, slots=True)
class Values:
    """What a form gives to its `save`: every field by name, in the type it asked for."""

    raw: dict[str, RawValue]
    today: dt.date
    working_days: Collection[int] = ()
    past: Collection[str] = ()
    """The names of the fields about the past (`Field.past`)."""

    def text(self, name: str) -> str:
        """The text of a TEXT, NOTE, CHOICE or SECRET field."""
        value = self.raw[name]
        return value if isinstance(value, str) else ""

    def date(self, name: str) -> dt.date | None:
        """The day; None when the field is empty. `FieldError` when it isn't a date."""
        return read_date(self.text(name), self.today, self.working_days, past=name in self.past)

    def been(self, name: str) -> dt.date | None:
        """A day that has been; None when the field is empty. `FieldError` when it is still to come."""
        day = self.date(name)
        if day is not None and day > self.today:
            raise FieldError("Deze dag is nog niet geweest. Vul hem in als het zover is.")
        return day

    def time(self, name: str) -> dt.time | None:
        """The time; None when the field is empty."""
        return read_time(self.text(name))

    def number(self, name: str) -> int:
        """A whole number; 0 when the field is empty."""
        return read_number(self.text(name))

    def ids(self, name: str) -> tuple[int, ...]:
        """What was picked."""
        value = self.raw[name]
        return () if isinstance(value, str) else value

    def id(self, name: str) -> int | None:
        """The one that was picked."""
        picked = self.ids(name)
        return picked[0] if picked else None

    def yes(self, name: str) -> bool:
        """Whether a ja/nee field says ja."""
        return self.text(name) == "ja"


def read_date(
    text: str, today: dt.date, working_days: Collection[int] = (), *, past: bool = False
) -> dt.date | None:
    """A Dutch date as typed, of the `past` when the field is about that; None for an empty text."""
    if not text.strip():
        return None
    day = parse_date(text, today, working_days, past=past)
    if day is None:
        such = "gisteren" if past else "morgen of +2w"
        raise FieldError(f"Geen datum. Typ bijvoorbeeld 13-1, vr{' of' if past else ','} {such}.")
    return day


def read_time(text: str) -> dt.time | None:
    """A time as typed; None for an empty text."""
    if not text.strip():
        return None
    moment = parse_time(text)
    if moment is None:
        raise FieldError("Geen tijd. Typ bijvoorbeeld 9:15 of half drie.")
    return moment


def read_number(text: str) -> int:
    """A whole number as typed; 0 for an empty text."""
    if not text.strip():
        return 0
    if not text.strip().isdigit() or len(text.strip()) > 4:
        raise FieldError("Typ een heel getal.")
    return int(text)


def start_text(field: Field) -> RawValue:
    """What stands in the field at the start."""
    value = field.value
    if field.kind in (Kind.PICK, Kind.PICK_MANY):
        if value is None or isinstance(value, (str, dt.date, dt.time)):
            return ()
        return (value,) if isinstance(value, int) else tuple(value)
    if value is None:
        return field.choices[0] if field.kind is Kind.CHOICE and field.choices else ""
    if isinstance(value, dt.date):
        return f"{value.day}-{value.month}-{value.year}"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    return str(value)


def explain_value(field: Field, value: RawValue, values: Values) -> str:
    """What the form makes of the value so far, to show beside it: "= vr 27 nov"."""
    if field.kind is Kind.DATE and isinstance(value, str):
        day = read_date(value, values.today, values.working_days, past=field.past)
        more = field.explain(value, values) if field.explain is not None and day else ""
        return f"= {short_date(day, values.today)}{more}" if day else field.hint
    if field.kind is Kind.TIME and isinstance(value, str):
        moment = read_time(value)
        more = field.explain(value, values) if field.explain is not None and moment else ""
        return f"= {moment:%H:%M} uur{more}" if moment else field.hint
    if field.explain is not None and isinstance(value, str) and value.strip():
        return field.explain(value, values) or field.hint
    return field.hint


def problem_of(field: Field, values: Values) -> str:
    """Why this field can't be saved, in Dutch; "" when it can."""
    value = values.raw[field.name]
    empty = not value.strip() if isinstance(value, str) else not value
    if field.required and empty:
        return "Dit moet je invullen."
    try:
        explain_value(field, value, values)
        if field.kind is Kind.NUMBER:
            values.number(field.name)
    except FieldError as error:
        return str(error)
    return ""


class _OneLine(Widget, can_focus=True):
    """A field of one line that isn't typed in."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"field--muted"}
    DEFAULT_CSS = """
    _OneLine {
        height: 1; width: 1fr; background: $surface;
        &:focus { background: $field; }
        & > .field--muted { color: $text-muted; }
    }
    """

    class Changed(Message):
        """Another value was chosen."""

        def __init__(self, field: _OneLine) -> None:
            super().__init__()
            self.field = field

    def shown(self) -> tuple[str, bool]:
        """The text to draw and whether it is a mere hint."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        text, hint = self.shown()
        style = self.rich_style
        look = self.get_component_rich_style("field--muted", partial=True) if hint else Style()
        return Strip([Segment(fit(safe(text), self.size.width), style + look)])

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()


class ChoiceField(_OneLine):
    """One word out of a few: arrows or the blank step through them, a letter jumps."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", show=False),
        Binding("right,space", "step(1)", show=False),
    ]

    def __init__(self, choices: Sequence[str], value: str, *, id: str) -> None:
        super().__init__(id=id)
        self._choices = list(choices)
        self.value = value if value in self._choices else self._choices[0]
        self._typed = ""  # the letters so far

    def shown(self) -> tuple[str, bool]:
        return (f"◂ {self.value} ▸" if self.has_focus else self.value), False

    def choose(self, value: str) -> None:
        """Set the value; an unknown word is ignored."""
        if value in self._choices and value != self.value:
            self.value = value
            self.refresh()
            self.post_message(self.Changed(self))

    def action_step(self, step: int) -> None:
        place = (self._choices.index(self.value) + step) % len(self._choices)
        self.choose(self._choices[place])

    def on_key(self, event: Key) -> None:
        """A letter goes to the next choice that begins with it; more letters make it exact."""
        if not event.character or not event.character.isalnum():
            self._typed = ""
            return
        letter, here = fold(event.character), self._choices.index(self.value)
        more = [(self._typed + letter, here)] if self._typed else []
        for typed, first in (*more, (letter, here + 1)):
            for choice in self._choices[first:] + self._choices[:first]:
                if fold(choice).startswith(typed):
                    self._typed = typed
                    self.choose(choice)
                    event.stop()
                    return


class PickField(_OneLine):
    """Names out of a list. Any letter, Enter or the blank opens the picker; Backspace takes the last one away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "open('')", show=False),
        Binding("backspace,delete", "drop", show=False),
    ]

    class Opened(Message):
        """The picker is asked for; `typed` is the letter that was pressed."""

        def __init__(self, field: PickField, typed: str) -> None:
            super().__init__()
            self.field = field
            self.typed = typed

    class Trouble(Message):
        """The names could not be read; `words` says why."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def __init__(self, source: PickSource, value: Sequence[int], *, many: bool, id: str) -> None:
        super().__init__(id=id)
        self.source = source
        self.many = many
        self.value: tuple[int, ...] = tuple(value)
        self._labels: dict[int, str] = {}

    def on_mount(self) -> None:
        self.relabel()

    def relabel(self) -> None:
        """Read the names again (one may have been added). When that fails, what was picked stays."""
        try:
            self._labels = {option.id: option.label for option in self.source.options()}
        except (IbtuiError, StoreFault) as error:
            self.post_message(self.Trouble(str(explain(error))))
        self.refresh()

    def choose(self, value: Sequence[int]) -> None:
        """Set what is picked."""
        self.value = tuple(value)
        self.relabel()
        self.post_message(self.Changed(self))

    def shown(self) -> tuple[str, bool]:
        names = [self._labels.get(item, "?") for item in self.value]
        if names:
            return ", ".join(names), False
        return ("typ een paar letters of druk op Enter" if self.has_focus else "–"), True

    def action_open(self, typed: str) -> None:
        self.post_message(self.Opened(self, typed))

    def action_drop(self) -> None:
        if self.value:
            self.choose(self.value[:-1])

    def on_key(self, event: Key) -> None:
        """A letter starts the search."""
        if event.character and event.character.isalnum():
            event.stop()
            self.action_open(event.character)
