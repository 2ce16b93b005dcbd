"""What people write in French, Spanish, Italian, Portuguese and Polish, and what it says of somebody, if anything."""

import datetime as dt

import pytest

import tieweave

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
EGO = tieweave.Profile(
    name="Morgan Gallant",
    partner="Sam Roy",
    children=["Ella"],
    employers=[tieweave.Affiliation(name="Fundy Software", start=2013, end=2019)],
    schools=[tieweave.Affiliation(name="Dalhousie University", start=2006, end=2010)],
)


def named(field: str, text: str, *others: str) -> str:
    """Return the category of somebody who has a text in a field, "-" where none is named."""
    relation, _, related = text.partition(":")
    contact = tieweave.Contact(
        id="it",
        name=text if field == "name" else "Jordan Whitlock",
        nicknames=[text] if field == "nickname" else [],
        notes=[text] if field == "note" else [],
        labels=[text] if field == "label" else [],
        related=[tieweave.Related(name=related.strip(), relation=relation)] if field == "related" else [],
    )
    people = [contact, *(tieweave.Contact(name=other) for other in others)]
    ties = tieweave.classify(people, profile=EGO, now=NOW)
    category = next(tie.category for tie in ties if tie.contact.id == "it")
    return "-" if category == "unknown" else category


LINES = """
fr | name | Sylvain cabinet comptable | accountant
fr | name | Claire bnp | banker
fr | name | Curé de St Jean | church-member
fr | name | Didier foot | club-member
fr | name | Yannick collègue | co-worker
fr | name | Entraîneur basket Ella | coach
fr | name | Maire de Plouha | community-leader
fr | name | Dr Haddad dentiste Vannes | dentist
fr | name | Kiné Thomas | doctor
fr | name | Fiston | family
fr | name | Amélie fac | former-classmate
fr | name | Coiffeur Samir | hair-stylist
fr | name | Zumba Carine | health-club-member
fr | nickname | Coach | coach
fr | nickname | mon petit frère | family
fr | nickname | ma meilleure amie | friend
fr | note | expert-comptable, bilan en avril | accountant
fr | note | rencontré au souper des anciens de Dalhousie | alumni
fr | note | la dame de la banque | banker
fr | note | le prêtre qui nous a mariés | church-member
fr | note | mission freelance en 2020, facturée 3000 | client
fr | note | basse dans notre chœur | club-member
fr | note | même open space chez Fundy | co-worker
fr | note | mon entraîneur de judo quand j'étais ado | coach
fr | note | échevin à Ixelles | community-leader
fr | note | hygiéniste dentaire | dentist
fr | note | massothérapeute | doctor
fr | note | demi-sœur, vit au Canada | family
fr | note | PEL, assurance-vie, retraite : c'est elle | financial-advisor
fr | note | on était dans la même bande au lycée | former-classmate
fr | note | on est parties en Islande ensemble, super amie | friend
fr | note | la meilleure amie de Sam | friend-of-friend
fr | note | ex-collègue de papa chez EDF | friend-of-parents
fr | note | barbier rue Agricola, espèces seulement | hair-stylist
fr | note | croisé à la salle de sport, cours de body pump | health-club-member
fr | note | sinistre dégât des eaux, dossier 4432 | insurance-agent
fr | note | avocate spécialisée divorce, la mienne | lawyer
fr | note | le petit vieux du rez-de-chaussée, on lui fait ses courses | neighbour
fr | note | la maman du petit Louis, danse avec Ella | parent-of-childs-friend
fr | note | était ma manager quand j'étais au service client | past-employer
fr | note | jury de mon mémoire, prof à Laval | professor
fr | note | agent immobilier, nous a trouvé l'appart rue Monge | realtor
fr | note | cousine du côté de maman, vit à Rennes, 2 enfants | relative
fr | note | ami rotarien, déjeuner le mardi | service-club-member
fr | note | gardienne d'Ella | supplier
fr | note | prof d'histoire en terminale | teacher
fr | label | Anciens de Dalhousie | alumni
fr | label | Catéchèse | church-member
fr | label | Clients 2023 | client
fr | label | Chorale | club-member
fr | label | Anciens collègues Fundy | co-worker
fr | related | frère: Morgan Gallant | family
fr | name | Pharmacie de l'Église | -
fr | name | Émilie Tonton | -
fr | name | Mairie de Nantes | -
fr | name | Paul Legendre | -
fr | name | Docteur House fan club | -
fr | name | Marc Lepère | -
fr | name | Notaires de France | -
fr | nickname | Doc | -
fr | nickname | Mamie Nova | -
fr | note | son chef est insupportable | -
fr | note | pas mon voisin, juste même nom de rue | -
fr | note | rien à voir avec le notaire | -
fr | note | anniversaire le 3 mai | -
fr | note | ne pas appeler après 20h | -
fr | note | tante de la voisine | -
fr | note | code immeuble 2345A, 3e étage gauche | -
fr | note | son père était médecin | -
fr | note | lui rendre le livre de papa | -
fr | note | recommandé par mon dentiste | -
fr | note | son patron s'appelle Luc | -
fr | label | À rappeler | -
fr | related | épouse: Jean Petit | -
es | name | Gestoría Ruiz | accountant
es | name | Pastor Daniel | church-member
es | name | Míster Ella | coach
es | name | Dr. Sanz dentista Getafe | dentist
es | name | Fisio rodilla | doctor
es | name | Amor ❤️ | family
es | name | Sonia facultad | former-classmate
es | name | Manicura Jessi | hair-stylist
es | name | Nuria pilates | health-club-member
es | name | Agente Mapfre | insurance-agent
es | name | Notaría Prieto | lawyer
es | name | Vecino Paco 3A | neighbour
es | name | Lucía mamá de Vera y Gael | parent-of-childs-friend
es | nickname | mi hermana | family
es | nickname | la peluquera | hair-stylist
es | nickname | mi padrino | relative
es | note | contable de la empresa, cierre en marzo | accountant
es | note | misma facultad, tres años antes que yo | alumni
es | note | director de mi sucursal del BBVA | banker
es | note | diácono, ofició el entierro de la abuela | church-member
es | note | clienta desde 2019, diseño web | client
es | note | del club de ajedrez | club-member
es | note | trabajamos juntos tres años | co-worker
es | note | entrena al equipo de Ella | coach
es | note | teniente de alcalde de movilidad | community-leader
es | note | higienista dental | dentist
es | note | la psicóloga de los martes | doctor
es | note | asesor para mi plan de pensiones y los fondos | financial-advisor
es | note | promoción 2010, se sentaba a mi lado en álgebra | former-classmate
es | note | como una hermana para mí | friend
es | note | amiga de mi hermana | friend-of-friend
es | note | excompañero de papá en Iberia | friend-of-parents
es | note | corte y barba, 15 € | hair-stylist
es | note | del gimnasio, clase de spinning | health-club-member
es | note | seguro de hogar, llamar si hay goteras | insurance-agent
es | note | mismo rellano, simpática | neighbour
es | note | mamá de la pequeña Inés, nos turnamos para el cole | parent-of-childs-friend
es | note | dueño del bar donde trabajé de camarero | past-employer
es | note | director de mi tesis | professor
es | note | nos alquiló el piso de Lavapiés | realtor
es | note | hermana de mi suegra | relative
es | note | de los Leones, comida los miércoles | service-club-member
es | note | la canguro de Ella | supplier
es | note | seño de Ella en primero | teacher
es | note | lleva la contabilidad de mi empresa | accountant
es | note | antiguo alumno de Dalhousie, cena de exalumnos en Madrid | alumni
es | label | Gente del coro | club-member
es | label | Trabajo | co-worker
es | label | Compis uni | former-classmate
es | label | Gym | health-club-member
es | label | Vecinos | neighbour
es | related | hermana: Morgan Gallant | family
es | name | Iglesia San Marcos visitas | -
es | name | Restaurante Los Hermanos | -
es | name | Carnicería Tía Paca | -
es | name | Instituto Goya secretaría | -
es | name | Taller Hermanos Ruiz | -
es | name | Pedro Abad | -
es | name | Hotel Los Primos | -
es | nickname | Tío Sam | -
es | nickname | Tío Gilito | -
es | note | hermano de Pedro | -
es | note | compró el piso de mi hermano | -
es | note | pasar a recoger las llaves | -
es | note | devolverle el libro de papá | -
es | note | quiere ser médico | -
es | note | necesita un fontanero | -
es | note | llamar después del trabajo | -
es | note | vive cerca de la iglesia | -
es | note | la abogada de mi ex | -
es | note | tía de la vecina | -
es | note | ya no juega al tenis | -
es | label | Vacaciones Menorca | -
es | related | amigo: Pablo Ruiz | -
it | name | Commercialista Ferri | accountant
it | name | Chiara unicredit | banker
it | name | Don Luigi parrocchia | church-member
it | name | Simo padel | club-member
it | name | Giacomo collega | co-worker
it | name | Mister Andrea | coach
it | name | Dott. Sala dentista Monza | dentist
it | name | Logopedista | doctor
it | name | Sorellina 💕 | family
it | name | Ilaria uni | former-classmate
it | name | Estetista Jenny | hair-stylist
it | name | Vale pilates | health-club-member
it | name | Assicurazione Marco | insurance-agent
it | nickname | tesoro mio | family
it | nickname | il mio migliore amico | friend
it | nickname | il mio padrino | relative
it | note | fa le nostre tasse | accountant
it | note | responsabile della rete ex alunni | alumni
it | note | consulente mutui della Bper | banker
it | note | diacono, ha celebrato il funerale di nonna | church-member
it | note | ordina volantini da me ogni anno | client
it | note | gite della domenica col CAI | club-member
it | note | collega di una volta | co-worker
it | note | allena la squadra di Ella | coach
it | note | assessore alla cultura | community-leader
it | note | mi segue i denti da 10 anni | dentist
it | note | la pediatra di Ella | doctor
it | note | sorellastra, vive in Canada | family
it | note | gestisce i miei investimenti | financial-advisor
it | note | stessa compagnia ai tempi del liceo | former-classmate
it | note | come una sorella per me | friend
it | note | amica di Giulia Ferri, conosciuta al suo matrimonio | friend-of-friend
it | note | giocava a tennis con mio padre | friend-of-parents
it | note | mi taglia i capelli da anni | hair-stylist
it | note | ci si incrocia a pilates | health-club-member
it | note | polizza sanitaria, pratica 221 | insurance-agent
it | note | notaio, rogito della casa 2018 | lawyer
it | note | pensionata del terzo piano, ci ritira i pacchi | neighbour
it | note | mamma con cui parlo all'uscita di scuola | parent-of-childs-friend
it | note | ero la sua assistente nel 2008 | past-employer
it | note | mi seguiva la tesi di dottorato | professor
it | note | ci ha affittato l'appartamento in centro | realtor
it | note | fratello di Sam, viene spesso a cena | relative
it | note | amico rotariano, pranzo il martedì | service-club-member
it | note | ci porta la carta in ufficio, ordini il lunedì | supplier
it | note | la mia prof di matematica del liceo | teacher
it | label | Oratorio | church-member
it | label | Calcetto giovedì | club-member
it | label | Vecchi colleghi | co-worker
it | label | Salute | doctor
it | label | Compagni di liceo | former-classmate
it | related | sorella: Morgan Gallant | family
it | name | Macelleria Zio Beppe | -
it | name | Hotel degli Amici | -
it | name | Liceo Volta segreteria | -
it | name | Panificio Nonna Rosa | -
it | name | Chiesa San Marco visite | -
it | name | Casa del Fratello | -
it | name | Andrea Preti | -
it | nickname | Nonna Papera | -
it | nickname | Zio Sam | -
it | note | fratello di Paolo | -
it | note | passare a prendere le chiavi | -
it | note | abita vicino alla chiesa | -
it | note | mia madre lo trova simpatico | -
it | note | sogna di aprire un salone di parrucchiere | -
it | note | restituire il libro di papà | -
it | note | via del Collegio 12 | -
it | note | appuntamento davanti alla chiesa alle 10 | -
it | note | sua madre sta male | -
it | note | chiedere il numero a mamma | -
it | note | mamma single, due ragazzi | -
it | label | Vacanze Sardegna | -
it | related | amico: Paolo Neri | -
pt | name | Contabilista Paula | accountant
pt | name | Clara bpi | banker
pt | name | Frei Martinho | church-member
pt | name | Diogo futsal | club-member
pt | name | Jaime colega | co-worker
pt | name | Treinador Rui | coach
pt | name | Clínica dentária Dr. Rei | dentist
pt | name | Terapeuta da fala | doctor
pt | name | Amor ❤️ | family
pt | name | Carla faculdade | former-classmate
pt | name | Manicure Jéssica | hair-stylist
pt | name | Patrícia academia | health-club-member
pt | name | Seguros Miguel | insurance-agent
pt | nickname | maridão | family
pt | nickname | meu melhor amigo | friend
pt | nickname | meu padrinho | relative
pt | note | contabilista da empresa, fecho em março | accountant
pt | note | ex-aluno de Dalhousie, uns anos antes de mim, jantar dos alumni | alumni
pt | note | a senhora do banco | banker
pt | note | da paróquia, catequista | church-member
pt | note | encomenda-me panfletos todos os anos | client
pt | note | do clube de xadrez | club-member
pt | note | antiga colega da Fundy | co-worker
pt | note | treina a equipa da Ella | coach
pt | note | presidente da junta | community-leader
pt | note | coroa posta em 2022 | dentist
pt | note | médica de família, centro de saúde | doctor
pt | note | meia-irmã, vive no Canadá | family
pt | note | gere os meus investimentos | financial-advisor
pt | note | conhecemo-nos no primeiro ano da faculdade | former-classmate
pt | note | como um irmão para mim | friend
pt | note | amiga da Joana Pires, conheci no casamento dela | friend-of-friend
pt | note | ex-colega do meu pai na TAP | friend-of-parents
pt | note | corte e barba, 15 € | hair-stylist
pt | note | balneário da piscina, mesmas horas | health-club-member
pt | note | seguro do carro e da casa, renova em junho | insurance-agent
pt | note | notária, escritura da casa 2018 | lawyer
pt | note | somos vizinhos desde 2015 | neighbour
pt | note | mãe da pequena Inês, revezamo-nos para a escola | parent-of-childs-friend
pt | note | fui assistente dela em 2008 | past-employer
pt | note | esteve no júri da minha tese | professor
pt | note | alugou-nos o apartamento | realtor
pt | note | prima do lado da minha mãe, mora em Braga | relative
pt | note | do Lions, jantar às quintas | service-club-member
pt | note | o da caldeira | supplier
pt | note | professora de piano da Ella | teacher
pt | label | Antigos colegas | co-worker
pt | label | Malta da faculdade | former-classmate
pt | label | Pais da escola da Ella | parent-of-childs-friend
pt | label | Primos Minho | relative
pt | label | Turma da Ella | parent-of-childs-friend
pt | related | irmão: Morgan Gallant | family
pt | name | Banco Popular cartão perdido | -
pt | name | Farmácia da Igreja | -
pt | name | Padaria Avó Rosa | -
pt | name | Casa do Irmão | -
pt | name | Marcos Do Padre | -
pt | name | Igreja de São Marcos visitas | -
pt | name | Talho Tia Maria | -
pt | nickname | Vovó Donalda | -
pt | nickname | Tio Sam | -
pt | note | encontro em frente à igreja às 10 | -
pt | note | filha do presidente da câmara | -
pt | note | perguntar-lhe pela aula de yoga | -
pt | note | irmão do Pedro | -
pt | note | chefe de projeto na Galp | -
pt | note | vende o carro | -
pt | note | a minha mãe gosta dele | -
pt | note | o chefe dele chama-se Luís | -
pt | note | código da porta 2345, 3º esq | -
pt | note | o vizinho dele faz barulho | -
pt | note | ligar depois do trabalho | -
pt | label | Férias Açores | -
pt | related | amigo: Paulo Reis | -
pl | name | Księgowa Iwona | accountant
pl | name | Klara mbank | banker
pl | name | Ksiądz Tomasz | church-member
pl | name | Michał piłka | club-member
pl | name | Jacek kolega z pracy | co-worker
pl | name | Trener Darek | coach
pl | name | Dr Sowa dentysta Radom | dentist
pl | name | Logopeda | doctor
pl | name | Kochanie ❤️ | family
pl | name | Ola studia | former-classmate
pl | name | Paznokcie Ania | hair-stylist
pl | name | Karolina joga | health-club-member
pl | name | Agent Warta | insurance-agent
pl | nickname | żonka | family
pl | nickname | mój najlepszy kumpel | friend
pl | nickname | kuzyneczka | relative
pl | note | księgowa firmy, bilans w marcu | accountant
pl | note | ten sam wydział, trzy lata przede mną | alumni
pl | note | pani z banku | banker
pl | note | ksiądz, który nas żenił | church-member
pl | note | zamawia u mnie ulotki co roku | client
pl | note | śpiewa ze mną w chórze | club-member
pl | note | programista w moim zespole w Fundy | co-worker
pl | note | trenuje drużynę Elli | coach
pl | note | sołtys, pomógł z drogą | community-leader
pl | note | korona założona w 2022 | dentist
pl | note | pediatra Elli | doctor
pl | note | siostra przyrodnia, mieszka w Kanadzie | family
pl | note | doradca od IKE i funduszy | financial-advisor
pl | note | para z laboratorium z chemii, 2007 | former-classmate
pl | note | jak siostra dla mnie | friend
pl | note | koleżanka mojej siostry | friend-of-friend
pl | note | dawny kolega taty z PKP | friend-of-parents
pl | note | strzyże mnie od lat | hair-stylist
pl | note | szatnia na basenie, te same godziny | health-club-member
pl | note | polisa zdrowotna, sprawa 221 | insurance-agent
pl | note | notariusz, akt mieszkania 2018 | lawyer
pl | note | to samo piętro, sympatyczna | neighbour
pl | note | mama najlepszej koleżanki Elli | parent-of-childs-friend
pl | note | mój pierwszy szef, pizzeria lato 98 | past-employer
pl | note | była w komisji na obronie mojej magisterki | professor
pl | note | właściciel naszego mieszkania | realtor
pl | note | mama mojej bratowej | relative
pl | note | znajomy rotarianin, lunch we wtorki | service-club-member
pl | note | pan od pieca | supplier
pl | note | dyrektor mojej podstawówki | teacher
pl | label | Dawna praca | co-worker
pl | label | Ekipa ze studiów | former-classmate
pl | label | Rodzice z klasy Elli | parent-of-childs-friend
pl | label | Kuzynostwo | relative
pl | related | siostra: Morgan Gallant | family
pl | name | Piotr Kowal | -
pl | name | Apteka pod Kościołem | -
pl | name | Piekarnia Babci Róży | -
pl | name | Warsztat Bracia Nowak | -
pl | name | Hotel u Kuzynów | -
pl | name | Liceum Reja sekretariat | -
pl | name | Adam Proboszcz | -
pl | nickname | Wuj Sam | -
pl | nickname | Baba Jaga | -
pl | note | jego szef ma na imię Leszek | -
pl | note | córka burmistrza | -
pl | note | studiował na uniwersytecie w Opolu | -
pl | note | kuzyn Tomka? | -
pl | note | zapytać o zajęcia jogi | -
pl | note | pracuje w kancelarii adwokackiej w Radomiu | -
pl | note | brat Pawła | -
pl | note | mieszka za szkołą | -
pl | note | oddać mu książkę taty | -
pl | note | kibic piłki nożnej | -
pl | note | jej mama choruje | -
pl | label | Wakacje Mazury | -
pl | related | kolega: Paweł Nowak | -
"""


