"""A wrapper that keeps a passphrase out of reprs, logs, pickles and tracebacks that show locals."""

from typing import NoReturn


class Secret:
    """A text that shows itself only when asked: `Secret("...").reveal()`.

    Wrap what a person typed at once, and pass the wrapper around. It can't be pickled, copied or compared.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself. Use it in the expression that needs it; give it no name."""
        return self._text

    def __bool__(self) -> bool:
        return bool(self._text)

    def __repr__(self) -> str:
        return "Secret(***)"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a secret can't be pickled or copied")
