"""Mails as mail programs make them: a journalist's own, and those an adviser sends on. Invented persons and outlets."""

from email.message import EmailMessage

OWN, JOURNALIST = "Ranveig Rådgiver <ranveig@modum.kommune.no>", "Kari Nordlie <kari@elvebladet.example>"
QUESTION = "Hvor mange elever i skolen venter på PPT?\nJeg har frist i dag kl. 14."
SIGNATURE = "\n\nVennlig hilsen\nKari Nordlie\njournalist, Elvebladet\n912 34 567"
HISTORY = "\n\nDen 23. nov. 2026 kl. 08:00 skrev Postmottak <post@modum.kommune.no>:\n> Takk for sist.\n> Hilsen oss"


def mail(
    text: str, subject: str, *, sender: str = JOURNALIST, number: str = "1", html: str = "", **headers: str
) -> bytes:
    """A mail as bytes. `number` makes its Message-ID."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, "presse@modum.kommune.no", subject
    made["Date"], made["Message-ID"] = "Tue, 24 Nov 2026 09:30:00 +0100", f"<{number}@mail.example>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    if text or not html:
        made.set_content(text)
    if html and text:
        made.add_alternative(html, subtype="html")
    elif html:
        made.set_content(html, subtype="html")
    return made.as_bytes()


def block(*lines: str) -> str:
    return "\n".join(lines)


ASKED = QUESTION + SIGNATURE + HISTORY
FORWARDS = {
    "Outlook": mail(
        block(
            "Kan du ta denne?", "", "Mvh Ranveig", "", "Fra: Kari Nordlie <kari@elvebladet.example>",
            "Sendt: tirsdag 24. november 2026 09:12", "Til: Postmottak <post@modum.kommune.no>",
            "Emne: Ventetid i PPT", "", ASKED,
        ), "VS: Ventetid i PPT", sender=OWN),
    "Outlook in English": mail(
        block(
            "From: Kari Nordlie <kari@elvebladet.example>", "Sent: Tuesday, November 24, 2026 9:12 AM",
            "To: Postmottak <post@modum.kommune.no>", "Cc: Per <per@elvebladet.example>", "Subject: Ventetid i PPT",
            "", ASKED,
        ), "FW: Ventetid i PPT", sender=OWN),
    "Outlook in nynorsk": mail(
        block(
            "Frå: Kari Nordlie <kari@elvebladet.example>", "Sendt: tysdag 24. november 2026 09:12",
            "Til: Postmottak <post@modum.kommune.no>", "Emne: Ventetid i PPT", "", ASKED,
        ), "VS: Ventetid i PPT", sender=OWN),
    "Outlook, HTML only": mail(
        "", "VS: Ventetid i PPT", sender=OWN,
        html="<html><head><style>p{margin:0}</style></head><body><p>Kan du ta denne?</p><div style='border:0'><p>"
        "<b>Fra:</b> Kari Nordlie &lt;kari@elvebladet.example&gt;<br><b>Sendt:</b> tirsdag 24. november 2026 09:12<br>"
        "<b>Til:</b> Postmottak<br><b>Emne:</b> Ventetid i PPT<o:p></o:p></p></div><p>Hvor mange   elever i\nskolen "
        "venter på PPT?</p><p>Jeg har frist i dag kl. 14.</p>"
        "<p>Vennlig hilsen<br>Kari Nordlie<br>912 34 567</p></body></html>"),
    "Gmail": mail(
        block(
            "FYI", "", "---------- Forwarded message ---------", "From: Kari Nordlie <kari@elvebladet.example>",
            "Date: Tue, Nov 24, 2026 at 9:12 AM", "Subject: Ventetid i PPT", "To: <post@modum.kommune.no>", "", "",
            ASKED,
        ), "Fwd: Ventetid i PPT", sender=OWN),
    "Gmail in Norwegian": mail(
        block(
            "---------- Videresendt melding ---------", "Fra: Kari Nordlie <kari@elvebladet.example>",
            "Date: tir. 24. nov. 2026 kl. 09:12", "Subject: Ventetid i PPT", "To: <post@modum.kommune.no>", "", "",
            ASKED,
        ), "Fwd: Ventetid i PPT", sender=OWN),
    "Apple Mail": mail(
        block("Start på videresendt melding:", "", *(
            f"> {line}" for line in block(
                "Fra: Kari Nordlie <kari@elvebladet.example>", "Emne: Ventetid i PPT",
                "Dato: 24. november 2026 kl. 09:12:33 CET", "Til: post@modum.kommune.no", "", QUESTION + SIGNATURE,
            ).split("\n")
        )), "Vs: Ventetid i PPT", sender=OWN),
    "Thunderbird": mail(
        block(
            "-------- Videresendt melding --------", "Emne: \tVentetid i PPT",
            "Dato: \tTue, 24 Nov 2026 09:12:00 +0100",
            "Fra: \tKari Nordlie <kari@elvebladet.example>", "Til: \tpost@modum.kommune.no", "", "", "", ASKED,
        ), "Fwd: Ventetid i PPT", sender=OWN),
}  # fmt: skip
"""The same question sent on by every program."""


def attached() -> bytes:
    """The question as a mail attached to another, with a file in it."""
    inner = EmailMessage()
    inner["From"], inner["Subject"] = JOURNALIST, "Ventetid i PPT"
    inner["Date"], inner["Message-ID"] = "Tue, 24 Nov 2026 09:12:00 +0100", "<original@elvebladet.example>"
    inner.set_content(ASKED)
    inner.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="ventelister æøå.pdf")
    outer = EmailMessage()
    outer["From"], outer["Subject"], outer["Message-ID"] = OWN, "VS: Ventetid i PPT", "<outer@modum.example>"
    outer["Date"] = "Tue, 24 Nov 2026 09:30:00 +0100"
    outer.set_content("Se vedlagt.")
    outer.add_attachment(inner)
    return outer.as_bytes()


def many_parts(count: int) -> bytes:
    """A mail of very many parts, the question in the first."""
    head = (
        b"From: Kari Nordlie <kari@elvebladet.example>\nSubject: Deler\nMessage-ID: <deler@mail.example>\n"
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
    )
    part = b"--x\nContent-Type: text/plain; charset=utf-8\n\n%s\n"
    return head + part % b"Hva skjer?" + b"".join(part % b"tull" for _ in range(count)) + b"--x--\n"


def nested(depth: int) -> bytes:
    """Multiparts within multiparts, deeper than Python's stack."""
    lines = ["From: kari@elvebladet.example", "Subject: Dypt", "Message-ID: <dypt@mail.example>", "MIME-Version: 1.0"]
    for level in range(depth):
        lines += [f'Content-Type: multipart/mixed; boundary="b{level}"', "", f"--b{level}"]
    return "\n".join([*lines, "Content-Type: text/plain", "", "Hva skjer?"]).encode()


