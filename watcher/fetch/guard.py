"""Which addresses may be asked at all. Pure, but for the name look-up it is given.

The check is made on the address that is then connected to, so that a name cannot answer one thing to the check and
another to the connection (DNS rebinding).
"""

from __future__ import annotations

import ipaddress
import socket
import unicodedata
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from watcher.errors import Refused, Unreachable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]

_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
_SIX_TO_FOUR = ipaddress.ip_network("2002::/16")
_TEREDO = ipaddress.ip_network("2001::/32")
_NEVER = tuple(
    ipaddress.ip_network(n)
    for n in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "fec0::/10",
        "ff00::/8",
        "::/96",
    )
)
"""Beside what Python calls private: shared, protocol, benchmark and multicast ranges, old mapped forms."""


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a name by the system's resolver. Raises Unreachable when it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"namnet {host} går inte att slå upp") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(text: str) -> bool:
    """Whether an address is on the open internet, also when it hides an IPv4 address inside."""
    address = ipaddress.ip_address(text.split("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = _inner(address)
        if inner is not None:
            return is_public(str(inner))
    return (
        address.is_global
        and not address.is_multicast
        and not any(address in network for network in _NEVER if network.version == address.version)
    )


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, NAT64, 6to4; Teredo is never public."""
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if any(address in network for network in _NAT64):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _SIX_TO_FOUR:
        return ipaddress.IPv4Address((int(address) >> 80) & 0xFFFFFFFF)
    return ipaddress.IPv4Address(0) if address in _TEREDO else None


def check_url(url: str) -> None:
    """Raises Refused for another scheme than http(s), credentials, or a host in disguise (``①②⑦.0.0.1``)."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError as error:
        raise Refused("adressen är trasig") from error
    if parts.scheme not in ("http", "https"):
        raise Refused(f"bara http och https hämtas, inte {parts.scheme or 'en adress utan schema'}")
    if parts.username is not None or parts.password is not None:
        raise Refused("adresser med användarnamn eller lösenord hämtas inte")
    if not host or unicodedata.normalize("NFKC", host) != host or any(c.isspace() or ord(c) < 33 for c in host):
        raise Refused(f"värdnamnet {host!r} är inte skrivet på vanligt sätt")


def allowed_addresses(host: str, port: int, allow: Sequence[tuple[str, int]], lookup: Resolve = resolve) -> list[str]:
    """The addresses of a host that may be connected to. Raises Refused when any of them is not public.

    One private address among public ones refuses the host: which one is used would be chance. ``allow`` names
    loopback hosts and ports that may be asked all the same.
    """
    if (host, port) in allow:
        addresses = list(lookup(host, port))
        if all(ipaddress.ip_address(a).is_loopback for a in addresses):
            return addresses
        raise Refused(f"{host} är undantagen som egen maskin men leder någon annanstans")
    addresses = list(lookup(host, port))
    if not addresses:
        raise Unreachable(f"namnet {host} har ingen adress")
    for address in addresses:
        if not is_public(address):
            raise Refused(f"{host} leder till en adress som inte är öppen på internet")
    return addresses


def check_literal(host: str) -> None:
    """Raises Refused when a host is itself a private address in any spelling (``0x7f.1``), or localhost.

    All that can be checked behind a proxy, where the proxy looks names up.
    """
    try:
        address = host if ":" in host else socket.inet_ntoa(socket.inet_aton(host))
    except OSError:
        address = ""
    if host.rstrip(".").lower() in ("localhost",) or (address and not is_public(address)):
        raise Refused(f"{host} är inte öppen på internet")
