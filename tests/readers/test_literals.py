"""Settings in Python: what is a literal is read, what is not is known by its text."""

import pytest

from lrplot import LrplotError
from lrplot.readers.common.literals import Unread, values

FILE = b"""\
'''A remark.'''
import time
from somewhere import helper as other
a = 2 * 3 + 1
b, c = [a] * 2, dict(type='X', **dict(lr=1e-3))
c['lr'] = c['lr'] / 4
d: float = -a // 2
e = max(a, 3) if d else {}
f = 'x' + str(time.time())
g = [1]
g.append(2)
for h in range(3):
    a2 = h
d += 1
"""


def test_values_are_those_that_python_has():
    names: dict = {}
    plain = "\n".join(line for line in FILE.decode().splitlines() if "somewhere" not in line)
    exec(plain, names)
    found = values(FILE)
    for name in "abcde":
        assert found[name] == names[name]
        assert type(found[name]) is type(names[name])


@pytest.mark.parametrize("name", ["f", "g", "h", "a2", "time", "other"])
def test_what_is_no_plain_assignment_is_not_guessed(name):
    assert isinstance(values(FILE)[name], Unread)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = (", "this is no Python"),
        ("a = " + "(" * 5000, "."),
        ("a = " + "-" * 50000 + "1", "."),
        ("\0", "."),
        ("a = [0] * 9\n" + "a = [a, a, a, a]\n" * 12, "its values are more"),
        ("a = {}\na['b'] = a", "nested deeper"),
    ],
    ids=range(6),
)
def test_refused(text, message):
    with pytest.raises(LrplotError, match=message):
        values(text.encode())


@pytest.mark.parametrize("text", ["9**9**9", "'a'*10**9", "[0]*10**9", "1/0", "1<<9", "int('9'*9)"])
def test_what_costs_too_much_is_not_worked_out(text):
    found = values(f"a = {text}".encode())["a"]
    assert isinstance(found, Unread) or found == 999999999
