"""Tests of mediawatch.report.mail.send against real SMTP servers on loopback."""

import email
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from typing import Any

import pytest
import sample
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from mediawatch.errors import DeliveryError
from mediawatch.report.mail import SmtpSettings, digest_message, send

MESSAGE = digest_message(
    sample.digest(), sample.RECIPIENT, sender="Modum i media <media@modum.example.no>", base_url=None, now=sample.NOW
)
AUTHORITY = trustme.CA()
PASSWORD = "blåbær-og-fløte"


class Mailbox:
    """A mail server's memory of what happened, and what it answers."""

    def __init__(self, *, rcpt: str = "250 OK", data: str = "250 OK", drop: bool = False) -> None:
        self.events: list[str] = []
        self.content: list[bytes] = []
        self.rcpt, self.data, self.drop = rcpt, data, drop

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.events.append(f"MAIL {address}")
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        self.events.append(f"RCPT {address}")
        envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.events.append(f"DATA {'tls' if session.ssl else 'plain'}")
        assert isinstance(envelope.content, bytes)
        self.content.append(envelope.content)
        if self.drop:
            server.transport.abort()
        return self.data

    def login(self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, secret: Any) -> AuthResult:
        assert isinstance(secret, LoginPassword)
        self.events.append("LOGIN")
        return AuthResult(success=secret.password == PASSWORD.encode(), handled=False)


def server_context(name: str = "localhost") -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    AUTHORITY.issue_cert(name).configure_cert(context)
    return context


