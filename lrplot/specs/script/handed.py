"""Settings that a call which is not read may change: what they have is no longer known.

A mapping of another library may be changed by each of its methods that does not only read it;
another object, and what a function is given, where the name says that something is changed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

from lrplot.arithmetic.numbers import source
from lrplot.specs.script.command_line import DEFAULTED
from lrplot.specs.script.groups import Group
from lrplot.specs.script.in_place import MUTATING
from lrplot.specs.script.kinds import is_optimizer, is_schedule
from lrplot.specs.script.lost import Lost
from lrplot.specs.script.mappings import by_key
from lrplot.specs.script.parsers import PARSERS
from lrplot.specs.script.run import Run
from lrplot.specs.script.targets import OTHERS, VALUES, bind, write
from lrplot.specs.script.values import Bound, Class, Function, Instance, Made, Opaque, Path, Scope

READING = re.compile(
    r"(get|to|as|is|has|dump|copy|clone|pretty|lock|unlock|freeze|defrost|register)(_.*|ed|s)?"
    r"|items|keys|values|iter.*|to[A-Z].*|__(contains|len|iter|repr|str|eq|getitem)__|ignore_type"
)
"""Methods of mappings that leave them what they are."""

CHANGES = re.compile(
    r"(update|override|template|preset)s?|merge|overwrite|overlay|patch|modify|mutate|populate"
    r"|inject|(auto)?tune|tweak|shuffle|heap(ify|pop|push)|insort|setitem"
)
"""Words in the name of a function that changes what it is given."""

MAY = re.compile(
    r"set|load|read|parse|apply|assign|(pre|post)?process|check|validate|fix|adjust|(re)?scale"
    r"|init|setup|prepare|fill|finali[sz]e|complete|adapt|correct|normali[sz]e|convert"
    r"|expand|extend|add|re(set|store)|sync|infer|import|configure|auto|clear|pop|setdefault"
)
"""Words of those that may change settings, where the name says that it is about them."""

SETTINGS = re.compile(
    r"arg(ument)?s?|cfg|conf(ig(s|uration)?)?|opt(ion)?s?|h?params?|hyperparam(eter)?s?"
    r"|settings?|flags?|lrs?|rates?|defaults?|namespace|yaml"
)

CALLED = (*MUTATING, "__setitem__", "__setattr__")
"""Methods that are given to what calls them; what else has no value may be no method."""

KEEPING = re.compile(
    r"(wandb|mlflow|comet_ml|neptune|clearml|logging|json|yaml|pickle|pprint|warnings|numpy\.random"
    r"\.seed)\..*|.*\.OmegaConf\.(merge|set_.*|register.*|is_.*|to_.*|missing_keys)"
)
"""Functions of others that change nothing that they are given, whatever their names say."""


def handed(
    run: Run, func: Any, args: list[Any], words: dict[str, Any], node: ast.Call, name: str
) -> None:
    """Forget what the settings have that a call may change."""
    if isinstance(func, Bound) and _own(func):
        forgotten(run, func.of, _before(node.func), node)
    if name.rpartition(".")[2] in DEFAULTED:
        # a factory is called where an object is made
        return
    for value in (*args, *words.values()):
        if isinstance(value, Function):
            left_open(run, value)
        elif isinstance(value, Bound) and value.method in CALLED and _own(value):
            forgotten(run, value.of, value.text.rpartition(".")[0], node)
    if KEEPING.fullmatch(name):
        return
    last = name.rpartition(".")[2]
    changes = _says(last, CHANGES)
    if not (changes and isinstance(func, Path)) and not (
        _says(last, SETTINGS) and (changes or _says(last, MAY))
    ):
        return
    texts = [*map(source, node.args), *(source(word.value) for word in node.keywords)]
    for value in (*args, *words.values()):
        forgotten(run, value, next(iter(texts), "it"), node)
        texts = texts[1:]


def _own(func: Bound) -> bool:
    """Tell whether a method may change what it is of."""
    if isinstance(func.of, list | dict):
        return func.method in MUTATING or func.method == "__setitem__"
    if not isinstance(func.of, Made | Instance) or is_optimizer(func.of) or is_schedule(func.of):
        return False
    if isinstance(func.of, Made) and by_key(func.of):
        return not READING.fullmatch(func.method)
    about = MAY.fullmatch(func.method) or _says(func.method, SETTINGS)
    return _says(func.method, CHANGES) or bool(about and _says(func.method, MAY))


def forgotten(run: Run, value: Any, text: str, node: ast.expr, deep: int = 3) -> None:
    """Know no longer what an object, a mapping or a list has."""
    if is_optimizer(value) or is_schedule(value) or isinstance(value, Group) or not deep:
        return
    if isinstance(value, Made) and value.path.endswith(PARSERS):
        # what it gives is looked at where it is asked
        return
    if type(value) is list:
        run.doubts.lose(value)
        for place in range(len(value)):
            value[place] = Lost(f"{text}[{place}]", node.lineno)
        return
    for held, key, name in list(_parts(value, text)):
        one = held[key]
        if isinstance(one, Made | Instance | dict):
            forgotten(run, one, name, node, deep - 1)
        elif isinstance(one, VALUES):
            write(run, held, key, Lost(name, node.lineno), ast.Name(name, lineno=node.lineno))
    if isinstance(value, Instance):
        value.attributes.setdefault(OTHERS, None)


def _parts(value: Any, text: str) -> Iterator[tuple[dict[Any, Any], Any, str]]:
    """Yield the mappings that keep what something has, each with a key and what that is called."""
    match value:
        case dict():
            yield from ((value, key, f"{text}[{key!r}]") for key in value)
        case Made() | Instance():
            held = value.attributes
            own = value.of if isinstance(value, Instance) else None
            if own:
                # what it has of its class until now
                have = {name: own.lookup(name) for name in own.names() if name not in held}
                held |= {name: one for name, one in have.items() if isinstance(one, VALUES)}
            yield from ((held, key, f"{text}.{key}") for key in held if not key.startswith("("))
        case Class():
            held = value.scope.names
            yield from ((held, key, f"{text}.{key}") for key in held)


def left_open(run: Run, function: Function) -> None:
    """Know no longer what a function sets that is called nobody knows when."""
    run.count()
    takes, parts = function.node.args, list(ast.walk(function.node))
    names = [arg.arg for arg in (*takes.posonlyargs, *takes.args)]
    own = {part.arg for part in parts if isinstance(part, ast.arg)}
    own |= {one.id for one in parts if isinstance(one, ast.Name) and _stored(one)}
    within = Scope({name: Opaque(name, function.node.lineno) for name in own}, function.scope)
    if names and function.owner is not None:
        within.names[names[0]] = function.owner
    for part in parts:
        if isinstance(part, ast.Global | ast.Nonlocal):
            run.follow(run, [part], within)
    for part in parts:
        func = part.func if isinstance(part, ast.Call) else None
        plain = func and not any(isinstance(one, ast.Call) for one in ast.walk(func))
        if isinstance(func, ast.Attribute) and plain:
            method = run.evaluate(run, func, within)
            if isinstance(method, Bound) and _own(method):
                forgotten(run, method.of, source(func.value), func)
        if isinstance(part, ast.Attribute | ast.Subscript) and _stored(part):
            bind(run, part, Opaque(source(part), part.lineno), within)
        elif isinstance(part, ast.Name) and _stored(part) and part.id in within.shared:
            bind(run, part, Opaque(part.id, part.lineno), within)


def _stored(node: ast.AST) -> bool:
    return isinstance(getattr(node, "ctx", None), ast.Store)


def _says(name: str, what: re.Pattern[str]) -> bool:
    """Tell whether one of the words of a name, as of `update_args` or `updateArgs`, is one."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
    return any(map(what.fullmatch, apart.split("_")))


def _before(node: ast.expr) -> str:
    return source(node.value) if isinstance(node, ast.Attribute) else source(node)
