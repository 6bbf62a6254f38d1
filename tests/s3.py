"""A real S3 server of a test's own: the program `moto_server`, in an environment of its own, for it needs an older library of
dates than we use. `make s3` makes that environment; another one's program is found through PATH."""

import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from demo.server import free_port

OWN = Path(__file__).resolve().parents[1] / ".venv" / "s3" / "bin"
PROGRAM = shutil.which("moto_server", path=OWN) or shutil.which("moto_server")
MISSING = "no S3 server: make s3, or moto_server in PATH"
BUCKET = "s3://hongqiao"


class S3Server:
    """Serves one bucket on loopback; it keeps everything in memory, so that one that was killed begins empty."""

    def __init__(self, log: Path) -> None:
        self._log = log
        socket, self._port = free_port()
        socket.close()
        self.start()

    @property
    def environment(self) -> dict[str, str]:
        """What the program must find in its environment to speak with it."""
        return {
            "AWS_ENDPOINT": self._url,
            "AWS_ALLOW_HTTP": "true",
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_REGION": "us-east-1",
        }

    @property
    def _url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Serve, with an empty bucket."""
        assert PROGRAM is not None
        with self._log.open("ab") as log:
            command = [PROGRAM, "-H", "127.0.0.1", "-p", str(self._port)]
            self._process = subprocess.Popen(command, stdout=log, stderr=log, env=_plain_environment())
        _forget_others()
        end = time.monotonic() + 30
        while not self._has_bucket():
            assert time.monotonic() < end and self._process.poll() is None, self._log.read_text()
            time.sleep(0.1)

    def _has_bucket(self) -> bool:
        try:
            request = urllib.request.Request(f"{self._url}/{BUCKET.removeprefix('s3://')}", method="PUT")
            with urllib.request.urlopen(request, timeout=5) as reply:
                return bool(reply.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait()

    def __enter__(self) -> "S3Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


def _forget_others() -> None:
    """A file system that this process opened at an earlier test's server is kept by its name alone, which they share."""
    with suppress(ImportError):
        from obstore.fsspec import FsspecStore

        FsspecStore.clear_instance_cache()


def _plain_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
