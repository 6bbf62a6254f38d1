"""What a refused decision says."""

from collections.abc import Callable

import pytest

from app.decisions.refusal import Refused


def refused(decide: Callable[[], object]) -> dict[str, str]:
    """The objections to a decision, by field; it must be refused."""
    with pytest.raises(Refused) as caught:
        decide()
    return {item.field: str(item) for item in caught.value.objections}
