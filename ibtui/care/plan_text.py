"""The year plan that a school starts from, and changes. Every day in it is an example, no rule."""

BUILT_IN = """\
% Het plan voor elk schooljaar. Een regel is een stap: wat: wanneer · wie
% Verander wat je wilt. Een regel met % telt niet mee. Voor · mag ook ;
% Valt een dag in een vakantie? Dan schuift hij vanzelf naar een schooldag.

## Per groep
% Drie rondes: kijken, bespreken, plannen, doen en terugkijken.
ronde 1 observeren en signaleren: 31 aug - 2 okt
ronde 1 groepsbezoek: 14 sep - 30 okt · ib'er
ronde 1 groepsbespreking: week 44 - 46
ronde 1 plan maken: week 46 - 47
ronde 1 leerlingbespreking: week 47 - 49
ronde 1 uitvoeren: 23 nov - 15 jan
ronde 1 evalueren: week 3 - 4
ronde 2 observeren en signaleren: 11 jan - 12 feb
ronde 2 groepsbezoek: 11 jan - 12 mrt · ib'er
ronde 2 groepsbespreking: week 9 - 11
ronde 2 plan maken: week 11 - 12
ronde 2 leerlingbespreking: week 12 - 14
ronde 2 uitvoeren: 22 mrt - 21 mei
ronde 2 evalueren: week 20 - 21
ronde 3 observeren en signaleren: 17 mei - 4 jun
ronde 3 groepsbespreking: week 23 - 25
ronde 3 plan maken: week 25 - 26
overdracht naar de volgende leerkracht: 14 jun - 9 jul

## Groep 1, 2
kleuters volgen midden (M): 11 jan - 5 feb
kleuters volgen eind (E): 24 mei - 18 jun

## Groep 3
herfstsignalering lezen: 26 okt - 13 nov

## Groep 4
dossier dyslexie nakijken: november · ib'er

## Groep 3 t/m 8
toetsen midden (M): 11 jan - 5 feb

## Groep 3 t/m 7
toetsen eind (E): 24 mei - 18 jun

## Groep 8
% Kijk elk jaar na op welke dagen dit is: het rijk stelt ze vast.
voorlopig schooladvies: 10 jan - 31 jan
doorstroomtoets: 25 jan - 12 feb
definitief schooladvies: 15 mrt - 24 mrt
aanmelden voortgezet onderwijs: 25 mrt - 31 mrt
onderwijskundig rapport klaarzetten: 6 apr - 28 mei · ib'er
warme overdracht naar het voortgezet onderwijs: 1 jun - 2 jul · ib'er

## Hele school
overdracht afronden: 17 aug - 4 sep
groepen, namen en werkdagen nakijken: 17 aug - 11 sep
OPP van nieuwe leerlingen nakijken: september
bewaartermijnen nakijken: september
startgesprekken met ouders: 7 sep - 2 okt · directie
leerlingen vragen wat ze van de hulp vinden: oktober
ronde 1 ondersteuningsteam: week 39
ronde 2 ondersteuningsteam: week 46
ronde 3 ondersteuningsteam: week 2
ronde 4 ondersteuningsteam: week 10
ronde 5 ondersteuningsteam: week 16
ronde 6 ondersteuningsteam: week 23
toetsweken midden (M): 11 jan - 5 feb
opbrengsten midden bespreken met het team: 8 feb - 12 mrt
voortgangsgesprekken met ouders: 8 feb - 12 mrt · directie
ondersteuningsprofiel nakijken: maart
TLV's die aflopen verlengen: 1 mrt - 15 apr
OPP's evalueren met ouders en leerlingen: mei - juni
toetsweken eind (E): 24 mei - 18 jun
groepen voor volgend jaar maken: 24 mei - 18 jun · directie
eindgesprekken met ouders: 14 jun - 2 jul · directie
opbrengsten eind bespreken met het team: 14 jun - 2 jul
jaarverslag van de zorg schrijven: juni
jaarplan van de zorg maken: 14 jun - 2 jul
"""
