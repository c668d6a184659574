"""What the system keeps of a process. Each in a process of its own: it can't be taken back."""

import subprocess
import sys
from pathlib import Path

import pytest


def told(code: str, *arguments: str) -> str:
    """What a fresh Python prints."""
    words = [sys.executable, "-c", f"from ibtui import closed_process\n{code}", *arguments]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.strip()


def test_no_core_file_can_be_made_and_nobody_may_look_in_the_memory() -> None:
    code = (
        "import ctypes, resource\nclosed_process.no_core()\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    assert told(code) == "(0, 0) 0"


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="no list of processes to read here")
def test_what_was_typed_behind_the_command_is_gone_from_the_list_but_not_from_python() -> None:
    code = (
        "import sys\nfrom pathlib import Path\nclosed_process.hide_arguments()\n"
        "print(Path('/proc/self/cmdline').read_bytes().rstrip(b'\\0').decode(), sys.argv[1])"
    )
    assert told(code, "een notitie over Kwibus") == "ibtui een notitie over Kwibus"


def test_the_environment_stays_as_it_was() -> None:
    code = "import os\nclosed_process.hide_arguments()\nprint(os.environ['PATH'] != '', len(os.environ) > 0)"
    assert told(code, "x") == "True True"
