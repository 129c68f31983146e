"""What to do when a mail cannot be delivered, in Norwegian, by what went wrong."""

AMBIGUOUS = (
    "Forbindelsen ble brutt mens e-posten ble overlevert. Vi vet ikke om den kom fram, "
    "og sender den derfor ikke på nytt. Spør mottakeren, eller lag den på nytt med «mediawatch digest --preview»."
)
BAD_ADDRESS = "E-postadressen er ikke gyldig. Rett den i organisations/ eller i innstillingene (avsender)."
CERTIFICATE = (
    "Sertifikatet til e-postserveren er ikke gyldig for dette navnet. Sjekk vertsnavnet i innstillingene, "
    "eller be IT om et gyldig sertifikat."
)
NO_LOGIN = (
    "E-postserveren støtter ikke det som trengs for å sende: innlogging eller adresser med æ, ø og å. "
    "Sjekk brukernavn, port og adresser."
)
NO_TLS = "E-postserveren tilbyr ikke kryptering (STARTTLS). Prøv port 465 med «tls», eller spør IT."
PLAIN_LOGIN = "Vi sender ikke passord uten kryptering. Velg «starttls» eller «tls» i innstillingene."
UNREACHABLE = "Vi fikk ikke kontakt med e-postserveren. Sjekk vertsnavn, port og nettverk. Vi prøver igjen senere."

_LOGIN = "E-postserveren godtok ikke brukernavn og passord. Rett dem i innstillingene."
_MAILBOX = "Serveren kjenner ikke adressen eller tar ikke imot e-post til den. Rett adressen i organisations/."
_FULL = "Postkassen er full, eller e-posten er for stor for den. Be mottakeren rydde."
_REFUSED = "E-postserveren avviste meldingen. Spør IT om avsenderadressen har lov til å sende."
_LATER = "E-postserveren ber oss prøve igjen senere. Det gjør vi; du trenger ikke gjøre noe."
_BY_CODE = {530: _LOGIN, 534: _LOGIN, 535: _LOGIN, 538: _LOGIN, 550: _MAILBOX, 551: _MAILBOX, 552: _FULL, 553: _MAILBOX}


def advice_for_code(code: int) -> str:
    """The answer of a mail server (RFC 5321 §4.2) to what the operator can do about it."""
    return _BY_CODE.get(code, _REFUSED) if 500 <= code < 600 else _LATER