HOSTILE = {
    "nothing at all": b"",
    "only blank lines": b"\n\n\n",
    "no headers": b"Bare tekst uten hode, og et sporsmal?",
    "many parts": many_parts(10_000),
    "deep": nested(3_000),
    "deep mails": b"Content-Type: message/rfc822\n\n" * 3_000 + b"Subject: x\n\nHva?",
    "unknown charset": b"Subject: Hva\nContent-Type: text/plain; charset=finnes-ikke\n\nHva skjer p\xe5 skolen?",
    "charset with a NUL": b'Subject: Hva\nContent-Type: text/plain; charset="utf\x00-8"\n\nHva skjer p\xe5 skolen?',
    "charset in pieces": b"Subject: Hva\nContent-Type: text/plain; charset*0*=a'b'%ff; charset*1=c\n\nHva?",
    "bad charset name": b"Subject: Hva\nContent-Type: text/plain; charset*=utf-99''%ff%fe\n\nHva?",
    "letters said to be utf-8": b"Subject: Hva\nContent-Type: text/plain; charset=utf-8\n\nHva skjer p\xe5 skolen?",
    "bad base64": b"Subject: Hva\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!\xff===",
    "bad words in the subject": b"Subject: =?utf-8?q?=FF=FE?= =?x-none?b?!!?=\n\nHva?",
    "a subject without end": b"Subject: " + b"x" * 500_000 + b"\n\nHva?",
    "ten thousand references": b"Subject: Hva\nReferences: " + b"<a@b> " * 10_000 + b"\n\nHva?",
    "an odd sender": b'From: "@" <,;<>"@@@\nSubject: Hva\n\nHva?',
    "NUL and escapes": b"From: Kari\x00 <k@a.example>\nSubject: \x1b[31mHva\n\nHva\x00 skjer\x1b[0m?",
    "no boundary": b"Subject: Hva\nContent-Type: multipart/mixed\n\n--x\n\nHva?",
    "never closed": b"Subject: Hva\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nHva?",
    "HTML that is none": b"Subject: Hva\nContent-Type: text/html\n\n<<<<><!-- <p>Hva skjer?",
    "HTML a hundred thousand deep": b"Subject: Hva\nContent-Type: text/html\n\n" + b"<div>" * 100_000 + b"Hva?",
    "a date that is none": b"Date: i forgaars\nSubject: Hva\n\nHva?",
    "a date far ahead": b"Date: Fri, 31 Dec 9999 23:59:59 -9959\nSubject: Hva\n\nHva?",
    "one long line": b"Subject: Hva\n\n" + b"a" * 1_000_000,
    "headers that never end": b"X: y\n" * 100_000,
    "lines that look like headers": b"Subject: Hva\n\n" + b"Fra:" + b" " * 100_000 + b"x\n" + b"Til: \n" * 20_000,
    "quotes in quotes": b"Subject: Hva\n\n" + b">" * 200_000,
}
"""Mails that somebody wants us to fall over."""
AUTOMATIC = {
    "a bounce": b"From: MAILER-DAEMON@x.example\nSubject: Feil\nContent-Type: multipart/report; boundary=x\n\n--x--",
    "out of office": mail("Jeg er bortreist.", "Automatisk svar", Auto_Submitted="auto-replied", number="a0"),
    "an answer of Outlook's": mail("Jeg er bortreist.", "Fravær", X_Autoreply="yes", number="a1"),
    "a newsletter": mail("Ukens nyheter", "Nyhetsbrev", List_Unsubscribe="<https://liste.example/av>", number="a2"),
    "bulk": mail("Tilbud", "Tilbud", Precedence="bulk", number="a3"),
    "spam": mail("Vinn penger", "Vinn", X_Spam_Flag="YES", number="a4"),
    "our own alarm": mail("Fristen er ute", "Fristen er ute", sender=OWN, Auto_Submitted="auto-generated", number="a5"),
    "a calendar": b"From: kari@elvebladet.example\nSubject: Mote\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR",
}
"""What no person asks."""
