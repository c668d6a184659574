"""The promises of minutes as sentences to read aloud, each with its line, its item and whether it's agreed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ibtui.care.minutes import ActionLine, parse, split_action
from ibtui.care.names import Several
from ibtui.care.spoken import PAST, Spoken, spoken
from ibtui.care.words import ActionStatus
from ibtui.screens.editor_names import Names
from ibtui.store import actions
from ibtui.store.actions import ActionRow
from ibtui.store.minutes import MinutesText
from ibtui.values import dataclass
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, line, part, wrap

_WIDEST = 76
"""Cells of a sentence: longer lines read badly."""


@dataclass(frozen=True, slots=True)
class Item:
    """One promise. `number` is its line in the text, `words` that line without its mark; `row` is None when its
    item was thrown away on another screen or went along to a newer edition."""

    number: int
    words: str
    spoken: Spoken
    row: ActionRow | None

    @property
    def id(self) -> str:
        """What the list knows it by."""
        return f"regel:{self.number}" if self.row is None else f"afspraak:{self.row.id}"

    @property
    def settled(self) -> str:
        """ "gedaan" or "vervallen"; "" when it still has to be done."""
        status = "" if self.row is None else self.row.status
        return status if status in (ActionStatus.DONE, ActionStatus.DROPPED) else ""

    @property
    def agreed(self) -> bool:
        """Whether it needs no more reading."""
        return bool(self.settled) or (self.row is not None and self.row.confirmed_on is not None)

    @property
    def lacks(self) -> tuple[str, ...]:
        """What still has to be filled in, agreed or not. What was agreed may be past: nothing lacks then."""
        if self.settled:
            return ()
        return tuple(what for what in self.spoken.lacks if not self.agreed or what != PAST)


def items(text: str, edition: MinutesText, names: Names, today: dt.date) -> list[Item]:
    """The promises of a text as the store has it; what lacks something first, then in the order of the text."""
    parsed = parse(text, edition.day, edition.working_days)
    rows = {row.position: row for row in actions.of_minutes(edition.id)}
    found = []
    for at, action in enumerate(parsed.actions):
        row = rows.get(at)
        found.append(
            Item(action.line, parsed.lines[action.line].text, _spoken(action, row, names, today), row)
        )
    return sorted(found, key=lambda item: not item.lacks)


def said(words: str, edition: MinutesText, names: Names, today: dt.date) -> Spoken:
    """The sentence that a line, still being typed, would become."""
    action = ActionLine(0, *split_action(words, edition.day, edition.working_days))
    return _spoken(action, None, names, today)


def _spoken(action: ActionLine, row: ActionRow | None, names: Names, today: dt.date) -> Spoken:
    """The item's own words go before the line's: it may have been changed on another screen."""
    who, doubt = _who(action.who, names)
    if row is None:
        return spoken(who, action.what, action.when, action.due, today, doubt=doubt)
    if row.owner_id is not None:
        who, doubt = row.owner, ""
    return spoken(who, row.what, action.when, row.due_on, today, doubt=doubt)


def _who(typed: str, names: Names) -> tuple[str, str]:
    """What somebody is called, and what isn't clear about that."""
    plain = typed.lstrip("@")
    if typed.startswith("@"):
        plain = plain[:1].upper() + plain[1:]
    meant = names.meant(typed)
    if isinstance(meant, int):
        return names.called(meant), ""
    if isinstance(meant, Several):
        return plain, f"welke {plain}?"
    return plain, f"wie is {plain}?" if typed.startswith("@") else ""


def rows(found: Sequence[Item], room: int) -> list[Row]:
    """The list: each promise with room around it."""
    shown: list[Row] = []
    unclear = [item for item in found if item.lacks]
    rest = [item for item in found if not item.lacks]
    width = max(min(room, _WIDEST), 20)
    for title, part_of in (("Eerst aanvullen", unclear), ("Voorlezen", rest)):
        if not part_of:
            continue
        if unclear:  # a title only says something when there are two
            gap: tuple[Line, ...] = ((),) if shown else ()
            shown.append(heading(*gap, line(part(title, "strong"))))
        for item in part_of:
            if shown:
                shown.append(heading())
            shown.append(Row(item.id, tuple(_lines(item, width))))
    return shown


def _lines(item: Item, width: int) -> list[Line]:
    """Who and what, under it when, under that how it stands."""
    who = item.spoken.who
    first, *more = wrap(f"{who} {item.spoken.what}", width)
    whole = first.startswith(who)
    lines = [line(part(who, "strong"), first[len(who) :]) if whole else line(first)]
    lines += [line(text) for text in (*more, *wrap(item.spoken.when, width))]
    stands = [part(f"✓ {item.settled or 'akkoord'}", "good")] if item.agreed else []
    if item.lacks:
        gap = "  " if stands else ""
        stands.append(part(f"{gap}! {' · '.join(item.lacks)}", "warn"))
    if stands:
        lines.append(line(*stands))
    return lines


def progress(found: Sequence[Item]) -> str:
    """ "2 van 4 akkoord", or that all is done; "" when there is nothing. Never that all is done while one of them
    lacks something."""
    ready, unclear = sum(item.agreed for item in found), sum(bool(item.lacks) for item in found)
    if not found:
        return ""
    if ready < len(found):
        return f"{ready} van {len(found)} akkoord"
    if unclear:
        return f"{ready} akkoord, {unclear} nog niet compleet. Vul aan met e."
    if ready == 1:
        return "✓ De afspraak is voorgelezen en akkoord."
    return f"✓ Alle {ready} afspraken zijn voorgelezen en akkoord."
