"""`ibtui inzage` and `ibtui overdracht`."""

from pathlib import Path

import docx

from tests.shell.conftest import Shell


def docx_text(path: Path) -> str:
    return "\n".join(one.text for one in docx.Document(str(path)).paragraphs)


def test_the_copy_and_the_list_lie_where_it_says(shell: Shell, tmp_path: Path) -> None:
    done = shell("inzage", "roos", "van", "dijk", "--van", "moeder", "--map", tmp_path)
    assert done.code == 0, done
    copy, check = (Path(line) for line in done.out.splitlines())
    assert (copy.parent, copy.is_file(), check.is_file()) == (tmp_path, True, True)
    assert "Roos" not in copy.name
    assert "Geven uiterlijk" in done.err
    listed = shell("exports", "--leerling", "roos van dijk", COLUMNS="250").out
    assert copy.name in listed
    again = shell("inzage", "roos van dijk", "--zonder-namen", "--map", tmp_path)
    assert again.code == 0, again
    assert Path(again.out.splitlines()[0]).name == f"{copy.stem}-2.docx"


def test_who_asked_is_added_to_the_request_that_runs(shell: Shell, tmp_path: Path) -> None:
    first, second = (
        Path(shell("inzage", "jorn", *more, "--map", tmp_path).out.splitlines()[0]).name.split(" kopie")[0]
        for more in ((), ("--van", "moeder"))
    )
    assert first == second
    assert "Gevraagd door" in docx_text(tmp_path / f"{first} kopie-2.docx")


def test_who_is_no_parent_of_this_child_is_refused(reader: Shell) -> None:
    assert "is geen ouder van dit kind" in reader.fails(
        "inzage", "roos", "van", "dijk", "--van", "Xantippe", code=2
    )
    assert "is er niet" in reader.fails("inzage", "roos van dijk", "--map", "/nergens/echt", code=2)
    assert "past bij" in reader.fails("inzage", "xyzzy", code=2)


def test_the_hand_over_sheet(shell: Shell, tmp_path: Path) -> None:
    done = shell("overdracht", "--map", tmp_path)
    assert (done.code, done.err) == (0, "")
    path = Path(done.out.strip())
    assert (path.parent, path.is_file()) == (tmp_path, True)
    assert path.name.endswith("overdrachtsblad.docx")
