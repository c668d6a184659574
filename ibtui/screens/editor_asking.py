"""What the editor asks when the store can't have the text: another session was first, or the disk says no."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.screen import ModalScreen

from ibtui.care.difference import merge
from ibtui.care.words import MinutesStatus
from ibtui.errors import IbtuiError
from ibtui.screens.base import IbScreen
from ibtui.screens.difference import DifferenceScreen
from ibtui.screens.editor_preview import unclear
from ibtui.store import minutes
from ibtui.widgets.dialog import Answer, AskScreen

if TYPE_CHECKING:
    from ibtui.screens.minutes import MinutesScreen

_MINE_KEPT = "Jouw tekst is bewaard. De andere is er nog als eerdere versie."
_BOTH_KEPT = "Samengevoegd. Beide teksten zijn er ook nog als eerdere versie."
_KEPT_BESIDE = (
    "De andere sessie schreef al in een nieuwe versie: dit is die. Jouw tekst staat bij eerder (F4)."
)
_THEIRS_TAKEN = "Dit is de tekst van de andere sessie. De jouwe is er nog als eerdere versie."


class Asking:
    """Asks one thing at a time, and does what was answered."""

    def __init__(self, editor: MinutesScreen) -> None:
        self._editor = editor
        self._open = False

    def which(self) -> None:
        """Another session wrote the same minutes. Both texts are kept; which goes on is the user's choice."""
        keeper = self._editor.keeper
        if keeper is None:
            return
        text, there = self._editor.area.text, minutes.load(self._editor.number)
        kept = "Beide teksten blijven bestaan." if keeper.is_kept(text) else "Jouw tekst is nog niet bewaard."
        mine = Answer("b", "mijn tekst bewaren (de andere wordt een eerdere versie)")
        theirs = Answer("a", "de andere tekst nemen (de mijne wordt een eerdere versie)")
        later = Answer("t", "terug naar mijn tekst, later kiezen")
        answers = [mine, theirs, later]
        if there.status == MinutesStatus.DRAFT:
            what = "Aan dit verslag is ook in een andere sessie geschreven."
            if merge(keeper.base, text, there.text) is not None:
                answers.insert(0, Answer("s", "samen: wat je schreef en wat de ander schreef in één tekst"))
        else:
            what = "Dit verslag is in een andere sessie vastgesteld terwijl je schreef."
            answers[0] = Answer("b", "een nieuwe versie maken met mijn tekst")
        question = f"{what}\n{kept} Met welke ga je verder?"
        screen = DifferenceScreen(question, there.text, text, answers, title=self._editor.heading())
        self._show(screen, {"b": self._keep_mine, "a": self._take_theirs, "s": self._keep_both})

    def where(self) -> None:
        """Leaving, and the store can't have the text."""
        editor = self._editor
        reason = editor.keeper.trouble if editor.keeper else ""
        self._ask(
            f"Je tekst is nog niet bewaard.\n{reason}\n\n"
            "Een noodkopie is een bestand op slot, met je hele tekst. "
            "Als je ibtui weer start, kies je wat ermee gebeurt.",
            [
                Answer("o", "opnieuw proberen"),
                Answer("m", "in een noodkopie bewaren en teruggaan"),
                Answer("w", "weggaan zonder deze tekst"),
                Answer("b", "hier blijven; de tekst blijft staan"),
            ],
            {"o": editor.do_back, "m": self._to_file, "w": self._without},
        )

    def _without(self) -> None:
        self._ask(
            "Weggaan zonder deze tekst? Wat nog niet bewaard is, is dan weg.",
            [Answer("j", "ja, weggaan"), Answer("n", "nee, hier blijven")],
            {"j": self._give_up},
        )

    def _give_up(self) -> None:
        if self._editor.keeper is not None:
            self._editor.keeper.give_up(self._editor.area.text)
        self._editor.app.pop_screen()

    def _ask(self, question: str, answers: list[Answer], do: dict[str, Callable[[], None]]) -> None:
        self._show(AskScreen(question, answers), do)

    def _show(self, screen: ModalScreen[str | None], do: dict[str, Callable[[], None]]) -> None:
        if self._open:
            return
        self._open = True

        def answered(key: str | None) -> None:
            self._open = False
            if key in do:
                self._editor.attempt(do[key])

        self._editor.app.push_screen(screen, answered)

    def _keep_mine(self) -> None:
        editor, keeper = self._editor, self._editor.keeper
        if keeper is None:
            return
        text = editor.area.text
        if minutes.load(editor.number).status == MinutesStatus.DRAFT:
            keeper.overrule(text, editor.area.edits)
            editor.after_choice(_MINE_KEPT)
            return
        number = minutes.correct(editor.number)
        there = minutes.load(number)
        if there.text == minutes.load(editor.number).text:
            minutes.overrule(number, text)
            said = _MINE_KEPT
        else:  # the other session wrote in a new version already: nobody overrules what nobody here has seen
            minutes.keep_aside(number, text)
            said = _KEPT_BESIDE
        editor.go_on_with(number)
        editor.after_choice(said)

    def _take_theirs(self) -> None:
        editor, keeper = self._editor, self._editor.keeper
        if keeper is None:
            return
        text = editor.area.text
        if not keeper.is_kept(text):
            minutes.keep_aside(editor.number, text)
        editor.take_over(minutes.load(editor.number))
        editor.after_choice(_THEIRS_TAKEN)

    def _keep_both(self) -> None:
        editor, keeper = self._editor, self._editor.keeper
        if keeper is None:
            return
        text = editor.area.text
        merged = merge(keeper.base, text, minutes.load(editor.number).text)
        if merged is None:  # the other session wrote on while this one looked
            editor.say("De andere tekst is net weer veranderd. Kies nog eens met Esc.", "warn")
            return
        if not keeper.is_kept(text):
            minutes.keep_aside(editor.number, text)
        keeper.overrule(merged, editor.area.edits)
        editor.take_over(minutes.load(editor.number))
        editor.after_choice(_BOTH_KEPT)

    def _to_file(self) -> None:
        editor = self._editor
        if editor.keeper is None:
            return
        try:
            path = editor.keeper.to_file(editor.area.text, editor.ib.home, dt.datetime.now())
        except IbtuiError as error:
            editor.say(str(error), "late")
            return
        app = editor.app
        app.pop_screen()
        if isinstance(app.screen, IbScreen):
            app.screen.say(f"Je tekst staat op slot in {path}", "warn")

    def to_fix(self) -> None:
        """Whether to fix the text: after that it is frozen."""
        self._editor.show_taken()
        questions = unclear(self._editor.promises)
        doubt = ""
        if questions:
            some = "1 afspraak is" if questions == 1 else f"{questions} afspraken zijn"
            doubt = f"Let op: {some} nog niet duidelijk. Met Ctrl+O zie je welke.\n\n"
        question = (
            f"Dit verslag vaststellen?\n\n{doubt}Daarna verandert de tekst niet meer. "
            "Klopt er later iets niet, dan maak je een nieuwe versie."
        )
        self._ask(
            question,
            [Answer("j", "ja, vaststellen"), Answer("n", "nee, verder schrijven")],
            {"j": self._fix},
        )

    def _fix(self) -> None:
        editor, keeper = self._editor, self._editor.keeper
        if keeper is not None:
            editor.change(
                lambda: minutes.fix(editor.number, keeper.version),
                "Vastgesteld. Met Ctrl+E maak je er een Word-document van.",
            )
