"""The configuration that is worked with: a folder's own, or that of a district of a fleet."""

from pathlib import Path

from config.loader import load_configuration
from config.settings import Configuration


def configuration_at(path: Path, district: str = "") -> Configuration:
    """Of a folder, or of the district named where the path is a fleet's file. Raises ConfigError, WrongUse."""
    if not district:
        return load_configuration(path)
    from app.fleets.district import read_district  # loads the engines, which a folder's configuration does not need

    return read_district(path, district)
