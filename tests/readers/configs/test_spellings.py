"""Odd spellings of numbers, held to what each format's own program made of them.

`spellings.json` has, by format and by how a rate or a length is written, the highest rate and the
number of updates of the program (`record/spellings.py`), or its error. What is read has that value;
what the program refuses is refused, and the line names the key.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from lrplot import LrplotError, plan

SPELLINGS = json.loads((Path(__file__).parent / "spellings.json").read_text())
CASES = [
    (name, kind, way)
    for name, said in SPELLINGS.items()
    for kind in ("rate", "length")
    for way in said[kind]
]
READERS = {"trl": "huggingface", "megatron_args": "megatron"}
"""Formats of what is recorded under a name of its own."""

EITHER = {"huggingface": "trl"}
"""A file of the first may be one of the second, which reads what the first refuses."""

PLAIN = {"rate": "0.25", "length": "10"}


def drawn(name, folder, **ways):
    """Return the highest rate and the number of updates that are drawn."""
    said, ways = SPELLINGS[name], PLAIN | ways
    file = folder / said["file"]
    file.write_text(said["text"].replace("RATE", ways["rate"]).replace("LENGTH", ways["length"]))
    # trl's file is the Trainer's, too
    plot = plan(file, **{"as_format": READERS.get(name, name), **said["options"]}).plot()
    ((_, curve), *_) = plot.curves
    steps = np.arange(plot.steps.start, plot.steps.stop)
    return {"rate": max(curve(steps)), "length": plot.steps.stop}


@pytest.mark.parametrize("name", SPELLINGS)
def test_the_plain_one_is_drawn(name, tmp_path):
    assert drawn(name, tmp_path) == {"rate": 0.25, "length": SPELLINGS[name]["plain"]}


@pytest.mark.parametrize(("name", "kind", "way"), CASES)
def test_a_spelling_is_what_its_program_makes_of_it(name, kind, way, tmp_path):
    found = [SPELLINGS[one][kind][way] for one in (name, EITHER.get(name, name))]
    expected = next((one for one in found if not isinstance(one, str)), "refused")
    # a truth is 1 to most programs, and meant by nobody
    if isinstance(expected, str) or way.lower() == "true":
        key = SPELLINGS[name]["keys"][kind].replace("-", "[-_]")
        with pytest.raises(LrplotError, match=rf"\b{key}\b"):
            drawn(name, tmp_path, **{kind: way})
    else:
        # some compute in float32
        assert drawn(name, tmp_path, **{kind: way})[kind] == pytest.approx(expected, rel=1e-7)
