"""Answers written into the office's own files: the value changes, every comment and every other line stays as it was."""

import io
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from config.schema import SiteKind


class ConfigurationFile:
    """One file of the configuration, read with its comments, changed in place, written whole or not at all."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._yaml = YAML()
        self._yaml.preserve_quotes = True
        self._yaml.width = 4096
        self._yaml.indent(mapping=2, sequence=4, offset=2)
        self.content: Any = self._yaml.load(path.read_text(encoding="utf-8-sig"))

    def save(self) -> None:
        """Write the file; a reader sees the old one or the new one."""
        text = io.StringIO()
        self._yaml.dump(self.content, text)
        temporary = self.path.with_name(f".{self.path.name}.{os.getpid()}.tmp")
        temporary.write_text(text.getvalue(), encoding="utf-8")
        temporary.replace(self.path)


class SitesFile(ConfigurationFile):
    """`sites.yaml`."""

    def confirm(self, kind: SiteKind) -> None:
        """A site's addresses are as they should be."""
        for site in self.content["sites"]:
            if site["kind"] == kind.value:
                site.pop("to_confirm", None)


class UnitsFile(ConfigurationFile):
    """`units.yaml`."""

    def section(self, code: str, kind: SiteKind) -> Any:
        """A unit's section on a site; KeyError where there is none."""
        return next(unit for unit in self.content["units"] if str(unit["code"]) == code)[kind.value]

    def confirm_home(self, code: str, kind: SiteKind) -> None:
        """A section's home is as it should be."""
        self.section(code, kind).pop("to_confirm", None)

    def set_home(self, code: str, kind: SiteKind, home: str) -> None:
        """Another home for a section."""
        self.section(code, kind)["home"] = home

    def confirm_column(self, code: str, kind: SiteKind, index: int) -> None:
        """A column is as it should be."""
        self.section(code, kind)["columns"][index].pop("to_confirm", None)

    def mark_column(self, code: str, kind: SiteKind, index: int) -> None:
        """A column is still to be confirmed."""
        self.section(code, kind)["columns"][index]["to_confirm"] = True

    def set_column(self, code: str, kind: SiteKind, index: int, *, url: str = "", roles: Sequence[str] = ()) -> None:
        """Another address or other roles for a column."""
        column = self.section(code, kind)["columns"][index]
        if url:
            column["url"] = url
        if roles:
            column["role"] = roles[0] if len(roles) == 1 else list(roles)

    def remove_columns(self, code: str, kind: SiteKind, indexes: Sequence[int]) -> None:
        """Take columns out that the section does not have."""
        for index in sorted(indexes, reverse=True):
            del self.section(code, kind)["columns"][index]
