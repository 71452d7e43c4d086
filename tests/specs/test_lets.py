"""What is said by `--let`: a word is text, and a slip is answered with what is looked for."""

import pytest

from lrplot import LrplotError, plan

SCRIPT = """
import argparse, torch
p = argparse.ArgumentParser()
p.add_argument("--sched")
p.add_argument("--epochs", type=int)
p.add_argument("--slow", action="store_true")
args = p.parse_args()
opt = torch.optim.SGD([], lr=0.1)
if args.sched == "step":
    s = torch.optim.lr_scheduler.StepLR(opt, 3, 0.9 if args.slow else 0.5)
else:
    s = torch.optim.lr_scheduler.ExponentialLR(opt, 0.25)
for e in range(args.epochs):
    for b in loader:
        opt.step()
    s.step()
"""
LENGTHS = ("args.epochs=4", "len(loader)=1")


@pytest.fixture
def rates(write):
    """Return the rates that the script trains with."""

    def rates(*let):
        asked = plan(write("a.py", SCRIPT), let=let)
        return asked.plot().curves[0][1]([0, 1, 2, 3]).tolist()

    return rates


@pytest.mark.parametrize("text", ["step", "'step'"])
def test_a_word_is_text_without_quotes(rates, text):
    found = rates(*LENGTHS, f"args.sched={text}", "args.slow=False")
    assert found == [0.1, 0.1, 0.1, 0.05]


@pytest.mark.parametrize(
    ("text", "last"), [("true", 0.09), ("True", 0.09), ("false", 0.05), ("False", 0.05)]
)
def test_a_truth_is_one_in_any_case(rates, text, last):
    assert rates(*LENGTHS, "args.sched=step", f"args.slow={text}")[3] == pytest.approx(last)


def test_other_text_is_other_than_what_is_compared(rates):
    assert rates(*LENGTHS, "args.sched=cosine-annealing") == [0.1, 0.025, 0.00625, 0.0015625]


@pytest.mark.parametrize(
    ("let", "near"),
    [
        (
            ["args.sched=step", "args.epochs=4", "len(loder)=1"],
            r"len\(loder\)=1.* mean len\(loader",
        ),
        (["args.sched=step", "args.epoch=4", "len(loader)=1"], "args.epoch=4.* mean args.epochs"),
        (["args.shed=step", *LENGTHS], "nothing reads args.shed; did you mean args.sched"),
    ],
)
def test_a_slip_names_what_is_looked_for(rates, let, near):
    with pytest.raises(LrplotError, match=near):
        rates(*let)


def test_so_does_one_beside_a_constructor():
    with pytest.raises(LrplotError, match="nothing reads totl; did you mean total"):
        plan("get_linear_schedule_with_warmup(opt, 5, total)", lr=0.1, let=["totl=9"])
