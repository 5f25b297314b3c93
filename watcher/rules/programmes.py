"""EU programmes: the portal's codes and what people call them. Codes as seen in the portal's rows, 2026. Pure."""

from __future__ import annotations

from typing import NamedTuple

from watcher.rules.language import Language


class Programme(NamedTuple):
    """A programme's short name as stored, and its Swedish name for people."""

    short: str
    swedish: str


PORTAL_CODES: dict[str, Programme] = {
    "43108390": Programme("HORIZON", "Horisont Europa"),
    "43152860": Programme("DIGITAL", "Programmet för ett digitalt Europa"),
    "43252405": Programme("LIFE", "Life – miljö och klimat"),
    "43251567": Programme("CEF", "Fonden för ett sammanlänkat Europa"),
    "43251589": Programme("CERV", "Medborgare, jämlikhet, rättigheter och värden"),
    "43251814": Programme("CREA", "Kreativa Europa"),
    "43353764": Programme("ERASMUS+", "Erasmus+"),
    "43254037": Programme("ESC", "Europeiska solidaritetskåren"),
    "43254019": Programme("ESF+", "Europeiska socialfonden+"),
    "43252476": Programme("SMP", "Programmet för den inre marknaden"),
    "43332642": Programme("EU4H", "EU för hälsa"),
    "43298203": Programme("UCPM", "EU:s civilskyddsmekanism"),
    "44416173": Programme("I3", "Interregionala innovationsinvesteringar"),
    "43089234": Programme("INNOVFUND", "Innovationsfonden"),
    "44773066": Programme("JTM", "Mekanismen för en rättvis omställning"),
    "43252386": Programme("JUST", "Programmet för rättsliga frågor"),
    "43251447": Programme("AMIF", "Asyl-, migrations- och integrationsfonden"),
    "43252368": Programme("ISF", "Fonden för inre säkerhet"),
    "43637601": Programme("PPPA", "Pilotprojekt och förberedande åtgärder"),
    "43697167": Programme("EP", "Europaparlamentets bidrag"),
    "42810547": Programme("EUROPE DIRECT", "Europa direkt"),
    "44773133": Programme("IMREG", "Information om sammanhållningspolitiken"),
    "46324255": Programme("ERDF-TA", "Regionalfondens tekniska stöd"),
    "44181033": Programme("EDF", "Europeiska försvarsfonden"),
    "43298916": Programme("EURATOM", "Euratom"),
    "111111": Programme("RELEX-PROSPECT", "EU:s bistånd och yttre åtgärder"),
    "43392145": Programme("EMFAF", "Europeiska havs-, fiskeri- och vattenbruksfonden"),
    "43298664": Programme("AGRIP", "Säljfrämjande av jordbruksprodukter"),
    "43253967": Programme("RENEWFM", "Unionens finansieringsmekanism för förnybar energi"),
    "43252449": Programme("RFCS", "Forskningsfonden för kol och stål"),
    "45532249": Programme("EUBA", "EU:s byråer"),
}

_SWEDISH = {p.short: p.swedish for p in PORTAL_CODES.values()}


_ENGLISH = {
    "HORIZON": "Horizon Europe",
    "DIGITAL": "Digital Europe Programme",
    "LIFE": "LIFE – environment and climate",
    "CEF": "Connecting Europe Facility",
    "CERV": "Citizens, Equality, Rights and Values",
    "CREA": "Creative Europe",
    "ERASMUS+": "Erasmus+",
    "ESC": "European Solidarity Corps",
    "ESF+": "European Social Fund Plus",
    "SMP": "Single Market Programme",
    "EU4H": "EU4Health",
    "UCPM": "Union Civil Protection Mechanism",
    "I3": "Interregional Innovation Investments",
    "INNOVFUND": "Innovation Fund",
    "JTM": "Just Transition Mechanism",
    "JUST": "Justice Programme",
    "AMIF": "Asylum, Migration and Integration Fund",
    "ISF": "Internal Security Fund",
    "PPPA": "Pilot projects and preparatory actions",
    "EP": "European Parliament grants",
    "EUROPE DIRECT": "Europe Direct",
    "IMREG": "Information on cohesion policy",
    "ERDF-TA": "Regional development fund, technical assistance",
    "EDF": "European Defence Fund",
    "EURATOM": "Euratom",
    "RELEX-PROSPECT": "EU external action",
    "EMFAF": "European Maritime, Fisheries and Aquaculture Fund",
    "AGRIP": "Promotion of agricultural products",
    "RENEWFM": "Union renewable energy financing mechanism",
    "RFCS": "Research Fund for Coal and Steel",
    "EUBA": "EU agencies",
}


def programme_name(short: str | None, lang: Language) -> str:
    """What to call a stored programme in a language; the stored name itself where the house has none."""
    if lang.CODE == "sv" or not short:
        return swedish_name(short) if short else lang.say("okänt program")
    return _ENGLISH.get(short, short)


def swedish_name(short: str | None) -> str:
    """What to call a stored programme before people; the stored name itself where the house has none."""
    return _SWEDISH.get(short) or OTHERS.get(short, short) if short else "okänt program"


OTHERS: dict[str, str] = {
    "ERUF": "Europeiska regionala utvecklingsfonden",
    "FRO": "Fonden för en rättvis omställning",
    "EJFLU": "Jordbruksfonden för landsbygdsutveckling",
    "LEADER": "Leader – lokalt ledd utveckling",
    "INTERREG SOUTH BALTIC": "Interreg Södra Östersjön",
    "INTERREG ÖKS": "Interreg Öresund–Kattegatt–Skagerrak",
    "INTERREG BSR": "Interreg Östersjöregionen",
    "INTERREG NORTH SEA": "Interreg Nordsjön",
    "INTERREG EUROPE": "Interreg Europe",
    "INTERREG CENTRAL BALTIC": "Interreg Central Baltic",
    "URBACT": "Urbact",
    "EUI": "Europeiska stadsinitiativet",
    "H2020": "Horisont 2020",
    "EASI": "Sysselsättning och social innovation",
    "DUT": "Driving Urban Transitions",
    "RRF": "Faciliteten för återhämtning och resiliens",
    "BMVI": "Instrumentet för gränsförvaltning och viseringspolitik",
    "ICLD": "Internationellt centrum för lokal demokrati",
    "NORDPLUS": "Nordplus",
}
"""Programmes that municipalities have projects in and the portal has no code for."""


def known_programme(text: str) -> str | None:
    """The short name of a programme by its short or Swedish name, in any case; None for one the house has not."""
    wanted = text.strip().casefold()
    names = {**_SWEDISH, **OTHERS}
    return next((short for short, name in names.items() if wanted in (short.casefold(), name.casefold())), None)
