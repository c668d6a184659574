"""Every state of the app that is worth a look: how to get there from the week. Used for the pictures of the
screens (test_snapshots.py) and for hostile names (test_hostile.py)."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from pathlib import Path

from textual.pilot import Pilot
from textual.screen import Screen

from ibtui.app import IbApp
from ibtui.screens.application import ApplicationScreen
from ibtui.screens.checklists import ChecklistsScreen
from ibtui.screens.host import Host
from ibtui.screens.minutes import MinutesScreen
from ibtui.screens.opp import OppScreen
from ibtui.screens.safety import SafetyScreen
from ibtui.store import (
    actions,
    agencies,
    applications,
    concerns,
    conversations,
    database,
    groups,
    minutes,
    opps,
)
from ibtui.store.conversations import ConversationRow
from ibtui.store.models import Application, Opp, Revision, SafetyRecord
from ibtui.widgets.frame import TopLine
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


def pushed(make: Callable[[Host], Screen[None]], *names: str) -> State:
    """A screen that another one pushes, and then these keys."""

    async def there(pilot: Pilot[None]) -> None:
        pilot.app.push_screen(make(ib_screen(pilot).ib))
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


def opp(_host: Host) -> OppScreen:
    """The OPP with the most answers of parents."""
    found = [opps.opp(row.id) for row in Opp.select().where(Opp.deleted_at.is_null())]
    return OppScreen(max(found, key=lambda card: (len(card.signatures), card.row.id)).row.id)


def application(_host: Host) -> ApplicationScreen:
    """The application with the most papers."""
    found = [
        applications.application(row.id)
        for row in Application.select().where(Application.deleted_at.is_null())
    ]
    return ApplicationScreen(max(found, key=lambda row: (len(row.papers), row.id)).id)


def safety_record(host: Host) -> SafetyScreen:
    """That of the pupil who has one."""
    row = SafetyRecord.select().first()
    return SafetyScreen(row.pupil_id if row is not None else pupil(host))


def group(host: Host) -> int:
    return groups.groups(host.school.id, TODAY)[0].id


def draft(host: Host) -> int:
    """The minutes of the groot overleg, half written."""
    row = minutes.start(talk(host).id)
    minutes.save(row.id, TEXT, row.version)
    return row.id


def fixed(host: Host) -> int:
    return minutes.list_minutes(host.school.id, "vastgesteld")[0].id


FOR_OTHERS = TEXT + "- Roos zit naast Sam en is soms lui\n- haar BSN is 111222333\n"
"""The same with words that may not go to others as they are."""


def for_others(host: Host) -> int:
    """The minutes of the groot overleg, with more in them than others may read."""
    number = draft(host)
    minutes.save(number, FOR_OTHERS, minutes.load(number).version)
    return number


DOUBTFUL = TEXT.replace(
    "! moeder: belt de logopedist > +2w", "! hoortest aanvragen\n! moeder: mailt > ooit eens"
)
"""The same with promises that aren't clear yet."""


def doubtful(host: Host) -> int:
    """The minutes of the groot overleg, with promises that lack something."""
    number = draft(host)
    minutes.save(number, DOUBTFUL, minutes.load(number).version)
    return number


def agreed(host: Host) -> int:
    """The same minutes when everything was read aloud."""
    number = draft(host)
    for row in actions.of_minutes(number):
        actions.confirm_action(row.id, TODAY)
    return number


def rewritten(host: Host) -> int:
    """Minutes of which much was thrown away since this morning."""
    number = draft(host)
    minutes.save(number, TEXT.partition("\n\n")[0], minutes.load(number).version)
    for at, row in enumerate(minutes.revisions(number)):
        moment = dt.datetime.combine(TODAY, dt.time(9, 35 - 10 * at))
        Revision.update(saved_at=moment, who="marit").where(Revision.id == row.id).execute()
    return number


def plain(host: Host) -> int:
    """Minutes with nothing in them to take out."""
    number = draft(host)
    minutes.save(number, "Gewone tekst.", minutes.load(number).version)
    return number


def editor(pilot: Pilot[None]) -> MinutesScreen:
    """The editor that is shown."""
    screen = pilot.app.screen
    assert isinstance(screen, MinutesScreen)
    return screen


