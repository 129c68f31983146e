"""The words of a crisis that pages and mails share."""

from mediawatch.model import Channel

CHANNEL_NAMES: dict[Channel, str] = {
    "interview": "intervju",
    "phone": "telefon",
    "press release": "pressemelding",
    "website": "nettsiden",
    "social media": "sosiale medier",
    "meeting": "pressekonferanse eller møte",
    "other": "annet",
}
