"""Files that others can get at are refused, with the one command that mends it; and after that command it opens."""

import grp
import os
import shlex
import shutil
import stat
import struct
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ibtui import files, guarding, settings
from ibtui.errors import SettingsError
from ibtui.guarding import Unsafe
from ibtui.settings import Home, Settings

_MY_GROUP = grp.getgrgid(os.getegid()).gr_name


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    """What `enter` sets is of the whole process."""
    mask = os.umask(0o077)
    os.umask(mask)
    yield
    files.share_with(None)
    os.umask(mask)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """The files of a school as they should be; with nothing in them, for nothing is opened here."""
    folder = tmp_path / "school"
    folder.mkdir(mode=0o700)
    made = Home(folder / "ibtui.db", folder / "sleutels.json", folder / "ibtui.toml", folder / "exports")
    for name in ("ibtui.db", "ibtui.db-wal", "ibtui.db-shm", "sleutels.json", "ibtui.toml"):
        (folder / name).touch(mode=0o600)
    return made


@pytest.fixture
def refused(home: Home) -> Callable[[], str]:
    """The school is refused; the command that mends it is run, and then it isn't. Gives what was said."""

    def enter() -> str:
        with pytest.raises(Unsafe) as caught:
            guarding.enter(home)
        command = caught.value.hint.removeprefix("Doe eerst: ")
        subprocess.run(command, shell=True, check=True)
        guarding.enter(home)
        return caught.value.title

    return enter


def test_a_school_of_ones_own_is_entered(home: Home) -> None:
    guarding.enter(home)
    assert guarding.dangers(home) == ()


def test_a_school_that_isnt_there_yet_is_no_danger(tmp_path: Path) -> None:
    folder = tmp_path / "nog" / "niet"
    guarding.enter(Home(folder / "ibtui.db", folder / "sleutels.json", folder / "ibtui.toml", folder / "x"))


@pytest.mark.parametrize("name", ["ibtui.db", "ibtui.db-wal", "ibtui.db-shm", "sleutels.json", "ibtui.toml"])
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o666, 0o644, 0o601])
def test_a_file_that_others_can_get_at(home: Home, refused: Callable[[], str], name: str, mode: int) -> None:
    path = home.database.parent / name
    path.chmod(mode)
    assert str(path) in refused()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["ibtui.db-wal", "ibtui.db-shm", "ibtui.db-journal"])
def test_of_a_link_beside_the_database_only_the_link_goes(
    home: Home, refused: Callable[[], str], tmp_path: Path, name: str
) -> None:
    path, elsewhere = home.database.parent / name, tmp_path / "elders"
    elsewhere.write_text("van het systeem")
    path.unlink(missing_ok=True)
    path.symlink_to(elsewhere)
    assert "verwijzing" in refused()
    assert not path.is_symlink()
    assert elsewhere.read_text() == "van het systeem"


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("name", ["ibtui.db", "sleutels.json", "ibtui.toml"])
def test_a_link_in_place_of_a_file_that_must_be_there_is_refused_in_words_without_a_command(
    home: Home, tmp_path: Path, name: str, there: bool
) -> None:
    path, elsewhere = home.database.parent / name, tmp_path / "elders"
    path.rename(elsewhere)
    path.symlink_to(elsewhere if there else tmp_path / "niets")
    with pytest.raises(Unsafe, match="verwijzing") as caught:
        guarding.enter(home)
    assert "Hier moet het echte bestand zelf staan." in caught.value.hint
    assert "vraag de beheerder" in caught.value.hint
    assert str(tmp_path) not in caught.value.hint
    path.unlink()
    elsewhere.rename(path)
    guarding.enter(home)


@pytest.mark.parametrize("mode", [0o777, 0o757, 0o702])
@pytest.mark.parametrize("up", [0, 1])
def test_a_folder_on_the_way_that_others_can_write(
    home: Home, refused: Callable[[], str], mode: int, up: int
) -> None:
    folder = [home.database.parent, *home.database.parents[1:]][up]
    folder.chmod(mode)
    assert f"In de map {folder} mogen ook anderen schrijven" in refused()


def test_a_folder_that_all_can_write_but_each_only_his_own(home: Home) -> None:
    home.database.parents[1].chmod(0o1777)  # as /tmp
    guarding.enter(home)


def test_a_way_round_by_a_link(home: Home, tmp_path: Path) -> None:
    between = tmp_path / "tussen"
    between.mkdir()
    (between / "link").symlink_to(home.database.parent)
    (tmp_path / "kort").symlink_to(between / "link")
    folder = tmp_path / "kort"
    round_it = Home(folder / "ibtui.db", folder / "sleutels.json", folder / "ibtui.toml", folder / "exports")
    guarding.enter(round_it)
    between.chmod(0o777)
    with pytest.raises(Unsafe, match="tussen"):
        guarding.enter(round_it)


