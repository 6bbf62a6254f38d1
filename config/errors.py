"""The error tree of the configuration room.

ConfigError            the configuration cannot be used; correct the named places and run again
└── RubricError        a rubric file is damaged or its rules contradict each other; restore the file
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One place of a configuration file that is wrong: what was found there and what was expected."""

    file: str
    line: int
    field: str
    found: str
    expected: str

    def __str__(self) -> str:
        if not self.line and not self.field:
            return f"{self.file}：{self.found}，应为{self.expected}"
        where = f"{self.file} 第 {self.line} 行" if self.line else self.file
        return f"{where}，{self.field or '（整个文件）'}：填写的是 {self.found}，应为{self.expected}"


class ConfigError(Exception):
    """Raised when configuration cannot be used; trying again makes sense after the listed places are corrected."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class RubricError(ConfigError):
    """Raised when a rubric file is damaged; trying again makes sense after the file is restored."""
