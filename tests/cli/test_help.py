"""What the program says of itself: help, list, info, schema, completion."""

import json
import re
import shlex

import pytest

import lrplot
from lrplot.catalogue import find
from lrplot.parameters import roles_of
from lrplot.plots.settings import Settings

COMMANDS = [
    "compare",
    "list",
    "info",
    "schema",
    "help",
    *(entry.title for entry in find.all_entries()),
]


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
        assert done.out.decode() == f"lrplot {lrplot.__version__}\n"


class TestHelpOn:
    @pytest.mark.parametrize(
        "words", [[], ["compare"], ["noam"], ["OneCycleLR"], ["info", "noam"], ["help"]]
    )
    def test_a_command(self, run, words):
        done = run("help", *words)
        assert done.status == 0
        assert done == run(*words, "--help")

    @pytest.mark.parametrize(
        "words",
        [
            ["compare", "noam"],
            ["noam", "compare"],
            ["llamafactory", "noam"],
            ["info", "noam", "exp"],
        ],
    )
    def test_a_second_word_is_refused(self, refused, words):
        said, whole = "help is on one word at a time, not on", words[: 1 + (words[0] == "info")]
        assert refused("help", *words) == (
            f"lrplot: {said} '{' '.join(words)}': type lrplot help {' '.join(whole)}"
        )

    def test_a_framework(self, run):
        assert run("help", "torch").out == run("list", "torch").out

    def test_a_format(self, run):
        text = run("help", "llamafactory").out.decode()
        assert text.startswith("LLaMA-Factory configuration")
        assert re.search(r"--batch-size +per_device_train_batch_size$", text, re.MULTILINE)

    def test_all_that_is_called_so(self, run):
        """torchtitan is a framework, its only schedule, and a format of configurations."""
        schedule, form = run("help", "torchtitan").out.decode().split("\n\ntorchtitan config")
        assert f"{schedule}\n" == run("torchtitan", "--help").out.decode()
        assert "--as torchtitan" in form

    @pytest.mark.parametrize(
        ("word", "hint"),
        [
            ("comapre", "did you mean compare"),
            ("transfromers", "did you mean transformers"),
            ("llamafactry", "did you mean llamafactory?"),
            ("qqq", "lrplot --help shows the commands"),
            ("cosine:alpha=1", "type lrplot info 'cosine:alpha=1'"),
        ],
    )
    def test_nothing(self, refused, word, hint):
        said = refused("help", word)
        assert repr(word) in said
        assert hint in said


def test_schema_is_json(run):
    done = run("schema")
    assert json.loads(done.out)["title"] == "lrplot plan"
    assert len(done.out) < 1_000_000
    assert done.err == ""