def written(text: str, *names: str) -> State:
    """Text at the end of the editor, as typed and saved, and then these keys."""

    async def there(pilot: Pilot[None]) -> None:
        screen = editor(pilot)
        screen.area.move_cursor(screen.area.document.end)
        await settled(pilot)
        await pilot.press(*("enter" if char == "\n" else char for char in text))
        screen.flush()
        screen.show_taken()
        await settled(pilot)
        await typed(pilot, *names)

    return there


async def unsaved(pilot: Pilot[None]) -> None:
    """Nothing can be saved from here on: the file is read-only to this session."""
    screen = editor(pilot)
    app = screen.app
    assert isinstance(app, IbApp)
    app.home = replace(app.home, exports=Path("~/Documenten"))
    assert screen.keeper is not None
    screen.keeper.close()  # its thread has a connection of its own, and would save after all
    database.connection().execute_sql("PRAGMA query_only = ON")
    screen.area.move_cursor(screen.area.document.end)
    screen.area.insert("- Roos slaapt slecht")
    screen.flush()


def divided(theirs: str, mine: str) -> State:
    """Another session saved this text while `mine` was typed at the end of the editor; then Esc asks."""

    async def there(pilot: Pilot[None]) -> None:
        screen = editor(pilot)
        minutes.save(screen.number, theirs, minutes.load(screen.number).version)
        screen.area.move_cursor(screen.area.document.end)
        screen.area.insert(mine)
        await typed(pilot, "escape")

    return there


async def without_a_line(pilot: Pilot[None]) -> None:
    """A promise was done on another screen, its line went out of the text, and Esc asks."""
    screen = editor(pilot)
    done = actions.of_minutes(screen.number)[-1]
    actions.set_done(done.id, True, TODAY)
    lines = screen.area.text.split("\n")
    screen.area.put("\n".join(line for line in lines if done.what not in line))
    for _ in range(500):  # its thread saves and reads the text, and what is shown follows that
        read = screen.parsed is not None and done.what not in [one.what for one in screen.parsed.actions]
        if read and screen.query_one(TopLine).note.startswith("bewaard"):
            break
        await asyncio.sleep(0.01)
    await settled(pilot)
    await typed(pilot, "escape")


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
    "kalender": keys("5"),
    "stappen": keys("5", "enter"),
    "afspraken": keys("6"),
    "sinds": keys("s"),
    "dagafsluiting": keys("w"),
    "bespreking": keys("G", "3", "j", "enter", "=leest nu vlot", "tab"),
    "coaching": keys("c"),
    "beleid": keys("5", "b"),
    "zorgkaart": keys("2", "z"),
    "overgang": keys("5", "j", "o"),
    "route": one("leerling", pupil, "r"),
    "opp": pushed(opp),
    "aanvraag": pushed(application),
    "meldcode": pushed(safety_record),
    "stukken": pushed(lambda _host: ChecklistsScreen()),
    "termijnen": keys("d"),
    "termijnregels": keys("0", "r", "t"),
    "delen": one("leerling", pupil, "t"),
    "verteld": one("leerling", pupil, "l"),
}
"""Every screen."""

ELSEWHERE = TEXT.replace("elke dag 10 minuten", "elke dag 15 minuten")
"""The same minutes as another session saved them."""

EDITOR: Mapping[str, State] = {
    "agenda": one("gesprek", lambda host: talk(host).id, "a"),
    "namen": after(one("verslag", draft), written("! @a")),
    "niet-bewaard": after(one("verslag", draft), unsaved),
    "overzicht": one("verslag", doubtful, "ctrl+o"),
    "voorlezen": one("verslag", doubtful, "ctrl+r"),
    "eerder": one("verslag", rewritten, "f4"),
    "verschil": after(one("verslag", draft), divided(ELSEWHERE, "= we beginnen maandag")),
    "controle": one("verslag", for_others, "ctrl+e", "o"),
}
"""The editor at work, and the screens over it that are different on a wide window."""

