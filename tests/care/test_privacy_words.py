"""The rules of words (O2, O5 to O9, O11): what they find, and above all what they leave alone."""

from collections.abc import Iterable
from datetime import date

import pytest

from ibtui.care import privacy_lanes, privacy_open, privacy_words, reading_ease
from ibtui.care.abbreviations import glossary
from ibtui.care.findings import AdultName, ChildName, Copy, CopyLine, Finding, Known, Level, Reader
from ibtui.care.minutes import Mark, parse
from ibtui.care.words import ConversationKind, PaperAudience

_KNOWN = Known(
    children=(ChildName(1, "Roos", "van", "Dijk", own=True),),
    adults=(AdultName(3, "Ans", "de", "Wit", near=True), AdultName(4, "Linda", "van", "Dijk", near=True)),
    meant={"@ans": "person", "#roos": "own"},
)


def found(
    text: str, audience: PaperAudience = "ouders", kind: ConversationKind = ConversationKind.LARGE_MEETING
) -> list[Finding]:
    """What these four parts find in a text."""
    parsed = parse(text, date(2026, 11, 24))
    typed = text.split("\n")
    lines = tuple(
        CopyLine(line.number + 1, typed[line.number].find(line.text) + 1, line.mark, line.text)
        for line in parsed.lines
        if line.mark is not Mark.PRIVATE
    )
    private = tuple(line.text for line in parsed.private)
    copy = Copy(kind, lines, parsed.actions, (), private)
    parts = (privacy_lanes, privacy_words, privacy_open, reading_ease)
    return [one for part in parts for one in part.find(copy, Reader(audience), _KNOWN)]


def rules(findings: Iterable[Finding]) -> set[str]:
    return {one.rule for one in findings}


