"""Writing from the shell: the vangregel, and minutes that were typed elsewhere."""

from __future__ import annotations

import argparse
import sys

from ibtui.care.dates import long_date
from ibtui.care.names import Found, Several, find
from ibtui.care.words import ConversationKind, match_word
from ibtui.errors import BadInput
from ibtui.files import shown
from ibtui.shell import typed
from ibtui.shell.opening import opened_school
from ibtui.shell.typed import read_text, words
from ibtui.store import minutes, people, quick
from ibtui.store.database import today


def run_note(arguments: argparse.Namespace) -> int:
    """`ibtui notitie`: one line, the same grammar as `v` in the app; prints what it became."""
    text = _line(arguments.regel)
    if not text.strip():
        raise BadInput(
            "Er is niets om vast te leggen", "Typ een regel, bijvoorbeeld '#sam slaapt slecht @ans'."
        )
    with opened_school(arguments.school) as (_, school):
        result = quick.quick_note(school.id, text, today())
    done = f"Bewaard als {result.kind} {result.conversation_id}"
    if result.actions:
        done += " met 1 afspraak" if result.actions == 1 else f" met {result.actions} afspraken"
    if result.private:
        done += "; privé: komt in geen enkel document"
    print(done)
    for name in result.unknown:
        print(f"{shown(name, 60)} ken ik niet; de naam blijft als tekst staan.", file=sys.stderr)
    for name, candidates in result.unclear:
        names = shown(", ".join(candidates), 300)
        print(
            f"{shown(name, 60)} kan meer mensen zijn: {names}. De naam blijft als tekst staan.",
            file=sys.stderr,
        )
    return 0


def _line(typed_behind: list[str]) -> str:
    """What stands behind the command; without that (or with -) it is asked, so that no shell keeps it."""
    if typed_behind and typed_behind != ["-"]:
        return words(" ".join(typed_behind))
    if not sys.stdin.isatty():
        return read_text("-")
    print("Vangregel: ", end="", file=sys.stderr, flush=True)
    return words(sys.stdin.readline())


def run_minutes(arguments: argparse.Namespace) -> int:
    """`ibtui verslag`: a held conversation about one pupil with its minutes; prints the ID of the minutes."""
    kind = match_word(ConversationKind, words(arguments.soort))
    now = today()
    typed.date(arguments.datum, now)  # before the passphrase is asked for
    start = typed.time(arguments.tijd)
    text = read_text(arguments.bestand)
    if not text.strip():
        raise BadInput("Dit verslag is leeg", "Er is niets bewaard.")
    with opened_school(arguments.school) as (_, school):
        day = typed.date(arguments.datum, now, school.working_days)
        if day > now:
            raise BadInput(
                f"{long_date(day).capitalize()} is nog niet geweest", "Typ bijvoorbeeld 13-1 of gisteren."
            )
        pupil = one_pupil(school.id, words(arguments.leerling))
        print(minutes.from_text(school.id, pupil, kind, day, start, text))
    return 0


def one_pupil(school: int, name: str) -> int:
    """The pupil that is meant; `BadInput` names the candidates when two fit, or the nearest when none does."""
    if not name.strip():
        raise BadInput("Achter --leerling hoort een naam", "De eerste letters zijn genoeg.")
    everyone = people.named_pupils(school)
    found = find(name, everyone)
    if isinstance(found, Found):
        return found.named.id
    if isinstance(found, Several):
        names = ", ".join(f"{item.full} ({item.hint})" if item.hint else item.full for item in found.named)
        raise BadInput(
            f"{shown(name, 60)} past bij meer leerlingen: {shown(names, 600)}", "Typ ook de achternaam."
        )
    first = name.strip()[:1].casefold()
    near = [item.full for item in everyone if first and item.first.casefold().startswith(first)]
    hint = f"Bedoel je een van deze? {', '.join(near[:8])}" if near else "Kijk of de naam klopt."
    raise BadInput(f"Er is geen leerling die past bij {shown(name, 60)}", shown(hint, 600))
