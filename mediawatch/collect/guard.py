"""Which machines we may connect to: host name → addresses that are all public, or a refusal.

An address in a feed, a redirect or a DNS answer may point into the network mediawatch runs in (server-side request
forgery). Every connection goes to an address vetted here, and to no other: the name is looked up once, every answer is
checked, and the connection is made to a checked address, so a name that changes its mind in between (DNS rebinding)
gains nothing.
"""

import asyncio
import ipaddress
import socket
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

import httpcore

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host and port → IP addresses in order of preference; raises OSError when there are none."""

_NOT_HOSTS_4 = tuple(
    ipaddress.IPv4Network(net)
    for net in (
        "100.64.0.0/10",  # RFC 6598: shared by an operator's customers (CGNAT)
        "192.0.0.0/24",  # RFC 6890: protocol assignments
        "192.88.99.0/24",  # RFC 7526: withdrawn 6to4 relays
    )
)
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")  # RFC 4291: all that is handed out
_NOT_HOSTS_6 = tuple(
    ipaddress.IPv6Network(net)
    for net in (
        "2001::/23",  # RFC 2928: protocol assignments, Teredo among them
        "2001:db8::/32",  # RFC 3849: documentation
        "2002::/16",  # RFC 3056: 6to4, carries any IPv4 address
        "3fff::/20",  # RFC 9637: documentation
    )
)
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: public IPv4 seen from an IPv6-only network

_LOOKUPS_AT_ONCE = 20
_MOST_ADDRESSES = 6
"""More addresses than this for one name are not tried."""

_HEAD_START = 0.25
"""Seconds before the next address is tried alongside one that is slow (RFC 8305, section 5)."""


class RefusedAddressError(Exception):
    """The host has an address that is not public. `address` is that one."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(f"{host} has the non-public address {address}")
        self.host = host
        self.address = address


class UnresolvedError(Exception):
    """The host name has no address. `temporary`: the name server could not answer now."""

    def __init__(self, host: str, *, temporary: bool) -> None:
        super().__init__(f"no address found for {host}")
        self.host = host
        self.temporary = temporary


def is_public(address: str) -> bool:
    """Whether an IP address is one anybody on the internet could reach.

    False for private, loopback, link-local, shared (CGNAT), reserved, documentation and multicast addresses, for
    IPv6 addresses that wrap an IPv4 address (mapped, 6to4, Teredo), and for text that is no IP address.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        return ip in _GLOBAL_UNICAST and not any(ip in net for net in _NOT_HOSTS_6)
    special = ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_reserved
    return not (special or ip.is_unspecified or any(ip in net for net in _NOT_HOSTS_4))


class SystemResolver:
    """The machine's own name service, asked in threads of its own so that a slow one holds up nobody else."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_LOOKUPS_AT_ONCE, thread_name_prefix="mediawatch-dns")

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._threads, _look_up, host, port)
        return tuple(dict.fromkeys(found))

    def close(self) -> None:
        """Starts no more lookups; those under way are left to end by themselves."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _look_up(host: str, port: int) -> list[str]:
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class Guard:
    """Host and port → addresses that may be connected to.

    `allow_private` lets everything through (a newsroom on loopback, tests). `allow_hosts` names single exceptions
    as "host:port", for a source inside the organisation's own network.
    """

    def __init__(self, resolver: Resolver, *, allow_private: bool = False, allow_hosts: Collection[str] = ()) -> None:
        self._resolver = resolver
        self._allow_private = allow_private
        self._allow_hosts = frozenset(host.lower() for host in allow_hosts)

    async def vet(self, host: str, port: int) -> tuple[str, ...]:
        """Looks a host up once and returns its addresses.

        Raises RefusedAddressError when any of them is not public, UnresolvedError when there are none.
        """
        addresses = await self._addresses(host, port)
        if not (self._allow_private or f"{host}:{port}".lower() in self._allow_hosts):
            for address in addresses:
                if not is_public(address):
                    raise RefusedAddressError(host, address)
        return _families_in_turn(addresses)[:_MOST_ADDRESSES]

    async def _addresses(self, host: str, port: int) -> Sequence[str]:
        try:
            return (str(ipaddress.ip_address(host)),)
        except ValueError:
            pass
        try:
            addresses = await self._resolver(host, port)
        except socket.gaierror as error:
            raise UnresolvedError(host, temporary=error.errno == socket.EAI_AGAIN) from error
        except (OSError, UnicodeError) as error:
            raise UnresolvedError(host, temporary=isinstance(error, OSError)) from error
        if not addresses:
            raise UnresolvedError(host, temporary=False)
        return addresses


def _families_in_turn(addresses: Sequence[str]) -> tuple[str, ...]:
    """IPv6 and IPv4 by turns, the resolver's first choice first (RFC 8305, section 4)."""
    first = ":" in addresses[0]
    preferred = [address for address in addresses if (":" in address) == first]
    others = [address for address in addresses if (":" in address) != first]
    turns: list[str] = []
    for position in range(max(len(preferred), len(others))):
        turns += preferred[position : position + 1] + others[position : position + 1]
    return tuple(turns)


class VettedBackend(httpcore.AsyncNetworkBackend):
    """Makes connections for httpcore, to vetted addresses only.

    httpcore still knows the connection by the host's name, so the Host header, the TLS server name and the check of
    the certificate are those of the host. Raises what Guard.vet raises, httpcore.ConnectError, httpcore.ConnectTimeout.
    """

    def __init__(self, guard: Guard, connector: httpcore.AsyncNetworkBackend | None = None) -> None:
        self._guard = guard
        self._connector = connector or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 (httpcore's signature)
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Looks the host up, checks every address and connects to the first one that answers."""
        try:
            async with asyncio.timeout(timeout):
                return await self._first_to_answer(deque(await self._guard.vet(host, port)), port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"no connection to {host} within {timeout} s") from error

    async def sleep(self, seconds: float) -> None:
        """Part of httpcore's interface."""
        await asyncio.sleep(seconds)

    async def _first_to_answer(self, addresses: deque[str], port: int) -> httpcore.AsyncNetworkStream:
        pending: set[asyncio.Task[httpcore.AsyncNetworkStream]] = set()
        failure: BaseException | None = None
        try:
            while addresses or pending:
                if addresses:
                    pending.add(asyncio.create_task(self._connector.connect_tcp(addresses.popleft(), port)))
                head_start = _HEAD_START if addresses else None
                done, pending = await asyncio.wait(pending, timeout=head_start, return_when=asyncio.FIRST_COMPLETED)
                for attempt in done:
                    failure = attempt.exception()
                    if failure is None:
                        pending |= done - {attempt}
                        return attempt.result()
        finally:
            await _call_off(pending)
        raise failure or httpcore.ConnectError("no address to connect to")


async def _call_off(attempts: Iterable[asyncio.Task[httpcore.AsyncNetworkStream]]) -> None:
    """Cancels attempts no longer needed and closes those that had already succeeded."""
    for attempt in attempts:
        attempt.cancel()
    for outcome in await asyncio.gather(*attempts, return_exceptions=True):
        if not isinstance(outcome, BaseException):
            await outcome.aclose()
