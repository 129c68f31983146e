"""What happened, in a line: a round, a message."""

from mediawatch.console import count_words
from mediawatch.jobs.delivery import Delivered
from mediawatch.jobs.summary import RoundSummary


def delivery_words(delivered: Delivered) -> str:
    """What became of a digest, a weekly report, the new hits of a search, the news of a crisis or a reminder, in a
    line."""
    who = delivered.recipient.name
    names = {
        "digest": "dagens oversikt",
        "weekly": "ukesrapporten",
        "search": "nye treff",
        "crisis": "krisemeldingen",
        "reminder": "påminnelsen",
    }
    what = names[delivered.kind]
    nothing = (
        "Ingenting ble lest uken før: {} får ingen ukesrapport."
        if delivered.kind == "weekly"
        else "Ingen nye saker: {} får ingen e-post i dag."
    )
    return {
        "sent": f"Sendte {what} til {who}.",
        "outbox": f"Skrev {what} til {who} i {delivered.place}.",
        "empty": nothing.format(who),
        "uncertain": f"Kanskje sendt til {who}, og derfor ikke sendt på nytt: {delivered.advice}",
        "failed": f"Fikk ikke sendt til {who}: {delivered.advice}",
    }[delivered.outcome]


def round_words(summary: RoundSummary) -> str:
    """What a round brought, in a line."""
    return f"{count_words(summary.new, 'ny post', 'nye poster')}, {count_words(summary.ours, 'sak', 'saker')} om oss"
