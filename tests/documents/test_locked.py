"""A document that asks for a password: the library opens what it made, and so does LibreOffice, with it only."""

import io
import os
import subprocess
import zipfile
from importlib import import_module
from pathlib import Path

import pytest
from docx import Document
from msoffcrypto.exceptions import InvalidKeyError
from msoffcrypto.format.ooxml import OOXMLFile

from ibtui.documents.locked import check_password, lock
from ibtui.errors import BadInput
from tests.support import need, unmet

PASSWORD = "drie woorden én é"
TEXT = "Roos slaapt slecht."


def document(padding: int = 0) -> bytes:
    """A document of one sentence, with so many bytes more that no zip makes smaller."""
    made = io.BytesIO()
    paper = Document()
    paper.add_paragraph(TEXT)
    paper.save(made)
    if padding:
        with zipfile.ZipFile(made, "a", zipfile.ZIP_STORED) as parts:
            parts.writestr("word/media/image1.bin", os.urandom(padding))
    return made.getvalue()


def opened(data: bytes, password: str) -> bytes:
    file, plain = OOXMLFile(io.BytesIO(data)), io.BytesIO()
    file.load_key(password=password, verify_password=True)
    file.decrypt(plain, verify_integrity=True)
    return plain.getvalue()


@pytest.mark.parametrize("padding", [0, 4096, 7_100_000])
def test_it_opens_with_the_password_whatever_its_size(padding: int) -> None:
    """Above 7 MB the container is laid out otherwise."""
    data = document(padding)
    locked = lock(data, PASSWORD)
    assert opened(locked, PASSWORD) == data
    olefile = import_module("olefile")  # the one that stands under the library; it is strict when told to
    assert olefile.OleFileIO(locked, raise_defects=olefile.DEFECT_INCORRECT).exists("EncryptedPackage")


def test_nothing_of_the_text_shows_and_another_password_opens_nothing() -> None:
    locked = lock(document(), PASSWORD)
    assert not zipfile.is_zipfile(io.BytesIO(locked))
    assert b"word/document.xml" not in locked
    for wrong in ("drie woorden en e", PASSWORD.upper()):
        with pytest.raises(InvalidKeyError):
            opened(locked, wrong)


def test_the_same_document_twice_is_locked_with_other_keys() -> None:
    data = document()
    assert lock(data, PASSWORD) != lock(data, PASSWORD)


def test_a_letter_with_a_loose_accent_is_the_same_letter() -> None:
    assert opened(lock(document(), "cafe\u0301 op de hoek"), "caf\u00e9 op de hoek")


@pytest.mark.parametrize(
    "password", ["", "kort", " met spatie", "met spatie ", "twee  spaties", "een\tsprong", "x" * 101]
)
def test_a_password_that_is_easily_guessed_or_typed_wrong_is_refused(password: str) -> None:
    with pytest.raises(BadInput):
        check_password(password)
    with pytest.raises(BadInput):
        lock(document(), password)


@pytest.mark.word
def test_libreoffice_opens_it_with_the_password_and_not_without(tmp_path: Path) -> None:
    office, python = need("soffice"), _python_with_uno()
    path = tmp_path / "op slot.docx"
    path.write_bytes(lock(document(), PASSWORD))
    pipe = f"ibtui{os.getpid()}"
    command = [office, "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"]
    with subprocess.Popen(
        [*command, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as running:
        try:
            done = subprocess.run(
                [
                    python,
                    Path(__file__).with_name("uno_open.py"),
                    pipe,
                    path.as_uri(),
                    PASSWORD,
                    "een ander",
                    "",
                ],
                capture_output=True,
                text=True,
                timeout=90,
            )
            running.wait(30)
        finally:
            if running.poll() is None:
                os.killpg(running.pid, 9)
    assert done.stdout.splitlines() == [f"open {TEXT}", "dicht", "dicht"], done.stderr


def _python_with_uno() -> str:
    """The Python that LibreOffice's own library was installed for: that of the system."""
    for python in ("/usr/bin/python3", "python3"):
        if subprocess.run([python, "-c", "import uno"], capture_output=True).returncode == 0:
            return python
    return unmet("the package python3-uno")
