"""What schedules do to the momentum and the weight decay, against the frameworks' own values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

import lrplot
from lrplot.analysis.rows import table
from lrplot.cli import cli
from lrplot.errors import LrplotError
from lrplot.specs.also import other

HERE = Path(__file__).parents[1] / "golden" / "companions"
CASES = [
    pytest.param(case, id=case["word"])
    for path in sorted(HERE.glob("*.json"))
    for case in json.loads(path.read_text())["cases"]
]


def shown(words: Any, name: str, **options: Any) -> Any:
    """Return what stands beneath the rates."""
    return lrplot.plan(words, also=name, **options).plot().others[0]


@pytest.mark.parametrize("case", CASES)
def test_they_are_the_frameworks_own(case: dict[str, Any]) -> None:
    steps = np.arange(case["updates"])
    for name, kinds in (("momentum", ("momentum", "beta1")), ("weight-decay", ("weight_decay",))):
        found = [(kind, case[kind]) for kind in kinds if kind in case]
        if not found:
            with pytest.raises(LrplotError, match=r"has no|is not known"):
                shown(case["word"], name)
            continue
        ((kind, expected),) = found
        said = shown(case["word"], name)
        assert ("beta1" in said.said) == (kind == "beta1")
        np.testing.assert_allclose(
            said.schedules[0](steps), np.broadcast_to(expected, steps.shape), rtol=1e-12, atol=1e-15
        )


CYCLE = "OneCycleLR(torch.optim.SGD(params, lr=0.1, momentum=0.9), max_lr=0.1, total_steps=100)"


@pytest.mark.parametrize(
    ("word", "name", "line"),
    [
        ("cosine", "momentum", "cosine: its momentum is not known"),
        ("expr: 0.1", "weight-decay", "expr: its weight decay is not known"),
        ("SGD(params, lr=0.1)", "momentum", "SGD: its momentum is not known"),
        ("OneCycleLR(opt, 0.1, 100)", "weight-decay", "its weight decay is not known"),
        ("OneCycleLR(opt, 0.1, 100, base_momentum=args.m)", "momentum", "base_momentum: 'args.m'"),
        ("OneCycleLR(torch.optim.Adagrad(p, lr=1), 0.1, 100)", "momentum", "torch refuses"),
        ("SequentialLR(SGD(p, lr=0.1), [ConstantLR(o), OneCycleLR(o, 0.1, 9)], [5])", "momentum",
         "what torch.OneCycleLR does to the momentum inside torch.SequentialLR is not drawn"),
        ("StepLR(torch.optim.SGD([{'params': a, 'weight_decay': 0}], lr=0.1), 9)", "weight-decay",
         "its weight decay is not read from these lines"),
        ("StepLR(torch.optim.SGD(params, lr=0.1, momentum=m), 9)", "momentum", "momentum: 'm'"),
        ("StepLR(mine.Adam(params, lr=0.1), 9)", "momentum", "its momentum is not known"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_refused_by_its_label(word: str, name: str, line: str) -> None:
    with pytest.raises(LrplotError) as caught:
        shown([CYCLE, word], name)
    assert line in str(caught.value)
    assert "\n" not in str(caught.value)


def test_groups_that_differ_have_no_one_value() -> None:
    spec = lrplot.read("StepLR(torch.optim.SGD([dict(params=a, momentum=0)], lr=0.1), 9)")
    with pytest.raises(LrplotError, match="a parameter group has a momentum of its own"):
        other(spec, "momentum")
    assert float(other(spec, "weight-decay").schedule(0)) == 0.0


def test_an_item_of_a_plan_and_an_option_say_it_too(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    item = "{schedule: torch.OneCycleLR, max_lr: 0.1, total_steps: 100, base_momentum: 0.7}"
    plan.write_text(f"also: momentum\nschedules:\n  - {item}\n  - {CYCLE}\n")
    plot = lrplot.plan(str(plan)).plot()
    # PyTorch's least momentum is at the peak, step 29; its own default is 0.85
    assert [float(one(29)) for one in plot.others[0].schedules] == [0.7, 0.85]
    swept = tmp_path / "swept.yaml"
    swept.write_text(plan.read_text().replace("base_momentum: 0.7", "sweep: {base_momentum: [1]}"))
    with pytest.raises(LrplotError, match="is not known"):
        lrplot.plan(str(swept)).plot()


def test_a_script_says_what_its_scheduler_is_given(tmp_path: Path) -> None:
    script = tmp_path / "train.py"
    script.write_text(
        "import torch\nfrom torch.optim.lr_scheduler import OneCycleLR\n"
        "optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)\n"
        "scheduler = OneCycleLR(optimizer, 0.1, 100, base_momentum=0.8)\n"
        "for step in range(100):\n    optimizer.step()\n    scheduler.step()\n"
    )
    assert float(shown(str(script), "momentum").schedules[0](29)) == 0.8
    with pytest.raises(LrplotError, match="its weight decay is not read from this file"):
        shown(str(script), "weight-decay")


def test_tables_have_a_column_of_each_curve(tmp_path: Path) -> None:
    level = "b=StepLR(torch.optim.AdamW(params, lr=0.1), 30)"
    names = [str(tmp_path / f"table.{form}") for form in ("csv", "json", "npz")]
    asked = lrplot.plan([CYCLE, level], also=["momentum", "weight-decay"], steps=30)
    lrplot.write(asked, names)
    first, *_, last = Path(names[0]).read_text().splitlines()
    columns = ["OneCycleLR", "b"]
    columns += [f"{name} {also}" for also in ("momentum", "weight-decay") for name in columns]
    assert first.split(",") == ["step", *columns]
    # what torch has there: see the recorded values
    assert list(map(float, last.split(",")[3:])) == [0.85, 0.9, 0.0, 0.01]
    rates = json.loads(Path(names[1]).read_text())["rates"]
    assert [*rates] == columns
    assert [rates[name][29] for name in columns[2:]] == [0.85, 0.9, 0.0, 0.01]
    with np.load(names[2]) as archive:
        assert archive["b weight-decay"].tolist() == [0.01] * 30
    assert table(asked.specs, asked.plot(), ["29"]).others == tuple(
        zip(columns[2:], [(0.85,), (0.9,), (0.0,), (0.01,)], strict=True)
    )


def test_a_configuration_is_asked_for_what_the_momentum_alone_hangs_on(tmp_path: Path) -> None:
    # with a batch of nbs the rates are the same in every version of ultralytics, but from 8.4.103
    # to 8.4.182 the last step of the momentum's warmup was left out
    file = tmp_path / "args.yaml"
    file.write_text(
        "lr0: 0.01\nlrf: 0.01\nwarmup_epochs: 3\nbatch: 64\noptimizer: SGD\nepochs: 9\n"
    )
    lrplot.plan(str(file), dataset_size=6400).plot()
    with pytest.raises(LrplotError, match="momentum: this does not say which version") as caught:
        shown(str(file), "momentum", dataset_size=6400)
    assert caught.value.asks == ("--set", "version=…")
    for version, last in (("8.4.150", 0.8 + 0.137 * 299 / 300), ("8.4.190", 0.937)):
        own = shown(str(file), "momentum", dataset_size=6400, set=[f"version={version}"])
        assert float(own.schedules[0](800)) == pytest.approx(last)


def test_a_schedules_own_command_has_options_for_what_moves_it() -> None:
    words = ["torch.OneCycleLR", "--max-lr", "0.1", "--total-steps", "100", "--also", "momentum"]
    run = CliRunner().invoke(cli, [*words, "--base-momentum", "0.8", "--at", "29"])
    assert run.stdout.splitlines()[1].split("\t")[-1] == "0.8"
    twice = CliRunner().invoke(cli, [*words, "--base-momentum", "1", "--base-momentum", "0"])
    assert "is given once" in str(twice.exception)
