"""Any text, in all four papers and in a school's own template: a valid document, with nothing private in it.

A few texts here; `make papers` tries a thousand for each paper (IBTUI_PAPERS).
"""

import io
import os
import zipfile

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ibtui.care.paper import Seat
from ibtui.care.words import PaperAudience, Presence
from ibtui.documents.accessibility import accessible
from ibtui.documents.minutes import build_minutes
from ibtui.documents.template_sample import make
from tests import hostile
from tests.documents.four_papers import AT, PAPERS, facts, faults, paper
from tests.documents.papers import reopen

MANY = int(os.environ.get("IBTUI_PAPERS", "10"))  # texts for each of the four papers
PRIVATE, FOR_THE_FILE = "GEHEIM", "OVERWEGING"
TEMPLATE = make()

HOSTILE = (
    *hostile.MARKUP,
    *hostile.RAW,
    *hostile.ODD,
    "<b>vet</b> & <w:p/> ]]> <!-- --> &#0; &amp;",
    "\ud800 \ufffe \uffff \U0001ffff \x1b \x00 \x0b",
    "**open `half [a](b ![ _x_ ~~y~~ | a | b |",
    "1. \n- \n> \n# \n---\n***\n    code",
    "a" * 5000,
    "[[[[[" * 50,
    "",
)
PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
BLANKS = st.sampled_from(["", " ", "\t", "\u200b", "\xa0", "\ufeff", "   "])
BEFORE = st.sampled_from(["", "- ", "! ", "* ", "= ", "? ", "## ", "> ", "1. ", "- - ", "### ", "+ ", "%"])
MARKS = st.sampled_from(
    ["", "", "## ", "## Afspraken", "## Volgend overleg", "! ", "! @ans: ", "! #sam: ", "= ", "? ", "* ", "- ",
     "  - ", "1. ", "9999999999. ", "> ", "### ", "| ", "```", "#sam "]
)  # fmt: skip
WORDS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=60),
    st.text(alphabet="*_`[]()!<>#-+1.) \taé&\\|~=\"'@:%", max_size=60),
    st.text(alphabet=st.characters(), max_size=40),  # surrogates and all
)
LINES = st.one_of(
    st.tuples(MARKS, WORDS).map("".join),
    st.tuples(MARKS, WORDS).map("".join),
    st.tuples(BLANKS, BEFORE, st.just("%"), BLANKS, st.just(PRIVATE), WORDS).map(
        lambda parts: "".join(parts).replace("\n", " ")
    ),
    st.tuples(st.just(f"## Voor het dossier\n{FOR_THE_FILE}\n! jij: {FOR_THE_FILE} > vr\n- "), WORDS)
    .map("".join)
    .map(lambda text: f"{text}\n= {FOR_THE_FILE}\n## Verder"),
)
TEXTS = st.lists(LINES, max_size=25).map("\n".join)
POINTS = st.sets(st.integers(0, 6))


def everything(data: bytes) -> str:
    """All parts of the file, also what isn't text to look at."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        return "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("audience", PAPERS)
def test_any_text_gives_a_valid_document_with_nothing_private(audience: PaperAudience) -> None:
    @given(TEXTS, WORDS, POINTS, st.booleans())
    @settings(max_examples=MANY, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
    def holds(text: str, beside: str, points: set[int], own_style: bool) -> None:
        made = _document(audience, text, beside, points, own_style)
        reopen(made)
        assert faults(made) == []
        assert accessible(made) == ()
        inside = everything(made)
        assert PRIVATE not in inside
        assert FOR_THE_FILE not in inside or audience == "dossier"

    holds()


@pytest.mark.parametrize("own_style", [False, True])
@pytest.mark.parametrize("audience", PAPERS)
def test_hostile_texts_together(audience: PaperAudience, own_style: bool) -> None:
    marks = ("##", "!", "-", "?", "=", "*", "%", "")
    lines = "\n".join(f"{mark} {text}" for text in HOSTILE for mark in marks)
    for beside in HOSTILE[-6:-4]:
        made = _document(audience, lines, beside, set(range(0, 90, 2)), own_style)
        assert faults(made) == []


def _document(audience: PaperAudience, text: str, beside: str, points: set[int], own_style: bool) -> bytes:
    """A paper with this text, and another one everywhere else that somebody can type."""
    known = facts(audience)
    seat = Seat(beside, beside, known.agency or beside, Presence.PRESENT)
    extract = known.extract and type(known.extract)(tuple(points), known.extract.owners)
    made = paper(
        audience,
        text,
        purpose=beside,
        place=beside,
        title=beside,
        school=beside,
        seats=(seat, Seat(beside, beside, beside, Presence.EXCUSED)),
        signatures=(beside,),
        next_meeting=beside,
        sharing=beside,
        extract=extract,
    )
    return build_minutes(made, AT, TEMPLATE if own_style else None)
