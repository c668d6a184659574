"""Short texts that the ib'er copies into a mail: friendly, B1, never a grade and never a reproach.

Pure text: who, what and when come in as words. A child is named as the caller names it; a first name is enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ibtui.care.mentions import unmarked
from ibtui.care.text import fold
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that was agreed or planned and isn't done yet.

    `about`: whom it is about, "" when that is clear. `when` in words: "afgesproken voor di 17 nov", "sinds 3 weken".
    """

    what: str
    about: str = ""
    when: str = ""


def reminder(name: str, things: Sequence[Owed], sender: str, school: str, *, formal: bool = False) -> str:
    """What is still open between the two of us, and the question what somebody needs.

    `name` is what somebody is called ("juf Ans"); "" leaves it out. `formal`: says "u", for parents.
    Empty `things` give a text that says so.
    """
    if not things:
        thanks = "Dank u wel!" if formal else "Dank je wel!"
        return _letter(name, [f"Alles wat we samen hebben gepland, is klaar. {thanks}"], sender, school)
    opening = "We hebben samen iets gepland. Dit staat bij mij nog open:"
    if len(things) > 1:
        opening = "We hebben samen een paar dingen gepland. Deze staan bij mij nog open:"
    it, you = "het" if len(things) == 1 else "iets", "u" if formal else "je"
    return _letter(
        name,
        [
            "\n".join([opening, *(f"- {_owed(thing)}" for thing in things)]),
            f"Is {it} al gedaan? Laat het me weten, dan streep ik het weg.\n"
            f"Lukt het nog niet? Zeg me wat {you} nodig hebt, of welke dag {you} beter uitkomt.",
        ],
        sender,
        school,
    )


def told(name: str, child: str, things: Sequence[str], sender: str, school: str) -> str:
    """What a parent should hear about a child; `things` are short sentences, as the parent may read them.

    Says "u". With no `things` it only asks for a talk.
    """
    opening = f"Ik wil u graag iets vertellen over {child}." if child else "Ik wil u graag iets vertellen."
    parts = [opening]
    if things:
        parts = ["\n".join([opening, *(f"- {_plain(thing)}" for thing in things)])]
    parts.append("Ziet u dit thuis ook, of juist niet? Hebt u vragen? Bel of mail mij gerust.")
    return _letter(name, parts, sender, school)


def visited(
    name: str, day: str, question: str, seen: str, agreed: str, again: str, sender: str, school: str
) -> str:
    """A lesson that was looked at, for the teacher: question, facts and what was agreed. Never what it may mean.

    `day` and `again` (the next look) in words; what is "" is left out.
    """
    parts = [f"Dank je wel dat ik mocht komen kijken in je les{f' van {day}' if day else ''}."]
    for title, text in (
        ("Onze kijkvraag:", question),
        ("Dit heb ik gezien:", seen),
        ("Dit hebben we afgesproken:", agreed),
    ):
        if text.strip():
            parts.append(f"{title}\n{text.strip()}")
    if again:
        parts.append(f"Ik kom graag weer kijken op {again}.")
    parts.append("Klopt er iets niet, of zie jij het anders? Laat het me weten.")
    return _letter(name, parts, sender, school)


def _owed(thing: Owed) -> str:
    about = f", over {thing.about}" if thing.about and not _names(thing.what, thing.about) else ""
    when = f" ({thing.when})" if thing.when else ""
    return f"{_plain(thing.what)}{about}{when}"


def _names(what: str, about: str) -> bool:
    """Whether the words say already whom they are about: then "over Roos" would say it twice."""
    return re.search(rf"(?<![\w.-]){re.escape(fold(about))}(?![\w/-]|\.\w)", fold(what)) is not None


def _plain(text: str) -> str:
    """One line without the marks of minutes ("#Noa", "@ans"), and without a full stop: more may follow."""
    return unmarked(" ".join(text.split())).rstrip(".")


def _letter(name: str, parts: Sequence[str], sender: str, school: str) -> str:
    """Salutation, paragraphs with a blank line between, and who says it."""
    greeting = f"Dag {name}," if name else "Dag,"
    below = "\n".join(item for item in ("Groet,", sender, school) if item)
    return "\n\n".join([greeting, *parts, below]) + "\n"
