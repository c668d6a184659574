"""The names of the practice school. All invented; some are difficult on purpose.

Nobody of the family has a first name of the staff, of an agency or of a pupil, so that "@ans" is one person.
"""

GIRLS = """
    Fleur Saar Julia Tess Evi Lotte Yara Nora Sofie Milou Isa Liv Elif Maud Fenna Jasmijn Aaliyah Lina Puck
    Emma Norah Roosmarijn Feline Amira Zuzanna Pien Hedwig Sterre Veerle Loïs Maren Aylin Tirza Nikki Guusje
    Renske Mila Bente Chloé Sanae Janna Vera Kaat Oliwia Ilaria Wende Floortje Dieuwke Selin Myrthe
""".split()
BOYS = """
    Daan Finn Luuk Jesse Stijn Thijs Milan Ravi Sven Tygo Bilal Jurre Teun Hidde Olaf Quinten Youssef Job Kees
    Pim Siem Wessel Boaz Filip Kacper Gijs Melle Rutger Tijmen Ömer Silas Casper Ties Abel Noud Floris Elia
    Ruben Dex Joris Mathijs Aiden Benja Emre Fedde Guus Hugo Ivo Jorn Koen
""".split()

WOMEN = """
    Annelies Bianca Chantal Debora Ellen Femke Gerda Hilde Inge Jolanda Kirsten Lisette Mariska Nadia Olga Patricia
    Rianne Sandra Tamara Ursula Vanessa Wendy Xandra Yasemin Zahra Agnieszka Britt Corine Dorien Elsbeth Fatma
    Grietje Hanneke Irma Joyce Karlijn Leonie Manon Nanda Odette Pauline Roelien Simone Tineke Veronique
    Willemijn Yolanda Zeynep Astrid Barbara
""".split()
MEN = """
    Albert Bas Cor Dennis Erik Frank Gerard Harm Ismail Johan Karim Leon Mark Niels Oscar Paul Rene Sjoerd Tom
    Ugur Victor Willem Xander Yusuf Zeger Andrzej Berend Christiaan Dirk Edwin Freek Gert Hans Ivar Jelle Klaas
    Lars Maarten Nico Otto Pieter Rick Stefan Theo Vincent Werner Adriaan Bert Coen Diederik
""".split()

# infix and last name
LAST_NAMES: tuple[tuple[str, str], ...] = tuple(
    (infix.strip(), last.strip())
    for infix, _, last in (
        name.strip().rpartition("_")
        for name in """
    Bakker, Visscher, Smit, Mulder, de_Vries, de_Wit, van den_Berg, Meijer, van_Loon, Kok, Schouten, van der_Wal,
    Bosman, van_Leeuwen, Huisman, Verbeek, Peeters, Koster, te_Velde, van 't_Hof, Willems, Hendriks, Maas,
    Öztürk, Nowak, Kaya, Benali, Haddad, Kowalska, Vermeulen, Blom, van_Vliet, Evers, Groen, van de_Ven, Kuiper,
    Molenaar, op den_Camp, Schipper, Wolters, van_Beek, Jonker, Timmermans, de_Lange, Veenstra, Dijkhuis,
    van der_Meer, Postmus, Buitenhuis, Zijlstra, Rademaker, in 't_Veld, Sikkema, van_Kessel, Oudshoorn,
    Terpstra, Wiersma, Dorst, Lammers, Zwart, ten_Cate, Prinsen, Okafor, Şahin, Lindeman, van_Gent, Boerema,
    Weijers, Damen, Vos-Martens, Gerritsen, Hoogland, Rietveld, Bouma, d'_Ancona, Elzinga, Nijland, Spaan
    """.split(",")
    )
)

# Families with another language at home: their last names.
POLISH = (("", "Nowak"), ("", "Kowalska"), ("", "Wójcik"))
ARABIC = (("", "Haddad"), ("", "Benali"), ("", "Al Khatib"))
