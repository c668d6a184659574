"""How good the check before an export is, on sentences as people type them."""

import math
from pathlib import Path

import pytest

from ibtui.care import privacy
from ibtui.care.findings import Level
from tests.care.sentences import SETS, Score, Sentence, Table, judge, read, scores

PRECISION, RECALL = 0.9, 0.9
"""The least for the first set, over all rules together. The bench tells how good it really is."""
LEAST_SENTENCES = 110

FIRST = Path(__file__).with_name("privacy_sentences.toml")
REVIEW = Path(__file__).with_name("privacy_sentences_review.toml")
"""Only what reviewers found, so it needn't have every rule; but all of it has to come out right."""
WHOLE = [path for path in SETS if path != REVIEW]


@pytest.fixture(scope="module", params=SETS, ids=lambda path: path.stem)
def table(request: pytest.FixtureRequest) -> Table:
    path: Path = request.param
    return read(path)


class TestTheFiles:
    @pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.stem)
    def test_a_set_for_all_rules_is_big_enough_and_has_every_rule_about_words(self, path: Path) -> None:
        sentences = read(path).sentences
        told = {rule for sentence in sentences for rule in sentence.expect}
        assert len(sentences) >= LEAST_SENTENCES
        assert told >= set(privacy.RULES) - {"O10"}

    def test_half_of_them_stay_silent(self, table: Table) -> None:
        silent = [sentence for sentence in table.sentences if not sentence.expect]
        assert len(silent) * 2 >= len(table.sentences) - 5

    def test_all_sets_together_have_150_sentences_of_which_half_stay_silent(self) -> None:
        sentences = [sentence for path in SETS for sentence in read(path).sentences]
        if len(SETS) > 1:
            assert len(sentences) >= 150
        assert sum(not sentence.expect for sentence in sentences) * 2 >= len(sentences) - 5

    def test_each_sentence_stands_there_once(self, table: Table) -> None:
        seen = [(each.text, each.about, each.persons, each.audience) for each in table.sentences]
        assert sorted(seen) == sorted(set(seen))

    def test_they_name_rules_and_levels_that_there_are(self, table: Table) -> None:
        for each in table.sentences:
            assert {*each.expect, *each.may} <= set(privacy.RULES), each.text
            assert not set(each.expect) & set(each.may), each.text
            assert each.level in ("", *Level), each.text
            assert each.found.casefold() in each.text.casefold(), each.text

    def test_the_people_are_told_apart(self, table: Table) -> None:
        known = table.known
        numbers = [child.id for child in known.children] + [adult.id for adult in known.adults]
        assert len(numbers) == len(set(numbers))
        assert any(child.own for child in known.children)


class TestTheCheck:
    def test_the_first_set_is_told_well_enough(self) -> None:
        verdicts = judge(read(FIRST))
        of_all = scores(verdicts)["all"]
        wrong = [
            (each.sentence.text, *sorted(each.missed), *(f"+{rule}" for rule in sorted(each.needless)))
            for each in verdicts
            if each.missed or each.needless
        ]
        assert of_all.precision >= PRECISION, wrong
        assert of_all.recall >= RECALL, wrong

    def test_what_reviewers_found_is_right_now(self) -> None:
        wrong = [
            (each.sentence.text, *sorted(each.missed), *(f"+{rule}" for rule in sorted(each.needless)))
            for each in judge(read(REVIEW))
            if each.missed or each.needless or each.wrong_level
        ]
        assert wrong == []

    def test_a_finding_stands_where_it_says(self, table: Table) -> None:
        for sentence in table.sentences:
            lines = sentence.text.split("\n")
            for finding in table.findings(sentence):
                if finding.line and finding.column:
                    typed = lines[finding.line - 1][finding.column - 1 :]
                    assert typed.startswith(finding.text), (sentence.text, finding)

    def test_the_same_text_gives_the_same_findings(self, table: Table) -> None:
        for sentence in table.sentences[:20]:
            assert table.findings(sentence) == table.findings(sentence)


class TestTheCount:
    def test_precision_and_recall(self) -> None:
        score = Score(right=6, missed=2, needless=4)
        assert (score.precision, score.recall) == (0.6, 0.75)
        assert math.isnan(Score().precision)
        assert math.isnan(Score().recall)

    def test_what_is_found_at_other_words_counts_as_missed(self) -> None:
        table = read(FIRST)
        other = Sentence("Ze speelt met Sam.", ("O1",), found="Kees")
        (verdict,) = judge(Table("", table.day, table.known, (other,)))
        assert verdict.missed == {"O1"}
