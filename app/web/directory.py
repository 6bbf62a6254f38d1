"""Passwords that an LDAP directory checks: it says who somebody is, never what they may do."""

import logging
import os
import re

from config.people import Ldap

logger = logging.getLogger(__name__)


def secret(text: str) -> str:
    """A setting with the secrets of the environment filled in."""
    return re.sub(r"\$\{(\w+)\}", lambda found: os.environ.get(found[1], ""), text)


def is_directory_password(settings: Ldap, name: str, password: str) -> bool:
    """Whether the directory takes a name and password; False too where it cannot be asked (and the log says why)."""
    import ldap

    if not password or not name:
        return False  # an empty password is an anonymous bind, which every directory takes
    try:
        connection = ldap.initialize(settings.url)
        connection.set_option(ldap.OPT_NETWORK_TIMEOUT, settings.timeout)
        connection.set_option(ldap.OPT_TIMEOUT, settings.timeout)
        connection.set_option(ldap.OPT_REFERRALS, 0)
        if settings.start_tls:
            connection.start_tls_s()
        entry = _entry_of(connection, settings, name)
        if not entry:
            return False
        connection.simple_bind_s(entry, password)
        connection.unbind_s()
    except ldap.INVALID_CREDENTIALS:
        return False
    except ldap.LDAPError as error:
        logger.warning("the directory could not be asked: %s", error)
        return False
    return True


def _entry_of(connection: object, settings: Ldap, name: str) -> str:
    """The directory's name of a person: by pattern, or the one entry that a search finds."""
    import ldap
    from ldap.dn import escape_dn_chars
    from ldap.filter import escape_filter_chars

    if settings.person:
        return settings.person.replace("{name}", escape_dn_chars(name))
    connection.simple_bind_s(settings.bind, secret(settings.bind_password))  # type: ignore[attr-defined]
    wanted = settings.filter.replace("{name}", escape_filter_chars(name))
    found = connection.search_s(settings.base, ldap.SCOPE_SUBTREE, wanted, ["1.1"])  # type: ignore[attr-defined]
    entries = [entry for entry, _ in found if entry]
    return entries[0] if len(entries) == 1 else ""
