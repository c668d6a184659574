"""What a program wrote, and where: by strace, so that a file that is gone again counts too."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path

_CALLS = "write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,rename,renameat,renameat2,link,linkat,symlink,symlinkat"
_LINE = re.compile(rb"^\d+ +(\w+)\((?:(\d+)<([^>]*)>)?(.*)", re.DOTALL)
_TEXT = re.compile(rb'"((?:\\x[0-9a-f]{2})*)"')
_LONGEST = 4 * 1024 * 1024


def why_not() -> str:
    """Why a program can't be traced here; "" when it can."""
    if shutil.which("strace") is None:
        return "the program strace is not installed"
    done = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"strace: {done.stderr.strip()[:200]}"


def command(trace: Path, *words: str) -> list[str]:
    """The command that runs `words` and keeps all that they and their children write in the file `trace`."""
    return [
        "strace", "-f", "-y", "-xx", "-s", str(_LONGEST), "--seccomp-bpf", "-e", f"trace={_CALLS}", "-e", "signal=none",
        "-o", str(trace), *words,
    ]  # fmt: skip


def read(trace: Path) -> dict[str, bytes]:
    """What was written, by the name of the file, pipe or terminal that it went to. New names count as what they say."""
    found: dict[str, bytearray] = defaultdict(bytearray)
    with trace.open("rb") as lines:
        for line in lines:
            parts = _LINE.match(line)
            if parts is None:
                continue
            path = _plain(parts[3] or b"").decode(errors="replace")
            texts = [_plain(text) for text in _TEXT.findall(parts[4])]
            if parts[1].startswith((b"rename", b"link", b"symlink")):
                found["(names)"] += b"\n".join(texts) + b"\n"
            elif path:
                found[path] += b"".join(texts)
    return {path: bytes(text) for path, text in found.items()}


def _plain(text: bytes) -> bytes:
    if rb"\x" not in text:
        return text
    return bytes.fromhex(text.replace(rb"\x", b"").decode("ascii", "ignore"))
