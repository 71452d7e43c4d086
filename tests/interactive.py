"""A shell as somebody types into it: through a terminal of its own."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

LOAD = 'eval "$(_LRPLOT_COMPLETE={}_source lrplot)"'
SHELLS = {
    "bash": (
        ["bash", "--norc", "--noprofile", "-i"],
        "bind 'set bell-style none'; bind 'set completion-query-items 0'; "
        "bind 'set page-completions off'; "
        """bind -x '"\\C-g": printf "LINE<%s>\\n" "$READLINE_LINE"'; """ + LOAD.format("bash"),
    ),
    "zsh": (
        ["zsh", "-f", "-i"],
        "unsetopt beep; "
        'shown() { print -r "LINE<$BUFFER>" }; '
        "zle -N shown; bindkey '^G' shown; " + LOAD.format("zsh"),
    ),
    "fish": (
        ["fish", "--no-config", "-i"],
        "function fish_prompt; echo '$ '; end; "
        "bind \\cg 'printf \"LINE<%s>\\n\" (commandline)'; "
        "_LRPLOT_COMPLETE=fish_source lrplot | source",
    ),
}
"""How each is started, and told to complete, and to say what is typed when it hears Ctrl-G."""


class Typist:
    """Types into a shell, and reads what stands in its line then."""

    def __init__(self, shell: str, folder: Path, env: Mapping[str, str]) -> None:
        start, begin = SHELLS[shell]
        self.said = b""
        # a process of its own: the terminal is made by a fork, which threads do not survive
        self.shell = subprocess.Popen(
            [sys.executable, "-c", "import pty, sys; pty.spawn(sys.argv[1:])", *start],
            cwd=folder,
            env={**env, "TERM": "xterm", "PS1": "$ ", "INPUTRC": os.devnull},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )
        assert self.shell.stdin
        assert self.shell.stdout
        self.keys, self.screen = self.shell.stdin.fileno(), self.shell.stdout.fileno()
        self.type(f"{begin}; echo REA''DY\r")
        self.until(rb"READY\r*\n")

    def type(self, text: str) -> None:
        """Type a text."""
        os.write(self.keys, text.encode())

    def until(self, pattern: bytes, seconds: float = 60.0) -> re.Match[bytes]:
        """Read on until something is said."""
        deadline = time.monotonic() + seconds
        while not (found := re.search(pattern, self.said)):
            ready = select.select([self.screen], [], [], 0.1)[0]
            assert time.monotonic() < deadline, self.said
            if ready:
                self.said += os.read(self.screen, 65536)
        self.said = self.said[found.end() :]
        return found

    def completed(self, line: str) -> str:
        """Return what becomes of a line when the tabulator key is hit in it."""
        self.type(f"{line}\t\x07")
        found = self.until(rb"LINE<([^>]*)>")
        self.type("\x15")
        return found[1].decode()

    def close(self) -> None:
        """End the shell, whose terminal goes."""
        self.shell.kill()
        self.shell.communicate()
