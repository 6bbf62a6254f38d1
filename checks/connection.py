"""A site's connection: https, days left of its certificate, an IPv6 address. Shown and never scored."""

from dataclasses import replace
from datetime import date

from checks.findings import Check, Finding, Outcome
from checks.reasons import Reason
from crawler.records.connection import Connection, Https

WARNING_DAYS = 30
"""So few days left of a certificate are worth an early warning: time to order a new one."""
HTTPS, CERTIFICATE, IPV6 = "HTTPS访问", "证书有效期", "IPv6地址"
_HTTPS = {
    Https.WORKS: (Outcome.MET, Reason.OK, "可以用 https 访问"),
    Https.EXPIRED: (Outcome.NOT_MET, Reason.TLS, "证书已过期"),
    Https.FAULTY: (Outcome.NOT_MET, Reason.TLS, "证书有误（与域名不符或不受信任），或不能建立加密连接"),
    Https.CLOSED: (Outcome.NOT_MET, Reason.REFUSED, "没有开通 https"),
    Https.UNKNOWN: (Outcome.INCONCLUSIVE, Reason.NOT_OBSERVED, "没有得到结果"),
}
_UNSEEN = (Outcome.INCONCLUSIVE, Reason.NOT_OBSERVED, "最近 7 天没有检查记录")


def check_connection(site: str, home: str, seen: Connection | None, today: date) -> list[Finding]:
    """Three findings about the last look of the week, none of which costs anything."""
    told = {
        HTTPS: _HTTPS[seen.https] if seen else _UNSEEN,
        CERTIFICATE: _certificate(seen, today) if seen else _UNSEEN,
        IPV6: _ipv6(seen) if seen else _UNSEEN,
    }
    made = Finding(Check.CONNECTION, site, Outcome.MET, home, costs=False, last_seen=today)
    return [
        replace(
            made,
            outcome=outcome,
            reason=reason,
            message=message,
            title=name,
            role=name,
            published=seen.until if seen and name == CERTIFICATE else None,
        )
        for name, (outcome, reason, message) in told.items()
    ]


def _certificate(seen: Connection, today: date) -> tuple[Outcome, Reason, str]:
    if seen.until is not None:
        left = (seen.until - today).days
        if left < 0:
            return Outcome.NOT_MET, Reason.TLS, f"证书已于 {seen.until} 到期"
        return Outcome.MET, Reason.OK, f"证书 {seen.until} 到期，还有 {left} 天"
    if seen.https is Https.CLOSED:
        return Outcome.NOT_APPLICABLE, Reason.NOT_APPLICABLE, "没有开通 https"
    return _HTTPS[seen.https]


def _ipv6(seen: Connection) -> tuple[Outcome, Reason, str]:
    if seen.ipv6 is None:
        return Outcome.INCONCLUSIVE, Reason.NOT_OBSERVED, "没有查到域名解析结果"
    if seen.ipv6:
        return Outcome.MET, Reason.OK, "域名有 IPv6 地址"
    return Outcome.NOT_MET, Reason.NOT_SEEN, "域名没有 IPv6 地址"
