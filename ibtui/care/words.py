"""The words of the trade. A member's value is the Dutch word that people see and type, and that is stored."""

from enum import StrEnum
from typing import Literal, TypeVar

from ibtui.care.text import fold
from ibtui.errors import BadInput


class ConversationKind(StrEnum):
    """What sort of conversation it is; decides the template and who is invited."""

    LARGE_MEETING = "groot overleg"
    GROUP_REVIEW = "groepsbespreking"
    PUPIL_REVIEW = "leerlingbespreking"
    PARENT_TALK = "oudergesprek"
    CHILD_TALK = "kindgesprek"
    TEACHER_TALK = "gesprek leerkracht"
    OBSERVATION = "observatie"
    SUPPORT_TEAM = "ondersteuningsteam"
    PHONE = "telefoon"
    AGENCY_TALK = "gesprek instantie"
    TEAM = "team en directie"
    MEDIATION = "bemiddeling"  # between a teacher and parents
    NOTE = "notitie"  # a line caught in passing, not a talk at a table
    OTHER = "ander gesprek"


PaperAudience = Literal["ouders", "dossier", "instantie", "afspraken"]
"""The four papers of one text: parents' copy, version for the file, extract for one agency, list of promises."""


class Audience(StrEnum):
    """For whom it is written: the dossier, or only the ib'er herself (never exported, expires)."""

    DOSSIER = "dossier"
    PRIVATE = "privé"


class ConversationStatus(StrEnum):
    """Where a conversation is."""

    PLANNED = "gepland"
    HELD = "gehouden"
    CANCELLED = "afgezegd"


class MinutesStatus(StrEnum):
    """Where minutes are; fixed and sent minutes are frozen."""

    DRAFT = "concept"
    FIXED = "vastgesteld"
    SENT = "verzonden"


class ActionStatus(StrEnum):
    """Where a promise is."""

    OPEN = "open"
    WAITING = "wacht"
    DONE = "gedaan"
    DROPPED = "vervallen"


class ConcernCategory(StrEnum):
    """What a concern is about."""

    READING = "lezen"
    SPELLING = "spelling"
    MATHS = "rekenen"
    LANGUAGE = "taal"
    BEHAVIOUR = "gedrag"
    SOCIAL = "sociaal-emotioneel"
    WORK = "werkhouding"
    MOTOR = "motoriek"
    HOME = "thuis"
    ATTENDANCE = "verzuim"
    SAFETY = "veiligheid"
    GIFTED = "hoogbegaafd"
    OTHER = "anders"


class ConcernStatus(StrEnum):
    """Where a concern is."""

    SIGNAL = "signaal"
    IN_VIEW = "in beeld"
    RUNNING = "aanpak loopt"
    EXTERNAL = "extern"
    CLOSED = "gesloten"


class PersonRole(StrEnum):
    """Why somebody sits at the table."""

    COORDINATOR = "ib'er"
    TEACHER = "leerkracht"
    GUARDIAN = "ouder/verzorger"
    AGENCY = "instantie"
    COLLEAGUE = "collega"
    HELPER = "begeleider"


class Custody(StrEnum):
    """Whether a guardian has legal custody (gezag)."""

    YES = "ja"
    NO = "nee"
    UNKNOWN = "onbekend"


class Presence(StrEnum):
    """Whether somebody was at the table."""

    INVITED = "genodigd"
    PRESENT = "aanwezig"
    ABSENT = "afwezig"
    EXCUSED = "afgemeld"


class ReferralStatus(StrEnum):
    """Where a referral to an agency is."""

    CONSIDERED = "overwogen"
    ASKED = "aangevraagd"
    RUNNING = "loopt"
    DONE = "afgerond"
    DROPPED = "gestopt"