_FOUND = {
    "O2": (
        "Roos werkt hard %moeder drinkt",
        "Er is een VT-melding gedaan.",
        "Advies gevraagd bij veilig thuis.",
        "VT is gebeld",
        "Dit graag intern houden.",
        "Dit niet met vader bespreken.",
        "Vader mag dit niet weten.",
        "Dit hoeft moeder niet te weten",
        "Dit blijft tussen ons.",
        "% moeder is zwanger maar vertelt het nog niet\nMoeder is zwanger, heeft rust nodig",
        "% ouders gaan scheiden\n! ik: bel over ouders gaan scheiden > vr 4 dec",
        "Er ligt een zorgmelding van de politie.",
        "We volgen de stappen van de Meldcode huiselijk geweld.",
        "We hebben een vermoeden van kindermishandeling.",
        "Leest vlot. % juf ziet het niet zitten",
        "Roos gaat goed %(vader drinkt)",
        "Roos gaat goed %: vader drinkt",
        "gesprek om 10 % moeder huilde veel",
        "melding veilig thuis gedaan op 3-11",
        "we bellen morgen veilig thuis",
        "Vader kwam. Veilig thuis is gebeld.",
        "% moeder en vader gaan uit elkaar\nmoeder en vader gaan uit elkaar",
        "Intern: vader drinkt",
        "**Dossier:** nog niet bij de nieuwe school",
        "Zorgen thuis (alleen voor school):",
    ),
    "O5": (
        "Volgens de buurman is vader vaak weg.",
        "Van de overbuurvrouw gehoord dat Roos laat buiten is.",
        "Via de buren hoorden we dat er ruzie was.",
        "Oma zegt dat Roos vaak alleen thuis is.",
        "De buren hebben geklaagd over lawaai.",
        "Op het schoolplein gaat het verhaal dat ze verhuizen.",
        "Het schijnt dat vader is opgenomen.",
        "Ik heb van een andere ouder gehoord dat ze slecht eet.",
        "Er gaan geruchten over de thuissituatie.",
        "Tante vertelde dat moeder ziek is.",
        "Een klasgenootje zei dat vader schreeuwt.",
        "Via via hoorden we dat ze gaan verhuizen.",
        "De moeder van een vriendinnetje vertelde dat Roos daar altijd eet.",
        "De overbuurman heeft verteld dat ze 's avonds buiten loopt.",
        "Een kennis van de familie belde over het huis.",
    ),
    "O6": (
        "Roos is autistisch.",
        "Moeder is depressief en ligt veel op bed.",
        "Ze slikt Ritalin.",
        "Er is sprake van TOS.",
        "Ze heeft een taalontwikkelingsstoornis.",
        "Waarschijnlijk is ze dyslectisch.",
        "Volgens moeder heeft ze ADD.",
        "Wij denken dat ze hoogbegaafd is.",
        "Haar TIQ is 78.",
        "Ze heeft een laag IQ.",
        "Het gedrag past bij een hechtingsstoornis.",
        "Ze heeft trekken van PDD-NOS.",
        "ADHD-achtig gedrag in de kring.",
        "Vader heeft een burn-out.",
        "! ik: vragen of ze ADHD heeft > vr 4 dec",
        "Roos heeft tos.",
        "Vader is verslaafd aan gokken.",
        "Ze lijkt me een typisch ADHD kind.",
        "Moeder zegt dat ze dyslexie heeft.",
    ),
    "O7": (
        "Hij is een echte pestkop.",
        "Moeder is een lastige vrouw.",
        "Ze is verwend.",
        "Ze stelt zich aan als het moeilijk wordt.",
        "Vader is agressief aan de telefoon.",
        "Een moeilijk kind in de groep.",
        "Roos is brutaal tegen de invaller.",
        "Ouders zijn laks met huiswerk.",
        "Ze is niet alleen lui maar ook brutaal",
        "Moeder vindt hem lui.",
        "Moeder overdrijft de klachten.",
        "Ze gedraagt zich asociaal.",
        "Haar manipulatieve gedrag stoort.",
        "Vader loog over de afspraak.",
        "Ze is ongemotiveerd",
        "Een dom kind is ze niet bepaald slim",
        "Roos is hysterisch als ze verliest.",
    ),
    "O8": (
        "De PCMR denkt mee.",
        "Ze kreeg advies van de KJTX",
        "We vragen het aan bij het BCLZ.",
        "Afname van de RAKT in groep 5.",
        "De q.z.v. ligt klaar.",
    ),
    "O9": (
        "todo: bellen",
        "Ze is geboren in groep ..",
        "Datum: ...",
        "[naam invullen]",
        "(nog invullen)",
        "Nog in te vullen",
        "Hier nog aanvullen",
        "Ze komt op XX december.",
        "! wie: belt de GGD > vr 4 dec",
        "! Ans: belt de GGD > ?",
        "! Ans: belt de GGD > z.s.m.",
        "! Ans: belt de GGD > snel",
        "! bellen",
        "Naam vader: ____",
        "Score: invullen",
        "Aanwezig: @jaap",
        "Volgend overleg op ... januari",
        "groep XXX",
        "De toets is op dd-mm",
        "Moeder werkt nu bij de gemeente (?)",
    ),
    "O11": (
        "We monitoren de groei.",
        "We zetten in op lezen.",
        "Ze laat externaliserend gedrag zien.",
        "I.o.m. ouders besloten.",
        "Dit gebeurt i.o.m. de ouders",
        "Cognitieve ontwikkeling is leeftijdsadequaat en adequaat.",
        "Haar onderwijsbehoeften zijn duidelijk.",
        "Derhalve wachten we af.",
        "De interventie werkt.",
        "m.b.t. lezen gaat het goed",
        "We gaan de aanpak implementeren.",
        "Er is een discrepantie tussen lezen en rekenen.",
    ),
}

