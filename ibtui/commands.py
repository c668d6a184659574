"""Every command once: its key, label, line of help, and why it can't be done now.

The key bar, `?`, the command palette and the key table in the handleiding are made from `COMMANDS`; a check
fails when the table in the handleiding is stale. A screen gives each of its commands a method `do_<id>` and
says in `can(id)` whether it can be done; when it can't, the user reads `unless`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

EVERYWHERE = "overal"
"""In `Command.where`: on every screen."""

SCREENS: dict[str, str] = {
    "week": "Week",
    "zorgen": "Zorgen",
    "instanties": "Instanties",
    "verslagen": "Verslagen",
    "school": "School",
}
"""The main screens, in the order of their keys."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a user can do. `key` is Textual's name for the key, `shown` is how people write it."""

    id: str
    key: str
    shown: str
    label: str
    help: str
    where: tuple[str, ...]
    unless: str = ""
    bar: bool = True  # whether there is room for it in the key bar

    @property
    def short(self) -> str:
        """The key as the key bar of a text writes it: "^N" for Ctrl+N."""
        return self.shown.replace("Ctrl+", "^")


_LISTS = (
    "week", "zorgen", "instanties", "verslagen", "school", "gesprek", "zorg", "instantie", "groep", "leerling",
)  # fmt: skip
_TALKS = ("week", "gesprek", "zorg", "leerling")
_SELECT = "Kies eerst een regel met de pijltjes."
_FROZEN = "Dit verslag is vastgesteld en verandert niet. F2 maakt een nieuwe versie."

