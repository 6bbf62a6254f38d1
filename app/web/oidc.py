"""OpenID Connect: a provider says who somebody is (authorization code with PKCE); roles stay here."""

import logging
import time
from dataclasses import dataclass
from typing import Any, cast

from authlib.common.security import generate_token
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from httpx2 import HTTPError, InvalidURL
from joserfc import jwt
from joserfc.errors import ExpiredTokenError, InvalidClaimError, JoseError
from joserfc.jwk import KeySet

from app.web.directory import secret
from config.people import Oidc

logger = logging.getLogger(__name__)
LIFE = 600
"""Seconds that somebody may take at the provider."""
ALGORITHMS = ["RS256", "ES256", "PS256", "EdDSA"]
"""Signatures with a public key: `none` and shared secrets are never taken."""
LEEWAY = 60
"""Seconds by which the provider's clock may differ from ours."""
UNREACHED = "无法连接统一认证，请稍后再试，或联系管理员"
UNFIT = "统一认证的应答不可信，没有登录；请联系管理员"
LATE = "统一认证的应答不在有效时间内：请管理员核对两台服务器的时钟"
REFUSED = "统一认证没有给出登录结果，请重新登录；仍不行的请联系管理员"
_ENDS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


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
                    iss={"essential": True, "value": metadata["issuer"]},
                    aud={"essential": True, "value": self.settings.client_id},
                    nonce={"essential": True, "value": journey.nonce},
                    exp={"essential": True},
                    leeway=LEEWAY,
                ).validate(claims)
                if not claims.get(self.settings.claim):
                    claims = _beside(client, metadata, claims)
            except (JoseError, KeyError, ValueError) as error:
                raise _doubted(error) from error
            except (HTTPError, InvalidURL, OAuthError) as error:
                logger.warning("the provider gave no result: %s", error)
                raise OidcError(REFUSED) from error
        name = claims.get(self.settings.claim)
        if not isinstance(name, str) or not name:
            raise OidcError(f"统一认证没有说出账号（{self.settings.claim}），请联系管理员")
        return name

    def _client(self) -> Any:
        return OAuth2Client(
            self.settings.client_id, secret(self.settings.client_secret), scope="openid profile", redirect_uri=self.redirect,
            code_challenge_method="S256", timeout=10, trust_env=False,
        )  # fmt: skip

    def _metadata(self, client: Any) -> dict[str, Any]:
        try:
            found = _asked(client, f"{self.settings.issuer}/.well-known/openid-configuration")
        except (HTTPError, InvalidURL, ValueError) as error:
            logger.warning("the provider cannot be asked: %s", error)
            raise OidcError(UNREACHED) from error
        if str(found.get("issuer", "")).rstrip("/") != self.settings.issuer:
            raise OidcError("统一认证的地址与配置不符，请联系管理员")
        if not all(isinstance(found.get(name), str) for name in _ENDS):
            raise OidcError("统一认证的说明（openid-configuration）不完整，请联系管理员")
        return found


def _beside(client: Any, metadata: dict[str, Any], claims: dict[str, Any]) -> dict[str, Any]:
    """What the provider says of the same person beside the token, as the standard lets it. Raises KeyError or ValueError."""
    if "userinfo_endpoint" not in metadata:
        return claims
    answer = client.get(metadata["userinfo_endpoint"])
    answer.raise_for_status()
    found = _object(answer)
    if found["sub"] != claims["sub"]:
        raise ValueError("the provider speaks of somebody else")
    return found


def _doubted(error: Exception) -> OidcError:
    """What is said of an answer that does not hold; the log has the reason."""
    logger.warning("the provider's answer is not believed: %s", error)
    late = isinstance(error, ExpiredTokenError) or (
        isinstance(error, InvalidClaimError) and error.claim in ("iat", "nbf")
    )
    return OidcError(LATE if late else UNFIT)


def _asked(client: Any, address: str) -> dict[str, Any]:
    """A document of the provider's, asked for without a token. Raises ValueError for what is none."""
    answer = client.request("GET", address, withhold_token=True)
    answer.raise_for_status()
    return _object(answer)


def _object(answer: Any) -> dict[str, Any]:
    found = answer.json()
    if not isinstance(found, dict):
        raise ValueError("the answer is no object")
    return found
