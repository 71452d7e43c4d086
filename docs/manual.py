"""Write the manual page, from the help of the commands: `python docs/manual.py`.

A test holds `lrplot.1` current; the wheel puts it where `man lrplot` finds it.
"""

from __future__ import annotations

import inspect
import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click

# this checkout's, whichever is installed
sys.path.insert(0, str(Path(__file__).parents[1]))

from lrplot.catalogue import find, outline
from lrplot.cli import cli

HERE = Path(__file__).parent
CHANGES = HERE.parent / "CHANGELOG.md"
WIDTH = 79

HEAD = r""".\" Written by docs/manual.py from the help of the commands.
.TH LRPLOT 1 "{date}" "lrplot {version}" "User Commands"
.ad l
.SH NAME
lrplot \- what will the learning rate be at every step?
.SH SYNOPSIS
.B lrplot compare
.RI [ OPTION .\|.\|.] " WORD" .\|.\|.
.br
.B lrplot
.IR SCHEDULE " [" OPTION ".\|.\|.] [" WORD .\|.\|.]
.br
.B lrplot
.RB { {others} }
.RI [ OPTION ".\|.\|.] [" WORD .\|.\|.]
.SH DESCRIPTION
Draws the learning-rate schedules of every framework as they stand in a
training script, or writes their rates as a table, without the framework
installed.
A word is the name of a schedule, a name with parameters, a constructor pasted
from a script, a training script, a training configuration, a plan in YAML,
a formula, or
.IR FILE.py : NAME .
.SH OPTIONS
.TP
.B \-\-version
Show the version and exit.
.TP
.BR \-h ", " \-\-help
Show help and exit, of a command as well.
"""

TAIL = r"""
.SH EXIT STATUS
.TP
.B 0
All was written that was asked for.
.TP
.B 1
A warning was given, and
.B \-\-strict
asks for none.
.TP
.B 2
Something in the input is wrong; one line on standard error says what, and
what is right.
.TP
.B 130
Interrupted.
.SH ENVIRONMENT
.TP
.B _LRPLOT_COMPLETE
What prints a shell's completion, for bash, zsh or fish:
.EX
eval "$(_LRPLOT_COMPLETE=bash_source lrplot)"
.EE
"""


def page() -> str:
    """Return the manual page."""
    newest = re.search(r"^## (\S+) – (\S+)", CHANGES.read_text(encoding="utf-8"), re.MULTILINE)
    assert newest
    date = newest[2] if newest[2][0].isdigit() else ""
    head = HEAD.replace("{version}", newest[1]).replace("{date}", date)
    head = head.replace("{others}", " | ".join(name for name in cli.commands if name != "compare"))
    lines = [head.rstrip("\n"), ".SH COMMANDS"]
    for name, command in cli.commands.items():
        lines += [f".SS {plain(f'lrplot {name}')}", *about(name, command)]
    lines += [
        ".SH SCHEDULES",
        *text(
            "Each is a command, too, with an option for each of its parameters beside those of "
            "`compare`; an option given again is a sweep. `lrplot list` shows those of the "
            "frameworks, which are commands under their full names, as `lrplot torch.StepLR`."
        ),
    ]
    short = next(found for found in find.contents() if found.framework == outline.SHORT)
    for name, doc in short.docs.items():
        lines += [".TP", f".B {plain(name)}", *text(outline.sentence(doc))]
    return "\n".join([*lines, TAIL.strip("\n"), ""])


def about(name: str, command: click.Command) -> Iterator[str]:
    """Yield what a command does, and its options."""
    for number, paragraph in enumerate(inspect.cleandoc(command.help or "").split("\n\n")):
        if number:
            yield ".PP"
        if paragraph.startswith("\b\n"):
            yield from (".EX", *map(plain, paragraph.split("\n")[1:]), ".EE")
        else:
            yield from text(paragraph)
    with click.Context(command, info_name=name) as ctx:
        for param in command.get_params(ctx):
            # arguments have a record only in some versions of click
            if not isinstance(param, click.Option) or "--help" in param.opts:
                continue
            if record := param.get_help_record(ctx):
                yield from (".TP", f".B {plain(record[0])}", *text(record[1]))


def text(paragraph: str) -> Iterator[str]:
    """Yield the lines of a paragraph, a sentence each, with what is between backquotes in bold."""
    for sentence in re.split(r"(?<=[.:;]) ", " ".join(paragraph.split())):
        line = re.sub(r"`([^`]+)`", r"\\fB\1\\fR", escaped(sentence).replace(r"\(ga", "`"))
        yield from map(
            guarded,
            textwrap.wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False),
        )


def plain(line: str) -> str:
    """Return a line that roff shows as it stands."""
    return guarded(escaped(line))


def escaped(line: str) -> str:
    """Return a text without letters that mean something to roff, or that are not ASCII."""
    marks = {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti"}
    return "".join(
        marks.get(letter, letter if letter.isascii() else f"\\[u{ord(letter):04X}]")
        for letter in line
    )


def guarded(line: str) -> str:
    """Return a line that roff does not take for a request."""
    return f"\\&{line}" if line.startswith(".") else line


if __name__ == "__main__":
    (HERE / "lrplot.1").write_text(page(), encoding="ascii")
    print("lrplot.1")
