"""Which addresses may be asked."""

from __future__ import annotations

import pytest

from watcher.errors import Refused, Unreachable
from watcher.fetch.guard import allowed_addresses, check_literal, check_url, is_public


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.192", "0.0.0.0",
        "198.18.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2001:0:53aa:64c::1", "ff02::1",
        "::127.0.0.1", "fec0::1",
    ],
)  # fmt: skip
def test_private_addresses_are_not_public_in_any_form(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["147.67.34.45", "2a00:1450:400f:80c::200e", "::ffff:147.67.34.45", "64:ff9b::9343:222d"]
)
def test_open_addresses_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://example.org/", "https://user:pw@example.org/", "https://①②⑦.0.0.1/", "http://",
        "gopher://example.org", "https://exa mple.org/", "https://example.org:x/", "//example.org",
    ],
)  # fmt: skip
def test_odd_addresses_are_refused(url: str) -> None:
    with pytest.raises(Refused):
        check_url(url)


def test_one_private_address_among_public_ones_refuses_the_host() -> None:
    with pytest.raises(Refused, match="öppen på internet"):
        allowed_addresses("mixed.example", 443, (), lambda _h, _p: ["147.67.34.45", "10.0.0.1"])


def test_loopback_is_reached_only_where_it_is_allowed() -> None:
    def loopback(_host: str, _port: int) -> list[str]:
        return ["127.0.0.1"]

    assert allowed_addresses("localhost", 8099, [("localhost", 8099)], loopback) == ["127.0.0.1"]
    with pytest.raises(Refused):
        allowed_addresses("localhost", 8098, [("localhost", 8099)], loopback)


def test_an_allowed_name_must_lead_to_loopback() -> None:
    with pytest.raises(Refused):
        allowed_addresses("localhost", 8099, [("localhost", 8099)], lambda _h, _p: ["10.0.0.1"])


def test_a_name_without_address_is_unreachable() -> None:
    with pytest.raises(Unreachable):
        allowed_addresses("gone.example", 443, (), lambda _h, _p: [])


@pytest.mark.parametrize("host", ["0x7f.1", "127.1", "localhost", "2130706433", "10.1.2.3", "::1"])
def test_behind_a_proxy_private_literals_are_refused(host: str) -> None:
    with pytest.raises(Refused):
        check_literal(host)


def test_behind_a_proxy_names_are_left_to_the_proxy() -> None:
    check_literal("ec.europa.eu")
