"""The contacts, with their versions and log."""

from datetime import date, datetime

from sqlalchemy import Engine, delete, select

from mediawatch.errors import ChangedError
from mediawatch.model import Contact
from mediawatch.store.cases import Cases
from mediawatch.store.connect import lock, reading, writing
from mediawatch.store.contact_tables import contact

CONFIDENTIAL = ("name", "email", "phone", "beat", "purpose_words")
"""What the log does not repeat: an address that was deleted must not live on there."""


class Contacts(Cases[Contact]):
    """Desks and journalists of outlets."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, contact, Contact, "contact", confidential=CONFIDENTIAL)

    def listed(self, organisation: str) -> list[Contact]:
        """All of them, by outlet, desks before people, by name."""
        found = self.all(organisation)
        return sorted(found, key=lambda one: (one.outlet.casefold(), one.kind, one.name.casefold(), one.id))

    def remove(
        self,
        organisation: str,
        contact_id: int,
        *,
        by: str,
        now: datetime,
        expected: int | None,
        why: str = "",
        today: date | None = None,
    ) -> Contact | None:
        """Delete a contact for good; None when there is none of that number. `expected` as in `change`."""
        with writing(self.engine) as connection:
            lock(connection, self._kind, organisation, str(contact_id))
            found = self._one(connection, organisation, contact_id)
            if found is None or (today and (found.delete_on is None or found.delete_on > today)):
                return None
            if expected is not None and found.version != expected:
                raise ChangedError(f"contact {contact_id} was changed meanwhile")
            connection.execute(delete(contact).where(contact.c.id == contact_id))
            self._log(connection, found, "remove", {"kind": found.kind, "outlet": found.outlet}, {}, by, now, why)
            return found

    def expired(self, organisation: str, today: date) -> list[int]:
        """Ids of those that were to be deleted on `today` or before."""
        query = select(contact.c.id).where(contact.c.organisation == organisation, contact.c.delete_on <= today)
        with reading(self.engine) as connection:
            return [int(one) for one in connection.scalars(query.order_by(contact.c.id))]
