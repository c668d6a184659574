"""Every command once: its key, label, line of help, and why it can't be done now.

The key bar, `?`, the command palette and the key table in the handleiding are made from `COMMANDS`; a check
fails when the table in the handleiding is stale. A screen gives each of its commands a method `do_<id>` and
says in `can(id)` whether it can be done; when it can't, the user reads `unless`.
"""

from __future__ import annotations

from collections.abc import Sequence

from ibtui.values import dataclass

EVERYWHERE = "overal"
"""In `Command.where`: on every screen."""

SCREENS: dict[str, str] = {
    "week": "Week",
    "zorgen": "Zorgen",
    "instanties": "Instanties",
    "verslagen": "Verslagen",
    "kalender": "Kalender",
    "afspraken": "Afspraken",
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
    also: str = ""
    """Textual's name for a second key: for who has a terminal that keeps the first one."""

    @property
    def keys(self) -> str:
        """All its keys, as Textual's bindings want them."""
        return f"{self.key},{self.also}" if self.also else self.key

    @property
    def short(self) -> str:
        """The key as the key bar of a text writes it: "^N" for Ctrl+N."""
        return self.shown.replace("Ctrl+", "^")


_LISTS = (
    "week", "zorgen", "instanties", "verslagen", "school", "gesprek", "zorg", "instantie", "groep", "leerling",
    "kalender", "stappen", "vakanties", "afspraken", "coaching", "lesbezoek", "beleid", "route", "opp", "aanvraag",
    "termijnen", "termijnregels", "verteld", "meldcode",
)  # fmt: skip
_MAIN = tuple(SCREENS)
_TALKS = ("week", "gesprek", "zorg", "leerling")
_SELECT = "Kies eerst een regel met de pijltjes."
_FROZEN = "Dit verslag is vastgesteld en verandert niet. F2 maakt een nieuwe versie."

COMMANDS: tuple[Command, ...] = (
    # on every screen
    Command("go_week", "1", "1", "Week", "Naar de week", (EVERYWHERE,), bar=False),
    Command("go_zorgen", "2", "2", "Zorgen", "Naar de zorgen", (EVERYWHERE,), bar=False),
    Command("go_instanties", "3", "3", "Instanties", "Naar de instanties", (EVERYWHERE,), bar=False),
    Command("go_verslagen", "4", "4", "Verslagen", "Naar de verslagen", (EVERYWHERE,), bar=False),
    Command("go_kalender", "5", "5", "Kalender", "Naar de zorgkalender", (EVERYWHERE,), bar=False),
    Command("go_afspraken", "6", "6", "Afspraken", "Naar de afspraken: wie wacht op wie", (EVERYWHERE,), bar=False),
    Command("go_school", "0", "0", "School", "Naar groepen, leerlingen en team", (EVERYWHERE,), bar=False),
    # lists
    Command(
        "new", "n", "n", "nieuw", "Iets nieuws maken op dit scherm",
        (*_LISTS, "overgang"),
    ),
    Command(
        "open", "enter", "Enter", "open", "Openen wat je hebt gekozen",
        (*_LISTS, "eerder", "sinds", "achter", "overgang", "zorgkaart", "delen", "bewaarlijst"),
        _SELECT,
    ),
    Command(
        "edit", "e", "e", "bewerk", "Wijzigen wat je hebt gekozen",
        (*_LISTS, "dagafsluiting", "achter"),
        _SELECT,
    ),
    Command(
        "done", "x", "x", "klaar", "Gesprek gehouden, afspraak of stap gedaan, zorg dicht; nog eens: toch niet",
        ("week", "zorgen", "verslagen", "gesprek", "zorg", "instantie", "leerling", "kalender", "stappen", "afspraken",
         "beleid", "achter", "sinds", "dagafsluiting", "coaching", "lesbezoek", "route", "opp", "aanvraag",
         "meldcode", "termijnen", "verteld"),
        _SELECT,
    ),
    Command(
        "delete", "delete", "Del", "weg", "In de prullenbak doen; met u haal je het terug",
        (*_LISTS, "achter", "overgang"),
        _SELECT, bar=False,
    ),
    Command("minutes", "a", "a", "verslag", "Het verslag van dit gesprek schrijven of lezen",
            (*_TALKS, "dagafsluiting"), _SELECT),
    Command("people", "p", "p", "mensen", "Mensen toevoegen: genodigden, contactpersonen of ouders",
            ("gesprek", "instantie", "leerling")),
    Command("move", "m", "m", "verplaats", "Naar een andere dag of tijd",
            (*_TALKS, "sinds", "dagafsluiting", "kalender", "stappen", "afspraken", "beleid", "achter",
           "termijnen"), _SELECT),
    Command("previous", "left", "←", "vorige week", "Een week terug", ("week",), bar=False),
    Command("next", "right", "→", "volgende week", "Een week verder", ("week",), bar=False),
    Command("today", "t", "t", "vandaag", "Terug naar deze week", ("week",), bar=False),
    Command("action", "k", "k", "afspraak", "Een afspraak toevoegen", (*_TALKS, "afspraken"), bar=False),
    Command("filter", "f", "f", "filter", "Kiezen wat de lijst laat zien",
            ("zorgen", "instanties", "verslagen", "school", "sinds", "afspraken", "coaching", "leerling",
             "termijnen", "logboek")),
    # the working day, from each main screen
    Command("since", "s", "s", "sinds vorige keer", "Wat er veranderde sinds je vorige werkdag, en wat eraan komt",
            _MAIN),
    Command("close_day", "w", "w", "dag afsluiten", "De dag afsluiten: wat nog open is van vandaag", ("week",),
            bar=False),
    Command("group_review", "G", "G", "bespreking", "Een groep bespreken, leerling voor leerling",
            (*_MAIN, "groep"), bar=False),
    Command("coaching", "c", "c", "coaching", "Lesbezoeken en wat je daarover afsprak", ("week", "kalender", "school"),
            bar=False),
    Command("heat_map", "z", "z", "zorgkaart", "Alle zorgen per groep en niveau op één scherm", ("zorgen", "kalender"),
            bar=False),
    Command("deadlines", "d", "d", "termijnen", "Welke termijnen eraan komen, van de wet en van jezelf",
            (*_MAIN, "leerling"), bar=False),
    # one child's story (leerling) and what hangs on it
    Command("may_tell", "t", "t", "delen", "Mag ik dit vertellen? Met wie je iets over dit kind mag delen",
            ("leerling", "instantie"), bar=False),
    Command("route", "r", "r", "route", "De hulp en de route: wat is geprobeerd, wat is aangevraagd, het OPP",
            ("leerling",)),
    Command("told", "l", "l", "verteld", "Wie wat hoorde en wanneer, en wie het nog moet horen", ("leerling",)),
    Command("access", "i", "i", "inzage", "Ouders willen het dossier zien: alles in één Word-document", ("leerling",),
            bar=False),
    Command("safety", "M", "M", "meldcode", "De meldcode, stap voor stap; staat nergens anders", ("leerling",),
            bar=False),
    Command("forget", "V", "V", "vergeet", "Alles over dit kind voorgoed weghalen", ("leerling",), bar=False),
    # help and route (route, opp, aanvraag), terms (termijnen, termijnregels), who knows (verteld, delen),
    # the meldcode, what must go (bewaarlijst)
    Command("tick_paper", "space", "spatie", "vinkje", "Dit stuk is er, vandaag; nog eens: toch nog niet",
            ("aanvraag",), "Kies met de pijltjes een stuk van de lijst."),
    Command("sign", "space", "spatie", "akkoord", "Wat deze ouder van de hulp vindt: ja of nee, en op welke dag",
            ("opp",), "Kies met de pijltjes een ouder."),
    Command("heard", "h", "h", "gehoord", "Hoe het kind zelf is gehoord, of waarom niet", ("opp",)),
    Command("weighing", "w", "w", "weegvragen", "De vragen die helpen bij het wegen", ("meldcode",)),
    Command("keep_list", "ctrl+s", "Ctrl+S", "bewaar", "De lijst bewaren; met Esc bewaart het ook", ("stukken",)),
    Command("built_in_list", "ctrl+r", "Ctrl+R", "voorbeeld", "De voorbeeldlijst van ibtui terugzetten", ("stukken",),
            "Dit is de voorbeeldlijst al."),
    Command("only_opp", "o", "o", "OPP en TLV", "Alleen de termijnen van OPP en TLV; nog eens: alle", ("termijnen",)),
    Command("reason", "minus", "-", "afwijking", "De reden van afwijking: waarom het anders of later ging",
            ("termijnen",), _SELECT),
    Command("source", "b", "b", "bron", "Waar deze termijn vandaan komt: de wet, of een afspraak",
            ("termijnen", "termijnregels"), _SELECT),
    Command("term_source", "b", "b", "bron", "Waar deze termijn vandaan komt: de wet, of een afspraak",
            ("week", "leerling"), "Kies eerst een termijn met de pijltjes.", bar=False),
    Command("log_told", "l", "l", "verteld", "Opschrijven dat je dit vertelde: aan wie, wat en waarom dat mag",
            ("delen",), _SELECT),
    Command("pick_out", "space", "spatie", "kies", "Deze leerling kiezen om weg te halen; nog eens: toch niet",
            ("bewaarlijst",), _SELECT),
    Command("hold", "h", "h", "vasthouden", "Vasthouden, met een reden: er gaat niets weg; nog eens: weer los",
            ("bewaarlijst",), _SELECT),
    Command("clear_out", "o", "o", "weghalen", "Voorgoed weghalen wat je koos; zonder keuze deze leerling",
            ("bewaarlijst",), "Er hoeft nu niets weg."),
    Command("promote", "D", "D", "naar dossier", "Een privénotitie herschrijven voor het dossier", ("gesprek",),
            "Dit is geen privénotitie: het staat al in het dossier.", bar=False),
    # the school, and its log
    Command("rules", "r", "r", "regels", "Termijnen, stukken, bewaarlijst, overdrachtsblad, logboek", ("school",)),
    Command("older", "o", "o", "ouder", "Oudere regels van het logboek laten zien", ("logboek",),
            "Dit is het begin van het logboek."),
    Command("check_log", "k", "k", "klopt het?", "Kijken of niemand het logboek veranderde", ("logboek",)),
    # the care calendar and its screens (stappen, achter, beleid, overgang)
    Command("plan_in", "i", "i", "in week", "In de week zetten, als gesprek; staat het er al, dan open je het",
            ("kalender", "stappen", "beleid", "achter", "coaching", "lesbezoek"), _SELECT),
    Command("skip", "minus", "-", "overslaan", "Deze stap overslaan, met een woord waarom; nog eens: toch niet",
            ("kalender", "stappen", "beleid", "achter", "overgang"), _SELECT),
    Command("year_menu", "j", "j", "jaar", "Een jaar maken, het jaarplan, vakanties, volgend schooljaar",
            ("kalender",)),
    Command("behind", "l", "l", "achter", "Wie loopt achter: wat bij wie te laat is", ("kalender",)),
    Command("goals", "b", "b", "beleid", "De doelen van het zorgbeleid, met hun stappen", ("kalender",)),
    Command("this_month", "t", "t", "vandaag", "Terug naar deze maand", ("kalender",), bar=False),
    Command("year_word", "ctrl+e", "Ctrl+E", "Word", "Het jaar in een Word-document zetten", ("kalender",),
            "Er is nog geen jaar om in Word te zetten. Druk op j.", bar=False),
    Command("goals_word", "ctrl+e", "Ctrl+E", "Word", "De doelen op één blad voor het team, in Word", ("beleid",),
            "Er zijn nog geen doelen om in Word te zetten. Druk op n."),
    Command("region", "r", "r", "regio", "De vakanties en feestdagen van je regio in de lijst zetten", ("vakanties",)),
    Command("from_file", "h", "h", "uit bestand", "Vakanties halen uit een agendabestand (.ics)", ("vakanties",)),
    Command("keep_plan", "ctrl+s", "Ctrl+S", "bewaar", "Het jaarplan bewaren; met Esc bewaart het ook", ("jaarplan",)),
    Command("next_problem", "ctrl+n", "Ctrl+N", "fout", "Naar de volgende regel die niet te begrijpen is",
            ("jaarplan",), "Alle regels zijn te begrijpen."),
    Command("built_in", "ctrl+r", "Ctrl+R", "voorbeeld", "Het voorbeeldplan van ibtui terugzetten", ("jaarplan",),
            "Dit is het voorbeeldplan al."),
    Command("choose", "space", "spatie", "kies", "Een stap: laten of mee. Een leerling: doet het jaar over",
            ("overgang",), _SELECT),
    Command("roll_over", "o", "o", "overzetten", "Het nieuwe schooljaar maken, zoals het hier staat", ("overgang",),
            "Er is niets om over te zetten."),
    # the promises (afspraken)
    Command("letter", "y", "y", "tekst", "Een tekst om te kopiëren in een mail",
            ("afspraken", "coaching", "achter", "dagafsluiting", "lesbezoek", "verteld"), _SELECT),
    Command("wait", "h", "h", "wacht", "Wacht op een ander, vanaf vandaag; nog eens: toch niet", ("afspraken",),
            _SELECT),
    Command("drop", "minus", "-", "vervalt", "Laten vervallen, met een woord waarom", ("afspraken",), _SELECT),
    Command("copy_text", "y", "y", "kopieer", "De tekst kopiëren; lukt dat niet, selecteer hem dan met de muis",
            ("tekst",)),
    # the group review (bespreking), and its last page (afronden)
    Command("write_line", "enter", "Enter", "schrijf",
            "Een regel bij deze leerling; Enter bewaart, Tab bewaart en gaat naar de volgende", ("bespreking",),
            "Er zitten nog geen leerlingen in deze groep."),
    Command("next_pupil", "j", "j", "volgende", "De volgende leerling; ook met ↓", ("bespreking",), bar=False),
    Command("previous_pupil", "k", "k", "vorige", "De vorige leerling; ook met ↑", ("bespreking",), bar=False),
    Command("level_up", "plus", "+", "hoger", "Een niveau hoger; in de regel typ je alleen een +", ("bespreking",)),
    Command("level_down", "minus", "-", "lager", "Een niveau lager; in de regel typ je alleen een -", ("bespreking",)),
    Command("new_concern", "n", "n", "zorg", "Een nieuwe zorg over deze leerling", ("bespreking",)),
    Command("finish_review", "x", "x", "klaar", "Naar de laatste bladzijde: wat deze bespreking opleverde",
            ("bespreking",)),
    Command("evaluate", "m", "m", "evaluatie", "Wanneer je op een zorg van deze leerling terugkijkt",
            ("bespreking",)),
    Command("sign_up", "l", "l", "aanmelden", "Aanmelden voor de leerlingbespreking; nog eens: toch niet",
            ("bespreking",)),
    Command("read_on", "space", "spatie", "lees verder", "Verder lezen wat er eerder was, als dat niet past",
            ("bespreking",), bar=False),
    Command("sheet", "a", "a", "verslag", "Het hele verslag van deze bespreking, met Ctrl+E naar Word",
            ("bespreking", "afronden"), "Er is nog niets geschreven."),
    Command("to_pupil", "enter", "Enter", "leerling", "Terug naar deze leerling", ("afronden",), _SELECT),
    Command("close_review", "x", "x", "afronden", "De bespreking is gehouden", ("afronden",),
            "Er is nog niets geschreven. Met Esc ga je terug."),
    Command("plan_signed_up", "i", "i", "in week", "Wie is aangemeld: naar de leerlingbespreking in de week",
            ("afronden",), "Er is niemand aangemeld. Druk bij een leerling op l."),
    # lesson observations (coaching)
    # since last time, and the end of the day (sinds, dagafsluiting)
    Command("next_task", "enter", "Enter", "doe dit", "Doen wat er bij deze regel nog open is", ("dagafsluiting",),
            "Er is niets meer te doen."),
    Command("not_done", "minus", "-", "hoeft niet", "Afgezegd, geen verslag nodig, vervalt, of nu nog niet vertellen",
            ("dagafsluiting",), _SELECT),
    Command("present", "space", "spatie", "aanwezig", "Aanwezig, afwezig of afgemeld", ("gesprek",), _SELECT),
    Command("note", "o", "o", "notitie", "Een regel op de tijdlijn van deze zorg", ("zorg",)),
    Command("referral", "w", "w", "verwijzing", "Een verwijzing toevoegen", ("instantie",)),
    Command("consent", "c", "c", "toestemming", "Een toestemming toevoegen", ("instantie", "delen")),
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
            ("verslag", "bespreking")),
    Command("earlier", "f4", "F4", "eerder", "Eerdere versies van deze tekst bekijken en terughalen", ("verslag",)),
    Command("undo_text", "ctrl+z", "Ctrl+Z", "typen terug", "Het laatste typen terugdraaien", ("verslag",),
            _FROZEN, bar=False),
    Command("redo_text", "ctrl+y", "Ctrl+Y", "toch wel", "Wat je terugdraaide toch weer doen", ("verslag",),
            _FROZEN, bar=False),
    Command("keys", "f1", "F1", "hulp", "De toetsen van dit scherm en de tekens voor in de tekst",
            ("verslag", "jaarplan", "stukken")),
    # on every screen, last in the bar
    Command("undo", "u", "u", "ongedaan", "De laatste verandering terugdraaien", (EVERYWHERE,),
            "Er is niets om ongedaan te maken.", bar=False),
    Command("quick", "v", "v", "vang", "De vangregel: snel iets vastleggen", (EVERYWHERE,)),
    Command("search", "slash", "/", "zoek", "Zoeken in alles", (EVERYWHERE,)),
    Command("switch_school", "backslash", "\\", "andere school", "Naar een andere school", (EVERYWHERE,),
            "Je hebt hier maar één school. Nog een maken: 0, dan n en s.", bar=False),
    Command("help", "question_mark", "?", "hulp", "De toetsen van dit scherm", (EVERYWHERE,)),
    Command("palette", "ctrl+p", "Ctrl+P", "opdrachten", "Alle opdrachten op naam; ook met F9", (EVERYWHERE,),
            bar=False, also="f9"),
    Command("light", "f8", "F8", "licht of donker", "Lichte of donkere kleuren, tot je stopt met ibtui", (EVERYWHERE,),
            bar=False),
    Command("back", "escape", "Esc", "terug", "Terug naar het vorige scherm; alles is bewaard",
            ("gesprek", "zorg", "instantie", "groep", "leerling", "verslag", "eerder", "word", "stappen", "vakanties",
             "bespreking", "afronden",
             "jaarplan", "sinds", "dagafsluiting", "tekst", "coaching", "beleid", "achter", "overgang", "zorgkaart",
             "lesbezoek", "route", "opp", "aanvraag", "termijnen", "termijnregels", "verteld", "delen", "meldcode",
             "bewaarlijst", "stukken", "logboek")),
    Command("lock", "L", "L", "slot", "Het scherm leeg: niemand leest mee. Met je wachtwoord ga je verder",
            (EVERYWHERE,), bar=False),
    Command("lock_now", "f12", "F12", "slot", "Het scherm leeg, ook tijdens het typen", (EVERYWHERE,), bar=False),
    Command("redraw", "f5", "F5", "opnieuw tekenen", "Het scherm opnieuw tekenen, als er iets vreemds op staat",
            (EVERYWHERE,), bar=False),
    Command("quit", "q", "q", "stop", "Stoppen met ibtui", (EVERYWHERE,), bar=False),
)  # fmt: skip

_NO_LETTERS = ("escape", "f1", "f2", "f4", "f5", "f8", "f12")

TEXT_SCREENS = ("verslag", "jaarplan", "stukken")
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
