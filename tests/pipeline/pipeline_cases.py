"""Whole short texts for agent and target: the words in double brackets are what is coded. All invented."""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """A marked text and what its coding must say."""

    id: str
    marked: str
    code: str
    agent: str
    target: str

    @property
    def text(self):
        """The text without its marks."""
        return self.marked.replace("[[", "").replace("]]", "")

    @property
    def span(self):
        """The characters of the marked words."""
        start = self.marked.index("[[")
        return start, self.marked.index("]]") - 2


def coding_of(doc, case):
    """Return the coding of the case's code that shares most with the marked words, or None."""
    start, end = case.span
    found = [one for one in doc._.codings if one.code == case.code and one.start < end and start < one.end]
    return max(found, key=lambda one: min(one.end, end) - max(one.start, start), default=None)


CASES = [
    Case(
        "t01",
        "SO (16 jr, Nederlandse) werkzaam in escort. Moet [[geld afgeven]] aan VE. VE (23 jr) is haar vriend.",
        "uitbuiting.verdiensten_afnemen",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "t02",
        "Betr. werkt achter het raam. Wordt [[geslagen]] door vriend. Vriend heeft haar paspoort.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "t03",
        "SO (19, Bulgaarse) aangetroffen in hotel, prostitutie. Verklaart niets. Door NN man [[bedreigd]] met mes.",
        "machtsmiddel.bedreiging",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "t04",
        "VE Dylan B. (24) [[sloeg]] SO bij weigering. Geld ging naar VE. SO werkt in prostitutie.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "t05",
        "SO en SO2 werken in massagesalon, seks met klanten tegen betaling. SO2 [[geslagen]] door VE. SO zag dit.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "ander_slachtoffer",
    ),
    Case(
        "t06",
        "SO betreft jongen, 17 jr, Poolse nationaliteit. Werkt in escort. Kreeg [[klappen]] van VE.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "t07",
        "Transvrouw (28, Colombiaanse) werkt op straat als sekswerker. [[Paspoort afgepakt]] door landgenoot.",
        "machtsmiddel.papieren_afpakken",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "t08",
        "SO heeft schuld bij Madam (45, Nigeriaanse). Madam [[bedreigt]] haar. SO werkt in prostitutie.",
        "machtsmiddel.bedreiging",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "t09",
        "Vader [[sloeg]] SO vroeger. SO weggelopen, nu in prostitutie voor VE.",
        "kwetsbaarheid.mishandeling_verleden",
        "familie",
        "slachtoffer",
    ),
    Case(
        "t10",
        "VE1 en VE2 brengen SO naar klanten voor seks tegen betaling. VE2 [[sloeg]] haar. VE1 int geld.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "t11",
        "SO, geb. 1998, Hongaarse. Melding d.d. 12-03-2017: SO werkt achter het raam, [[mishandeld]] door VE.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "t12",
        "Klant [[sloeg]] SO op kamer. VE deed niets. SO werkt in escort.",
        "machtsmiddel.mishandeling",
        "klant",
        "slachtoffer",
    ),
    Case(
        "p01",
        "Vivi vertelt: in Miskolc door ene Zoltán benaderd voor de prostitutie. Bij Attila staat ze van 11 tot 2. Hij belt om het uur en [[slaat]] haar als ze te weinig heeft.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "p02",
        "Op 3 mei spraken wij met Mihaela (22). Zij komt uit Roemenië en werkt in de prostitutie. Van Florin moest zij haar [[geld afgeven]]. Florin is 35 jaar.",
        "uitbuiting.verdiensten_afnemen",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "p03",
        "Sanne (17) leerde Kevin kennen via de chat. Daarna [[sloeg]] hij haar. Zij werkte in hotels en Kevin bracht haar naar klanten voor seks tegen betaling.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "p04",
        "Ivana werkt achter het raam. Haar paspoort [[pakte Bogdan af]]. Hij reisde naar Duitsland om nog een vrouw te halen.",
        "machtsmiddel.papieren_afpakken",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "p05",
        "Youssef (19, Marokkaan) werkt als escort. Rachid (40) regelde klanten en [[bedreigde]] hem. Youssef durfde niet weg.",
        "machtsmiddel.bedreiging",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "p06",
        "Joy komt uit Nigeria en werkt in de prostitutie. Auntie Blessing [[nam haar paspoort in]]. Zij zei dat Joy 40.000 euro moest betalen.",
        "machtsmiddel.papieren_afpakken",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "p07",
        "Chantal (31) leerde de 16-jarige Lisa kennen. Chantal liet haar werken in de prostitutie en [[pakte haar geld af]]. Lisa was bang voor haar.",
        "uitbuiting.verdiensten_afnemen",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "p08",
        "Petra werkt in een hotel als prostituee. Petra werd door haar vriend Dylan [[geslagen]] en moest van hem doorgaan. De moeder van Petra deed melding.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "p09",
        "Dylan, een man van 30, ontmoette Anouk in een café. Anouk, die in de prostitutie werkt, wordt door hem [[bedreigd]].",
        "machtsmiddel.bedreiging",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "p10",
        "Een vriendin van Esra, Naomi, zag dat Esra door Murat werd [[geslagen]]. Esra werkt voor hem in de escort. Naomi is 18 jaar.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "p11",
        "Elena en Daria werken achter het raam. Ze moeten hun geld afgeven aan Marius. Marius [[sloeg]] hen. Costel reed de auto.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "p12",
        "Haar ex-vriend Ricardo [[sloeg]] Kim vroeger. Daarna leerde Kim Jeffrey kennen. Voor Jeffrey werkte zij in de prostitutie en hij pakte haar geld af.",
        "kwetsbaarheid.mishandeling_verleden",
        "familie",
        "slachtoffer",
    ),
    Case(
        "s01",
        "Proces-verbaal van aangifte\nIk ben 20 jaar en kom uit Polen. Ik werkte in een seksclub. Marek [[sloeg]] mij als ik te laat was. Hij hield mijn geld.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "s02",
        "Verklaring slachtoffer\nIk werk in de prostitutie. Mijn vriend [[pakte mijn paspoort af]]. Mijn moeder weet van niets.",
        "machtsmiddel.papieren_afpakken",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "s03",
        "Ik wil aangifte doen. Ik ben Natalia, 24 jaar. Ik kreeg [[klappen]] van Sergej in het huis waar ik als prostituee werkte.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "s04",
        "Verklaring aangever\nIk ben een jongen van 18 jaar. Ik deed escort voor Marco. Marco en zijn broer hebben mij [[bedreigd]].",
        "machtsmiddel.bedreiging",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "s05",
        "Aangifte\nDe man die mij naar Nederland bracht heet Emeka. Ik moest van hem in de prostitutie werken. Toen ik weigerde werd ik door zijn vrouw [[geslagen]].",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "s06",
        "Getuigenverhoor\nIk ben de buurvrouw. In dat huis is prostitutie. Ik zag dat de man het meisje [[sloeg]]. Zij is 18 jaar.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "s07",
        "Verklaring verdachte\nZij werkte achter het raam, dat wilde ze zelf. Ik heb haar een keer [[geslagen]]. Ik ben 29 jaar.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "v01",
        "Verhoor verdachte\nV: U kent Sanne, zij werkt in de prostitutie?\nA: Ja.\nV: Heeft u haar [[geslagen]]?\nA: Ja, een keer.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "v02",
        "Verhoor slachtoffer\nV: Wat voor werk deed u?\nA: Ik werkte in de prostitutie.\nV: Wie was daarbij?\nA: Mijn vriend. Hij [[sloeg]] mij, hij heet Ruben.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "v03",
        "Getuigenverhoor\nV: Wat zag u?\nA: Ik zag dat Mo het meisje [[schopte]]. Zij werkte voor hem als prostituee.\nV: Hoe oud is Mo?\nA: Mo is 30 jaar.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "v04",
        "Verhoor verdachte\nV: Wie heeft haar papieren?\nA: Niet ik. Mijn neef [[heeft haar paspoort afgepakt]].\nV: Welk werk deed zij?\nA: Zij werkte in de escort.",
        "machtsmiddel.papieren_afpakken",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "v05",
        "Verhoor aangeefster\nV: Hoe oud bent u?\nA: Ik ben 23 jaar, ik kom uit Hongarije.\nV: Bent u gedwongen?\nA: László [[bedreigde]] mij als ik niet achter het raam ging.",
        "machtsmiddel.bedreiging",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "v06",
        "Verhoor verdachte\nV: Hoe oud is zij?\nA: Zij is 19 jaar.\nV: [[Pakte u haar geld af]]?\nA: Nee. Zij werkte zelf achter het raam.",
        "uitbuiting.verdiensten_afnemen",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "c01",
        "21:14 Dylan: waar ben je\n21:15 Sanne: bij een klant van de escort\n21:16 Sanne: je hebt mij gisteren [[geslagen]]\n21:17 Dylan: kom nu",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "c02",
        "[22.03] SO: ik wil stoppen met de escort\n[22.04] VE: nee\n[22.05] SO: jij hebt [[mijn paspoort afgepakt]]",
        "machtsmiddel.papieren_afpakken",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "c03",
        "NN1: zij werkt vanavond achter het raam\nNN2: heeft ze geld\nNN1: ik heb haar [[geslagen]], nu luistert ze",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "c04",
        "12:01 Marco: klant om 3 uur in hotel\n12:02 Kim: ik wil niet meer in de prostitutie\n12:03 Marco: ik heb je een keer [[geslagen]], volgende keer erger",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "j01",
        "Verdachte heeft [slachtoffer 1] in de prostitutie laten werken. Hij heeft [slachtoffer 1] [[geslagen]] en haar verdiensten afgenomen. De rechtbank acht dit bewezen.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "j02",
        "Aangeefster, geboren in Bulgarije, werkte in de prostitutie. De rechtbank stelt vast dat aangeefster door verdachte en medeverdachte is [[mishandeld]]. Verdachte is 41 jaar.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "j03",
        "[slachtoffer 1] en [slachtoffer 2] werkten in de prostitutie voor [verdachte]. [slachtoffer 2] werd door hem [[geslagen]].",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "ander_slachtoffer",
    ),
    Case(
        "j04",
        "Het hof acht bewezen dat verdachte [[het paspoort van aangeefster heeft ingenomen]]. Aangeefster werkte in een seksclub. Zij was toen 17 jaar.",
        "machtsmiddel.papieren_afpakken",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "j05",
        "Verdachte, een vrouw van Nigeriaanse afkomst, had een huis waar prostitutie plaatsvond. Zij heeft [slachtoffer 1] [[bedreigd]]. [slachtoffer 1] was 16 jaar.",
        "machtsmiddel.bedreiging",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "j06",
        "De raadsman voert aan dat aangever vrijwillig als escort werkte. Aangever werd evenwel door verdachte [[geslagen]] wanneer hij te weinig verdiende. Zijn verdiensten gingen naar verdachte.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "z01",
        "Jesse B., 17 jaar, verblijft op onze groep. Hij werkt via een app als escort. Een oudere man [[sloeg]] hem en pakt zijn geld af.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "z02",
        "Mick (26, uit Almere) meldde zich bij de opvang. Hij zat in de prostitutie bij ene Ron. Ron heeft hem meermaals [[geslagen]].",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "z03",
        "Cliënte (20) vertelt over haar vriend. Hij [[slaat]] haar en zij moet in hotels werken als prostituee. Cliënte is van Surinaamse afkomst.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "z04",
        "Leerling (15 jaar) komt niet op school. Volgens haar mentor werkt zij in de prostitutie. Haar vriend van 22 heeft haar [[bedreigd]].",
        "machtsmiddel.bedreiging",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "z05",
        "Bewoonster Amina (19, Somalische) is vertrokken uit de opvang. Haar broer [[sloeg]] haar thuis. Nu werkt zij in de prostitutie bij een man in Den Haag.",
        "kwetsbaarheid.mishandeling_verleden",
        "familie",
        "slachtoffer",
    ),
    Case(
        "z06",
        "Cliënt is een transgender vrouw van 30 uit Brazilië. Zij werkt als sekswerker. Haar huisbaas [[heeft haar paspoort ingenomen]].",
        "machtsmiddel.papieren_afpakken",
        "facilitator",
        "slachtoffer",
    ),
    Case(
        "z07",
        "Priya (33, uit India) werkte in een massagesalon waar ook prostitutie was. De eigenares [[pakte haar paspoort af]]. Een collega, Lin, hielp haar.",
        "machtsmiddel.papieren_afpakken",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "m01",
        "Anonieme melding\nIn de woning op nummer 12 is prostitutie. De bewoner [[slaat]] het jongste meisje. Hij is een Turkse man van ongeveer 50 jaar.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "m02",
        "Tip via MMA: Karim laat zijn vriendin Demi als prostituee werken. Zij is 18 jaar. Hij [[pakt al haar geld af]].",
        "uitbuiting.verdiensten_afnemen",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "m03",
        "Anonieme tip:\nMijn buurman dwingt een Roemeens meisje tot prostitutie. Ik hoor dat hij haar [[slaat]]. Zij heet Ana.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "m04",
        "Melder zegt dat Anita (50) jonge vrouwen in huis heeft die in de prostitutie werken. Anita [[bedreigt]] hen. Melder wil anoniem blijven.",
        "machtsmiddel.bedreiging",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "m05",
        "MMA-melding\nOp het vakantiepark zit een jongen van 16. Twee mannen laten hem in de prostitutie werken en [[slaan]] hem. De mannen rijden in een grijze auto.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
    Case(
        "m06",
        "Melding\nEen Hongaarse vrouw wordt door haar man [[geslagen]] als zij niet in de prostitutie werkt. Zij heet Timea en is 28 jaar.",
        "machtsmiddel.mishandeling",
        "uitbuiter",
        "slachtoffer",
    ),
]
