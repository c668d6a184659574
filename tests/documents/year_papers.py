"""An invented year and two goals, to make papers of."""

from datetime import date

from ibtui.care.cycle import StepState
from ibtui.care.school_days import Free
from ibtui.care.words import StepKind
from ibtui.documents.goals import GoalPart, GoalsPaper, GoalStep
from ibtui.documents.year_plan import PlannedStep, YearPaper

FIRST = date(2026, 8, 1)
LOOKED = date(2026, 10, 6)
_WHO = {"1/2": "juf Marit", "3/4/5": "juf Ans", "6/7/8": "meester Bram", "": "ib'er"}


def _steps() -> tuple[PlannedStep, ...]:
    done, late, now, later, skipped = (
        StepState.DONE, StepState.LATE, StepState.NOW, StepState.LATER, StepState.SKIPPED,
    )  # fmt: skip
    found = []
    for group in ("1/2", "3/4/5", "6/7/8"):
        behind = late if group == "3/4/5" else done
        for kind, title, first, last, state in (
            (
                StepKind.OBSERVE,
                "observeren en signaleren, ronde 1",
                date(2026, 8, 31),
                date(2026, 9, 18),
                done,
            ),
            (StepKind.PLAN, "plan maken, ronde 1", None, date(2026, 10, 2), done),
            (
                StepKind.GROUP_REVIEW,
                "groepsbespreking, ronde 1",
                date(2026, 11, 2),
                date(2026, 11, 13),
                behind,
            ),
            (StepKind.CARRY_OUT, "uitvoeren, ronde 1", date(2026, 11, 16), date(2027, 1, 15), now),
            (StepKind.EVALUATE, "evalueren, ronde 1", None, date(2027, 1, 29), later),
            (StepKind.TESTS, "toetsen midden", date(2027, 1, 11), date(2027, 2, 5), later),
        ):
            found.append(PlannedStep(kind, title, group, first, last, _WHO[group], state))
    for kind, title, day, state in (
        (StepKind.SUPPORT_TEAM, "ondersteuningsteam 1", date(2026, 9, 22), done),
        (StepKind.SUPPORT_TEAM, "ondersteuningsteam 2", date(2026, 11, 24), now),
        (StepKind.YEARLY, "schoolondersteuningsprofiel bijwerken", date(2026, 10, 8), skipped),
        (StepKind.PARENT_TALKS, "gesprekken met ouders", date(2026, 11, 26), now),
    ):
        found.append(PlannedStep(kind, title, "", None, day, _WHO[""], state))
    return tuple(found)


YEAR = YearPaper(
    "OEFENSCHOOL De Wilgenhoek", True, "2026-2027", FIRST, ("1/2", "3/4/5", "6/7/8"), _steps(),
    (
        Free("herfstvakantie", date(2026, 10, 10), date(2026, 10, 18)),
        Free("studiedag", date(2026, 11, 11), date(2026, 11, 11)),
        Free("kerstvakantie", date(2026, 12, 19), date(2027, 1, 3)),
    ),
)  # fmt: skip

GOALS = GoalsPaper(
    "OEFENSCHOOL De Wilgenhoek", True, "2026-2027",
    (
        GoalPart(
            "Na de pauze is elke groep binnen vijf minuten aan het werk",
            "Na de pauze gaat er veel lestijd verloren. Dat zien we in **drie** groepen.",
            "ib'er", "loopt", date(2027, 3, 12), date(2027, 4, 6), None, "",
            (
                GoalStep("kijken in elke groep", "ib'er", LOOKED, LOOKED, StepState.DONE),
                GoalStep("samen één afspraak maken", "directie", date(2026, 11, 3), None, StepState.LATE),
            ),
        ),
        GoalPart(
            "Ouders horen binnen een week wat we zien", "", "", "gehaald", None, None, date(2026, 10, 1),
            "Het lukt bij negen van de tien gesprekken.", (),
        ),
    ),
)  # fmt: skip
