"""A seeded generator of realistic corpora: whole projects of invented diplomacy, any size.

`make_corpus(1000)` gives the tree of a project with a thousand briefings, by path; the same seed
gives the same bytes. Countries, people, institutions and quarrels are invented. The prose is put
together from clauses that agree in number, so that names stand in it as they stand in speech: in
full at first, then short, with possessives, in questions, beside a publisher's insertion.

    python bench/corpus.py DIR --briefings 1000 --seed 2016
"""

import argparse
import json
import random
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

FIRST_DAY, LAST_DAY = date(1990, 1, 8), date(2026, 6, 30)


def make_corpus(briefings: int, seed: int = 2016) -> dict[str, bytes]:
    """Every file of a project with so many briefings, by its path from the project's root."""
    world = _make_world(briefings, seed)
    plans = _plan_briefings(world, briefings, seed)
    files = {"site.yaml": _yaml(_site())}
    files |= {f"content/topics/{topic.id}.md": _topic_file(topic) for topic in world.topics}
    for entry in world.entries.values():
        files[f"content/{entry.kind}/{entry.id}.md"] = _entry_file(entry)
    files |= _page_files(world, plans)
    for number, plan in enumerate(plans):
        head, notes = _Writer(world, plans, number, seed).files()
        files[f"content/briefings/{plan.id}.md"] = head
        files[f"content/briefings/{plan.id}.annotations.yaml"] = notes
    return {path: files[path].encode() for path in sorted(files)}


def write_corpus(folder: Path, files: dict[str, bytes]) -> None:
    """Put the files below a folder."""
    for parent in sorted({(folder / path).parent for path in files}):
        parent.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        (folder / path).write_bytes(content)


def main() -> None:
    """Write a corpus to a folder, as the command line asks."""
    parser = argparse.ArgumentParser(description="Write a corpus of invented briefings.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--briefings", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=2016)
    wanted = parser.parse_args()
    files = make_corpus(wanted.briefings, wanted.seed)
    write_corpus(wanted.folder, files)
    print(f"{len(files):,} files in {wanted.folder}")


# ---------------------------------------------------------------------------------- vocabulary
# In the sentences below {C} is a country, {D} the adjective of the partner's country, {P} a
# person, {I} an institution, {L} a place, {X} a document, {E} an event, {T} a term, {M} a matter
# of the topic in hand; {~have} is a verb that agrees with the subject of its clause.


def _lines(block: str) -> list[str]:
    return [" ".join(line.split()) for line in block.strip().splitlines()]


def _words(line: str) -> list[str]:
    return line.split()


def _phrases(line: str) -> list[str]:
    return line.split("|")


MONTHS = _words(
    "January February March April May June July August September October November December"
)
COUNTRIES = [
    tuple(line.split("|"))
    for line in _lines("""
    Talvora|Talvoran|Kelmar
    Ostrenia|Ostrenian|Varnholt
    Belmaria|Belmarian|Sorvente
    Keshtan|Keshtani|Darsuleh
    Isvalland|Isvallandic|Skarhavn
    Quillona|Quillonan|Puerto Alzaro
    Tsurenai|Tsurenese|Hamaoji
    Zambessa|Zambessan|Mbarela
    Arvandia|Arvandian|Mirzakent
    Pellagos|Pellagian|Thaliopolis
    Gressia|Gressian|Montreval
    Ulandor|Ulandori|Senkara
    Vestria|Vestrian|Oudehaven
    Caldora|Caldoran|San Ibarro
    Drovnia|Drovnian|Bystrava
    Hesperra|Hesperran|Vila Tormenta
    Jasrat|Jasrati|Neymabad
    Lorrenth|Lorrenthian|Aldercross
    Mekania|Mekanian|Port Sable
    Nuvala|Nuvalan|Taimoana
    Ombrosa|Ombrosan|Castelnero
    Ruvenia|Ruvenian|Strazhev
    Sarvonne|Sarvonnian|Belcourt
    Thessmark|Thessmarkian|Gullborg
    """)
]

# Two lines each: id|name|broader, then matters; a plural one has + before it.
_TOPIC_LINES = _lines("""
    security|Security|
    the security of the region;the balance of forces;+mutual assurances
    trade|Trade|
    trade between our countries;+unfinished customs rules;the price of goods in transit
    transport|Transport|
    the state of our railways;+the shared ports;the safety of shipping
    environment|Environment|
    the health of our rivers;+the shared fishing grounds;the air that we share
    rights|People and rights|
    the protection of minorities;+the rights of travellers;the fate of the missing
    institutions|Multilateral institutions|
    the reform of the common institutions;+the common budget’s rules;the rotation of the chair
    border-delimitation|Delimitation of the border|security
    the line of the border;+the maps of the mixed commission;the marking of the frontier
    arms-limitation|Limitation of arms|security
    the ceiling for heavy weapons;+the exchanges of data;the inspection regime
    ceasefire-monitoring|Monitoring of the ceasefire|security
    the ceasefire on the lake shore;+the monitoring posts;the withdrawal of artillery
    military-contacts|Military contacts|security
    the direct line between the staffs;+visits between garrisons;the notice given of exercises
    mine-clearance|Mine clearance|security
    the clearance of the old minefields;+the maps of the minefields;help for the farmers there
    naval-incidents|Incidents at sea|security
    the conduct of patrol boats;+warnings given by radio;the distance that ships keep
    airspace|Airspace|security
    the corridor for civil aircraft;+flights without a transponder;the handover between controllers
    information-security|Information security|security
    the protection of public networks;+attacks on hospitals;the tracing of an intrusion
    counter-smuggling|Action against smuggling|security
    the traffic in untaxed goods;+joint patrols on the river;the exchange of manifests
    grain-transit|Transit of grain|trade
    the transit of grain;+the fees for storage;the certificate of quality
    customs-union|Customs union|trade
    the common tariff;+the exceptions for small producers;the single customs declaration
    energy-supply|Supply of energy|trade
    the supply of gas in winter;+the tariffs for transit;the connection of our grids
    investment-protection|Protection of investments|trade
    the protection of investments;+the pending claims;arbitration in a third country
    debt-settlement|Settlement of debts|trade
    the settlement of old debts;+the instalments that fell due;the rate at which we convert
    sanctions|Restrictive measures|trade
    the lifting of restrictive measures;+the lists of exempted goods;the review every six months
    fisheries|Fisheries|environment
    the quota for herring;+the nets that drift across the line;the closed season
    river-basins|River basins|environment
    the flow through the upper dam;+the readings of the gauges;the warning of floods
    air-quality|Air quality|environment
    the smoke from the border smelters;+the filters that were promised;the joint network of stations
    polar-research|Polar research|environment
    the work of the polar stations;+supply flights in autumn;the archive of ice cores
    seismic-warning|Seismic warning|environment
    the early warning of earthquakes;+the seismic stations;the drill held each spring
    railway-gauge|Railway gauge|transport
    the change of gauge at the border;+the waiting times of freight trains;the new marshalling yard
    strait-passage|Passage of the strait|transport
    free passage of the strait;+the pilots on the northern fairway;the traffic separation scheme
    air-services|Air services|transport
    the number of weekly flights;+landing rights for regional carriers;the price of overflight
    ports|Ports|transport
    the dredging of the harbour;+the berths for coastal ferries;the strike of the dockers
    road-permits|Road permits|transport
    the exchange of road permits;+the queues of lorries;the weight of vehicles
    visa-regime|Visa regime|rights
    the visa regime;+the fees for students;the list of invited scholars
    refugees|Refugees|rights
    the return of displaced families;+the reception centres;the schooling of the children
    prisoners|Detained persons|rights
    the exchange of detained persons;+visits by consuls;the lists of names
    minority-languages|Minority languages|rights
    schooling in minority languages;+the bilingual signs;the training of teachers
    war-graves|War graves|rights
    the care of war graves;+the registers of the fallen;access to the cemeteries
    cultural-property|Cultural property|rights
    the return of cultural property;+the catalogues of the museums;the loan of manuscripts
    election-observation|Observation of elections|institutions
    the observation of elections;+the observers’ first findings;the date of their invitation
    budget-contributions|Budget contributions|institutions
    the scale of contributions;+arrears of several members;the audit of the last two years
    secretariat-reform|Reform of the secretariat|institutions
    the reform of the secretariat;+the appointments to senior posts;the length of a term
    peace-operations|Peace operations|institutions
    the mandate of the mission;+the contingents on the ground;the rules for the use of force
    disarmament-machinery|Disarmament machinery|institutions
    the agenda of the disarmament talks;+the working groups;the rule of consensus
    public-health|Public health|rights
    the control of epidemics;+the laboratories on both sides;the stock of vaccines
    science-exchange|Exchange in science|institutions
    the exchange of young scientists;+the joint chairs;the recognition of degrees
    press-accreditation|Accreditation of the press|rights
    the accreditation of correspondents;+the complaints of editors;access to the hearings
    development-aid|Development aid|trade
    aid for the inland provinces;+the wells that were drilled;the accounts of the fund
    space-cooperation|Cooperation in space|institutions
    the shared ground station;+the orbits that we notify;the tracking of debris
    disaster-relief|Disaster relief|environment
    help after the floods;+the convoys with relief goods;the waiver of customs for relief
    """)
TOPICS = [
    (*line.split("|"), matters)
    for line, matters in zip(_TOPIC_LINES[::2], _TOPIC_LINES[1::2], strict=True)
]

