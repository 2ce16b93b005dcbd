"""What people write about people in German, Dutch, Swedish, Danish, Norwegian and Finnish, and what says nothing."""

import datetime as dt

import pytest

import tieweave
from tieweave.model import Contact, Profile, Related

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
EGO = Profile(name="Morgan Gallant", children=["Ella"], partner="Sam Roy")


def named(field: str, text: str) -> str:
    contact = Contact(
        name=text if field == "name" else "Jordan Whitlock",
        notes=[text] if field == "note" else [],
        labels=[text] if field == "label" else [],
        related=[Related(name="Morgan Gallant", relation=text)] if field == "related" else [],
    )
    category = tieweave.classify([contact], profile=EGO, now=NOW)[0].category
    return "" if category == "unknown" else category


GERMAN = """
name | Muddi Festnetz | family
name | Schwiegermutti | relative
name | Großtante Hedwig | relative
name | Uropa Willi | relative
name | Stiefpapa Jörg | family
name | Kleine Schwester | family
name | Patentante Rosi | relative
name | Reitlehrerin Svenja | coach
name | Fußballtrainer Ali | coach
name | Kinderzahnarzt Dr. Lutz | dentist
name | Jonas Papa (Kita) | parent-of-childs-friend
name | Ellas Klavierlehrerin | teacher
name | Mieke Gartennachbarin | neighbour
name | Holger Kirchenchor | church-member
note | Papas alter Studienfreund | friend-of-parents
note | Freundin von meiner Mutter | friend-of-parents
note | Patenonkel von mir | relative
note | Schwippschwägerin, lebt in Bremen | relative
note | Cousine mütterlicherseits, arbeitet in Ulm | relative
note | hat uns die Eigentumswohnung vermittelt | realtor
note | macht meine Steuererklärung | accountant
note | färbt mir die Haare, immer freitags | hair-stylist
note | verwaltet unser Depot | financial-advisor
note | regelt alle unsere Versicherungen | insurance-agent
note | hat unser Testament aufgesetzt | lawyer
note | hat mein Knie operiert | doctor
note | hat unsere Tochter getauft | church-member
note | aus dem Töpferkurs | club-member
note | vom Lauftreff donnerstags | club-member
note | kenne ich aus dem Hauskreis | church-member
note | aus der Muckibude | health-club-member
note | Abi 1998, Parallelklasse | former-classmate
note | Jahrgang 84, Gymnasium | former-classmate
note | Lieblingskollegin bei Fundy | co-worker
note | früherer Chef, Lager Hamburg | past-employer
note | wohnt schräg gegenüber | neighbour
note | gießt unsere Blumen, wenn wir weg sind | neighbour
note | sitzt im Stadtrat | community-leader
note | hat meine Masterarbeit betreut | professor
note | Mama von Ellas Freundin Greta | parent-of-childs-friend
note | druckt unsere Flyer | supplier
note | Stammkundin seit 2015 | client
label | Kita-Eltern | parent-of-childs-friend
label | Arbeitskolleginnen | co-worker
related | Sohn | family
"""

DUTCH = """
name | Mam en pap | family
name | Broertje Daan | family
name | Bomma | relative
name | Schoonzus Ilse | relative
name | Ome Kees | relative
name | Stiefvader Henk | family
name | Overbuurvrouw Tineke | neighbour
name | Zwemjuf Anouk | coach
name | Mama van Lars (crèche) | parent-of-childs-friend
name | Ellas juf | teacher
note | vriend van mijn vader, uit dienst | friend-of-parents
note | tante van moederskant, zit in Spanje | relative
note | oude leidinggevende bij de post | past-employer
note | oud-collega's borrel, zat in mijn team | co-worker
note | heeft ons appartement verkocht | realtor
note | doet onze aangifte | accountant
note | knipt de kinderen ook | hair-stylist
note | regelt onze verzekeringen | insurance-agent
note | beheert ons spaargeld | financial-advisor
note | heeft onze dochter gedoopt | church-member
note | heeft mijn heup geopereerd | doctor
note | heeft mijn kies getrokken | dentist
note | stond ons bij in de huurzaak | lawyer
note | hypotheek geregeld via hem | banker
note | lid van de hardloopgroep | club-member
note | van de bijbelstudie | church-member
note | zit bij mij op bootcamp | health-club-member
note | eindexamen 1999 | former-classmate
note | woont schuin tegenover | neighbour
note | zit in de gemeenteraad | community-leader
note | begeleidde mijn scriptie | professor
note | loodgieter badkamer 2021 | supplier
note | vaste klant, betaalt op tijd | client
label | Ouders van school | parent-of-childs-friend
label | Oud-collega's | co-worker
related | dochter | family
"""

