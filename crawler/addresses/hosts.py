"""Hosts: whose an address is, and which hosts are not on the public internet."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

_PRIVATE_4 = tuple(
    ip_network(block)
    for block in [
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    ]
)
"""IANA's registry of special-purpose IPv4 addresses, multicast and the reserved class E."""
_GLOBAL_6 = ip_network("2000::/3")
"""The only part of IPv6 that is given out for the internet (RFC 4291 and IANA's registry)."""
_PRIVATE_6 = tuple(map(ip_network, ("2001::/23", "2001:db8::/32", "3fff::/20")))
"""Special purposes within it: Teredo, benchmarking, ORCHID, documentation."""
_MAPPED, _NAT64, _SIX_TO_FOUR = map(ip_network, ("::ffff:0:0/96", "64:ff9b::/96", "2002::/16"))
"""Addresses that stand for an IPv4 address: RFC 4291, RFC 6052, RFC 3056."""
_ISATAP = (0x00005EFE, 0x02005EFE)
"""Third quarter of an address that ends in an IPv4 address (RFC 5214)."""


def host_of(url: str) -> str:
    """Host and port of an address, as `hosts:` in the configuration names them; empty where there is none."""
    try:
        netloc = urlsplit(url).netloc
    except ValueError:
        return ""
    return netloc.rpartition("@")[2].lower()


def literal_ip(host: str) -> IPv4Address | IPv6Address | None:
    """The IP address that a host spells, in every spelling that a browser accepts (octal, hex, one number)."""
    text = host.strip("[]").partition("%")[0]
    try:
        return ip_address(text)
    except ValueError:
        pass
    pieces = text.rstrip(".").split(".")
    if not 1 <= len(pieces) <= 4:
        return None
    numbers = [_number(piece) for piece in pieces]
    if any(number is None for number in numbers):
        return None
    values = [number for number in numbers if number is not None]
    last = values.pop()
    if any(value > 255 for value in values) or last >= 256 ** (4 - len(values)):
        return None
    return IPv4Address(sum(value << (24 - 8 * index) for index, value in enumerate(values)) + last)


def _number(piece: str) -> int | None:
    try:
        if re.fullmatch(r"0[xX][0-9a-fA-F]*", piece):
            return int(piece[2:] or "0", 16)
        if re.fullmatch(r"0[0-7]+", piece):
            return int(piece, 8)
        return int(piece) if re.fullmatch(r"\d+", piece) else None
    except ValueError:
        return None


def is_private(address: IPv4Address | IPv6Address) -> bool:
    """Whether an IP address is not on the public internet: never requested, except for configured hosts.

    An IPv6 address that stands for an IPv4 address is judged by that one, whatever the Python that runs this thinks.
    """
    if address.version == 4:
        return any(address in network for network in _PRIVATE_4)
    embedded = _embedded(int(address), address)
    if embedded is not None:
        return is_private(embedded)
    return address not in _GLOBAL_6 or any(address in network for network in _PRIVATE_6)


def _embedded(number: int, address: IPv6Address) -> IPv4Address | None:
    if address in _MAPPED or address in _NAT64:
        return IPv4Address(number & 0xFFFFFFFF)
    if address in _SIX_TO_FOUR:
        return IPv4Address(number >> 80 & 0xFFFFFFFF)
    is_isatap = address in _GLOBAL_6 and number >> 32 & 0xFFFFFFFF in _ISATAP
    return IPv4Address(number & 0xFFFFFFFF) if is_isatap else None


def names_private_host(host: str) -> bool:
    """Whether a host is private by its spelling alone: localhost, or a literal private address."""
    name = host.rpartition("@")[2].lower()
    name = name[: name.rfind("]") + 1] if name.startswith("[") else name.partition(":")[0]
    name = name.rstrip(".")
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal", ".lan")):
        return True
    address = literal_ip(name)
    return address is not None and is_private(address)


def extension_of(url: str) -> str:
    """The extension of an address's file name in lower case, empty where it has none."""
    name = urlsplit(url).path.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""