@pytest.mark.parametrize("line", LINES.strip().splitlines())
def test_a_line_says_what_a_careful_reader_would_say(line: str) -> None:
    _, field, text, expected = line.split(" | ")
    assert named(field, text) == expected


@pytest.mark.parametrize(
    "note",
    [
        "amie d'Hugo Marchand",
        "amigo de Hugo Marchand",
        "amico di Hugo Marchand",
        "amigo do Hugo Marchand",
        "kolega Hugona Marchanda",
    ],
)
def test_a_friend_of_another_contact_is_a_friends_friend_in_whatever_word_order(note: str) -> None:
    assert named("note", note, "Hugo Marchand") == "friend-of-friend"


@pytest.mark.parametrize(
    "note", ["maîtresse d'Ella", "maestra di Ella", "profe de Ella", "professora da Ella", "wychowawczyni Elli"]
)
def test_a_teacher_of_egos_child_is_a_teacher_through_elision_contraction_and_case(note: str) -> None:
    assert named("note", note) == "teacher"


@pytest.mark.parametrize(
    "note",
    [
        "dentiste de Bob Martin",
        "dentista de Raúl Gil",
        "dentista di Roberta",
        "dentista da Joana Reis",
        "dentysta Bartka",
    ],
)
def test_somebody_elses_dentist_is_none_of_egos(note: str) -> None:
    assert named("note", note) == "-"