COMMANDS: tuple[Command, ...] = (
    # on every screen
    Command("go_week", "1", "1", "Week", "Naar de week", (EVERYWHERE,), bar=False),
    Command("go_zorgen", "2", "2", "Zorgen", "Naar de zorgen", (EVERYWHERE,), bar=False),
    Command("go_instanties", "3", "3", "Instanties", "Naar de instanties", (EVERYWHERE,), bar=False),
    Command("go_verslagen", "4", "4", "Verslagen", "Naar de verslagen", (EVERYWHERE,), bar=False),
    Command("go_school", "0", "0", "School", "Naar groepen, leerlingen en team", (EVERYWHERE,), bar=False),
    # lists
    Command(
        "new", "n", "n", "nieuw", "Iets nieuws maken op dit scherm",
        _LISTS,
    ),
    Command(
        "open", "enter", "Enter", "open", "Openen wat je hebt gekozen",
        (*_LISTS, "eerder"),
        _SELECT,
    ),
    Command(
        "edit", "e", "e", "bewerk", "Wijzigen wat je hebt gekozen",
        _LISTS,
        _SELECT,
    ),
    Command(
        "done", "x", "x", "klaar", "Gesprek gehouden, afspraak gedaan of zorg dicht; nog eens: toch niet",
        ("week", "zorgen", "verslagen", "gesprek", "zorg", "instantie", "leerling"),
        _SELECT,
    ),
    Command(
        "delete", "delete", "Del", "weg", "In de prullenbak doen; met u haal je het terug",
        _LISTS,
        _SELECT, bar=False,
    ),
    Command("minutes", "a", "a", "verslag", "Het verslag van dit gesprek schrijven of lezen",
            _TALKS, _SELECT),
    Command("people", "p", "p", "mensen", "Mensen toevoegen: genodigden, contactpersonen of ouders",
            ("gesprek", "instantie", "leerling")),
    Command("move", "m", "m", "verplaats", "Naar een andere dag of tijd", _TALKS, _SELECT),
    Command("previous", "left", "←", "vorige week", "Een week terug", ("week",), bar=False),
    Command("next", "right", "→", "volgende week", "Een week verder", ("week",), bar=False),
    Command("today", "t", "t", "vandaag", "Terug naar deze week", ("week",), bar=False),
    Command("action", "k", "k", "afspraak", "Een afspraak toevoegen", _TALKS, bar=False),
    Command("filter", "f", "f", "filter", "Kiezen wat de lijst laat zien",
            ("zorgen", "instanties", "verslagen", "school")),
    Command("present", "space", "spatie", "aanwezig", "Aanwezig, afwezig of afgemeld", ("gesprek",), _SELECT),
    Command("note", "o", "o", "notitie", "Een regel op de tijdlijn van deze zorg", ("zorg",)),
    Command("referral", "w", "w", "verwijzing", "Een verwijzing toevoegen", ("instantie",)),
    Command("consent", "c", "c", "toestemming", "Een toestemming toevoegen", ("instantie",)),
    Command("difference", "space", "spatie", "tekst", "De hele tekst zien, of alleen wat anders is dan nu",
            ("eerder",), _SELECT),
    Command("bring_back", "t", "t", "terugzetten", "Deze tekst terugzetten in het verslag; die van nu blijft bewaard",
            ("eerder",), _SELECT),
    # a paper, before it goes to Word
    Command("write_paper", "w", "w", "maak Word", "Het Word-document maken", ("word",)),
    Command("write_locked", "W", "W", "met slot", "Het Word-document maken met een wachtwoord", ("word",), bar=False),
    Command("preview", "p", "p", "voorbeeld", "Het document bekijken, bladzijde voor bladzijde, voor het er is",
            ("word",)),
    Command("to_line", "enter", "Enter", "naar regel", "Naar de regel in het verslag, om die te verbeteren",
            ("word",), _SELECT),
    Command("let_through", "d", "d", "doorlaten", "Dit laten staan, en opschrijven waarom",
            ("word",), "Kies eerst iets uit de controle met de pijltjes."),
    Command("let_all_through", "D", "D", "alles door", "Alles wat alleen iets vraagt in één keer laten staan",
            ("word",), "Er is niets meer dat alleen iets vraagt.", bar=False),
    Command("tick", "space", "spatie", "kies", "Wel of niet: wie het krijgt, wat meegaat, wat je doorliet",
            ("word",), _SELECT),
    # in the editor, in the order of its key bar
    Command("next_point", "ctrl+n", "Ctrl+N", "punt", "Naar het volgende agendapunt, om daar verder te typen",
            ("verslag",)),
    Command("previous_point", "ctrl+u", "Ctrl+U", "vorig punt", "Naar het vorige agendapunt", ("verslag",),
            bar=False),
    Command("time", "ctrl+t", "Ctrl+T", "tijd", "De tijd in de tekst zetten, zoals 13:24", ("verslag",), _FROZEN),
    Command("attend", "ctrl+g", "Ctrl+G", "aanwezig", "Wie er zijn, en wie er nog bij komt", ("verslag",),
            "Dit verslag is vastgesteld. Wie er was, wijzig je bij het gesprek zelf."),
    Command("overview", "ctrl+o", "Ctrl+O", "overzicht", "Wat uit de tekst is gehaald: afspraken, besluiten, vragen",
            ("verslag",)),
    Command("read_aloud", "ctrl+r", "Ctrl+R", "voorlezen", "De afspraken als gewone zinnen, om voor te lezen",
            ("verslag",)),
    Command("correct", "f2", "F2", "nieuwe versie", "Een nieuwe versie maken naast het vastgestelde verslag",
            ("verslag",), "Dit verslag is nog een concept: je kunt gewoon verder schrijven."),
    Command("fix", "ctrl+f", "Ctrl+F", "vaststellen", "Dit verslag vaststellen: de tekst verandert dan niet meer",
            ("verslag",), "Dit verslag is al vastgesteld. Maak met F2 een nieuwe versie."),
    Command("export", "ctrl+e", "Ctrl+E", "Word", "Het verslag in een Word-document zetten",
            ("verslag", "verslagen", "gesprek"), "Er is nog geen verslag om in Word te zetten."),
    Command("card", "ctrl+l", "Ctrl+L", "leerling", "De kaart van de leerling; met Esc ben je terug in de tekst",
            ("verslag",)),
    Command("earlier", "f4", "F4", "eerder", "Eerdere versies van deze tekst bekijken en terughalen", ("verslag",)),
    Command("undo_text", "ctrl+z", "Ctrl+Z", "typen terug", "Het laatste typen terugdraaien", ("verslag",),
            _FROZEN, bar=False),
    Command("redo_text", "ctrl+y", "Ctrl+Y", "toch wel", "Wat je terugdraaide toch weer doen", ("verslag",),
            _FROZEN, bar=False),
    Command("keys", "f1", "F1", "hulp", "De toetsen van dit scherm en de tekens voor in de tekst", ("verslag",)),
    # on every screen, last in the bar
    Command("undo", "u", "u", "ongedaan", "De laatste verandering terugdraaien", (EVERYWHERE,),
            "Er is niets om ongedaan te maken.", bar=False),
    Command("quick", "v", "v", "vang", "De vangregel: snel iets vastleggen", (EVERYWHERE,)),
    Command("search", "slash", "/", "zoek", "Zoeken in alles", (EVERYWHERE,)),
    Command("help", "question_mark", "?", "hulp", "De toetsen van dit scherm", (EVERYWHERE,)),
    Command("palette", "ctrl+p", "Ctrl+P", "opdrachten", "Alle opdrachten op naam", (EVERYWHERE,), bar=False),
    Command("back", "escape", "Esc", "terug", "Terug naar het vorige scherm; alles is bewaard",
            ("gesprek", "zorg", "instantie", "groep", "leerling", "verslag", "eerder", "word")),
    Command("quit", "q", "q", "stop", "Stoppen met ibtui", (EVERYWHERE,), bar=False),
)  # fmt: skip

_NO_LETTERS = ("escape", "f1", "f2", "f4")

TEXT_SCREENS = ("verslag",)
"""Screens where letters are letters: only commands with Ctrl, Esc or a function key work there."""


def command(command_id: str) -> Command:
    """The declaration of one command. `KeyError` for an unknown id."""
    return _BY_ID[command_id]


def commands_of(screen: str) -> list[Command]:
    """What can be done on `screen`, in the order of the key bar."""
    found = [item for item in COMMANDS if screen in item.where or EVERYWHERE in item.where]
    if screen in TEXT_SCREENS:
        found = [item for item in found if item.key.startswith("ctrl+") or item.key in _NO_LETTERS]
    return found


def frozen_first(commands: Sequence[Command]) -> list[Command]:
    """In a fixed text: first what you can do with it, then the rest."""
    return sorted(commands, key=lambda item: item.id not in ("correct", "export", "earlier"))


_BY_ID = {item.id: item for item in COMMANDS}
