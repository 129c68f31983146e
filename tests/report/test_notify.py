"""Tests of mediawatch.report.notify against a real HTTP server on loopback."""

import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from mediawatch.errors import DeliveryError
from mediawatch.report.notify import LONGEST, address_fault, channel_name, notify

SECRET = "hemmelig-nokkel"
LOST, HANGS, DRIPS = 998, 997, 996


class Receiver:
    """What came, and how it is answered: with a status, by hanging up, never, or a byte now and then."""

    def __init__(self) -> None:
        self.status, self.got, self.port = 200, [], 0
        self.let_go = threading.Event()

    @property
    def address(self) -> str:
        return f"json://user:{SECRET}@127.0.0.1:{self.port}/{SECRET}?rto=1"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            made.got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            if made.status == LOST:
                self.close_connection = True
                return
            if made.status == HANGS:
                made.let_go.wait(30)
                return
            self.send_response(200 if made.status == DRIPS else made.status)
            self.send_header("Content-Length", "9999" if made.status == DRIPS else "0")
            self.end_headers()
            while made.status == DRIPS and not made.let_go.wait(0.2):
                self.wfile.write(b"x")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield made
    made.let_go.set()
    server.shutdown()
    server.server_close()


@contextmanager
def everything_logged() -> Iterator[list[str]]:
    """All that reaches a log file of the program's, however much it logs."""
    root, logged = logging.getLogger(), []

    class File(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            logged.append(record.getMessage())

    file, level = File(logging.DEBUG), root.level
    root.addHandler(file)
    root.setLevel(logging.DEBUG)
    try:
        yield logged
    finally:
        root.removeHandler(file)
        root.setLevel(level)


def failure(address: str, **how: float) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        notify(address, "Tittel", "Tekst", **how)
    return caught.value


def test_title_and_text_arrive_as_they_are(receiver) -> None:
    notify(receiver.address, "Modum i media: negativ sak", "Før: «Æ & <b>ø</b>»\nhttps://a.example/1?a=1&b=2")
    (message,) = receiver.got
    assert message["title"] == "Modum i media: negativ sak"
    assert message["message"] == "Før: «Æ & <b>ø</b>»\nhttps://a.example/1?a=1&b=2"
    assert message["attachments"] == []


def test_a_long_text_is_cut_and_comes_as_one(receiver) -> None:
    notify(receiver.address, "T", "ord " * LONGEST)
    (message,) = receiver.got
    assert len(message["message"]) <= LONGEST
    assert message["message"].endswith("…")


@pytest.mark.parametrize(
    ("status", "temporary", "lost"),
    [
        (400, False, False),
        (401, False, False),
        (404, False, False),
        (429, True, False),
        (500, True, False),
        (503, True, False),
        (502, False, True),
        (504, False, True),
        (LOST, False, True),
        (HANGS, False, True),
    ],
)
def test_every_answer_is_told_apart(receiver, status, temporary, lost) -> None:
    receiver.status = status
    error = failure(receiver.address)
    assert (error.temporary, error.may_have_arrived) == (temporary, lost)
    assert error.advice
    assert len(receiver.got) == 1


def test_a_receiver_that_never_ends_is_given_up(receiver) -> None:
    receiver.status = DRIPS
    assert failure(receiver.address, time_limit=1.0).may_have_arrived


@pytest.mark.parametrize("address", ["json://127.0.0.1:1/x", "json://finnes-ikke.invalid/x"])
def test_nobody_there_may_be_tried_again(address) -> None:
    error = failure(address)
    assert (error.temporary, error.may_have_arrived) == (True, False)


def test_an_address_that_makes_no_sense_is_not_tried_again() -> None:
    error = failure(f"tull://{SECRET}")
    assert (error.temporary, error.may_have_arrived) == (False, False)


@pytest.mark.parametrize("status", [200, 403, LOST])
def test_no_secret_is_printed_logged_or_told(receiver, status, capfd) -> None:
    receiver.status = status
    told = ""
    with everything_logged() as logged:
        logging.getLogger("somebody").debug("Heard at all")
        try:
            notify(receiver.address, "T", "B")
        except DeliveryError as error:
            told = f"{error!s}{error.advice}{error.recipient}{error!r}"
    assert logged[0] == "Heard at all"
    told += address_fault(f"slack://{SECRET}") + channel_name(receiver.address) + address_fault(SECRET)
    printed = capfd.readouterr()
    assert SECRET not in told + printed.out + printed.err + "".join(logged)


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("json://10.0.0.4:8080/sms", ""),
        ("jsons://sms.example.org/send", ""),
        ("ntfy://varsler", ""),
        ("mailto://user", "mailto"),
        ("slack://x", "slack"),
        ("tull://x", "tull"),
        (SECRET, "://"),
        ("", "://"),
    ],
)
def test_faults_of_addresses_are_told_without_sending(address, fault) -> None:
    told = address_fault(address)
    assert (fault in told) if fault else told == ""


@pytest.mark.parametrize(
    ("address", "name"), [("MSTeams://x/y", "msteams"), (SECRET, "ukjent"), ("", "ukjent"), ("a b://x", "ukjent")]
)
def test_a_channel_is_called_by_its_kind_alone(address, name) -> None:
    assert channel_name(address) == name