TERMS = [
    line.split("|")
    for line in _lines("""
    confidence-building measure|confidence-building measures
    most-favoured passage|
    joint fact-finding|
    good offices|
    shuttle consultation|shuttle consultations
    three readings|
    zero-notice inspection|zero-notice inspections
    line of contact|lines of contact
    contact group|contact groups
    non-paper|non-papers
    status-neutral wording|
    equidistance line|equidistance lines
    twin-key procedure|twin-key procedures
    snap-back clause|snap-back clauses
    silence procedure|silence procedures
    chapeau paragraph|chapeau paragraphs
    simultaneous deposit|
    open-list tariff|open-list tariffs
    humanitarian pause|humanitarian pauses
    cooling-off period|cooling-off periods
    proximity talks|
    dual-use goods|
    free zone|free zones
    host-state guarantee|host-state guarantees
    observer status|
    package approach|package approaches
    phased withdrawal|
    rotating chair|rotating chairs
    standstill commitment|standstill commitments
    table of equivalences|tables of equivalences
    third-party access|
    transit guarantee|transit guarantees
    two-speed accession|
    verification gap|verification gaps
    voluntary ceiling|voluntary ceilings
    waiver of immunity|
    winter protocol|winter protocols
    blue-card system|blue-card systems
    declaratory visit|declaratory visits
    demarcation pillar|demarcation pillars
    escort rule|escort rules
    graduated response|graduated responses
    hotline|hotlines
    incidental passage|
    letter of comfort|letters of comfort
    mirror clause|mirror clauses
    no-objection list|no-objection lists
    parity of esteem|
    quiet diplomacy|
    reciprocal opening|reciprocal openings
    sunset clause|sunset clauses
    tripwire force|tripwire forces
    understanding of the chair|understandings of the chair
    variable geometry|
    working lunch|working lunches
    """)
]

MINISTRIES = [
    ("Foreign Ministry", "Foreign Minister", "Minister"),
    ("Defence Ministry", "Defence Minister", "Minister"),
    ("Office of the President", "President", "President"),
    ("Trade Ministry", "Trade Minister", "Minister"),
    ("Energy Ministry", "Energy Minister", "Minister"),
    ("Interior Ministry", "Interior Minister", "Minister"),
    ("Finance Ministry", "Finance Minister", "Minister"),
    ("Transport Ministry", "Transport Minister", "Minister"),
    ("Agriculture Ministry", "Agriculture Minister", "Minister"),
    ("Security Council", "Secretary of the Security Council", "Secretary"),
]
AGENCIES = _phrases(
    "Central Bank|Border Guard Service|Customs Service|Grain Reserve|Hydrographic Office|"
    "State Archive|Railway Administration|Space Office|Statistics Office|Institute of Diplomacy|"
    "Emergency Service|Maritime Court|Veterinary Inspectorate|Patent Chamber"
)
BODIES = [
    ("Concord of States", "COST"), ("Assembly of the Straits", "ASTR"),
    ("Permanent Conference on Disarmament Questions", "PCDQ"),
    ("Bank for Rivers and Ports", "BRP"), ("League for Monitoring and Verification", "LMV"),
    ("Inland Waters Tribunal", "IWT"), ("Fund for Displaced Families", "FDF"),
    ("Secretariat of the Concord", "SECON"), ("Six Coasts Initiative", "SCI"),
    ("Treaty Depositary Office", "TDO"), ("High Court of Passage", "HCP"),
    ("Council of the Nine Rivers", "CNR"),
]  # fmt: skip
MEDIA = _phrases(
    "Halden Wire|Straits Telegraph|Morning Ledger of Kelmar|Radio Nine Rivers|Inland Post|"
    "Long Road Review|Northern Dispatch|Evening Beacon|Capital Gazette|Meridian Television|"
    "Harbour Times|Open Lectern"
)
REGIONS = _words("Northern Southern Eastern Western Inland Coastal Continental Joint Permanent")
DOMAINS = _phrases(
    "Grain|Fisheries|Customs|Railway|Pilotage|Energy|Water|Health|Postal|Standards|Monitoring|"
    "Disarmament|Migration|Relief|Heritage|Meteorological|Arbitration"
)
FORMS_OF_BODY = _words("Commission Council Board Union Agency Authority Bank Fund Forum")
TEXTS = _words("Protocol Agreement Accord Declaration Charter Convention Memorandum Compact")
MEETINGS = _words("Conference Summit Meeting Round Forum Congress Session Hearing")
ORDINALS = _words("First Second Third Fourth Fifth Sixth")
SUBJECTS_OF_TEXTS = _phrases(
    "Free Passage|the Transit of Goods|the Shared Frontier|Notice of Exercises|the Upper Rivers|"
    "Displaced Families|the Herring Grounds|Civil Aircraft|Relief at Sea|Cultural Property|"
    "Freight by Rail|the Conduct of Patrols|Consular Visits|Seismic Data|Heavy Weapons|"
    "Minority Schools|the Depositary|Storage and Fees|Mutual Recognition|the Polar Stations"
)

GIVEN = {
    "f": _words(
        "Ilona Petra Mirela Annika Yasmin Teodora Ingrid Liska Noriko Adaeze Sunniva Carmela "
        "Ludmila Farida Helga Ottilie Renske Zofia Marisol Tamsin Kalina Roxana Amara Ditte "
        "Veronika Soraya Elske Paloma Nadira Brunhild Ivana Chiyo Jorun Leontine Wilhelmina"
    ),
    "m": _words(
        "Tomas Anselm Goran Henrik Davit Kofi Leopold Matteo Ruslan Esteban Haruki Jannis Oleg "
        "Sefton Tariq Ulrich Viktor Wendel Yusuf Zoltan Aurel Bastian Corrado Dragan Emeka "
        "Fridtjof Gideon Hamid Isidor Jaromir Kenji Lazar Marek Nikanor Osvaldo Piet Rurik"
    ),
}
STEMS = _words(
    "Var Kes Dra Mol Tev Hol Bren Lis Gar Ost Pel Rav Sel Tur Vel Zab Alm Bor Cas Dun Erl Fal "
    "Gren Hask Ing Jor Kal Lor Mar Nev Orl Pra Ques Rud Sar Tam Ulm Vis Wol Yar Zem Bal Cor Dos "
    "Fen Gol Hav Jel Kor Lun Mir Nor Per Ros Sto Tal Ven Wes Zor"
)
MIDDLES = _words("a e i o u an en in or ar el il ov im ad ist ul am et os")
SURNAME_ENDS = _words(
    "nescu vich hardt ström enko elli arez oglu dottir mann eda ikawa wara quist zadeh ondo "
    "adze evsky holm ente aro issen kar ulis okwe anov sby lund ier"
)
PLACE_ENDS = _words(
    "holm grad mouth vale abad haven stad ora burg mere ford esti puri minster kirk oya dorp "
    "wick gorsk anca"
)
FEATURES = _phrases(
    "{} Strait|Lake {}|Gulf of {}|{} Valley|{} Province|{} Peninsula|Port {}|{} Pass|{} Island|"
    "{} Plateau"
)

SUBJECTS = {  # number: 0 “I”, 1 singular, 2 plural
    0: ["I"],
    1: _lines("""
    {C}
    {I}
    {P}
    {P}
    {C}
    {I}
    our delegation
    the {D} side
    the Government
    {P}’s office
    """),
    2: _lines("""
    we
    we
    we
    our experts
    our {D} partners
    the two delegations
    both sides
    many members of {I}
    the experts of {I}
    most signatories of {X}
    """),
}
THINGS = {
    1: _lines("""
    {X}
    the work of {I}
    the dialogue with {C}
    {C}’s position
    {P}’s proposal
    the decision taken in {L}
    the outcome of {E}
    the situation around {L}
    """),
    2: _lines("""
    the provisions of {X}
    the obligations that follow from {X}
    the results of {E}
    our contacts with {C}
    {I}’s recommendations
    the talks in {L}
    """),
}
AGENT_CLAUSES = _lines("""
    {~have} always treated {M} as a question of trust
    {~have} put forward a text on {M}
    {~have} said from the very beginning that {X} must be carried out in full
    {~be} ready to discuss {M} without any preconditions
    {~be} convinced that {I} can do more for {M}
    {~support} the efforts of {I} to settle {M}
    {~see} no alternative to {X}
    {~expect} an answer from {C} on {M}
    {~attach} particular importance to {M}
    {~share} the concern that {P} expressed in {L}
    {~hope} that {E} will bring some clarity about {M}
    {~have} taken note of what {P} told {I}
    {~do} not intend to reopen {X}
    {~have} agreed to continue the consultations on {M}
    {~have} proposed that {I} examine {M} before the summer
    {~welcome} the progress that was made on {M}
    {~have} passed all the documents on {M} to {I}
    {~consider} it right to link {M} with the work of {I}
    {~remain} committed to {X} and to everything that was signed in {L}
    {~ask} for nothing but respect for {X}
    {~regard} the statements made in {L} as a step in the right direction
    {~understand} why {C} is in no hurry with {M}
    {~have} suggested {T} as a way out
    {~have} warned more than once that {M} cannot wait
    {~know} how much depends on {M}
    {~do} not believe that {T} can replace an agreement
    {~have} invited {P} to come to {L}
    {~want} {M} to be settled by those whom it concerns
    {~have} drawn attention to {M}
    {~was} among the first to sign {X}
    {~have} kept {I} informed about {M}
    {~need} a clear timetable for {M}
    {~have} spoken in favour of {T}
    {~insist} on {T} in everything that touches {M}
    {~appreciate} the patience that {C} has shown
    {~have} instructed the working group to return to {M}
    {~rely} on the figures that {I} has published
    {~intend} to raise {M} with {P}
    {~have} received the comments on {M} and {~be} studying them
    {~disagree} with those who see {M} as a purely technical matter
    """)
THING_CLAUSES = _lines("""
    {~remain} the basis of everything that we do in this area
    {~be} not an end in itself
    {~call} for patience rather than for loud statements
    {~show} that {T} works when both sides want it
    {~deserve} a separate conversation
    {~have} been on our agenda for many years
    {~have} given new weight to {M}
    {~be} being studied by {I}
    {~leave} no room for different readings of {M}
    {~concern} {C} no less than us
    {~have} already helped to bring {M} forward
    {~was} mentioned several times in the course of the talks
    {~make} it easier to speak about {M}
    {~be} known to everyone in this room
    {~do} not depend on the mood of the day
    {~have} been confirmed by {I}
    """)
