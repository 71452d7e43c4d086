"""What is refused: one line that says what is wrong, and nothing written."""

import shlex

import pytest
from conftest import contents

from lrplot.cli.options import OF_ROWS
from lrplot.errors import one_of
from lrplot.writers import formats, suffixes

FORMATS = one_of(suffixes())
MESSAGES = [
    ("compare", "lrplot: compare wants a WORD, such as lrplot compare cosine exp"),
    ("noem", "lrplot: no command 'noem'; did you mean noam?"),
    ("xyzzy", "lrplot: no command 'xyzzy'; lrplot --help shows them all"),
    ("noam:d_model=3", "lrplot: a word wants a command: lrplot compare 'noam:d_model=3'"),
    ("plan.yaml", "lrplot: a word wants a command: lrplot compare 'plan.yaml'"),
    ("--foo", "lrplot: No such option '--foo'."),
    ("noam --d-mdel 3", "lrplot noam: No such option '--d-mdel'. Did you mean '--d-model'?"),
    ("noam --d-model x", "lrplot noam: Invalid value for '--d-model': 'x' is not a number"),
    ("noam --d-model 0", "lrplot noam: Invalid value for '--d-model': must be above 0, not 0"),
    (
        "noam --d-model nan",
        "lrplot noam: Invalid value for '--d-model': 'nan' is not a finite number",
    ),
    (
        "compare timm.multistp",
        "lrplot: no schedule 'timm.multistp'; did you mean timm.multistep?",
    ),
    (
        "compare levanter.cosin",
        "lrplot: no schedule 'levanter.cosin'; did you mean levanter.cosine?",
    ),
    (
        "compare torch.cosine_decay_schedule",
        "lrplot: no schedule 'torch.cosine_decay_schedule'; did you mean cosine_decay_schedule, "
        "optax.cosine_decay_schedule or warmup_cosine_decay_schedule?",
    ),
    (
        "compare StepLR(opt,30)",
        "lrplot: torch.StepLR: lr must be given, as in torch.StepLR:lr=0.1,step_size=4000; type "
        "lrplot compare 'StepLR(opt,30)' --lr RATE",
    ),
    # a schedule's command has no --lr
    (
        "noam StepLR(opt,30)",
        "lrplot: torch.StepLR: lr must be given, as in torch.StepLR:lr=0.1,step_size=4000",
    ),
    ("compare cosin", "lrplot: no schedule 'cosin'; did you mean cosine or CosineDecay?"),
    (
        "compare cosine:decay_step=3",
        "lrplot: cosine: no parameter 'decay_step'; did you mean decay_steps?",
    ),
    (
        "compare cosine --steps 0",
        "lrplot compare: Invalid value for '--steps': no steps from 0 to 0: the range is empty",
    ),
    (
        "compare cosine --steps 5:3",
        "lrplot compare: Invalid value for '--steps': no steps from 5 to 3: the range is empty",
    ),
    (
        "cosine --at foo",
        "lrplot: --at: no step 'foo'; it is a number, 3ep, 10%, peak, warmup-end, half or last",
    ),
    ("compare cosine -o a.foo", f"lrplot: no format 'foo'; it is {FORMATS}"),
    ("compare cosine -o a.pgn", "lrplot: no format 'pgn'; did you mean png?"),
    (
        "compare cosine -o a",
        f"lrplot: a: the suffix says the format; it is {FORMATS}",
    ),
    (
        "compare cosine -o .png",
        f"lrplot: .png: the suffix says the format; it is {FORMATS}",
    ),
    (
        "compare cosine -o a.csv -o b.foo",
        f"lrplot: no format 'foo'; it is {FORMATS}",
    ),
    ("compare cosine -o -", "lrplot: -o - needs --format, such as --format csv"),
    (
        "compare cosine --format foo",
        "lrplot compare: Invalid value for '--format': 'foo' is not one of "
        f"{str([*formats(), *OF_ROWS])[1:-1]}.",
    ),
    (
        "compare cosine -o a.csv --format csv",
        "lrplot: --format is for standard output; a file's suffix says its format",
    ),
    ("info x=", "lrplot: 'x=' names no schedule"),
    (
        "compare 0.1*0.5**(step//10)",
        "lrplot: '0.1 * 0.5 ** (step // 10)' is not the name of a schedule; a formula is "
        "'expr: 0.1 * 0.5 ** (step // 10)'",
    ),
    ("compare none.yaml", "lrplot: none.yaml: there is no such file"),
    ("compare a=none.yaml", "lrplot: none.yaml: there is no such file"),
    (
        "compare cosine --xlim 2:1",
        "lrplot compare: Invalid value for '--xlim': must go up, not from 2 to 1",
    ),
    (
        "compare cosine --size 3",
        "lrplot compare: Invalid value for '--size': must be WIDTHxHEIGHT, not '3'",
    ),
    (
        "compare cosine --size 1920x1080",
        "lrplot compare: Invalid value for '--size': must be at most 100 inches: "
        "1920x1080 pixels are 19.2x10.8 with --dpi 100",
    ),
    (
        "compare cosine 4000",
        "lrplot: '4000' is a number, and no schedule; an option takes one "
        "value, and is given again for another",
    ),
    (
        "compare cosine --warmup-steps 1000,4k",
        "lrplot compare: Invalid value for '--warmup-steps': '1000,4k' is not a number; an option "
        "given again is a sweep: --warmup-steps 1000 --warmup-steps 4k",
    ),
    (
        "compare cosine:warmup_steps=10,20",
        "lrplot: cosine: '20' is not PARAMETER=VALUE; several values of warmup_steps are several "
        "words",
    ),
    (
        "list xyzzy",
        "lrplot: no schedule has 'xyzzy' in its name, sentence or keywords; "
        "lrplot list shows the frameworks",
    ),
    ("info cosin", "lrplot: no schedule 'cosin'; did you mean cosine or CosineDecay?"),
    (
        "info keras.CosineDecay --alpha 0.1",
        "lrplot: keras.CosineDecay: initial_learning_rate and decay_steps must be given, "
        "as in keras.CosineDecay:initial_learning_rate=0.001,decay_steps=4000",
    ),
]


