"""Ctrl+P: the commands of the screen you are on, by name."""

from __future__ import annotations

from functools import partial
from typing import Protocol, runtime_checkable

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from ibtui.commands import Command


@runtime_checkable
class Commanded(Protocol):
    """A screen with commands."""

    def available(self) -> list[Command]:
        """What can be done here."""

    def action_run(self, command_id: str) -> None:
        """Do it."""


class CommandProvider(Provider):
    """Offers what the screen offers, with its key."""

    def _commands(self) -> list[tuple[str, Command, Commanded]]:
        screen = self.screen
        if not isinstance(screen, Commanded):
            return []
        found = [item for item in screen.available() if item.id != "palette"]
        return [(f"{item.help}  ({item.shown})", item, screen) for item in found]

    async def discover(self) -> Hits:
        """Everything, before anything was typed."""
        for text, item, screen in self._commands():
            yield DiscoveryHit(Content(text), partial(screen.action_run, item.id), text=text)

    async def search(self, query: str) -> Hits:
        """What fits the typed letters."""
        matcher = self.matcher(query)
        for text, item, screen in self._commands():
            score = matcher.match(text)
            if score > 0:
                yield Hit(score, Content(text), partial(screen.action_run, item.id), text=text)
