"""What the x axis counts: `--x epochs`, `samples`, `tokens`."""

from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pytest
from click.testing import CliRunner

from lrplot import LrplotError, plan
from lrplot.cli import cli
from lrplot.writers.figure.draw import draw

CASES = Path(__file__).parent / "configs" / "cases"
PRETRAIN = CASES / "litgpt" / "pretrain.yaml"


def rows(*words):
    done = CliRunner().invoke(cli, ["compare", *map(str, words), "--format", "csv"])
    return [line.split(",") for line in done.stdout.splitlines()]


def test_a_table_has_a_column_of_it():
    # by the file: 12 samples an update, 16 tokens each
    table = rows(PRETRAIN, "--x", "tokens")
    assert table[0][:2] == ["step", "tokens"]
    assert [float(row[1]) for row in table[1:4]] == [0, 12 * 16, 2 * 12 * 16]
    assert [float(row[1]) for row in rows(PRETRAIN, "--x", "samples")[1:4]] == [0, 12, 24]
    epochs = rows("linear", "--steps", "9", "--steps-per-epoch", "4", "--x", "epochs")
    assert [float(row[1]) for row in epochs[1:]] == [step / 4 for step in range(9)]


def test_a_picture_counts_it_below():
    asked = plan("linear", steps=1000, steps_per_epoch=100, x="epochs").plot()
    _, axes = plt.subplots()
    from lrplot import sample

    draw(axes, [sample("a", asked.curves[0][1], asked.steps)], asked.settings)
    axes.figure.canvas.draw()
    ticks = dict(
        zip(axes.get_xticks(), (t.get_text() for t in axes.get_xticklabels()), strict=True)
    )
    assert axes.get_xlabel() == "Epoch"
    assert not axes.child_axes
    assert {step: text for step, text in ticks.items() if text} == {
        step: f"{step / 100:g}" for step in np.arange(0, 1001, 200.0)
    }
    plt.close()


@pytest.mark.parametrize(
    ("words", "options", "message"),
    [
        (["cosine"], {"x": "epochs"}, "--x epochs wants --steps-per-epoch N"),
        (["cosine"], {"x": "tokens"}, "--x tokens: nothing says how many a step has"),
        ([PRETRAIN, "cosine"], {"x": "tokens"}, "--x tokens: nothing says how many a step has"),
        (["cosine"], {"x": "batches"}, "x: no choice 'batches'"),
    ],
    ids=str,
)
def test_refused(words, options, message):
    with pytest.raises(LrplotError) as error:
        plan(words, **options).plot()
    assert message.partition(":")[0] in str(error.value)


PER_UPDATE = {
    # by hand: examples of a batch, how often they are accumulated, processes, tokens of an example
    "nanogpt": ("a.py", "max_iters = 9\nlearning_rate = 1e-3\nbatch_size = 3\nblock_size = 8\n"
                "gradient_accumulation_steps = 5 * 2\n", 3 * 10, 3 * 10 * 8),
    "nanotron": ("a.yaml", "tokens: {train_steps: 9, micro_batch_size: 3, sequence_length: 8,\n"
                 "  batch_accumulation_per_replica: 2}\nparallelism: {dp: 5}\noptimizer:\n"
                 "  learning_rate_scheduler: {learning_rate: 1.0, lr_warmup_style: linear}\n",
                 3 * 2 * 5, 3 * 2 * 5 * 8),
    "torchtitan": ("a.toml", "[training]\nsteps = 9\nlocal_batch_size = 3\nseq_len = 8\n"
                   "[parallelism]\ntensor_parallel_degree = 2\n", 3 * 2, 3 * 2 * 8),
    "gpt_neox": ("a.yml", "train_iters: 9\npipe-parallel-size: 1\nmodel-parallel-size: 2\n"
                 "train-micro-batch-size-per-gpu: 3\ngradient_accumulation_steps: 5\n"
                 "seq-length: 8\noptimizer: {params: {lr: 1.0e-3}}\n", 3 * 5 * 2, 3 * 5 * 2 * 8),
    "maxtext": ("a.yml", "base_config: base.yml\nsteps: 9\nper_device_batch_size: 3\n"
                "max_target_length: 8\n", 3 * 4, 3 * 4 * 8),
    "olmo": ("a.yaml", "optimizer: {learning_rate: 1.0e-3}\nscheduler: {name: constant}\n"
             "max_duration: 9\nglobal_train_batch_size: 3\nmodel: {max_sequence_length: 8}\n",
             3, 3 * 8),
    "llm_foundry": ("a.yaml", "max_duration: 9ba\nglobal_train_batch_size: 3\nmax_seq_len: 8\n"
                    "train_loader: {name: text}\noptimizer: {name: a, lr: 1.0}\nscheduler:\n"
                    "  {name: cosine_with_warmup, t_warmup: 2ba, alpha_f: 0.1}\n", 3, 3 * 8),
    "huggingface": ("a.yaml", "learning_rate: 1.0\nmax_steps: 9\nnum_train_epochs: 1\n"
                    "per_device_train_batch_size: 3\ngradient_accumulation_steps: 2\n",
                    3 * 2 * 4, None),
    "timm": ("a.yaml", "sched: cosine\nlr_base: 0.1\nbatch_size: 3\ngrad_accum_steps: 2\n"
             "epochs: 2\n", 3 * 2 * 4, None),
    "detectron2": ("a.yaml", "SOLVER: {BASE_LR: 0.1, IMS_PER_BATCH: 6, MAX_ITER: 9}\n", 6, None),
}  # fmt: skip


@pytest.mark.parametrize("name", PER_UPDATE)
def test_what_an_update_of_a_format_has(write, name, recwarn):
    file, text, samples, tokens = PER_UPDATE[name]
    options = {"gpus": 4} if name not in ("nanogpt", "nanotron", "olmo", "detectron2",
                                          "llm_foundry") else {}  # fmt: skip
    size = {"dataset_size": 240} if name == "timm" else {}
    path = write(file, text)
    assert plan(path, x="samples", **options, **size).plot().settings.per_step == samples
    if tokens:
        assert plan(path, x="tokens", **options).plot().settings.per_step == tokens
    epochs = plan(path, x="epochs", dataset_size=240, **options).plot().settings.per_step
    assert epochs == pytest.approx(samples / 240)


def test_what_is_not_counted_is_not_asked_for(write):
    path = write("a.yaml", PER_UPDATE["huggingface"][1])
    assert "one GPU" not in plan(path).specs[0].told[0]
    with pytest.raises(LrplotError, match="--gpus 4: nothing here depends on it"):
        plan(path, gpus=4)
    with pytest.raises(LrplotError, match="an epoch, or --dataset-size N"):
        plan(path, x="epochs").plot()
