"""nginx on loopback: a server that is never the bottleneck, whose log counts what each tool asked."""

import shutil
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

_CONFIGURATION = """
daemon off;
master_process off;
worker_rlimit_nofile 8192;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
  types {{ text/html html htm; text/css css; application/javascript js; image/png png; image/jpeg jpg; image/svg+xml svg; application/msword doc; application/pdf pdf; }}
  default_type application/octet-stream;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3; uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  log_format counted '$server_port $request_method $status $bytes_sent $request_uri';
  access_log {folder}/access.log counted;
  keepalive_requests 1000000;
  map_hash_bucket_size 1024;
  map_hash_max_size 65536;
  add_header LinkChecker 1 always;
  map $request_uri $dead {{ default 0; {dead} }}
  server {{ listen 127.0.0.1:{own} backlog=2048; root {root}; index {index}; }}
  server {{ listen 127.0.0.1:{second} backlog=2048; root {second_root}; index {index}; }}
  server {{ listen 127.0.0.1:{other} backlog=2048; default_type text/html;
    location / {{ if ($dead) {{ return 404; }} return 200 '<html><head><title>$request_uri</title></head><body><p>A page of another host: $request_uri</p></body></html>'; }} }}
}}
"""


@dataclass(frozen=True)
class Asked:
    """What was asked of the server: requests, bytes sent, distinct addresses, and how often each answer was given."""

    requests: int
    bytes: int
    distinct: int
    statuses: dict[str, int] = field(default_factory=dict)


class Nginx:
    """Serves a folder on one port, perhaps a second folder on a second one, and on another whatever is asked but for some dead addresses."""

    def __init__(self, folder: Path, root: Path, index: str = "index.html", second: Path | None = None) -> None:
        self.folder, self.root, self.index = folder, root, index
        self.second_root = root if second is None else second
        self.own, self.second, self.other = (_free_port() for _ in range(3))
        self.home = f"http://127.0.0.1:{self.own}/"
        self.second_home = f"http://127.0.0.1:{self.second}/"
        self.host, self.other_host = f"127.0.0.1:{self.own}", f"127.0.0.1:{self.other}"
        self.dead: Iterable[str] = ()
        self._process: subprocess.Popen[bytes] | None = None
        self._read = 0

    def __enter__(self) -> "Nginx":
        program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
        if program is None:
            raise SystemExit("nginx is not installed (Debian: nginx-light)")
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)
        text = _CONFIGURATION.format(
            folder=self.folder, root=self.root, index=self.index, second=self.second, second_root=self.second_root, own=self.own, other=self.other,
            dead=" ".join(f'"{path}" 1;' for path in self.dead),
        )  # fmt: skip
        (self.folder / "nginx.conf").write_text(text, encoding="utf-8")
        self._process = subprocess.Popen([program, "-e", f"{self.folder}/error.log", "-c", f"{self.folder}/nginx.conf"])
        for _ in range(100):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", self.own)) == 0:
                    return self
            time.sleep(0.05)
        raise SystemExit(f"nginx did not start: {(self.folder / 'error.log').read_text()}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()

    def asked(self) -> Asked:
        """What was asked since the last time this was called."""
        time.sleep(0.1)
        with (self.folder / "access.log").open(encoding="utf-8", errors="replace") as log:
            log.seek(self._read)
            lines = log.readlines()
            self._read = log.tell()
        rows = [line.rstrip("\n").split(" ", 4) for line in lines]
        return Asked(
            len(rows),
            sum(int(row[3]) for row in rows),
            len({(row[0], row[4]) for row in rows}),
            dict(Counter(row[2] for row in rows)),
        )


def _free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])
