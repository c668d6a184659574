"""Words that say little by themselves: three of them in a row are no quotation."""

_FUNCTION = """
    de het een 't 'n en of maar want dus dat die dit deze daar hier er waar wat wie welk welke hoe waarom wanneer als
    dan toen nu nog al wel niet geen ook weer steeds vaak soms altijd nooit even eens ooit zo heel erg veel weinig
    meer minder meest minst te om aan af achter bij binnen boven buiten door in langs met na naar naast om onder
    op over per rond sinds tegen tijdens tot tussen uit van vanaf vanuit via voor voorbij zonder
    ik je jij u hij ze zij het we wij jullie mij me jou hem haar ons hen hun zich zichzelf mijn jouw uw zijn onze
    elkaar iets iemand niets niemand alles iedereen alle alleen beide elk elke ieder iedere sommige andere ander
    anders zelf samen
    ben bent is zijn was waren geweest wordt worden werd werden geworden heb hebt heeft hebben had hadden gehad
    kan kun kunt kunnen kon konden mag mogen mocht moet moeten moest wil wilt willen wilde zal zult zullen zou
    zouden ga gaat gaan ging gingen gegaan doe doet doen deed gedaan kom komt komen kwam kwamen gekomen krijgt
    krijgen kreeg laat laten liet blijft blijven bleef zegt zeggen zei vindt vinden vond ziet zien zag denkt
    denken dacht weet weten wist geeft geven gaf maakt maken vraagt vragen vroeg vertelt vertellen vertelde
    lijkt leek hoort horen staat staan zit zitten ligt liggen
    goed graag beter best nodig klaar eerst daarna straks later eerder morgen vandaag gisteren week weken dag dagen
    uur keer minuten maand maanden jaar ma di wo do vr za zo maandag dinsdag woensdag donderdag vrijdag zaterdag
    zondag jan feb mrt apr mei jun jul aug sep okt nov dec januari februari maart april juni juli augustus
    september oktober november december een twee drie vier vijf zes zeven acht negen tien
    ja nee eigenlijk gewoon misschien vooral verder toch omdat doordat zodat terwijl hoewel voordat nadat wanneer
    bijna ongeveer genoeg hele
"""
_FAMILY = """
    moeder vader ouder ouders mama papa mam pap broer broertje zus zusje oma opa verzorger verzorgers
    juf juffrouw meester leerkracht leraar lerares kind kinderen jongen meisje leerling leerlingen school groep klas
"""
_PERSON = """
    ik hij zij ze we wij u moeder vader ouder ouders mama papa mam pap broer broertje zus zusje oma opa tante oom
    stiefvader stiefmoeder verzorger verzorgers juf juffrouw meester leerkracht leraar lerares gezin
"""

FUNCTION_WORDS = frozenset(_FUNCTION.split())
FAMILY = frozenset(_FAMILY.split())
"""Who a line is about."""

PERSON_WORDS = frozenset(_PERSON.split())
"""Who a sentence begins with."""
