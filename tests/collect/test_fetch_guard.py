"""No feed, redirect or name server leads mediawatch into the network it runs in."""

import asyncio
import socket
from collections.abc import Callable, Sequence
from typing import Any

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediawatch.collect.guard import Guard, RefusedAddressError, UnresolvedError, VettedBackend, is_public
from tests.collect.fetching import failing, get
from tests.collect.hostile import HostileServer, redirect, text

PUBLIC = "93.184.216.34"
PUBLIC_6 = "2606:2800:220:1:248:1893:25c8:1946"


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.254",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "::ffff:93.184.216.34",
        "::7f00:1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "3fff::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "avisa.example",
        "",
    ],
)
def test_what_is_not_on_the_open_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "1.1.1.1", "100.63.0.1", "100.128.0.1", PUBLIC_6, "64:ff9b::5db8:d822"])
def test_what_is_on_the_open_internet(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_wrapped_in_ipv6_is_never_safer_than_itself(address: object) -> None:
    assert not is_public(f"::ffff:{address}")
    assert is_public(f"64:ff9b::{address}") == is_public(str(address))


@given(st.text(max_size=60))
def test_any_text_is_a_yes_or_a_no(address: str) -> None:
    assert is_public(address) in (True, False)


def _names(**addresses: Sequence[str]) -> Callable[[str, int], Any]:
    async def resolve(host: str, _port: int) -> Sequence[str]:
        found = addresses.get(host.replace(".", "_"))
        if found is None:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return found

    return resolve


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/",
        "http://127.1:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f000001:{port}/",
        "http://0177.0.0.1:{port}/",
        "http://0:{port}/",
        "http://localhost:{port}/",
        "http://LOCALHOST.:{port}/",
        "http://[::1]:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://[::ffff:7f00:1]:{port}/",
    ],
)
def test_no_spelling_of_loopback_gets_through(url: str) -> None:
    with HostileServer({"/": text("hemmelig")}) as server:
        error = failing(url.format(port=server.port), settings={"allow_private": False})
        assert error.reason in ("private_address", "dns", "bad_address")
        assert not server.requests
        assert server.connections == 0


def test_one_private_address_among_public_ones_is_enough() -> None:
    resolver = _names(avisa_example=[PUBLIC, "10.0.0.7", PUBLIC_6])
    error = failing("http://avisa.example/", settings={"allow_private": False, "resolver": resolver})
    assert (error.reason, error.temporary) == ("private_address", False)
    assert "10.0.0.7" in str(error)
    assert "lokalt nettverk" in error.advice


@pytest.mark.parametrize("check_robots", [True, False])
def test_a_redirect_from_an_open_to_a_private_address_is_refused(check_robots: bool) -> None:
    with HostileServer({"/hemmelig": text("hemmelig")}) as inside, HostileServer({}) as outside:
        for target in (inside.url("/hemmelig"), inside.url("/hemmelig", "internt.example")):
            outside.routes["/"] = redirect(target)
            settings = {
                "allow_private": False,
                "allow_hosts": [f"avisa.example:{outside.port}"],
                "resolver": _names(avisa_example=["127.0.0.1"], internt_example=["127.0.0.1"]),
            }
            url = outside.url("/", "avisa.example")
            error = failing(url, settings=settings, check_robots=check_robots)
            assert error.reason == "private_address"
            assert error.url == target
        assert len(outside.asked("/")) == 2
        assert inside.connections == 0


def test_an_exception_counts_for_its_port_only() -> None:
    with HostileServer({"/": text("åpen")}) as server, HostileServer({"/": text("hemmelig")}) as other:
        settings = {"allow_private": False, "allow_hosts": [f"127.0.0.1:{server.port}"]}
        assert get(server.url("/"), settings=settings).content == "åpen".encode()
        assert failing(other.url("/"), settings=settings).reason == "private_address"


