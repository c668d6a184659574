"""What forgetting does, in words: for the question before it and the message after it, on screen and in the shell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from ibtui.care.dates import long_date
from ibtui.store.forget import ForgetPlan, Forgot
from ibtui.store.forget_texts import Look

_MOST_LOOKS = 3


def plan_words(plan: ForgetPlan, until: dt.date) -> Iterator[str]:
    """What goes and what stays, a paragraph at a time. `until`: about when the last backup goes."""
    yield from _early_words(plan)
    counted = ", ".join(f"{number} {what}" for number, what in plan.counts) or "alleen de naam"
    yield f"Dit gaat voorgoed weg over {plan.name}: {counted}. Het kan niet ongedaan worden gemaakt."
    if plan.parents:
        verb = (
            "staat bij geen ander kind en gaat"
            if len(plan.parents) == 1
            else "staan bij geen ander kind en gaan"
        )
        yield f"{' en '.join(plan.parents)} {verb} ook weg."
    if plan.shared:
        where = "1 tekst" if plan.shared == 1 else f"{plan.shared} teksten"
        yield f"In {where} over anderen komt ‘een ander kind’ in de plaats van de naam. De rest blijft staan."
    if plan.looks:
        words = dict.fromkeys(f"“{look.word}” in {look.where}" for look in plan.looks)
        more = f" en nog {len(words) - _MOST_LOOKS}" if len(words) > _MOST_LOOKS else ""
        shown = ", ".join(list(words)[:_MOST_LOOKS])
        yield f"Dit blijft staan, want het kan ook iets anders zijn: {shown}{more}. Kijk daar zelf naar."
    yield backup_words(until)


def _early_words(plan: ForgetPlan) -> Iterator[str]:
    """Why it may be too early, with what still runs; nothing when it isn't."""
    early = plan.early
    if not early:
        return
    said = []
    if early.at_school:
        said.append(f"{plan.first_name} zit nog op school.")
    if early.until is not None:
        said.append(f"De bewaartermijn loopt nog tot {long_date(early.until)}.")
    elif early.others:
        said.append("De bewaartermijn van de overige gegevens loopt nog.")
    runs = [
        f"{number} {one if number == 1 else many}"
        for number, one, many in ((early.opps, "OPP", "OPP's"), (early.concerns, "zorg", "zorgen"))
        if number
    ]
    if runs:
        verb = "Er loopt" if early.opps + early.concerns == 1 else "Er lopen"
        said.append(f"{verb} nog {' en '.join(runs)}.")
    yield " ".join(said)


def backup_words(until: dt.date) -> str:
    """What is still in backups."""
    return (
        f"In reservekopieën staat het nog tot ongeveer {long_date(until)}. Kopieën die je zelf "
        "ergens anders maakte, haal je zelf weg."
    )


def done_words(done: Sequence[Forgot]) -> str:
    """What was done, in one sentence."""
    said = "Voorgoed weg" if done else "Er is niets weggehaald"
    if not all(one.clean for one in done):
        said += ". De laatste sporen gaan uit het bestand als ibtui overal dicht is"
    return said


def look_words(looks: Sequence[Look]) -> str:
    """Every word that is left to look at, with its line."""
    head = "Dit kan nog over het kind gaan. Kijk ernaar, en haal het weg als dat zo is.\n"
    return "\n".join([head, *(_look_words(look) for look in looks)])


def _look_words(look: Look) -> str:
    around = f" in\n  {look.around}" if look.around else ""
    return f"{look.where}: “{look.word}”{around}\n"
