"""Who somebody is may be said elsewhere: a real directory, a real provider, a proxy's header; and a real proxy before it all."""

import base64
import hashlib
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import uvicorn
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from db.people import People
from demo.server import free_port
from tests.web.served import Client, Served, make, on_loopback

SLAPD_CONF = """
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
pidfile {folder}/pid
modulepath /usr/lib/ldap
moduleload back_mdb
database mdb
maxsize 10000000
suffix "dc=example"
rootdn "cn=root,dc=example"
rootpw rootpassword
directory {folder}/data
"""
ENTRIES = """
dn: dc=example
objectClass: dcObject
objectClass: organization
dc: example
o: example

dn: ou=people,dc=example
objectClass: organizationalUnit
ou: people

dn: uid=ck,ou=people,dc=example
objectClass: inetOrgPerson
uid: ck
cn: ck
sn: ck
userPassword: directory password

dn: uid=gly,ou=people,dc=example
objectClass: inetOrgPerson
uid: gly
cn: gly
sn: gly
userPassword: directory password
"""


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Debian's slapd with two people."""
    pytest.importorskip("ldap", reason="the extra ldap is not installed")
    program = shutil.which("slapd") or "/usr/sbin/slapd"
    if not Path(program).exists():
        pytest.skip("no slapd is installed here")
    folder = tmp_path_factory.mktemp("ldap")
    (folder / "data").mkdir()
    (folder / "slapd.conf").write_text(SLAPD_CONF.format(folder=folder), encoding="utf-8")
    (folder / "entries.ldif").write_text(ENTRIES, encoding="utf-8")
    add = [program, "-T", "add", "-f", str(folder / "slapd.conf"), "-l", str(folder / "entries.ldif")]
    subprocess.run(add, check=True, capture_output=True)
    held, port = free_port()
    held.close()
    address = f"ldap://127.0.0.1:{port}"
    started = subprocess.Popen(
        [program, "-f", str(folder / "slapd.conf"), "-h", address, "-d", "0"], stderr=subprocess.DEVNULL
    )
    wait_for(port)
    yield address
    started.terminate()
    started.wait(10)


def wait_for(port: int) -> None:
    """Wait until something listens."""
    for _ in range(200):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nothing listens")


def external(served: Served, *names: str) -> None:
    """Accounts whose passwords are kept elsewhere."""
    for name in names:
        People(served.office.context.engine).change(served.person(name).id, source="external", password_hash="")


def typed(served: Served, name: str, password: str) -> Any:
    """Sign in by the form."""
    return served.client().fill("/signin", {"name": name, "password": password}, form="/signin")


