"""An app that draws all that a screen can hold, and what may happen to it: text of any width, lists, dialogs, sizes."""

import random
from collections.abc import Callable, Sequence

from rich.text import Text
from textual import events
from textual.app import App, ComposeResult
from textual.command import CommandPalette
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen
from textual.theme import Theme
from textual.widgets import DataTable, Footer, Input, Label, OptionList, TextArea

from tests.terminal.glass import Glass, Watched

PLAIN_WORDS = ("Roos", "Sam", "lezen gaat vooruit", "een zin die langer is dan de rij en dus wordt afgebroken", "é",
               "Hanaë", "“ja” – nee …", "✓ klaar", "│─└►", "   ", "½")  # fmt: skip
WORDS = (
    "Roos", "Sam", "lezen gaat vooruit", "een zin die langer is dan de rij en dus wordt afgebroken", "é", "Hanaë",
    "日本語", "한국", "👩‍👩‍👧", "👍🏽", "🇳🇱", "❤️",
    "e\u0301e\u0301n", "a\u0308", "x\u200by", "“ja” – nee …", "✓ klaar", "☎ bel",
    "\u0301los", "│─└►", "   ", "Ω≈ç", "½ ①", "ﬁ", "عربى", "नि",
)  # fmt: skip
STYLES = (
    "", "bold", "reverse", "underline", "italic dim", "strike", "red on blue", "#12ab9f", "on #334455",
    "bold #fe0102 on #102030", "reverse green", "bold underline", "dim", "blink yellow", "color(200) on color(17)",
)  # fmt: skip
DARK = Theme("donker", primary="#8fb8ff", background="#15171c", foreground="#dcdfe6", dark=True)
LIGHT = Theme("licht", primary="#1f4fa3", background="#fbfbf9", foreground="#1c1f26", dark=False)
SIZES = ((20, 5), (40, 12), (50, 12), (80, 24), (79, 23), (120, 40), (200, 60), (33, 9), (80, 24))


def some_text(app: App[None], most: int = 6) -> Text:
    assert isinstance(app, Frames)
    dice = app.dice
    text = Text(no_wrap=dice.random() < 0.5)
    for _ in range(dice.randint(0, most)):
        text.append(dice.choice(app.words) + dice.choice(("", " ", "  ")), dice.choice(STYLES))
    return text


class Second(Screen[None]):
    def compose(self) -> ComposeResult:
        yield Label(some_text(self.app), id="tweede")
        yield DataTable()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("wie", "wat")
        for number in range(40):
            table.add_row(f"{number}", some_text(self.app, 2))


class Question(ModalScreen[None]):
    CSS = "Question { align: center middle; } Question Label { width: 15; height: 4; border: round red; }"

    def compose(self) -> ComposeResult:
        yield Label(some_text(self.app), id="vraag")


class Frames(Watched):
    COMMANDS = set()  # one of them stops the app
    CSS = """
    #boven { layout: horizontal; height: 3; } #boven Label { width: 1fr; height: 3; }
    OptionList { width: 30; dock: right; } TextArea { height: 1fr; } #zwevend { layer: hoog; offset: 7 2; width: 12; }
    Screen { layers: laag hoog; }
    """

    def __init__(self, dice: random.Random, words: Sequence[str] = WORDS) -> None:
        self.dice = dice
        self.words = words
        super().__init__(driver_class=Glass)
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = "donker"
        self.animation_level = "none"  # as in ibtui; what moves by itself isn't at rest

    def compose(self) -> ComposeResult:
        with Vertical(id="boven"):
            yield Label(some_text(self), id="een")
            yield Label(some_text(self), id="twee")
        yield Input(id="veld")
        yield TextArea("\n".join(f"regel {n} {self.dice.choice(self.words)}" for n in range(60)), id="tekst")
        yield OptionList(*[f"{n} {self.dice.choice(self.words)}" for n in range(100)], id="lijst")
        yield Label(some_text(self, 2), id="zwevend")
        yield Footer()

    def on_mount(self) -> None:
        for area in self.query(TextArea):
            area.cursor_blink = False
        for field in self.query(Input):
            field.cursor_blink = False


