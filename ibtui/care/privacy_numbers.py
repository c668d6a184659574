"""Rules O3 and O4: citizen service numbers, and how to reach somebody who doesn't read this paper.

O3 goes by the check digit that every such number has. O4 knows the numbers and addresses in the file: one of a
reader's own is silent, one of somebody else stops and can't be let through; what nobody knows, asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ibtui.care.findings import Copy, Finding, Known, Level, Reader
from ibtui.care.privacy_addresses import homes, of_office
from ibtui.values import dataclass

_BSN = "Dit lijkt een burgerservicenummer. Dat hoort in geen enkel verslag. Haal het weg."
_BSN_MAYBE = "Dit kan een burgerservicenummer zijn. Haal het weg als dat zo is."
_OWNED = "Dit is van {owner}. Zulke gegevens gaan nooit mee in een kopie voor een ander. Haal ze weg."
_UNKNOWN = "Een {what} hoort alleen in de kopie als ieder het mag weten. Haal het anders weg."

_ODD = str.maketrans(
    dict.fromkeys("\xa0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t", " ")
    | dict.fromkeys("‐‑‒−", "-")
)
"""Blanks and hyphens that come along with a number from elsewhere, each to one that is read."""

_NINE = re.compile(
    r"(?:(?<![^\W_])(?<!\+)|(?<=bsn)|(?<=BSN)|(?<=Bsn)|(?<=nummer)|(?<=nr))"
    r"(?:\d{9}|\d{4}([ .-])\d{2}\1\d{3}|\d{3}([ .-])\d{3}\2\d{3}|"
    r"\d{2}([ .-])\d{3}\3\d{4}|\d{4}[ .]\d{5}|(\d{2}([ .-])\d{2}\5\d{2}\5\d{3}))(?![^\W_])"
)
_ANY_NINE = re.compile(r"(?<!\d)\d(?:[ ./-]{0,2}\d){8}(?!\d)")
_PAIRS = 4  # the group of _NINE that may be four scores
_THREES = re.compile(r"\d{3}([ -])\d{3}\1\d{3}")  # may be three scores
_SAID_BSN = re.compile(
    r"(?<![^\W_])(?:bsn[^\W\d_]*|burgerservice\w*|sofi\w*|onderwijsnummers?|pgn)(?![^\W\d_])\D{0,40}\Z",
    re.IGNORECASE,
)
_SAID_OTHER = re.compile(
    r"\b(?:kenmerk|(?:zaak|dossier|order|factuur|klant|polis|kvk|rsin|brin|agb|tlv|volg|beschikkings?|referentie|"
    r"relatie|contract|lidmaatschaps?|serie)-?\s?(?:nummer|nr\.?)?|iban|rekening\w*|isbn)\b\D{0,25}\Z",
    re.IGNORECASE,
)
_MONEY = re.compile(r"(?:€|\beuro|\bEUR)\s?\Z")
_LAND_CODE = re.compile(r"(?:\+|\b00)31\D{0,3}(?:\(?0\)?)?\D{0,2}\Z")
_DATE = re.compile(r"(?<!\d)(?:\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)(?!\d)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,4})?\b")
_MAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_WEB = re.compile(r"(?:https?://|\bwww\.)\S+")
_BETWEEN = r"[ \xa0]?[-–./()]{0,2}[ \xa0]?"
_RUN = re.compile(rf"(?<!\d)\d(?:{_BETWEEN}\d){{7,}}(?!\d)")
_PHONE = re.compile(
    rf"(?<![\w+.,])(?:(?:\+|00)31{_BETWEEN}(?:\(?0\)?{_BETWEEN})?[1-9]|\(?0[1-9])(?:{_BETWEEN}\d){{8}}(?!\w)"
    rf"|(?<![\w+])\+(?!31)\d(?:{_BETWEEN}\d){{8,13}}(?!\w)"
)
_BEFORE = 60  # characters before a number that tell what it is
_NOT_A_PERSON = re.compile(r"0800|0900|0906|088|085|14\d|116")
_GROUP = re.compile(r"\d+")
_OFFICE_MAIL = re.compile(
    r"(?:info|administratie|directie|contact|post|secretariaat|school|ib|zorg|planning|receptie|balie|"
    r"klantenservice|noreply|no-reply|aanmelden|helpdesk|praktijk)@",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Contacts:
    """What the file knows: `owner` is "" where it is no secret for this reader. By mail address in small letters,
    and by the last nine digits of a telephone number."""

    mails: dict[str, str]
    phones: dict[str, str]

    @classmethod
    def of(cls, known: Known, reader: Reader) -> _Contacts:
        """The same as this reader may see it."""
        mails: dict[str, str] = {}
        phones: dict[str, str] = {}
        for contact in known.contacts:
            own = contact.person_id is not None and reader.persons == (contact.person_id,)
            owner = "" if contact.public or own else contact.owner or "iemand anders"
            value = contact.value.strip()
            kept, key = (mails, value.casefold()) if "@" in value else (phones, _last_nine(value))
            # A number that two people share is no secret for the one who has it too.
            kept[key] = owner and kept.get(key, owner)
        mails.pop("", None)
        phones.pop("", None)
        return cls(mails, phones)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A find in a line: from `start` up to `end`."""

    rule: str
    start: int
    end: int
    level: Level
    reason: str
    fixed: bool = False