SWEDISH = """
name | Morsan | family
name | Lillebrorsan | family
name | Bonusmamma Ylva | family
name | Gammelfarfar | relative
name | Svägerskan Eva | relative
name | Grannen Olle | neighbour
name | Prästen Birgitta | church-member
name | Fotbollstränaren Jocke | coach
name | Ellas fröken | teacher
note | mammas gamla väninna | friend-of-parents
note | mina föräldrars vän | friend-of-parents
note | mamma till Ellas kompis Wilma | parent-of-childs-friend
note | min förra chef på lagret | past-employer
note | f.d. kollega från Umeå | co-worker
note | sålde huset åt oss | realtor
note | sköter min bokföring | accountant
note | klipper hela familjen | hair-stylist
note | skrev vårt testamente | lawyer
note | opererade mitt knä | doctor
note | döpte vår dotter | church-member
note | från bokcirkeln | club-member
note | träffades på innebandyn | club-member
note | går på samma spinning | health-club-member
note | studenten 1996 | former-classmate
note | klass 9B, högstadiet | former-classmate
note | bor vägg i vägg | neighbour
note | vattnar våra blommor | neighbour
note | ordförande i byalaget | community-leader
note | handledde min uppsats | professor
note | rörmokaren som lagade kranen | supplier
note | fast kund sen 2014 | client
label | Dagisföräldrar | parent-of-childs-friend
label | Gamla jobbet | co-worker
related | syster | family
"""

DANISH = """
name | Mormor og morfar | relative
name | Lillesøster | family
name | Papmor Jette | family
name | Svigerinden Lone | relative
name | Overboen Finn | neighbour
name | Håndboldtræneren Kenneth | coach
name | Ellas klasselærer | teacher
note | mors gamle veninde | friend-of-parents
note | mor til Ellas veninde Liva | parent-of-childs-friend
note | min gamle chef i Brugsen | past-employer
note | tidl. kollega, Odense | co-worker
note | solgte lejligheden for os | realtor
note | laver vores regnskab | accountant
note | klipper os begge to | hair-stylist
note | skrev vores testamente | lawyer
note | opererede min skulder | doctor
note | døbte vores søn | church-member
note | fra læsekredsen | club-member
note | fra fitnesscenteret | health-club-member
note | årgang 95 på gymnasiet | former-classmate
note | gik i klasse sammen | former-classmate
note | bor i vores opgang | neighbour
note | passer vores hus, har ekstranøgle | neighbour
note | sidder i byrådet | community-leader
note | min specialevejleder | professor
note | tømreren der byggede terrassen | supplier
note | kunde hos os siden 2012 | client
label | Børnehaveforældre | parent-of-childs-friend
label | Tidligere kolleger | co-worker
related | søster | family
"""

NORWEGIAN = """
name | Mamma hytta | family
name | Bestefar | relative
name | Onkel Trygve | relative
note | sjefen min på den første jobben | past-employer
note | naboen vår på hytta | neighbour
note | fastlegen min | doctor
note | tannlegen til hele familien | dentist
note | solgte huset for oss | realtor
note | faren til Ellas venninne Thea | parent-of-childs-friend
note | venninna til mamma | friend-of-parents
note | kusina mi i Bodø | relative
note | fra bedehuset | church-member
label | Borettslaget | neighbour
label | Tidligere kolleger | co-worker
"""

FINNISH = """
name | Äiti koti | family
name | Anoppi | relative
name | Ellan opettaja | teacher
note | isän vanha kaveri | friend-of-parents
note | entinen pomo Tampereelta | past-employer
note | samasta kuorosta | club-member
note | asuu seinän takana | neighbour
note | tekee mun verot | accountant
note | mun hammaslääkäri | dentist
label | Naapurit | neighbour
label | Luokan vanhemmat | parent-of-childs-friend
"""

