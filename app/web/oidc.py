"""OpenID Connect: a provider says who somebody is (authorization code with PKCE); roles stay here."""

import time
from dataclasses import dataclass
from typing import Any, cast

from authlib.common.security import generate_token
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from httpx2 import HTTPError
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from app.web.directory import secret
from config.people import Oidc

LIFE = 600
"""Seconds that somebody may take at the provider."""
ALGORITHMS = ["RS256", "ES256", "PS256", "EdDSA"]
"""Signatures with a public key: `none` and shared secrets are never taken."""


class OidcError(Exception):
    """Raised when the provider's answer is not to be believed; trying again makes sense from the start."""


@dataclass(frozen=True, slots=True)
class Journey:
    """A sign-in under way at the provider, bound to the browser that began it."""

    state: str
    nonce: str
    verifier: str
    visitor: str
    back: str
    begun: float

    @property
    def is_over(self) -> bool:
        """Whether it took too long."""
        return time.monotonic() - self.begun > LIFE


class Provider:
    """One OpenID Connect provider."""

    def __init__(self, settings: Oidc, redirect: str) -> None:
        self.settings, self.redirect = settings, redirect

    def begin(self, visitor: str, back: str) -> tuple[str, Journey]:
        """Where to send the browser, and what to remember. Raises OidcError."""
        journey = Journey(
            state=generate_token(32),
            nonce=generate_token(32),
            verifier=generate_token(64),
            visitor=visitor,
            back=back,
            begun=time.monotonic(),
        )
        with self._client() as client:
            address, _ = client.create_authorization_url(
                self._metadata(client)["authorization_endpoint"],
                state=journey.state,
                nonce=journey.nonce,
                code_verifier=journey.verifier,
            )
        return str(address), journey

    def finish(self, journey: Journey, code: str) -> str:
        """The name of whoever came back with a code. Raises OidcError."""
        with self._client() as client:
            metadata = self._metadata(client)
            try:
                token = client.fetch_token(
                    metadata["token_endpoint"],
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=journey.verifier,
                )
                keys = KeySet.import_key_set(cast(Any, _asked(client, metadata["jwks_uri"])))
                claims = jwt.decode(token["id_token"], keys, algorithms=ALGORITHMS).claims
                jwt.JWTClaimsRegistry(
                    iss={"essential": True, "value": self.settings.issuer},
                    aud={"essential": True, "value": self.settings.client_id},
                    nonce={"essential": True, "value": journey.nonce},
                    exp={"essential": True},
                    leeway=60,
                ).validate(claims)
            except (JoseError, KeyError, ValueError) as error:
                raise OidcError(f"统一认证的应答不可信：{type(error).__name__}") from error
            except (HTTPError, OAuthError) as error:
                raise OidcError(f"统一认证没有给出登录结果：{type(error).__name__}") from error
        name = claims.get(self.settings.claim)
        if not isinstance(name, str) or not name:
            raise OidcError(f"统一认证的应答中没有 {self.settings.claim}")
        return name

    def _client(self) -> Any:
        return OAuth2Client(
            self.settings.client_id, secret(self.settings.client_secret), scope="openid profile", redirect_uri=self.redirect,
            code_challenge_method="S256", timeout=10, trust_env=False,
        )  # fmt: skip

    def _metadata(self, client: Any) -> dict[str, Any]:
        try:
            found = _asked(client, f"{self.settings.issuer}/.well-known/openid-configuration")
        except (HTTPError, ValueError) as error:
            raise OidcError(f"无法连接统一认证：{type(error).__name__}") from error
        if found.get("issuer", "").rstrip("/") != self.settings.issuer:
            raise OidcError("统一认证的地址与配置不符")
        return found


def _asked(client: Any, address: str) -> dict[str, Any]:
    """A document of the provider's, asked for without a token."""
    answer = client.request("GET", address, withhold_token=True)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found
