"""The program in a shell: pipes, standard output, signals, interrupts."""

import os
import shlex
import signal
import subprocess
import sys
import time
from importlib import metadata

import pytest
from conftest import contents

PROGRAM = [sys.executable, "-m", "lrplot"]


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

    def test_matplotlib_is_for_pictures(self, folder, environment):
        commands = [
            "--help",
            "list",
            "info noam",
            "schema",
            "noam --help",
            "compare cosine --steps 5 -o a.csv -o b.json -o c.npz",
            "compare cosin",
        ]
        code = (
            "import contextlib, sys\n"
            "from lrplot.cli import main\n"
            f"for command in {commands!r}:\n"
            "    with contextlib.suppress(SystemExit): main(command.split())\n"
            "    print('MATPLOTLIB', command, 'matplotlib' in sys.modules)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True
        )
        said = [x for x in done.stdout.decode().splitlines() if x.startswith("MATPLOTLIB")]
        assert said == [f"MATPLOTLIB {command} False" for command in commands]
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