OPENERS = _lines("""
    As I have said,
    Of course,
    In our view,
    At the same time,
    Today
    Frankly speaking,
    Let me repeat that
    I would like to stress that
    For our part,
    As you know,
    In this context,
    It is no secret that
    Naturally,
    I can confirm that
    Over the past few months
    In addition,
    On the whole,
    You will recall that
    To our mind,
    Unfortunately,
    """)
ADJUNCTS = _lines("""
    in the framework of {X}
    together with {C}
    before {E}
    within {I}
    at the level of experts
    in {L} and elsewhere
    after the talks in {L}
    on the margins of {E}
    on the basis of {X}
    as {P} proposed
    with the assistance of {I}
    in the coming weeks
    without waiting for {I}
    at the request of {C}
    in the spirit of good neighbours
    for the third time this year
    despite the well-known differences
    under {T}
    in line with {X}
    and nobody in {L} disputes this
    """)
JOINTS = [", and", ", but", ", while", ", because", ", although", "; besides,", "; at any rate"]
REPORTS = _lines("""
    {P} told us that
    {P} assured me that
    According to {I},
    It follows from {X} that
    {P} reminded the participants that
    In {L} we heard once again that
    {C} maintains that
    The communiqué says that
    """)
WHOLE = _lines("""
    We discussed {M} in detail.
    I will not go into {M} now; {I} will publish a paper of its own.
    There is a road map, and {M} has its place in it.
    In {L} we spoke about {M} for almost two hours.
    The next round will be held in {L} in {month}.
    {C}’s representative asked for time, and time was given.
    These figures come from {I}, and nobody has disputed them.
    A good deal has been done since {E}.
    {P} visited {L} just recently, and the conversation was a substantive one.
    There were {N} rounds of consultations on {M} last year alone.
    In {year} nobody would have thought this possible.
    The document bears a simple title, and {X} stands in its first line.
    This is what “{T}” means in practice.
    We call this “{T}”, and our {D} colleagues have accepted the expression.
    I handed {P} a letter about {M}.
    Thank you, {P}, for what you have just said about {M}.
    Nobody doubts the good faith of {I}.
    I spoke to {P} on the telephone this morning.
    {I} has {N} members, and each of them has one vote.
    The text was initialled in {L} on {day} and has been observed ever since.
    Not everything that was written about {E} is true.
    Some call this a concession; I call it common sense.
    {X} was not imposed on anybody.
    The people who live near {L} have been waiting for {M} for a long time.
    I would rather not prejudge what {I} is going to decide.
    We need {T}, and we need it in writing.
    That was the first meeting of this kind since {year}.
    Let us not forget {C}, which has paid its share from the beginning.
    The question of {M} is far from simple, and I will not pretend otherwise.
    I have nothing to add to what {P} said in {L}.
    A working group has been set up, and {P} will lead it.
    There was agreement on {N} points out of {N2}.
    """)
WELCOMES = _lines("""
    Good afternoon, ladies and gentlemen. We have just finished our talks with {P}.
    Good morning. I would like to begin with {M}.
    Ladies and gentlemen, thank you for waiting. The talks in {L} took longer than we had planned.
    Good afternoon. Before your questions, a few words about {M}.
    Dear colleagues, today’s talks concentrated on {M} and on our cooperation within {I}.
    """)
QUESTIONS = _lines("""
    What is {C}’s position on {M}?
    {P} said in {L} that {M} was no longer on the table. Do you agree?
    Could you comment on the reports from {L}?
    How do you assess the outcome of {E}?
    Will {M} be discussed at {E}?
    My question is about {M}. What exactly has been agreed with {C}?
    Is {X} still in force, and does {I} share this view?
    There are rumours that {P} is about to leave for {L}. Can you confirm them?
    Minister, do you still believe in {T}?
    The experts of {I} speak of a failure. What would you answer them?
    When can we expect a decision on {M}? {C} seems to be losing patience.
    Did you raise {M} with {P}, and what was the answer?
    Two questions, if I may. Is {I} going to meet before {month}, and who will pay for {M}?
    Why was {M} left out of the communiqué?
    Your {D} counterpart called {X} “a dead letter”. What do you make of that?
    Has anything changed since {E}?
    """)
FOLLOW_UPS = _lines("""
    A follow-up, if you allow. Was {P} present at that conversation?
    And what about {L}?
    So there will be no new text before {E}?
    But {C} denies this.
    """)
ANSWERS = _lines("""
    Thank you for the question.
    I have already answered this in {L}.
    You are asking the wrong person; ask {P}.
    Yes and no.
    Let me begin with {C}.
    No, nothing of the kind has been discussed.
    As for {M}, I would put it differently.
    That is a fair question.
    We have heard this from {P} as well.
    I would be careful with such words.
    """)
LAUGHS = _lines("""
    I promised {P} to be brief, and I have already broken my word (laughter).
    If {M} depended on journalists, it would have been settled long ago (laughter).
    The coffee in {L} was excellent, which is more than I can say of the draft (laughter).
    {I} has a rule for everything, even for the length of my answers (laughter).
    (laughter) You will have to put that to {P}.
    """)
YEARS = _lines("""
    {year}. That was the year when {X} was signed, and many people in {L} still remember it.
    {year}. Nobody in {C} wanted to hear about {M} at that time.
    {year}. It was then that {I} took up {M}, and {P} was in the chair.
    {day}. That is the day from which {X} counts, and there can be no two opinions about it.
    """)
INSERTED = _lines("""
    Yesterday {held} and I met with our {D} colleagues in {L}.
    {held} will report on {M} to {I} next week.
    I would ask {held} to say more about {M}.
    Here {held}’s view differs from that of {I}.
    They [the members of the delegation] have seen {X} and have raised no objections.
    This paper [on {M}] was circulated in {L}.
    """)
MINISTRIES_TOGETHER = "Experts from our Foreign Ministries have held {N} consultations on {M}."
COUNTERPARTS = "I am grateful to our {D} counterparts for the frank way in which they spoke of {M}."
ACADEMIES = "The training takes place at the {academy} in {L} and is paid for by {I}."
CLOSINGS = _lines("""
    Thank you for your attention.
    That is all for today. Our next meeting with the press will take place in {L}.
    Thank you. The transcript will be published this evening.
    """)
HEADINGS = ["{}", "On {}", "{}: the state of play", "Questions about {}"]
UNNAMED = {  # speech points as often as it names
    "P": "my colleague|the chairman|their envoy|the head of the mission|my counterpart|the envoy",
    "I": "the commission|the secretariat|the working group|the mission|the presidency",
    "C": "the other side|our neighbour|the host country|the third party|the coastal state",
    "L": "the capital|the border area|the conference room|the region|the north|the valley",
    "X": "the agreement|the existing text|the document|the treaty|the final act|the draft",
    "E": "the next round|the last meeting|the ministerial|the plenary|the spring session",
}
NUMBERS = _words("two three four five six seven eight nine ten eleven twelve fourteen")

NOTES = {
    "context": _lines("""
    The talks with {a} had been adjourned twice; see [[{a_id}]] and the account in [[{b_id}|its \
    own entry]].
    Two months earlier [[{a_id}]] had published a paper of its own. *No answer was given then.*
    By then {a} had been under discussion for {n} years; [[{topic}]] gathers the other passages.
    """),
    "correction": _lines("""
    The minutes kept by [[{a_id}]] give another figure: **{n}**, not the one named here.
    It was not {a} that was meant but, as the speaker’s office said the next day, [[{b_id}]].
    """),
    "source": _lines("""
    The wording follows a letter deposited with [[{a_id}]]; the text was released in {year}.
    Compare the published record of [[{b_id}]], page {n}.
    """),
    "definition": _lines("""
    A term of the trade: see [[{a_id}]]. In the usage of [[{b_id}]] it has a narrower sense.
    Meant is the procedure of [[{a_id}]]: a proposal stands unless a member objects within {n} days.
    """),
    "translation": _lines("""
    The interpreter said “shall”; the original has *may*. [[{a_id}]] quotes it correctly.
    The word used in the original also means “custom”; compare [[{b_id}|the parallel text]].
    """),
    "cross-reference": _lines("""
    The same point was made in [[{earlier}#p{n}]] and, with other words, in [[{b_id}]].
    Taken up again later: see [[{topic}]] and [[{earlier}#p{n}|what was said then]].
    """),
    "question": _lines("""
    Which meeting is meant? Neither [[{a_id}]] nor [[{b_id}]] lists one in that month.
    Not settled: the register of [[{a_id}]] has a gap of {n} pages here.
    """),
}  # fmt: skip
NOTE_LIST = """

- [[{a_id}]] signed first;
- [[{b_id}]] followed after {n} days.
"""
LATIN = "abcdefghijklmnopqrstuvwxyzö"
CYRILLIC = dict(
    zip(LATIN, _words("а б к д е ф г х и й к л м н о п к р с т у в в кс и з ё"), strict=True)
)
ARABIC = dict(
    zip(LATIN, _words("ا ب ك د ي ف غ ه ي ج ك ل م ن و ب ق ر س ت و ف و كس ي ز و"), strict=True)
)
CHINESE = dict(
    zip(
        LATIN,
        _words(
            "阿 贝 卡 德 埃 弗 戈 赫 伊 杰 克 勒 姆 恩 奥 普 奎 尔 斯 特 乌 维 沃 克斯 伊 泽 厄"
        ),
        strict=True,
    )
)


# --------------------------------------------------------------------------------------- world


@dataclass(frozen=True, slots=True)
class _Form:
    """A way to name an entry in speech, and on which days."""

    text: str
    article: str = ""
    first: date = date.min
    last: date = date.max

    def fits(self, day: date) -> bool:
        return self.first <= day < self.last


