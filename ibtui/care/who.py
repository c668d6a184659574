"""Whether the words before a colon can be somebody: the `wie:` of a promise.

A name is known by its capital or its @, a role by a word list. Without those a word before a colon is just a
word: "prikkels: minder" is no promise by somebody called prikkels.
"""

import re

from ibtui.care.mentions import is_mention
from ibtui.care.text import fold

_LIMIT = 40
_MOST_WORDS = 6
_NAME = re.compile(r"[^\W\d_][\w'’&/-]*\Z")
_INITIAL = re.compile(r"[^\W\d_]{1,4}\.\Z")  # "J.", "mevr."
_NUMBER = re.compile(r"[0-9]{1,2}(?:[/-][0-9]{1,2})*[a-z]?\Z")  # "groep 3/4/5"

_LINKS = "de het een den der van von la le en of met uit te ter ten 't voor groep mijn onze haar zijn"
_TITLES = "juf juffrouw meester mevrouw mevr mw meneer mijnheer dhr heer tante"
_ROLES = """
    jij je ik wij we u iedereen allen allebei samen team schoolteam school directie directeur
    ouder ouders moeder vader mama papa oma opa verzorger verzorgers voogd gezinsvoogd kind leerling leerlingen
    pleegouder pleegouders pleegmoeder pleegvader stiefmoeder stiefvader stiefouder zus broer
    leerkracht leerkrachten leraar lerares groepsleerkracht stagiair stagiaire onderwijsassistent assistent
    leraarondersteuner ib ib'er ibers intern interne begeleider begeleidster begeleiding rt rt'er
    remedial teacher coach vakleerkracht gymleerkracht concierge administratie
    logopedist logopediste schoolarts jeugdarts jeugdverpleegkundige huisarts kinderarts arts ggd jgz smw
    schoolmaatschappelijk maatschappelijk werker werk orthopedagoog psycholoog gedragsdeskundige
    gedragswetenschapper fysiotherapeut kinderfysiotherapeut ergotherapeut speltherapeut therapeut behandelaar
    dyslexiebehandelaar leerplicht leerplichtambtenaar wijkteam jeugdteam jeugdhulp gezinscoach
    gezinsbegeleider jeugdconsulent consulent samenwerkingsverband swv ambulant ambulante adviseur expert
    specialist taalspecialist rekenspecialist gedragsspecialist leesspecialist aandachtsfunctionaris tolk
    gemeente bso opvang wijkagent vertrouwenspersoon
"""
# Words that open a sentence with a capital and a colon, and are nobody's name.
_NOT_NAMES = """
    doel actie afspraak afspraken besluit vraag vragen tip let op nb ps thuis prikkels punt aandacht
    aandachtspunt lezen spelling rekenen taal gedrag motoriek werkhouding verzuim veiligheid anders advies
    idee voorstel nodig belangrijk eerst daarna morgen vandaag vanaf tijdens eventueel
    maandag dinsdag woensdag donderdag vrijdag
"""
_LINK_WORDS, _TITLE_WORDS = frozenset(_LINKS.split()), frozenset(_TITLES.split())
_ROLE_WORDS, _NO_NAME_WORDS = frozenset(_ROLES.split()), frozenset(_NOT_NAMES.split())


def can_be_somebody(text: str) -> bool:
    """Whether this reads as a name or a role: "@ans", "Sam", "moeder en vader", "leerkracht groep 5"."""
    words = text.replace("(s)", "").split()
    if not words or len(text) > _LIMIT or len(words) > _MOST_WORDS:
        return False
    named = titled = False
    for word in words:
        plain = fold(word.rstrip("."))
        if not _can_be_part(word, plain, named):
            return False
        if plain in _LINK_WORDS or word[0].isdigit():
            continue
        if not (titled or plain in _TITLE_WORDS or _is_name_or_role(word, plain)):
            return False
        titled = titled or plain in _TITLE_WORDS
        named = True
    return named


def _can_be_part(word: str, plain: str, named: bool) -> bool:
    """Whether the shape of a word allows it in a name; a number only behind a name or a role."""
    if word[0] == "@":
        return is_mention(word)
    shapes = (_NAME, _INITIAL, _NUMBER) if named else (_NAME, _INITIAL)
    return plain not in _NO_NAME_WORDS and any(shape.match(word) for shape in shapes)


def _is_name_or_role(word: str, plain: str) -> bool:
    return not word[0].islower() or all(part in _ROLE_WORDS for part in re.split("[/&-]", plain))
