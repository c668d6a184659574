"""The headings that minutes start from, per kind of conversation. A start, not a form: any heading may go."""

from ibtui.care.words import ConversationKind as Kind

WHY = "Waarom zitten we bij elkaar"
WELL = "Wat gaat er goed"
CHILD = "Wat vindt het kind zelf"
PARENTS = "Wat vertellen de ouders"
SCHOOL = "Wat ziet de school"
OTHERS = "Wat zeggen anderen"
GOALS = "Wat willen we bereiken"
PROMISES = "Afspraken"
NEXT = "Volgend overleg"
_WORRIES = "Waar maken we ons zorgen over"

_HEADINGS: dict[Kind, tuple[str, ...]] = {
    Kind.LARGE_MEETING: (WHY, WELL, CHILD, PARENTS, SCHOOL, OTHERS, GOALS, PROMISES, NEXT),
    Kind.GROUP_REVIEW: (
        "Hoe gaat het met de groep",
        WELL,
        _WORRIES,
        "Welke kinderen bespreken we apart",
        "Wat heeft de leerkracht nodig",
        PROMISES,
        "Volgende bespreking",
    ),
    Kind.PUPIL_REVIEW: (
        "Wat is de vraag",
        WELL,
        _WORRIES,
        CHILD,
        "Wat vinden de ouders",
        "Wat hebben we al gedaan",
        "Wat heeft het kind nodig",
        PROMISES,
        "Wanneer kijken we terug",
    ),
    Kind.PARENT_TALK: (WHY, WELL, CHILD, PARENTS, SCHOOL, PROMISES, "Volgend gesprek"),
    Kind.CHILD_TALK: (
        "Waarover praten we",
        "Wat vind je fijn op school",
        "Wat vind je lastig",
        "Wat zou je willen",
        PROMISES,
    ),
    Kind.TEACHER_TALK: ("Wat is de vraag", WELL, "Wat is lastig", "Wat heb je al gedaan", PROMISES),
    Kind.OBSERVATION: ("Kijkvraag", "Wat heb ik gezien", WELL, "Nabespreking", PROMISES),
    Kind.SUPPORT_TEAM: (
        "Wat is de vraag",
        WELL,
        CHILD,
        PARENTS,
        SCHOOL,
        "Wat hebben we al gedaan",
        "Wat adviseert het team",
        GOALS,
        PROMISES,
        NEXT,
    ),
    Kind.PHONE: ("Waarover", "Wat is er gezegd", PROMISES),
    Kind.AGENCY_TALK: ("Wat is de vraag", "Wat zegt de instantie", "Wat ziet de school", PROMISES, NEXT),
    Kind.TEAM: ("Wat bespreken we", "Wat vindt het team", PROMISES, "Volgende keer"),
    Kind.NOTE: (),  # a line or two needs no headings
    Kind.OTHER: ("Waarover", PROMISES),
}


def template(kind: Kind) -> str:
    """The text that minutes of this kind start from: headings with an empty line under each."""
    return "".join(f"## {heading}\n\n" for heading in _HEADINGS[kind])
