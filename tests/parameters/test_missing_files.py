"""Files that words, plans and looks name."""

import pytest

from lrplot import LrplotError
from lrplot.parameters.files import opened


@pytest.fixture
def folder(tmp_path):
    for name in ("finetune.yaml", "loss.csv", "readme"):
        (tmp_path / name).touch()
    return tmp_path


def said(path):
    with pytest.raises(LrplotError) as error, opened(path, 10):
        pass
    return str(error.value)


def test_the_nearest_file_is_named(folder, monkeypatch):
    found = said(folder / "finetun.yaml")
    assert found == f"there is no such file; did you mean {folder / 'finetune.yaml'}?"
    monkeypatch.chdir(folder)
    assert said("finetun.yml") == "there is no such file; did you mean finetune.yaml?"


@pytest.mark.parametrize("name", ["other", "gone/loss.csv", ""])
def test_no_file_is_named_where_none_is_near(folder, monkeypatch, name):
    monkeypatch.chdir(folder)
    assert said(name) == "there is no such file"
