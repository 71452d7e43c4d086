"""Every parameter has a sentence that tells it apart: its role's, or its own in the docstring."""

import re

import pytest

from lrplot.catalogue import find, schedule
from lrplot.parameters import Length, NoEffect, Times
from lrplot.pieces import Constant, Schedule

every_entry = pytest.mark.parametrize("entry", find.all_entries(), ids=lambda e: e.title)

VAGUE = {"whether it is so", "how often", "a learning rate", "a step number"}
"""What a role says of any value of its kind, which tells nothing of this one."""


@every_entry
def test_no_two_parameters_say_the_same(entry):
    said = [p.role.help for p in entry.params if not isinstance(p.role, NoEffect)]
    assert len(said) == len(set(said))
    assert not VAGUE & set(said)


@every_entry
def test_a_sentence_in_a_docstring_is_of_a_parameter(entry):
    said = entry.notes.get("Where", "").removesuffix(".")
    for item in said.split("; ") if said else []:
        name, _, sentence = item.partition(": ")
        assert entry.param(name).key == name
        assert entry.param(name).role.help == sentence


@schedule
def repeated(times: Times = 2, length: Length = 5.0) -> Schedule:
    """The same again.

    Where: times: how many times it is run, which a line of the docstring may
    say over two lines.
    Formula: none.
    """
    return Constant(times * length)


def test_a_parameter_says_its_own_sentence_before_its_roles():
    times, length = repeated.params
    assert times.role.help.startswith(
        "how many times it is run, which a line of the docstring may s"
    )
    assert length.role.help == "how many steps it lasts"
    # what it means for a request is its role's still
    assert times.role.name == "times"


def test_the_parameters_of_one_cycle_are_told_apart(run):
    text = run("info", "torch.OneCycleLR").out.decode()
    assert re.search(r"^  epochs = none +how many epochs there are", text, re.MULTILINE)
    assert re.search(
        r"^  steps_per_epoch = none +how many updates an epoch has", text, re.MULTILINE
    )
    assert "how many epochs there are" in run("torch.OneCycleLR", "--help").out.decode()
