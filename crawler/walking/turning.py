"""What pagers turn in the addresses of lists: a number in the path, or a field of the query, of which several lists on a page have one each."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

from crawler.records.items import Paging


def field_of(page: str, addresses: Iterable[str]) -> str:
    """The one field of a page's query whose number a pager changes; empty where it changes anything else."""
    names = {_changed(page, address) for address in addresses}
    return names.pop() if len(names) == 1 else ""


def own_pages(paging: Paging, page: str, field: str) -> Paging:
    """What a pager says of the list that a field turns; nothing where all that it leads to leaves that field as it is: then it turns another one."""
    if not field:
        return paging
    here = dict(_query(page)).get(field)

    def is_own(address: str) -> bool:
        return dict(_query(address)).get(field) != here

    own = replace(
        paging,
        following=tuple(filter(is_own, paging.following)),
        perhaps=tuple(filter(is_own, paging.perhaps)),
        numbered=tuple((number, address) for number, address in paging.numbered if is_own(address)),
    )
    is_anothers = own != paging and not (own.following or own.perhaps or own.numbered)
    return Paging(unreadable=paging.unreadable) if is_anothers else own


class Turned:
    """The addresses that pagers of walked lists make, of numbers and of their fields: `?pa=2&pb=3` shows no row that `?pa=2` and `?pb=3` do not."""

    def __init__(self) -> None:
        self._patterns: set[str] = set()
        self._fields: dict[str, set[str]] = {}
        self._rests: dict[str, set[str]] = {}

    def add(self, page: str, addresses: Sequence[str]) -> None:
        """Learn how the pagers of a page, which lead to these addresses, turn its lists."""
        self._patterns.update(map(pager_pattern, addresses))
        for field in {_changed(page, address) for address in addresses} - {""}:
            path = page.partition("?")[0]
            self._fields.setdefault(path, set()).add(field)
            self._rests.setdefault(path, set()).add(self._rest(page))

    def holds(self, url: str) -> bool:
        """Whether an address is a list's own but for such numbers and fields."""
        if not self._patterns:
            return False
        if pager_pattern(url) in self._patterns:
            return True
        path, mark, _ = url.partition("?")
        return bool(mark) and path in self._fields and self._rest(url) in self._rests[path]

    def _rest(self, url: str) -> str:
        fields = self._fields.get(url.partition("?")[0], set())
        return str(sorted((name, value) for name, value in _query(url) if name not in fields))


def pager_pattern(url: str) -> str:
    """An address with its last number taken out: the further pages of one list share it."""
    head, tail = url[: url.rfind("/") + 1], url[url.rfind("/") + 1 :]
    for index in range(len(tail) - 1, -1, -1):
        if tail[index].isdigit():
            start = index
            while start > 0 and tail[start - 1].isdigit():
                start -= 1
            return f"{head}{tail[:start]}*{tail[index + 1 :]}"
    return url


def _query(url: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(url).query, keep_blank_values=True)


def _changed(page: str, address: str) -> str:
    """The one field whose number an address changes, or adds; empty where it differs from the page in anything else."""
    if page.partition("?")[0] != address.partition("?")[0]:
        return ""
    before, after = dict(_query(page)), dict(_query(address))
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    is_one = len(changed) == 1 and after.get(changed[0], "").isdecimal()
    return changed[0] if is_one else ""
