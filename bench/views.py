"""How many questions each view asks of the store; for the bench, and for the test that the number is fixed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import cast

from textual.pilot import Pilot

from ibtui.app import IbApp
from ibtui.screens.base import IbScreen
from ibtui.store import database
from ibtui.store.models import Conversation, Group, Minutes, Placement

Settle = Callable[[Pilot[None]], Awaitable[None]]

MAIN = {"week": "1", "zorgen": "2", "instanties": "3", "verslagen": "4", "kalender": "5", "afspraken": "6"}
_OTHER = {"sinds vorige keer": "since", "de dag afsluiten": "close_day", "termijnen": "deadlines",
          "hittekaart": "heat_map"}  # fmt: skip
_SEARCHED = "lezen"


@contextmanager
def counted() -> Iterator[list[str]]:
    """The questions that are asked while the block runs. No settings of the connection: looks at the clock and the file
    set those; and no writing."""
    seen: list[str] = []
    store = database.connection()
    original = store.execute_sql

    def execute_sql(sql: str, *args: object, **kwargs: object) -> object:
        if sql.startswith("SELECT"):
            seen.append(sql)
        return original(sql, *args, **kwargs)

    store.execute_sql = execute_sql
    try:
        yield seen
    finally:
        del store.execute_sql


async def quiet(pilot: Pilot[None]) -> None:
    """Until everything is drawn and every worker is done."""
    await pilot.pause()
    await asyncio.wait_for(pilot.app.workers.wait_for_complete(), 60)
    await pilot.pause()
    await pilot.pause()


async def queries(pilot: Pilot[None], settle: Settle = quiet) -> dict[str, int]:
    """For every view how many questions it asks when it's opened again. The week of a school must be on screen."""
    found = {}
    for name, asked in (await questions(pilot, settle)).items():
        found[name] = len(asked)
    return found


async def questions(pilot: Pilot[None], settle: Settle = quiet) -> dict[str, list[str]]:
    """The same, and the questions themselves."""
    app = cast(IbApp, pilot.app)
    await settle(pilot)
    found: dict[str, list[str]] = {}

    async def ask(name: str, do: Callable[[], object]) -> None:
        with counted() as seen:
            do()
            await settle(pilot)
        found[name] = seen

    for name in (*MAIN, *MAIN):  # the second time counts: the first one loads
        await ask(name, _main(app, name))
    for name, (kind, number) in _details().items():  # each on top of the one before
        await ask(name, _shown(app, kind, number))
    await ask("", _home(app))
    for name, command in _OTHER.items():
        await ask(name, _run(app, command))
    await ask("", _home(app))
    await ask("school", _main(app, "school"))
    await ask("", app.open_search)
    for letter in _SEARCHED:
        with counted() as seen:
            await pilot.press(letter)
            await settle(pilot)
    found["zoeken"] = seen
    await pilot.press("escape")
    await settle(pilot)
    found.pop("")
    return found


def _details() -> dict[str, tuple[str, int]]:
    """What is opened: the newest talk that was held and what hangs on it, and the child of the next talk."""
    held = Conversation.select().where(
        (Conversation.status == "gehouden") & Conversation.concern.is_null(False)
    )
    talk = held.order_by(Conversation.day.desc(), Conversation.id.desc()).first()
    text = Minutes.get(Minutes.conversation == talk)
    planned = Conversation.select().where((Conversation.status == "gepland") & Conversation.group.is_null())
    pupil = planned.order_by(Conversation.day, Conversation.id).first().pupils.get().pupil_id
    place = Placement.select().join(Group).where(Placement.pupil == pupil).order_by(Group.id.desc()).first()
    return {
        "leerling": ("leerling", pupil),
        "groep": ("groep", place.group_id),
        "gesprek": ("gesprek", int(talk.id)),
        "zorg": ("zorg", talk.concern_id),
        "verslag": ("verslag", int(text.id)),
    }


def _main(app: IbApp, name: str) -> Callable[[], object]:
    return lambda: app.go(name)


def _shown(app: IbApp, kind: str, number: int) -> Callable[[], object]:
    return lambda: app.show(kind, number)


def _run(app: IbApp, command: str) -> Callable[[], object]:
    def run() -> None:
        cast(IbScreen, app.screen).action_run(command)

    return run


def _home(app: IbApp) -> Callable[[], object]:
    def home() -> None:
        while len(app.screen_stack) > 2:
            app.pop_screen()
        app.go("week")

    return home
