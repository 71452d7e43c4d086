"""A key or a section that decides the curve, misspelt: one line says which would be read."""

import json
import re
from pathlib import Path

import pytest

from lrplot import LrplotError, plan
from lrplot.errors import LrplotWarning

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize(
    ("name", "key", "slip"),
    [
        ("deepspeed/cosine.json", "scheduler", "schedulre"),
        ("timm/rest.yaml", "lr", "LR"),
        ("deepspeed/log.json", "params", "parasm"),
        ("lightning/cosine.yaml", "lr_scheduler", "lr_schedulre"),
        ("nemo/cosine.yaml", "sched", "schde"),
        ("torchtune/lora.yaml", "lr_scheduler", "lr_schedulre"),
        ("torchtitan/level.toml", "lr", "lrr"),
        ("gpt_neox/hyphens.yml", "lr-decay-style", "lr-decay-styel"),
        ("kohya/part.toml", "learning_rate", "learning_raet"),
        ("megatron/fraction.yaml", "--lr-decay-iters", "--lr-decay-itesr"),
    ],
)
def test_a_slip_in_a_key_that_decides_the_curve_is_said(name, key, slip, tmp_path):
    file = CASES / name
    options = json.loads(file.with_suffix(".record.json").read_text())["options"]
    text = file.read_text()
    *_, found = re.finditer(rf"(?<![\w-])({key})(?=\W*[:=])", text)
    other = tmp_path / file.name
    other.write_text(text[: found.start(1)] + slip + text[found.end(1) :])
    with pytest.warns(LrplotWarning, match=f"{slip} is not read; .* would be"):
        plan(other, **options, as_format=name.partition("/")[0])


def test_files_of_maxtext_that_name_each_other_are_refused(tmp_path):
    for own, other in (("a", "b"), ("b", "a")):
        (tmp_path / f"{own}.yml").write_text(f"base_config: {other}.yml\nsteps: 10\n")
    with pytest.raises(LrplotError, match="files that name each other"):
        plan(tmp_path / "a.yml", as_format="maxtext")
