"""A talk in which the ib'er stands between a teacher and parents: both sides' words stand apart, in both papers."""

import datetime as dt

from ibtui.care.minutes import parse
from ibtui.care.paper import build_paper
from ibtui.care.words import ConversationKind
from ibtui.store import conversations, minutes, papers
from ibtui.store.conversations import ConversationDraft
from ibtui.store.schools import SchoolInfo
from tests.store.table import TODAY, lay


def test_what_the_parents_say_and_what_the_teacher_says_stand_apart(school: SchoolInfo) -> None:
    table = lay(school.id)
    roos = conversations.conversation(table.overleg).row.pupil_ids
    talk = conversations.add_conversation(
        school.id,
        ConversationDraft(ConversationKind.MEDIATION, TODAY, dt.time(15), pupil_ids=roos, purpose="huiswerk"),
    )
    text = minutes.start(talk)
    for title in ("Wat zeggen de ouders", "Wat zegt de leerkracht", "Waar zijn we het over eens"):
        assert f"## {title}" in text.text
    # the teacher spoke first; the paper still gives the parents' words first, under a heading of their own
    written = (
        "## Wat zegt de leerkracht\n- er is een half uur huiswerk\n"
        "## Wat zeggen de ouders\n- het duurt elke avond twee uur\n"
        "## Waar zijn we het over eens\n- het moet korter\n! @ans: geeft minder huiswerk > vr\n"
    )
    minutes.save(text.id, written, text.version)
    facts = papers.paper_facts(text.id, "ouders")
    assert facts.title == "Verslag bemiddeling"
    paper = build_paper(parse(written, TODAY), facts)
    titles = [section.title for section in paper.sections if section.title.startswith(("Wat", "Waar z"))]
    assert titles == ["Wat zeggen de ouders", "Wat zegt de leerkracht", "Waar zijn we het over eens"]
