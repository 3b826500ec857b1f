"""The words of titles, roles and names: general English vocabulary, no person and no party.

A capitalised word that stands in none of these sets is taken for a part of a name.
"""

from typing import Final

__all__ = [
    "ARTICLES",
    "CAPITALISED",
    "ENVOYS",
    "HEADLINE_VERBS",
    "HEADS",
    "HONORIFICS",
    "INSTITUTIONS",
    "LETTERS",
    "MODIFIERS",
    "NO_NAMES",
    "PARTICLES",
    "PERSONAL",
    "RANKS",
    "SEATS",
    "STYLES",
    "SUFFIXES",
    "singular",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ARTICLES: Final = _words("the a an his her its their our another my your this that")
"""What stands before a title."""

HEADS: Final = _words(
    """president vice-president premier minister vice-minister secretary secretary-general
    director-general undersecretary under-secretary under-secretary-general chancellor
    vice-chancellor taoiseach tanaiste tánaiste chairman chairwoman chairperson chair vice-chairman
    vice-chairwoman vice-chairperson vice-chair co-chair co-chairman co-facilitator speaker
    ambassador envoy representative commissioner governor mayor king queen prince princess emir amir
    sultan pope patriarch ayatollah leader head chief director coordinator co-ordinator commander
    commander-in-chief adviser advisor spokesperson spokesman spokeswoman counsellor counselor
    consul consul-general attache attaché member delegate senator congressman congresswoman mep
    parliamentarian administrator rapporteur counterpart candidate politician official negotiator
    chargé charge ombudsman president-elect rector lady spouse fm pm dpm nsa ceo premier-designate
    minister-designate duke duchess archbishop cardinal marshal admiral assistant aide
    executive manager deputy legislator
    lawmaker undersecretary-general auditor comptroller governor-general lieutenant-governor
    prosecutor facilitator co-president interpreter observer dean editor professor crown-prince
    vice-premier diplomat guest colleague eam mantri minister-president nuncio
    minister-counsellor minister-counselor councilor councillor sherpa dignitary visitor peer
    commissioner-general""",
)
"""The noun that makes a phrase a person's title. Plurals are recognised by `singular`."""

PERSONAL: Final = _words(
    """president vice-president premier minister secretary secretary-general director-general
    chancellor king queen prince princess emir amir sultan pope chairman taoiseach governor
    ambassador leader senator mayor speaker chairwoman chairperson fm pm deputy""",
)
"""Heads that stand directly before a name inside a longer role: `special envoy of President N`."""

ENVOYS: Final = _words(
    "envoy representative aide adviser advisor spokesperson spokesman spokeswoman spouse lady"
)
"""Heads whose `of` may be followed by another person: his name is not theirs."""

MODIFIERS: Final = _words(
    """vice deputy prime first second third acting interim caretaker former ex-president ex new newly
    newly-elected newly-appointed elected re-elected appointed incoming outgoing current incumbent
    then late visiting special personal permanent executive principal senior chief general assistant
    associate under presidential crown grand supreme honorary high top paramount leading designate
    plenipotentiary extraordinary lead veteran ranking majority minority alternate resident
    non-resident ministerial parliamentary prospective ruling fulltime full-time longtime long-time
    lieutenant commanding ceremonial co-operative historic hereditary regular honorable honourable
    fellow field foreign defence defense finance interior home trade justice external main deputy-general
    opposition a.i. raksha apostolic opposite""",
)

INSTITUTIONS: Final = _words(
    """affairs cooperation co-operation committee subcommittee congress party parties parliament
    assembly senate house representatives council commission department office board bureau
    politburo secretariat agency authority bank union league front movement alliance coalition
    organisation organization organisations organizations association forum conference community
    commonwealth court cabinet government governments state states republic federation kingdom
    region autonomous province provincial district city county municipality municipal army navy air
    force forces armed guard guards corps staff chiefs joint security intelligence police people
    peoples national nations central standing political consultative general international
    interparliamentary inter-parliamentary foreign external relations exterior internal interior
    home trade industry industrial commerce commercial economy economic economics finance financial
    treasury budget planning plan development developing agriculture agricultural rural food
    fisheries forestry livestock water environment environmental climate change energy petroleum oil
    gas mines mining mineral minerals resources natural transport transportation infrastructure
    construction housing urban communications communication telecommunications information digital
    technology technologies innovation science sciences scientific research education higher culture
    cultural tourism sports sport youth women gender family children social welfare labour labor
    employment human rights health public service services administration administrative justice law
    legal defence defense war veterans emergency emergencies situations disaster management
    religious islamic muslim communist socialist democratic workers liberal conservative progressive
    republican green revolution revolutionary liberation working group task academy university
    institute institutes school theory policy strategic strategy strategies hemisphere european
    asian african arab western eastern northern southern north south middle east west near pacific
    atlantic indo-pacific global world peace reconciliation integration immigration border borders
    customs refugees migration diaspora expatriates overseas abroad nationals nuclear atomic space
    aviation civil maritime ports railways roads power electricity investment investments export
    exports enterprise enterprises business small medium chamber negotiations intergovernmental
    reform reforms mission missions embassy consulate holy see palace white foundation society
    unions farmers peasants students journalists lower upper federal regional duma knesset bundestag
    bundesrat majlis shura rada verkhovna sejm riksdag storting folketing kremlin ministry
    ministries ministers presidency premiership monetary fund arms control disarmament
    counter-terrorism counterterrorism terrorism cyber cyberspace data artificial media press
    broadcasting propaganda publicity organisational organizational discipline inspection
    supervision audit statistics standards quality market markets competition consumer protection
    property intellectual land lands territories territorial islands island coast coastal sea ocean
    oceans blue marine equality inclusion solidarity poverty humanitarian relief response aid
    assistance crisis operations multilateral bilateral hemispheric worship homeland country
    countries zone africa asia europe eurasia eurasian america americas caribbean latin
    mediterranean sahel balkans gulf levant transition transitional period branch section division
    unit directorate college club network centre center permanent militia exchequer lord lords
    commons duchy privy seal constitutional constitution electoral election elections tribunal
    appeals prosecution attorney solicitor prime presidential royal imperial supreme high special
    political-military verification compliance skills advisory expert experts panel independent
    mechanism monitoring steering executive sustainable sustainability summit dialogue partnership
    partnerships initiative programme program project projects road belt trades congresses plenary
    session communities identity heritage antiquities archaeology awqaf endowments haj hajj umrah
    zakat religion religions faith church churches catholic orthodox apostolic ecumenical synod
    curia vatican diocese broad left right centre-left alternative unity united action renewal rally
    fatherland nation net zero emissions growth competitiveness productivity supply chains logistics
    critical tech semiconductor semiconductors telecom posts postal meteorology meteorological
    geology physical fitness arts art creative creativity film museums library libraries languages
    language training vocational apprenticeships schools universities pensions insurance population
    ageing aging disability disabilities minorities minority indigenous tribal ethnic local
    localities decentralisation decentralization governance good transparency integrity
    anti-corruption corruption narcotics drugs drug crime crimes enforcement prisons corrections
    fire rescue forest forests wildlife emigration highways shipping textiles steel coal chemicals
    fertilizers fertilisers pharmaceuticals electronics machinery metallurgy hydrocarbons irrigation
    sanitation husbandry handicrafts works peacebuilding peacekeeping non-proliferation
    nonproliferation reconstruction rehabilitation reintegration repatriation wellbeing archives
    electrification hydropower diplomacy military naval accounting airport airports aquaculture architecture
    armament armaments arctic asylum athletics banking battalion biodiversity brigade cadastre cadre
    census ceremonies chancellery chancery cinema cities citizenship command companies company
    consular coordination copyright corporate corporation counterintelligence cybersecurity
    demographic desertification digitalisation digitalization diplomatic disasters e-government
    ecological ecology elderly enlargement entrepreneurship epidemic ethics euro-atlantic evaluation
    federalism fiscal fishing football garrison gendarmerie geodesy governorate household
    hydrography hydrometeorology hygiene ideological ideology industries inter-american internet
    judicial judiciary legislative liaison literature manpower medical medicine metallurgical
    metrology mobilisation mobilization modernisation modernization monuments municipalities
    munitions museum narcotic nationalities neighbourhood nutrition olympic ordnance pandemic
    paralympic passports penitentiary pension petrochemical petrochemicals pharmaceutical pollution
    prefecture privatisation privatization procurement production promotion protocol provinces
    publishing radiation radio railway renewable renewables reunification revenue robotics sanitary
    securities self-government shipbuilding supplies tax taxation telecommunication television
    theoretical traffic transformation treaties troops unification urbanism veterinary waste youths
    friendship zones khural hural great sabha rajya lok d'affaires d’affaires""",
)
"""Words of offices, portfolios, parties and parliaments, as they stand in roles."""

CAPITALISED: Final = _words("works forest forests steel coal textiles shipping")
"""Words of portfolios that are everyday words in small letters: no part of a role then."""

RANKS: Final = _words(
    """general lieutenant colonel major brigadier captain admiral marshal lieutenant-general
    major-general brigadier-general vice-admiral senator""",
)
"""Ranks, and a senator's, before a name: the role of somebody of whom no other is stated, else no part."""

LETTERS: Final = _words("TD MP MEP MSP MLA MHA KC QC SC CBE OBE KBE MBE CMG KCMG PC")
"""Letters after a name, as written."""

HONORIFICS: Final = _words(
    """mr mr. mrs mrs. ms ms. miss dr dr. prof prof. sir dame lord lady baroness baron sheikh shaikh
    sheikha sayyid sayyed hon. hon honourable honorable rt rt. right h.e. amb. amb sen. sen rep. rep
    gov. gov rev. rev comrade gen. gen lt. lt col. col maj. maj brig. brig capt. capt adm. adm engr.
    eng. haji dato dato' datuk tan tun ven. count madam madame monsieur don doña shri smt. smt thiru
    u daw khun seri sri datin puan encik ustaz lyonpo dasho msgr monsignor yb yab
    utama samdech h.h. h.r.h. h.m. hh hrh hm""",
)
"""Words before a name that are no part of it."""

STYLES: Final = (
    ("his", "excellency"),
    ("her", "excellency"),
    ("your", "excellency"),
    ("his", "majesty"),
    ("her", "majesty"),
    ("his", "holiness"),
    ("his", "highness"),
    ("her", "highness"),
    ("his", "royal", "highness"),
    ("her", "royal", "highness"),
    ("his", "eminence"),
    ("his", "beatitude"),
    ("the", "honourable"),
    ("the", "honorable"),
    ("the", "hon."),
    ("the", "right", "honourable"),
    ("the", "right", "honorable"),
    ("the", "rt.", "hon."),
    ("the", "rt", "hon"),
    ("their", "excellencies"),
    ("their", "majesties"),
    ("custodian", "of", "the", "two", "holy", "mosques"),
)
"""Styles of address; like honorifics they are no part of the name or role."""

PARTICLES: Final = _words(
    """bin ben bint ibn abu al el ould mint ag van der den de da das dos do del della di du la le les
    von und zu af ter ten y e san santa st. st op 't mac o""",
)
"""Words inside a name that may be written small."""

SUFFIXES: Final = _words("jr jr. sr sr. ii iii iv v vi vii viii ix x xi xii xiv xvi xxiii phd ph.d.")

NO_NAMES: Final = _words(
    """the a an in on at by for from to of and or but with as after before during while when where
    since until although though if because however meanwhile earlier later today yesterday tomorrow
    following meeting speaking addressing welcoming noting recalling greeting responding regarding
    concerning according he she it they we you i his her its their our your my this that these those
    there here both all each every some many most other another not no so such then thus also just
    only once now what which who whom whose why how is was are were be been being has had have will
    would can could should may might must do does did monday tuesday wednesday thursday friday
    saturday sunday january february march april june july august september october november
    december jan feb mar apr jun jul aug sep sept oct nov dec readout statement remarks joint press
    release communique communiqué announcement photo video mr call talks visit trip sides side
    parties leaders ministers delegation delegations accompanied attended participants separately
    together upon under over between among against through across along into out up down about nor
    yet turning asked told said thank thanks dear yes one two three four five six seven eight nine
    ten first second third fourth fifth last next previous day week month year years spring winter
    summer autumn games festival anniversary ceremony opening closing ninth tenth summit agreement
    treaty declaration charter war nato continue reading article website news chinese lunar
    christmas easter ramadan eid nowruz diwali victory independence national english telegram
    twitter facebook source read more click new""",
)
"""Words that open sentences with a capital, or are capitalised in headings, and begin no name."""

HEADLINE_VERBS: Final = _words(
    """receives meets holds welcomes hosts visits congratulates greets attends thanks addresses participates
    arrives departs reaffirms reiterates discusses speaks delivers chairs joins announces condemns urges
    represents expresses concludes pledges vows undertakes begins sends conveys extends""",
)
"""Verbs that headlines write with a capital: a name ends before them."""

SEATS: Final = {
    "pope": "VA",
    "pontiff": "VA",
    "nuncio": "VA",
    "taoiseach": "IE",
    "tanaiste": "IE",
    "tánaiste": "IE",
}
"""Titles that exist in one country alone."""

_IRREGULAR: Final = {
    "counterparts": "counterpart",
    "secretaries": "secretary",
    "secretaries-general": "secretary-general",
    "directors-general": "director-general",
    "deputies": "deputy",
    "envoys": "envoy",
    "ladies": "lady",
    "majesties": "majesty",
    "highnesses": "highness",
    "excellencies": "excellency",
    "spokesmen": "spokesman",
    "chairmen": "chairman",
    "commanders-in-chief": "commander-in-chief",
    "chiefs": "chief",
    "heads": "head",
}


def singular(word: str) -> str | None:
    """The head noun of which a lower-case word is the plural (`presidents`), or None if it is none."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("s") and word[:-1] in HEADS:
        return word[:-1]
    return None
