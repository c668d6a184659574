"""Minutes to type in, and what is typed: the same for every program in a run."""

from __future__ import annotations

import random

_SENTENCES = (
    "Roos vertelt dat ze graag voorleest aan de kleuters.",
    "De leerkracht ziet dat het rekenen met sprongen van tien nu lukt.",
    "Moeder zegt dat het slapen beter gaat sinds de vakantie.",
    "- in de kring durft ze meer te zeggen dan in het najaar",
    "- het lezen op vrijdag met een maatje bevalt haar goed",
    "De logopedist belt volgende week over de uitslag.",
    "- thuis oefenen ze vijf minuten per dag met de kaartjes",
    "Op het plein zoekt hij de kinderen van zijn eigen groep op.",
)
_PROMISES = 30
_SYLLABLES = (
    "ba",
    "de",
    "ki",
    "lo",
    "mu",
    "na",
    "pe",
    "ri",
    "so",
    "tu",
    "va",
    "we",
    "zi",
    "hoe",
    "jaa",
    "gro",
)


def minutes_text(lines: int) -> str:
    """A text of `lines` lines as an ib'er writes them: points, at most 30 promises, some names after @ and #."""
    every = max(lines // _PROMISES, 3)
    return "\n".join(_line(number, every) for number in range(lines))


def _line(number: int, every: int) -> str:
    if number % every == 0:
        return f"## Punt {number // every + 1} van het overleg"
    if number % every == 1:
        who, when = ("@ans", "vr") if number % 2 else ("moeder", "+2w")
        return f"! {who}: belt de school terug over punt {number // every + 1} > {when}"
    if number % (every * 2) == 2:
        return "= #roos gaat naar de groep van @ans"
    return _SENTENCES[number % len(_SENTENCES)]


def keystrokes(count: int, seed: int, *, enter_every: int = 0) -> str:
    """What is typed: `count` keys of invented words, so that no piece of eight letters is on screen already.

    With `enter_every` each so many keys there is an Enter ("\\n").
    """
    chance = random.Random(seed)
    text = ""
    while len(text) < count:
        text += " " + "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(1, 4)))
    typed = list(text[:count])
    if enter_every:
        for place in range(enter_every - 1, count, enter_every):
            typed[place] = "\n"
    return "".join(typed)
