"""A weekly report to what people get: HTML, text, PDF, and one mail that holds them."""

from dataclasses import asdict
from datetime import datetime
from email import policy
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from mediawatch.model import Organisation, Recipient, WeeklyReport
from mediawatch.render import counted, render
from mediawatch.report import bars, typeset
from mediawatch.report.colour import readable
from mediawatch.report.lines import BAR_CELLS
from mediawatch.report.mail import NIGHT, NIGHT_CONTRAST, PAPER, inlined, mail_address, stable_id
from mediawatch.report.trend import svg
from mediawatch.report.weekly_page import weekly_page
from mediawatch.report.weekly_words import week_number

TEMPLATE = "report/weekly.typ"
CHART = "trend.svg"
YARDSTICK = "neighbours.svg"


def weekly_html(report: WeeklyReport, *, zone: ZoneInfo, chart: str = CHART, yardstick: str = YARDSTICK) -> str:
    """A report to a complete HTML document. `chart`, `yardstick`: where the pictures of the trend and of the neighbours
    lie; "" for none."""
    page = weekly_page(report, zone=zone)
    accent = report.organisation.accent
    made = render(
        "mail/weekly.html.jinja",
        page=page,
        chart=chart if page.trend else "",
        yardstick=yardstick if page.neighbours_bars else "",
        accent=readable(accent, PAPER),
        accent_dark=readable(accent, NIGHT, NIGHT_CONTRAST),
    )
    return inlined(made)


def weekly_text(report: WeeklyReport, *, zone: ZoneInfo) -> str:
    """A report to plain text of at most 76 columns."""
    return render("mail/weekly.txt.jinja", page=weekly_page(report, zone=zone), blanks=BAR_CELLS)


def weekly_chart(report: WeeklyReport, *, zone: ZoneInfo) -> str:
    """The trend as SVG; "" while there are too few weeks for one."""
    page = weekly_page(report, zone=zone)
    return svg(page.trend, accent=readable(report.organisation.accent, PAPER)) if page.trend else ""


def weekly_yardstick(report: WeeklyReport, *, zone: ZoneInfo) -> str:
    """The neighbours' volume as SVG; "" before a whole week was counted."""
    drawn = weekly_page(report, zone=zone).neighbours_bars
    return bars.svg(drawn, accent=readable(report.organisation.accent, PAPER)) if drawn else ""


def weekly_pdf(report: WeeklyReport, *, zone: ZoneInfo) -> bytes:
    """A report to a PDF for print and the archive."""
    page = weekly_page(report, zone=zone)
    data = {**asdict(page), "accent": readable(report.organisation.accent, PAPER)}
    for name in ("good", "bad", "others"):
        for story, made in zip(getattr(page, name), data[name], strict=True):
            made["tone"] = story.tone._asdict()
    drawn = {CHART: weekly_chart(report, zone=zone), YARDSTICK: weekly_yardstick(report, zone=zone)}
    return typeset.pdf(TEMPLATE, data, {name: picture for name, picture in drawn.items() if picture})


def subject(report: WeeklyReport) -> str:
    """ "Modum i media, uke 47: synlighet 71 av 100, 8 saker"."""
    week = report.week
    name = f"{report.organisation.place} i media, uke {week_number(week)}"
    if week.score.is_empty:
        return f"{name}: ingen omtale"
    return f"{name}: synlighet {round(week.score.score)} av 100, {counted(len(week.score.stories), 'sak', 'saker')}"


def weekly_message(
    report: WeeklyReport, recipient: Recipient, *, sender: str, csv: str, now: datetime, zone: ZoneInfo
) -> EmailMessage:
    """A report to the one message for `recipient`: text, HTML with its chart, the PDF and the CSV. `csv`: the rows
    that the score can be computed from. Raises DeliveryError when an address is none."""
    address = mail_address(sender, recipient.id)
    week = report.week.week
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = subject(report)
    message["From"] = address
    message["To"] = mail_address(recipient.email, recipient.id, name=recipient.name)
    message["Date"] = now.astimezone(zone)
    message["Message-ID"] = weekly_id(report.organisation, recipient, week, sender=sender)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["Content-Language"] = "nb"
    message.set_content(weekly_text(report, zone=zone), cte="quoted-printable")
    pictures = (
        (f"<chart.{week}@{address.domain}>", weekly_chart(report, zone=zone)),
        (f"<neighbours.{week}@{address.domain}>", weekly_yardstick(report, zone=zone)),
    )
    chart, yardstick = (f"cid:{name[1:-1]}" if drawn else "" for name, drawn in pictures)
    html = weekly_html(report, zone=zone, chart=chart, yardstick=yardstick)
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    body = message.get_body(("html",))
    for name, drawn in pictures:
        if body is not None and drawn:
            body.add_related(typeset.png(drawn), "image", "png", cid=name, disposition="inline")
    file = f"{report.organisation.id}-{week}".lower()
    pdf = weekly_pdf(report, zone=zone)
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename=f"{file}.pdf")
    message.add_attachment(csv.encode(), maintype="text", subtype="csv", filename=f"{file}.csv")
    return message


def weekly_id(organisation: Organisation, recipient: Recipient, week: str, *, sender: str) -> str:
    """The Message-ID of a report: the same for the same organisation, recipient and week."""
    domain = mail_address(sender, recipient.id).domain
    return stable_id("weekly", organisation, recipient, week, domain=domain)
