"""Addresses: what a browser asks for (resolving), what makes two of them the same (identity), and whose they are (hosts)."""

from crawler.addresses.fields import form_encoded, with_fields
from crawler.addresses.hosts import extension_of, host_of, is_private, literal_ip, names_private_host
from crawler.addresses.identity import identified, identity, in_prefix, may_end
from crawler.addresses.resolving import (
    Resolved,
    asked_address,
    canonical,
    clean_reference,
    join,
    redirect_target,
    resolve,
    resolve_clean,
)

__all__ = [
    "Resolved",
    "asked_address",
    "canonical",
    "clean_reference",
    "extension_of",
    "form_encoded",
    "host_of",
    "identified",
    "identity",
    "in_prefix",
    "is_private",
    "join",
    "literal_ip",
    "may_end",
    "names_private_host",
    "redirect_target",
    "resolve",
    "resolve_clean",
    "with_fields",
]
