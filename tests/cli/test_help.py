"""What the program says of itself: help, list, info, schema, completion."""

import json
import re
import shlex
from importlib import metadata

import pytest

from lrplot.catalogue import find
from lrplot.parameters import NoEffect
from lrplot.parameters.role import roles_of
from lrplot.plot.settings import Settings
from lrplot.specs import grammar

COMMANDS = ["compare", "list", "info", "schema", *(entry.title for entry in find.all_entries())]


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
        for name, role in roles_of(Settings).items():
            assert f"--{name.replace('_', '-')}" in text
            assert role.help[:20] in text

    def test_short_help_and_no_arguments(self, run):
        assert run("-h").out == run("--help").out == run().out

    def test_version(self, run):
        done = run("--version")
        assert done.out.decode() == f"lrplot {metadata.version('lrplot')}\n"


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
        for part in ("Parameters", "Pieces", "Values", "peak", "breakpoints"):
            assert part in text

    @pytest.mark.parametrize("entry", find.all_entries(), ids=lambda entry: entry.title)
    def test_every_entry(self, run, entry):
        """By its name alone, with an example of what must be given."""
        done = run("info", entry.title)
        assert done.status == 0, done.err
        text = done.out.decode()
        assert text.startswith(f"{entry.title}: ")
        required = [p for p in entry.params if p.required and not isinstance(p.role, NoEffect)]
        if required:
            (word,) = re.findall(r"^For example\n  (.+)$", text, re.MULTILINE)
            assert grammar.read(word) == grammar.example(entry)
        assert all(f"\n{head}: " in text for head in entry.notes if head != "Example")

    def test_schedules_inside_are_shown_as_they_are_written(self, run):
        word = "SequentialLR(opt, [LinearLR(opt, 0.01), StepLR(opt, 10)], [5])"
        lines = run("info", word, "--lr", "0.1").out.decode().splitlines()
        inside = "[torch.LinearLR(start_factor=0.01), torch.StepLR(step_size=10)]"
        at = lines.index(f"  schedulers = {inside}")
        assert lines[at + 1].strip() == "schedules: the schedules, in order (required)"

    def test_values(self, run):
        text = run("info", "noam", "--d-model", "128").out.decode()
        assert "0.0013975424859373686 at step 4000" in text

    def test_a_parameter_called_steps_is_no_range(self, run):
        done = run("info", "maxtext.create_learning_rate_schedule", "--steps", "500")
        assert done.status == 0, done.err
        assert done.err == ""
        assert "steps = 500" in done.out.decode()


def test_schema_is_json(run):
    done = run("schema")
    assert json.loads(done.out)["title"] == "lrplot plan"
    assert len(done.out) < 1_000_000
    assert done.err == ""
