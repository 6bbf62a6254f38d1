"""A network of a test's own: a namespace that has a loopback and nothing else, where the system lets us make one."""

import fcntl
import os
import shutil
import socket
import struct
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
OWN = "a namespace of its own"
_SIOCSIFFLAGS, _IFF_UP = 0x8914, 1
"""linux/sockios.h and linux/if.h."""


@cache
def own_network() -> tuple[tuple[str, ...], str]:
    """What a command begins with to run in such a namespace, and where it then runs: on loopback, with the reason, where
    none can be made."""
    program = shutil.which("unshare")
    if program is None:
        return (), "loopback: the program unshare is not installed"
    prefix = (program, "--net") if os.geteuid() == 0 else (program, "--map-root-user", "--net")
    tried = subprocess.run([*prefix, "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        return (), f"loopback: {tried.stderr.strip() or tried.returncode}"
    return prefix, OWN


def run_inside(module: str, *arguments: str) -> tuple[int, str, str]:
    """Run a module in a network of its own; its status, what it said, and where it ran."""
    prefix, where = own_network()
    command = [*prefix, sys.executable, "-m", module, where, *arguments]
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=300
    )
    return done.returncode, done.stdout, where


def begin(where: str) -> None:
    """Inside: raise the loopback of a new namespace; it leads nowhere else."""
    if where != OWN:
        return
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        fcntl.ioctl(asked, _SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", _IFF_UP))
    routes = Path("/proc/self/net/route").read_text(encoding="ascii").splitlines()[1:]
    assert routes == [], routes
