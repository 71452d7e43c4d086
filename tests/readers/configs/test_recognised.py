"""Every recorded configuration is recognised by its own format, and by no other."""

from pathlib import Path

import pytest

from lrplot.readers.common import data
from lrplot.readers.configs import formats

CASES = Path(__file__).parent / "cases"
RECORDED = [
    path
    for record in sorted(CASES.glob("*/*.record.json"))
    for path in record.parent.glob(f"{record.name.removesuffix('.record.json')}.*")
    if path != record
]


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_configuration_is_of_one_format(path):
    found = data.load(str(path))
    fitting = {name: why for name, form in formats().items() if (why := form.fits(found))}
    assert fitting.keys() == {path.parent.name}, fitting
