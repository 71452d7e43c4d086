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

    @pytest.mark.parametrize("streams", ["2>&-", "2>/dev/full", ">&-", "<&- >&- 2>&-"])
    def test_what_cannot_be_said_stops_nothing(self, folder, environment, streams):
        line = "lrplot compare cosine --steps 2 -o a.csv"
        done = shell(f"{line} {streams}", folder, environment)
        assert done.returncode == 0
        rows = {"step,cosine", "0,0.001", "1,0.001"}
        assert set(contents(folder).pop("a.csv").decode().split()) >= rows - {"1,0.001"}
        assert list(contents(folder)) == ["a.csv"]
        done = shell(f"lrplot compare cosin {streams}", folder, environment)
        assert (done.returncode, done.stdout) == (2, b"")

    @pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "ascii", "utf-16"])
    @pytest.mark.parametrize(
        "line", ["info noam", "list", "--help", "schema", f"compare {'x' * 99}", "noam --help"]
    )
    def test_an_encoding_without_the_letter(self, folder, environment, encoding, line):
        environment |= {"PYTHONIOENCODING": encoding}
        done = shell(f"lrplot {line}", folder, environment)
        assert done.returncode == (2 if "compare" in line else 0)
        assert b"Traceback" not in done.stderr
        assert done.stdout + done.stderr

    def test_a_curve_in_ascii(self, folder, environment):
        environment |= {"PYTHONIOENCODING": "ascii"}
        done = shell("lrplot info linear", folder, environment)
        shape = next(
            line for line in done.stdout.decode("ascii").splitlines() if "steps 0 to" in line
        )
        assert "#" in shape
        assert "_" in shape

    @pytest.mark.parametrize(
        "line",
        [
            r"lrplot compare cosine -o $'\e]0;owned\a.csv' --steps 3",
            r"lrplot compare $'\e[31mcosine'",
            r"lrplot $'\e[31mcosine'",
            r"lrplot noam $'--\e[31m'",
            r"lrplot noam --legend $'\e[31m'",
            r"lrplot list $'\e[31m'",
            r"lrplot compare $'\e[31m=cosine' $'exp:\e[31m=3'",
            r"lrplot compare $'\e31=cosine' exp --format csv --steps 3",
            r"lrplot compare cosine --format csv --steps 3 $'\e[31m.py:f'",
        ],
    )
    def test_a_terminal_is_told_nothing(self, folder, environment, line):
        done = shell(line, folder, environment)
        said = done.stdout + done.stderr
        assert said
        assert not any(byte < 32 and byte != 10 for byte in said)
        assert len(done.stderr) <= 500

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
        done = shell("lrplot compare 'CosineDecay(0.001, 4if 1else x)'", folder, environment)
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
            "from lrplot.cli import main, stopping\n"
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
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    @pytest.mark.parametrize("line", ["noam", "list", "compare cosine --steps 1M -o a.csv"])
    def test_at_any_moment(self, folder, environment, number, line):
        code = (
            "import os, sys, threading; from lrplot.cli import main, stopping\n"
            "kill = threading.Timer(float(sys.argv[1]), os.kill, (os.getpid(), int(sys.argv[2])))\n"
            "stopping.listen(); kill.daemon = True; kill.start(); main(sys.argv[3:])"
        )
        for delay in (0.0, 0.03, 0.1, 0.2, 0.4):
            args = [str(delay), str(int(number)), *line.split()]
            done = subprocess.run(
                [sys.executable, "-c", code, *args],
                cwd=folder,
                env=environment,
                capture_output=True,
            )
            assert done.returncode in (0, 128 + number)
            assert len(done.stderr.splitlines()) <= 1
            assert b"Error" not in done.stderr
            assert not [path for path in folder.iterdir() if path.name.startswith(".")]

    def test_what_is_started_to_outlive_its_terminal_does(self, folder, environment):
        start = "trap '' HUP; lrplot compare cosine --steps 30M -o a.csv &"
        line = f"({start} sleep 1; kill -HUP $!; wait $!)"
        assert shell(line, folder, environment).returncode == 0

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
