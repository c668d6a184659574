"""What the keys do to a conversation or an afspraak, the same on every screen that shows one."""

from __future__ import annotations

from ibtui.care.dates import short_date
from ibtui.care.words import ConversationStatus
from ibtui.screens.base import IbScreen
from ibtui.screens.forms.action import edit_action_form, move_action_form
from ibtui.screens.forms.conversation import edit_conversation_form, move_form
from ibtui.screens.lines import SETTLED
from ibtui.store import actions, conversations, minutes
from ibtui.store.actions import ActionRow
from ibtui.store.conversations import ConversationRow


def toggle_action(screen: IbScreen, row: ActionRow) -> None:
    """`x` on an afspraak: done, or open again."""
    done = row.status not in SETTLED
    said = "Afspraak gedaan. Met u draai je het terug." if done else "Afspraak staat weer open"
    screen.change(lambda: actions.set_done(row.id, done, screen.ib.today()), said)


def move_action(screen: IbScreen, row: ActionRow) -> None:
    """`m` on an afspraak: another date."""

    def moved(_id: int) -> None:
        screen.refresh_view()
        screen.say("Datum gewijzigd")

    screen.ib.open_screen(move_action_form(screen.ib, row), moved)


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
    """`a` on a conversation: its minutes, begun from the template when there are none yet."""
    screen.ib.show("verslag", minutes.start(conversation_id).id)