def test_more_than_one_thing_is_said_to_be_more(home: Home) -> None:
    home.database.chmod(0o644)
    home.keys.chmod(0o644)
    with pytest.raises(Unsafe) as caught:
        guarding.enter(home)
    assert "en nog 1 keer zoiets" in caught.value.title


def test_a_name_with_blanks_and_quotes_is_mended_by_its_command(tmp_path: Path) -> None:
    folder = tmp_path / "de school van 't dorp $HOME"
    folder.mkdir(mode=0o700)
    (folder / "ibtui.db").touch(mode=0o644)
    os.chmod(folder / "ibtui.db", 0o644)  # noqa: PTH101  (whatever the umask is)
    home = Home(folder / "ibtui.db", folder / "sleutels.json", folder / "ibtui.toml", folder / "exports")
    with pytest.raises(Unsafe) as caught:
        guarding.enter(home)
    subprocess.run(caught.value.hint.removeprefix("Doe eerst: "), shell=True, check=True)
    guarding.enter(home)


def test_a_passphrase_file_in_a_folder_of_all(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    (folder / "wachtwoord").touch(mode=0o600)
    guarding.refuse_passphrase_file(folder / "wachtwoord")
    folder.chmod(0o777)
    with pytest.raises(Unsafe, match="mogen ook anderen schrijven"):
        guarding.refuse_passphrase_file(folder / "wachtwoord")


# --- a school that a group shares ---


@pytest.fixture
def shared(home: Home) -> Home:
    """The same school for a group of this computer; its files are the group's."""
    home.database.parent.chmod(0o2770)
    for path in home.database.parent.iterdir():
        path.chmod(0o660)
    return Home(home.database, home.keys, home.config, home.exports, Settings(shared_group=_MY_GROUP))


def test_a_shared_school_is_entered_and_new_files_are_the_groups(shared: Home) -> None:
    guarding.enter(shared)
    path = shared.database.parent / "nieuw"
    files.write_whole(path, b"x", replace=False)
    files.make_empty(path.with_name("leeg"))
    files.make_private(path.with_name("map") / "diep")
    modes = [
        stat.S_IMODE((path.parent / name).stat().st_mode) for name in ("nieuw", "leeg", "map", "map/diep")
    ]
    assert modes == [0o660, 0o660, 0o2770, 0o2770]


def test_elsewhere_new_files_stay_private(shared: Home, tmp_path: Path) -> None:
    guarding.enter(shared)
    other = tmp_path / "elders"
    other.mkdir()
    group = next((one.gr_gid for one in grp.getgrall() if one.gr_gid != os.getegid()), None)
    if os.geteuid() != 0 or group is None:
        group = next((one for one in os.getgroups() if one != os.getegid()), None)
    if group is None:
        pytest.skip("this user has one group")
    os.chown(other, -1, group)
    files.write_whole(other / "x", b"x", replace=False)
    assert stat.S_IMODE((other / "x").stat().st_mode) == 0o600


def test_after_a_shared_school_a_private_one_has_private_files(shared: Home, home: Home) -> None:
    guarding.enter(shared)
    guarding.share("")
    files.write_whole(home.database.with_name("nieuw"), b"x", replace=False)
    assert stat.S_IMODE(home.database.with_name("nieuw").stat().st_mode) == 0o600
    mask = os.umask(0o077)
    assert mask == 0o077


@pytest.mark.parametrize(
    ("name", "mode"),
    [("ibtui.db", 0o664), ("ibtui.db", 0o600), ("sleutels.json", 0o640), ("ibtui.toml", 0o664)],
)
def test_a_shared_file_that_is_not_the_groups_alone(shared: Home, name: str, mode: int) -> None:
    (shared.database.parent / name).chmod(mode)
    with pytest.raises(Unsafe) as caught:
        guarding.enter(shared)
    subprocess.run(caught.value.hint.removeprefix("Doe eerst: "), shell=True, check=True)
    guarding.enter(shared)


@pytest.mark.parametrize("mode", [0o2750, 0o770, 0o2777])
def test_a_shared_folder_must_be_the_groups(shared: Home, mode: int) -> None:
    shared.database.parent.chmod(mode)
    with pytest.raises(Unsafe):
        guarding.enter(shared)


def _let_in(path: Path) -> None:
    """Give a user by number (65534) rights by a list, as `setfacl -m u:65534:rwx` does."""
    nobody = 0xFFFFFFFF
    entries = [(1, 7, nobody), (2, 7, 65534), (4, 7, nobody), (0x10, 7, nobody), (0x20, 0, nobody)]
    raw = struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)
    try:
        os.setxattr(path, "system.posix_acl_access", raw)
    except OSError:
        pytest.skip("this file system has no such lists")


def test_a_list_that_lets_another_in(home: Home) -> None:
    _let_in(home.keys)
    with pytest.raises(Unsafe, match="Ook anderen mogen"):
        guarding.enter(home)


def test_a_list_that_lets_another_write_on_the_way(home: Home, refused: Callable[[], str]) -> None:
    _let_in(home.database.parents[1])
    assert "mogen ook anderen schrijven" in refused()