@dataclass(slots=True)
class _Entry:
    """An entry of the glossary while the world is made."""

    id: str
    kind: str
    forms: list[_Form]
    head: dict[str, object]
    since: date = date.min
    until: date = date.max
    country: int = 0
    gender: str = "f"
    successor: str = ""
    body: str = ""

    @property
    def name(self) -> str:
        return self.forms[0].text


@dataclass(frozen=True, slots=True)
class _Topic:
    id: str
    name: str
    broader: str
    matters: tuple[tuple[str, int], ...]
    related: tuple[str, ...]


@dataclass(slots=True)
class _Post:
    """An office with its holders in order; the next one begins when the last one ends."""

    institution: str
    title: str
    address: str
    country: int
    forms: list[_Form]
    starts: list[date] = field(default_factory=list)
    holders: list[str] = field(default_factory=list)

    def holder(self, day: date) -> str:
        return self.holders[bisect_right(self.starts, day) - 1]


class _Pool:
    """Ids from the most to the least spoken of; the chance of the n-th falls as 1/n."""

    def __init__(self, ids: Sequence[str]) -> None:
        self.ids = ids
        self.weights = list(accumulate(1 / (rank + 1.5) for rank in range(len(ids))))

    def draw(self, chance: float) -> str:
        return self.ids[bisect_right(self.weights, chance * self.weights[-1])]


@dataclass(frozen=True, slots=True)
class _World:
    """Everything there is to speak of."""

    entries: dict[str, _Entry]
    topics: list[_Topic]
    posts: dict[str, _Post]
    pools: dict[str, _Pool]
    countries: list[str]
    adjectives: list[str]
    shared: frozenset[str]
    held_by: dict[str, list[str]]