Deed = Callable[[Frames, random.Random], object]


def press(app: Frames, *keys: str) -> None:
    for key in keys:
        app.post_message(events.Key(key, {"space": " "}.get(key, key if len(key) == 1 else None)))


def change_label(app: Frames, dice: random.Random) -> None:
    for label in dice.sample([*app.screen.query(Label), Label()], k=1):
        label.update(some_text(app))


def change_many(app: Frames, dice: random.Random) -> None:
    for label in app.screen.query(Label):
        label.update(some_text(app))


def shift_label(app: Frames, dice: random.Random) -> None:
    for label in app.screen.query("#zwevend"):
        label.styles.offset = (dice.randint(-3, 60), dice.randint(-2, 20))


def type_keys(app: Frames, dice: random.Random) -> None:
    if app.screen.query(TextArea):
        app.screen.query_one(dice.choice((TextArea, TextArea, Input))).focus()
    keys = [
        "a",
        "space",
        "é",
        "enter",
        "backspace",
        "left",
        "up",
        "down",
        "end",
        "home",
        "pagedown",
        "shift+up",
    ]
    if app.words is WORDS:
        keys.append("日")
    press(app, *dice.choices(keys, k=dice.randint(1, 3)))


def move_in_list(app: Frames, dice: random.Random) -> None:
    for kind in (OptionList, DataTable):
        for found in app.screen.query(kind):
            found.focus()
            keys = ("down", "down", "down", "up", "pagedown", "pageup", "end", "home")
            press(app, *[dice.choice(keys)] * dice.randint(1, 2))


def scroll_text(app: Frames, dice: random.Random) -> None:
    for area in app.screen.query("TextArea, OptionList, DataTable"):
        area.scroll_relative(y=dice.randint(-7, 7), animate=False)


def push(app: Frames, dice: random.Random) -> None:
    if len(app.screen_stack) < 4:
        app.push_screen(dice.choice((Second, Question))())


def pop(app: Frames, dice: random.Random) -> None:
    if isinstance(app.screen, CommandPalette):
        press(app, "escape")
    elif len(app.screen_stack) > 1:
        app.pop_screen()


def notify(app: Frames, dice: random.Random) -> None:
    if dice.random() < 0.5:
        app.notify(dice.choice(app.words), title="bericht", timeout=600, markup=False)
    else:
        app.clear_notifications()


def another_theme(app: Frames, dice: random.Random) -> None:
    app.theme = "licht" if app.theme == "donker" else "donker"


def another_size(app: Frames, dice: random.Random) -> None:
    app.glass.resize(*dice.choice(SIZES))


def spoil(app: Frames, dice: random.Random) -> None:
    """Another program writes over the screen, and the user draws it again."""
    app.glass.stream.feed("\x1b[3;1H\x1b[31mKernel: out of paper\x1b[m\x1b[2;5H")
    app.redraw()


def same_size_again(app: Frames, dice: random.Random) -> None:
    """A size and back before the app looked: the terminal lost what didn't fit."""
    screen = app.glass.screen
    size = screen.columns, screen.lines
    screen.resize(3, 7)
    app.lost = True
    app.glass.resize(*size)


def palette(app: Frames, dice: random.Random) -> None:
    if len(app.screen_stack) < 3:
        app.action_command_palette()


OFTEN: tuple[Deed, ...] = (
    change_label,
    change_label,
    shift_label,
    type_keys,
    type_keys,
    type_keys,
    move_in_list,
    scroll_text,
)
SELDOM: tuple[Deed, ...] = (
    change_many,
    push,
    pop,
    notify,
    another_theme,
    another_size,
    spoil,
    same_size_again,
    palette,
)
