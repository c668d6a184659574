"""Names that are Dutch words too, and what stands around a name: tables for the check. All folded.

A name that isn't in a table is a name wherever it stands, with or without a capital. Add a word here when the
check takes a word for a child.
"""


def _table(text: str) -> frozenset[str]:
    return frozenset(text.split())


# At the start of a sentence these are hardly ever the child: verbs, and small words.
VERB_NAMES = _table("""
ben bent del edit eren gun is kan ken kent leen lees loop moet pak werd wil wils zie
""")

SMALL_NAMES = _table("""
aan al allen als an anders april aug augustus beste bij blij constant da dan de dec di do door du ed een ei
el elk elke en er erin et ex feb fijn gaan goed groen groot haar hoog ie ik in ja je jong jonge juli juni
klaar klare klein ko kort la lage lang lieve ma maart mar me meer mei met mi mijn min mooi mrt na nada net
no nooit noord nu oh ok okt om ooit op over par per re sep si snel so stil te ten ter ti tot trouw uit van
vere vlug vrij we weer wel west wijs wit wo za zo
""")

# With a number or a preposition: a month.
MONTH_NAMES = _table("""
april aug augustus dec feb jan juli juni maart mei mrt okt sep
""")

# Nouns and the like: a name when they have a capital and don't begin a sentence.
NOUN_NAMES = _table("""
aarde adem alm anker appel arend avond baba bank bart beer beertje beren berg bergen berk bes bever bij bink
bloem boe boef boer bokje boom bos braam brem brits buur class claus cloud corona dag dageraad das dauw deen
deugd dien dijk dolfijn don dop draak droom duif duin eb echo eden eend eik elf els engel ever fan fee fien
floor fox frank frans gala gast geluk gems gerst geus gil gloria gok goud graaf grit haan haas hagen ham
harp hart haver hazel heide held helm hemel herfst hert hinde honing hoop horst hulst imam islam jager jet
jeugd job joker junior jus jut juweel kader kat kater keet kei kers kerst kick kik kit klas klaver klok
knoop koe koen kok koning koningin kraai kroon lam lamp lance lange lava leer leeuw lelie lente leven libel
licht lichtje lied lief liefde lies lijn lis lot lotus lucht lus lux maan maas maat macht mans mare margriet
marine mars mate max mees meesje meeuw mens merel mier mink moed mos mus nacht nas nazi nel nest nevel noor
olijf oma opa os otter pal panda parel pareltje pasen pastor pauw peer pen penny peper peren pien pier piet
pin pip pit poes pol pom pop prins prinses puck puk punt raaf ram ramadan raven regen regenboog reiger rein
ridder rijk rits rivier robijn roef roet roman room roos roosje ros rozemarijn rust saga schaap schat server
sneeuw snoek sok spar specht spreeuw spring spruit star steen stek ster sterre storm stormpje tak tan tarwe
thee tij tijd tijger tijm tip toffee ton toon tor toren toy trui tuin tulp uil urban valentijn valk vasten
veer vega veulen vin vink viool vlam vlier vlinder vogel vonk vos vrede vreugde vriend vuur wende wiel wilg
wind winter wolf wolk woud zand zee zegen zilver zoet zomer zon zonnetje zus zwaan
""")

# Words too, but rare ones: without a capital it may be either.
RARE_NAMES = _table("""
adam amber bas ernst fleur flora iris jade jan jasmijn joy kim klaas linde love maria mark merle minne ria
rob sky terra vera viola
""")

# What looks like a name with "s", "je" or "ke" behind it, and isn't.
FORM_WORDS = _table("""
anke anneke argus bars bits bootje bootjes brits danke dans deens eefke eens elke els engels femke fenneke
fins franje frans fris gans gijs gris gros guus hals hanneke hannes hans hilke huis ideetje ideetjes imke
iris janneke jannes jeans jens joke jos kaatje kans kars kees klasje klus kootje kris lars lees lens lieke
lies lintje loes marieke mars mats mees mens mieke muis niels nienke nils noors pers pools pootje potje reis
rens renske romans servers silke spaans stans sterretje sterretjes thijs ties tineke turks welke wens
wietske wils ymke zoetje zulke
""")

