"""The command line as a user meets it: outputs, messages, pipes, signals, completion."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from importlib import metadata

import numpy as np
import pytest
from conftest import contents

from lrplot import catalogue, settings
from lrplot.cli.commands import cli
from lrplot.places import Base, Ignored
from lrplot.spec import apart

PROGRAM = [sys.executable, "-m", "lrplot"]
SHORT = list(catalogue.entries(catalogue.module("plain")))
COMMANDS = ["compare", "list", "info", "schema", *(entry.title for entry in catalogue.every())]


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

    @pytest.mark.parametrize("entry", catalogue.every(), ids=lambda entry: entry.title)
    def test_every_schedule_is_a_command(self, run, entry):
        """Drawn as it stands, or told what is missing; under its full name and its own."""
        done = run(entry.title, "--steps", "5", "--format", "csv")
        required = [p for p in entry.params if p.required and not isinstance(p.role, Ignored)]
        missing = [p.key for p in required if not isinstance(p.role, Base)]
        if missing:
            names = " and ".join(missing)
            assert done.status == 2
            assert done.err == f"lrplot: {entry.title}: {names} must be given\n"
        elif required:
            assert done.status == 2
            where = "lr=… in the word, or --lr"
            assert done.err == f"lrplot: {entry.title}: lr must be given: {where}\n"
        elif entry.example:
            assert done.status == 2
            assert all(name in done.err for name in entry.example)
        else:
            assert rows(done)[0] == apart(["step", entry.name])


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
    ("compare cosine -o a.foo", "lrplot: no format 'foo'; it is png, svg, pdf, csv, json or npz"),
    ("compare cosine -o a.pgn", "lrplot: no format 'pgn'; did you mean png?"),
    (
        "compare cosine -o a",
        "lrplot: a: the suffix says the format; it is png, svg, pdf, csv, json or npz",
    ),
    (
        "compare cosine -o .png",
        "lrplot: .png: the suffix says the format; it is png, svg, pdf, csv, json or npz",
    ),
    (
        "compare cosine -o a.csv -o b.foo",
        "lrplot: no format 'foo'; it is png, svg, pdf, csv, json or npz",
    ),
    ("compare cosine -o -", "lrplot: -o - needs --format, such as --format csv"),
    (
        "compare cosine --format foo",
        "lrplot compare: Invalid value for '--format': 'foo' is not one of "
        "'png', 'svg', 'pdf', 'csv', 'json', 'npz'.",
    ),
    (
        "compare cosine -o a.csv --format csv",
        "lrplot: --format is for standard output; a file's suffix says its format",
    ),
    ("compare none.yaml", "lrplot: none.yaml: No such file or directory"),
    ("compare a=none.yaml", "lrplot: a=none.yaml: a file of several curves takes no label"),
    (
        "compare cosine --xlim 2:1",
        "lrplot compare: Invalid value for '--xlim': must go up, not from 2 to 1",
    ),
    (
        "compare cosine --size 3",
        "lrplot compare: Invalid value for '--size': must be WIDTHxHEIGHT, not '3'",
    ),
    ("list xyzzy", "lrplot: no schedule has 'xyzzy' in its name or sentence"),
    ("info cosin", "lrplot: no schedule 'cosin'; did you mean cosine or CosineDecay?"),
    (
        "info keras.CosineDecay",
        "lrplot: keras.CosineDecay: initial_learning_rate and decay_steps must be given",
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
        ["list", "a", "b"],
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

    monkeypatch.setattr("lrplot.spec.labels", fail)
    monkeypatch.setattr("lrplot.plan.labels", fail)
    with pytest.raises(RuntimeError, match="a bug"):
        run("compare", "cosine", "--format", "csv")


class TestHelp:
    @pytest.mark.parametrize("command", ["", *COMMANDS])
    def test_help_has_an_example_that_runs(self, run, write, command):
        done = run(*command.split(), "--help")
        assert done.status == 0
        assert done.err == ""
        text = done.out.decode()
        # an example is one line, however long: it is there to be pasted
        assert all(len(line) <= 100 or "    lrplot " in line for line in text.splitlines())
        examples = re.findall(r"^ +(lrplot .+)$", text, re.MULTILINE)
        assert examples
        line = examples[0].partition(" > ")[0]
        assert run(*shlex.split(line)[1:]).status == 0, line

    def test_help_of_info(self, run):
        text = run("info", "noam", "--help").out.decode()
        assert "--d-model" in text
        assert "lrplot info noam" in text

    def test_every_option_is_explained(self, run):
        text = run("compare", "--help").out.decode()
        for name, role in settings.roles().items():
            assert f"--{name.replace('_', '-')}" in text
            assert role.help[:20] in text

    def test_short_help_and_no_arguments(self, run):
        assert run("-h").out == run("--help").out == run().out

    def test_version(self, run):
        done = run("--version")
        assert done.out.decode() == f"lrplot {metadata.version('lrplot')}\n"


class TestList:
    def test_all(self, run):
        text = run("list").out.decode()
        for entry in catalogue.every():
            assert re.search(rf"^  {re.escape(entry.title)} ", text, re.MULTILINE)

    @pytest.mark.parametrize("only", ["restarts", "RESTARTS", "cosine_restarts", "keras"])
    def test_filter(self, run, only):
        text = run("list", only).out.decode()
        assert "CosineDecayRestarts" in text or only == "cosine_restarts"
        assert "noam" not in text


class TestInfo:
    @pytest.mark.parametrize(
        "args",
        [
            ["noam"],
            ["noam", "--d-model", "256"],
            ["noam:d_model=256"],
            ["a=noam:d_model=256"],
            ["CosineDecay(0.001, 4000)"],
            ["then([cosine, exp])"],
            ["cosine", "--steps", "100"],
        ],
    )
    def test_info(self, run, args):
        done = run("info", *args)
        assert done.status == 0, done.err
        text = done.out.decode()
        for part in ("Parameters", "Pieces", "Values", "peak", "knots"):
            assert part in text

    @pytest.mark.parametrize("name", SHORT)
    def test_every_short_name(self, run, name):
        assert run("info", name).out.decode().startswith(f"{name}: ")

    def test_values(self, run):
        text = run("info", "noam", "--d-model", "128").out.decode()
        assert "0.0013975424859373686 at step 4000" in text


def test_schema_is_json(run):
    done = run("schema")
    assert json.loads(done.out)["title"] == "lrplot plan"
    assert done.err == ""


class TestCompletion:
    @pytest.fixture
    def complete(self, monkeypatch, capsys):
        def complete(line):
            words = shlex.split(line) + ([""] if line.endswith(" ") else [])
            monkeypatch.setenv("_LRPLOT_COMPLETE", "bash_complete")
            monkeypatch.setenv("COMP_WORDS", line)
            monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
            with pytest.raises(SystemExit):
                cli.main([], prog_name="lrplot")
            lines = filter(None, capsys.readouterr().out.splitlines())
            return [item.partition(",")[2] for item in lines]

        return complete

    @pytest.mark.parametrize(
        ("line", "some"),
        [
            ("lrplot no", {"noam"}),
            ("lrplot compare cos", {"cosine", "cosine-restarts"}),
            ("lrplot compare cosine ex", {"exp"}),
            ("lrplot compare keras.Cos", {"keras.CosineDecay", "keras.CosineDecayRestarts"}),
            ("lrplot compare cosine:al", {"cosine:alpha="}),
            ("lrplot compare cosine:alpha=0.1,dec", {"cosine:alpha=0.1,decay_steps="}),
            ("lrplot compare a=cosine:al", {"a=cosine:alpha="}),
            ("lrplot compare a=cos", {"a=cosine"}),
            ("lrplot noam --d", {"--d-model", "--dpi"}),
            ("lrplot noam --legend up", {"upper right", "upper left", "upper center"}),
            ("lrplot compare --format c", {"csv"}),
            ("lrplot info no", {"noam"}),
            ("lrplot info noam --d", {"--d-model"}),
            ("lrplot li", {"list"}),
        ],
    )
    def test_complete(self, complete, line, some):
        assert some <= set(complete(line))

    def test_nothing_to_complete(self, complete):
        assert complete("lrplot compare nosuch:al") == []
        assert complete("lrplot nosuch --d") == []


def shell(command, folder, env, **options):
    """Run a shell's line in which `lrplot` is the program."""
    line = f'lrplot() {{ {shlex.join(PROGRAM)} "$@"; }}; {command}'
    return subprocess.run(
        ["bash", "-c", line], cwd=folder, env=env, capture_output=True, timeout=30, **options
    )


