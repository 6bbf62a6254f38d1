"""What was read of attachments: each version of a file once, by the marks that its host gives it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Engine, select

from crawler.reading.attached import kind_of
from crawler.records.attachment import AttachmentRead, Wanted
from crawler.records.observations import Answer, Target
from db import tables
from db.intervals import chunks, insert_or_replace
from db.keys import hashed

_READS = tables.table(tables.AttachmentRead)
_ANSWERS, _ADDRESSES = tables.table(tables.AnswerState), tables.table(tables.Address)


def mark_of(etag: str, last_modified: str, size: int) -> str:
    """A short name for a version of a file, by what its host says of it."""
    return hashed(etag, last_modified, str(size))


class AttachmentReads:
    """The table of what was read."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def wanted(self, run: int, hosts: Sequence[str]) -> list[Wanted]:
        """The files on these hosts that answered in a night, in a kind that can be read, and whose version nobody has read."""
        columns = (
            _ADDRESSES.c.url,
            _ANSWERS.c.final_url,
            _ANSWERS.c.etag,
            _ANSWERS.c.last_modified,
            _ANSWERS.c.size,
            _ANSWERS.c.file_name,
        )
        statement = (
            select(*columns)
            .join(_ADDRESSES, _ADDRESSES.c.id == _ANSWERS.c.address_id)
            .where(_ANSWERS.c.last_run == run, _ANSWERS.c.status == 200, _ANSWERS.c.failure == "", _ADDRESSES.c.host.in_(hosts), _ANSWERS.c.extract_key == "")
            .order_by(_ANSWERS.c.first_run.desc(), _ADDRESSES.c.url)
        )  # fmt: skip
        found = []
        with self.engine.connect() as connection:
            for row in connection.execute(statement):
                kind = kind_of(row.url, row.file_name)
                if kind:
                    mark = mark_of(row.etag, row.last_modified, row.size)
                    found.append(Wanted(target=Target(row.url), kind=kind, mark=mark))
        known = self._known([item.target.url for item in found])
        return [item for item in found if (hashed(item.target.url), item.mark) not in known]

    def add(self, read: AttachmentRead) -> None:
        """Keep what was read."""
        row = {"url_hash": hashed(read.url), "url": read.url, "mark": read.mark, "kind": read.kind, "numbers": list(read.numbers), "problem": read.problem, "read_at": datetime.now(UTC)}  # fmt: skip
        with self.engine.begin() as connection:
            insert_or_replace(connection, _READS, [row], ["url_hash", "mark"])

    def numbers(self, answers: Iterable[Answer]) -> Mapping[str, tuple[str, ...]]:
        """The numbers in the versions of files that answered, by address; those without any are left out."""
        marks = {(hashed(item.url), mark_of(item.etag, item.last_modified, item.size)): item.url for item in answers}
        found: dict[str, tuple[str, ...]] = {}
        with self.engine.connect() as connection:
            for piece in chunks(list({key for key, _ in marks})):
                statement = select(_READS.c.url_hash, _READS.c.mark, _READS.c.numbers).where(
                    _READS.c.url_hash.in_(piece)
                )
                for row in connection.execute(statement):
                    url = marks.get((row.url_hash, row.mark))
                    if url is not None and row.numbers:
                        found[url] = tuple(row.numbers)
        return found

    def _known(self, urls: Sequence[str]) -> set[tuple[str, str]]:
        known: set[tuple[str, str]] = set()
        with self.engine.connect() as connection:
            for piece in chunks([hashed(url) for url in urls]):
                statement = select(_READS.c.url_hash, _READS.c.mark).where(_READS.c.url_hash.in_(piece))
                known |= {(row.url_hash, row.mark) for row in connection.execute(statement)}
        return known
