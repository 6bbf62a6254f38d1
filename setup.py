"""What a wheel holds; all else stands in pyproject.toml.

`alembic/` has the name of a library: in a wheel it lies inside the package that reads it.
"""

from setuptools import find_packages, setup

ROOMS = ["config", "crawler", "checks", "scoring", "reports", "db", "app", "demo"]

setup(
    packages=[*find_packages(include=[*ROOMS, *(f"{room}.*" for room in ROOMS)]), "db.migrations"],
    package_dir={"db.migrations": "alembic"},
)