OVER_THE_EDITOR: Mapping[str, State] = {
    "aanwezig": one("verslag", draft, "ctrl+g"),
    "voorlezen-verbeteren": one("verslag", doubtful, "ctrl+r", "e"),
    "voorlezen-klaar": one("verslag", agreed, "ctrl+r"),
    "regel-weg": after(one("verslag", draft), without_a_line),
    "eerder-lezen": one("verslag", rewritten, "f4", "enter"),
    "eerder-leeg": one("verslag", lambda host: minutes.start(talk(host).id).id, "f4"),
    "overzicht-leeg": one("verslag", plain, "ctrl+o"),
    "verschil-zelfde-plek": after(
        one("verslag", draft), divided(f"{TEXT}= we wachten tot januari", "= we beginnen maandag")
    ),
    "bewaren-lukt-niet": after(one("verslag", draft), unsaved, keys("escape")),
    "verslag-hulp": one("verslag", draft, "f1"),
    "controle-doorlaten": one("verslag", for_others, "ctrl+e", "o", "d"),
    "voorbeeld": one("verslag", draft, "ctrl+e", "o", "p"),
    "verslag-vaststellen": one("verslag", doubtful, "ctrl+f"),
}
"""What comes over the editor."""

OVER_A_SCREEN: Mapping[str, State] = {
    "leerling-filter": one("leerling", pupil, "f"),
    "leerling-vang": one("leerling", pupil, "v"),
    "formulier": keys("n"),
    "formulier-fout": keys("n", "tab", "tab", "tab", "ctrl+u", "=straks", "tab", "=25.70", "ctrl+s"),
    "kiezer": keys("n", "tab", "=r"),
    "vangregel": keys("v", "=#roos slaapt slecht @ans !bellen met ouders > di"),
    "zoek": keys("slash", "=ro"),
    "hulp": keys("question_mark"),
    "opdrachten": keys("ctrl+p"),
    "vraag": keys("n", "tab", "tab", "tab", "tab", "=9", "escape"),
    "melding": keys("x"),
    "jaar": keys("5", "j"),
    "jaarplan": keys("5", "j", "p"),
    "vakanties": keys("5", "j", "v"),
    "achter": keys("5", "l"),
    "achter-tekst": keys("5", "l", "end", "y"),
    "bespreking-welke": keys("G"),
    "bespreking-klaar": keys("G", "3", "j", "end", "tab", "tab"),
    "lesbezoek": keys("c", "enter"),
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
    "stap-nieuw": keys("5", "n"),
    "stap-overslaan": keys("5", "minus"),
    "lesbezoek-nieuw": keys("c", "n"),
    "doel-nieuw": keys("5", "b", "n", "d"),
    "hulp-nieuw": one("leerling", pupil, "r", "n"),
    "aanpak-nieuw": one("leerling", pupil, "r", "n", "a"),
    "aanvraag-nieuw": one("leerling", pupil, "r", "n", "v"),
    "opp-nieuw": one("leerling", pupil, "r", "n", "p"),
    "verzuim-nieuw": one("leerling", pupil, "r", "n", "u"),
    "opp-wijzigen": pushed(opp, "e"),
    "opp-stand": pushed(opp, "x"),
    "opp-ouder": after(pushed(opp), at("ouder", "space")),
    "opp-gehoord": pushed(opp, "h"),
    "opp-evaluatie": pushed(opp, "n"),
    "aanvraag-wijzigen": pushed(application, "e"),
    "aanvraag-stand": pushed(application, "x"),
    "aanvraag-besluit": pushed(application, "x", "j"),
    "stuk-nieuw": pushed(application, "n"),
    "afgeschermd-stap": pushed(safety_record, "n"),
    "termijn-nieuw": keys("d", "n"),
    "termijn-wijzigen": keys("d", "e"),
    "termijn-reden": keys("d", "minus"),
    "termijn-bron": keys("d", "b"),
    "termijnregel": keys("0", "r", "t", "e"),
    "termijnregel-nieuw": keys("0", "r", "t", "n"),
    "regels": keys("0", "r"),
    "verteld-nieuw": one("leerling", pupil, "l", "n"),
    "delen-opschrijven": one("leerling", pupil, "t", "l"),
}
"""Every form and picker."""

EMPTY: Mapping[str, State] = {
    "leeg-week": keys(),
    "leeg-zorgen": keys("2"),
    "leeg-instanties": keys("3"),
    "leeg-verslagen": keys("4"),
    "leeg-school": keys("0"),
    "leeg-kalender": keys("5"),
    "leeg-afspraken": keys("6"),
    "leeg-sinds": keys("s"),
    "leeg-dagafsluiting": keys("w"),
    "leeg-coaching": keys("c"),
    "leeg-termijnen": keys("d"),
}
"""The main screens of a school with nothing in it."""