@pytest.mark.parametrize(
    "settings",
    [
        {"person": "uid={name},ou=people,dc=example"},
        {"base": "dc=example", "bind": "cn=root,dc=example", "bind_password": "${LDAP_SECRET}"},
    ],
    ids=["by pattern", "by search"],
)
def test_a_directory_checks_the_password_and_roles_stay_here(
    directory: str, settings: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LDAP_SECRET", "rootpassword")
    served = make(tmp_path, web={"ldap": {"url": directory, **settings}})
    external(served, "ck", "gly")
    assert typed(served, "ck", "directory password").headers["location"] == "/"
    assert typed(served, "gly", "directory password").headers["location"].startswith("/signin/code")
    for name, password in (
        ("ck", "wrong"),
        ("ck", ""),
        ("ck)(uid=*", "directory password"),
        ("*", "directory password"),
        ("ck,ou=people", "x"),
    ):
        assert typed(served, name, password).status_code == 401
    served.office.context.close()


def test_an_account_of_ours_is_not_opened_by_the_directorys_password(directory: str, tmp_path: Path) -> None:
    served = make(tmp_path, web={"ldap": {"url": directory, "person": "uid={name},ou=people,dc=example"}})
    assert typed(served, "ck", "directory password").status_code == 401
    served.office.context.close()


def test_a_directory_that_is_away_lets_nobody_in(tmp_path: Path) -> None:
    pytest.importorskip("ldap", reason="the extra ldap is not installed")
    served = make(
        tmp_path, web={"ldap": {"url": "ldap://127.0.0.1:1", "person": "uid={name},dc=example", "timeout": 1}}
    )
    external(served, "ck")
    assert typed(served, "ck", "directory password").status_code == 401
    served.office.context.close()


class Provider:
    """A small OpenID Connect provider: codes are good once, PKCE is asked for, tokens are signed."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"}, private=True)
        self.codes: dict[str, dict[str, list[str]]] = {}
        self.address = ""
        self.behave()

    def behave(self) -> None:
        """As most do: the name stands in the token, and the issuer's address ends without a slash."""
        self.name, self.changes, self.slash = "ck", dict[str, Any](), ""
        self.told: dict[str, Any] | None = None
        self.described: dict[str, Any] = {}
        self.refuses = ""

    @property
    def issuer(self) -> str:
        """Its address, as it calls itself."""
        return f"{self.address}{self.slash}"

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.metadata),
                Route("/authorize", self.authorize),
                Route("/token", self.token, methods=["POST"]),
                Route("/keys", self.keys),
                Route("/userinfo", self.userinfo),
            ]
        )

    async def metadata(self, _: Request) -> Response:
        ends = {
            name: f"{self.address}/{path}"
            for name, path in (
                ("authorization_endpoint", "authorize"),
                ("token_endpoint", "token"),
                ("jwks_uri", "keys"),
                ("userinfo_endpoint", "userinfo"),
            )
        }
        return JSONResponse({"issuer": self.issuer, **ends, **self.described})

    async def authorize(self, request: Request) -> Response:
        asked = parse_qs(request.url.query)
        assert asked["code_challenge_method"] == ["S256"] and asked["response_type"] == ["code"]
        if self.refuses:
            return RedirectResponse(f"{asked['redirect_uri'][0]}?error={self.refuses}&state={asked['state'][0]}", 303)
        code = base64.urlsafe_b64encode(os.urandom(12)).decode()
        self.codes[code] = asked
        return RedirectResponse(f"{asked['redirect_uri'][0]}?code={code}&state={asked['state'][0]}", 303)

    async def token(self, request: Request) -> Response:
        sent = parse_qs((await request.body()).decode())
        asked = self.codes.pop(sent["code"][0], None)
        if asked is None:
            return JSONResponse({"error": "invalid_grant"}, 400)
        digest = hashlib.sha256(sent["code_verifier"][0].encode()).digest()
        assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"][0]
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": "hongqiao",
            "sub": "1",
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"][0],
            "preferred_username": self.name,
        }
        signed = jwt.encode({"alg": "RS256", "kid": "1"}, {**claims, **self.changes}, self.key)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "expires_in": 300, "id_token": signed})

    async def userinfo(self, request: Request) -> Response:
        """What a provider says beside the token, to whoever holds its access token."""
        if request.headers.get("authorization") != "Bearer x" or self.told is None:
            return JSONResponse({"error": "invalid_token"}, 401)
        return JSONResponse(self.told)

    async def keys(self, _: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    """The provider, on loopback."""
    made = Provider()
    held, port = free_port()
    made.address = f"http://127.0.0.1:{port}"
    server = uvicorn.Server(uvicorn.Config(made.app(), log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [held]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield made
    server.should_exit = True
    thread.join(10)
    held.close()


@pytest.fixture
def by_oidc(provider: Provider, tmp_path: Path) -> Iterator[Served]:
    """An office that takes the provider's word."""
    provider.behave()
    settings = {"issuer": provider.issuer, "client_id": "hongqiao", "client_secret": "secret"}
    served = make(tmp_path, web={"oidc": settings})
    external(served, "ck", "gly")
    yield served
    served.office.context.close()


def journey(client: Client, back: str = "") -> Any:
    """To the provider and back."""
    off = client.get(f"/signin/oidc{back}").headers["location"]
    came = httpx.get(off, trust_env=False).headers["location"]
    parts = urlsplit(came)
    return client.get(f"{parts.path}?{parts.query}")


def test_a_provider_says_who_somebody_is(by_oidc: Served) -> None:
    client = by_oidc.client()
    assert "用统一身份认证登录" in client.get("/signin").text
    assert journey(client, "?next=/problems").headers["location"] == "/problems"
    assert client.get("/problems").status_code == 200


def test_a_providers_word_does_not_stand_for_the_second_factor(by_oidc: Served, provider: Provider) -> None:
    provider.name = "gly"
    assert journey(by_oidc.client()).headers["location"].startswith("/signin/code")


@pytest.mark.parametrize("name", ["nobody", "kpy", "", "CK"])
def test_whoever_has_no_account_here_for_it_stays_outside(by_oidc: Served, provider: Provider, name: str) -> None:
    provider.name = name
    assert journey(by_oidc.client()).status_code in (401, 403)


@pytest.mark.parametrize("changes", [{"aud": "other"}, {"iss": "http://evil.example"}, {"exp": 1}, {"nonce": "other"}, {"preferred_username": None}])  # fmt: skip
def test_a_token_that_does_not_fit_is_not_believed(
    by_oidc: Served, provider: Provider, changes: dict[str, Any]
) -> None:
    provider.changes = changes
    assert journey(by_oidc.client()).status_code == 401


def test_a_name_that_the_token_does_not_hold_is_asked_for_beside_it(by_oidc: Served, provider: Provider) -> None:
    provider.changes, provider.told = {"preferred_username": None}, {"sub": "1", "preferred_username": "ck"}
    assert journey(by_oidc.client(), "?next=/problems").headers["location"] == "/problems"


@pytest.mark.parametrize("told", [{"sub": "2", "preferred_username": "ck"}, {"preferred_username": "ck"}, {"sub": "1"}, ["ck"]])  # fmt: skip
def test_what_is_said_beside_the_token_of_somebody_else_is_not_believed(
    by_oidc: Served, provider: Provider, told: Any
) -> None:
    provider.changes, provider.told = {"preferred_username": None}, told
    assert journey(by_oidc.client()).status_code == 401


def test_a_provider_whose_address_ends_with_a_slash_is_believed(by_oidc: Served, provider: Provider) -> None:
    provider.slash = "/"
    assert journey(by_oidc.client(), "?next=/problems").headers["location"] == "/problems"


@pytest.mark.parametrize("seconds", [-30, 30])
def test_a_clock_that_is_half_a_minute_off_keeps_nobody_out(by_oidc: Served, provider: Provider, seconds: int) -> None:
    now = int(time.time()) + seconds
    provider.changes = {"iat": now, "nbf": now, "exp": now + 10}
    assert journey(by_oidc.client(), "?next=/problems").headers["location"] == "/problems"


@pytest.mark.parametrize("changes", [{"exp": 1}, {"iat": 4102444800}])
def test_a_token_out_of_its_time_points_to_the_clocks(
    by_oidc: Served, provider: Provider, changes: dict[str, Any]
) -> None:
    provider.changes = changes
    assert "时钟" in journey(by_oidc.client()).text


def test_whoever_gives_up_at_the_provider_is_told_so(by_oidc: Served, provider: Provider) -> None:
    provider.refuses = "access_denied"
    answer = journey(by_oidc.client())
    assert answer.status_code == 401
    assert "没有在统一认证完成登录" in answer.text


@pytest.mark.parametrize("described", [{"issuer": 5}, {"authorization_endpoint": None}, {"jwks_uri": "no address"}])
def test_a_provider_that_describes_itself_wrongly_is_told_without_a_trace(
    by_oidc: Served, provider: Provider, described: dict[str, Any]
) -> None:
    provider.described = described
    client = by_oidc.client()
    began = client.get("/signin/oidc")
    answer = journey(client) if began.status_code == 303 else began
    assert answer.status_code in (401, 502)
    assert "统一认证" in answer.text
    assert "Error" not in answer.text


def test_a_provider_that_is_down_is_told_and_passwords_still_serve(tmp_path: Path) -> None:
    held, port = free_port()
    held.close()
    settings = {"issuer": f"http://127.0.0.1:{port}", "client_id": "hongqiao", "client_secret": "secret"}
    served = make(tmp_path, web={"oidc": settings})
    answer = served.client().get("/signin/oidc")
    assert answer.status_code == 502
    assert "无法连接统一认证" in answer.text
    assert "Error" not in answer.text
    assert 'name="password"' in answer.text
    served.office.context.close()


def test_signing_out_says_that_the_providers_own_session_goes_on(by_oidc: Served) -> None:
    client = by_oidc.client()
    journey(client)
    answer = client.fill("/signout", form="/problems")
    assert "统一认证" in client.get(answer.headers["location"]).text
    plain = by_oidc.client("lly")
    answer = plain.fill("/signout")
    shown = plain.get(answer.headers["location"]).text
    assert "已退出" in shown
    assert "公用电脑" not in shown


def test_a_token_of_another_signer_is_not_believed(
    by_oidc: Served, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = RSAKey.generate_key(2048, {"kid": "1"}, private=True)

    monkeypatch.setattr("joserfc.jwk.KeySet.import_key_set", lambda *_: KeySet([other]))
    assert journey(by_oidc.client()).status_code == 401


def test_a_journey_ends_in_the_browser_that_began_it_and_once(by_oidc: Served) -> None:
    client, other = by_oidc.client(), by_oidc.client()
    off = client.get("/signin/oidc").headers["location"]
    came = urlsplit(httpx.get(off, trust_env=False).headers["location"])
    assert other.get(f"{came.path}?{came.query}").status_code == 401
    assert client.get(f"{came.path}?{came.query}").status_code == 401
    assert client.get("/signin/oidc/back?state=x&code=y").status_code == 401


def test_a_proxys_header_is_believed_from_its_address_alone(tmp_path: Path) -> None:
    header = {"name": "X-Remote-User", "proxies": ["127.0.0.1"]}
    served = make(tmp_path, web={"header": header, "trusted_proxies": ["127.0.0.1"]})
    external(served, "ck", "gly")
    with on_loopback(served) as base:
        assert httpx.get(f"{base}/problems", headers={"X-Remote-User": "ck"}, trust_env=False).status_code == 200
        assert (
            httpx.get(f"{base}/problems", headers={"X-Remote-User": "gly"}, trust_env=False)
            .headers["location"]
            .startswith("/signin/code")
        )
        assert httpx.get(f"{base}/problems", headers={"X-Remote-User": "kpy"}, trust_env=False).status_code == 303
        forged = {"X-Remote-User": "ck", "X-Forwarded-For": "10.0.0.9"}
        assert httpx.get(f"{base}/problems", headers=forged, trust_env=False).status_code == 200
    assert served.client().get("/problems", headers={"X-Remote-User": "ck"}).status_code == 303
    served.office.context.close()


NGINX = """
daemon off; pid {folder}/pid; error_log stderr;
events {{}}
http {{
  access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{
    listen 127.0.0.1:{port} ssl;
    ssl_certificate {folder}/cert.pem; ssl_certificate_key {folder}/key.pem;
    {location}
  }}
}}
"""


def nginx_location(upstream: int) -> str:
    """The very lines that the guide gives, with the test's port."""
    guide = (Path(__file__).resolve().parents[2] / "docs" / "网页服务.md").read_text(encoding="utf-8")
    block = guide.split("```nginx")[1].split("```")[0]
    return block.replace("127.0.0.1:8080", f"127.0.0.1:{upstream}")


@contextmanager
def nginx(folder: Path, upstream: int) -> Iterator[int]:
    """A real nginx with the guide's lines, and TLS."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    if not Path(program).exists():
        pytest.skip("no nginx is installed here")
    trustme = pytest.importorskip("trustme")
    authority = trustme.CA()
    issued = authority.issue_cert("localhost", "127.0.0.1")
    issued.private_key_pem.write_to_path(str(folder / "key.pem"))
    for index, blob in enumerate(issued.cert_chain_pems):
        blob.write_to_path(str(folder / "cert.pem"), append=index > 0)
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    held, port = free_port()
    held.close()
    (folder / "nginx.conf").write_text(
        NGINX.format(folder=folder, port=port, location=nginx_location(upstream)), encoding="utf-8"
    )
    started = subprocess.Popen(
        [program, "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", "stderr"], stderr=subprocess.DEVNULL
    )
    wait_for(port)
    yield port
    started.terminate()
    started.wait(10)


def test_behind_a_real_nginx_under_a_prefix_all_addresses_and_cookies_fit(tmp_path: Path) -> None:
    (tmp_path / "office").mkdir()
    (tmp_path / "nginx").mkdir()
    served = make(tmp_path / "office", "/jc")
    with on_loopback(served) as base, nginx(tmp_path / "nginx", urlsplit(base).port or 0) as port:
        trusted = ssl.create_default_context(cafile=str(tmp_path / "nginx" / "ca.pem"))
        with httpx.Client(base_url=f"https://localhost:{port}", verify=trusted, trust_env=False) as ask:
            first = ask.get("/jc/problems")
            assert first.headers["location"] == "/jc/signin?next=%2Fproblems"
            page = ask.get("/jc/signin?next=/problems")
            assert (
                first.headers["set-cookie"].startswith("__Host-hq-visitor=") and "Secure" in first.headers["set-cookie"]
            )
            assert page.headers["strict-transport-security"]
            key = page.text.split('name="csrf" value="')[1].split('"')[0]
            sent = {"csrf": key, "name": "ck", "password": "correct horse battery", "next": "/problems"}
            mine = {"Origin": f"https://localhost:{port}", "Sec-Fetch-Site": "same-origin"}
            assert ask.post("/jc/signin", data=sent, headers={**mine, "Origin": "https://localhost"}).status_code == 403
            answer = ask.post("/jc/signin", data=sent, headers=mine)
            assert answer.headers["location"] == "/jc/problems"
            shown = ask.get("/jc/problems")
            assert shown.status_code == 200
            assert not [target for target in shown.text.split('href="/')[1:] if not target.startswith("jc/")]
            assert ask.get("/jc/static/web.css").status_code == 200
            assert ask.get("/jc/healthz").text == "ok"
        addresses = {row.address for row in served.web.audit.rows(action="sign_in")}
        assert addresses == {"127.0.0.1"}
    served.office.context.close()
