"""Completion in bash, zsh and fish: what the shells are told, and how they ask.

Each asks with the line up to the cursor, and is answered with a kind and a value a line: `plain`,
`open` for what goes on without a space, and `file` for what it completes itself.
"""

from __future__ import annotations

import os
import re
from typing import Any

from click.shell_completion import (
    CompletionItem,
    ShellComplete,
    add_completion_class,
    split_arg_string as words_of,
)

BASH = """\
%(complete_func)s() {
    local kind value
    COMPREPLY=()
    while IFS=$'\\t' read -r kind value; do
        case $kind in
            file) compopt -o default ;;
            open) compopt -o nospace; COMPREPLY+=("$value") ;;
            plain) COMPREPLY+=("$value") ;;
        esac
    done < <(COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_BREAKS="$COMP_WORDBREAKS" \\
        %(complete_var)s=bash_complete "$1" 2>/dev/null)
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""

ZSH = """\
#compdef %(prog_name)s
%(complete_func)s() {
    local kind value
    local -a plain open
    while IFS=$'\\t' read -r kind value; do
        case $kind in
            file) _files ;;
            open) open+=("$value") ;;
            plain) plain+=("$value") ;;
        esac
    done < <(COMP_LINE="${(j: :)words[1,CURRENT-1]} $QIPREFIX$PREFIX" \\
        %(complete_var)s=zsh_complete "${words[1]}" 2>/dev/null)
    (( $#plain )) && compadd -V lrplot -a plain
    (( $#open )) && compadd -V lrplot -S '' -a open
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    %(complete_func)s "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i -D }
    compdef %(complete_func)s %(prog_name)s
fi
"""

FISH = """\
function %(complete_func)s
    for line in (env %(complete_var)s=fish_complete COMP_LINE=(commandline -cp) %(prog_name)s)
        set -l said (string split -m1 \\t -- $line)
        switch $said[1]
            case file
                __fish_complete_path $said[2]
            case '*'
                echo $said[2]
        end
    end
end
complete --no-files --command %(prog_name)s --arguments "(%(complete_func)s)"
"""


class Shell(ShellComplete):
    """A shell, which is asked with the line up to the cursor."""

    cut = 0
    """How much of a value the shell has already, and does not want again."""
    quoted = False
    """Whether a quote is open, in which nothing needs one."""
    option = ""
    """An option whose value stands behind `=`, with it."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one at the cursor, and that one."""
        line = os.environ.get("COMP_LINE", "")
        # a letter, lest the last word be lost where it is empty
        *before, last = words_of(f"{line}x")
        incomplete = last[:-1]
        self.quoted = words_of(f"{line} x")[-1] != "x"
        if incomplete.startswith("-") and "=" in incomplete:
            self.option = f"{incomplete.partition('=')[0]}="
        return before[1:], incomplete

    def format_completion(self, item: CompletionItem) -> str:
        """Return a kind and a value."""
        if item.type != "plain":
            return f"file\t{item.value}"
        whole = f"{self.option}{item.value}"
        kind = "open" if whole.endswith(("=", ":", "/")) else "plain"
        return f"{kind}\t{self.spelled(whole)}"

    def spelled(self, value: str) -> str:
        """Return a value as the shell wants it."""
        return value


class Bash(Shell):
    """bash, which cuts words at `:` and `=`, and quotes nothing itself."""

    name = "bash"
    source_template = BASH

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words, and see what bash takes for a word."""
        before, incomplete = super().get_completion_args()
        breaks = os.environ.get("COMP_BREAKS", "")
        if not self.quoted:
            self.cut = 1 + max(
                (incomplete.rfind(mark) for mark in "=:" if mark in breaks), default=-1
            )
        return before, incomplete

    def spelled(self, value: str) -> str:
        """Return what follows the last break."""
        rest = value[self.cut :]
        return rest if self.quoted else re.sub(r"([^\w./:=,@%+~-])", r"\\\1", rest)


class Zsh(Shell):
    """zsh."""

    name = "zsh"
    source_template = ZSH


class Fish(Shell):
    """fish, which adds no space behind `=`, `:` or `/`."""

    name = "fish"
    source_template = FISH


def register(*_: Any) -> None:
    """Let these shells be asked for in place of click's."""
    for shell in (Bash, Zsh, Fish):
        add_completion_class(shell)
