"""From a number to the stories behind it: addresses of the archive with the right words in its search field."""

from datetime import date
from urllib.parse import quote

from mediawatch.model import Organisation


def archive_link(organisation: Organisation, *words: str, since: date | None = None, until: date | None = None) -> str:
    """Words of the archive's grammar (`utgiver:elvebladet`, `tone:negativ`) and a time to an address."""
    told = [*words]
    if since is not None:
        told.append(f"fra:{since.isoformat()}")
    if until is not None:
        told.append(f"til:{until.isoformat()}")
    return f"/{organisation.id}/arkiv?sok={quote(' '.join(told), safe=':')}"


def field(name: str, value: str) -> str:
    """A field and its value, in quotation marks where the value is more than a word: `sted:"Vestre Spone"`."""
    clean = value.replace('"', " ").strip()
    return (
        f"{name}:{clean}" if clean and all(sign.isalnum() or sign in "-_." for sign in clean) else f'{name}:"{clean}"'
    )
