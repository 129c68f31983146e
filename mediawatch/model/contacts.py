"""Whom we reach the press by: the desks of outlets, and no more of journalists than an answer to them needs."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

ContactKind = Literal["desk", "person"]
ContactPurpose = Literal["answers", "corrections", "ideas", "invitations"]

CONTACT_PURPOSES: tuple[ContactPurpose, ...] = get_args(ContactPurpose)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A desk ("Tips", "Debatt") or a journalist. `outlet`: id of feeds.yaml, or a name.

    `hours`: when a desk is staffed and its deadlines. Of a person only `beat` ("følger kommunen"), `purpose` with
    `purpose_words` (why we need it) and `delete_on`, the day it is deleted unless somebody renews it; all three are
    nothing for a desk. `added_by`: mail address of the account. There is no field for what anybody writes or how: the
    tone of their work is no business of this list.
    """

    id: int = 0
    organisation: str
    kind: ContactKind = "desk"
    outlet: str = ""
    name: str
    email: str = ""
    phone: str = ""
    hours: str = ""
    beat: str = ""
    purpose: ContactPurpose | Literal[""] = ""
    purpose_words: str = ""
    delete_on: date | None = None
    added_by: str = ""
    created_at: datetime
    version: int = 1
