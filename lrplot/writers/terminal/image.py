"""Shows the real picture on a terminal that shows images, by the protocol that it knows."""

from __future__ import annotations

import base64
import io
import math
import re
import struct
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

import numpy as np

from lrplot.errors import LrplotError
from lrplot.plots.plot import Plot
from lrplot.plots.tally import Tally
from lrplot.writers.figure import draw
from lrplot.writers.terminal.asking import Terminal, asked
from lrplot.writers.terminal.screen import Screen, screen

INCHES = (6.4, 4.2)
"""How large a picture usually is."""

WIDEST = 120
"""The most columns of a picture on a wide terminal."""

BELOW = 3
"""Rows of the terminal for what is said below a picture, and for what is typed next."""

CHUNK = 4096
"""Bytes that kitty's protocol takes at a time."""

RUN = re.compile(rb"(.)\1{3,}")


def write(plot: Plot, stream: BinaryIO) -> None:
    """Draw the plot as large as the terminal is, and show it there."""
    if not stream.isatty():
        raise LrplotError("--format image is for a terminal; -o FILE.png writes a file")
    terminal, shown = asked(), screen(stream)
    picture = _fitting(plot, terminal, shown)
    columns = min(shown.width, math.ceil(_size(picture)[0] / terminal.cell[0]))
    by = {"kitty": kitty, "iterm": iterm, "sixel": sixel}[terminal.protocol]
    for part in by(picture, columns):
        stream.write(part)
    stream.write(b"\n")


def _fitting(plot: Plot, terminal: Terminal, shown: Screen) -> bytes:
    """Return the picture as PNG, with as many pixels as the terminal has room for."""
    wide, high = terminal.cell
    room = min(shown.width, WIDEST) * wide, max(shown.height - BELOW, 4) * high
    said = plot.settings.dpi
    inches = plot.settings.size or INCHES
    dpi = said or min(r / i for r, i in zip(room, inches, strict=True))
    for tally in (plot.tally, Tally(len(plot.curves))):
        stream = io.BytesIO()
        settings = replace(plot.settings, dpi=max(20, min(2000, math.floor(dpi))))
        draw.write(replace(plot, settings=settings, tally=tally), stream, "png")
        size = _size(stream.getvalue())
        less = min(r / s for r, s in zip(room, size, strict=True))
        if said or less >= 1:
            break
        # labels and a legend have made it larger; a smaller one shows no other rates
        dpi *= less
    return stream.getvalue()


def _size(png: bytes) -> tuple[int, int]:
    """Return how many pixels a PNG is wide and high."""
    wide, high = struct.unpack(">II", png[16:24])
    return wide, high


def kitty(png: bytes, columns: int) -> Iterator[bytes]:
    """Yield what shows a picture by kitty's graphics protocol, which answers nothing to it."""
    text = base64.standard_b64encode(png)
    for start in range(0, len(text), CHUNK):
        keys = b"a=T,f=100,q=2,c=%d," % columns if start == 0 else b"q=2,"
        more = start + CHUNK < len(text)
        yield b"\033_G%sm=%d;%s\033\\" % (keys, more, text[start : start + CHUNK])


def iterm(png: bytes, columns: int) -> Iterator[bytes]:
    """Yield what shows a picture by iTerm2's inline images."""
    keys = b"inline=1;size=%d;width=%d;preserveAspectRatio=1" % (len(png), columns)
    yield b"\033]1337;File=%s:%s\a" % (keys, base64.standard_b64encode(png))


def sixel(png: bytes, columns: int) -> Iterator[bytes]:
    """Yield a picture in sixels: for each six rows of pixels, and each colour in them, a line."""
    from PIL import Image

    image = Image.open(io.BytesIO(png)).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    pixels, palette = np.asarray(image), image.getpalette() or []
    yield b'\033P0;1q"1;1;%d;%d' % (image.width, image.height)
    for color in np.unique(pixels).tolist():
        percent = [round(part * 100 / 255) for part in palette[3 * color : 3 * color + 3]]
        yield b"#%d;2;%d;%d;%d" % (color, *percent)
    for top in range(0, image.height, 6):
        rows = pixels[top : top + 6]
        for color in np.unique(rows).tolist():
            bits = ((rows == color) << np.arange(len(rows))[:, np.newaxis]).sum(axis=0)
            line = (bits + 63).astype(np.uint8).tobytes()
            packed = RUN.sub(lambda run: b"!%d%s" % (len(run[0]), run[1]), line)
            yield b"#%d%s$" % (color, packed)
        yield b"-"
    yield b"\033\\"