class StepKind(StrEnum):
    """What a step of the care calendar is: first those of a group's cycle, then those of the whole school."""

    OBSERVE = "observeren en signaleren"
    PLAN = "plan maken"
    GROUP_REVIEW = "groepsbespreking"
    CARRY_OUT = "uitvoeren"
    EVALUATE = "evalueren"
    VISIT = "groepsbezoek"
    PUPIL_REVIEW = "leerlingbespreking"
    TESTS = "toetsen"
    SUPPORT_TEAM = "ondersteuningsteam"
    PARENT_TALKS = "gesprekken met ouders"
    HANDOVER = "overdracht"
    YEARLY = "jaarlijkse taak"
    GOAL = "stap van een doel"
    OTHER = "andere stap"


class GoalStatus(StrEnum):
    """Where a goal of the care policy is."""

    PLANNED = "gepland"
    RUNNING = "loopt"
    REACHED = "gehaald"
    STOPPED = "gestopt"


class TermUnit(StrEnum):
    """What a term is counted in."""

    DAYS = "dagen"
    WORKING_DAYS = "werkdagen"  # Monday to Friday, without public holidays
    SCHOOL_DAYS = "schooldagen"
    WEEKS = "weken"
    SCHOOL_WEEKS = "schoolweken"
    MONTHS = "maanden"
    YEARS = "jaar"
    HOURS = "uur"


class TermKind(StrEnum):
    """Who sets a term."""

    LEGAL = "wet"
    NETWORK = "samenwerkingsverband"
    PROTOCOL = "protocol"
    ADVICE = "advies"
    OWN = "eigen afspraak"


class ApplicationKind(StrEnum):
    """What is asked for."""

    ARRANGEMENT = "arrangement"
    TLV = "toelaatbaarheidsverklaring"
    DYSLEXIA = "onderzoek dyslexie"
    EXAMINATION = "ander onderzoek"
    OTHER = "andere aanvraag"


class ApplicationStatus(StrEnum):
    """Where an application is."""

    PREPARING = "in voorbereiding"
    ASKED = "aangevraagd"
    GRANTED = "toegekend"
    REFUSED = "afgewezen"
    STOPPED = "gestopt"


class OppReason(StrEnum):
    """Why an OPP is made."""

    PLACED = "plaatsing"
    DECISION = "besluit over extra hulp"
    OTHER = "andere reden"


class OppStatus(StrEnum):
    """Where an OPP is."""

    DRAFT = "concept"
    ASKING = "ter instemming"
    FIXED = "vastgesteld"
    EVALUATED = "geëvalueerd"
    CLOSED = "afgesloten"


class TellingWay(StrEnum):
    """How somebody was told."""

    TALK = "gesprek"
    PHONE = "telefoon"
    MAIL = "mail"
    PAPER = "brief of verslag"
    OTHER = "anders"


class ViewKind(StrEnum):
    """What a parent adds to the file."""

    CORRECTION = "correctie"
    VIEW = "eigen kijk"


class LeftTo(StrEnum):
    """Where a pupil went; a file of special education is kept longer."""

    PRIMARY = "andere basisschool"
    SPECIAL = "speciaal onderwijs"
    SECONDARY = "voortgezet onderwijs"
    ABROAD = "buitenland"
    OTHER = "anders"


Word = TypeVar("Word", bound=StrEnum)


def match_word(enum: type[Word], typed: str) -> Word:
    """The member that `typed` means: the whole word, its first letters, or those of one word in it.

    Capitals and accents don't count. Raises `BadInput` naming the choices when none or more than one fits.
    """
    wanted = fold(typed)
    words = {member: fold(member.value) for member in enum}
    exact = [member for member, word in words.items() if word == wanted]
    starts = [member for member, word in words.items() if word.startswith(wanted)]
    inner = [
        member for member, word in words.items() if any(part.startswith(wanted) for part in word.split())
    ]
    for fits in (exact, starts, inner) if wanted else ():
        if len(fits) == 1:
            return fits[0]
        if fits:
            raise BadInput(f"“{typed.strip()}” kan meer betekenen", f"Kies uit: {_listed(fits)}.")
    title = f"Ik ken het woord “{typed.strip()}” niet" if wanted else "Er is niets ingevuld"
    raise BadInput(title, f"Kies uit: {_listed(list(enum))}.")


def _listed(members: list[Word]) -> str:
    return ", ".join(member.value for member in members)