@pytest.mark.parametrize(("line", "message"), MESSAGES)
def test_message(refused, line, message):
    assert refused(*line.split()) == message


@pytest.mark.parametrize(
    "args",
    [
        ["compare", "cosine", "-o", ""],
        ["compare", "cosine", "-o", "a.csv", "-o", "a.csv"],
        ["compare", "cosine", "-o", "a.csv", "-o", "./a.csv"],
        ["compare", "cosine", "-o", "-", "-o", "-", "--format", "csv"],
        ["compare", "cosine", "--steps", "3", "--steps", "4", "--format", "csv"],
        ["compare", "cosine", "-o", "none/a.csv"],
        ["compare", "cosine", "-o", "a.csv", "-o", "none/a.csv"],
        ["compare", "cosine:decay_steps=1e300", "--format", "csv"],
        ["compare", "linear:total_steps=0.4", "--format", "csv"],
        ["compare", "x" * 300, "--format", "csv"],
        ["compare", "CosineDecay(0.001, 4000" + "0" * 300 + ")", "--format", "csv"],
        ["compare", "x" * 100_000, "--format", "csv"],
        ["compare", "none.json"],
        ["compare", "a\0b", "--format", "csv"],
        ["exp", "--staircase", "false", "--format", "csv"],
        ["compose.then", "--parts", "hold:value=1,length=2", "--format", "csv"],
        ["noam", "--d-model"],
        ["noam", "--d-model", ""],
        ["info", "noam", "cosine"],
        ["info", "plan.yaml"],
    ],
    ids=lambda args: shlex.join(args)[:60],
)
def test_refused(refused, args):
    assert refused(*args).startswith("lrplot")


def test_an_empty_name_is_shown(refused):
    assert "''" in refused("compare", "cosine", "-o", "")


def test_what_is_wrong_is_named(refused):
    """In a plot of several schedules a message says which of them it is about."""
    assert "cosine" in refused("compare", "exp", "cosine:decay_steps=1e300", "--format", "csv")


def test_an_existing_output_stays(run, write, folder):
    write("a.csv", "old")
    done = run("compare", "cosine", "-o", "a.csv", "-o", "none/b.csv")
    assert done.status == 2
    assert contents(folder) == {"a.csv": b"old"}


def test_a_bug_shows_its_traceback(run, monkeypatch):
    def fail(*args):
        raise RuntimeError("a bug")

    monkeypatch.setattr("lrplot.plots.plan.labels", fail)
    with pytest.raises(RuntimeError, match="a bug"):
        run("compare", "cosine", "--format", "csv")


@pytest.mark.parametrize("form", ["csv", "json", "npz", "svg"])
def test_a_table_that_fails_soon_says_nothing_before(refused, write, form):
    write("x.py", "def f(step):\n    return 0.1 if step < 50 else None\n")
    line = refused("compare", "x.py:f", "--steps", "100", "--format", form)
    assert line == "lrplot: x.py:f: step 50 gives None, which is no number"


def test_an_error_stands_alone(refused):
    """Whose the name is, is of no use to somebody whose word is refused."""
    line = refused("compare", "StepLR(optimizer, 30)")
    assert line.startswith("lrplot: torch.StepLR: lr must be given")


def test_a_warning_stands_before_what_is_written(run):
    done = run("compare", "StepLR(optimizer, 30)", "--lr", "0.1", "-o", "a.csv")
    assert [line.split()[1] for line in done.err.splitlines()] == ["warning:", "a.csv"]


def test_no_word_is_shown_of_what_cannot_be_drawn(run):
    done = run("cosine", "--x", "epochs", "--show-words", "-o", "a.png")
    assert (done.status, done.out) == (2, b"")


def test_what_to_type_can_be_read_and_typed(refused, tmp_path):
    (tmp_path / "s.py").write_text("""import torch
opt = torch.optim.SGD(params, lr=args["lr"])
scheduler = torch.optim.lr_scheduler.StepLR(opt, args["step"], gamma=args["a$b"])
for epoch in range(10):
    opt.step()
    scheduler.step()
""")
    _, _, typed = refused("compare", f"{tmp_path}/s.py").partition("; type lrplot ")
    assert """ --let "args['step']=…" """ in f"{typed} "
    said = [text for text in shlex.split(typed) if text.startswith("args")]
    assert sorted(said) == ["args['a$b']=…", "args['lr']=…", "args['step']=…"]


def test_a_slip_of_let_is_answered_with_the_command_that_was_meant(refused, tmp_path):
    (tmp_path / "s.py").write_text("""import torch
opt = torch.optim.SGD(params, lr=0.1)
scheduler = torch.optim.lr_scheduler.StepLR(opt, args.step)
for epoch in range(args.epochs):
    opt.step()
    scheduler.step()
""")
    path = str(tmp_path / "s.py")
    _, _, typed = refused("compare", path, "--let", "args.stpe=3").partition("; type lrplot ")
    assert shlex.split(typed) == ["compare", path, "--let", "args.step=3"]
    slips = ["--let", "args.step=3", "--let", "args.epoch=4", "--let", "args.epoch=5"]
    _, _, typed = refused("compare", path, *slips).partition("; type lrplot ")
    assert shlex.split(typed) == [
        "compare", path, "--let", "args.step=3", "--let", "args.epochs=4", "--let", "args.epochs=5",
    ]  # fmt: skip
