"""What the keys of the export screen make of a wish."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ibtui.care.findings import Finding
from ibtui.care.recipients import Asks, Candidate, Obligation
from ibtui.export import Wish
from ibtui.screens.export_items import Item, Shown
from ibtui.wishes import PointChoice


def ticked(item: Item, shown: Shown) -> Wish | None:
    """The space bar: somebody gets it or doesn't, a point goes along or doesn't, what was let through isn't any
    more. None when there is nothing to turn."""
    what, wish = item.what, shown.examined.wish
    if isinstance(what, Candidate):
        return replace(wish, persons=_turned(wish.persons, what.person_id))
    if isinstance(what, PointChoice):
        going = {point.key for point in shown.points if point.index in shown.examined.points}
        return replace(wish, points=tuple(sorted(going ^ {what.key})))
    if isinstance(what, Finding) and shown.is_passed(what):
        return replace(wish, passed=_without(wish.passed, what.key))
    if isinstance(what, Obligation) and what.answer:
        ground = "" if what.asks is Asks.GROUND else wish.ground
        return replace(wish, reasons=_without(wish.reasons, what.key), ground=ground)
    return None


def passed(wish: Wish, findings: Iterable[Finding], why: str) -> Wish:
    """These findings let through, with a word why."""
    return replace(wish, passed={**wish.passed, **{one.key: why for one in findings}})


def settled(wish: Wish, duty: Obligation, why: str) -> Wish:
    """What must be settled about a reader, answered."""
    return replace(wish, reasons={**wish.reasons, duty.key: why})


def _turned(chosen: tuple[int, ...], one: int) -> tuple[int, ...]:
    """With this one in it, or without it when it was."""
    return tuple(sorted({one} ^ set(chosen)))


def _without(words: Mapping[str, str], key: str) -> dict[str, str]:
    return {name: word for name, word in words.items() if name != key}
