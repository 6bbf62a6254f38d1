"""`init`: the commented starting configuration, copied to a folder of the office's own."""

from pathlib import Path

from app.errors import WrongUse
from config.system_errors import system_text

STARTER = Path(__file__).resolve().parent.parent / "config"
FILES = ("monitor.yaml", "sites.yaml", "units.yaml", "words.yaml")


def write_starter(folder: Path) -> list[Path]:
    """Write the files; nothing that exists is overwritten. Raises WrongUse where one would be."""
    standing = [name for name in FILES if (folder / name).exists()]
    if standing:
        raise WrongUse(f"{folder} 中已有 {'、'.join(standing)}，为免覆盖没有写入")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            (folder / name).write_text((STARTER / name).read_text(encoding="utf-8"), encoding="utf-8")
    except OSError as error:
        raise WrongUse(f"无法写入 {folder}：{system_text(error)}") from None
    return [folder / name for name in FILES]
