"""Where things live, and the config file `ibtui.toml`.

`IBTUI_HOME` puts everything under one folder; without it the platform's own folders are used.
The export folder is, first found: `IBTUI_EXPORTS`, the setting `exports`, the standard folder.
"""

import os
import re
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from ibtui.errors import SettingsError
from ibtui.files import shown
from ibtui.secret import Secret
from ibtui.values import dataclass

_Plain = TypeVar("_Plain", bool, str)

DATABASE_NAME = "ibtui.db"
KEYS_NAME = "sleutels.json"
CONFIG_NAME = "ibtui.toml"
EXPORTS_NAME = "exports"
AGENDA_NAME = "agenda"
TEMPLATE_NAME = "sjabloon/verslag.docx"

_EXPECTED = {
    "exports": 'een map tussen aanhalingstekens, zoals exports = "~/Documenten/ib"',
    "mouse": "true of false",
    "slot_na": "een aantal minuten van 0 (nooit) tot 240, zoals slot_na = 10",
    "kleuren": 'kleuren = "donker" of kleuren = "licht"',
    "tekens": 'tekens = "gewoon", of tekens = "kaal": alleen gewone letters en streepjes',
    "alles_tekenen": "true of false",
    "gedeeld": 'de naam van een systeemgroep tussen aanhalingstekens, zoals gedeeld = "ibteam"',
}
_MOST_BYTES = 256 * 1024
_LOCK_AFTER = 10
_LONGEST_WAIT = 240
_COLOURS = ("donker", "licht")
_SIGNS = ("gewoon", "kaal")


@dataclass(frozen=True, slots=True)
class Settings:
    """What `ibtui.toml` says; the defaults are a file that isn't there."""

    exports: Path | None = None
    """Folder for Word documents; None: the standard one."""
    mouse: bool = True
    lock_after: int = _LOCK_AFTER
    """Minutes without a key until the lock falls; 0: never."""
    shared_group: str = ""
    """The system group that shares the school's files; "": they are one person's."""
    colours: str = "donker"
    """The theme: "donker" or "licht"."""
    signs: str = ""
    """"gewoon": lines and signs as they are; "kaal": plain ASCII; "": what this terminal can draw."""
    draw_all: bool = False
    """Send all of what is drawn again at each change, for a terminal that goes wrong without."""


@dataclass(frozen=True, slots=True)
class Home:
    """The files and folders of one school. Nothing here has been made or opened yet."""

    database: Path
    keys: Path
    config: Path
    exports: Path
    settings: Settings = Settings()
    school: str = ""
    """The folder of a further school, under `scholen`; "" for the first one. See `places`."""

    @property
    def agenda(self) -> Path:
        """The folder for the school's own templates of minutes; mostly not there."""
        return self.database.parent / AGENDA_NAME

    @property
    def template(self) -> Path:
        """The school's own Word template, in a folder of its own; mostly not there: then ibtui's style is used."""
        return self.database.parent / TEMPLATE_NAME


def home(env: Mapping[str, str]) -> Home:
    """Where things live for this environment. Reads the config file; SettingsError when that is bad."""
    if env.get("IBTUI_HOME"):
        root = _absolute(env["IBTUI_HOME"], Path.cwd())
        _refuse_no_folder(root)
        data = config_folder = root
        standard_exports = root / EXPORTS_NAME
    else:
        import platformdirs  # only here: half of the starts don't need it

        data = platformdirs.user_data_path("ibtui", appauthor=False)
        config_folder = platformdirs.user_config_path("ibtui", appauthor=False)
        standard_exports = platformdirs.user_documents_path() / "ibtui"
    settings = load(config_folder / CONFIG_NAME)
    if env.get("IBTUI_EXPORTS"):
        exports = _absolute(env["IBTUI_EXPORTS"], Path.cwd())
    else:
        exports = settings.exports or standard_exports
    return Home(data / DATABASE_NAME, data / KEYS_NAME, config_folder / CONFIG_NAME, exports, settings)


def _refuse_no_folder(root: Path) -> None:
    """A folder that isn't there yet will be made; anything else in its place is said now, before the wizard."""
    hint = "Kies met IBTUI_HOME een map die van jou is."
    try:
        root.lstat()
        usable = root.is_dir() and os.access(root, os.R_OK | os.X_OK)
        if not usable and root.is_dir() and root.stat().st_mode & stat.S_IRGRP:
            hint = (
                "Deel je deze map met een groep? Vraag de beheerder om je erbij te zetten, en log opnieuw in."
            )
        what = "Je mag niet kijken in de map" if root.is_dir() else "Dit is geen map:"
    except FileNotFoundError:
        return
    except OSError as error:
        raise SettingsError(f"De map {shown(root)} is niet te bereiken", hint) from error
    if not usable:
        raise SettingsError(f"{what} {shown(root)}", hint)


