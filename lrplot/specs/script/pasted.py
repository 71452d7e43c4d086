"""Text that is pasted as a word: several lines of a script, or a call that describes a training."""

from __future__ import annotations

import ast
import re
import textwrap
import warnings
from collections.abc import Iterator
from contextlib import suppress

from lrplot.arithmetic import numbers
from lrplot.catalogue import find
from lrplot.errors import LrplotError
from lrplot.specs.lets import Lets

PROMPT = re.compile(r"^[ \t]*(>>>|\.\.\.)[ ]?", re.MULTILINE)

RETURNS = re.compile(r"return\b(?=\s*[\w\[{(])\s*")

DESCRIBES = re.compile(
    r"\s*([\w.]+\.)?(\w*TrainingArguments|(SFT|DPO|Reward|GRPO|RLOO|PPO|OnlineDPO)Config)\s*\("
)
"""How a call begins that describes a whole training."""


GROUPS = re.compile(r"""\[\s*(\{\s*["']params["']\s*:|dict\(\s*params\s*=)""")
"""How a list of parameter groups begins, each of which may have a curve of its own."""


PREPARES = re.compile(r"accelerator\.prepare\w*\(", re.IGNORECASE)
"""What stands in text in which accelerate prepares what is drawn."""


def parsed(text: str | bytes) -> ast.Module:
    """Return the syntax tree of a script; `LrplotError` for what is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        newer = _for_python_3(text)
        if newer != text:
            return parsed(newer)
        raise LrplotError(f"line {error.lineno}: {error.msg}") from None
    except (ValueError, RecursionError, MemoryError):
        raise LrplotError("this is no Python that can be read") from None


def _for_python_3(text: str | bytes) -> str | bytes:
    """Return text in which `async`, as torch once called an argument, is no keyword."""
    if isinstance(text, bytes):
        return re.sub(rb"\basync(\s*=[^=])", rb"async_\1", text)
    return re.sub(r"\basync(\s*=[^=])", r"async_\1", text)


def lines(word: str) -> str:
    """Return pasted text without Python's prompts, its indent, `return`, and a last semicolon."""
    text = PROMPT.sub("", word) if PROMPT.match(word.lstrip()) else word
    return RETURNS.sub("", textwrap.dedent(text).strip()).rstrip("; \t\n")


def is_script(text: str) -> bool:
    """Tell whether pasted text is lines of a script, and no word."""
    if DESCRIBES.match(text) or GROUPS.search(text) or PREPARES.search(text):
        return True
    if in_groups(text, 1.0) != text:
        return True
    if not re.search(r"\n|;|:.*=.*\(|\.\w+\s*=|=.*=|^[\[{(]", text):
        return False
    try:
        body = parsed(text).body
    except LrplotError:
        return False
    if len(body) != 1:
        return len(body) > 1
    match body[0]:
        case ast.Assign(targets=[ast.Name()]):
            # a label and a word
            return False
        case ast.Assign():
            return True
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.Call()):
            with suppress(LrplotError):
                return not find.entry(name)
            return True
        case ast.AnnAssign(target=ast.Attribute(), value=ast.Call()):
            return True
        case ast.Expr(value=ast.Dict() | ast.Tuple() | ast.List()):
            return True
    return False


def in_groups(text: str, lr: float | None) -> str:
    """Return a scheduler with a value for each parameter group, given an optimizer of so many.

    `lr` is the rate of all; other text is as it was.
    """
    from lrplot.specs.script.functions import PER_GROUP, PLACES

    if not any(name in text for name in PLACES):
        return text
    try:
        tree = numbers.syntax(text)
    except LrplotError:
        return text
    if not isinstance(tree, ast.Call):
        return text
    args, words = tree.args, {word.arg: word for word in tree.keywords}
    kind = numbers.source(tree.func).rpartition(".")[2]
    each = [args[place] for place in PLACES.get(kind, ()) if place < len(args)]
    each += [words[name].value for name in PER_GROUP if name in words]
    lists = [one.elts for one in each if isinstance(one, ast.List | ast.Tuple)]
    many = {len(one) for one in lists}
    given = args[0] if args else words["optimizer"].value if "optimizer" in words else None
    named = isinstance(given, ast.Name | ast.Attribute)
    if kind not in PLACES or not named or len(many) != 1 or many <= {0, 1}:
        return text
    if lr is None and kind not in OUTRIGHT:
        raise LrplotError(f"{kind}: lr must be given", ("--lr", "RATE"))
    params = ", ".join(f"{{'params': {place}}}" for place in range(*many))
    rate = numbers.source(lists[-1][-1]) if lr is None else repr(lr)
    made = numbers.syntax(f"torch.optim.SGD([{params}], lr={rate})")
    if args:
        args[0] = made
    else:
        words["optimizer"].value = made
    return numbers.source(tree)


OUTRIGHT = ("OneCycleLR", "CyclicLR")
"""Schedulers that set the rate themselves, whatever the optimizer's is."""


def outside(text: str) -> Iterator[str]:
    """Yield the names in pasted lines that stand for what is imported, or for an optimizer.

    Any other name that gets no value there is not known.
    """
    stored: set[str] = set()
    for statement in parsed(text).body:
        nodes = [node for node in ast.walk(statement) if isinstance(node, ast.expr)]
        new = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        # an assignment has its names behind it
        known = stored if isinstance(statement, ast.Assign) else stored | new
        yield from _outside(nodes, known)
        stored |= new


def _outside(nodes: list[ast.expr], stored: set[str]) -> Iterator[str]:
    from lrplot.specs.script.builtins import BUILTINS

    for node in nodes:
        found: list[ast.expr] = []
        if isinstance(node, ast.Call):
            func = node.func
            while isinstance(func, ast.Attribute):
                func = func.value
            found = [func, *node.args[:1]]
            found += [arg for arg in node.args[1:] if _optimizes(arg)]
            found += [word.value for word in node.keywords if _optimizes(word.value)]
        elif isinstance(node, ast.Attribute):
            found = [node.value]
        for name in found:
            if isinstance(name, ast.Name) and name.id not in stored and name.id not in BUILTINS:
                yield name.id


def _optimizes(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and "opt" in node.id.lower()


def told(text: str, let: Lets) -> str:
    """Return a word with the values in it that are said of its expressions."""
    values = dict(let.values)
    if not values or "(" not in text:
        return text
    try:
        tree = numbers.syntax(text)
    except LrplotError:
        return text

    class Put(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            if isinstance(node, ast.expr) and not isinstance(node, ast.Constant):
                said = numbers.source(node)
                let.asked.add(said)
                if said in values:
                    let.used.add(said)
                    return numbers.syntax(values[said])
            if isinstance(node, ast.Call):
                # what is called is no value
                node.args = [self.visit(arg) for arg in node.args]  # type: ignore[misc]
                for word in node.keywords:
                    word.value = self.visit(word.value)  # type: ignore[assignment]
                return node
            return self.generic_visit(node)

    found: ast.expr = Put().visit(tree)  # type: ignore[assignment]
    return numbers.source(found) if let.used else text
