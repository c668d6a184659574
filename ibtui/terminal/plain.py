"""Switches that Textual reads once, at its first import. Call `prepare` before anything loads Textual."""

from collections.abc import MutableMapping

_ALWAYS = {
    "TEXTUAL_ANIMATIONS": "none",  # each frame is bytes over SSH
    "TEXTUAL_SMOOTH_SCROLL": "0",
}
_UNLESS_SET = {
    "ESCDELAY": "200",  # ms; over a slow line the bytes of one key can lie this far apart
}
# These write every key that is typed to a file, show it in another window, or load code that we don't know.
_NEVER = (
    "TEXTUAL",
    "TEXTUAL_DEBUG",
    "TEXTUAL_DRIVER",
    "TEXTUAL_LOG",
    "TEXTUAL_PRESS",
    "TEXTUAL_SCREENSHOT",
    "TEXTUAL_SHOW_RETURN",
)


def prepare(environ: MutableMapping[str, str]) -> None:
    """Set the switches for a quiet, private screen. `environ` is `os.environ`."""
    environ.update(_ALWAYS)
    for name, value in _UNLESS_SET.items():
        environ.setdefault(name, value)
    for name in _NEVER:
        environ.pop(name, None)
    if not environ.get("NO_COLOR"):  # empty means: not set. Textual sees only that it's there
        environ.pop("NO_COLOR", None)
