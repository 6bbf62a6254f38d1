"""Who may do what: the roles of people, and how the web pages know them (`web:` in `monitor.yaml`)."""

from enum import StrEnum
from ipaddress import ip_network
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator

from config.written import HeaderName, LdapAddress


class PersonRole(StrEnum):
    """What somebody may do on the pages (WEB.md)."""

    ADMIN = "admin"
    OFFICER = "officer"
    REVIEWER = "reviewer"
    CONTACT = "contact"
    VIEWER = "viewer"


PERSON_ROLE_NAMES: dict[PersonRole, str] = {
    PersonRole.ADMIN: "管理员",
    PersonRole.OFFICER: "考评员",
    PersonRole.REVIEWER: "审核",
    PersonRole.CONTACT: "联络员",
    PersonRole.VIEWER: "查看",
}


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _networks(value: tuple[str, ...]) -> tuple[str, ...]:
    for text in value:
        try:
            ip_network(text)
        except ValueError as error:
            raise ValueError("IP 地址或网段，如 10.0.0.5、10.0.0.0/24") from error
    return value


class HeaderSignIn(_Model):
    """A proxy that has signed people in already names them in a header; believed only from these addresses."""

    name: HeaderName = "X-Remote-User"
    proxies: tuple[str, ...] = Field(min_length=1)
    second_factor: bool = False
    """Whether the proxy asks for a second factor itself; else ours is asked for as well."""

    @field_validator("proxies")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return _networks(value)


class Ldap(_Model):
    """A directory that checks passwords. `{name}` stands for the name that was typed, escaped."""

    url: LdapAddress
    person: str = ""
    """The entry of a person, `uid={name},ou=people,dc=example`; or empty, and it is searched for."""
    base: str = ""
    filter: str = "(uid={name})"
    bind: str = ""
    bind_password: str = ""
    """`${NAME}` stands for a secret from the environment."""
    start_tls: bool = False
    timeout: float = Field(5, gt=0, le=60)


class Oidc(_Model):
    """An OpenID Connect provider."""

    issuer: str
    client_id: str
    client_secret: str
    """`${NAME}` stands for a secret from the environment."""
    claim: str = "preferred_username"
    label: str = "统一身份认证"
    second_factor: bool = False
    """Whether the provider asks for a second factor itself; else ours is asked for as well."""

    @field_validator("issuer")
    @classmethod
    def _address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError("以 https:// 开头的完整网址")
        return value.rstrip("/")


class Web(_Model):
    """The pages with sign-in; lengths of time are minutes, hours and days as named."""

    address: str = ""
    """Where people reach the pages, `https://monitor.example.gov.cn/jc`: for one-time links and messages."""
    idle_minutes: int = Field(30, ge=1, le=720)
    session_hours: int = Field(12, ge=1, le=24)
    invitation_hours: int = Field(72, ge=1, le=720)
    second_factor: tuple[PersonRole, ...] = (PersonRole.ADMIN, PersonRole.OFFICER, PersonRole.REVIEWER)
    password_length: int = Field(12, ge=8, le=128)
    attachment_bytes: int = Field(10_000_000, ge=1_000, le=100_000_000)
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    """Whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed."""
    header: HeaderSignIn | None = None
    ldap: Ldap | None = None
    oidc: Oidc | None = None

    @field_validator("trusted_proxies")
    @classmethod
    def _proxies(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return _networks(value)