_SILENT = (
    "Ouders voelen zich veilig. Thuis gaat het goed.",
    "Ze komt altijd veilig thuis met de fiets.",
    "! Linda: bel even als Roos veilig thuis is > vr 4 dec",
    "Moeder belt zodat oma weet dat ze veilig thuis is.",
    "Roos werkt 10 % van de tijd zelf, dat was 80%.",
    "Zorg: 50 % moeder, 50 % vader.",
    "Aanwezig is 80%: vader ziet dat ook.",
    "Het percentage (%) goed stijgt.",
    "De intern begeleider kijkt mee.",
    "Intern begeleider: kijkt mee",
    '* "privé"',
    "Ouders kregen het advies veilig thuis te blijven.",
    "De brief is voor het dossier van de nieuwe school.",
    "Ze praat vertrouwelijk met juf over het dossier.",
    "Roos groeide 10 % in tempo.",
    "Het % goede woorden stijgt.",
    "De brief is nog niet naar ouders gestuurd.",
    "De toets zit nog niet in het dossier.",
    "Ze wil het woord niet opschrijven.",
    "Ze kan een geheim goed bewaren.",
    "% wil nog bellen met oma\nWe bellen met de GGD.",
    "% Roos was op de gang\nRoos werkt op de gang",
    "% moeder was gisteren op school\nMoeder komt op school helpen",
    "Oma haalt haar op woensdag op.",
    "De buurvrouw brengt haar naar school.",
    "Roos heeft gehoord dat ze in groep 6 komt.",
    "Vader hoorde dat ze goed leest.",
    "Ze krijgt meer vertrouwen in zichzelf.",
    "Roos vertelt dat oma voorleest.",
    "Opa vertelt graag over vroeger.",
    "Klasgenoten vinden haar aardig.",
    "Andere kinderen vertellen om de beurt in de kring.",
    "Moeder belde dat Roos ziek is.",
    "Onderzoek naar dyslexie is aangevraagd.",
    "Er is een aanvraag voor onderzoek naar ernstige dyslexie gedaan.",
    "De GGZ stelde op 4-9-2025 ADHD vast.",
    "Uit het verslag van Kentalis (12-5-2025) blijkt TOS.",
    "ADHD (diagnose kinderarts, 12-3-2025).",
    "Roos heeft ADHD. Dat is op 3-11 vastgesteld door de kinderarts.",
    "De dyslexiebehandelaar komt op dinsdag.",
    "Juf las een boek over autisme.",
    "We willen een IQ-test laten doen.",
    "Op school is een gehoortest gedaan.",
    "Ze heeft een nieuwe bril en zit vooraan.",
    "Ze had een oorontsteking en was twee dagen ziek.",
    "? komt dyslexie in de familie voor",
    "Volgens het dyslexieprotocol lezen we drie keer per week.",
    "De jeugdarts heeft medicatie voorgeschreven op 2 november.",
    "Roos is niet lui, ze snapt de som niet.",
    "Ze heeft een lui oog en draagt een pleister.",
    "Roos voelt zich vaak dom bij rekenen.",
    "Ze vindt rekenen dom.",
    'Ze zegt: "ik ben dom".',
    "Ze is gek op paarden.",
    "Lange woorden vindt ze moeilijk.",
    "De overgang naar groep 6 was lastig voor haar.",
    "Ze had een vervelende week.",
    "Ze slaapt slecht de laatste tijd.",
    "Ze schrijft met haar dominante hand.",
    "Ze noemt zichzelf stom.",
    "De spelregels zijn algemeen bekend.",
    "Ze maakt veel domme fouten door haast.",
    "De CITO is in januari.",
    "Ze scoort E3 op de DMT.",
    "De GGD en het SWV kijken mee.",
    "Roos moet ALTIJD haar bril op.",
    "LET OP: de gym is verplaatst.",
    "S. de Wit en N.H. Jansen zijn erbij.",
    "De PCMR (ouders die meedenken) komt.",
    "Het meetinstrument (KVTX) is nieuw. De KVTX helpt.",
    "Ze gaat na de toets naar het vmbo of de havo.",
    "Ze fietst met mama naar huis o.a. op vrijdag.",
    "Het formulier kunnen ouders samen invullen.",
    "! Linda: vult de vragenlijst in > vr 4 dec",
    "! Linda: vragenlijst invullen > vr 4 dec",
    "Ze vraagt vaak: waarom? en wanneer?",
    '* "waarom moet ik dat?? "',
    "Ze oefent met klokkijken: tijd en datum.",
    "! @ans: leest met Roos > elke vrijdag",
    "! Ouders: lezen elke avond voor > 18 december",
    "Mail naar info@school.nl",
    "- [x] boek meegeven",
    "Ze werkt met een to-do-lijst op haar tafel.",
    "Roos leest elke dag tien minuten met haar maatje.",
    "De concentratie is beter in de ochtend.",
    "Ze krijgt extra instructie aan de tafel van juf.",
    "We bespreken dit weer op 12 januari om 15.00 uur.",
    "Haar motoriek is goed en ze gymt graag.",
    "Ze telt tot honderd en terug, rekent met sprongen van tien en kan al klokkijken op hele uren.",
    "= we houden de afspraak uit het OPP",
    "We kijken na 6 weken. Dan praten we weer. Juf Ans belt moeder. Roos is er zelf ook bij.",
    "Ouders zijn tevreden over de hulp.",
    "Juf Ans ziet dat Roos meer lacht.",
    "Ze durft nu een vraag te stellen in de kring.",
    "De boekbespreking ging heel goed, ze stond er trots bij.",
    "Vader leest op zondag voor.",
    "Ze heeft weinig vriendjes, zegt ze zelf.",
    "Na de pauze duurt het even voor ze begint.",
    "Ze wisselt letters om bij b en d.",
    "Ze praat soms luid.",
    "Roos was drie keer te laat in november.",
    "Het gehoor is getest, daar kwam niets uit.",
    "Ze eet haar brood niet op.",
    "Ze zit liever naast het raam.",
    "Moeder vraagt of het huiswerk minder kan.",
    "Opa en oma passen op vrijdag op.",
    "De logopedist belt volgende week.",
    "Ze kent 34 van de 40 letters.",
    "Ze is snel boos als een spel niet lukt.",
    "Ze huilt soms bij het afscheid.",
    "Roos gaat sinds maandag weer met plezier naar school.",
    "Roos zegt niets als je haar iets vraagt.",
    "Ze ging huilend naar huis na een ruzie op het plein.",
    "De ouders zijn gescheiden, Roos is om de week bij vader.",
)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in _FOUND.items() for text in texts])
def test_speaks(rule: str, text: str) -> None:
    assert rules(found(text)) == {rule}


