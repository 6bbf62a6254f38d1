"""What all shapes of the configuration have in common."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """Frozen, and no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
