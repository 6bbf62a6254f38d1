"""`init`: the commented starting configuration, copied to a folder of the office's own."""

import re
from pathlib import Path

from app.errors import WrongUse
from config.month import Month
from config.system_errors import system_text

STARTER = Path(__file__).resolve().parent.parent / "config"
FILES = ("monitor.yaml", "sites.yaml", "units.yaml", "words.yaml")
_STARTS = re.compile(r"^(assessment_starts: *)[\d-]+", re.MULTILINE)


def write_starter(folder: Path, starts: Month) -> list[Path]:
    """Write the files, the assessment starting with a month; nothing that exists is overwritten. Raises WrongUse where one would be."""
    standing = [name for name in FILES if (folder / name).exists()]
    if standing:
        raise WrongUse(f"{folder} 中已有 {'、'.join(standing)}，为免覆盖没有写入")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            text = (STARTER / name).read_text(encoding="utf-8")
            (folder / name).write_text(_STARTS.sub(rf"\g<1>{starts}", text), encoding="utf-8")
    except OSError as error:
        raise WrongUse(f"无法写入 {folder}：{system_text(error)}") from None
    return [folder / name for name in FILES]
