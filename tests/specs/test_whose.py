"""Whose a bare name is: a word, a command, `info` and a plan ask and say the same."""

import pytest

# both draw other curves of this: DeepSpeed's is level after 1000 steps, ESPnet's falls
QUESTION = (
    "WarmupLR is in several frameworks, which draw other curves of these arguments: "
    "type deepspeed.WarmupLR or espnet.WarmupLR"
)
# torch's goes up again after T_max, mmengine's as well, in another way
SAID = (
    "lrplot: warning: CosineAnnealingLR is read as torch.CosineAnnealingLR; "
    "mmengine.CosineAnnealingLR would draw another curve\n"
)


@pytest.mark.parametrize(
    "args",
    [
        ("compare", "WarmupLR:lr=0.1"),
        ("compare", "a.yaml"),
        ("WarmupLR", "--lr", "0.1"),
        ("info", "WarmupLR", "--lr", "0.1"),
        ("info", "WarmupLR:lr=0.1"),
        ("info", "WarmupLR"),
    ],
)
def test_what_nobody_can_tell_is_asked(write, refused, args):
    write("a.yaml", "schedules: [{schedule: WarmupLR, lr: 0.1}]")
    plan = "a.yaml: schedule 1: " if "a.yaml" in args else ""
    assert refused(*args) == f"lrplot: {plan}{QUESTION}"


@pytest.mark.parametrize(
    "args",
    [
        ("compare", "CosineAnnealingLR:lr=0.1,T_max=9", "-o", "a.csv"),
        ("compare", "a.yaml", "-o", "a.csv"),
        ("CosineAnnealingLR", "--lr", "0.1", "--T-max", "9", "-o", "a.csv"),
        ("info", "CosineAnnealingLR", "--lr", "0.1", "--T-max", "9"),
        ("info", "CosineAnnealingLR"),
    ],
)
def test_what_is_taken_is_said(write, run, args):
    write("a.yaml", "schedules: [{schedule: CosineAnnealingLR, lr: 0.1, T_max: 9}]")
    assert run(*args).err.replace("wrote a.csv\n", "") == SAID


def test_the_command_is_as_strict(run, folder):
    done = run("CosineAnnealingLR", "--lr", "0.1", "--T-max", "9", "--strict", "-o", "a.csv")
    assert (done.status, done.err) == (1, SAID)
    assert not (folder / "a.csv").exists()


@pytest.mark.parametrize(
    "item",
    [
        "{schedule: StepLR, lr: 0.1, step_size: 3, by_epoch: true}",
        "{schedule: StepLR, lr: 0.1, sweep: {step_size: [3]}, by_epoch: true}",
    ],
)
def test_a_plan_takes_the_one_that_the_arguments_fit(write, run, item):
    write("a.yaml", f"steps: 5\nschedules: [{item}]")
    done = run("compare", "a.yaml", "-o", "a.csv")
    assert "StepLR is read as mmengine.StepLR, for torch.StepLR: no parameter" in done.err


def test_inside_a_frameworks_schedule_a_name_is_its_own(write, run):
    part = "{schedule: CosineAnnealingLR, T_max: 9}"
    write(
        "a.yaml", f"schedules: [{{schedule: torch.ChainedScheduler, lr: 1, schedulers: [{part}]}}]"
    )
    done = run("compare", "a.yaml", "-o", "a.csv", "--show-words")
    assert b"[torch.optim.lr_scheduler.CosineAnnealingLR(" in done.out
    assert done.err == "wrote a.csv\n"


def test_a_function_that_makes_one_in_a_plan(write, run, folder):
    write("mine.py", "def falling(n):\n    return lambda step: n / (step + 1)\n")
    write("a.yaml", "steps: 3\nschedules: [{schedule: 'mine.py:falling', n: 2}]")
    assert run("compare", "a.yaml", "--allow-python", "-o", "a.csv").status == 0
    assert (folder / "a.csv").read_text().splitlines()[1:3] == ["0,2.0", "1,1.0"]


def test_a_sweep_of_a_command_is_read_for_another(run, folder):
    # torch's StepLR wants an optimizer's rate; a word of the same would be mmengine's
    args = ("--lr", "0.1", "--step-size", "2", "--gamma", "0.1", "--gamma", "0.5")
    run("StepLR", *args, "--steps", "4", "-o", "a.csv")
    rows = (folder / "a.csv").read_text().splitlines()
    assert rows[0] == "step,gamma=0.1,gamma=0.5"
    assert [float(x) for x in rows[3].split(",")[1:]] == pytest.approx([0.01, 0.05])
