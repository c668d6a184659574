"""Action items whose line went out of their minutes, although somebody had done something with them.

Such an item never vanishes by itself. The editor asks: put the line back, throw it away, or keep it without.
"""

from __future__ import annotations

from ibtui.store.actions import ActionRow, bin_action, rows_where
from ibtui.store.change import write
from ibtui.store.harvest import GONE
from ibtui.store.models import ActionItem, Conversation
from ibtui.store.promise_lines import written
from ibtui.store.whois import WhoIs

__all__ = ["action_line", "bin_action", "keep_without_line", "orphans"]


def orphans(minutes_id: int) -> list[ActionRow]:
    """The items of one edition that have no line any more and aren't in the bin, in the order they were made."""
    return rows_where((ActionItem.minutes == minutes_id) & (ActionItem.position == GONE))


def keep_without_line(action_id: int) -> None:
    """Let go of the minutes: it stays an action item of the conversation, in every list, and isn't asked again.

    When its line is typed again after all it is that line's item again.
    """
    with write("afspraak los van verslag bewaard") as change:
        item = change.edit(ActionItem, action_id)
        item.minutes = None
        change.save(item)


def action_line(row: ActionRow) -> str:
    """The whole line for the text: "! juf Ans: belt de logopedist > vr 27 nov". Saved, it is this item again."""
    item = ActionItem.get_by_id(row.id)
    talk = Conversation.get_by_id(item.conversation_id)
    return f"! {written(item, talk.day, WhoIs(talk))}"
