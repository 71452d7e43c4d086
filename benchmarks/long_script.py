"""Draws a training script of 2,000 lines, or parses it and draws a word; argument: read or parse.

Both write the script first, so that they differ in what reads it alone.
"""

import ast
import sys
from pathlib import Path

from lrplot.cli import main

BLOCK = '''
class Block{0}(nn.Module):
    """A block, number {0}."""

    def __init__(self, dim, heads=8, dropout=0.1):
        super().__init__()
        self.heads = heads
        self.norm = nn.LayerNorm(dim)
        self.qkv = nn.Linear(dim, 3 * dim)
        self.out = nn.Linear(dim, dim)
        self.drop = nn.Dropout(dropout)

    def forward(self, x, mask=None):
        b, n, d = x.shape
        q, k, v = self.qkv(self.norm(x)).chunk(3, dim=-1)
        w = (q @ k.transpose(-2, -1)) / math.sqrt(d // self.heads)
        if mask is not None:
            w = w.masked_fill(mask == 0, float("-inf"))
        return x + self.drop(self.out(w.softmax(-1) @ v))


def augment_{0}(image, size=(224, 224), strength=0.{0}):
    if strength > 0.5:
        image = image.flip(-1)
    for axis in range(2):
        image = image + strength * torch.randn_like(image)
    return image
'''
OPTION = "parser.add_argument('--option-{0}', type=float, default={0})\n"
HEAD = "import argparse\nimport math\nimport torch\nfrom torch import nn\n"
TAIL = """
parser.add_argument("--lr", type=float, default=0.1)
parser.add_argument("--epochs", type=int, default=90)
args = parser.parse_args()
model = nn.Sequential(*[Block0(64) for _ in range(12)])
optimizer = torch.optim.AdamW(model.parameters(), lr=args.lr)
loader = [torch.ones(2, 4, 64)] * 500


def factor(step):
    if step < 1000:
        return step / 1000
    return 0.5 * (1 + math.cos(math.pi * (step - 1000) / (args.epochs * len(loader) - 1000)))


scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, factor)
for epoch in range(args.epochs):
    model.train()
    for step, batch in enumerate(loader):
        loss = model(augment_0(batch)).mean()
        loss.backward()
        if (step + 1) % 2 == 0:
            optimizer.step()
            scheduler.step()
            optimizer.zero_grad()
"""
WORD = "LambdaLR(torch.optim.AdamW(params, lr=0.1), lambda step: 0.5 * (1 + math.cos(step)))"

text = HEAD + "".join(map(BLOCK.format, range(69))) + "parser = argparse.ArgumentParser()\n"
text += "".join(map(OPTION.format, range(110))) + TAIL
path = Path("train.py")
path.write_text(text, encoding="utf-8")
if sys.argv[1] == "parse":
    ast.parse(path.read_text(encoding="utf-8"))
main(["compare", WORD if sys.argv[1] == "parse" else str(path), "--steps", "1000", "-o", "a.csv"])
