"""`ibtui sjabloon`: the Word file that gives papers the school's own style."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from pathlib import Path

from ibtui import house_style, settings
from ibtui.errors import BadInput, ExportError, Missing
from ibtui.files import explain_os_error, make_private, shown, write_whole
from ibtui.shell.opening import chosen_home
from ibtui.store import home

_SAMPLE = "sjabloon-verslag.docx"
_WHAT = "het sjabloon"
_LONGEST = 200
_BEFORE = "vorige.docx"
"""What the template before this one is kept as, in the same folder."""


def run_template(arguments: argparse.Namespace) -> int:
    """Say which template is used, or make a sample, adopt a file, or go back to ibtui's own style. No passphrase
    is needed: a template holds nothing of a child."""
    doing, named = arguments.doe, arguments.bestand
    place = chosen_home(arguments.school)
    if doing == "maken":
        return _make(Path(named or _SAMPLE))
    if doing == "gebruik":
        if not named:
            raise BadInput("Welk bestand?", f"Typ: ibtui sjabloon gebruik {_SAMPLE}")
        return _adopt(place, Path(named))
    if named:
        raise BadInput(f"Dit begrijp ik niet: {shown(named, 120)}", "Typ ibtui sjabloon --help voor uitleg.")
    return _away(place) if doing == "weg" else _tell(place)


def _tell(place: settings.Home) -> int:
    style = house_style.read(place)
    if style.problem:
        print(style.problem, file=sys.stderr)
    if style.data is None:
        print("Verslagen krijgen de stijl van ibtui.")
        if not style.problem:
            print("Liever die van je school? Typ: ibtui sjabloon maken")
        return 0
    print(f"Verslagen krijgen de stijl van je school, uit {shown(place.template)}.")
    _say_report(style.data)
    return 0


def _say_report(data: bytes) -> None:
    from ibtui.documents.template import check  # late: it loads python-docx

    report = check(data)
    if report.lacks:
        print("Kijk hier nog naar:")
        for sentence in report.lacks:
            print(f"  - {sentence}")
    if report.own:
        print(f"Deze stijlen zijn van ibtui: {', '.join(report.own)}.")
        print("Maak je een stijl met zo'n naam, dan gebruikt ibtui die van jou.")
    if report.words:
        print("Dit staat boven of onder elk verslag:")
        for text in report.words:
            print(f"  {shown(text, _LONGEST)}")
        print("Staat er een naam of een nummer van een kind bij? Haal dat dan weg in Word.")


def _make(path: Path) -> int:
    from ibtui.documents.template import make

    if path.suffix.lower() != ".docx":
        path = path / _SAMPLE if path.is_dir() else path.with_name(f"{path.name}.docx")
    write_whole(path, make(), replace=False, what=_WHAT)
    print(f"{shown(path)} is gemaakt. Open het in Word en zet het logo van je school erin.")
    print(f"Typ daarna: ibtui sjabloon gebruik {shown(path)}")
    return 0


def _adopt(place: settings.Home, path: Path) -> int:
    from ibtui.documents.template import check, emptied

    if not home.exists(place):
        raise Missing("Er is hier nog geen school", "Start ibtui om er een te beginnen.")
    try:
        data = house_style.read_file(path)
    except FileNotFoundError as error:
        raise BadInput(f"Het bestand {shown(path)} is er niet", "Kijk of de naam klopt.") from error
    except house_style.TooBig as error:
        raise ExportError(f"{shown(path)} is niet te gebruiken", str(error)) from error
    except OSError as error:
        raise ExportError(f"{shown(path)} is niet te lezen", "Kijk of je het mag lezen.") from error
    refused = check(data).refused
    if refused:
        raise ExportError(f"{shown(path)} is niet te gebruiken", refused)
    make_private(place.template.parent)
    _keep_the_last(place)
    write_whole(place.template, emptied(data), replace=True, what=_WHAT)
    print("Verslagen krijgen nu de stijl van je school. Van het bestand is alleen de opmaak bewaard.")
    _say_report(data)
    return 0


def _keep_the_last(place: settings.Home) -> None:
    with suppress(OSError, house_style.TooBig):
        before = house_style.read_file(place.template)
        write_whole(place.template.with_name(_BEFORE), before, replace=True, what=_WHAT)


def _away(place: settings.Home) -> int:
    kept = place.template.with_name(_BEFORE)
    try:
        place.template.replace(kept)
    except FileNotFoundError:
        print("Er is geen eigen sjabloon. Verslagen krijgen de stijl van ibtui.")
        return 0
    except OSError as error:
        raise explain_os_error(error, place.template, _WHAT) from error
    print(f"Verslagen krijgen weer de stijl van ibtui. Je sjabloon staat nog in {shown(kept)}.")
    return 0
