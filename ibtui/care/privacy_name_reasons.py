"""What rule O1 says of a name: what is the matter, and what to do."""

CHILD = "Dit is de naam van een ander kind. Schrijf bijvoorbeeld ‘een klasgenoot’."
FAMILY = (
    "Ook een broer of zus is een ander kind. Schrijf bijvoorbeeld ‘haar broer’, of vraag of de naam mee mag."
)
MAYBE = (
    "Dit kan de naam van een ander kind zijn, of een gewoon woord. "
    "Is het een kind? Schrijf dan bijvoorbeeld ‘een klasgenoot’."
)
LAST = (
    "Dit is de achternaam van een ander kind. "
    "Gaat het over dat gezin? Haal de naam weg. Gaat het over een ander? Laat dan door."
)
BOTH = (
    "Zo heet een volwassene die hier mag staan, en ook een ander kind. "
    "Gaat het over het kind? Schrijf dan ‘een klasgenoot’. Gaat het over de volwassene? Zet de achternaam erbij."
)
INITIALS = "Dit kunnen de letters van een ander kind zijn. Schrijf bijvoorbeeld ‘een klasgenoot’."
OTHER_MARK = "Dit is een ander kind. Schrijf bijvoorbeeld ‘een klasgenoot’."
SEVERAL_MARK = "Zo heten meer kinderen. Kies het kind van dit verslag, of schrijf ‘een klasgenoot’."
NOBODY_MARK = (
    "Er is geen kind met deze naam. Kies het kind van dit verslag, of schrijf de naam zonder het teken #."
)
TITLED = (
    "Is dit een volwassene of een ander kind? Gaat het over het kind? Schrijf dan ‘een klasgenoot’. "
    "Gaat het over de volwassene? Zet de achternaam erbij, of laat door."
)
PARENT = (
    "Dit is een ouder van een ander kind, met dezelfde achternaam. Zo is te zien om welk kind het gaat. "
    "Schrijf bijvoorbeeld ‘een andere ouder’."
)
