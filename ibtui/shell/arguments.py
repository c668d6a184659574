"""Which subcommands there are, and how each is asked. What they do is in the other files of this folder."""

from __future__ import annotations

import argparse
from functools import partial

from ibtui import __version__
from ibtui.shell import door_arguments
from ibtui.shell.parser import DutchParser, row_number

_EPILOG = (
    "Zonder opdracht start de app. IBTUI_HOME kiest de map, IBTUI_SCHOOL de school daarin; IBTUI_PASSPHRASE_FILE "
    "noemt, voor scripts, een bestand met je wachtwoord (chmod 600)."
)

_SCHOOL = "welke school, als je er meer hebt: het begin van de naam is genoeg (zie ibtui scholen)"


def build_parser() -> DutchParser:
    """The whole command line; also read by the check that holds the docs to the code."""
    parser = DutchParser(
        prog="ibtui",
        usage="ibtui [-h] [--version] [--school NAAM] [OPDRACHT ...]",
        description="Het notitieboek van de ib'er, in de terminal.",
        epilog=_EPILOG,
    )
    parser.add_argument(
        "--version", action="version", version=f"ibtui {__version__}", help="laat de versie zien"
    )
    parser.add_argument("--school", metavar="NAAM", help=_SCHOOL)
    commands = parser.add_subparsers(
        dest="command", prog="ibtui", metavar="OPDRACHT ...", title="opdrachten", parser_class=DutchParser
    )
    _add_demo(commands)
    _add_lists(commands)
    _add_writing(commands)
    _add_export(commands)
    _add_access(commands)
    _add_forgetting(commands)
    _add_agenda(commands)
    _add_template(commands)
    door_arguments.add(partial(_command, commands))
    schools = _command(commands, "scholen", "De scholen in je map, en welke het laatst open was")
    schools.add_argument("--json", action="store_true", help="als JSON, voor scripts")
    return parser


Commands = argparse._SubParsersAction  # argparse gives no public name for what add_subparsers returns


