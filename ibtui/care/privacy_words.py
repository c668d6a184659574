"""O5, O6 and O7: words that ask for care. All of them only ask, once for each place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from ibtui.care.diagnoses import diagnoses
from ibtui.care.findings import Copy, Finding, Known, Reader
from ibtui.care.function_words import FUNCTION_WORDS
from ibtui.care.hearsay import hearsay
from ibtui.care.judgements import judgements
from ibtui.care.minutes import Mark
from ibtui.care.prose import name_words, passages, words

_MOST = 20  # of a kind in one line: nobody reads more, and a line of 20,000 words may not take minutes


def find(copy: Copy, reader: Reader, known: Known) -> Iterator[Finding]:
    """What somebody else said, words of doctors without a source, and words that judge."""
    people = name_words((*known.children, *known.adults)) - FUNCTION_WORDS
    for passage in passages(copy):
        found = words(passage.text)
        yield from islice(hearsay(passage, found), _MOST)
        if passage.mark is not Mark.CHILD:  # what a child says of itself stays as it was said
            yield from islice(diagnoses(passage, found, people), _MOST)
            yield from islice(judgements(passage, found, people), _MOST)
