"""The command line as a user meets it: words, options, outputs, plans."""

import json
import math

import numpy as np
import pytest
from conftest import contents

from lrplot.catalogue import find, python_file
from lrplot.cli.schedule import schedule_command
from lrplot.errors import one_line
from lrplot.parameters import NoEffect, OptimizerRate
from lrplot.plots.labels import unique
from lrplot.writers import formats, suffixes


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
        done = run("noam", "--d_model", "256", "--allow_python", "--steps", "5", "--format", "csv")
        assert rows(done)[0] == ["step", "noam"]

    @pytest.mark.parametrize(
        "line",
        [
            "detectron2.build_lr_scheduler --STEPS 2,4 --plot-steps 5",
            "maxtext.create_learning_rate_schedule --steps 10 --plot-steps 5",
            "thinc.constant_then --rate 1 --steps 2 --then cosine --plot-steps 5",
        ],
    )
    def test_a_setting_whose_name_a_parameter_has(self, run, line):
        _, values = rows(run(*line.split(), "--format", "csv"))
        assert values[:, 0].tolist() == [0, 1, 2, 3, 4]
        assert "steps 0 to 4\n" in run("info", *line.split()).out.decode()
        assert b"--plot-steps" in run(line.split()[0], "--help").out

    def test_only_such_a_setting_has_the_longer_name(self, run):
        assert run("noam", "--plot-steps", "5").status == 2
        assert b"--plot-" not in run("noam", "--help").out

    def test_a_package_may_call_its_parameters_as_it_likes(self, write, folder, monkeypatch):
        names = ("output", "format", "words", "title", "plot_title", "allow_python")
        given = ", ".join(f"{name}: Peak = 0.5" for name in names)
        text = "from lrplot import schedule\nfrom lrplot.parameters import Peak\n"
        text += "from lrplot.pieces import Constant\n@schedule\n"
        write("own.py", f"{text}def s({given}):\n    'A level.'\n    return Constant(format)\n")
        entry = python_file.entries("own.py", "s")[0]
        monkeypatch.setattr(find, "entry", lambda name: entry)
        own = [part for name in names for part in (f"--{name.replace('_', '-')}", "0.25")]
        plots = ["--steps", "2", "-o", "a.csv", "--plot-output", "b.csv", "--plot-plot-title", "x"]
        command = schedule_command("own.py:s", entry)
        command.main([*own, *plots, "--plot-allow-python"], standalone_mode=False)
        assert (folder / "a.csv").read_text() == "step,s\n0,0.25\n1,0.25\n"
        assert (
            sorted(path.suffix for path in folder.iterdir() if path.is_file())[:2] == [".csv"] * 2
        )

    @pytest.mark.parametrize("entry", find.all_entries(), ids=lambda entry: entry.title)
    def test_every_schedule_is_a_command(self, run, entry):
        """Drawn as it stands, or told what is missing; under its full name and its own."""
        taken = any(param.key.lower() == "steps" for param in entry.params)
        given = [entry.title, "--plot-steps" if taken else "--steps", "5", "--format", "csv"]
        done = run(*given)
        required = [p for p in entry.params if p.required and not isinstance(p.role, NoEffect)]
        missing = [p.key for p in required if not isinstance(p.role, OptimizerRate)]
        if missing:
            names = " and ".join(missing)
            why = "".join(f": {p.role.why}" for p in required if p.role.why)
            assert done.status == 2
            said = one_line(f"{entry.title}: {names} must be given{why}, as in {entry.word}")
            assert done.err == one_line(f"lrplot: {said}") + "\n"
        elif required:
            assert done.status == 2
            where = f"as in {entry.word}; type lrplot {' '.join(given)} --lr RATE"
            assert done.err == f"lrplot: {entry.title}: lr must be given, {where}\n"
        elif done.status:
            # all has a default, but the defaults do not do together
            assert done.status == 2
            assert entry.example()
            assert all(name in done.err for name in entry.example())
        else:
            assert rows(done)[0] == unique(["step", entry.name])