def test_a_word_that_two_languages_share_is_read_in_that_of_the_words_around_it() -> None:
    assert named("note", "prof de maths au lycée de mon quartier") == "teacher"
    assert named("note", "même allée que nous") == "neighbour"


FAMILIES = """
co-worker | note | aide-soignante de nuit avec moi aux Lilas jusqu'en 2018
co-worker | note | camarera conmigo en la estación de Chamartín, 1998-2003
co-worker | note | infermiere con me in chirurgia fino al 2012
co-worker | note | enfermeira comigo nas urgências até 2016
co-worker | note | pielęgniarka ze mną na internie do 2014
co-worker | note | hicimos la campaña del melocotón juntos
co-worker | note | jeździliśmy razem w karetce, Radom
past-employer | note | mon N+1 chez Atos 2012-16
past-employer | note | mi encargado en el almacén, 2009-11
past-employer | note | il mio caposquadra alla Fiat, 1998-2005
past-employer | note | meu encarregado na fábrica 2003-08
past-employer | note | mój brygadzista w hucie 1995-2001
past-employer | note | m'a prise en apprentissage à 16 ans
past-employer | note | me cogió de aprendiz a los 16
past-employer | note | mi ha preso a bottega a 16 anni
former-classmate | note | hicimos fisioterapia juntas en Alcalá
former-classmate | note | abbiamo fatto agraria insieme a Pisa
former-classmate | note | fizemos enfermagem juntas em Coimbra
former-classmate | note | zdawaliśmy razem maturę w Płocku
former-classmate | note | de clase, pasa apuntes
client | note | nous prend 30 kg de tomates le samedi
client | note | nos compra las almendras
client | note | ci compra l'olio, due damigiane l'anno
client | note | compra-nos o mel
client | note | bierze od nas jajka
client | note | loue notre gîte chaque été
supplier | note | trae el pienso los martes
supplier | note | porta il mangime ogni 15 giorni
supplier | note | livre le papier au bureau
supplier | note | fornitore toner e carta
supplier | note | vidange et contrôle technique, pas cher
supplier | name | Olga pulizie giovedì
insurance-agent | note | assicuratore macchina e casa, scadenza marzo
insurance-agent | name | Cris corretora seguro do meu carro
doctor | name | Dott.ssa Ferri medico di base
doctor | name | Dr Sikora mój rodzinny
doctor | name | Dra Teresa médica da família
dentist | note | le empastó una muela a la niña
dentist | note | plombowała ząb naszej małej
neighbour | name | Yvonne 4e droite
neighbour | name | Remedios 3º izq
neighbour | name | Pani Zofia m. 12
friend-of-parents | note | almoça com os meus pais ao domingo
friend-of-parents | note | przyjaźni się z moimi rodzicami od 40 lat
parent-of-childs-friend | label | Parents CM1
parent-of-childs-friend | label | Rodzice 4b
parent-of-childs-friend | name | Sandrine (maman Lucas CE2)
health-club-member | note | va a la pisci a mi hora, carril 3
club-member | note | peña del Zaragoza, fila 7
relative | note | cousin germain côté maman, Nantes
relative | note | tía de Burgos
relative | name | Vó Lurdes
relative | nickname | beauf préféré
- | note | le patron de Sam, ne pas déranger
- | note | jefa de Sam, solo urgencias
- | note | szefowa mojego męża
- | note | petit-fils de Jeanne, celui qui répare les ordis
- | note | le gendre de la boulangère
- | note | la cuñada de Pili
- | note | badante del Cesare, brava dicono
- | note | le kiné de l'équipe de mon frère
- | note | le reformó el baño a mi vecina
- | note | mój bratanek z nim pracuje
- | note | ancien notaire, maintenant viticulteur
- | note | fue cura, ahora tiene un bar
- | note | ex dentista, adesso fa l'apicoltore
- | note | já foi cabeleireira, agora tem um hostel
- | note | była fryzjerką, teraz prowadzi pensjonat
- | note | dentista, mas não aceita novos pacientes
- | note | dentysta, ale nie przyjmuje nowych
- | note | vacaciones conmigo en Grecia, 2015
- | note | estacionar em frente ao banco, tocar no 2º dto
- | name | Corriere BRT
- | name | Kurier InPost
- | name | Bolt motorista
- | name | Cita previa extranjería
- | name | La Abuela croquetas pedidos
- | name | Câmara Municipal urbanismo
- | nickname | Docteur Love
"""
"""Whole families of phrasing and of traps: whoever reads one of a family in one language reads it in the others."""


@pytest.mark.parametrize("line", FAMILIES.strip().splitlines())
def test_a_family_of_phrases_is_read_in_every_language(line: str) -> None:
    expected, field, text = line.split(" | ")
    assert named(field, text) == expected


@pytest.mark.parametrize("note", ["trabaja con ella en el banco", "coincidí con ella en el conservatorio"])
def test_a_pronoun_is_not_egos_child_of_that_name(note: str) -> None:
    assert named("note", note) != "parent-of-childs-friend"


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("entraîneur de judo", "coach"),
        ("entrenador de balonmano", "coach"),
        ("prof d'italien", "teacher"),
        ("circolo di lettura", "club-member"),
        ("clube de leitura", "club-member"),
    ],
)
def test_phrases_that_begin_alike_are_all_read(note: str, expected: str) -> None:
    assert named("note", note) == expected
