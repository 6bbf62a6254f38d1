"""`words.yaml`: empty by default, the office's own; what is wrong in it is told with its place."""

from pathlib import Path

import pytest
import yaml

from config.errors import ConfigError
from config.loader import load_configuration
from tests.app.decisions.office import UNITS
from tests.sites import write_office

STARTER = Path(__file__).parents[2] / "config" / "words.yaml"


def office(folder: Path, text: str | None) -> Path:
    made = write_office(folder, "h.example", UNITS, assessment_starts="2026-10")
    if text is not None:
        (made / "words.yaml").write_text(text, encoding="utf-8")
    return made


def test_without_a_file_and_with_the_one_that_init_writes_there_is_no_list(tmp_path: Path) -> None:
    assert load_configuration(office(tmp_path / "a", None)).words == ()
    assert load_configuration(office(tmp_path / "b", STARTER.read_text(encoding="utf-8"))).words == ()


def test_the_example_in_the_file_is_one_that_can_be_used(tmp_path: Path) -> None:
    lines = STARTER.read_text(encoding="utf-8").splitlines()
    example = "\n".join(line[2:] for line in lines if line.startswith(("# lists:", "#   ")))
    assert len(yaml.safe_load(example)["lists"]) == 2
    assert [item.name for item in load_configuration(office(tmp_path, example)).words] == [
        "机构改革后的旧称",
        "常见错别字",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "lists: [{name: 表, words: [一]}]",
        "lists: [{name: 表, words: []}]",
        "lists: [{name: 表, word: [部署]}]",
        "lists: 词",
    ],
)
def test_a_fault_names_the_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError) as error:
        load_configuration(office(tmp_path, text))
    assert error.value.problems[0].file == "words.yaml"


def test_another_list_is_another_configuration(tmp_path: Path) -> None:
    before = load_configuration(office(tmp_path / "a", None)).digest
    assert load_configuration(office(tmp_path / "b", "lists: [{name: 表, words: [布署]}]")).digest != before
