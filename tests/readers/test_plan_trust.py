"""What a plan may cost, which files are none, and the Python that it may run."""

import os

import pytest
from conftest import contents

from lrplot import readers
from lrplot.errors import LrplotError


@pytest.fixture
def plan(write):
    def plan(text, **options):
        return readers.read(write("plan.yaml", text), **options)

    return plan


@pytest.fixture
def message(plan, folder):
    def message(text, **options):
        with pytest.raises(LrplotError) as error:
            plan(text, **options)
        assert list(contents(folder)) == ["plan.yaml"]
        return str(error.value)

    return message


LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
TOO_MUCH = {
    "aliases": f"{LAUGHS}schedules: [cosine]",
    "aliases of schedules": "schedules:\n- &a {schedule: noam}\n" + "- *a\n" * 100_000,
    "brackets": "schedules: " + "[" * 5000 + "]" * 5000,
    "open brackets": "schedules: " + "[" * 500_000,
    "braces": "schedules: " + "{a: " * 5000 + "1" + "}" * 5000,
    "blocks": "".join(" " * depth + "-\n" for depth in range(1000)),
    "questions": "? " * 2000 + "a",
    "numbers": f"schedules: [{{schedule: piecewise, boundaries: [{'1,' * 400_000}1]}}]",
    "words": "schedules:\n" + "- cosine\n" * 100_000,
    "a combination": "schedules: [{schedule: noam, sweep: {d_model: "
    f"{list(range(1, 1001))}, warmup_steps: {list(range(1, 1001))}}}}}]",
    "a word": f"schedules: ['cosine:alpha={'1' * 900_000}x']",
    "a constructor": f"schedules: ['CosineDecay({'1' * 90_000}x, 3)']",
    "keys": "".join(f"a{n}: 1\n" for n in range(40_000)),
    "bytes": "x" * 2_000_000,
}


@pytest.mark.usefixtures("within_a_second")
@pytest.mark.parametrize("text", TOO_MUCH.values(), ids=TOO_MUCH)
def test_what_is_too_much_is_refused_at_once(message, text):
    found = message(text)
    assert "\n" not in found
    assert len(found) < 1000


def test_a_file_that_is_no_file(folder):
    (folder / "folder.yaml").mkdir()
    (folder / "zero.yaml").symlink_to("/dev/zero")
    os.mkfifo("pipe.yaml")
    for name, expected in [
        ("none.yaml", "none.yaml: there is no such file"),
        ("folder.yaml", "folder.yaml: Is a directory"),
        ("zero.yaml", "zero.yaml: this is a pipe or a device; a regular file is wanted"),
        ("pipe.yaml", "pipe.yaml: this is a pipe or a device; a regular file is wanted"),
    ]:
        with pytest.raises(LrplotError) as error:
            readers.read(name)
        assert str(error.value) == expected


PYTHON = [
    'schedules: ["own.py:mine"]',
    'schedules: ["a=own.py:mine"]',
    'schedules: ["own.py:mine()"]',
    'schedules: [" own.py:mine"]',
    'schedules: [{schedule: "own.py:mine"}]',
    'schedules: [{schedule: scale, factor: 2, of: "own.py:mine"}]',
    'schedules: [{schedule: scale, factor: 2, of: {schedule: "own.py:mine"}}]',
    'schedules: [{schedule: scale, factor: 2, sweep: {of: ["own.py:mine"]}}]',
    'schedules: [{schedule: plus, parts: ["own.py:mine"]}]',
    'schedules: [{schedule: plus, parts: "[own.py:mine]"}]',
    'schedules: ["scale:of=own.py:mine,factor=2"]',
    'schedules: ["plus:parts=[own.py:mine]"]',
    'schedules: ["plus:parts=[a=own.py:mine,cosine]"]',
    'schedules: [{schedule: scale, factor: 2, of: "scale:factor=2,of=own.py:mine"}]',
]
READABLE = "open('run', 'w').close()\ndef mine(step):\n    return 0.5\n"
OWN = READABLE.replace("return 0.5", "with open('run'):\n        return 0.5")


@pytest.mark.parametrize("text", PYTHON)
def test_python_is_run_only_when_allowed(plan, write, folder, text):
    write("own.py", OWN)
    with pytest.raises(LrplotError) as error:
        plan(text)
    assert not (folder / "run").exists()
    assert "own.py:mine: cannot be read (line 3: with is not read here), and " in str(error.value)
    assert str(error.value).endswith("a plan may with --allow-python, a word without --no-run")


@pytest.mark.parametrize("text", [text for text in PYTHON if "[own.py:mine]" not in text])
def test_python_is_run_when_allowed(plan, write, folder, text):
    write("own.py", OWN)
    assert plan(text, allow_python=True).specs[0].schedule()(3) >= 0.5
    assert (folder / "run").exists()


@pytest.mark.parametrize("text", [text for text in PYTHON if "[own.py:mine]" not in text])
def test_python_that_can_be_read_is_not_run(plan, write, folder, text):
    write("own.py", READABLE)
    for allowed in (False, True):
        assert plan(text, allow_python=allowed).specs[0].schedule()(3) >= 0.5
    assert not (folder / "run").exists()
