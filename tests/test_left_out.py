"""What is left out while ibtui starts isn't loaded, works without, and can be had afterwards."""

import subprocess
import sys

_START = "import sys; from ibtui import left_out; left_out.begin()\n"


def said(code: str) -> str:
    """What a process of its own prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.strip()


def test_the_app_is_loaded_without_what_it_has_no_use_for() -> None:
    loaded = said(_START + "from ibtui.cli import _load_app; _load_app(); print(*sys.modules)").split()
    assert "ibtui.app" in loaded
    for name in ("ssl", "_ssl", "_hashlib", "sqlite3", "textual.command", "platformdirs"):
        assert name not in loaded


def test_afterwards_the_real_ones_are_there() -> None:
    assert said(
        _START + "from ibtui.cli import _load_app; _load_app()\n"
        "import ssl, sqlite3, _hashlib, platformdirs\n"
        "from textual.command import CommandPalette, Provider\n"
        "print(CommandPalette.__module__, hasattr(Provider, 'search'), callable(platformdirs.user_downloads_path))"
    ) == "textual.command True True"  # fmt: skip


def test_what_was_loaded_before_stays() -> None:
    assert said(
        "import ssl, platformdirs, sys; from ibtui import left_out; left_out.begin()\n"
        "with left_out.while_textual_loads(): from textual.app import App\n"
        "print(sys.modules['ssl'] is ssl, sys.modules['platformdirs'] is platformdirs)"
    ) == "True True"  # fmt: skip


def test_a_program_that_is_not_the_command_leaves_nothing_out() -> None:
    assert said(
        "import sys; from ibtui.cli import _load_app; _load_app()\n"
        "print(*(name in sys.modules for name in ('ssl', 'sqlite3', 'textual.command', 'platformdirs')))"
    ) in {"True True True True"}  # fmt: skip


def test_sums_are_the_same_without_openssl() -> None:
    code = "import hashlib, hmac; print(hashlib.sha256(b'x').hexdigest(), hmac.new(b'k', b'x', 'sha256').hexdigest())"
    assert said(_START + code) == said(code)
