"""What the keys do to a conversation or an afspraak, the same on every screen that shows one."""

from __future__ import annotations

from ibtui.care.agenda import HEADING
from ibtui.care.dates import short_date
from ibtui.care.words import ActionStatus, ConversationKind, ConversationStatus
from ibtui.screens.base import IbScreen
from ibtui.screens.forms.action import drop_action_form, edit_action_form, move_action_form
from ibtui.screens.forms.conversation import edit_conversation_form, move_form
from ibtui.screens.lines import SETTLED
from ibtui.store import actions, conversations, minutes, pupils
from ibtui.store.actions import ActionRow
from ibtui.store.conversations import ConversationRow
from ibtui.store.observations import VISIT
from ibtui.templates import template
from ibtui.widgets.fields import Option, PickSource
from ibtui.widgets.picker import PickScreen
from ibtui.widgets.text import Look


def toggle_action(screen: IbScreen, row: ActionRow) -> None:
    """`x` on an afspraak: done, or open again."""
    done = row.status not in SETTLED
    said = "Afspraak gedaan. Met u draai je het terug." if done else "Afspraak staat weer open"
    screen.change(lambda: actions.set_done(row.id, done, screen.ib.today(), row.version), said)


def move_action(screen: IbScreen, row: ActionRow) -> None:
    """`m` on an afspraak: another date."""

    def moved(_id: int) -> None:
        screen.refresh_view()
        screen.say("Datum gewijzigd")

    screen.ib.open_screen(move_action_form(screen.ib, row), moved)


def toggle_waiting(screen: IbScreen, row: ActionRow) -> None:
    """`h` on an afspraak: it's somebody else's turn, or not after all."""
    waits = row.status != ActionStatus.WAITING
    said = "Deze afspraak wacht op een ander" if waits else "Afspraak staat weer open"
    screen.change(lambda: actions.set_waiting(row.id, waits, screen.ib.today(), row.version), said)


def drop_action(screen: IbScreen, row: ActionRow) -> None:
    """`-` on an afspraak: it won't be done, and why."""

    def dropped(_id: int) -> None:
        screen.refresh_view()
        screen.say("Afspraak vervallen. Met u draai je het terug.")

    screen.ib.open_screen(drop_action_form(screen.ib, row), dropped)


def edit_action(screen: IbScreen, row: ActionRow) -> None:
    """`e` on an afspraak."""

    def edited(_id: int) -> None:
        screen.refresh_view()
        screen.say("Afspraak gewijzigd")

    screen.ib.open_screen(edit_action_form(screen.ib, row), edited)


def bin_action(screen: IbScreen, row: ActionRow) -> None:
    """Del on an afspraak."""
    screen.change(lambda: actions.bin_action(row.id), "Afspraak weggedaan. Met u haal je hem terug.")


def toggle_held(screen: IbScreen, row: ConversationRow) -> None:
    """`x` on a conversation: held, or planned again."""
    held = row.status != ConversationStatus.HELD
    said = "Gesprek gehouden" if held else "Gesprek staat weer als gepland"
    screen.change(lambda: conversations.set_held(row.id, held), said)


def move_conversation(screen: IbScreen, row: ConversationRow) -> None:
    """`m` on a conversation: another day or time."""

    def moved(conversation_id: int) -> None:
        screen.refresh_view()
        now = conversations.conversation(conversation_id).row
        at = f", {now.start:%H:%M} uur" if now.start else ""
        screen.say(f"Gesprek verplaatst naar {short_date(now.day, screen.ib.today())}{at}")

    screen.ib.open_screen(move_form(screen.ib, row), moved)


def edit_conversation(screen: IbScreen, conversation_id: int) -> None:
    """`e` on a conversation."""

    def edited(_id: int) -> None:
        screen.refresh_view()
        screen.say("Gesprek gewijzigd")

    card = conversations.conversation(conversation_id)
    screen.ib.open_screen(edit_conversation_form(screen.ib, card), edited)


def bin_conversation(screen: IbScreen, conversation_id: int) -> None:
    """Del on a conversation: with its minutes and afspraken."""
    screen.change(
        lambda: conversations.bin_conversation(conversation_id), "Gesprek weggedaan. Met u haal je het terug."
    )


def open_minutes(screen: IbScreen, conversation_id: int) -> None:
    """`a` on a conversation: its minutes, begun from the template and the agenda when there are none yet."""
    row = conversations.conversation(conversation_id).row
    if row.minutes_id is not None:
        screen.ib.show("verslag", row.minutes_id)
        return
    start = template(ConversationKind(row.kind), screen.ib.home.agenda)
    begun = minutes.start(conversation_id, start.text)
    screen.ib.show("verslag", begun.id)
    if row.purpose == VISIT and not row.pupil_ids:
        said = "Gaat het over de leerkracht? Schrijf het dan bij Coaching (1, dan c)."
        screen.app.call_after_refresh(_tell, screen, said, "warn")
    elif start.trouble:
        screen.app.call_after_refresh(_tell, screen, start.trouble, "warn")
    elif f"## {HEADING}\n" in begun.text:
        screen.app.call_after_refresh(_tell, screen, "Onderaan staat wat er nog ligt.", "good")


def _tell(below: IbScreen, text: str, look: Look) -> None:
    """Say something on the screen that has just been opened over another."""
    if isinstance(above := below.app.screen, IbScreen):
        above.say(text, look)


def show_pupil(screen: IbScreen, conversation_id: int) -> None:
    """Ctrl+L on minutes: the card of the pupil it is about; of several, or of a group, the one that is picked."""
    card = conversations.conversation(conversation_id)
    about = list(card.pupils)
    if not about and card.row.group_id is not None:
        about = pupils.pupils(screen.ib.school.id, card.row.group_id)
    if len(about) == 1:
        screen.ib.show("leerling", about[0].id)
    elif about:
        options = [Option(row.id, row.name, f"groep {row.group}" if row.group else "") for row in about]
        screen.ib.open_screen(
            PickScreen("Welke leerling?", PickSource(lambda: options)),
            lambda ids: screen.ib.show("leerling", ids[0]),
        )
    else:
        screen.say(
            "Dit gesprek gaat niet over een leerling. Bij het gesprek zelf kun je dat wijzigen.", "warn"
        )
