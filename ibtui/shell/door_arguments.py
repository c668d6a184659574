"""The commands of the locked door: keys, backups, restoring, checking, and the log of who did what."""

from __future__ import annotations

from collections.abc import Callable

from ibtui.shell.parser import DutchParser

MakeCommand = Callable[[str, str], DutchParser]

COMMANDS = {
    "sleutel": ("keys", "run_keys"),
    "backup": ("backups", "run_backup"),
    "herstel": ("restoring", "run_restore"),
    "controle": ("checking", "run_check"),
    "logboek": ("logbook", "run_log"),
}
"""Each command, and the function in `shell/` that does it."""


def add(command: MakeCommand) -> None:
    """Put them on the command line."""
    _add_keys(command("sleutel", "Wie erin kan: wachtwoord, herstelsleutel, een collega"))
    backup = command("backup", "Maak een versleutelde reservekopie, in één bestand")
    backup.add_argument("pad", metavar="PAD", nargs="?", help="een map of een bestand (anders de vaste map)")
    backup.add_argument("--lijst", action="store_true", help="laat zien welke er zijn; maakt niets")
    backup.add_argument("--json", action="store_true", help="met --lijst: als JSON, voor scripts")
    _add_restore(command("herstel", "Zet een reservekopie terug; eerst zie je wat erin zit"))
    check = command("controle", "Kijk of alles klopt, en zo niet wat je kunt doen")
    check.add_argument("--json", action="store_true", help="als JSON, voor scripts")
    _add_log(command("logboek", "Wie wat deed en wanneer; nooit wat er stond"))


def _add_keys(keys: DutchParser) -> None:
    keys.add_argument(
        "doe",
        metavar="lijst|nieuw|intrek|wachtwoord|herstel|vernieuw",
        choices=("lijst", "nieuw", "intrek", "wachtwoord", "herstel", "vernieuw"),
        help="lijst: wie erin kan; nieuw: een collega erbij; intrek: iemand eruit; wachtwoord: een ander "
        "wachtwoord; herstel: een nieuwe herstelsleutel; vernieuw: versleutel alles onder een nieuwe sleutel",
    )
    keys.add_argument("naam", metavar="NAAM", nargs="?", help="van wie: bij nieuw en intrek")
    keys.add_argument("--json", action="store_true", help="met lijst: als JSON, voor scripts")


def _add_restore(restore: DutchParser) -> None:
    restore.add_argument("bestand", metavar="BESTAND", help="de reservekopie (zie ibtui backup --lijst)")
    restore.add_argument("--alleen-kijken", action="store_true", help="laat zien wat erin zit; doet niets")
    restore.add_argument("--zeker", metavar="WOORD", help="het woord dat anders gevraagd wordt, voor scripts")


def _add_log(log: DutchParser) -> None:
    log.add_argument("--sinds", metavar="D", help="vanaf deze dag, bijvoorbeeld 13-1 of maandag")
    log.add_argument("--wie", metavar="NAAM", help="alleen van deze gebruiker van het systeem")
    log.add_argument("--json", action="store_true", help="als JSON, voor scripts")
