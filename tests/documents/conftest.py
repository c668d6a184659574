"""LibreOffice as a reader of documents."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import need

ToText = Callable[[bytes], str]


@pytest.fixture(scope="session")
def to_text(tmp_path_factory: pytest.TempPathFactory) -> ToText:
    """A function that has LibreOffice make a PDF of a document and gives the text of its pages.

    Each test process has a profile of its own: two LibreOffices can't share one.
    """
    office, pdftotext = need("soffice"), need("pdftotext")
    folder = tmp_path_factory.mktemp("office")

    def convert(data: bytes) -> str:
        source = folder / "document.docx"
        target = source.with_suffix(".pdf")
        target.unlink(missing_ok=True)
        source.write_bytes(data)
        _run(office, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
             "--convert-to", "pdf", "--outdir", str(folder), str(source))  # fmt: skip
        assert target.exists(), "LibreOffice made no PDF (it says 0 all the same)"
        return _run(pdftotext, "-layout", str(target), "-")

    return convert


def _run(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=90).stdout