@pytest.mark.parametrize("text", _SILENT)
def test_stays_silent(text: str) -> None:
    assert found(text) == []


def test_words_of_a_private_line_can_never_leave() -> None:
    one = found("% vader schreeuwde tegen de juf\n- gezien: vader schreeuwde tegen de juf")[0]
    assert (one.rule, one.level, one.fixed) == ("O2", Level.STOPS, True)
    assert (one.line, one.column, one.text) == (2, 11, "vader schreeuwde tegen de juf")


def test_the_meldcode_stops_outside_the_file_and_is_asked_about_in_it() -> None:
    outside, inside = found("Stap 2 van de meldcode")[0], found("Stap 2 van de meldcode", "dossier")[0]
    assert (outside.level, outside.fixed) == (Level.STOPS, True)
    assert (inside.level, inside.fixed) == (Level.ASKS, False)


def test_a_talk_about_staff_asks_once_unless_for_the_file() -> None:
    talk = ConversationKind.OBSERVATION
    assert [(one.rule, one.line, one.where) for one in found("Rustige les.", kind=talk)] == [
        ("O2", 0, "soort gesprek")
    ]
    assert found("Rustige les.", "dossier", talk) == []


def test_a_promise_without_who_and_when_is_one_finding() -> None:
    assert [(one.rule, one.level, one.text) for one in found("! bellen")] == [("O9", Level.STOPS, "bellen")]


