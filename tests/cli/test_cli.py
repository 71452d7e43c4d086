"""The command line as a user meets it: words, options, outputs, plans."""

import json

import numpy as np
import pytest
from conftest import contents

from lrplot.catalogue import find
from lrplot.parameters import NoEffect, OptimizerRate
from lrplot.plot.labels import unique


def rows(done):
    """Return the header and the rows of a CSV on standard output."""
    assert done.status == 0, done.err
    assert done.err == ""
    header, *lines = done.out.decode().splitlines()
    return header.split(","), np.array([line.split(",") for line in lines], dtype=float)


class TestWordsAndOptions:
    def test_a_sweep(self, run):
        done = run(
            *["noam", "--d-model", "128", "--warmup-steps", "1000", "--warmup-steps", "4000"],
            "--steps",
            "5",
            "--format",
            "csv",
        )
        assert rows(done)[0] == ["step", "warmup_steps=1000", "warmup_steps=4000"]

    def test_two_options_give_every_combination(self, run):
        done = run(
            *[
                "noam",
                "--d-model",
                "128",
                "--warmup-steps",
                "1k",
                "--d-model",
                "256",
                "--warmup-steps",
                "4k",
            ],
            "--steps",
            "5",
            "--format",
            "csv",
        )
        assert rows(done)[0][1:] == [
            "d_model=128 warmup_steps=1000",
            "d_model=128 warmup_steps=4000",
            "d_model=256 warmup_steps=1000",
            "d_model=256 warmup_steps=4000",
        ]

    def test_a_flag_given_both_ways_is_a_sweep(self, run):
        done = run("exp", "--staircase", "--no-staircase", "--steps", "5", "--format", "csv")
        assert rows(done)[0] == ["step", "staircase=true", "staircase=false"]

    @pytest.mark.parametrize(
        "line",
        [
            "noam --steps 5 --d-model 256 --format csv exp a=cosine",
            "noam exp --format csv --d-model 256 a=cosine --steps 5",
            "noam exp a=cosine --d-model=256 --steps=5 --format=csv",
            "noam --format csv exp a=cosine -o - --steps 5 --d-model 256",
        ],
    )
    def test_options_stand_anywhere(self, run, line):
        header, values = rows(run(*line.split()))
        assert header == ["step", "noam", "exp", "a"]
        assert values.shape == (5, 4)

    def test_an_option_may_be_spelled_as_the_parameter_is(self, run):
        done = run("noam", "--d_model", "256", "--log_y", "--steps", "5", "--format", "csv")
        assert rows(done)[0] == ["step", "noam"]

    @pytest.mark.parametrize("entry", find.all_entries(), ids=lambda entry: entry.title)
    def test_every_schedule_is_a_command(self, run, entry):
        """Drawn as it stands, or told what is missing; under its full name and its own."""
        taken = any(param.key == "steps" for param in entry.params)
        done = run(entry.title, *([] if taken else ["--steps", "5"]), "--format", "csv")
        required = [p for p in entry.params if p.required and not isinstance(p.role, NoEffect)]
        missing = [p.key for p in required if not isinstance(p.role, OptimizerRate)]
        if missing:
            names = " and ".join(missing)
            why = "".join(f": {p.role.why}" for p in required if p.role.why)
            assert done.status == 2
            assert done.err == f"lrplot: {entry.title}: {names} must be given{why}\n"
        elif required:
            assert done.status == 2
            where = "lr=… in the word, or --lr"
            assert done.err == f"lrplot: {entry.title}: lr must be given: {where}\n"
        elif done.status:
            # all has a default, but the defaults do not do together
            assert done.status == 2
            assert entry.example()
            assert all(name in done.err for name in entry.example())
        else:
            assert rows(done)[0] == unique(["step", entry.name])