@pytest.mark.parametrize("name", ["", "ibtui.db", "sleutels.json"])
def test_a_shared_file_with_a_list_beside_its_mode(shared: Home, name: str) -> None:
    path = shared.database.parent / name
    _let_in(path)
    path.chmod(0o660 if name else 0o2770)
    with pytest.raises(Unsafe) as caught:
        guarding.enter(shared)
    assert caught.value.hint == f"Doe eerst: setfacl -b {path}"
    os.removexattr(path, "system.posix_acl_access")
    guarding.enter(shared)


def test_a_group_that_isnt_there(shared: Home) -> None:
    wrong = Home(
        shared.database,
        shared.keys,
        shared.config,
        shared.exports,
        Settings(shared_group="bestaat_niet_hoor"),
    )
    with pytest.raises(SettingsError, match="is er niet op dit systeem"):
        guarding.enter(wrong)


def test_the_backups_are_looked_at_too(home: Home) -> None:
    folder = home.database.parent / "reservekopieën"
    assert guarding.dangers_within(folder, "") == ()
    folder.mkdir(mode=0o700)
    (folder / "een").touch(mode=0o600)
    assert guarding.dangers_within(folder, "") == ()
    (folder / "een").chmod(0o644)
    assert [danger.path.name for danger in guarding.dangers_within(folder, "")] == ["een"]
    shutil.rmtree(folder)


def test_the_backups_are_mended_by_one_command_however_many(home: Home) -> None:
    folder = home.database.parent / "reservekopieën"
    (folder / "dag-2026-11-20").mkdir(parents=True, mode=0o755)
    for name in ("een", "twee", "dag-2026-11-20/ibtui.db"):
        (folder / name).touch()
        (folder / name).chmod(0o664)
    for group in ("", _MY_GROUP):
        (danger,) = guarding.dangers_within(folder, group)
        subprocess.run(danger.mend, shell=True, check=True)
        assert guarding.dangers_within(folder, group) == ()
    assert stat.S_IMODE((folder / "een").stat().st_mode) == 0o660


@pytest.mark.parametrize("name", ["ibtui.toml", "logboek.kop"])
def test_a_school_that_was_private_is_not_shared_by_half(shared: Home, name: str) -> None:
    path = shared.database.parent / name
    path.touch()
    path.chmod(0o600)  # as it was: the colleague couldn't even start
    with pytest.raises(Unsafe, match="Je collega's kunnen niet bij"):
        guarding.enter(shared)
    path.chmod(0o660)
    guarding.enter(shared)


def test_backups_that_a_colleague_cant_get_at_are_a_danger_of_a_shared_school(shared: Home) -> None:
    folder = shared.database.parent / "reservekopieën"
    folder.mkdir(mode=0o700)
    assert [danger.path for danger in guarding.dangers_within(folder, _MY_GROUP)] == [folder]


def test_the_config_is_looked_at_before_the_group_that_it_names(shared: Home) -> None:
    shared.database.chmod(0o600)
    shared.config.chmod(0o666)  # anybody may have written `gedeeld` there
    assert guarding.dangers(shared)[0].path == shared.config


def test_a_folder_of_others_keeps_working_for_them(home: Home) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    group = Home(home.database, home.keys, home.config, home.exports, Settings(shared_group="daemon"))
    above = home.database.parents[1]
    above.chmod(0o777)
    os.chown(above, 1, -1)  # the user daemon, trusted as a member of its group
    (danger,) = (one for one in guarding.dangers(group) if one.path == above)
    assert danger.mend == f"chmod +t {above}"


@pytest.mark.parametrize(
    ("admin", "start"), [(True, "Vraag de beheerder om dit te doen: "), (False, "Doe eerst: ")]
)
def test_who_has_to_do_it_is_said(tmp_path: Path, admin: bool, start: str) -> None:
    assert guarding.Danger(tmp_path, "x", "chmod +t /srv", admin).advice == f"{start}chmod +t /srv"


def test_the_commands_of_the_handbook_make_a_private_school_a_shared_one(home: Home) -> None:
    folder = home.database.parent
    (folder / "logboek.kop").touch(mode=0o600)
    (folder / "reservekopieën" / "dag-2026-11-20").mkdir(parents=True, mode=0o700)
    (folder / "reservekopieën" / "een").touch(mode=0o600)
    book = (Path(__file__).parents[1] / "docs" / "handleiding.md").read_text("utf-8")
    block = (
        book.partition("mkdir /srv/ibtui\n")[2].partition("```")[0].splitlines()[1:]
    )  # without the copying
    commands = "\n".join(block).replace("/srv/ibtui", shlex.quote(str(folder))).replace("ibteam", _MY_GROUP)
    subprocess.run(commands, shell=True, check=True)
    shared = replace(home, settings=settings.load(home.config))
    assert shared.settings.shared_group == _MY_GROUP
    assert guarding.dangers(shared) == ()
    assert guarding.dangers_within(folder / "reservekopieën", _MY_GROUP) == ()
