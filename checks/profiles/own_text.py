"""What a section's pages say of their own, beyond what they share."""

from checks.own_content import Shared, own_content
from checks.snapshot import SectionSnapshot


def shared_of(section: SectionSnapshot) -> Shared:
    return Shared([section.home, *(column.page for column in section.columns), *section.pages])


def own_texts(section: SectionSnapshot) -> dict[str, str]:
    """For each column what its page says of its own, beyond what the section's pages share."""
    shared = shared_of(section)
    return {
        column.place.key: "\n".join(own_content(column.page.extract, column.place.name, shared).texts)
        for column in section.columns
        if column.page.extract is not None
    }
