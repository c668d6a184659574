"""Where things live, and what a config file may say."""

import os
from pathlib import Path

import pytest

from ibtui.errors import SettingsError
from ibtui.settings import Home, Settings, home, load, passphrase_from_file


def config(folder: Path, text: str | bytes) -> Path:
    path = folder / "ibtui.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


# ---------------------------------------------------------------- where


def test_ibtui_home_puts_everything_under_one_folder(tmp_path: Path) -> None:
    assert home({"IBTUI_HOME": str(tmp_path)}) == Home(
        database=tmp_path / "ibtui.db",
        keys=tmp_path / "sleutels.json",
        config=tmp_path / "ibtui.toml",
        exports=tmp_path / "exports",
    )


def test_looking_makes_nothing(tmp_path: Path) -> None:
    home({"IBTUI_HOME": str(tmp_path / "nieuw")})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("env", [{}, {"IBTUI_HOME": "", "IBTUI_EXPORTS": ""}])
def test_without_it_the_platforms_own_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, env: dict[str, str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "conf"))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "Documenten"))
    found = home(env)
    assert found.database == tmp_path / "data" / "ibtui" / "ibtui.db"
    assert found.keys.parent == found.database.parent
    assert found.config == tmp_path / "conf" / "ibtui" / "ibtui.toml"
    assert found.exports == tmp_path / "Documenten" / "ibtui"


def test_tilde_and_relative_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "thuis"))
    monkeypatch.chdir(tmp_path)
    assert home({"IBTUI_HOME": "~/ib"}).database == tmp_path / "thuis" / "ib" / "ibtui.db"
    assert home({"IBTUI_HOME": "hier/../ib"}).database == tmp_path / "ib" / "ibtui.db"


def test_an_unknown_home_folder_is_said() -> None:
    with pytest.raises(SettingsError, match="niet te vinden"):
        home({"IBTUI_HOME": "~niemand-heet-zo/ib"})


def test_the_environment_beats_the_file_beats_the_standard(tmp_path: Path) -> None:
    env = {"IBTUI_HOME": str(tmp_path)}
    assert home(env).exports == tmp_path / "exports"
    config(tmp_path, 'exports = "/srv/school"')
    assert home(env).exports == Path("/srv/school")
    assert home(env | {"IBTUI_EXPORTS": "/mnt/share"}).exports == Path("/mnt/share")


def test_the_settings_come_along(tmp_path: Path) -> None:
    config(tmp_path, "mouse = false")
    assert home({"IBTUI_HOME": str(tmp_path)}).settings == Settings(mouse=False)


# ---------------------------------------------------------------- the file


def test_no_file_is_the_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "ibtui.toml") == Settings(exports=None, mouse=True)


def test_every_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ib")
    path = config(tmp_path, 'exports = "~/uit"\nmouse = false\n')
    assert load(path) == Settings(Path("/home/ib/uit"), mouse=False)


def test_how_it_looks(tmp_path: Path) -> None:
    path = config(tmp_path, 'kleuren = "licht"\ntekens = "kaal"\n')
    assert load(path) == Settings(colours="licht", signs="kaal")
    path = config(tmp_path, "")
    assert load(path) == Settings(colours="donker", signs="")  # "": what the terminal can draw


def test_a_relative_folder_counts_from_the_file(tmp_path: Path) -> None:
    assert load(config(tmp_path, 'exports = "uit"')).exports == tmp_path / "uit"


def test_notepad_starts_a_file_with_a_mark(tmp_path: Path) -> None:
    assert load(config(tmp_path, b"\xef\xbb\xbfmouse = false\r\n")).mouse is False


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("muis = true", "onbekende instelling: muis"),
        ("mouze = true", "Bedoel je mouse?"),
        ("[exports]\na = 1", "Verwacht wordt een map"),
        ("mouse = 1", "verkeerde waarde bij mouse. Verwacht wordt true of false"),
        ('kleuren = "rood"', 'Verwacht wordt kleuren = "donker" of kleuren = "licht"'),
        ("tekens = true", "verkeerde waarde bij tekens"),
        ('tekens = ""', "verkeerde waarde bij tekens"),
        ("exports = true", "verkeerde waarde bij exports"),
        ('exports = " "', "verkeerde waarde bij exports"),
        ('exports = "a\\u0000b"', "verkeerde waarde bij exports"),
        ("mouse = true\nexports = school\n", "klopt niet bij regel 2"),
        ("mouse =", "klopt niet bij"),
        (b"mouse = true\n# \xe9\xe9n", "is geen UTF-8 (regel 2)"),
        ("a = " + "[" * 5000, "klopt niet"),
        ("#" * 300_000, "is te groot"),
        ('"a\\u001b[2J" = 1', "onbekende instelling: a?[2J"),
    ],
)
def test_a_bad_file_says_which_where_and_what_to_do(tmp_path: Path, text: str | bytes, words: str) -> None:
    path = config(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        load(path)
    assert str(path) in str(caught.value)
    assert words in str(caught.value)
    assert caught.value.hint


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "ibtui.toml").mkdir()
    with pytest.raises(SettingsError, match="kan niet worden gelezen"):
        load(tmp_path / "ibtui.toml")


# ---------------------------------------------------------------- the passphrase file


def secret_file(folder: Path, text: bytes, mode: int = 0o600) -> Path:
    path = folder / "wachtwoord"
    path.write_bytes(text)
    path.chmod(mode)
    return path


@pytest.mark.parametrize("mode", [0o600, 0o400])
@pytest.mark.parametrize(
    ("content", "passphrase"),
    [(b"oefenen", "oefenen"), (b"oefenen\n", "oefenen"), (b"oe fenen \r\n", "oe fenen "), (b"a\n\n", "a\n")],
)
def test_the_passphrase_without_its_line_end(
    tmp_path: Path, content: bytes, passphrase: str, mode: int
) -> None:
    assert passphrase_from_file(secret_file(tmp_path, content, mode)).reveal() == passphrase


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o601])
def test_a_file_that_others_can_reach_is_refused_with_the_mend(tmp_path: Path, mode: int) -> None:
    path = secret_file(tmp_path, b"oefenen", mode)
    with pytest.raises(SettingsError) as caught:
        passphrase_from_file(path)
    assert caught.value.hint == f"Doe eerst: chmod 600 {path}"
    assert "oefenen" not in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\x00"])
def test_an_empty_file_or_one_that_is_not_text(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(SettingsError):
        passphrase_from_file(secret_file(tmp_path, content))


def test_only_a_regular_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp", 0o600)
    for place in (tmp_path, tmp_path / "pijp", Path("/dev/null"), tmp_path / "weg"):
        with pytest.raises(SettingsError):
            passphrase_from_file(place)