def test_a_hard_word_comes_with_a_plainer_one() -> None:
    assert "gaat niet vooruit" in found("Het lezen stagneert.")[0].reason


def test_the_glossary_knows_the_words_of_the_trade() -> None:
    words = [
        word
        for word, _meaning in glossary(["De TLV-aanvraag en het opp.", "Zij zat in een duo, de ib'er ook."])
    ]
    assert words == ["IB'er", "OPP", "TLV"]


def test_the_glossary_explains_the_word_that_stands_there() -> None:
    in_full = ("samenwerkingsverband", "scholen die samen extra hulp regelen")
    assert glossary(["De school, het samenwerkingsverband en de intern begeleider in de ib-kamer."]) == (
        in_full,
    )
    assert [word for word, _ in glossary(["Het SWV is een samenwerkingsverband."])] == ["SWV"]


@pytest.mark.parametrize("part", ["de ", "nog ", "(nog ", "a. ", "%", "?", "lui ", "AB (", "ADHD. Dat "])
def test_any_line_will_do(part: str) -> None:
    found(f"x {part * 400}\n% {part * 400}")


@pytest.mark.parametrize(
    "heading",
    [
        "##Voor het dossier",
        "###Voor het dossier",
        "### Zorgen (voor het dossier)",
        "# Voor het dossier",
        "#Intern",
        "**Voor het dossier**",
        "__Interne notitie over vader__",
        "Voor het dossier:",
        "- Voor het dossier:",
        "1) Alleen voor school",
        "Vertrouwelijk",
        "Dossier",
    ],
)
def test_a_heading_for_the_file_that_is_none_stops(heading: str) -> None:
    (one,) = found(f"{heading}\nvader drinkt")
    assert (one.rule, one.level, one.fixed, one.line) == ("O2", Level.STOPS, True, 1)
    assert found(f"{heading}\nvader drinkt", "dossier") == []


def test_a_word_for_the_file_in_passing_only_asks() -> None:
    assert [one.level for one in found("- dossier")] == [Level.ASKS]
    assert [one.level for one in found("Dossier: compleet")] == [Level.ASKS]


def test_a_whole_private_line_stops_also_when_its_words_say_little() -> None:
    text = "% dat zij er niet meer was\nHij vond dat zij er niet meer was, en toen"
    assert [(one.text, one.level, one.fixed) for one in found(text)] == [
        ("dat zij er niet meer was", Level.STOPS, True)
    ]


def test_a_percent_sign_behind_an_amount_only_asks_unless_it_is_a_time() -> None:
    assert [one.level for one in found("Score 80 % moeder huilde veel")] == [Level.ASKS]
    (one,) = found("gesprek om 10.30 % moeder huilde veel")
    assert (one.text, one.level, one.fixed) == ("% moeder huilde veel", Level.STOPS, True)


def of_veilig_thuis(audience: PaperAudience, reader: str) -> list[tuple[str, Level, bool]]:
    """What O2 says of a line about Veilig Thuis, for this reader, with Veilig Thuis at the table."""
    line = CopyLine(1, 1, Mark.TEXT, "Veilig Thuis belt vader.")
    beside = (("voor wie", reader), ("wie aan tafel zat", "Yara Smit Veilig Thuis Noord"))
    copy = Copy(ConversationKind.LARGE_MEETING, (line,), beside=beside)
    return [(one.where, one.level, one.fixed) for one in privacy_lanes.find(copy, Reader(audience), _KNOWN)]


def test_veilig_thuis_may_read_of_its_own_work() -> None:
    assert of_veilig_thuis("instantie", "Veilig Thuis Noord") == []


def test_who_sat_at_the_table_can_be_told() -> None:
    seat = ("wie aan tafel zat", Level.ASKS, False)
    for audience in ("ouders", "instantie"):
        assert of_veilig_thuis(audience, "Anna van Dijk") == [("", Level.STOPS, True), seat]