def client_context() -> ssl.SSLContext:
    context = ssl.create_default_context()
    AUTHORITY.configure_trust(context)
    return context


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(box: Mailbox, host: str = "127.0.0.1", **options: Any) -> Iterator[int]:
    """A real server on loopback, and its port."""
    controller = Controller(box, hostname=host, port=free_port(), **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop(no_assert=True)


def plain(port: int) -> SmtpSettings:
    return SmtpSettings(host="127.0.0.1", port=port, security="none", timeout=5)


def lines_of(message: email.message.Message) -> list[list[str]]:
    assert isinstance(message, EmailMessage)
    return [part.get_content().splitlines() for part in message.iter_parts()]


def refused(port: int, settings: SmtpSettings | None = None, **how: Any) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        send(MESSAGE, settings or plain(port), **how)
    assert caught.value.recipient == "anne.lunde@example.no"
    assert caught.value.advice
    return caught.value


def test_the_message_arrives_whole_and_is_marked_right_before() -> None:
    box = Mailbox()
    with serving(box) as port:
        send(MESSAGE, plain(port), before_data=lambda: box.events.append("marked"))
    assert box.events == [
        "MAIL media@modum.example.no",
        "RCPT anne.lunde@example.no",
        "marked",
        "DATA plain",
    ]
    read = email.message_from_bytes(box.content[0], policy=policy.default)
    assert read["Message-ID"] == MESSAGE["Message-ID"]
    assert lines_of(read) == lines_of(MESSAGE)


def test_starttls_encrypts_and_logs_in_with_norwegian_letters() -> None:
    box = Mailbox()
    options = {"tls_context": server_context(), "require_starttls": True, "auth_required": True}
    with serving(box, authenticator=box.login, **options) as port:
        settings = SmtpSettings(host="localhost", port=port, user="media", password=PASSWORD, timeout=5)
        send(MESSAGE, settings, context=client_context())
    assert box.events[0] == "LOGIN"
    assert box.events[-1] == "DATA tls"


def test_implicit_tls() -> None:
    box = Mailbox()
    with serving(box, ssl_context=server_context()) as port:
        settings = SmtpSettings(host="localhost", port=port, security="tls", timeout=5)
        send(MESSAGE, settings, context=client_context())
    assert box.events[-1].startswith("DATA")


def test_a_wrong_password_is_not_worth_trying_again() -> None:
    box, marked = Mailbox(), list[str]()
    options = {"tls_context": server_context(), "auth_required": True}
    with serving(box, authenticator=box.login, **options) as port:
        settings = SmtpSettings(host="localhost", port=port, user="media", password="feil", timeout=5)
        error = refused(port, settings, context=client_context(), before_data=lambda: marked.append("x"))
    assert not error.temporary
    assert "brukernavn og passord" in error.advice
    assert "feil" not in str(error)
    assert marked == []


def test_a_server_without_encryption_gets_nothing() -> None:
    box = Mailbox()
    with serving(box) as port:
        error = refused(port, SmtpSettings(host="localhost", port=port, timeout=5), context=client_context())
    assert (error.temporary, box.events) == (False, [])
    assert "STARTTLS" in error.advice


@pytest.mark.parametrize(("security", "option"), [("starttls", "tls_context"), ("tls", "ssl_context")])
def test_a_certificate_for_another_name_is_refused(security: Any, option: str) -> None:
    box = Mailbox()
    with serving(box, **{option: server_context("annet.example.no")}) as port:
        settings = SmtpSettings(host="localhost", port=port, security=security, timeout=5)
        error = refused(port, settings, context=client_context())
    assert "Sertifikatet" in error.advice
    assert not error.temporary
    assert box.events == []


def test_an_unknown_certificate_authority_is_refused_by_default() -> None:
    box = Mailbox()
    with serving(box, tls_context=server_context()) as port:
        error = refused(port, SmtpSettings(host="localhost", port=port, timeout=5))
    assert "Sertifikatet" in error.advice
    assert box.events == []


@pytest.mark.parametrize(
    ("box", "temporary", "advice", "was_marked"),
    [
        (Mailbox(rcpt="550 5.1.1 No such user"), False, "kjenner ikke adressen", False),
        (Mailbox(rcpt="451 4.7.1 Greylisted"), True, "prøve igjen senere", False),
        (Mailbox(rcpt="552 5.2.2 Mailbox full"), False, "Postkassen er full", False),
        (Mailbox(data="451 4.3.0 Busy"), True, "prøve igjen senere", True),
        (Mailbox(data="554 5.7.1 Rejected"), False, "avviste meldingen", True),
        (Mailbox(drop=True), False, "ikke på nytt", True),
    ],
    ids=["unknown", "greylisted", "full", "busy", "rejected", "dropped"],
)
def test_what_the_server_answers_decides_what_happens_next(
    box: Mailbox, temporary: bool, advice: str, was_marked: bool
) -> None:
    marked: list[str] = []
    with serving(box) as port:
        error = refused(port, before_data=lambda: marked.append("x"))
    assert error.temporary is temporary
    assert advice in error.advice
    assert bool(marked) is was_marked


def test_nobody_listening_is_temporary() -> None:
    error = refused(free_port())
    assert error.temporary
    assert "ikke kontakt" in error.advice


def test_a_password_never_travels_in_the_open() -> None:
    box = Mailbox()
    with serving(box, host="127.0.0.2", authenticator=box.login, auth_require_tls=False) as port:
        settings = SmtpSettings(
            host="127.0.0.2", port=port, security="none", user="media", password=PASSWORD, timeout=5
        )
        error = refused(port, settings)
    assert not error.temporary
    assert "uten kryptering" in error.advice
    assert box.events == []
    assert PASSWORD not in repr(settings)


def test_what_the_marking_raises_stops_the_message() -> None:
    box = Mailbox()

    def already_sent() -> None:
        raise LookupError("sent by another process")

    with serving(box) as port, pytest.raises(LookupError):
        send(MESSAGE, plain(port), before_data=already_sent)
    assert box.content == []


def test_an_address_with_norwegian_letters_needs_a_server_that_can() -> None:
    recipient = replace(sample.RECIPIENT, email="bjørn@example.no")
    made = digest_message(sample.digest(), recipient, sender="media@example.no", base_url=None, now=sample.NOW)
    box = Mailbox()
    with serving(box, enable_SMTPUTF8=True) as port:
        send(made, plain(port))
    assert "RCPT bjørn@example.no" in box.events
    with serving(Mailbox(), enable_SMTPUTF8=False) as port, pytest.raises(DeliveryError) as caught:
        send(made, plain(port))
    assert not caught.value.temporary
