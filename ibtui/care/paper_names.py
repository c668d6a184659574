"""Who is meant by a name in a text, written out for a paper."""

from collections.abc import Mapping

from ibtui.care.findings import Written
from ibtui.care.mentions import Mention, mentions, replaced
from ibtui.care.text import fold
from ibtui.care.words import PaperAudience

ANOTHER_CHILD = "een ander kind"
"""What stands in a paper in the place of "#sam" when Sam isn't a child of that paper."""

_SELF = ("jij", "je", "ik", "ib", "ib'er")


class Names:
    """Writes names out. `own`: the ib'er; `names`: who is meant, as in `PaperFacts.names`."""

    def __init__(self, own: str, names: Mapping[str, str], audience: PaperAudience) -> None:
        self._own = own or "school"
        self._known = {fold(typed): full for typed, full in names.items()}
        self._inside = audience == "dossier"

    def in_text(self, text: str) -> str:
        """The text with "@ans" and "#roo" written out where it is known who that is.

        Somebody unknown keeps the name as typed, without its mark. A child that isn't known never has a name in a
        paper that leaves the school.
        """
        return replaced(text, lambda one: self._full(one, text[: one.start].rstrip()))

    def written(self, text: str, who: str = "") -> tuple[Written, ...]:
        """The names in a line that are printed otherwise than typed. `who`: the owner, when it is a promise."""
        found = []
        start = text.find(who) if who else -1
        end = start + len(who)
        if start >= 0 and self.owner(who) != who:
            found.append(Written(start, end, self.owner(who)))
        for one in mentions(text):
            full = self._full(one, text[: one.start].rstrip())
            if full != one.typed and not (found and start <= one.start < end):
                found.append(Written(one.start, one.end, full))
        return tuple(found)

    def owner(self, who: str) -> str:
        """Who keeps a promise, for a table cell; never empty, and never guessed."""
        if not who.strip():
            return "nog afspreken"
        if fold(who) in _SELF:
            return self._own
        bare = fold(who).lstrip("@")
        return self._known.get(f"@{bare}") or self._known.get(bare) or self.in_text(who)

    def _full(self, one: Mention, before: str) -> str:
        typed = fold(one.typed)
        full = self._known.get(one.mark + typed)
        if one.mark == "@":
            return full or self._known.get(typed) or one.typed
        if full or self._inside:
            return full or one.typed
        begins = not before or before[-1] in ".!?"
        return ANOTHER_CHILD.capitalize() if begins else ANOTHER_CHILD
