"""Rules over what the EU portal says in codes: identifier, programme, type of action and title."""

from __future__ import annotations

from watcher.rules.eligibility import reasons as why
from watcher.rules.eligibility.rule import Rule, action, identifier, programme, rule, title

RULES: tuple[Rule, ...] = (
    rule(why.RESEARCHERS, r"^ERC-|^HORIZON-MSCA-(?!.*CITIZENS)|-TALENTS-0", identifier),
    rule(why.RESEARCHERS, r"\b(?:ERC|TMA MSCA)\b", action),
    rule(why.RESEARCHERS, r"\bERA Fellowships\b|\bPostdoctoral Fellowships\b|\bDoctoral Networks\b", title),
    rule(why.UNIVERSITIES, r"^ERASMUS-EDU-.*-(?:EUED|FORWARD-HE|ECHE|SSEF|EUR-UNIV|EMJM)\b|-CONF-INT-\d", identifier),
    rule(why.UNIVERSITIES, r"\bCharter for Higher Education\b", title),
    rule(why.INFRASTRUCTURE, r"^HORIZON-INFRA-\d{4}-(?:(?:\d+-)?EOSC|DEV|SERV)-", identifier),
    # Prizes for cities and for sport clubs stay, and so do contests that anyone may enter.
    rule(why.PRIZE, r"^HORIZON-(?:JU|EURATOM)-.*PRIZE|SOFT-PRIZE|-GENDER-PRIZE|-EUIPA-PRIZE", identifier),
    rule(why.DEFENCE, r"^(?:EDF|EDIP|ASAP|EDIRPA)-|^HORIZON-EIC-\d{4}-DEFENCE", identifier),
    rule(why.DEFENCE, r"^(?:EDF|European Defence Fund\b.*)$", programme),
    rule(why.FARM, r"^AGRIP", identifier),
    rule(why.FARM, r"^AGRIP$", programme),
    rule(why.COMPANIES, r"^HORIZON-EIC-\d{4}-(?:ACCELERATOR|PATHFINDER|TRANSITION|STEP)", identifier),
    rule(why.COMPANIES, r"EIC Accelerator|EIC Blended|EIC Equity", action),
    rule(
        why.FILM,
        r"^CREA-MEDIA-\d{4}-(?:DEV|TVONLINE|FILM(?:DIST|SALES|OVE)|VODNET|CODEV|MARKETS|INNOVBUS|VGIM)",
        identifier,
    ),
    rule(why.ABROAD, r"^RELEX-PROSPECT$", programme),
    rule(why.ABROAD, r"^ERASMUS-EDU-\d{4}-(?:CB-VET|CBHE|VIRT-EXCH)|^ERASMUS-YOUTH-\d{4}-CB\b|-EDCTP3-", identifier),
    rule(why.ABROAD, r"-UAACQUIS\d|-UKRAINIANTECH-", identifier),
    rule(why.ELSEWHERE, r"-YOUTH4OR\d|^RENEWFM-|^ED-\d{4}-(?!SWEDEN)[A-Z]+-FPA", identifier),
    rule(why.NUCLEAR, r"^(?:HORIZON-)?EURATOM-", identifier),
    rule(why.NUCLEAR, r"^EURATOM$", programme),
    rule(why.INDUSTRY, r"^RFCS-", identifier),
    rule(why.INDUSTRY, r"^RFCS$", programme),
    rule(why.OPERATING, r"\bOperating Grants?\b", action),
    rule(why.OPERATING, r"\boperating grants?\b", title),
    rule(why.CIVIL_SOCIETY, r"^CERV-\d{4}-DAPHNE-REGRANTING|^ESC-HUMAID-", identifier),
    rule(why.CIVIL_SOCIETY, r"\b(?:call for proposals )?for civil society organi[sz]ations\b", title),
    rule(why.PARTIES, r"^SOCPL-\d{4}-(?:INFO-WK|SOC-DIALOG)", identifier),
    rule(why.AUTHORITIES, r"^EUAF-\d{4}-TA-|^PERI-\d{4}-|^DIGITAL-ECCC-.*-(?:NCC-|NCH$|CBCH$)", identifier),
    rule(why.INVITED, r"-SGA$|^EUBA-EFSA-|^ESF-\d{4}-EURES-", identifier),
    rule(why.INVITED, r"\b(?:Framework Partnership|Specific Grant) Agreement\b", action),
    rule(why.LISTED, r"^CEF-E-\d{4}-PCI-PMI-", identifier),
    # Tender notices carry the number of the notice; innovation procurement (PCP, PPI) is a grant and carries a code.
    rule(why.TENDER, r"^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:-[A-Z]+)?$", identifier),
    rule(why.TENDER, r"\b(?:call for tenders?|invitation to tender|contract notice)\b", title),
)