# Not the child: sayings, books, methods, people whom everybody knows.
SAYINGS = (
    r"jan en alleman|jan met de pet|jan modaal|jan rap en zijn maat|jip[ -]en[ -]janneke\w*|ot en sien|"
    r"maan[ ,-]+roos[ ,-]+vis|roos[ ,-]+vis|anne frank|max havelaar|zwarte piet|piet snot|hans en grietje|"
    r"kim[ -]versie|sil op school|raai de kraai|pim pam pet|dikkie dik|floor de vakantie|uk (?:en|&) puk|"
    r"ik (?:en|&) ko|puk (?:en|&) ko|max (?:en|&) de maximonsters|jan klaassen|jan van gent|jan salie|"
    r"roos vicee|sam[ -]sam|jan toorop|willem van oranje|willem wever|bert en ernie|jim[ -]aanpak"
)

# In capitals these are something else: approaches, tests, organisations.
CAPITAL_WORDS = _table("""
ada iris jim lot max mee per sem tom vera
""")

# A grown-up stands behind these: "juf Sam", "opa Jan".
TITLES = _table("""
agent arts begeleider begeleidster burgemeester buurman buurvrouw coach collega concierge conrector dhr
directeur dokter dr drs duojuf ergotherapeut fysiotherapeut gymdocent gymjuf gymmeester heer huisarts ib'er
invaljuf invaller invalmeester invalster jeugdarts juf juffrouw kinderarts koning koningin leerkracht
leerkrachten logopedist logopediste meester meneer mevr mevrouw mijnheer mw oma oom opa oppas orthopedagoog
psycholoog rt'er sint st stagiair stagiaire tante tolk trainer vakleerkracht wijkagent zorgcoordinator
""")

# Titles that a child can't have, and that nobody sends for a child: "Sint Jan", "koning Max".
NO_ADULTS = _table("""
burgemeester koning koningin sint st
""")

# Of the family: "haar opa Jan" is one name, "daarna haalde opa Jan op" may be two.
FAMILY_TITLES = _table("""
oma oom opa tante
""")

BEFORE_FAMILY = _table("""
aan bij dat de door een en haar hun is met mijn naar of onze over tegen uit van volgens voor vraagt zijn
""")

# Two words that have somebody behind them, also without a capital.
COMPANY = frozenset(
    {("ruzie", "met"), ("gepest", "door"), ("geslagen", "door"), ("gespeeld", "met"), ("speelt", "met")}
)

# Capitals right behind a first name that begin no last name: languages.
NO_LAST_NAMES = _table("""
arabisch berbers bulgaars chinees dari duits engels farsi frans fries grieks hongaars italiaans koerdisch
limburgs nederlands oekraiens papiaments perzisch pools portugees roemeens russisch somalisch spaans
syrisch tigrinya turks vlaams
""")

PARENT_WORDS = _table("""
mam mama moeder ouder ouders pap papa pleegmoeder pleegvader stiefmoeder stiefvader vader
""")

# Behind these a last name means a family.
FAMILY_WORDS = _table("""
broer broers broertje broertjes fam familie gezin kinderen ouders tweeling zus zusje zusjes zussen
""")

SURNAME_TITLES = _table("""
dhr heer mama meneer mevr mevrouw mijnheer moeder mw oma oom opa papa tante vader
""")

ARTICLES = _table("""
de den der des deze een elke geen het ieder iedere jouw mijn onze t zijn
""")

MONTH_BEFORE = _table("""
begin eind half in medio rond sinds tot vanaf
""")

# Behind these it can be nothing else.
MONTH_PARTS = _table("""
begin eind half medio
""")

PLACE_WORDS = _table("""
bakkerij basisschool boek bso bureau cafe camping centrum film gezinshuis hotel huisartsenpraktijk kamp kdv
kinderopvang lied methode park peuterspeelzaal praktijk project restaurant school stichting straat villa
winkel zorggroep
""")

# Verbs right behind a name, and the words that are then their subject: "Dan is zij boos" names no Dan.
FINITE_VERBS = _table("""
bleef blijft deed doet duwde duwt eet gaat gaf geeft ging had heeft helpt hielp huilde huilt is kan keek
kijkt komt kon kreeg krijgt kwam laat lacht las leert leest leidt liep liet loopt maakt maakte mag mocht
moest moet oefent pakt pakte pest pestte praat rekent riep roept schopt schopte schrijft slaapt slaat sloeg
speelde speelt staat stond stoort vertelde vertelt vindt voelde voelt vond vraagt vroeg was weet werd werkt
werkte wil wilde wist woont wordt zag zal zat zegt zei ziet zit zoekt zou
""")

