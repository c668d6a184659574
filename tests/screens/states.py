"""Every state of the app that is worth a look: how to get there from the week. Used for the pictures of the
screens (test_snapshots.py) and for hostile names (test_hostile.py)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Mapping

from textual.pilot import Pilot

from ibtui.screens.host import Host
from ibtui.store import agencies, concerns, conversations, groups, minutes
from ibtui.store.conversations import ConversationRow
from tests.screens.conftest import TODAY, ib_screen, rows, settled, typed
from tests.screens.overleg import TEXT

State = Callable[[Pilot[None]], Awaitable[None]]


def keys(*names: str) -> State:
    """The state after these keys; see `typed`."""

    async def there(pilot: Pilot[None]) -> None:
        await typed(pilot, *names)

    return there


def one(kind: str, which: Callable[[Host], int], *names: str) -> State:
    """The screen of one thing, and then these keys."""

    async def there(pilot: Pilot[None]) -> None:
        host = ib_screen(pilot).ib
        host.show(kind, which(host))
        await settled(pilot)
        await typed(pilot, *names)

    return there


def after(*steps: State) -> State:
    """One thing after another."""

    async def there(pilot: Pilot[None]) -> None:
        for step in steps:
            await step(pilot)

    return there


def at(kind: str, *names: str) -> State:
    """The cursor on the first row of a kind in the list that has the focus, and then these keys."""

    async def there(pilot: Pilot[None]) -> None:
        box = next(box for box in pilot.app.screen.query("Rows") if box.has_focus)
        found = rows(pilot, f"#{box.id}" if box.id else "Rows")
        found.choose(next(row for row in found.ids if row.startswith(f"{kind}:")))
        await settled(pilot)
        await typed(pilot, *names)

    return there


# ── which ──────────────────────────────────────────────────────────────────────
def talk(host: Host) -> ConversationRow:
    """The groot overleg of today."""
    found = conversations.week(host.school.id, TODAY - dt.timedelta(days=TODAY.weekday()))
    return next(row for row in found if row.day == TODAY and row.kind == "groot overleg")


def pupil(host: Host) -> int:
    """The pupil it is about."""
    return talk(host).pupil_ids[0]


def concern(host: Host) -> int:
    return concerns.of_pupil(pupil(host))[0].id


def agency(host: Host) -> int:
    """The one with most to show."""
    return max(agencies.agencies(host.school.id), key=lambda row: (row.running, row.people)).id


def group(host: Host) -> int:
    return groups.groups(host.school.id, TODAY)[0].id


def draft(host: Host) -> int:
    """The minutes of the groot overleg, half written."""
    row = minutes.start(talk(host).id)
    minutes.save(row.id, TEXT, row.version)
    return row.id


def fixed(host: Host) -> int:
    return minutes.list_minutes(host.school.id, "vastgesteld")[0].id


# ── the states ─────────────────────────────────────────────────────────────────
SCREENS: Mapping[str, State] = {
    "week": keys(),
    "gesprek": one("gesprek", lambda host: talk(host).id),
    "zorgen": keys("2"),
    "zorg": one("zorg", concern),
    "instanties": keys("3"),
    "instantie": one("instantie", agency),
    "verslagen": keys("4"),
    "verslag": one("verslag", draft),
    "verslag-vast": one("verslag", fixed),
    "school": keys("0"),
    "school-leerlingen": keys("0", "f"),
    "groep": one("groep", group),
    "leerling": one("leerling", pupil),
}
"""Every screen."""

OVER_A_SCREEN: Mapping[str, State] = {
    "formulier": keys("n"),
    "formulier-fout": keys("n", "tab", "tab", "tab", "ctrl+u", "=straks", "tab", "=25.70", "ctrl+s"),
    "kiezer": keys("n", "tab", "=r"),
    "vangregel": keys("v", "=#roos slaapt slecht @ans !bellen met ouders > di"),
    "zoek": keys("slash", "=ro"),
    "hulp": keys("question_mark"),
    "opdrachten": keys("ctrl+p"),
    "vraag": keys("n", "tab", "tab", "tab", "tab", "=9", "escape"),
    "melding": keys("x"),
}
"""What comes over a screen: a form, a picker, a question, and the like."""

FORMS: Mapping[str, State] = {
    "gesprek-wijzigen": keys("e"),
    "gesprek-verplaatsen": keys("m"),
    "afspraak-nieuw": keys("k"),
    "afspraak-wijzigen": after(keys("tab"), keys("e")),
    "afspraak-verplaatsen": after(keys("tab"), keys("m")),
    "aan-tafel": one("gesprek", lambda host: talk(host).id, "p"),
    "zorg-nieuw": keys("2", "n"),
    "zorg-wijzigen": one("zorg", concern, "e"),
    "zorg-sluiten": one("zorg", concern, "x"),
    "zorg-regel": one("zorg", concern, "o"),
    "zorg-erbij": one("zorg", concern, "n"),
    "instantie-nieuw": keys("3", "n"),
    "instantie-wijzigen": keys("3", "e"),
    "instantie-filter": keys("3", "f"),
    "verwijzing-nieuw": one("instantie", agency, "w"),
    "toestemming-nieuw": one("instantie", agency, "c"),
    "contactpersoon": one("instantie", agency, "p"),
    "verslag-kiezen": keys("4", "n"),
    "verslag-vaststellen": one("verslag", draft, "ctrl+f"),
    "verslag-hulp": one("verslag", draft, "f1"),
    "naar-word": one("verslag", fixed, "ctrl+e"),
    "school-erbij": keys("0", "n"),
    "school-wijzigen": after(keys("0"), at("school", "e")),
    "groep-wijzigen": after(keys("0"), at("groep", "e")),
    "groep-nieuw": keys("0", "n", "g"),
    "persoon-wijzigen": after(keys("0"), at("persoon", "e")),
    "persoon-nieuw": keys("0", "n", "m"),
    "leerling-nieuw": keys("0", "n", "l"),
    "leerling-wijzigen": one("leerling", pupil, "e"),
    "leerling-erbij": one("leerling", pupil, "n"),
    "ouder-nieuw": one("leerling", pupil, "p"),
    "ouder-wijzigen": after(one("leerling", pupil), at("ouder", "e")),
}
"""Every form and picker."""

EMPTY: Mapping[str, State] = {
    "leeg-week": keys(),
    "leeg-zorgen": keys("2"),
    "leeg-instanties": keys("3"),
    "leeg-verslagen": keys("4"),
    "leeg-school": keys("0"),
}
"""The main screens of a school with nothing in it."""
