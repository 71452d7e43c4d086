"""Words to plans in Python: what the command line does, as functions."""

import pytest

import lrplot
from lrplot import LrplotError, Range, plan
from lrplot.errors import one_of
from lrplot.readers.config import SUFFIXES

PLAN = "steps: 20\nschedules: [noam]\n"


def test_words_specs_and_options(folder):
    asked = lrplot.plan(["a=cosine", lrplot.read("exp")], steps="10", size="4x3", log_y=True)
    assert [spec.entry.name for spec in asked.specs] == ["cosine", "exp"]
    assert asked.specs[0].label == "a"
    assert asked.settings.steps == Range(0, 10)
    assert asked.settings.size == (4.0, 3.0)
    lrplot.write(asked, "a.csv")
    assert len((folder / "a.csv").read_text().splitlines()) == 11


def test_one_word_and_a_request():
    (spec,) = lrplot.plan("optax.cosine_decay_schedule", peak_lr="1e-2", total_steps=50).specs
    assert spec.schedule()([0, 50]).tolist() == [0.01, 0.0]
    assert lrplot.plan("linear", total_steps=50).settings.steps == Range(0, 50)
    assert lrplot.plan("cosine", steps=Range(5, 9)).settings.steps == Range(5, 9)


@pytest.mark.parametrize("name", ["plan", "plan.txt", "notes.png"])
def test_a_plan_is_known_by_what_is_in_it(write, name):
    asked = lrplot.plan(write(name, PLAN))
    assert [spec.entry.name for spec in asked.specs] == ["noam"]


@pytest.mark.parametrize("text", ["no plan", PLAN])
def test_a_name_stays_one_whatever_files_lie_about(write, text):
    assert lrplot.plan(write("cosine", text)).specs[0].entry.name == "cosine"


def test_paths_and_specs_are_words_too(write, folder):
    asked = lrplot.plan(folder / write("plan.yaml", PLAN))
    lrplot.write(asked, folder / "a.csv")
    assert (folder / "a.csv").is_file()
    assert lrplot.plan(lrplot.read("exp"), steps=3).specs[0].entry.name == "exp"


@pytest.mark.parametrize(
    ("words", "options", "text"),
    [
        ([], {}, "a word is wanted, such as cosine"),
        (["cosine"], {"stepz": 5}, "no option 'stepz'; did you mean steps?"),
        (["cosine"], {"steps": "x"}, "steps: 'x' is not a number"),
        (
            ["a.txt"],
            {},
            f"'a.txt' cannot be read; lrplot reads {one_of([*SUFFIXES[2:], 'yaml', 'yml', 'py'])} "
            "files",
        ),
        (["StepLR(opt, 3)"], {"lr": -1}, "lr: must be at least 0, not -1"),
        (["b.yaml"], {}, "b.yaml: there is no such file"),
        (["x=c.yml"], {}, "x=c.yml: a file of several curves takes no label"),
    ],
)
def test_refused(write, words, options, text):
    write("a.txt", "nothing of the kind\n")
    write("c.yml", "schedules: [noam, cosine]\n")
    with pytest.raises(LrplotError) as error:
        lrplot.plan(words, **options)
    assert str(error.value) == text


def test_a_library_does_not_copy_its_host(folder, monkeypatch):
    monkeypatch.setattr("os.fork", None)
    lrplot.write(lrplot.plan("cosine", steps="400k"), "a.csv")
    assert (folder / "a.csv").read_text().count("\n") == 400_001


def test_one_who_constructs_is_constructed_once(write):
    write("mine.py", "made = []\nclass L:\n    def __init__(self):\n        made.append(1)\n"
          "    def __call__(self, step):\n        return float(len(made))\n")  # fmt: skip
    asked = lrplot.plan("mine.py:L", steps=5)
    ((_, schedule),) = asked.plot().curves
    assert schedule([0, 4]).tolist() == [1.0, 1.0]


def test_a_rate_that_no_word_takes_is_refused():
    with pytest.raises(LrplotError, match="--lr: no word leaves the rate of an optimizer open"):
        plan(["linear", "exp"], lr=1e-4)
    assert len(plan(["linear", "torch.ExponentialLR:gamma=0.9"], lr=0.1).specs) == 2


def test_the_longest_of_several_files_says_the_range(tmp_path):
    for name, epochs in (("long.py", 9), ("short.py", 2)):
        (tmp_path / name).write_text(
            "import torch\nopt = torch.optim.SGD([], lr=0.1)\n"
            "s = torch.optim.lr_scheduler.ExponentialLR(opt, 0.9)\n"
            f"for e in range({epochs}):\n    opt.step()\n    s.step()\n"
        )
    names = [str(tmp_path / "long.py"), str(tmp_path / "short.py")]
    for words in (names, names[::-1]):
        assert len(plan(words).plot().steps) == 9


def test_a_script_that_says_when_it_is_stepped_takes_no_interval(tmp_path):
    (tmp_path / "a.py").write_text(
        "import torch\nopt = torch.optim.SGD([], lr=0.1)\n"
        "s = torch.optim.lr_scheduler.ExponentialLR(opt, 0.9)\n"
        "for e in range(3):\n    opt.step()\n    s.step()\n"
    )
    with pytest.raises(LrplotError, match="the script says when it is stepped"):
        plan(str(tmp_path / "a.py"), interval="epoch", steps_per_epoch=10)


def test_a_slip_in_the_arguments_of_a_training_is_told():
    with pytest.raises(LrplotError, match="no argument 'lerning_rate'; did you mean learning_rate"):
        plan("TrainingArguments('o', max_steps=10, lerning_rate=2e-5)")
    plan("TrainingArguments('o', max_steps=10, per_device_eval_batch_size=2)")
