"""A program as it runs on a terminal of its own, which may answer what it is asked."""

import os
import pty
import select
import subprocess
import sys
import termios
import time

ON = (
    "import fcntl, os, sys, termios; fd = os.open(sys.argv[1], os.O_RDWR); "
    "fcntl.ioctl(fd, termios.TIOCSCTTY, 0); [os.dup2(fd, n) for n in (0, 1, 2)]; "
    "os.execv(sys.argv[2], sys.argv[2:])"
)
"""Makes a terminal that of a process, which then becomes another."""


def on_terminal(args, env, columns=80, rows=24, answers=(), killed=(), seconds=30.0):
    """Run the program; return its status, what the terminal saw, and what is left in its input.

    `answers` are pairs: what the terminal is asked, and what it answers, each once; `killed` is one
    of what it is asked, and the signal that the program has then.
    """
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (rows, columns))
    shell = termios.tcgetattr(theirs)
    # whose terminal it is must not be said by the environment of the tests
    unsaid = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE",
              "COLORTERM", "TMUX", "STY", "TERM_PROGRAM")  # fmt: skip
    clean = {key: value for key, value in os.environ.items() if key not in unsaid}
    program = subprocess.Popen(
        [sys.executable, "-ISc", ON, os.ttyname(theirs), sys.executable, "-m", "lrplot", *args],
        env={**clean, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", **env},
        start_new_session=True,
        pass_fds=(theirs,),
        stdin=subprocess.DEVNULL,
    )
    seen, waiting, deadline = b"", list(answers), time.monotonic() + seconds
    while program.poll() is None or select.select([ours], [], [], 0)[0]:
        assert time.monotonic() < deadline, seen
        if not select.select([ours], [], [], 0.02)[0]:
            continue
        seen += os.read(ours, 1 << 16)
        for asked, answer in [*waiting]:
            if asked in seen:
                os.write(ours, answer)
                waiting.remove((asked, answer))
        if killed and killed[0] in seen:
            program.send_signal(killed[1])
            killed = ()
    raw = termios.tcgetattr(theirs)
    assert raw == shell
    raw[3] &= ~(termios.ICANON | termios.ECHO)
    termios.tcsetattr(theirs, termios.TCSANOW, raw)
    left = os.read(theirs, 1 << 16) if select.select([theirs], [], [], 0.1)[0] else b""
    os.close(ours)
    os.close(theirs)
    return program.returncode, seen.replace(b"\r\n", b"\n").decode(), left
