"""The phrases of the house, Swedish to English. A test holds this against what code and templates say. Pure data."""

from __future__ import annotations

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    # the letter
    "Veckobrev vecka {week}": "Weekly digest, week {week}",
    "Veckobrev v. {week}": "Weekly digest, week {week}",
    "Dagsbrev {date}": "Daily digest, {date}",
    "Månadsbrev {month}": "Monthly digest, {month}",
    "inga nya träffar, {searched}": "no new matches, {searched}",
    "Du får brevet som kontaktperson för {departments} i {organisation}.": (
        "You get this mail as contact person for {departments} in {organisation}."
    ),
    "Du får brevet för {department} eftersom {name} inte kan nås.": (
        "You get the mail for {department} because {name} cannot be reached."
    ),
    "Du får brevet för {department} eftersom ingen annan där läser det.": (
        "You get the mail for {department} because nobody else there reads it."
    ),
    "Brevet är automatiskt; kontrollera alltid uppgifterna hos källan innan ni bestämmer er.": (
        "It is automatic; always check the facts at the source before you decide."
    ),
    "Frågor, eller vill du inte ha brevet? Svara på det, så når du": (
        "Questions, or want no more of these? Reply, and you reach"
    ),
    "Frågor, eller är något fel? Svara på brevet, så når du": "Questions, or is something wrong? Reply, and you reach",
    "Vad som genomsöktes": "What was searched",
    "Viktigast nu": "Most urgent",
    "Så läser du brevet:": "How to read this:",
    "en stark träff delar flera tunga begrepp med ert utvecklingsområde, en möjlig träff några. ”Varför” visar era ord "
    "bredvid utlysningens.": (
        "a strong match shares several weighty terms with your development area, a possible match some. “Why” shows "
        "your words beside those of the call."
    ),
    "Inga nya träffar, {searched}.": "No new matches, {searched}.",
    "Ingen ny utlysning för era utvecklingsområden på {weeks}, och inget har ändrats i dem ni redan fått. Bevakningen "
    "är i gång.": (
        "No new call for your development areas in {weeks}, and nothing has changed in those you already have. The "
        "watch goes on."
    ),
    # the digest's sections
    "{fits} era utvecklingsområden: {kinds}.": "{fits} your development areas: {kinds}.",
    "{told} har ändrats.": "{told} changed.",
    "{count} syns inte längre": "{count} no longer shown",
    "{count} syns inte längre i källan.": "{count} no longer shown by the source.",
    "{count} sista dag inom 30 dagar.": "{count} a deadline within 30 days.",
    "inga nya utlysningar, {others}": "no new calls, {others}",
    "Ny stark träff": "New strong match",
    "Sista dag {left}": "Deadline {left}",
    "och {count} till": "and {count} more",
    "Svara på brevet för hela listan.": "Reply to this mail for the whole list.",
    "Samordnaren tar fram den med:": "The coordinator gets it with:",
    "Passar också här:": "Fits here as well:",
    "se under": "see under",
    "Möten och nätverk som passar": "Meetings and networks that fit",
    "dagen är okänd": "the day is unknown",
    "Väntar på ert svar": "Waiting for your answer",
    "Kommunen ska alltid överväga det som passar. Också ett nej är ett svar.": (
        "The municipality is always to consider what fits. No is an answer, too."
    ),
    "svar senast {day}": "answer by {day}",
    "svaret skulle ha kommit {day}, för {days} sedan": "the answer was due on {day}, {days} ago",
    "{count} väntar på svar": "{count} waiting for an answer",
    "{count} på att ni tar ställning.": "{count} for you to take a stand.",
    "Pausa breven eller ändra": "Pause the mails or change them",
    "Avsluta breven": "End the mails",
    "Redan skickade": "Already sent",
    "Ert ställningstagande:": "Your stand:",
    "Söker": "We apply",
    "Bevakar": "We watch",
    "Avstår": "We decline",
    "Träffen är:": "The match is:",
    "relevant": "relevant",
    "inte relevant": "not relevant",
    "Brådskande träffar som du har fått i ett eget brev.": "Urgent matches that you had in a mail of their own.",
    "Ändrade utlysningar": "Changed calls",
    "Syns inte längre i källan": "No longer shown by the source",
    "Det betyder inte att de är stängda. Titta på källans sida innan ni lägger mer tid på dem.": (
        "This does not mean that they are closed. Look at the source before you spend more time on them."
    ),
    "Sågs senast {day}.": "Last seen {day}.",
    "Senast kända sista dag: {day}.": "Last known deadline: {day}.",
    "Sista dag okänd.": "Deadline unknown.",
    "Sista dag inom 30 dagar": "Deadline within 30 days",
    "syns inte längre i källan": "no longer shown by the source",
    "{calls}, eftersom en kommun inte kan delta.": "{calls}, since a municipality cannot take part.",
    "Kronor är räknade med {sek} kronor per euro ({day}).": "Kronor are reckoned at {sek} kronor for a euro ({day}).",
    # sources
    "genomsökt {when}": "searched {when}",
    "genomsökt {when}, oförändrad sedan förra gången": "searched {when}, unchanged since last time",
    "svarade {when}, men svaret verkar ofullständigt": "answered {when}, but the answer seems incomplete",
    "gick inte att nå {when}": "could not be reached {when}",
    "gick inte att läsa {when}": "could not be read {when}",
    "inte genomsökt ännu": "not searched yet",
    "senast genomsökt {when}": "last searched {when}",
    "har ännu inte gått att genomsöka": "has not been searched yet",
    "något verkar vara fel": "something seems to be wrong",
    # a call
    "stark träff": "strong match",
    "möjlig träff": "possible match",
    "svag träff": "weak match",
    "Sista dag": "Deadline",
    "Öppnar": "Opens",
    "Nämnden": "Board",
    "Medverkan": "Taking part",
    "Egen insats": "Own share",
    "Budget": "Budget",
    "Program": "Programme",
    "Typ av stöd": "Type of grant",
    "Ordförklaring": "Terms",
    "Språk": "Language",
    "utlysningen är på danska": "the call is in Danish",
    "utlysningen är på norska": "the call is in Norwegian",
    "utlysningen är på finska; bara en del av orden jämförs": "the call is in Finnish; only some words are compared",
    "utlysningen är på franska; bara en del av orden jämförs": "the call is in French; only some words are compared",
    "utlysningen är på tyska; bara en del av orden jämförs": "the call is in German; only some words are compared",
    "Handlar om:": "About:",
    "Varför:": "Why:",
    "”": "“",
    "okänd": "unknown",
    "okänt": "unknown",
    "Okänt": "Unknown",
    "medverkan": "how to take part",
    "egen insats": "own share",
    "nationellt stöd": "national support",
    "budget": "budget",
    "program": "programme",
    "okänt program": "unknown programme",
    "{unknown} (källan skriver ”{raw}”)": "{unknown} (the source writes “{raw}”)",
    "{day} (steg {stage})": "{day} (stage {stage})",
    "{days} och {count} till": "{days} and {count} more",
    "därefter {days}": "then {days}",
    "sista dag okänd": "deadline unknown",
    "även på {sources}": "also on {sources}",
    "och {count} liknande: {named}": "and {count} similar: {named}",
    "kommunen kan leda": "a municipality can lead",
    "kommunen kan vara partner": "a municipality can be a partner",
    "kommunen kan vara pilotplats": "a municipality can be a pilot site",
    "kommunens roll okänd": "role of a municipality unknown",
    "går att söka ensam": "can be applied for alone",
    "minst {partners} från {countries}": "at least {partners} from {countries}",
    "minst {least}": "at least {least}",
    "antal partner okänt": "number of partners unknown",
    "ansökan i ett steg": "one-stage application",
    "ansökan i två steg": "two-stage application",
    "antal steg okänt": "number of stages unknown",
    "hinner besluta {day}; handlingar senast {papers}": "can decide on {day}; papers by {papers}",
    "hinner inte besluta före sista dag": "cannot decide before the deadline",
    "okänt; inlagda möten slutar {day}": "unknown; the registered meetings end {day}",
    "{amount} totalt": "{amount} in all",
    "{amount} per projekt": "{amount} per project",
    "räcker till ungefär {count}": "enough for about {count}",
    "högst {amount}": "at most {amount}",
    "från {amount}": "from {amount}",
    "{low} till {high}": "{low} to {high}",
    "stödet täcker upp till 100 % – ingen egen insats krävs": "the grant covers up to 100% – no own share needed",
    "stödet täcker upp till {rate} % – egen insats minst {own} %": (
        "the grant covers up to {rate}% – own share at least {own}%"
    ),
    "vanligen ingen (programmets allmänna villkor)": "usually none (the programme's general conditions)",
    "vanligen ingen för kommuner, minst {own} % för vinstdrivande bolag (programmets allmänna villkor)": (
        "usually none for municipalities, at least {own}% for companies that make a profit "
        "(the programme's general conditions)"
    ),
    "{share}, i kronor okänt": "{share}, in kronor unknown",
    "{share}: ungefär {kronor} för alla parter tillsammans": "{share}: about {kronor} for all partners together",
    # changes
    "sista dag flyttad från {old} till {new}": "deadline moved from {old} to {new}",
    "sista dag nu känd: {new}": "deadline now known: {new}",
    "sista dag inte längre angiven (var {old})": "deadline no longer given (was {old})",
    "ny sista dag: {new}": "new deadline: {new}",
    "sista dag struken: {old}": "deadline struck out: {old}",
    "budgeten": "budget",
    "minsta bidraget": "smallest grant",
    "högsta bidraget": "largest grant",
    "antalet projekt": "number of projects",
    "stödets andel": "share of costs covered",
    "{name} ändrad från {old} till {new}": "{name} changed from {old} to {new}",
    "{name} ändrat från {old} till {new}": "{name} changed from {old} to {new}",
    "kommande": "forthcoming",
    "öppen för ansökan": "open for applications",
    "stängd": "closed",
    "nu {new}": "now {new}",
    "nu {new} (tidigare {old})": "now {new} (was {old})",
    "öppningsdag ändrad från {old} till {new}": "opening moved from {old} to {new}",
    "ny titel, tidigare ”{old}”": "new title, was “{old}”",
    "nytt från källan: ”{words}”": "news from the source: “{words}”",
    "Nytt från källan": "News from the source",
    "villkoren för vem som kan söka har ändrats": "the conditions for who can apply have changed",
    "villkoren har fyllts på eller tagits bort": "conditions have been added or removed",
    "programmet ändrat från {old} till {new}": "programme changed from {old} to {new}",
    "typen av stöd ändrad från {old} till {new}": "type of grant changed from {old} to {new}",
    "Läge": "State",
    "Titel": "Title",
    "Vem som kan söka": "Who can apply",
    "Ändrad utlysning: {title}": "Changed call: {title}",
    "Du har fått veta om utlysningen tidigare. Det här är nytt hos källan.": (
        "You have been told of this call before. This is new at the source."
    ),
    "Du har fått veta om utlysningarna tidigare. Det här är nytt hos källan.": (
        "You have been told of these calls before. This is new at the source."
    ),
    "Före": "Before",
    "Nu": "Now",
    # urgent, reminders
    "Bråttom att bestämma": "Time is short",
    "Bråttom: sista dag {left} – {title}": "Urgent: deadline {left} – {title}",
    "Bråttom: öppnar {left} – {title}": "Urgent: opens {left} – {title}",
    "{fits} öppnar eller stänger inom 10 arbetsdagar.": "{fits} opening or closing within 10 working days.",
    "Därför kommer brevet i dag och inte med nästa vanliga brev.": (
        "That is why you get this today and not with the next digest."
    ),
    "Påminnelse: sista dag {left} – {title}": "Reminder: deadline {left} – {title}",
    "Ni överväger den här utlysningen. Bestäm om ni söker, eller svara på brevet om ni avstår.": (
        "You are considering this call. Decide whether to apply, or reply if you will not."
    ),
    # confirmation
    "Du är kontaktperson i Bidragsvakt för {departments}": "You are a contact person in Bidragsvakt for {departments}",
    "Välkommen till Bidragsvakt": "Welcome to Bidragsvakt",
    "Du är inlagd som kontaktperson för {departments} i {organisation}.": (
        "You have been entered as contact person for {departments} in {organisation}."
    ),
    "Bidragsvakt söker igenom utlysningar från EU och svenska finansiärer och skickar dem som passar, {often} när det "
    "finns något nytt. Det som brådskar kommer samma dag.": (
        "Bidragsvakt searches calls from the EU and Swedish funders and sends those that fit, {often} when there is "
        "something new. What is urgent comes the same day."
    ),
    "varje vardag": "every working day",
    "en gång i veckan": "once a week",
    "en gång i månaden": "once a month",
    "Vad som sparas om dig": "What is stored of you",
    "Namn, e-postadress, förvaltning, språk, hur ofta du får brev, och vilka brev du har fått.": (
        "Name, mail address, department, language, how often you get mail, and which mails you have had."
    ),
    "{name} är inlagd som din ersättare.": "{name} is entered as your deputy.",
    "Varför": "Why",
    "För att kommunens verksamheter alltid ska överväga extern medfinansiering behöver någon få breven.": (
        "For the municipality always to consider external co-financing, somebody has to get these mails."
    ),
    "Hur länge": "For how long",
    "Så länge du är kontaktperson. Sedan gallras uppgifterna enligt kommunens beslut om gallring.": (
        "As long as you are a contact person. Then the data are deleted as the municipality has decided."
    ),
    "Vem du frågar": "Whom to ask",
    "Svara på brevet om du vill se, rätta eller ta bort uppgifterna, eller slippa breven.": (
        "Reply to this mail to see, correct or delete the data, or to get no more mail."
    ),
    "Områden du får träffar för": "Areas you get matches for",
    # what the yearly report lacks
    "Uppgifter till rapporten om internationellt arbete {year}": "Facts for the report on international work {year}",
    "Varje förvaltning och bolag rapporterar varje år sina EU-projekt, andra internationella projekt, ansökningar, "
    "övrigt internationellt arbete och vad det har gett. Det här saknas:": (
        "Every department and company reports its EU projects, other international projects, applications, other "
        "international work and what it has given, every year. This is missing:"
    ),
    "Inget är registrerat för {year}.": "Nothing is registered for {year}.",
    "Svara på brevet senast {day} med det som saknas.": "Reply to this mail by {day} with what is missing.",
    "Svara på brevet med det som saknas.": "Reply to this mail with what is missing.",
    "Finns inget att rapportera, svara det.": "If there is nothing to report, reply that.",
}
PLURALS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("av era utlysningar har", "av era utlysningar har"): ("of your calls has", "of your calls have"),
    ("källa genomsökt", "källor genomsökta"): ("source searched", "sources searched"),
    ("land", "länder"): ("country", "countries"),
    ("möjlig träff", "möjliga träffar"): ("possible match", "possible matches"),
    ("ny stark träff", "nya starka träffar"): ("new strong match", "new strong matches"),
    ("ny utlysning", "nya utlysningar"): ("new call", "new calls"),
    ("ny utlysning passar", "nya utlysningar passar"): ("new call fits", "new calls fit"),
    ("partner", "partner"): ("partner", "partners"),
    ("post", "poster"): ("entry", "entries"),
    ("projekt", "projekt"): ("project", "projects"),
    ("stark träff", "starka träffar"): ("strong match", "strong matches"),
    ("evenemang", "evenemang"): ("event", "events"),
    ("arbetsdag", "arbetsdagar"): ("working day", "working days"),
    ("utlysning väntar", "utlysningar väntar"): ("call waits", "calls wait"),
    ("utlysning", "utlysningar"): ("call", "calls"),
    ("utlysning har ändrats", "utlysningar har ändrats"): ("call has changed", "calls have changed"),
    ("utlysning som ni redan fått", "utlysningar som ni redan fått"): ("call that you have", "calls that you have"),
    ("utlysning är bortsorterad", "utlysningar är bortsorterade"): ("call is set aside", "calls are set aside"),
    ("vecka", "veckor"): ("week", "weeks"),
    ("ändrad", "ändrade"): ("changed", "changed"),
}
"""By the Swedish forms, of which several look alike."""