def _command(commands: Commands[DutchParser], name: str, help_text: str) -> DutchParser:
    parser = commands.add_parser(name, help=help_text, description=f"{help_text}.")
    # Behind the command too; said once, in the help of ibtui itself.
    parser.add_argument("--school", metavar="NAAM", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    return parser


def _add_demo(commands: Commands[DutchParser]) -> None:
    demo = _command(commands, "demo", "Oefenen op een verzonnen school, de OEFENSCHOOL")
    demo.add_argument(
        "--map", metavar="DIR", help="bewaar de oefenschool in deze map (anders verdwijnt hij na afloop)"
    )
    demo.add_argument("--alleen-maken", action="store_true", help="maak de oefenschool en start de app niet")


def _add_lists(commands: Commands[DutchParser]) -> None:
    week = _command(commands, "week", "De gesprekken van de week")
    week.add_argument(
        "--datum", metavar="D", help="de week van deze dag, bijvoorbeeld 13-1 of +1w (anders deze week)"
    )
    actions = _command(commands, "afspraken", "Wie wat nog moet doen")
    concerns = _command(commands, "zorgen", "De zorgen per groep")
    concerns.add_argument("--gesloten", action="store_true", help="ook de zorgen die gesloten zijn")
    agencies = _command(commands, "instanties", "De instanties en wanneer je ze sprak")
    minutes = _command(commands, "verslagen", "De verslagen, de nieuwste eerst")
    for parser in (week, actions, concerns, agencies, minutes):
        parser.add_argument("--json", action="store_true", help="als JSON, voor scripts")


def _add_writing(commands: Commands[DutchParser]) -> None:
    note = _command(commands, "notitie", "De vangregel: leg snel iets vast")
    note.add_argument(
        "regel",
        metavar="TEKST",
        nargs="*",
        help="bijvoorbeeld '#sam slaapt slecht @ans !bellen > di'. Beter: laat het weg, dan vraagt ibtui erom. "
        "Wat je hier typt, kan in de geschiedenis van je shell blijven staan",
    )
    minutes = _command(commands, "verslag", "Maak een gehouden gesprek met een verslag dat je elders typte")
    minutes.add_argument("bestand", metavar="BESTAND", help="het tekstbestand; - leest stdin")
    minutes.add_argument(
        "--leerling", metavar="NAAM", required=True, help="over wie het gaat; de eerste letters zijn genoeg"
    )
    minutes.add_argument(
        "--soort", metavar="SOORT", required=True, help="bijvoorbeeld 'groot overleg' of oudergesprek"
    )
    minutes.add_argument("--datum", metavar="D", help="de dag van het gesprek (anders vandaag)")
    minutes.add_argument("--tijd", metavar="T", help="hoe laat het begon, bijvoorbeeld 13:00")


def _add_export(commands: Commands[DutchParser]) -> None:
    export = _command(commands, "exporteer", "Zet een verslag in een Word-document")
    export.add_argument(
        "id", metavar="ID", type=row_number, help="het nummer van het verslag (zie ibtui verslagen)"
    )
    export.add_argument("--voor", metavar="WIE", default="ouders",
                        choices=("ouders", "dossier", "instantie", "afspraken"),
                        help="ouders (gewoon), dossier, instantie of afspraken")  # fmt: skip
    export.add_argument("--aan", metavar="NAAM", action="append",
                        help="wie het krijgt (anders iedereen met gezag); mag vaker, of met komma's")  # fmt: skip
    export.add_argument("--instantie", metavar="NAAM", help="voor welke instantie het uittreksel is")
    export.add_argument(
        "--punten", metavar="1,3", help="welke punten naar de instantie gaan (zie --controle)"
    )
    export.add_argument("--reden", metavar="TEKST", action="append", default=[],
                        help="waarom iemand wel of niet een kopie krijgt; bij meer mensen: NAAM=waarom")  # fmt: skip
    export.add_argument("--grond", metavar="WOORD", help="de wettelijke grond als er geen toestemming is")
    export.add_argument("--laat-door", metavar="REGEL=WAAROM", action="append",
                        help="laat iets door wat gevonden is: 'O7:12=moeder zei dit zelf'; mag vaker")  # fmt: skip
    export.add_argument("--controle", action="store_true", help="laat zien wat er gevonden is; maakt niets")
    export.add_argument("--json", action="store_true", help="de controle als JSON, voor scripts")
    export.add_argument("--naar", metavar="PAD", help="waar het document komt: een map of een bestand")
    exports = _command(commands, "exports", "Wie welk document kreeg, wanneer en welke versie")
    exports.add_argument("--leerling", metavar="NAAM", help="alleen over deze leerling")
    exports.add_argument(
        "--wis", metavar="ID", type=row_number, help="wis de kopie met dit nummer: eerst overschreven"
    )
    exports.add_argument(
        "--ook-gewijzigd", action="store_true", help="met --wis: ook als de kopie gewijzigd is na het maken"
    )
    exports.add_argument("--json", action="store_true", help="als JSON, voor scripts")


def _add_access(commands: Commands[DutchParser]) -> None:
    access = _command(
        commands, "inzage", "Het hele dossier van een leerling in Word, voor ouders die het vragen"
    )
    access.add_argument("leerling", metavar="LEERLING", nargs="+", help="de eerste letters zijn genoeg")
    access.add_argument("--van", metavar="NAAM", help="wie het vraagt, bijvoorbeeld moeder")
    access.add_argument(
        "--zonder-namen",
        action="store_true",
        help="laat namen van anderen weg, in plaats van ze aan te strepen",
    )
    handover = _command(commands, "overdracht", "Een blad over de school voor wie het overneemt")
    for parser in (access, handover):
        parser.add_argument("--map", metavar="DIR", help="in deze map (anders de map voor documenten)")


def _add_forgetting(commands: Commands[DutchParser]) -> None:
    keeping = _command(commands, "bewaarlijst", "Van wie de bewaartermijn voorbij is, en wat er weg moet")
    keeping.add_argument("--json", action="store_true", help="als JSON, voor scripts")
    forget = _command(commands, "vergeet", "Alles over een leerling voorgoed weghalen")
    forget.add_argument(
        "leerling", metavar="LEERLING", nargs="+", help="de naam, of het ID uit ibtui bewaarlijst"
    )
    forget.add_argument(
        "--alleen-kijken", action="store_true", help="laat zien wat er weg zou gaan; doet niets"
    )
    forget.add_argument("--zeker", metavar="VOORNAAM", help="de voornaam, als je die niet wilt typen")
    forget.add_argument(
        "--laat-documenten", action="store_true", help="wis de Word-documenten niet die nog in een map liggen"
    )


def _add_agenda(commands: Commands[DutchParser]) -> None:
    agenda = _command(commands, "agenda", "De kopjes waarmee een verslag begint, per soort gesprek")
    agenda.add_argument(
        "doe",
        metavar="maken",
        nargs="?",
        choices=("maken",),
        help="zet de kopjes als bestanden in de map van je school, zodat je ze kunt veranderen",
    )
    agenda.add_argument("--json", action="store_true", help="de lijst als JSON, voor scripts")


def _add_template(commands: Commands[DutchParser]) -> None:
    template = _command(commands, "sjabloon", "Het Word-sjabloon van de school, voor de stijl van verslagen")
    template.add_argument(
        "doe",
        metavar="maken|gebruik|weg",
        nargs="?",
        choices=("maken", "gebruik", "weg"),
        help="maken: een sjabloon om mee te beginnen; gebruik: neem dit bestand; weg: weer de stijl van ibtui",
    )
    template.add_argument(
        "bestand", metavar="BESTAND", nargs="?", help="het bestand dat je maakt of gebruikt"
    )