def load(path: Path) -> Settings:
    """Read the config file; a missing one gives the defaults. A relative folder is under the file's own."""
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise _bad(
            path, "kan niet worden gelezen", "Kijk of het een gewoon bestand is dat je mag lezen."
        ) from error
    if len(raw) > _MOST_BYTES:
        raise _bad(path, "is te groot", "Een instellingenbestand heeft maar een paar regels.")
    table = _parse(path, raw)
    for key in table:
        if key not in _EXPECTED:
            raise _unknown_key(path, key)
    folder = _setting(path, table, "exports", str)
    if folder is not None and (not folder.strip() or "\0" in folder):
        raise _wrong_type(path, "exports")
    return Settings(
        exports=None if folder is None else _absolute(folder, path.parent),
        mouse=_setting(path, table, "mouse", bool) is not False,
        lock_after=_minutes(path, table),
        shared_group=_group(path, table),
        colours=_one_of(path, table, "kleuren", _COLOURS) or _COLOURS[0],
        signs=_one_of(path, table, "tekens", _SIGNS),
        draw_all=_setting(path, table, "alles_tekenen", bool) or False,
    )


def passphrase_from_file(path: Path) -> Secret:
    """The passphrase in the file that IBTUI_PASSPHRASE_FILE names, without its last line end.

    Refused: anything but a regular file that only its owner can read, an empty one, one that isn't UTF-8.
    """
    name = shown(path)
    try:
        # O_NONBLOCK: a named pipe must be refused, not waited for.
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        try:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise SettingsError(
                    f"{name} is geen gewoon bestand", "Zet je wachtwoord in een gewoon tekstbestand."
                )
            if stat.S_IMODE(status.st_mode) & 0o077:
                raise SettingsError(f"Ook anderen mogen bij {name}", f"Doe eerst: chmod 600 {name}")
            secret = _first_text(os.read(handle, 8192))
        finally:
            os.close(handle)
    except OSError as error:
        raise SettingsError(
            f"Het wachtwoordbestand {name} kan niet worden gelezen", "Kijk of IBTUI_PASSPHRASE_FILE klopt."
        ) from error
    if secret is None:
        raise SettingsError(f"{name} is geen tekst in UTF-8", "Sla het bestand op als UTF-8.")
    if not secret:
        raise SettingsError(f"Het wachtwoordbestand {name} is leeg", "Zet je wachtwoord op de eerste regel.")
    return secret


def _first_text(raw: bytes) -> Secret | None:
    try:
        return Secret(raw.decode("utf-8-sig").removesuffix("\n").removesuffix("\r"))
    except UnicodeDecodeError:
        return None


def _absolute(text: str, base: Path) -> Path:
    """`~` is the home folder; a relative path counts from `base`. Symlinks stay as they are."""
    try:
        return Path(os.path.normpath(base.absolute() / Path(text).expanduser()))
    except RuntimeError:
        raise SettingsError(f"De map {shown(text)} is niet te vinden", "Schrijf het hele pad op.") from None


def _parse(path: Path, raw: bytes) -> dict[str, object]:
    import tomllib  # for who has such a file

    try:
        # utf-8-sig: Notepad starts a file with a byte order mark.
        return dict(tomllib.loads(raw.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _bad(path, f"is geen UTF-8 (regel {line})", "Sla het bestand op als UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        where = f"regel {found.group(1)}" if found else "het einde"
        raise _bad(
            path,
            f"klopt niet bij {where}",
            "Elke regel is een naam, een = en een waarde, zoals: mouse = true",
        ) from None
    except RecursionError:
        raise _bad(path, "klopt niet", "Er staan te veel haken in elkaar.") from None


def _setting(path: Path, table: Mapping[str, object], key: str, kind: type[_Plain]) -> _Plain | None:
    """The value, None when the key isn't there."""
    value = table.get(key)
    if value is None or isinstance(value, kind):
        return value
    raise _wrong_type(path, key)


def _minutes(path: Path, table: Mapping[str, object]) -> int:
    value = table.get("slot_na", _LOCK_AFTER)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LONGEST_WAIT:
        raise _wrong_type(path, "slot_na")
    return value


def _one_of(path: Path, table: Mapping[str, object], key: str, words: Sequence[str]) -> str:
    """One of these words; "" when the key isn't there."""
    value = _setting(path, table, key, str)
    if value is not None and value not in words:
        raise _wrong_type(path, key)
    return value or ""


def _group(path: Path, table: Mapping[str, object]) -> str:
    value = _setting(path, table, "gedeeld", str)
    if value is not None and not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]{0,31}", value):
        raise _wrong_type(path, "gedeeld")
    return value or ""


def _wrong_type(path: Path, key: str) -> SettingsError:
    return _bad(path, f"heeft een verkeerde waarde bij {key}", f"Verwacht wordt {_EXPECTED[key]}.")


def _unknown_key(path: Path, key: str) -> SettingsError:
    from difflib import get_close_matches

    near = get_close_matches(key, _EXPECTED, n=1)
    hint = f"Bedoel je {near[0]}?" if near else f"Deze instellingen zijn er: {', '.join(_EXPECTED)}."
    return _bad(path, f"heeft een onbekende instelling: {shown(key, 60)}", hint)


def _bad(path: Path, what: str, hint: str) -> SettingsError:
    return SettingsError(f"Het instellingenbestand {shown(path)} {what}", hint)
