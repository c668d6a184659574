"""A form from data: one field a line, checked in place, and nothing typed is ever thrown away unasked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from ibtui.errors import IbtuiError
from ibtui.store.database import StoreFault, explain
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.fields import (
    ChoiceField,
    Field,
    FieldError,
    Kind,
    PickField,
    PickSource,
    RawValue,
    Values,
    _OneLine,
    explain_value,
    problem_of,
    start_text,
)
from ibtui.widgets.frame import KeyHints, TopLine
from ibtui.widgets.text import content
from ibtui.widgets.typing import LineInput, NoteArea

Result = TypeVar("Result")


_HINTS = (("Ctrl+S", "bewaar"), ("Tab", "volgend veld"), ("Shift+Tab", "vorig veld"), ("Esc", "terug"))


class FormScreen(ModalScreen[Result | None], Generic[Result]):
    """Asks fields and calls `save` with their values; gives back what `save` gave, or None when it was left.

    An `IbtuiError` from `save` is shown in the form; what was typed stays.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("escape", "leave", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("enter", "app.focus_next", show=False),
    ]
    DEFAULT_CSS = """
    FormScreen { background: $background; }
    FormScreen > VerticalScroll { padding: 0 1; max-width: 110; }
    FormScreen VerticalScroll, FormScreen TextArea {
        scrollbar-size-vertical: 1;
        scrollbar-color: $chosen; scrollbar-color-hover: $primary; scrollbar-color-active: $primary;
        scrollbar-background: $background; scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
    }
    FormScreen .row { height: auto; }
    FormScreen .row:focus-within { background: $background; }  /* Textual only then looks at the label again */
    FormScreen .label { width: 22; color: $text-muted; }
    FormScreen .row:focus-within .label { color: $foreground; text-style: bold; }
    FormScreen .row Input { width: 1fr; background: $surface; padding: 0 1; }
    FormScreen .row Input:focus, FormScreen .row TextArea:focus {
        background: $field; background-tint: $foreground 0%;
    }
    FormScreen _OneLine { padding: 0 1; }
    FormScreen .row TextArea { width: 1fr; border: none; padding: 0 1; background: $surface; }
    FormScreen .said { margin-left: 23; height: auto; color: $text-muted; display: none; }
    FormScreen .said.-shown { display: block; }
    FormScreen .said.-wrong { color: $error; display: block; }
    FormScreen .intro, FormScreen .problem { height: auto; margin-bottom: 1; }
    FormScreen .problem { color: $error; display: none; }
    FormScreen .problem.-shown { display: block; }
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        save: Callable[[Values], Result],
        *,
        today: dt.date,
        working_days: Collection[int] = (),
        intro: str = "",
        changed: Callable[[FormScreen[Result], str], None] | None = None,
        keeps: bool = False,
    ) -> None:
        """`changed(form, name)` runs when a choice or pick changed, so that one field can propose another.

        `keeps`: it takes long to fill, so what stands in it is saved when the line drops.
        """
        super().__init__()
        self._title = title
        self._fields = list(fields)
        self._save = save
        self._today = today
        self._working_days = working_days
        self._intro = intro
        self._changed = changed
        self._keeps = keeps
        self._kept: list[Result] = []
        """What saving gave, when that was done without her."""
        self._start = {field.name: start_text(field) for field in self._fields}

    # ── drawing ────────────────────────────────────────────────────────────────
    def compose(self) -> ComposeResult:
        yield TopLine()
        with VerticalScroll(can_focus=False):
            if self._intro:
                yield Static(content(self._intro), classes="intro")
            yield Static(classes="problem")
            for field in self._fields:
                with Horizontal(classes="row"):
                    star = " *" if field.required else ""
                    yield Static(content(field.label + star), classes="label")
                    yield self._editor(field)
                yield Static(content(field.hint), classes="said", id=f"said-{field.name}")
        yield KeyHints(_HINTS)

    def on_mount(self) -> None:
        self.query_one(TopLine).title = self._title
        for field in self._fields:
            self._say(field)
        self._widget(self._fields[0].name).focus()

    def _editor(self, field: Field) -> Widget:
        start, name = self._start[field.name], f"field-{field.name}"
        if field.kind is Kind.CHOICE:
            return ChoiceField(field.choices, str(start), id=name)
        if field.kind in (Kind.PICK, Kind.PICK_MANY):
            if field.source is None:
                raise ValueError(f"{field.name}: a pick needs a source")
            picked = () if isinstance(start, str) else start
            return PickField(field.source, picked, many=field.kind is Kind.PICK_MANY, id=name)
        if field.kind is Kind.NOTE:
            area = NoteArea(str(start), id=name)
            area.styles.height = field.lines
            return area
        secret = field.kind is Kind.SECRET
        # A date or a number is typed anew, not added to; a name is mended.
        anew = field.kind in (Kind.DATE, Kind.TIME, Kind.NUMBER)
        return LineInput(str(start), id=name, compact=True, password=secret, select_on_focus=anew)

    # ── values ─────────────────────────────────────────────────────────────────
    def _widget(self, name: str) -> Widget:
        return self.query_one(f"#field-{name}", Widget)

    def _raw(self, name: str) -> RawValue:
        widget = self._widget(name)
        if isinstance(widget, TextArea):
            return widget.text
        if isinstance(widget, (Input, ChoiceField, PickField)):
            return widget.value
        raise TypeError(name)

    def values(self) -> Values:
        """What stands in the form now."""
        raw = {field.name: self._raw(field.name) for field in self._fields}
        past = {field.name for field in self._fields if field.past}
        return Values(raw, self._today, self._working_days, past)

    def put(self, name: str, value: RawValue) -> None:
        """Set a field, e.g. with a proposal that follows from another field."""
        widget = self._widget(name)
        if isinstance(widget, PickField) and not isinstance(value, str):
            widget.choose(value)
        elif isinstance(widget, ChoiceField):
            widget.choose(str(value))
        elif isinstance(widget, Input):
            widget.value = str(value)
        elif isinstance(widget, TextArea):
            widget.text = str(value)

    def _dirty(self) -> bool:
        return any(self._raw(field.name) != self._start[field.name] for field in self._fields)

    # ── checking in place ──────────────────────────────────────────────────────
    def _say(self, field: Field, *, wrong: str = "") -> None:
        label = self.query_one(f"#said-{field.name}", Static)
        text = wrong
        if not text:
            try:
                text = explain_value(field, self._raw(field.name), self.values())
            except FieldError:
                text = field.hint  # half typed: no red letters while typing
        label.update(content(text))
        label.set_class(bool(text), "-shown")
        label.set_class(bool(wrong), "-wrong")

    def _field_of(self, widget: Widget) -> Field | None:
        return next((field for field in self._fields if f"field-{field.name}" == widget.id), None)

    def on_input_changed(self, event: Input.Changed) -> None:
        if (field := self._field_of(event.input)) is not None and self.is_mounted:
            self._say(field)
            for other in self._other_secrets(field):  # "the same" is true no longer
                self._say(other)

    def _other_secrets(self, field: Field) -> list[Field]:
        """A passphrase is typed twice: what the other one says follows from this one. Only those that are filled."""
        if field.kind is not Kind.SECRET:
            return []
        others = [one for one in self._fields if one.kind is Kind.SECRET and one is not field]
        return [one for one in others if self._raw(one.name)]

    def on_input_submitted(self) -> None:
        """Enter goes on to the next field; in a form of one line there is none, so it saves."""
        if len(self._fields) == 1:
            self.action_save()
        else:
            self.focus_next()

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Leaving a field says at once what is wrong with it; an empty one may still be filled."""
        field = self._field_of(event.input)
        if field is not None and event.input.value.strip():
            self._say(field, wrong=problem_of(field, self.values()))
            for other in self._other_secrets(field):
                self._say(other, wrong=problem_of(other, self.values()))

    def on__one_line_changed(self, event: _OneLine.Changed) -> None:
        field = self._field_of(event.field)
        if field is not None:
            self._say(field)
            for other in self._fields:  # what they say may follow from this one
                if other is not field and other.explain is not None:
                    self._say(other)
            if self._changed is not None:
                try:
                    self._changed(self, field.name)
                except (IbtuiError, StoreFault) as error:
                    self._complain(str(explain(error)))

    def on_pick_field_trouble(self, event: PickField.Trouble) -> None:
        """The names of a field could not be read: say so, and keep all that was typed."""
        self._complain(event.words)

    def on_pick_field_opened(self, event: PickField.Opened) -> None:
        """Open the picker of a field."""
        from ibtui.widgets.picker import PickScreen  # the picker itself opens forms

        field, box = self._field_of(event.field), event.field
        source: PickSource = box.source

        def picked(ids: tuple[int, ...] | None) -> None:
            if ids is not None:
                box.choose(ids)
                if not box.many:
                    self.focus_next()

        title = field.label if field else ""
        self.app.push_screen(PickScreen(title, source, box.value, many=box.many, typed=event.typed), picked)

    # ── leaving ────────────────────────────────────────────────────────────────
    def action_save(self) -> None:
        """Check every field; save when all are right, else go to the first that isn't."""
        values, first = self.values(), ""
        for field in self._fields:
            wrong = problem_of(field, values)
            self._say(field, wrong=wrong)
            first = first or (field.name if wrong else "")
        if first:
            self._widget(first).focus()
            return
        try:
            result = self._save(values)
        except FieldError as error:
            self._complain(str(error))
        except (IbtuiError, StoreFault) as error:
            self._complain(str(explain(error)))
        else:
            self.dismiss(result)

    def keep(self) -> bool:
        """The app ends or is locked while this stands here: save it, if it's a form that takes long. False: that
        failed. After a lock it closes, as it does when she saves it herself."""
        if not self._keeps or self._kept or not self._dirty():
            return True
        values = self.values()
        if any(problem_of(field, values) for field in self._fields):
            return False
        try:
            self._kept = [self._save(values)]
        except (FieldError, IbtuiError, StoreFault):
            return False
        return True

    def on_screen_resume(self) -> None:
        """She is back from a question, or from the lock and all of it was saved then."""
        for top in self.query(TopLine):
            top.show_clock()
        if self._kept:
            self.dismiss(self._kept[0])

    def _complain(self, text: str) -> None:
        problem = self.query_one(".problem", Static)
        problem.update(content(f"! {text}"))
        problem.set_class(True, "-shown")
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_leave(self) -> None:
        """Esc: straight back when nothing was typed, else ask."""
        if not self._dirty():
            self.dismiss(None)
            return
        answers = [
            Answer("b", "bewaren"),
            Answer("w", "weggooien wat ik typte"),
            Answer("t", "terug naar het formulier"),
        ]

        def answered(key: str | None) -> None:
            if key == "b":
                self.action_save()
            elif key == "w":
                self.dismiss(None)

        self.app.push_screen(AskScreen("Je hebt iets ingevuld dat nog niet bewaard is.", answers), answered)
