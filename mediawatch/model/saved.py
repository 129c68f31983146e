"""Records of searches that people keep."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

MailEvery = Literal["day", "week"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A query somebody keeps under a name. `account`: whose it is; `shared`: everybody in the organisation sees it;
    `has_feed`: feed readers may ask for it at a secret address."""

    id: int
    organisation: str
    account: int
    name: str
    query: str
    shared: bool
    created_at: datetime
    has_feed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchMail:
    """A saved search whose new hits go to somebody by mail. `since`: told of what was first seen up to then."""

    search: SavedSearch
    account: int
    email: str
    name: str
    every: MailEvery
    since: datetime