class TestOutputs:
    @pytest.mark.parametrize("form", ["png", "svg", "pdf", "csv", "json", "npz"])
    def test_suffix(self, run, folder, form):
        done = run("compare", "cosine", "exp", "--steps", "50", "-o", f"a.{form}")
        assert done == (0, b"", f"wrote a.{form}\n")
        start = (folder / f"a.{form}").read_bytes()[:8]
        expected = {
            "png": b"\x89PNG",
            "svg": b"<?xml",
            "pdf": b"%PDF",
            "csv": b"step",
            "json": b'{"steps"',
            "npz": b"PK",
        }
        assert start.startswith(expected[form])

    def test_several(self, run, folder):
        done = run(
            "compare", "cosine", "--steps", "5", *["-o", "a.csv", "-o", "b.json", "-o", "C.CSV"]
        )
        assert done.err == "wrote a.csv\nwrote b.json\nwrote C.CSV\n"
        assert sorted(contents(folder)) == ["C.CSV", "a.csv", "b.json"]

    def test_a_file_and_standard_output(self, run, folder):
        done = run(
            "compare", "cosine", "--steps", "5", *["-o", "a.json", "-o", "-", "--format", "csv"]
        )
        assert done.status == 0
        assert done.out.startswith(b"step,cosine\n0,")
        assert json.loads((folder / "a.json").read_bytes())["steps"] == [0, 1, 2, 3, 4]

    @pytest.mark.parametrize("how", [["--format", "csv"], ["-o", "-", "--format", "csv"]])
    def test_standard_output(self, run, folder, how):
        header, values = rows(run("compare", "cosine", "--steps", "5", *how))
        assert header == ["step", "cosine"]
        assert values.shape == (5, 2)
        assert contents(folder) == {}

    @pytest.mark.parametrize(
        ("command", "name"),
        [
            (["compare", "cosine"], "compare.png"),
            (["noam"], "noam.png"),
            (
                ["keras.CosineDecay", "--initial-learning-rate", "0.1", "--decay-steps", "5"],
                "keras.CosineDecay.png",
            ),
        ],
    )
    def test_the_default(self, run, folder, command, name):
        assert run(*command) == (0, b"", f"wrote {name}\n")
        assert list(contents(folder)) == [name]

    def test_steps(self, run):
        _, values = rows(run("compare", "cosine", "--steps", "10:20:5", "--format", "csv"))
        assert values[:, 0].tolist() == [10, 15]
        _, values = rows(run("compare", "cosine", "piecewise", "--format", "csv"))
        assert values[-1, 0] == 39_999

    @pytest.mark.parametrize("name", ["/dev/null", "null.csv"])
    def test_dev_null(self, run, folder, name):
        (folder / "null.csv").symlink_to("/dev/null")
        done = run(
            "compare",
            "cosine",
            "--steps",
            "5",
            "-o",
            name,
            *["--format", "csv"][: 2 * (name[0] == "/")],
        )
        assert done.status == 0
        assert done.out == b""
        assert sorted(contents(folder)) == ["null.csv"]


PLAN = "schedules: [cosine, 'a=noam:d_model=256']\nsteps: 5\noutput: [a.csv, b.json]\n"


class TestPlans:
    def test_a_plan(self, run, write, folder):
        done = run("compare", write("plan.yaml", PLAN))
        assert done == (0, b"", "wrote a.csv\nwrote b.json\n")
        assert (folder / "a.csv").read_text().startswith("step,cosine,a\n")

    def test_flags_go_before_the_plan(self, run, write):
        done = run("compare", write("plan.yml", PLAN), "exp", "--steps", "3", "--format", "csv")
        header, values = rows(done)
        assert header == ["step", "cosine", "a", "exp"]
        assert values.shape == (3, 4)

    def test_python_in_a_plan(self, run, refused, write):
        write("own.py", "def mine(step):\n    return 0.5\n")
        write("plan.yaml", "schedules: ['own.py:mine']\nsteps: 3\n")
        assert refused("compare", "plan.yaml", "--format", "csv") == (
            "lrplot: plan.yaml: schedule 1: 'own.py:mine' would run Python code; "
            "--allow-python lets it"
        )
        done = run("compare", "plan.yaml", "--allow-python", "--format", "csv")
        assert rows(done)[1][:, 1].tolist() == [0.5, 0.5, 0.5]