SILENT = """
name | Peter Jägermeister
name | Katrin Neumann
name | Familie Duck Comic
name | Gebrüder Weiss Spedition
name | Omas Backstube
name | Tante Frieda Hofladen
name | Kirchstraße 8 Makler Schild
name | Jan de Buurman
name | Kerkplein parkeren
name | Moeders keuken
name | Oom Agent
name | Anna Bonde
name | Bröderna Lund Måleri
name | Kyrkvägen 3 portkod
name | Lars Smed
name | Mormors Bageri
name | Peter Præst
name | Brødrene Madsen VVS
name | Kirkestræde 4
name | Koulutie 5
name | Veljekset Virtanen Oy
note | nicht mein Nachbar, nur ähnlicher Name
note | sucht dringend einen Steuerberater
note | wäre gern Lehrerin geworden
note | ihr Bruder ist Zahnarzt in Mainz
note | Friseurin von Annegret
note | Chef von Katja
note | kennt meinen Onkel
note | Tochter spielt Handball im Verein
note | Notartermin verschoben, ruft zurück
note | Hund zum Tierarzt gebracht
note | beim Fahrlehrer von Tim gesehen
note | erinnert mich an meinen Cousin
note | geen collega, zat op dezelfde beurs
note | zoekt een loodgieter
note | wil graag trainer worden
note | zijn zus is notaris in Gent
note | kapper van Wilma
note | zoon zit op hockey
note | lijkt op mijn oom
note | inte min kusin
note | vill bli läkare
note | letar efter en barnvakt
note | hans bror är präst
note | Pers frisör
note | dottern spelar fotboll
note | ser ut som min farbror
note | ikke min nabo længere, flyttet til Skive
note | søger en ny frisør
note | vil gerne være lærer
note | hendes mand er revisor
note | Lenes tandlæge
note | datteren går til håndbold
note | ligner min onkel
note | ikke kollegaen min
note | mannen hennes er rørlegger
note | etsii kampaajaa
note | hänen siskonsa on lääkäri
label | Urlaub
label | Vakantie 2018
label | Julkort
label | Bryllup
label | Häät
related | Chefsekretärin
"""


# Families of phrases that only small words tell apart, each in all the languages.
FAMILIES = """
note | waiter with me at the Fox until 2006 | co-worker
note | night shifts together, St Luke's till 2014 | co-worker
note | sheared sheep alongside me, two seasons | co-worker
note | did geography with me at Exeter | former-classmate
note | shared a dorm room, semester abroad | former-classmate
note | Nachtdienst mit mir, Klinikum Celle bis 2012 | co-worker
note | hat mit mir Spargel gestochen, Saison 99 | co-worker
note | Masterarbeit zusammen geschrieben, TU Ilmenau | former-classmate
note | nachtdiensten samen gedraaid, Catharina tot 2013 | co-worker
note | aardbeien geplukt met mij bij boer Jan | co-worker
note | scriptie samen geschreven, Tilburg | former-classmate
note | nattpass ihop på Karolinska till 2011 | co-worker
note | plockade äpplen med mig på Kivik | co-worker
note | skrev uppsatsen ihop, Umeå | former-classmate
note | nattevagter sammen på Herlev til 2013 | co-worker
note | plukkede æbler med mig på Fejø | co-worker
note | skrev specialet sammen, Roskilde | former-classmate
note | nattevakter sammen på Ullevål til 2013 | co-worker
note | skrev masteroppgaven sammen, Tromsø | former-classmate
note | kirjoitettiin gradu yhdessä, Oulu | former-classmate
note | my foreman at the quarry, 2002-04 | past-employer
note | line manager at Argos 2011-15 | past-employer
note | mein Vorarbeiter auf der Werft 1998 | past-employer
note | Teamleiterin bei Otto 2010-14 | past-employer
note | mijn voorman in de steenfabriek, 3 jaar | past-employer
note | teamleider bij Ziggo 2011-14 | past-employer
note | min arbetsledare på Scania till 2009 | past-employer
note | gruppchef på Posten 2008-12 | past-employer
note | min værkfører på Lindø til 2008 | past-employer
note | teamleder hos Telia 2010-13 | past-employer
note | skipperen min på Sjøgutt, 3 år | past-employer
note | esimieheni Postissa 2010-14 | past-employer
note | Lions raffle, runs the bar | service-club-member
note | Lions Adventsmarkt, brät Würste | service-club-member
note | Rotary boekenbeurs, telt de kas | service-club-member
note | Lions höstloppis, bär lådor | service-club-member
note | Lions sommermarked, passer boden | service-club-member
note | keramikkursen, drejar bredvid mig | club-member
note | keramikholdet, har lånt mig glasur | club-member
note | Töpferkurs, hat mich mitgenommen | club-member
name | Mrs Adeyemi flat 9 | neighbour
name | Schubert 3. OG | neighbour
name | De Wit 3 hoog | neighbour
name | Nyström lgh 1203 | neighbour
name | Bertelsen 2. sal | neighbour
name | Hagen 3. etg | neighbour
note | orders jam from us every month | client
note | kauft bei uns Lammfleisch | client
note | bestelt kaas bij ons | client
note | köper lammkött av oss | client
note | køber lammekød af os | client
note | delivers our milk on Fridays | supplier
note | liefert uns die Milch | supplier
note | levert ons de melk | supplier
note | levererar mjölk till oss | supplier
note | leverer mælk til os | supplier
name | Barclays adviser Mr Okafor | banker
name | Generali Hr. Vogel (Hausrat) | insurance-agent
name | Rabobank adviseur mevr. Smit | banker
name | Swedbank Maria vår rådgivare | banker
name | Nordea Maria vores rådgiver | banker
name | Our Darren | family
note | takes Ella to gymnastics every other week | parent-of-childs-friend
note | bringt Ella jeden zweiten Mittwoch zum Turnen | parent-of-childs-friend
note | brengt Ella om de week naar turnen | parent-of-childs-friend
note | skjutsar Ella till gympan | parent-of-childs-friend
note | kører Ella til gymnastik | parent-of-childs-friend
"""