def find(copy: Copy, reader: Reader, known: Known) -> Iterator[Finding]:
    """The numbers and addresses in all that leaves."""
    contacts = _Contacts.of(known, reader)
    for line in copy.lines:
        for spot in _spots(line.text, contacts):
            text = line.text[spot.start : spot.end]
            at = line.column + spot.start
            yield Finding(
                spot.rule, spot.level, line.line, at, text, spot.reason, "", line.text, fixed=spot.fixed
            )
    for where, text in copy.beside:
        for spot in _spots(text, contacts):
            found = text[spot.start : spot.end]
            yield Finding(spot.rule, spot.level, 0, 0, found, spot.reason, where, text, fixed=spot.fixed)


def _spots(text: str, contacts: _Contacts) -> Iterator[_Spot]:
    if not any(char.isdigit() for char in text) and "@" not in text:
        return
    if not text.isascii() or "\t" in text:
        text = text.translate(_ODD)
    yield from _mails(text, contacts)
    text = _blanked(text, (_MAIL, _WEB, _IBAN))
    taken = tuple(_known_phones(text, contacts))
    text = _blanked(_without(text, taken), (_DATE,))
    others = tuple(_phones(text))
    text = _without(text, others)
    yield from (spot for spot in (*taken, *others) if spot.reason)
    yield from _service_numbers(text)
    yield from (_unknown(start, end, "adres") for start, end in homes(text))


def _service_numbers(text: str) -> Iterator[_Spot]:
    told = list(_said_numbers(text))
    others = (one for one in _NINE.finditer(text) if all(not _meet(one, another) for another in told))
    for found in (*told, *others):
        digits = _only_digits(found[0])
        before = text[max(0, found.start() - _BEFORE) : found.start()]
        said = _SAID_BSN.search(before) is not None
        scores = (
            not said and (_THREES.fullmatch(found[0]) or (found.re is _NINE and found[_PAIRS])) is not None
        )
        proven = _is_service_number(digits) or (_is_school_number(digits) and not scores)
        if (not proven and not said) or _MONEY.search(before):
            continue
        sure = proven and (said or not (scores or _SAID_OTHER.search(before)))
        reason = _BSN if sure else _BSN_MAYBE
        yield _Spot("O3", found.start(), found.end(), Level.STOPS if sure else Level.ASKS, reason)


def _said_numbers(text: str) -> Iterator[re.Match[str]]:
    """Nine digits, however they are parted, behind the word bsn."""
    for found in _ANY_NINE.finditer(text):
        if _SAID_BSN.search(text, max(0, found.start() - _BEFORE), found.start()):
            yield found


