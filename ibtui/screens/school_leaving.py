"""Leaving a school whole: threads, screens, and what was typed there. What goes to another school is in
`school_switch`."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Coroutine
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events

from ibtui.commands import SCREENS
from ibtui.screens import left_lines
from ibtui.screens.base import IbScreen
from ibtui.screens.known import is_form, is_quick
from ibtui.screens.locking import LockingApp
from ibtui.settings import Home
from ibtui.widgets.text import Look
from ibtui.wiping import let_go

if TYPE_CHECKING:
    from ibtui.screens.template_watch import TemplateWatch

_WORKER = "school"
"""The group of the worker that leaves a school."""
_PATIENCE, _GLANCE = 5.0, 0.05
"""Seconds to wait for what still runs in a thread; so often it is looked at."""
_WORD = "Het Word-document wordt nog gemaakt. Wissel daarna van school."
_FORM = "Er staat nog een formulier open. Bewaar het of ga met Esc terug, en wissel dan."
_LOCKED = "ibtui staat op slot. Wissel daarna van school."
_UNSAVED = "Niet alles is bewaard. Ga met Esc terug: dan kun je kiezen."
_DROPPED = "De school is teruggezet naar eerder. Wat in het formulier stond, is weg."
_SLOW = "De schijf is nog bezig met deze school. Probeer het zo nog eens."


class LeavingApp(LockingApp):
    """The part of the app that can leave the open school, so that nothing of it comes along."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self._template: TemplateWatch | None = None
        self._quick_left: dict[Path, dict[tuple[int | None, str], str]] = {}
        """The vangregels that were left at each school, by where that was."""
        self._leaving = False
        self._typed_early: list[events.Key | events.Paste] = []

    # ── what the app itself has ────────────────────────────────────────────────
    def begin(self) -> None:
        """The store is open: show the week."""
        raise NotImplementedError

    def can_lock(self) -> bool:
        """Between two schools nothing is shown yet; the key that locks waits with the others."""
        return not self._leaving and super().can_lock()

    def begin_anew(self, said: str) -> None:
        async def anew() -> bool:
            dropped = await self._drop_forms()
            left = await self._leave()
            if left:
                self.begin()
            self._say(_DROPPED if dropped else said, "warn")
            return left

        self._start(anew())

    def watch_template(self) -> None:
        """Say it when the Word template of this school changes."""
        if self._template is None:
            self._template = import_module("ibtui.screens.template_watch").start(self, self.home)

    def look_at_template(self) -> None:
        """Whether it changed, when it's watched."""
        if self._template is not None:
            self._template.look()

    def stop_template(self) -> None:
        """Watch it no longer."""
        if self._template is not None:
            self._template.stop()
            self._template = None

    # ── leaving a school whole ─────────────────────────────────────────────────
    def _start(self, leaving: Coroutine[None, None, bool]) -> None:
        """Beside the screen that asked for it, which goes too. What is typed meanwhile waits for what is shown then;
        when `leaving` says that she stays, it is dropped: it was meant for another school."""
        self._leaving = True

        async def leave() -> None:
            left = False
            try:
                left = await leaving
            finally:
                self._leaving = False
                typed, self._typed_early = self._typed_early, []
                if left:
                    self.type_first(typed)
                else:
                    self.drop_typed()

        self.run_worker(leave(), group=_WORKER)

    async def _take(self, event: events.Key | events.Paste) -> None:
        """Between two schools nothing is typed in either."""
        if self._leaving:
            self._typed_early.append(event)
        else:
            await super()._take(event)

    def _refused(self) -> str:
        """Why the school can't be left now; "" when it can."""
        if self.locked:
            return _LOCKED
        if any(worker.group == "word" and not worker.is_finished for worker in self.workers):
            return _WORD
        if any(is_form(screen) or is_quick(screen) for screen in self.screen_stack):
            return _FORM
        return "" if self.save_all() else _UNSAVED

    async def _leave(self) -> bool:
        """End all that belongs to this school: threads, screens, what is remembered. False: it stays open."""
        for _turn in range(int(_PATIENCE / _GLANCE)):
            if all(worker.is_finished or worker.group == _WORKER for worker in self.workers):
                break
            await asyncio.sleep(_GLANCE)
        else:
            self._say(_SLOW, "late")
            return False
        refused = self._refused()
        if refused:
            self._say(refused, "warn")
            return False
        await self._clear_screens()
        if gc.get_freeze_count():  # these screens were told to stay (`showing.py`), with all that is on them
            let_go()
        from ibtui.screens.editor_keeper import THREAD  # late: it's the whole editor

        if any(thread.name == THREAD for thread in threading.enumerate()):
            self.begin()
            self._say(_SLOW, "late")
            return False
        self._forget()
        return True

    async def _drop_forms(self) -> bool:
        """Another database came in this one's place: a form would be saved over something else by the same number.
        Whether there was one."""
        there = False
        while any(is_form(screen) or is_quick(screen) for screen in self.screen_stack):
            there = True
            await self.pop_screen()
        return there

    async def _clear_screens(self) -> None:
        """Away with every screen, and wait until it is: an editor saves once more when it goes."""
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        for name in SCREENS:
            if self.is_screen_installed(name):
                screen = self.get_screen(name)
                self.uninstall_screen(name)
                if screen.is_running:
                    await screen.remove()

    def _forget(self) -> None:
        """Nothing that was typed or chosen at this school is there at the next one."""
        from ibtui.screens import export_memory  # late: it's all of Word

        export_memory.forget()
        self._clipboard = ""  # what was cut at one school isn't pasted at another by accident
        self._quick_left[self.home.database], left_lines.kept = left_lines.kept, {}
        self.stop_template()

    # ── what is cut and copied ─────────────────────────────────────────────────
    def copy_to_clipboard(self, text: str) -> None:
        """Ctrl+C and Ctrl+X: to be pasted in ibtui. It doesn't go to the terminal, which may keep it for anybody."""
        self._clipboard = text

    def send_to_clipboard(self, text: str) -> None:
        """To the clipboard of the user's own computer, as far as the terminal can."""
        super().copy_to_clipboard(text)

    def _say(self, text: str, look: Look = "good") -> None:
        """In the key bar of the screen on top."""
        screen = self.screen
        if isinstance(screen, IbScreen):
            screen.call_after_refresh(_say_on, screen, text, look)


def _say_on(screen: IbScreen, text: str, look: Look) -> None:
    if screen.is_mounted and screen.is_whole():
        screen.say(text, look)
