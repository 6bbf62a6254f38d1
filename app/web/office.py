"""What all pages work with: the store, the view models, the templates; opened once for the process that serves."""

import logging
import os
import subprocess
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader
from sqlalchemy.exc import SQLAlchemyError

from app.configured import configuration_at
from app.context import Context
from app.errors import AppError
from app.private import YIELDING
from app.telling.contacts import tell_contacts
from app.web.limits import Failures
from app.web.views import Views
from config.errors import ConfigError
from config.people import PERSON_ROLE_NAMES, PersonRole
from config.settings import Configuration
from db.access_tokens import AccessTokens
from db.audit import Audit
from db.errors import StoreError
from db.notices import Notices
from db.people import People
from db.proposals import Proposals
from db.statements import Statements
from db.web_sessions import Invitations, Sessions
from reports.site import environment

logger = logging.getLogger(__name__)
FILES = ("monitor.yaml", "sites.yaml", "units.yaml", "words.yaml")


class Office:
    """Everything that a page needs besides the visit itself."""

    def __init__(self, context: Context, folder: Path, clock: Callable[[], datetime] | None = None) -> None:
        self._context, self.folder = context, folder
        self.clock = clock or (lambda: datetime.now(self.configuration.zone))
        self._stamp = self._stamped()
        self._reading = threading.Lock()
        engine = context.engine
        self.people, self.sessions, self.invitations = People(engine), Sessions(engine), Invitations(engine)
        self.tokens, self.audit, self.notices = AccessTokens(engine), Audit(engine), Notices(engine)
        self.statements, self.proposals = Statements(engine), Proposals(engine)
        self.failures = Failures()
        self.views = Views(lambda: self.context)
        self.templates = _templates()
        self.recount = Recount(context.line(folder))
        self.menu: tuple[tuple[str, str, frozenset[PersonRole] | None], ...] = ()
        self.memory: dict[str, Any] = {}
        """What lives a few minutes and with the process alone: sign-ins that are under way elsewhere."""

    @property
    def context(self) -> Context:
        """Configuration and store; the configuration is read again when its files change and are without error."""
        stamp = self._stamped()
        if stamp != self._stamp:
            with self._reading:
                if stamp != self._stamp:
                    self._stamp = stamp
                    try:
                        self._context = replace(
                            self._context, configuration=configuration_at(self.folder, self._context.district)
                        )
                    except (ConfigError, AppError) as error:
                        logger.warning("the configuration changed and has faults; the old one stays: %s", error)
        return self._context

    @property
    def configuration(self) -> Configuration:
        """The configuration in force."""
        return self.context.configuration

    def warm(self) -> None:
        """Compile every template and read the running month, so that the first clicks of a morning wait for neither."""
        for name in self.templates.list_templates(extensions=["html"]):
            self.templates.get_template(name)
        try:
            self.views.month()
        except (AppError, StoreError, SQLAlchemyError) as error:
            logger.info("no month to show yet: %s", error)

    def tell(self, unit: str, key: str, title: str, text: str) -> None:
        """Tell a unit's contacts something, once; no page waits for the mail."""
        threading.Thread(target=tell_contacts, args=(self.context, unit, key, title, text), daemon=True).start()

    def _stamped(self) -> tuple[int, ...]:
        files = (self._context.configuration.folder / name for name in FILES)
        return tuple(file.stat().st_mtime_ns if file.exists() else 0 for file in files)


class Recount:
    """Scores and reports anew after decisions, in a process of its own: no page waits for it, and one run serves many decisions."""

    def __init__(self, line: Sequence[str]) -> None:
        self._line = line
        self._wanted, self._lock = threading.Event(), threading.Lock()
        self._thread: threading.Thread | None = None
        self._months: set[str] = set()
        self.is_running = False

    def ask(self, *months: str) -> None:
        """Have results follow what was just decided; months that were closed get their reports to stay."""
        self._wanted.set()
        with self._lock:
            self._months.update(months)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="recount", daemon=True)
                self._thread.start()

    def wait(self, seconds: float = 60) -> None:
        """Wait until results have followed: for tests and for stopping."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)

    def _work(self) -> None:
        while self._wanted.is_set():
            self._wanted.clear()
            self.is_running = True
            with self._lock:
                months, self._months = sorted(self._months), set()
            for words in (["score"], ["report"], *(["report", "--month", month] for month in months)):
                if not self._run(words):
                    break
            self.is_running = False

    def _run(self, words: list[str]) -> bool:
        command = [*self._line, *words]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        os.setpriority(os.PRIO_PROCESS, child.pid, YIELDING)
        said, _ = child.communicate()
        if child.returncode:
            logger.warning("%s after a decision ended with %d: %s", words, child.returncode, said[-500:])
        return child.returncode == 0


def _templates() -> Environment:
    shared = environment()
    assert shared.loader is not None
    made = shared.overlay(loader=ChoiceLoader([PackageLoader("app.web", "templates"), shared.loader]))
    made.globals = {**shared.globals}
    made.globals.update(role_names=PERSON_ROLE_NAMES, PersonRole=PersonRole)
    return made