def _meet(one: re.Match[str], another: re.Match[str]) -> bool:
    return one.start() < another.end() and another.start() < one.end()


def _weighed(digits: str) -> int:
    """Nine times the first digit, down to twice the eighth, less the last."""
    return sum(
        int(digit) * weight for digit, weight in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True)
    )


def _is_service_number(digits: str) -> bool:
    return int(digits) > 0 and _weighed(digits) % 11 == 0


def _is_school_number(digits: str) -> bool:
    """An onderwijsnummer, of a pupil without a bsn: begins with 10, and five are left."""
    return digits.startswith("10") and _weighed(digits) % 11 == 5


def _mails(text: str, contacts: _Contacts) -> Iterator[_Spot]:
    for found in _MAIL.finditer(text):
        owner = contacts.mails.get(found[0].casefold())
        if owner:
            yield _owned(found.start(), found.end(), owner)
        elif owner is None and not _OFFICE_MAIL.match(found[0]):
            yield _unknown(found.start(), found.end(), "mailadres")


def _known_phones(text: str, contacts: _Contacts) -> Iterator[_Spot]:
    """Numbers in the file, however they are parted. One that is no secret has no reason: it is only taken away."""
    for run in _RUN.finditer(text) if contacts.phones else ():
        at = [place for place in range(run.start(), run.end()) if text[place].isdigit()]
        digits = "".join(text[place] for place in at)
        if len(digits) == 8:  # a mobile number of which the "06" stands apart
            digits, at = f"6{digits}", [at[0], *at]
        for place in range(len(digits) - 8):
            owner = contacts.phones.get(digits[place : place + 9])
            if owner is not None:
                start = at[place - 1] if place and digits[place - 1] == "0" else at[place]
                code = _LAND_CODE.search(text, max(0, start - 12), start)
                start = code.start() if code else start
                end = at[place + 8] + 1
                yield _owned(start, end, owner) if owner else _Spot("O4", start, end, Level.ASKS, "")


def _phones(text: str) -> Iterator[_Spot]:
    """Telephone numbers that aren't in the file. Those of organisations have no reason, see above."""
    for found in _PHONE.finditer(text):
        digits = _only_digits(found[0])
        number = f"0{digits[-9:]}" if found[0].startswith(("+31", "00")) else digits
        if sum(len(group) == 1 for group in _GROUP.findall(found[0])) > 2:
            continue  # "0 1 2 3 4 5 6 7 8 9" is a scale
        public = _NOT_A_PERSON.match(number) or (number[:2] != "06" and of_office(text, found))
        if public:
            yield _Spot("O4", found.start(), found.end(), Level.ASKS, "")
        else:
            yield _unknown(found.start(), found.end(), "telefoonnummer")


def _owned(start: int, end: int, owner: str) -> _Spot:
    return _Spot("O4", start, end, Level.STOPS, _OWNED.format(owner=owner), fixed=True)


def _unknown(start: int, end: int, what: str) -> _Spot:
    return _Spot("O4", start, end, Level.ASKS, _UNKNOWN.format(what=what))


def _last_nine(typed: str) -> str:
    digits = _only_digits(typed)
    return digits[-9:] if len(digits) >= 9 else ""


def _only_digits(typed: str) -> str:
    return "".join(char for char in typed if char in "0123456789")


def _blanked(text: str, patterns: Iterable[re.Pattern[str]]) -> str:
    for pattern in patterns:
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    return text


def _without(text: str, spots: Iterable[_Spot]) -> str:
    """The text with blanks in these places."""
    pieces, done = list[str](), 0
    for spot in sorted(spots, key=lambda one: one.start):
        start = max(spot.start, done)
        if spot.end > start:
            pieces += (text[done:start], " " * (spot.end - start))
            done = spot.end
    return "".join((*pieces, text[done:]))