@pytest.mark.parametrize(("code", "temporary"), [(socket.EAI_NONAME, False), (socket.EAI_AGAIN, True)])
def test_an_unknown_name_is_told_as_such(code: int, temporary: bool) -> None:
    async def resolver(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(code, "no")

    error = failing("http://avisa.example/", settings={"resolver": resolver})
    assert (error.reason, error.temporary) == ("dns", temporary)


def test_a_name_without_addresses_is_unknown() -> None:
    with pytest.raises(UnresolvedError):
        asyncio.run(Guard(_names(avisa_example=[])).vet("avisa.example", 80))


class _Dialled(httpcore.AsyncNetworkBackend):
    """Writes down which addresses are dialled; `answers` says which of them answer."""

    def __init__(self, *answers: str) -> None:
        self.answers = answers
        self.dialled: list[str] = []
        self.closed: list[str] = []

    async def connect_tcp(self, host: str, port: int, *_: object, **__: object) -> httpcore.AsyncNetworkStream:
        self.dialled.append(host)
        if host not in self.answers:
            raise httpcore.ConnectError(host)
        return _Stream(host, self.closed)


class _Stream(httpcore.AsyncNetworkStream):
    def __init__(self, host: str, closed: list[str]) -> None:
        self.host = host
        self._closed = closed

    async def aclose(self) -> None:
        self._closed.append(self.host)


def test_a_name_that_changes_its_mind_is_asked_once_and_dialled_by_the_vetted_address() -> None:
    answers = [[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]]

    async def rebinding(_host: str, _port: int) -> list[str]:
        return answers.pop(0)

    dialled = _Dialled(PUBLIC)
    backend = VettedBackend(Guard(rebinding), dialled)
    asyncio.run(backend.connect_tcp("rebind.example", 80, timeout=5))
    assert dialled.dialled == [PUBLIC]
    assert len(answers) == 2
    with pytest.raises(RefusedAddressError):
        asyncio.run(backend.connect_tcp("rebind.example", 80, timeout=5))
    assert dialled.dialled == [PUBLIC]


def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    resolver = _names(avisa_example=[PUBLIC_6, "2606:2800::2", PUBLIC])
    dialled = _Dialled(PUBLIC)
    stream = asyncio.run(VettedBackend(Guard(resolver), dialled).connect_tcp("avisa.example", 443))
    assert dialled.dialled == [PUBLIC_6, PUBLIC], "the families take turns"
    assert isinstance(stream, _Stream)
    assert stream.host == PUBLIC


def test_an_address_that_hangs_does_not_hold_up_the_others() -> None:
    class Hanging(_Dialled):
        async def connect_tcp(self, host: str, port: int, *_: object, **__: object) -> httpcore.AsyncNetworkStream:
            if host == PUBLIC_6:
                self.dialled.append(host)
                await asyncio.sleep(3600)
            return await super().connect_tcp(host, port)

    dialled = Hanging(PUBLIC)
    backend = VettedBackend(Guard(_names(avisa_example=[PUBLIC_6, PUBLIC])), dialled)
    asyncio.run(backend.connect_tcp("avisa.example", 443, timeout=30))
    assert dialled.dialled == [PUBLIC_6, PUBLIC]


def test_no_address_that_answers_is_a_connect_error() -> None:
    backend = VettedBackend(Guard(_names(avisa_example=[PUBLIC_6, PUBLIC])), _Dialled())
    with pytest.raises(httpcore.ConnectError):
        asyncio.run(backend.connect_tcp("avisa.example", 443, timeout=5))


def test_a_slow_name_server_is_a_timeout() -> None:
    async def slow(_host: str, _port: int) -> list[str]:
        await asyncio.sleep(3600)
        return []

    with pytest.raises(httpcore.ConnectTimeout):
        asyncio.run(VettedBackend(Guard(slow), _Dialled()).connect_tcp("avisa.example", 80, timeout=0.05))


def test_the_machines_own_name_service_knows_itself() -> None:
    with HostileServer({"/": text("hei")}) as server:
        assert get(server.url("/", "localhost")).content == b"hei"