class TestShell:
    @pytest.mark.parametrize(
        "command",
        [
            "lrplot compare cosine --steps 1M --format csv | head -1",
            "lrplot compare cosine --steps 1M --format json | head -c 10",
            "lrplot compare cosine --steps 1M --format csv -o - | true",
        ],
    )
    def test_a_closed_pipe_is_no_error(self, folder, environment, command):
        done = shell(f"{command}; echo ${{PIPESTATUS[@]}}", folder, environment)
        assert done.stdout.decode().splitlines()[-1].endswith("0 0")
        assert done.stderr == b""

    @pytest.mark.parametrize(
        "args",
        [
            ["--help"],
            ["noam", "--help"],
            ["list"],
            ["info", "noam"],
            ["schema"],
            ["--version"],
            ["compare", "cosine", "--steps", "5", "--format", "csv"],
        ],
    )
    def test_a_pipe_closed_from_the_start(self, folder, environment, args):
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run(
            [*PROGRAM, *args], cwd=folder, env=environment, stdout=writer, stderr=subprocess.PIPE
        )
        os.close(writer)
        assert (done.returncode, done.stderr) == (0, b"")

    @pytest.mark.parametrize(
        ("command", "message"),
        [
            ("lrplot compare cosine --format csv > /dev/full", b"No space left on device"),
            ("lrplot list > /dev/full", b"No space left on device"),
            ("lrplot --help > /dev/full", b"No space left on device"),
            ("lrplot compare cosine --format csv >&-", b""),
            ("lrplot list >&-", b""),
        ],
    )
    def test_a_standard_output_that_takes_nothing(self, folder, environment, command, message):
        done = shell(command, folder, environment)
        assert done.returncode in ({2} if message else {0, 2})
        assert b"Traceback" not in done.stderr
        assert message in done.stderr
        assert done.stderr.count(b"\n") <= 1

    def test_no_standard_error(self, folder, environment):
        done = shell("lrplot compare cosine --steps 5 -o a.csv 2>&-", folder, environment)
        assert done.returncode == 0
        assert list(contents(folder)) == ["a.csv"]

    @pytest.mark.parametrize(
        ("command", "status"),
        [
            (r"lrplot compare $'\xff'", 2),
            (r"lrplot compare $'\xff.yaml'", 2),
            (r"lrplot $'\xff'", 2),
            (r"lrplot noam --d-model $'\xff'", 2),
            (r"lrplot compare cosine:$'\xff'=1", 2),
            (r"lrplot compare 'CosineDecay('$'\xff'')'", 2),
            (r"lrplot compare $'\xff=cosine' --steps 3 --format csv", 0),
            (r"lrplot compare cosine --steps 3 -o $'\xff.csv'", 0),
        ],
    )
    def test_bytes_that_are_not_utf_8(self, folder, environment, command, status):
        done = shell(command, folder, environment)
        assert done.returncode == status
        assert b"Traceback" not in done.stderr
        assert len(done.stderr.splitlines()) <= 1

    def test_words_with_odd_numbers_warn_nobody(self, folder, environment):
        done = shell("lrplot compare 'CosineDecay(0.001, 4if 1else 2)'", folder, environment)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1

    def test_console_script(self, folder, environment):
        (script,) = [
            e for e in metadata.entry_points(group="console_scripts") if e.name == "lrplot"
        ]
        assert script.value == "lrplot.cli:main"

    @pytest.mark.parametrize(
        "args",
        [
            ["--help"],
            ["list"],
            ["info", "noam"],
            ["schema"],
            ["noam", "--help"],
            ["compare", "cosine", "--steps", "5", "-o", "a.csv", "-o", "b.json", "-o", "c.npz"],
            ["compare", "cosin"],
        ],
        ids=" ".join,
    )
    def test_matplotlib_is_for_pictures(self, folder, environment, args):
        code = (
            "import sys, atexit\n"
            "atexit.register(lambda: print('MATPLOTLIB', 'matplotlib' in sys.modules))\n"
            f"from lrplot.cli import main\nmain({args!r})\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True
        )
        assert done.stdout.decode().splitlines()[-1] == "MATPLOTLIB False"
        assert b"Warning" not in done.stderr


class TestInterrupts:
    @pytest.mark.parametrize(
        ("number", "status"),
        [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
        ids=["INT", "TERM", "HUP"],
    )
    @pytest.mark.parametrize("form", ["csv", "npz"])
    def test_an_interrupt_leaves_nothing(self, folder, environment, number, status, form):
        """Whether it ends by an exit status or by the signal itself, as a shell counts both."""
        (folder / f"a.{form}").write_text("old")
        args = ["compare", "cosine", "exp", "--steps", "2B", "-o", f"a.{form}"]
        program = subprocess.Popen(
            [*PROGRAM, *args], cwd=folder, env=environment, stderr=subprocess.PIPE
        )
        deadline = time.monotonic() + 20
        while len(list(folder.iterdir())) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(0.1)
        program.send_signal(number)
        _, err = program.communicate(timeout=10)
        assert program.returncode in (status, -number)
        assert b"Traceback" not in err
        assert [path.name for path in folder.iterdir()] == [f"a.{form}"]
        assert (folder / f"a.{form}").read_text() == "old"