SUBJECTS = _table("""
alles dat de die dit een er het hij hun iedereen iets ik je jij juf jullie mama meester men mijn moeder
niemand niets onze ouders papa school u vader we wij ze zij zijn
""")

# Abbreviations whose full stop doesn't end a sentence.
STOP_ABBREVIATIONS = _table("""
apr aug bijv blz bv ca dec dhr di do dr drs enz etc evt excl fam feb gr incl ing ivm jan jl jul jun ma max
mbt mevr min mn mrt mw nl nov nr oa okt prof resp sep sept st tel vr vs wo wrs za zg zgn zo
""")

# Last names that are words too.
SURNAME_WORDS = _table("""
adelaar akker appel arend arts baars bakker bank bed beek beer berg bergen beuk bie bier bijl blaak blad
blauw block blok blom blonk bock boek boer boers bok bol bollen bont bonte boom boon bos bot boter boven
brand brandt brink broeders broek brood brouwer brouwers brug bruin burg camp daal dag dak dam dekker dijk
dongen doorn eend eik end ende engelen engels ernst erve fles flink gans geest geit geluk gent goed graaf
grand gratie groen groot grote haag haan haas hak ham hamer haring haven heer heide heiden hek herder hertog
heuvel hoek hoeks hoes hoeven hof honing hoog hoop hout huis hulst jager jan jong jonge jonker jonkman kaas
kale kallen kamer kamp kan kas kast kei keizer kempen kerk kerkhof ketel ketting keuken kip klein klok koe
koek kok kolen koning konings kort korte kosten koster kraai krabbe kramer kruik kuil kuiper kuipers kuit
laan laar lage lam landen lange last lede leek leeuw leeuwen lente les lier lijn linde linden lonen loon
loos maan maas maat man mangel martel mast mater meer meester melk mens moet mol molen molenaar moor mortier
mulder mulders munster mus muur nacht nek nes neven nieuw noot oever ooms oosten os oud ouden paard pan
pastoors pauw peer pen plas plein ploeg pol pons poort post pot potters prins prinsen proost punt put raam
reiger rek ridder riem riet rijn rood room roos ruiten ruiter sas schaap schakelaar schelvis schenk schenkel
schepper schilder schilt schipper schrijver schrik schutter slager sloot smid snel snijder snoek soldaat
spaan specht spek spier spies spoor spreeuw sprong spruit stam steen ster sterk stichter stier stil stoel
stoffel stoffer stook storm stralen strik tafel tak tekst timmerman toren tours tuin valk van veen veer veld
velde velden ven vijver vink visser vissers vleugels vliet vloer voet vogel vos vriend vries vroege vrolijk
vrome wachter wagen wagenaar wal water weg wel wensen werd wever wiel wijk wijn wijs wilde wildschut
willigen winter winters wit witte wolf worst zaal zak zalm zand zee zeeman zijl zomer zon zondag zwaan zwart
""")

# Two letters with full stops that are no child's.
INITIAL_WORDS = _table("""
ab bs bv cp ea gg gm ib ict iq ko mr mt nb nt nv oa ok or ot pm po ps rt tl tv vo wc zo
""")

# Surroundings that tell of a practice or organisation, as in "mevrouw Bakker van de GGD".
ORGANISATION = (
    r"\b(?:GGD|CJG|SWV|SMW|BSO|MEE|GGZ|UWV|DUO|AB'?er|IB'?er|CCE)\b|(?i:\b(?:school|scholen|praktijk|huisarts\w*|"
    r"kinderarts\w*|jeugdarts\w*|arts|gemeente|wijkteam|jeugdteam|buurtteam|gebiedsteam|bibliotheek|logopedi\w*|"
    r"ergotherap\w*|fysiotherap\w*|orthopedago\w*|psycholo\w*|politie|wijkagent|leerplicht\w*|veilig thuis|"
    r"samenwerkingsverband|onderwijsbureau|ziekenhuis|consultatiebureau|jeugdhulp|jeugdzorg|ambulant\w*|"
    r"maatschappelijk werk\w*|schoolbestuur|bestuur|directeur|directie|kinderopvang|taxibedrijf|zwembad|"
    r"polikliniek|audiologisch|verpleegkundige|gezinscoach|schoolarts)\b)"
)
