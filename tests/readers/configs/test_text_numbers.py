"""Text that is a number: read where the program that reads the file makes one of it, else refused.

What each program does is its own loader's, as `spellings.json` has it recorded: argparse, pydantic
and OmegaConf's structured configurations convert; json, tomllib and PyYAML leave text as it is, and
PyYAML takes a bare 1e-3 for text, which OmegaConf and jsonargparse do not.
"""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from lrplot import LrplotError, plan

CASES = Path(__file__).parent / "cases"

TEXT = [
    ("allennlp/noam.json", "trainer.optimizer.lr"),
    ("deepspeed/cosine.json", "optimizer.params.lr"),
    ("espnet/level.yaml", "optim_conf.lr"),
    ("gpt_neox/falling.yml", "optimizer.params.lr"),
    ("hydra/whole.yaml", "model.optimizer.lr"),
    ("litgpt/pretrain.yaml", "optimizer.init_args.lr"),
    ("llm_foundry/batches.yaml", "optimizer.lr"),
    ("mlx_lm/level.yaml", "learning_rate"),
    ("nanotron/cosine.yaml", "optimizer.learning_rate_scheduler.learning_rate"),
    ("nemo/cosine.yaml", "model.optim.lr"),
    ("torchtitan/new.toml", "optimizer.lr"),
    ("torchtune/lora.yaml", "optimizer.lr"),
    ("ultralytics/cosine.yaml", "lr0"),
]
NUMBER = [
    ("axolotl/cosine.yml", "learning_rate"),
    ("fairseq/cosine.yaml", "optimization.lr"),
    ("lightning/cosine.yaml", "optimizer.init_args.lr"),
    ("maxtext/part.yml", "learning_rate"),
    ("olmo/tokens.yaml", "optimizer.learning_rate"),
    ("paddleclas/cosine.yaml", "Optimizer.lr.learning_rate"),
    ("timm/base.yaml", "lr_base"),
]


def drawn(name, key, text):
    file = CASES / name
    options = json.loads(file.with_suffix(".record.json").read_text())["options"]
    return plan(file, **{**options, "set": [*options.get("set", ()), f"{key}={text}"]})


@pytest.mark.parametrize(("name", "key"), TEXT)
def test_text_that_stays_text_is_refused(name, key):
    with pytest.raises(LrplotError, match=re.escape(f"{key}: '2e-2' is text")) as error:
        drawn(name, key, '"2e-2"')
    assert str(error.value).endswith("write 0.02")
    # what is typed at a command line has no quotes to lose
    assert drawn(name, key, "2e-2").specs


@pytest.mark.parametrize(("name", "key"), NUMBER)
def test_text_that_becomes_a_number_is_one(name, key):
    quoted, bare = (drawn(name, key, text).plot() for text in ('"2e-2"', "2e-2"))
    steps = np.arange(quoted.steps.start, quoted.steps.stop)
    for (_, one), (_, other) in zip(quoted.curves, bare.curves, strict=True):
        np.testing.assert_array_equal(one(steps), other(steps))


@pytest.mark.parametrize(
    "name", ["litgpt/pretrain.yaml", "nemo/cosine.yaml", "torchtune/lora.yaml"]
)
def test_a_bare_exponent_is_a_number_by_newer_rules(name, tmp_path):
    file = changed(name, tmp_path)
    assert plan(file, **options(name)).specs


@pytest.mark.parametrize("name", ["nanotron/cosine.yaml", "gpt_neox/falling.yml"])
def test_a_bare_exponent_is_text_to_pyyaml(name, tmp_path):
    file = changed(name, tmp_path)
    with pytest.raises(LrplotError, match=r"'2e-2' is text, .* write 0\.02"):
        plan(file, **options(name))


def options(name):
    return json.loads((CASES / name).with_suffix(".record.json").read_text())["options"]


def changed(name, folder):
    """Return a configuration whose rate is written as 2e-2."""
    text = re.sub(
        r"\b(lr|learning_rate)(\W*: *)[\d.e-]+", r"\1\g<2>2e-2", (CASES / name).read_text()
    )
    assert "2e-2" in text
    file = folder / Path(name).name
    file.write_text(text)
    return file


@pytest.mark.parametrize(
    ("name", "key", "given", "said"),
    [
        ("axolotl/cosine.yml", "warmup_steps", '"1e1"', "'1e1' is no whole number; write 10"),
        ("timm/base.yaml", "epochs", '"2.5"', "'2.5' is no whole number"),
        ("torchtitan/new.toml", "lr_scheduler.warmup_steps", "1k", "own words: type 1000"),
        ("nemo/cosine.yaml", "model.optim.sched.warmup_steps", "1k", "own words: type 1000"),
        ("nemo/cosine.yaml", "model.optim.sched", "3", "sched must be a section, not 3"),
        ("paddledetection/bare.yml", "TrainReader", "true", "TrainReader must be a section"),
        ("megatron/root.yaml", "model_parallel", "true", "model_parallel must be a section"),
    ],
)
def test_what_a_key_cannot_be_is_refused(name, key, given, said):
    with pytest.raises(LrplotError, match=re.escape(key)) as error:
        drawn(name, key, given)
    assert said in str(error.value)


@pytest.mark.parametrize("text", ["1k", "10"])
def test_text_in_arguments_is_no_number(text, tmp_path):
    file = tmp_path / "a.py"
    file.write_text(
        "optim_wrapper = dict(optimizer=dict(type='SGD', lr=0.1))\n"
        "train_cfg = dict(by_epoch=False, max_iters=50)\n"
        f"param_scheduler = [dict(type='LinearLR', by_epoch=False, end='{text}')]\n"
    )
    with pytest.raises(LrplotError, match="end must be a number, not"):
        plan(file, as_format="mmengine")


@pytest.mark.parametrize("kind", ["yaml", "json", "toml", "cfg", "sh", "jsonnet"])
def test_what_is_not_utf_8_is_said_with_its_line(kind, tmp_path):
    file = tmp_path / f"a.{kind}"
    file.write_bytes(b"\n\nlr: '\xe9'\n")
    with pytest.raises(LrplotError, match="line 3: the byte 0xe9 is no UTF-8; save the file as"):
        plan(file)


def test_a_letter_that_yaml_does_not_have_is_said_with_its_line(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_bytes(b"lr: 1\nname: a\x07\n")
    with pytest.raises(LrplotError, match="line 2: a character that YAML does not allow"):
        plan(file)
