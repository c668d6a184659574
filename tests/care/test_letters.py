"""Texts to copy into a mail: friendly, and never a word about how somebody does."""

import pytest

from ibtui.care.letters import Owed, reminder, told, visited

ANS = reminder(
    "juf Ans",
    [
        Owed("leest elke dag 10 minuten", "Roos", "was afgesproken voor di 17 nov"),
        Owed("belt de logopedist."),
    ],
    "Marit van der Veen",
    "De Wilgenhoek",
)


def test_a_reminder_names_what_is_open_and_asks_what_somebody_needs() -> None:
    assert ANS.splitlines() == [
        "Dag juf Ans,",
        "",
        "We hebben samen een paar dingen gepland. Deze staan bij mij nog open:",
        "- leest elke dag 10 minuten, over Roos (was afgesproken voor di 17 nov)",
        "- belt de logopedist",
        "",
        "Is iets al gedaan? Laat het me weten, dan streep ik het weg.",
        "Lukt het nog niet? Zeg me wat je nodig hebt, of welke dag je beter uitkomt.",
        "",
        "Groet,",
        "Marit van der Veen",
        "De Wilgenhoek",
    ]


def test_the_marks_of_minutes_stay_out_of_a_mail() -> None:
    text = reminder("juf Ans", [Owed("praat met #Noa en @bram over punt #3 en a@b.nl")], "Marit", "")
    assert "- praat met Noa en bram over punt #3 en a@b.nl\n" in text


@pytest.mark.parametrize(
    ("what", "about", "line"),
    [
        ("oefent met Nikki", "Nikki", "oefent met Nikki"),
        ("oefent met #nikki en #bo", "Nikki", "oefent met nikki en bo"),
        ("leest Zoë's boek", "Zoë", "leest Zoë's boek"),
        ("belt met #kai", "Bo", "belt met kai, over Bo"),
        ("zoekt een boek", "Bo", "zoekt een boek, over Bo"),
        ("belt Jan-Peter", "Jan", "belt Jan-Peter, over Jan"),
        ("plan groep 3/4", "groep 3", "plan groep 3/4, over groep 3"),
    ],
)
def test_a_child_that_the_words_name_is_not_named_twice(what: str, about: str, line: str) -> None:
    assert f"- {line}\n" in reminder("juf Ans", [Owed(what, about)], "Marit", "")


def test_of_one_thing_it_speaks_of_one_thing() -> None:
    text = reminder("juf Ans", [Owed("belt de logopedist")], "Marit", "")
    assert "iets gepland" in text
    assert "Is het al gedaan?" in text
    assert text.endswith("Groet,\nMarit\n")


def test_a_parent_is_spoken_to_with_u() -> None:
    text = reminder("Karin van Dijk", [Owed("belt")], "Marit", "", formal=True)
    assert "wat u nodig hebt, of welke dag u beter uitkomt" in text
    assert " je " not in text


def test_nobody_is_graded_or_blamed() -> None:
    for text in (ANS, reminder("juf Ans", [], "Marit", "De Wilgenhoek")):
        for word in ("te laat", "vergeten", "niet gedaan", "moet", "achter", "weer niet"):
            assert word not in text


def test_with_nothing_open_it_says_thank_you() -> None:
    assert "is klaar. Dank je wel!" in reminder("juf Ans", [], "Marit", "")


def test_a_line_break_in_what_was_agreed_stays_in_its_line() -> None:
    assert "- belt en mailt\n" in reminder("Ans", [Owed("belt\nen mailt")], "", "")


def test_what_a_parent_should_hear() -> None:
    text = told(
        "mevrouw Van Dijk", "Roos", ["We oefenen elke dag extra met lezen."], "Marit", "De Wilgenhoek"
    )
    assert text.startswith("Dag mevrouw Van Dijk,\n\nIk wil u graag iets vertellen over Roos.\n- We oefenen")
    assert "Bel of mail mij gerust." in text


def test_a_teacher_gets_question_facts_and_what_was_agreed() -> None:
    text = visited(
        "juf Ans", "di 24 nov", "hoe lang?", "24 minuten", "", "do 17 dec", "Marit", "De Wilgenhoek"
    )
    assert "Onze kijkvraag:\nhoe lang?" in text
    assert "Dit heb ik gezien:\n24 minuten" in text
    assert "afgesproken" not in text, "what is empty is left out"
    assert "Ik kom graag weer kijken op do 17 dec." in text


@pytest.mark.parametrize("text", [ANS, told("", "", [], "", ""), visited("", "", "", "", "", "", "", "")])
def test_sentences_are_short_and_it_ends_with_one_line_break(text: str) -> None:
    assert text.startswith("Dag")
    assert text.endswith("\n")
    assert "\n\n\n" not in text
    sentences = text.replace("\n", ". ").replace("?", ".").split(".")
    assert max(len(sentence.split()) for sentence in sentences) <= 17