FAMILIES_OF_NOTHING = """
note | Sam's boss, only when she's ill
note | Sams Chefin, nur wenn krank
note | chef van Sam
note | Sams chef, bara om hon är sjuk
note | Sams sjef
note | min brors chef
note | Chef meines Bruders
name | DHL courier
name | UPS Zusteller
name | PostNL koerier
name | PostNord bud
name | Wolt bud Emil
name | Taxi Bengt
name | Zahnarzt Notdienst
name | Babysitter Jule?
note | dentist, no new patients till May
note | Zahnärztin, nimmt niemanden mehr auf
note | tandarts, patiëntenstop
note | tandläkare, tar inga nya patienter
note | tandlæge, tager ingen nye patienter
note | tannlege, tar ikke nye pasienter
note | was a barber, sells boats now
note | war mal Friseur, jetzt Winzer
note | was kapper, nu imker
note | var frisör, nu biodlare
note | might come along to our choir in spring
note | überlegt noch, ob er in unseren Chor kommt
note | overweegt om bij ons koor te komen
note | funderar på att gå med i vår kör
note | overvejer at gå med i vores kor
note | sings at my uncle's church
note | singt in der Kirche meines Onkels
note | zingt in de kerk van mijn oom
note | sjunger i min farbrors kyrka
note | synger i min onkels kirke
note | works in the cafe behind the church
note | arbeitet im Laden neben der Kirche
note | werkt in de winkel naast de kerk
note | jobbar i affären bredvid kyrkan
note | arbejder i butikken ved siden af kirken
note | sat next to me at Lena's wedding
note | saß neben mir auf Lenas Hochzeit
note | her husband teaches at Ella's school
note | ihr Mann unterrichtet an Ellas Schule
note | hennes man jobbar på Ellas skola
name | Omas Backbuch Bestellung
name | Fars værksted Toyota
name | Kerkstraat 9 bus 3
"""


def lines(*tables: str) -> list[tuple[str, ...]]:
    return [tuple(part.strip() for part in line.split("|")) for table in tables for line in table.strip().splitlines()]


@pytest.mark.parametrize(
    ("field", "text", "category"), lines(GERMAN, DUTCH, SWEDISH, DANISH, NORWEGIAN, FINNISH, FAMILIES), ids=str
)
def test_who_somebody_is_to_ego(field, text, category):
    assert named(field, text) == category


@pytest.mark.parametrize(("field", "text"), lines(SILENT, FAMILIES_OF_NOTHING), ids=str)
def test_what_only_seems_to_say_so(field, text):
    assert named(field, text) == ""
