"""Words by which names are told from other words: short lists for a few languages.

They need not be whole: a word that is also written small in the texts is no name whatever the
lists say, and what they lack costs a line too many in the suggestions, never an error.
"""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# What stands before a person's name; compared without case.
TITLES = _words("""
    mr mrs ms miss dr prof professor sir lady lord dame president vice-president premier chancellor
    minister secretary undersecretary ambassador envoy governor senator congressman congresswoman
    speaker chairman chairwoman chairperson chair commissioner director general colonel major
    captain lieutenant sergeant admiral marshal commander king queen prince princess emperor
    empress sheikh ayatollah pope cardinal archbishop bishop patriarch judge justice spokesman
    spokeswoman spokesperson colleague delegate representative mayor attaché consul rapporteur
    г-н г-жа господин госпожа президент премьер министр секретарь посол губернатор генерал
    адмирал маршал председатель король канцлер директор представитель полковник товарищ
    m mme monsieur madame docteur président présidente ministre secrétaire ambassadeur général
    amiral roi reine chancelier premier première
    herr frau präsident präsidentin minister ministerin botschafter bundeskanzler bundeskanzlerin
    señor señora presidente ministro ministra embajador""")
ABBREVIATED_TITLES = _words("mr mrs ms dr prof gen col lt sgt capt adm sen rep gov st hon rev jr")
# What makes an office of a title: “First Deputy Foreign Minister”.
RANKS = _words("""
    first second third fourth fifth sixth seventh eighth ninth tenth deputy vice acting former
    chief prime foreign defence defense
    interior finance assistant permanent special executive senior under high ex state""")
INSTITUTIONS = _words("""
    ministry council committee union organisation organization bank university party agency force
    forces fleet institute service court parliament duma congress commission association assembly
    alliance academy corporation centre center secretariat department office fund group federation
    confederation league staff army navy guard authority bureau foundation institution government
    inspectorate directorate cabinet chamber senate school college company board society mission
    orchestra museum library observatory register registry administration tribunal
    министерство совет комитет союз организация банк университет партия агентство суд дума
    комиссия ассамблея академия служба фонд ministère conseil comité union organisation parti""")
DOCUMENTS = _words("""
    treaty agreement agreements convention charter declaration protocol resolution pact accord
    accords act memorandum plan constitution code statute communiqué programme program initiative
    compact note letter report paper papers договор соглашение конвенция устав декларация протокол
    traité accord convention""")
EVENTS = _words("""
    summit conference forum games war festival round olympics revolution crisis talks meeting
    session hearing day anniversary uprising championship саммит форум
    конференция война sommet guerre""")
PLACES = _words("""
    sea ocean island islands prefecture region republic province strait straits gulf river
    mountains mountain city peninsula bay lake desert valley coast district oblast territory
    territories kingdom emirates states cape pass port harbour asia africa europe america east
    west north south море остров острова республика область mer îles""")
NOUNS = INSTITUTIONS | DOCUMENTS | EVENTS
CALENDAR = _words("""
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december jan feb mar apr jun jul aug sept sep oct nov
    dec christmas easter ramadan
    montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli
    oktober dezember""")
# Words that begin sentences without being names; those that stand in the texts in small letters
# need not be listed.
FUNCTION = _words("""
    i a an the this that these those it its he she we you they his her our your their my me us him
    them who whom what which when where why how whose there here and or but nor so yet if as at by
    for from in into of on onto over to under up with without within about above after again
    against all also although always am among any are be because been before being below between
    both can cannot could did do does doing down during each either else even ever every few
    finally first firstly further had has have having hence however indeed instead is just last
    later least less let like likewise many may maybe meanwhile might more moreover most much must
    naturally neither never nevertheless next no nobody none not nothing now obviously off often
    once one ones only other others otherwise out perhaps please quite rather regarding same second
    secondly several shall should similarly since some somebody someone something sometimes soon
    still such than thank thanks then therefore third thirdly though through throughout thus till
    today together tomorrow tonight too towards two three four until unless unlike very was were
    well whatever whenever whether while will would yes yesterday yet good of course question
    answer certainly clearly currently earlier equally especially everybody everyone everything
    following frankly fortunately generally given incidentally including nor ok okay overall
    particularly personally previously probably recently respectively right specifically sure
    surely unfortunately usually via new
    il elle nous vous ils elles le la les un une des du de et ou mais donc or ni car ce cette ces
    dans pour par sur avec sans sous je tu on qui que quoi dont où si quand comme est sont
    der die das ein eine und oder aber wir sie er es ich ihr nicht wenn dass mit von zu auf im in
    я ты он она оно мы вы они и а но или что кто как где когда если это этот эта эти в на с по за
    из от до для при о об у к не ни да нет так там тут здесь уже ещё еще все всё наш наша наши
    их его её ее мой моя мои сегодня вчера завтра потом
    затем также однако поэтому вопрос ответ""")
# Small words within a name. Those that open a part of it let “and” follow: Office on Drugs and …
OPENING = _words("of for on de du des der des von van zum zur del della do da по для")
JOINING = OPENING | _words("the la le les los las den dem und di bin ibn al el ben")
AND = _words("and et und y e и &")
PREFIXED = _words("al el as ad an ar at ash az")  # al-Assad
LOCATING = _words("in at from near to visit visited toward towards around across outside в из à")
# What a person does in reports of speech.
SAYING = _words("said says told noted stressed added asked replied answered stated explained")
NATIONALITIES = _words("""
    afghan albanian algerian american andorran angolan arab arabian argentine argentinian armenian
    asian australian austrian azerbaijani bahraini bangladeshi belarusian belgian bolivian bosnian
    brazilian british bulgarian burmese cambodian cameroonian canadian chechen chilean chinese
    christian colombian congolese croatian cuban cypriot czech danish dutch ecuadorian egyptian
    english estonian ethiopian european eurasian fijian filipino finnish french georgian german
    ghanaian greek guatemalan haitian hungarian icelandic indian indonesian iranian iraqi irish
    islamic israeli italian jamaican japanese jewish jordanian kazakh kenyan korean kosovar kurdish
    kuwaiti kyrgyz laotian latvian lebanese liberian libyan lithuanian macedonian malaysian maltese
    mexican moldovan mongolian montenegrin moroccan mozambican muslim namibian nepalese nicaraguan
    nigerian norwegian omani orthodox ottoman pakistani palestinian panamanian paraguayan persian
    peruvian polish portuguese qatari romanian russian rwandan saudi scottish senegalese serbian
    singaporean slovak slovakian slovene slovenian somali soviet spanish sudanese swedish swiss
    syrian taiwanese tajik tanzanian thai tibetan tunisian turkish turkmen ugandan ukrainian
    uruguayan uzbek venezuelan vietnamese welsh yemeni yugoslav zambian zimbabwean western eastern
    northern southern central african latin""")
DEMONYM_ENDINGS = ("ian", "ean", "ese", "ish", "ani", "an", "ic", "i")
# What follows a name in Japanese.
JAPANESE_TITLES = (
    "大統領|首相|外相|国防相|外務大臣|大臣|長官|議長|書記|大使|知事|"
    "議員|代表|氏|さん|様|総理|将軍|事務総長"
)
