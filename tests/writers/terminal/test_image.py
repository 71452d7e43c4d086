"""Images on a terminal: what it is asked, what it may answer, and what it is then shown."""

import base64
import io
import re
import signal
import time

import numpy as np
import pytest
from PIL import Image
from terminals import on_terminal

from lrplot.writers.terminal import asking, image

DRAW = ("compare", "cosine", "exp", "--format", "image")
WHAT = b"\033[c"
"""What every terminal is asked last."""

VT220, SIXEL = b"\033[?62;22c", b"\033[?62;4;22c"
KITTY, CELLS = b"\033_Gi=31;OK\033\\", b"\033[6;20;10t"
ITERM = b"\033]1337;ReportCellSize=17.0;8.0;2.0\033\\"


def shown(answer, **env):
    """Return what is shown on a terminal with so an answer, after the question."""
    start = time.monotonic()
    status, seen, left = on_terminal(DRAW, env, answers=[(WHAT, answer)] if answer else [])
    assert left == b""
    assert asking.QUESTION.decode() in seen
    return status, seen.replace(asking.QUESTION.decode(), ""), time.monotonic() - start


def png(data):
    with Image.open(io.BytesIO(data)) as read:
        read.load()
        return read


def test_kitty_s_protocol():
    status, seen, _ = shown(KITTY + CELLS + VT220)
    assert status == 0
    chunks = re.findall(r"\033_G([^;]*);([^\033]*)\033\\", seen)
    assert chunks[-1][0] == "q=2,m=0"
    assert all(len(data) <= 4096 for _, data in chunks)
    wide, high = png(base64.b64decode("".join(data for _, data in chunks))).size
    assert [keys for keys, _ in chunks[:2]] == [f"a=T,f=100,q=2,c={-(-wide // 10)},m=1", "q=2,m=1"]
    # 80 columns of 10 pixels, 24 rows of 20 but for those that are typed in
    assert 600 < wide <= 800
    assert 400 < high <= 420
    assert seen.splitlines()[-1].startswith("cosine: peak 0.001 at step 0")


def test_iterm2_s_protocol():
    status, seen, _ = shown(ITERM + VT220)
    assert status == 0
    size, columns, data = re.search(
        r"\033\]1337;File=inline=1;size=(\d+);width=(\d+);preserveAspectRatio=1:(.*?)\a", seen
    ).groups()
    read = base64.b64decode(data)
    assert len(read) == int(size)
    # two pixels a point: cells of 16 by 34
    assert 21 * 34 - 40 < png(read).size[1] <= 21 * 34
    assert int(columns) == -(-png(read).size[0] // 16)


def test_sixels():
    status, seen, _ = shown(CELLS + SIXEL)
    assert status == 0
    assert re.search(r'\033P0;1q"1;1;\d+;\d+#0;2;\d+;\d+;\d+', seen)


def pixels(text):
    """Return the picture that a terminal makes of sixels, by the VT330/340's manual, chapter 14."""
    wide, high, body = re.fullmatch(r'\033P0;1q"1;1;(\d+);(\d+)(.*)\033\\', text, re.S).groups()
    out = np.zeros((int(high) + 6, int(wide), 3))
    colors, x, y, color = {}, 0, 0, None
    for token in re.findall(r"#[\d;]+|!\d+.|.", body):
        if token[0] == "#":
            number, *parts = map(int, token[1:].split(";"))
            colors[number] = np.array(parts[1:]) if parts else colors[number]
            color = colors[number]
        elif token in "$-":
            x, y = 0, y + 6 * (token == "-")
        else:
            count = int(token[1:-1]) if token[0] == "!" else 1
            for row in range(6):
                if (ord(token[-1]) - 63) >> row & 1:
                    out[y + row, x : x + count] = color
            x += count
    return out[: int(high)] * 2.55


def test_sixels_are_the_pixels_of_the_picture(run, folder):
    run("compare", "cosine", "exp", "-o", "a.png", "--dpi", "50")
    data = (folder / "a.png").read_bytes()
    read = pixels(b"".join(image.sixel(data, 80)).decode())
    wanted = np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), dtype=float)
    assert read.shape == wanted.shape
    assert np.abs(read - wanted).mean() < 1
    assert np.abs(read - wanted).max() < 32


@pytest.mark.parametrize("answer", [VT220, b"\033_Gi=31;ENOTSUPPORTED:x\033\\" + VT220])
def test_a_terminal_that_says_no(answer):
    status, seen, _ = shown(answer)
    assert (status, seen.strip()) == (
        2,
        "lrplot: the terminal says that it shows no images; --format text draws it in letters",
    )


@pytest.mark.parametrize("answer", [b"", KITTY])
def test_a_terminal_that_does_not_answer(answer):
    status, seen, seconds = shown(answer)
    assert status == 2
    assert "the terminal does not answer what images it shows; --format text" in seen
    assert seconds < 10


def test_what_is_no_terminal(refused):
    message = "--format image is for a terminal; -o FILE.png writes a file"
    assert message in refused("cosine", "--format", "image")


def test_a_picture_that_is_not_for_a_terminal_says_what_is():
    status, seen, _ = on_terminal(("cosine", "-o", "-", "--format", "png"), {})
    assert (status, seen.count("\n")) == (2, 1)
    assert "--format image shows it there" in seen


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_terminal_that_is_left_while_it_is_asked_is_as_before(number):
    status, _, left = on_terminal(DRAW, {}, killed=(WHAT, number))
    assert (status, left) == (128 + number, b"")
