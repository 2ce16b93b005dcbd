"""Job titles in French, Spanish, Italian, Portuguese, Polish, Czech and Romanian: our own examples, and traps."""

import pytest

from tieweave.evidence.professions import professions

TRADES = {
    "fr": {
        "lawyer": "avocate au barreau de Lyon; juriste d'entreprise; procureure; Maître",
        "doctor": "chirurgienne orthopédiste; médecin de famille; pédiatre hospitalière",
        "dentist": "chirurgienne-dentiste; orthodontiste",
        "accountant": "cheffe comptable; commissaire aux comptes; contrôleuse de gestion",
        "realtor": "négociatrice en immobilier; syndic de copropriété",
        "banker": "guichetière; directrice d'agence bancaire; courtière en crédits",
        "financial-advisor": "conseillère en gestion de patrimoine; banquier privé",
        "insurance-agent": "courtière en assurances; agent général d'assurances; souscriptrice",
        "hair-stylist": "coiffeuse à domicile; prothésiste ongulaire; apprentie coiffeuse",
        "teacher": "professeure des écoles; prof de maths; monitrice d'auto-école; ingénieure pédagogique",
        "professor": "maîtresse de conférences en droit; enseignante-chercheuse; professeur des universités",
        "coach": "entraîneuse de handball; moniteur de ski; arbitre de rugby",
        "church-member": "curé; pasteure; aumônier militaire",
        "health-club-member": "coach sportif; guide de haute montagne; animatrice de centre de loisirs",
        "": "infirmière; assistante dentaire; maître d'hôtel; maître-chien; conseiller de vente; agent de voyages; "
        "animateur radio; responsable d'atelier; directrice de maison de retraite; responsable collecte de fonds; "
        "directeur du patrimoine culturel; éducateur canin; développeur de jeux vidéo; prothésiste dentaire",
    },
    "es": {
        "lawyer": "abogada laboralista; procuradora de los tribunales; asesora jurídica",
        "doctor": "médica de familia; cirujana pediátrica; médico residente",
        "dentist": "odontóloga; cirujano maxilofacial",
        "accountant": "contadora pública; asesora fiscal; administradora concursal",
        "realtor": "corredora de propiedades; administrador de fincas",
        "banker": "cajera de banco; directora de sucursal bancaria; gestor de cobros",
        "financial-advisor": "asesora financiera; gestora de patrimonios",
        "insurance-agent": "corredora de seguros; perito de seguros",
        "hair-stylist": "peluquera; ayudante de peluquería; manicurista",
        "teacher": "maestra de primaria; profe de mates; profesor de guitarra; orientadora escolar",
        "professor": "catedrática de física; profesora titular de universidad; decano de la facultad",
        "coach": "entrenadora de baloncesto; monitor de natación; árbitra",
        "church-member": "párroco; monja; pastora evangélica",
        "health-club-member": "entrenadora personal; monitor de tiempo libre; guía de montaña",
        "": "enfermera; higienista dental; maestro de obras; maestro cervecero; administrador de empresas; "
        "jefe de taller; agente de viajes; adiestrador de perros; cajera de supermercado; peluquera canina; "
        "animador 3D; técnico en riesgos laborales; corredor de fondo; diseñador de moda; veterinaria",
    },
    "it": {
        "lawyer": "avvocata; pubblico ministero; giurista d'impresa",
        "doctor": "medico di base; primario di cardiologia; ginecologa",
        "dentist": "odontoiatra; ortodontista",
        "accountant": "commercialista; ragioniera; addetta alla contabilità",
        "realtor": "agente immobiliare; amministratrice di condominio",
        "banker": "impiegata di banca; direttrice di filiale; addetto al recupero crediti",
        "financial-advisor": "consulente finanziaria; gestore patrimoniale",
        "insurance-agent": "assicuratrice; subagente assicurativo",
        "hair-stylist": "parrucchiera; estetista; apprendista parrucchiera; tecnico del capello",
        "teacher": "maestra elementare; docente di lettere al liceo; istruttore di scuola guida",
        "professor": "professoressa ordinaria di diritto; ricercatrice universitaria",
        "coach": "allenatore di calcio; maestra di sci; istruttrice di nuoto",
        "church-member": "parroco; suora; cappellano militare",
        "health-club-member": "istruttrice di pilates; guida alpina; animatrice di villaggio turistico",
        "": "infermiera; assistente alla poltrona; direttore tecnico; rappresentante legale; consulente aziendale; "
        "responsabile di laboratorio; maestro di cerimonie; addestratore cinofilo; animatore 3D; agente di viaggio; "
        "odontotecnico; perito agrario; informatore scientifico; medico veterinario; amministratore delegato",
    },
    "pt": {
        "lawyer": "advogada; procuradora da república",
        "doctor": "médica de família; cirurgiã geral",
        "dentist": "médica dentista; cirurgião-dentista",
        "accountant": "contabilista certificada; técnica oficial de contas; consultora fiscal",
        "realtor": "corretora de imóveis; mediadora imobiliária",
        "banker": "bancária; caixa de banco; gestora de conta",
        "financial-advisor": "assessor de investimentos; consultora financeira",
        "insurance-agent": "corretora de seguros; mediador de seguros",
        "hair-stylist": "cabeleireira; maquiadora; ajudante de cabeleireiro",
        "teacher": "educadora de infância; professor do ensino médio; instrutor de condução",
        "professor": "professora catedrática; docente do ensino superior; professora de direito",
        "coach": "treinador de futebol; professora de natação; mestre de capoeira",
        "church-member": "padre; freira; capelão",
        "health-club-member": "treinadora pessoal; guia de montanha; monitora de campo de férias",
        "": "enfermeira; assistente social; chefe de oficina; administradora de empresas; mestre de obras; "
        "fiscal de trânsito; empregado de balcão; operador de caixa; adestrador de cães; promotor de vendas; "
        "protésico dentário; técnica de radiologia; guia turística; técnico de som",
    },
    "pl": {
        "lawyer": "adwokatka; radca prawny; prokurator rejonowy",
        "doctor": "lekarka rodzinna; chirurg dziecięcy; ginekolożka",
        "dentist": "dentystka; lek. dent.",
        "accountant": "główna księgowa; biegły rewident; doradczyni podatkowa",
        "realtor": "pośrednik w obrocie nieruchomościami; agentka nieruchomości",
        "banker": "kasjerka bankowa; doradca kredytowy; windykator",
        "financial-advisor": "doradczyni finansowa; prywatny bankier",
        "insurance-agent": "agentka ubezpieczeniowa; likwidator szkód",
        "hair-stylist": "fryzjerka; stylistka paznokci; pomoc fryzjerska",
        "teacher": "nauczyciel biologii; wychowawczyni klasy; instruktorka nauki jazdy; lektorka angielskiego",
        "professor": "adiunkt; wykładowczyni akademicka; dr hab.",
        "coach": "trenerka siatkówki; sędzia piłkarski; instruktorka narciarstwa",
        "church-member": "ksiądz proboszcz; zakonnica; kapelan",
        "health-club-member": "trenerka personalna; przewodnik tatrzański; instruktorka jazdy konnej",
        "": "pielęgniarka; asystentka stomatologiczna; lekarz weterynarii; sędzia; przedstawiciel handlowy; "
        "kierownik warsztatu; dyrektor przedsiębiorstwa; trener psów; kasjerka w sklepie; operator koparki; "
        "organizator imprez; pilot wycieczek; technik dentystyczny; aktor; agent celny",
    },
    "cs": {
        "lawyer": "advokátka; státní zástupce",
        "doctor": "praktická lékařka; MUDr.; primář chirurgie",
        "dentist": "zubní lékařka; zubař",
        "accountant": "hlavní účetní; daňová poradkyně",
        "realtor": "realitní makléřka",
        "banker": "bankovní úřednice; hypoteční poradce",
        "financial-advisor": "finanční poradce",
        "insurance-agent": "pojišťovací agent",
        "hair-stylist": "kadeřnice; holič",
        "teacher": "učitelka matematiky; středoškolský učitel; instruktor autoškoly",
        "professor": "docentka; děkan fakulty",
        "coach": "fotbalový trenér; trenérka plavání",
        "church-member": "farář; jeptiška",
        "health-club-member": "osobní trenérka; horský vůdce",
        "": "zdravotní sestra; zubní technik; zvěrolékařka; trenér psů; soudce; obchodní zástupce; právní asistent",
    },
    "ro": {
        "lawyer": "avocată; consilier juridic",
        "doctor": "medic de familie; medic primar cardiologie",
        "dentist": "medic stomatolog; dentistă",
        "accountant": "contabilă; expert contabil",
        "realtor": "agentă imobiliară; administrator de bloc",
        "banker": "funcționar bancar; ofițer de credite",
        "financial-advisor": "consultant financiar",
        "insurance-agent": "agent de asigurări",
        "hair-stylist": "coafeză; frizer",
        "teacher": "profesoară de matematică; învățătoare; educatoare",
        "professor": "conferențiar; lector universitar",
        "coach": "antrenor de fotbal; antrenoare de înot",
        "church-member": "preot paroh; călugăriță",
        "health-club-member": "antrenoare personală; ghid montan",
        "": "asistentă medicală; medic veterinar; agent de turism; ghid turistic; tehnician dentar; dresor de câini",
    },
}


@pytest.mark.parametrize(
    ("category", "title"),
    [
        pytest.param(category, title, id=f"{language}: {title}")
        for language, trades in TRADES.items()
        for category, titles in trades.items()
        for title in titles.split("; ")
    ],
)
def test_a_title_says_its_profession_or_nothing(category, title):
    found = professions(title)
    assert (found[0].category if found and found[0].weight > 3 else "") == category