def _make_world(briefings: int, seed: int) -> _World:
    builder = _Builder(random.Random(f"{seed}/world"), briefings)
    builder.places()
    builder.institutions()
    builder.people()
    builder.documents_and_events()
    builder.terms()
    topics = _topics(min(len(TOPICS), 30 + briefings // 60))
    builder.bodies(topics)
    return builder.world(topics)


def _topics(count: int) -> list[_Topic]:
    chosen = TOPICS[:count]
    below: dict[str, list[str]] = {}
    for topic_id, _, broader, _ in chosen:
        below.setdefault(broader, []).append(topic_id)
    leaves = [topic_id for topic_id, _, broader, _ in chosen if broader]
    found = []
    for number, (topic_id, name, broader, matters) in enumerate(chosen):
        others = [leaves[(number * 7) % len(leaves)], leaves[(number * 11 + 5) % len(leaves)]]
        related = [other for other in others if broader and other not in below[broader]]
        found.append(
            _Topic(topic_id, name, broader, _matters(matters), tuple(sorted(set(related))))
        )
    return found


def _matters(written: str) -> tuple[tuple[str, int], ...]:
    return tuple((each.lstrip("+"), 2 if each[0] == "+" else 1) for each in written.split(";"))


class _Builder:
    """Makes the glossary: about 330 entries for 1,000 briefings, 1,300 for 10,000."""

    def __init__(self, rng: random.Random, briefings: int) -> None:
        self.rng = rng
        total = 150 + 1.18 * briefings**0.75
        self.wanted = {
            "people": round(total * 0.44), "institutions": round(total * 0.20),
            "places": round(total * 0.14), "documents": round(total * 0.10),
            "events": round(total * 0.08), "terms": round(total * 0.12),
        }  # fmt: skip
        self.entries: dict[str, _Entry] = {}
        self.bearers: dict[str, list[str]] = {}
        self.stems: set[str] = set()
        self.posts: dict[str, _Post] = {}
        self.roles: dict[str, list[tuple[date, date | None, _Post]]] = {}
        self.countries: list[str] = []
        self.adjectives: list[str] = []
        self.ranks: dict[str, list[str]] = {kind: [] for kind in self.wanted}
        self.titles: set[str] = {topic[0] for topic in TOPICS}

    def world(self, topics: list[_Topic]) -> _World:
        offices = [key for key, post in self.posts.items() if post.address]
        pools = {kind: _Pool(ids) for kind, ids in self.ranks.items()}
        held_by: dict[str, list[str]] = {}
        for key in offices:
            for who in self.posts[key].holders:
                held_by.setdefault(who, []).append(key)
        shared = frozenset(text for text, ids in self.bearers.items() if len(ids) > 1)
        return _World(
            self.entries, topics, self.posts, pools | {"posts": _Pool(offices)},
            self.countries, self.adjectives, shared, held_by,
        )  # fmt: skip

    def add(self, kind: str, forms: list[_Form], **head: object) -> _Entry:
        """A new entry; of its forms after the first, those that others have are left out."""
        entry_id = base = _slug(forms[0].text)
        number = 2
        while entry_id in self.entries or entry_id in self.titles:
            entry_id, number = f"{base}-{number}", number + 1
        own = [form for form in forms if form.text not in self.bearers]
        entry = _Entry(entry_id, kind, own, {"name": forms[0].text, **head})
        self.entries[entry_id] = entry
        for form in own:
            self.bearers[form.text] = [entry_id]
        return entry

    def share(self, entry: _Entry, text: str, article: str = "") -> None:
        """A short form that other entries may have too."""
        self.bearers.setdefault(text, []).append(entry.id)
        entry.forms.insert(1, _Form(text, article))

    def stem(self, endings: Sequence[str]) -> str:
        """A proper name that nothing else has."""
        while True:
            parts = [self.rng.choice(STEMS)]
            if self.rng.random() < (0.35 if len(self.stems) < 900 else 0.8):
                parts.append(self.rng.choice(MIDDLES))
            parts.append(self.rng.choice(endings))
            stem = "".join(parts)
            if stem not in self.stems and stem not in self.bearers:
                self.stems.add(stem)
                return stem

    def day(self, first: int, last: int) -> date:
        """A day in one of these years."""
        return date(self.rng.randint(first, last), 1, 1) + timedelta(self.rng.randrange(365))

    # places

    def places(self) -> None:
        wanted = self.wanted["places"]
        count = min(max(10, wanted // 3), 45)
        names = [*COUNTRIES]
        while len(names) < count:
            stem = self.stem(["ora", "ia", "an", "una"])
            names.append((stem, f"{stem.rstrip('a')}an", self.stem(PLACE_ENDS)))
        cities = []
        for number, (name, adjective, capital) in enumerate(names[:count]):
            style = self.rng.choice(("Republic", "Kingdom", "Federation", "Union"))
            long = _Form(f"{style} of {name}", "the ")
            country = self.add("places", [_Form(name), long], classification="country")
            self.countries.append(country.id)
            self.adjectives.append(adjective)
            city = self.add("places", [_Form(capital)], classification="city", part_of=[country.id])
            city.country = number
            cities.append(city.id)
        others = [self.feature() for _ in range(max(wanted - 2 * count, 6))]
        self.rng.shuffle(others)
        self.ranks["places"] = [
            place for pair in zip(cities, others, strict=False) for place in pair
        ]
        self.ranks["places"] += [*others[len(cities) :], *cities[len(others) :]]

    def feature(self) -> str:
        country = self.rng.randrange(len(self.countries))
        pattern = "{}" if self.rng.random() < 0.4 else self.rng.choice(FEATURES)
        name = pattern.format(self.stem(PLACE_ENDS))
        article = (
            "" if pattern.startswith(("{}", "Lake", "Port")) and " " not in pattern else "the "
        )
        if pattern.startswith(("Lake", "Port")) or pattern in ("{} Province", "{} Island"):
            article = ""
        kind = "town" if pattern == "{}" else pattern.replace("{}", "").split()[0].lower()
        forms = [_Form(name, article)]
        if self.rng.random() < 0.5:
            adjective = self.adjectives[country]
            forms.append(
                _Form(f"{adjective} {name}" if pattern == "{}" else f"{name} Region", "the ")
            )
        place = self.add("places", forms[:1] if pattern == "{}" else forms, classification=kind,
                         part_of=[self.countries[country]])  # fmt: skip
        place.country = country
        return place.id

    # institutions

    def institutions(self) -> None:
        offices = round(self.wanted["people"] * 0.75 / 6)
        pairs = sorted(
            ((kind + 1) * (country + 1), kind, country)
            for kind in range(len(MINISTRIES))
            for country in range(len(self.countries))
        )
        for _, kind, country in pairs[: max(offices - 4, 8)]:
            self.ministry(kind, country)
        home = self.posts[f"{self.ranks['institutions'][0]}/Foreign Minister"]
        spokesperson = _Post(home.institution, "Spokesperson", "", 0, [])
        self.posts[f"{home.institution}/Spokesperson"] = spokesperson
        for name in MEDIA[: max(3, min(len(MEDIA), offices // 6))]:
            media = self.add("institutions", [_Form(name)], classification="news organisation",
                             founded=str(self.rng.randint(1880, 1988)))  # fmt: skip
            self.posts[f"{media.id}/Diplomatic correspondent"] = _Post(
                media.id,
                "Diplomatic correspondent",
                "",
                self.rng.randrange(len(self.countries)),
                [],
            )
        for name, short in BODIES:
            self.ranks["institutions"].append(self.body(name, short))
        while len(self.ranks["institutions"]) < self.wanted["institutions"]:
            make = self.agency if self.rng.random() < 0.35 else self.regional_body
            if made := make():
                self.ranks["institutions"].append(made)
        self.mix_institutions()

    def mix_institutions(self) -> None:
        """The home ministry first, then bodies and ministries by turns."""
        ids = self.ranks["institutions"]
        ministries = [
            each for each in ids if self.entries[each].head["classification"] == "ministry"
        ]
        bodies = [each for each in ids if self.entries[each].head["classification"] != "ministry"]
        mixed = [each for pair in zip(ministries, bodies, strict=False) for each in pair]
        self.ranks["institutions"] = [
            *mixed, *ministries[len(bodies) :], *bodies[len(ministries) :]
        ]  # fmt: skip

    def ministry(self, kind: int, country: int) -> None:
        office, title, address = MINISTRIES[kind]
        name, adjective = self.entries[self.countries[country]].name, self.adjectives[country]
        long = _Form(f"{office} of {name}", "the ")
        middle = f"{adjective} {office}" if " the " not in office else f"{adjective} Presidency"
        entry = self.add("institutions", [long, _Form(middle, "the ")], classification="ministry",
                         founded=str(self.rng.randint(1820, 1975)))  # fmt: skip
        if " the " not in office:
            self.share(entry, office, "the ")
        entry.country = country
        titles = [f"{adjective} {title}", f"{title} of {name}"]
        if "Secretary" in title:
            titles = [f"Secretary of the {adjective} Security Council"]
        forms = [_Form(text, "the ") for text in titles if text not in self.bearers]
        self.bearers |= {form.text: [entry.id] for form in forms}
        entry.head["place"] = self.ranks["places"][0] if country == 0 else None
        entry.head["posts"] = [{"title": title, "aliases": [form.text for form in forms]}]
        self.posts[f"{entry.id}/{title}"] = _Post(entry.id, title, address, country, forms)
        self.ranks["institutions"].append(entry.id)

    def body(self, name: str, short: str) -> str:
        forms = [_Form(name, "the "), _Form(short, "the ")]
        return self.add("institutions", forms, classification="international organisation",
                        founded=str(self.rng.randint(1919, 1985))).id  # fmt: skip

    def regional_body(self) -> str:
        region, domain = self.rng.choice(REGIONS), self.rng.choice(DOMAINS)
        form = self.rng.choice(FORMS_OF_BODY)
        name = f"{region} {domain} {form}"
        if name in self.bearers:
            name = f"{name} of {self.entries[self.rng.choice(self.countries)].name}"
        if name in self.bearers:
            return ""
        initials = (
            "".join(word[0] for word in name.split() if word[0].isupper()) + domain[1].upper()
        )
        forms = [_Form(name, "the "), _Form(initials, "the ")]
        entry = self.add("institutions", forms, classification="international organisation",
                         founded=str(self.day(1946, 1989)))  # fmt: skip
        if self.rng.random() < 0.5:
            self.share(entry, f"{domain} {form}", "the ")
        if self.rng.random() < 0.4 and (parent := self.rng.choice(self.ranks["institutions"])):
            entry.head["part_of"] = [parent]
        if self.rng.random() < 0.25:
            self.succeed(entry, f"{region} {domain}")
        return entry.id

    def succeed(self, old: _Entry, stem: str) -> None:
        """The old body gives way to a new one."""
        name = f"{stem} {self.rng.choice(('Organisation', 'Partnership', 'Network'))}"
        if name in self.bearers:
            return
        day = self.day(1993, 2021)
        new = self.add(
            "institutions",
            [_Form(name, "the ")],
            founded=str(day),
            classification="international organisation",
            predecessors=[old.id],
        )
        new.since = day
        old.until, old.successor = day, new.id
        old.head |= {"dissolved": str(day), "successors": [new.id]}

    def agency(self) -> str:
        country, kind = self.rng.randrange(len(self.countries)), self.rng.choice(AGENCIES)
        name, adjective = self.entries[self.countries[country]].name, self.adjectives[country]
        if f"{kind} of {name}" in self.bearers:
            return ""
        forms = [_Form(f"{kind} of {name}", "the "), _Form(f"{adjective} {kind}", "the ")]
        entry = self.add("institutions", forms, classification="agency",
                         founded=str(self.rng.randint(1850, 1988)))  # fmt: skip
        if self.rng.random() < 0.6:
            self.share(entry, kind, "the ")
        ministries = [post.institution for post in self.posts.values()
                      if post.country == country and post.address]  # fmt: skip
        if ministries:
            entry.head["part_of"] = [self.rng.choice(ministries)]
        entry.country = country
        return entry.id

    # people

    def people(self) -> None:
        for post in list(self.posts.values()):
            self.fill(post)
        figures = max(12, self.wanted["people"] - len(self.roles))
        while len(self.ranks["people"]) < figures:
            figure = self.person(
                self.rng.randrange(len(self.countries)), self.rng.randint(1900, 1965)
            )
            surname = figure.name.rpartition(" ")[2]
            if f"Professor {surname}" not in self.bearers and self.rng.random() < 0.6:
                self.bearers[f"Professor {surname}"] = [figure.id]
                figure.forms.append(_Form(f"Professor {surname}"))
            self.ranks["people"].append(figure.id)
        for who, roles in self.roles.items():
            self.career(self.entries[who], sorted(roles, key=lambda role: role[0]))

    def fill(self, post: _Post) -> None:
        """Holders without a gap from before the first briefing to this day."""
        start = self.day(1985, 1988)
        while True:
            end = start + timedelta(self.rng.randint(600, 2400))
            last = end > LAST_DAY
            who = self.candidate(post, start, end)
            post.starts.append(start)
            post.holders.append(who)
            self.roles[who].append((start, None if last else end, post))
            if last:
                return
            start = end

    def candidate(self, post: _Post, start: date, end: date) -> str:
        """Somebody who was in politics already and is free, or somebody new."""
        if self.rng.random() < 0.4 and post.address:
            for who, roles in self.roles.items():
                entry = self.entries[who]
                if entry.country != post.country or not roles or not roles[0][2].address:
                    continue
                if all((until or date.max) < start or since > end for since, until, _ in roles):
                    age = start.year - int(str(entry.head["birth_date"])[:4])
                    if 35 <= age <= 66:
                        return who
        return self.person(post.country, start.year - self.rng.randint(36, 56)).id

    def person(self, country: int, born: int) -> _Entry:
        gender = self.rng.choice("fm")
        known = [self.entries[who] for who in self.roles if self.entries[who].country == country]
        while True:
            if known and self.rng.random() < 0.22:
                surname = self.rng.choice(known).name.rpartition(" ")[2]
            else:
                surname = self.stem(SURNAME_ENDS)
            name = f"{self.rng.choice(GIVEN[gender])} {surname}"
            if name not in self.bearers:
                break
        birth = str(self.day(born, born)) if self.rng.random() < 0.7 else str(born)
        entry = self.add("people", [_Form(name)], birth_date=birth)
        self.share(entry, surname)
        entry.country, entry.gender = country, gender
        self.roles[entry.id] = []
        return entry

    def career(self, who: _Entry, roles: list[tuple[date, date | None, _Post]]) -> None:
        """Roles in the front matter, and a form of address for the first of them."""
        born = int(str(who.head["birth_date"])[:4])
        written: list[object] = []
        earlier = f"{self.rng.choice(('Lecturer', 'Clerk', 'Fellow'))} at the University of "
        earlier += self.entries[self.rng.choice(self.ranks["places"])].name
        if self.rng.random() < 0.5 and earlier not in self.titles:
            self.titles.add(earlier)
            written.append({"title": earlier, "from": str(born + 24), "to": str(born + 29)})
        for start, end, post in roles:
            role = {"title": post.title, "institution": post.institution, "from": str(start)}
            written.append(role | ({"to": str(end)} if end else {}))
        who.head["roles"] = written
        surname = who.name.rpartition(" ")[2]
        if roles and roles[0][2].address and len(self.bearers[surname]) == 1:
            start, end, post = roles[0]
            who.forms.append(_Form(f"{post.address} {surname}", "", start, end or date.max))
        if self.rng.random() < 0.45:
            script, letters = self.rng.choice((("ru", CYRILLIC), ("ar", ARABIC), ("zh", CHINESE)))
            who.head["other_names"] = [{"name": _spelt(who.name, script, letters), "lang": script}]
        if not roles and born < 1940 and self.rng.random() < 0.6:
            who.head["death_date"] = str(self.day(max(born + 60, 1975), born + 90))

    # documents, events, terms

    def documents_and_events(self) -> None:
        for kind, words in (("documents", TEXTS), ("events", MEETINGS)):
            while len(self.ranks[kind]) < self.wanted[kind]:
                self.act(kind, words)

    def act(self, kind: str, words: Sequence[str]) -> None:
        place = self.entries[self.rng.choice(self.ranks["places"])]
        word = self.rng.choice(words)
        early = not self.ranks[kind] or self.rng.random() < 0.5
        day = self.day(1961, 1988) if early else self.day(1989, 2024)
        name = f"{place.name} {word}"
        if kind == "documents":
            forms = [_Form(f"{name} on {self.rng.choice(SUBJECTS_OF_TEXTS)}", "the "),
                     _Form(name, "the "), _Form(f"{day.year} {name}", "the ")]  # fmt: skip
        else:
            forms = [_Form(f"{self.rng.choice(ORDINALS)} {name}", "the "), _Form(name, "the "),
                     _Form(f"{word} in {place.name}", "the ")]  # fmt: skip
        if forms[0].text in self.bearers:
            return
        length = 1 if self.rng.random() < 0.3 else 3
        entry = self.add(
            kind,
            forms[:length],
            classification=word.lower(),
            date=str(day),
            place=place.id,
            participants=sorted(self.rng.sample(self.countries, 3)),
        )
        entry.since = day
        self.ranks[kind].append(entry.id)

    def terms(self) -> None:
        for single, plural in TERMS[: max(self.wanted["terms"], 24)]:
            form = _Form(plural or single)
            entry = self.add("terms", [_Form(single), form] if plural else [form])
            if plural:
                entry.head["aliases"] = [{"text": single, "plural": plural}]
            self.ranks["terms"].append(entry.id)
        self.rng.shuffle(self.ranks["terms"])

    # what editors say about them

    def bodies(self, topics: list[_Topic]) -> None:
        ids = list(self.entries)
        for entry in self.entries.values():
            if "aliases" not in entry.head:
                entry.head["aliases"] = [_alias(form) for form in entry.forms[1:]]
            links = self.rng.sample(ids, 4)
            topic = self.rng.choice(topics)
            entry.head["summary"] = self.summary(entry)
            if self.rng.random() < 0.3:
                entry.head["see_also"] = links[:2]
            if self.rng.random() < 0.3:
                entry.head["identifiers"] = {"register": f"P{self.rng.randrange(10**6):06}"}
            if self.rng.random() < 0.45:
                entry.body = _entry_body(self.rng, entry, topic, links)

    def summary(self, entry: _Entry) -> str:
        where = self.entries[self.countries[entry.country]].name
        if entry.kind == "people":
            roles = entry.head["roles"]
            office = f"held {len(roles)} posts" if isinstance(roles, list) and roles else "wrote"
            return f"{entry.name} {office} in the service of {where}."
        sort = entry.head.get("classification", entry.kind.removesuffix("s"))
        return f"{entry.name}: {sort}, as the records of {where} describe it."


def _alias(form: _Form) -> object:
    if form.first == date.min:
        return form.text
    end = {} if form.last == date.max else {"to": str(form.last)}
    return {"text": form.text, "from": str(form.first), **end}


def _spelt(name: str, script: str, letters: dict[str, str]) -> str:
    words = ["".join(letters.get(letter, "") for letter in word) for word in name.lower().split()]
    if script == "ru":
        words = [word.capitalize() for word in words]
    return ("·" if script == "zh" else " ").join(words)


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


ENTRY_PARAGRAPHS = _lines("""
    What is known about {name} rests largely on papers kept with [[{a}]]. The earliest of them \
    was *not* meant for publication.
    In the transcripts {name} is spoken of in connection with [[{topic}]], and more than once \
    beside [[{b}|a rival]].
    Readers should compare [[{a}]] and [[{b}]]: the two accounts agree in substance and differ \
    in tone.
    The spelling follows the register; older papers have other forms.
    Relations with [[{c}]] were close until a dispute about fees, which both sides later \
    described as a misunderstanding.
    Nothing in the record supports the story that [[{c}]] was consulted; it appears first in a \
    memoir written **twenty years** later.
    A complete list of the papers has been prepared and is open to readers on request.
    Whoever follows [[{topic}]] through the years will meet {name} again and again.
    """)  # fmt: skip
ENTRY_LIST = (
    "Further reading:\n\n- [[{a}]]\n- [[{b}|the parallel case]]\n- [[{c}]] and *its* papers"
)
ENTRY_FOOTNOTE = (
    "The dates given here follow the official calendar.[^dates]\n\n"
    "[^dates]: Where the day is not known, only the year is given; see [[{c}]]."
)


def _entry_body(rng: random.Random, entry: _Entry, topic: _Topic, links: list[str]) -> str:
    parts = rng.sample(ENTRY_PARAGRAPHS, rng.randint(2, 4))
    if rng.random() < 0.3:
        parts.append(ENTRY_LIST)
    if rng.random() < 0.3:
        parts.append(ENTRY_FOOTNOTE)
    a, b, c, _ = links
    return "\n\n".join(parts).format(name=entry.name, topic=topic.id, a=a, b=b, c=c)


# ----------------------------------------------------------------------------------- briefings


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is settled about a briefing before anybody speaks."""

    id: str
    day: date
    place: str
    kind: str


def _plan_briefings(world: _World, count: int, seed: int) -> list[_Plan]:
    rng = random.Random(f"{seed}/plans")
    cities = [each for each in world.pools["places"].ids
              if world.entries[each].head["classification"] == "city"]  # fmt: skip
    pool = _Pool(cities)
    days = (LAST_DAY - FIRST_DAY).days
    seen: set[str] = set()
    plans = []
    for number in range(count):
        day = FIRST_DAY + timedelta(int((number + rng.random()) * days / count))
        place = pool.draw(rng.random())
        kind = rng.choices(KINDS, KIND_WEIGHTS)[0]
        plan_id = base = f"{day}-{place}"
        while plan_id in seen:
            plan_id = f"{base}-{kind}" if f"{base}-{kind}" not in seen else f"{plan_id}-bis"
        seen.add(plan_id)
        plans.append(_Plan(plan_id, day, place, kind))
    return plans


KINDS = ["press-conference", "briefing", "interview", "statement", "meeting"]
KIND_WEIGHTS = [45, 25, 15, 10, 5]
_PART = re.compile(r"\{(~?\w+)\}")
_Template = list[str]


def _compiled(templates: Iterable[str]) -> list[_Template]:
    return [_PART.split(template) for template in templates]


_SUBJECTS = {number: _compiled(templates) for number, templates in SUBJECTS.items()}
_THINGS = {number: _compiled(templates) for number, templates in THINGS.items()}
_AGENT_CLAUSES, _THING_CLAUSES = _compiled(AGENT_CLAUSES), _compiled(THING_CLAUSES)
_OPENERS, _ADJUNCTS, _REPORTS = _compiled(OPENERS), _compiled(ADJUNCTS), _compiled(REPORTS)
_WHOLE, _WELCOMES, _QUESTIONS = _compiled(WHOLE), _compiled(WELCOMES), _compiled(QUESTIONS)
_FOLLOW_UPS, _ANSWERS, _LAUGHS = _compiled(FOLLOW_UPS), _compiled(ANSWERS), _compiled(LAUGHS)
_YEARS, _INSERTED, _CLOSINGS = _compiled(YEARS), _compiled(INSERTED), _compiled(CLOSINGS)
_TOGETHER, _COUNTERPARTS, _ACADEMIES = _compiled([MINISTRIES_TOGETHER, COUNTERPARTS, ACADEMIES])

_UNNAMED = {slot: _phrases(phrases) for slot, phrases in UNNAMED.items()}
_NAMED = 0.5

_IRREGULAR = {
    "have": ("have", "has", "have"),
    "be": ("am", "is", "are"),
    "was": ("was", "was", "were"),
    "do": ("do", "does", "do"),
}


def _verb(verb: str, number: int) -> str:
    """The form of a verb for “I” (0), a singular (1) or a plural (2)."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb][number]
    if number != 1:
        return verb
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "sh", "ch", "x")) else f"{verb}s"


class _Writer:
    """Writes one briefing: the transcript with its front matter, and the annotations."""

    def __init__(self, world: _World, plans: list[_Plan], number: int, seed: int) -> None:
        self.world, self.plans, self.number, self.plan = world, plans, number, plans[number]
        self.rng = random.Random(f"{seed}/briefing/{number}")
        self.chance = self.rng.random
        self.day = self.plan.day
        self.said: set[str] = set()
        self.rules: list[dict[str, object]] = []
        self.bare: dict[str, dict[int, str]] = {}
        self.labels: dict[str, str | None] = {}
        self.unused: dict[int, list[_Template]] = {}
        self.paragraph = 1
        self.speaker = ""
        self.number_of_verb = 1
        self.draws: dict[str, Callable[[], str]] = {
            "P": self.a_person, "I": self.an_institution, "C": self.a_country, "D": self.adjective,
            "L": self.a_place, "X": self.a_document, "E": self.an_event, "T": self.a_term,
            "M": self.a_matter, "N": self.a_number, "N2": lambda: "fifteen",
            "year": lambda: str(self.rng.randint(1961, self.day.year - 1)),
            "month": lambda: self.pick(MONTHS), "day": self.some_day,
            "held": self.a_minister, "academy": self.an_academy,
        }  # fmt: skip
        self.choose_cast()

    def pick(self, among: Sequence[str]) -> str:
        return among[int(self.chance() * len(among))]

    def choose(self, among: list[_Template]) -> _Template:
        """One that has not been used here yet; all again when none is left."""
        rest = self.unused.get(id(among))
        if not rest:
            rest = self.unused[id(among)] = among.copy()
        place = int(self.chance() * len(rest))
        rest[place], rest[-1] = rest[-1], rest[place]
        return rest.pop()

    # who and what is spoken of

    def choose_cast(self) -> None:
        """What this briefing is about, and therefore comes back to."""
        world = self.world
        partners = [post.country for post in world.posts.values()
                    if post.title == "Foreign Minister" and post.country]  # fmt: skip
        self.partner = partners[int(len(partners) * self.chance() ** 2)]
        topics = [topic for topic in world.topics if topic.broader]
        self.topics = self.rng.sample(topics, self.rng.randint(3, 5))
        self.topic = self.topics[0]
        self.people = [self.somebody() for _ in range(5)]
        self.cast = {
            kind: [self.existing(kind) for _ in range(size)]
            for kind, size in (("institutions", 6), ("places", 5), ("documents", 3),
                               ("events", 2), ("terms", 3))
        }  # fmt: skip
        home = world.pools["institutions"].ids[0]
        ministers = [
            post
            for post in world.posts.values()
            if post.country == 0 and post.address and post.title != "President"
        ]
        self.ministers = ministers
        self.spokesperson = world.posts[f"{home}/Spokesperson"]
        minister = ministers[0] if self.chance() < 0.75 else ministers[-1]
        self.main = self.spokesperson if self.plan.kind == "briefing" else minister
        self.counterpart = next(
            post
            for post in world.posts.values()
            if post.country == self.partner and post.title == "Foreign Minister"
        )

    def somebody(self) -> str:
        if self.chance() < 0.14:
            return self.world.pools["people"].draw(self.chance())
        return self.world.posts[self.world.pools["posts"].draw(self.chance())].holder(self.day)

    def existing(self, kind: str) -> str:
        """An entry of the kind that one could speak of on the day."""
        pool, entries = self.world.pools[kind], self.world.entries
        for _ in range(8):
            drawn = pool.draw(self.chance())
            entry = entries[drawn]
            if entry.until <= self.day:
                entry = entries[entry.successor]
            if entry.since <= self.day:
                return entry.id
        return pool.ids[0]

    def drawn(self, kind: str) -> _Entry:
        cast = self.cast[kind]
        if self.chance() < 0.7:
            return self.world.entries[cast[int(len(cast) * self.chance() ** 1.6)]]
        return self.world.entries[self.existing(kind)]

    def a_person(self) -> str:
        who = self.speaker
        while who == self.speaker:
            settled = self.chance() < 0.6
            who = self.pick(self.people) if settled else self.somebody()
            if settled and self.chance() < 0.1:
                who = self.somebody()
        return self.name_of(self.world.entries[who])

    def name_of(self, who: _Entry) -> str:
        """In full at first; later by surname, by office or as one addresses them."""
        if who.id not in self.said:
            self.said.add(who.id)
            return who.name
        chance = self.chance()
        if chance < 0.6:
            return self.surname_of(who)
        if chance < 0.72:
            dated = [form for form in who.forms[2:] if form.fits(self.day)]
            return dated[0].text if dated else who.name
        if chance < 0.88:
            for key in self.world.held_by.get(who.id, ()):
                post = self.world.posts[key]
                if post.forms and post.holder(self.day) == who.id:
                    form = post.forms[int(self.chance() * len(post.forms))]
                    return form.article + form.text
        return who.name

    def surname_of(self, who: _Entry) -> str:
        polite = ("Mr " if who.gender == "m" else "Ms ") if self.chance() < 0.5 else ""
        surname = who.forms[1].text
        return polite + surname if self.may_shorten(surname, who) else who.name

    def may_shorten(self, text: str, entry: _Entry) -> bool:
        """Whether a form can stand here: a shared one must be settled by `names:`."""
        if text not in self.world.shared:
            return True
        places = self.bare.setdefault(text, {})
        return places.setdefault(self.paragraph, entry.id) == entry.id

    def an_institution(self) -> str:
        return self.title_of(self.drawn("institutions"))

    def title_of(self, entry: _Entry) -> str:
        form = entry.forms[0]
        if entry.id in self.said and len(entry.forms) > 1 and self.chance() < 0.7:
            form = entry.forms[1 + int(self.chance() * (len(entry.forms) - 1))]
            if not self.may_shorten(form.text, entry):
                form = entry.forms[0]
        self.said.add(entry.id)
        return form.article + form.text

    def a_country(self) -> str:
        chance, countries = self.chance(), self.world.countries
        number = int(len(countries) * self.chance() ** 3) if chance > 0.5 else self.partner
        country = self.world.entries[countries[number]]
        form = country.forms[1 if self.chance() < 0.06 else 0]
        return form.article + form.text

    def adjective(self) -> str:
        return self.world.adjectives[self.partner]

    def a_place(self) -> str:
        return self.title_of(self.drawn("places"))

    def a_document(self) -> str:
        return self.title_of(self.drawn("documents"))

    def an_event(self) -> str:
        return self.title_of(self.drawn("events"))

    def a_term(self) -> str:
        return self.drawn("terms").forms[-1].text

    def a_matter(self) -> str:
        matters = self.topic.matters
        return matters[int(self.chance() * len(matters))][0]

    def a_number(self) -> str:
        return self.pick(NUMBERS)

    def some_day(self) -> str:
        year = self.rng.randint(1961, self.day.year - 1)
        return f"{self.rng.randint(1, 28)} {self.pick(MONTHS)} {year}"

    def a_minister(self) -> str:
        """With the publisher's insertion that says who it is."""
        for post in self.ministers[1:] or self.ministers:
            who = self.world.entries[post.holder(self.day)]
            if who.id != self.speaker:
                self.said.add(who.id)
                return f"[{post.title}] {who.name if self.chance() < 0.6 else self.surname_of(who)}"
        return "[Deputy Minister] our colleague"

    def an_academy(self) -> str:
        ministry = self.pick(["Finance Ministry", "Defence Ministry", "Interior Ministry"])
        self.add_rule(f"{ministry} Academy", None)
        return f"{ministry} Academy"

    def add_rule(self, text: str, entry: object) -> None:
        if all(rule["text"] != text for rule in self.rules):
            self.rules.append({"text": text, "entry": entry})

    # sentences

    def fill(self, template: _Template) -> str:
        if len(template) == 1:
            return template[0]
        parts = template.copy()
        for place in range(1, len(parts), 2):
            slot = parts[place]
            if slot[0] == "~":
                parts[place] = _verb(slot[1:], self.number_of_verb)
            elif slot in _UNNAMED and self.chance() > _NAMED:
                parts[place] = self.pick(_UNNAMED[slot])
            else:
                parts[place] = self.draws[slot]()
        return "".join(parts)

    def clause(self) -> str:
        """A subject and what it does, in the same number."""
        if self.chance() < 0.24:
            subject, self.number_of_verb = self.thing()
            return f"{subject} {self.fill(self.choose(_THING_CLAUSES))}"
        chance = self.chance()
        number = 0 if chance > 0.86 else 1 if chance < 0.5 else 2
        subject = self.fill(self.choose(_SUBJECTS[number]))
        self.number_of_verb = number
        return f"{subject} {self.fill(self.choose(_AGENT_CLAUSES))}"

    def thing(self) -> tuple[str, int]:
        """A subject that is no person, and its number."""
        chance = self.chance()
        if chance < 0.3:
            return self.topic.matters[int(self.chance() * len(self.topic.matters))]
        number = 1 if chance < 0.65 else 2
        return self.fill(self.choose(_THINGS[number])), number

    def sentence(self) -> str:
        chance = self.chance()
        if chance < 0.24:
            return _capital(self.fill(self.choose(_WHOLE)))
        text = self.clause()
        if chance < 0.42:
            text = f"{self.fill(self.choose(_OPENERS))} {text}"
        elif chance < 0.5:
            text = f"{self.fill(self.choose(_REPORTS))} {text}"
        if chance > 0.86:
            text = f"{text}{self.pick(JOINTS)} {self.clause()}"
        elif chance > 0.58:
            text = f"{text} {self.fill(self.choose(_ADJUNCTS))}"
        return f"{_capital(text)}."

    def speech(self, *begin: str) -> str:
        """A paragraph of speech."""
        parts = [*begin]
        target = 122 + self.chance() * 215
        length = sum(map(len, parts))
        if not parts and self.chance() < 0.16:
            parts.append(self.remark())
            length = len(parts[0])
        while length < target:
            parts.append(self.sentence())
            length += len(parts[-1])
        return " ".join(parts)

    def remark(self) -> str:
        """Something that stands out: a year, an insertion, laughter, a name to be settled."""
        chance = self.chance()
        if chance < 0.28:
            return _capital(self.fill(self.choose(_YEARS)))
        if chance < 0.58:
            return _capital(self.fill(self.choose(_INSERTED)))
        if chance < 0.75:
            return _capital(self.fill(self.choose(_LAUGHS)))
        if chance < 0.83:
            home = self.world.pools["institutions"].ids[0]
            self.add_rule("our Foreign Ministries", [home, self.counterpart.institution])
            return self.fill(_TOGETHER)
        if chance < 0.92:
            self.add_rule(f"our {self.adjective()} counterparts", self.counterpart.holder(self.day))
            return self.fill(_COUNTERPARTS)
        return self.fill(_ACADEMIES)

    # turns

    def label(self, post: _Post) -> str:
        """How the transcript names who speaks; `speaker` is from now on that person."""
        who = self.world.entries[post.holder(self.day)]
        self.speaker = who.id
        title = f"{post.title} {who.name}"
        if post.title == "Diplomatic correspondent":
            title = f"{who.name} ({self.world.entries[post.institution].name})"
        elif post.country:
            title = f"{self.world.adjectives[post.country]} {title}"
        elif title in self.labels and self.chance() < 0.2:
            title = who.name
        self.labels[title] = who.id
        return title

    def turns(self) -> Iterator[tuple[str, str, bool]]:
        """Paragraphs with the label that opens them, if any; and whether a heading may precede."""
        total = self.rng.randint(18, 23)
        openings = {"interview": 2, "statement": 11}.get(self.plan.kind, self.rng.randint(5, 9))
        yield from self.opening(self.main, openings)
        if self.plan.kind in ("press-conference", "meeting"):
            yield from self.opening(self.counterpart, self.rng.randint(2, 4))
        while self.paragraph <= total:
            self.topic = self.topics[int(self.chance() * len(self.topics))]
            yield from self.exchange()

    def opening(self, post: _Post, length: int) -> Iterator[tuple[str, str, bool]]:
        label = self.label(post)
        for place in range(length):
            self.topic = self.topics[place * len(self.topics) // length]
            begin = [_capital(self.fill(self.choose(_WELCOMES)))] if place == 0 else []
            yield label if place == 0 else "", self.speech(*begin), place % 4 == 3

    def exchange(self) -> Iterator[tuple[str, str, bool]]:
        yield self.question(), _capital(self.ask()), self.chance() < 0.2
        post = self.counterpart if self.chance() < 0.2 else self.main
        if self.chance() < 0.15:
            post = self.spokesperson
        label = self.label(post)
        for place in range(self.rng.randint(1, 3)):
            begin = [self.fill(self.choose(_ANSWERS))] if place == 0 and self.chance() < 0.6 else []
            yield label if place == 0 else "", self.speech(*map(_capital, begin)), False

    def question(self) -> str:
        """The label of whoever asks."""
        self.speaker = ""
        if self.plan.kind == "interview" or self.chance() < 0.5:
            self.labels["Question"] = None
            return "Question"
        press = [post for post in self.world.posts.values() if post.title.startswith("Diplomatic")]
        return self.label(press[int(self.chance() * len(press))])

    def ask(self) -> str:
        asked = self.fill(self.choose(_QUESTIONS))
        if self.chance() < 0.35:
            asked = f"{self.sentence()} {_capital(asked)}"
        if self.chance() < 0.15:
            asked = f"{asked} {_capital(self.fill(self.choose(_FOLLOW_UPS)))}"
        return asked

    # files

    def files(self) -> tuple[str, str]:
        """The briefing and the file beside it."""
        blocks: list[str] = []
        spoken: list[str] = []
        topics: dict[str, list[int]] = {}
        with_headings = self.chance() < 0.4
        for label, text, may_head in self.turns():
            if with_headings and may_head:
                blocks.append(f"## {self.heading()}")
            blocks.append(f"{label}: {text}" if label else text)
            spoken.append(text)
            topics.setdefault(self.topic.id, []).append(self.paragraph)
            self.paragraph += 1
        self.paragraph -= 1
        closing = self.fill(self.choose(_CLOSINGS))
        blocks[-1], spoken[-1] = f"{blocks[-1]} {closing}", f"{spoken[-1]} {closing}"
        body = "\n\n".join(blocks)
        head = f"---\n{_yaml(self.head(list(topics)))}---\n\n{body}\n"
        return head, _yaml(self.notes(body, spoken, topics))

    def heading(self) -> str:
        pattern = self.pick(HEADINGS)
        name = self.topic.name
        return pattern.format(name[0].lower() + name[1:] if pattern[0] != "{" else name)

    def head(self, topics: list[str]) -> dict[str, object]:
        day, plan = self.day, self.plan
        place = self.world.entries[plan.place].name
        titles = {"briefing": "Weekly briefing", "press-conference": "Joint press conference",
                  "interview": "Interview", "statement": "Statement for the press",
                  "meeting": "Opening of the talks"}  # fmt: skip
        subject = self.topics[0].name
        head: dict[str, object] = {
            "title": f"{titles[plan.kind]}: {subject[0].lower()}{subject[1:]} ({place})",
            "date": str(day),
            "kind": plan.kind,
            "summary": f"On {self.topics[0].matters[0][0]} and {self.topics[1].matters[0][0]}.",
            "place": plan.place,
            "speakers": self.labels,
            "participants": sorted({*self.people[:2], self.counterpart.holder(day)}),
            "language": "en",
            "source": {
                "publisher": "Press Department of the Foreign Ministry of Talvora",
                "url": f"https://example.org/transcripts/{day.year}/{plan.id}",
                "published": str(day),
                "retrieved": "2026-07-01",
            },
            "topics": topics,
            "names": [*self.settled(), *self.rules],
        }
        if self.chance() < 0.3:
            head["event"] = self.cast["events"][0]
        return head

    def settled(self) -> Iterator[dict[str, object]]:
        """Lines under `names:` for forms that several entries share."""
        for text, places in sorted(self.bare.items()):
            meant = sorted(set(places.values()))
            for entry in meant[:-1]:
                numbers = ", ".join(str(number) for number, who in places.items() if who == entry)
                yield {"text": text, "paragraphs": numbers, "entry": entry}
            yield {"text": text, "entry": meant[-1]}

    def notes(
        self, body: str, spoken: list[str], topics: dict[str, list[int]]
    ) -> dict[str, object]:
        annotations: list[object] = []
        seen: set[str] = set()
        wanted = self.rng.randint(6, 10)
        while len(annotations) < wanted:
            number = int(self.chance() * len(spoken))
            quote = self.quote(spoken[number])
            if not quote or body.count(quote) != 1:
                continue
            note_id = base = _slug(" ".join(quote.split()[:4]))
            while note_id in seen:
                note_id = f"{base}-{len(seen)}"
            seen.add(note_id)
            annotations.append(self.note(note_id, quote, number + 1))
        passages = [{"topic": topic, "paragraphs": _ranges(numbers)}
                    for topic, numbers in topics.items()]  # fmt: skip
        return {"annotations": annotations, "passages": passages}

    def quote(self, text: str) -> str:
        """Some words of a paragraph, or "" where they would cut an insertion."""
        words = text.split(" ")
        length = min(self.rng.randint(7, 15), len(words))
        first = int(self.chance() * (len(words) - length + 1))
        quote = " ".join(words[first : first + length])
        balanced = all(
            quote.count(left) == quote.count(right) for left, right in ("[]", "()", "“”")
        )
        return quote.rstrip(".,;") if balanced and length > 5 else ""

    def note(self, note_id: str, quote: str, number: int) -> dict[str, object]:
        kind = self.pick(list(NOTES))
        pattern = self.pick(NOTES[kind])
        if self.chance() < 0.15:
            pattern += NOTE_LIST
        a, b = self.drawn("institutions"), self.drawn("documents")
        earlier = self.plans[int(self.chance() * max(self.number, 1))].id
        text = pattern.format(
            a=a.forms[0].article + a.name, a_id=a.id, b_id=b.id, topic=self.topic.id,
            n=self.rng.randint(2, 17), year=self.day.year, earlier=earlier,
        )  # fmt: skip
        note: dict[str, object] = {"id": note_id, "quote": quote}
        if self.chance() < 0.2:
            note["paragraph"] = number
        note |= {"kind": kind, "text": text.strip() + "\n", "author": "editors"}
        note["date"] = f"2026-0{self.rng.randint(1, 7)}-{self.rng.randint(10, 28)}"
        if self.chance() < 0.6:
            note["sources"] = [self.reference(b)]
        return note

    def reference(self, about: _Entry) -> dict[str, object]:
        number = self.rng.randrange(100_000)
        return {
            "title": f"Papers on the {about.name}, folder {number % 90 + 1}",
            "publisher": self.pick(MEDIA),
            "date": str(self.day.year),
            "url": f"https://example.org/papers/{number}",
        }


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _ranges(numbers: list[int]) -> str:
    """Numbers in ascending order as “3-5, 11”."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ", ".join(str(low) if low == high else f"{low}-{high}" for low, high in found)


# --------------------------------------------------------------------------------------- files


def _site() -> dict[str, object]:
    return {
        "title": "The Talvoran Transcripts",
        "url": "https://example.org/transcripts/",
        "description": "Briefings of the Talvoran Foreign Ministry, with notes and a glossary.",
        "language": "en",
        "publisher": "Institute for Invented Diplomacy",
        "licence": {"name": "CC0 1.0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"},
    }


def _topic_file(topic: _Topic) -> str:
    head = {
        "name": topic.name,
        "scope_note": f"Passages about {' and '.join(matter for matter, _ in topic.matters)}.",
        "broader": [topic.broader] if topic.broader else None,
        "related": list(topic.related),
    }
    body = f"The transcripts speak of {topic.matters[0][0]} in nearly every year."
    if topic.related:
        body += f" Close to it stands [[{topic.related[0]}]]."
    return f"---\n{_yaml(head)}---\n\n{body}\n"


def _entry_file(entry: _Entry) -> str:
    body = f"\n{entry.body}\n" if entry.body else ""
    return f"---\n{_yaml(entry.head)}---\n{body}"


def _page_files(world: _World, plans: list[_Plan]) -> dict[str, str]:
    """About, and some background that editors wrote."""
    about = "This edition gathers what was said, *word for word*, and adds nothing to it.\n"
    files = {"content/pages/about.md": f"---\ntitle: About this edition\n---\n\n{about}"}
    leaves = [topic for topic in world.topics if topic.broader]
    for number, topic in enumerate(leaves[:4]):
        head = {"title": f"Background: {topic.name}", "summary": f"How {topic.name} came about."}
        rows = [f"| [[{each}]] | {world.entries[each].head.get('date', '')} |"
                for each in world.pools["documents"].ids[number * 3 : number * 3 + 4]]  # fmt: skip
        keeper = world.pools["institutions"].ids[number]
        parts = [
            f"## How it began\n\nThe story of [[{topic.id}]] is older than the transcripts.[^1]",
            "| Document | Signed |\n|---|---|\n" + "\n".join(rows),
            f"Depositary\n:   The keeper of the originals: [[{keeper}]].",
            "[^1]: The first papers have no date.",
        ]
        if plans:
            quoted = plans[len(plans) * number // 4].id
            parts.insert(1, f"It was discussed in [[{quoted}#p3]] and again in [[{plans[-1].id}]].")
        body = "\n\n".join(parts)
        files[f"content/pages/background-{topic.id}.md"] = f"---\n{_yaml(head)}---\n\n{body}\n"
    return files


_PLAIN = re.compile(r"(?![0-9]*:)[^\W_][\w’./]*(?:[ -][\w’./()]+)*\Z")


def _yaml(head: Mapping[str, object]) -> str:
    """Keys and values as editors write them; keys that have no value are left out."""
    return "".join(_pair(key, value, "") for key, value in head.items() if value not in (None, []))


def _pair(key: str, value: object, indent: str) -> str:
    match value:
        case dict():
            inner = "".join(_inner(str(name), each, f"{indent}  ") for name, each in value.items())
            return f"{indent}{key}:\n{inner}"
        case [dict(), *_]:
            return f"{indent}{key}:\n" + "".join(_item(each, f"{indent}  ") for each in value)
        case str() if "\n" in value:
            lines = value.rstrip("\n").split("\n")
            block = "\n".join(f"{indent}  {line}" if line else "" for line in lines)
            return f"{indent}{key}: |\n{block}\n"
        case _:
            return f"{indent}{_scalar(key)}: {_flow(value)}\n"


def _inner(key: str, value: object, indent: str) -> str:
    """A pair in a mapping whose keys are free: labels of speakers."""
    return f"{indent}{_scalar(key)}: {_flow(value)}\n"


def _item(item: object, indent: str) -> str:
    flow = _flow(item)
    if not isinstance(item, dict) or (len(flow) < 100 and "\\n" not in flow):
        return f"{indent}- {flow}\n"
    block = "".join(_pair(key, value, f"{indent}  ") for key, value in item.items())
    return f"{indent}- {block.lstrip()}"


def _flow(value: object) -> str:
    match value:
        case None:
            return "null"
        case list():
            return f"[{', '.join(map(_flow, value))}]"
        case dict():
            return f"{{{', '.join(f'{key}: {_flow(each)}' for key, each in value.items())}}}"
        case _:
            return _scalar(str(value))


def _scalar(text: str) -> str:
    return text if _PLAIN.match(text) and text != "null" else json.dumps(text, ensure_ascii=False)


if __name__ == "__main__":
    main()