class TestOutputs:
    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ("--dpi 50 -o a.html", "--dpi changes nothing in html"),
            ("--dpi 50 -o a.html -o a.png", ""),
            ("--dpi 50 --outline-text -o a.pdf", "--outline-text and --dpi change nothing in pdf"),
            ("--outline-text -o a.png", "--outline-text changes nothing in png"),
            ("--outline-text -o a.svg", ""),
            ("--legend outside -o a.html", "--legend changes nothing in html"),
            ("--legend outside --look dark --format text", ""),
            (
                "--size 4x3 --mathtext --dpi 50 --format text",
                "--size, --mathtext and --dpi change nothing in text",
            ),
            ("--title a --log-y -o a.csv", "--title and --log-y change nothing in csv"),
            ("--title a -o a.csv -o a.npz", "--title changes nothing in csv or npz"),
            ("--title a --at 0", "--title changes nothing in rows"),
            ("--title a --at 0 -o a.png", ""),
            ("--x steps --steps-per-epoch 3 -o a.csv", ""),
        ],
    )
    def test_an_option_that_changes_nothing_is_said(self, run, folder, given, said):
        done = run("cosine", "--steps", "9", *given.split())
        warnings = [line for line in done.err.splitlines() if "warning" in line]
        assert warnings == ([f"lrplot: warning: {said}"] if said else [])
        assert run("cosine", "--steps", "9", *given.split(), "--strict").status == bool(said)

    def test_what_a_plan_says_of_its_picture_is_no_option(self, run, write, folder):
        path = write("plan.yaml", "{title: a, look: print, dpi: 99, schedules: [cosine]}")
        done = run("compare", path, "-o", "a.csv")
        assert done.err == "wrote a.csv\n"
        assert (
            "--title changes nothing in csv"
            in run("compare", path, "--title", "b", "-o", "a.csv").err
        )

    def test_the_line_after_a_picture(self, run, folder):
        falling = run("compare", "expr: -1 * t", "--steps", "50", "-o", "a.svg")
        assert "peak 0 at step 0, last -49; steps 0 to 49\n" in falling.err
        words = [f"{n}=expr: {n} * (9 - t)" for n in (1, 2, 3, 4)]
        done = run("compare", *words, "--steps", "10", "-o", "a.svg")
        assert done.err.endswith("highest peak 36 at step 0 (4), last 0; steps 0 to 9\n")
        label = "a label that says more of a run than a line has room for"
        done = run("compare", f"{label}=constant", "linear", "--steps", "10", "-o", "a.svg")
        told = done.err.splitlines()[-1]
        assert told.startswith("a label that says more of a run than a…: peak 0.001 at step 0, ")

    @pytest.mark.parametrize("form", suffixes())
    def test_suffix(self, run, folder, form):
        done = run("compare", "cosine", "exp", "--steps", "50", "-o", f"a.{form}")
        known = {
            "cosine": 1e-3 * (1 + math.cos(math.pi * 49 / 4000)) / 2,
            "exp": 1e-3 * 0.9 ** (49 / 4000),
        }
        told = [f"{name}: peak 0.001 at step 0, last {last:.4g}" for name, last in known.items()]
        line = "; ".join([*told, "steps 0 to 49\n"]) if not formats()[form].table else ""
        assert done == (0, b"", f"wrote a.{form}\n{line}")
        start = (folder / f"a.{form}").read_bytes()[:8]
        expected = {
            "png": b"\x89PNG",
            "svg": b"<?xml",
            "pdf": b"%PDF",
            "html": b"<!doctyp",
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
            (["torch.ConstantLR", "--lr", "0.1"], "torch.ConstantLR.png"),
            (["compare", "plans/a.b.yaml", "--title", "Said"], "a.b.png"),
            (["compare", "plans/a.b.yaml", "exp"], "compare.png"),
            (["compare", "plans/a.b.yaml", "plans/c.yml"], "compare.png"),
        ],
    )
    def test_the_default(self, run, folder, command, name):
        (folder / "plans").mkdir()
        for plan in ("a.b.yaml", "c.yml"):
            (folder / "plans" / plan).write_text("schedules: [cosine]\n")
        done = run(*command)
        assert (done.status, done.out) == (0, b"")
        assert done.err.splitlines()[0] == f"wrote {name}"
        assert list(folder.glob("**/*.png")) == [folder / name]

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
