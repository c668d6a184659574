"""A school that holds the worst that a name or a note can hold, put past every check that would have cleaned it."""

from __future__ import annotations

import unicodedata
from itertools import cycle

from peewee import CharField, TextField

from faults.log_spoiling import drop_triggers
from ibtui.store import database
from ibtui.store.models import TABLES, Minutes

PLANT = "GEPLANT"
"""Stands in everything that would act on a terminal, so that it can be found back."""

MARKUP = (
    "[bold]x",
    "[/]",
    "[@click=app.quit]klik[/]",
    "[link=http://x]y",
    "[@click=app.bell",
)
"""What a screen must show just as it is."""

RAW = (
    f"\x1b]52;c;{PLANT}\x07",  # writes the clipboard
    f"\x1b]0;{PLANT}\x07",  # sets the title
    f"\x1b[31m{PLANT}\x1b[2J",
    f"\x9b31m{PLANT}",  # the same in one byte
    f"\x90{PLANT}\x9c",
    f"\x00nul\x7f{PLANT}",
    f"\u202e{PLANT}\u202c",  # turns the line round
    f"\u2066{PLANT}\u2069\u200f",
    f"een\ntwee\r\tdrie\u2028{PLANT}\x0b\x0c",
)
"""What the terminal must never get."""

ODD = (
    "👩‍👩‍👧 gezin 🇳🇱",
    "Zoe\u0308 C\u0327\u0301 a" + "\u0301" * 30,
    "學生名字學生名字學生名字學生名字學生名字學生名字",
    "אבגד هند",
    "x" * 200,
    "een woord " * 20,
    "%s {0} \\n $HOME `x`",
    "'; DROP TABLE pupil; --",
)
"""What is strange but just a text."""

ALL = tuple(text for three in zip(MARKUP * 4, RAW * 2, ODD * 3, strict=False) for text in three)
MARKED = "\n".join(
    f"{mark} {text}: {text} > {text}" for mark, text in zip(cycle(("##", *"!-?=*%")), ALL, strict=False)
)
"""A text for minutes, with every mark."""
LONGEST = (MARKED * (100_000 // len(MARKED) + 1))[:100_000]

_CHOSEN_WORDS = {
    "role", "status", "custody", "presence", "audience", "category", "rule", "working_days", "content_agreed",
    "transfer_agreed",
}  # fmt: skip
"""Fields whose words come from a list, so that nobody types them."""


def fill() -> None:
    """Put a hostile text in every field that holds what people typed, in every row of the school that is open."""
    store = database.connection()
    drop_triggers()  # the log only grows, and is shown too
    texts = cycle(ALL)
    with store.atomic():
        for model in TABLES:
            meta = model._meta
            # Some words are chosen from a list, and one is put together by the program and has to stay unique.
            fields = [
                field.column_name
                for field in meta.sorted_fields
                if isinstance(field, CharField | TextField)
                and field.name not in _CHOSEN_WORDS
                and (meta.table_name, field.name)
                not in (("conversation", "kind"), ("conversation", "writer"), ("seen_line", "key"))
            ]
            if not fields:
                continue
            places = ", ".join(f'"{name}" = ?' for name in fields)
            for (row_id,) in store.execute_sql(f'SELECT id FROM "{meta.table_name}"').fetchall():
                values = [next(texts) for _ in fields]
                store.execute_sql(f'UPDATE "{meta.table_name}" SET {places} WHERE id = ?', [*values, row_id])
        Minutes.update(text=MARKED).where(Minutes.status != "concept").execute()
        Minutes.update(text=LONGEST).where(Minutes.status == "concept").execute()


def acts_on_a_terminal(text: str) -> list[str]:
    """The characters in a text for the screen that a terminal would do something with."""
    bidi = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    return [char for char in text if char in bidi or unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")]
