"""Record what ColossalAI's OneCycleLR does to the momentum.

    python tests/golden/companions/colossalai_.py

Needs torch 2.13.0 and colossalai 0.5.0, of which only the schedulers are loaded.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

from training import trained, write

sys.path.insert(0, str(Path(__file__).parents[1]))

from recorders.colossalai import VERSIONS, _schedulers

SGD, ADAM = "torch.optim.SGD(params, lr=0.1, momentum=0.9)", "torch.optim.Adam(params, lr=0.1)"
WORDS = [
    f"colossalai.OneCycleLR({SGD}, 40)",
    f"colossalai.OneCycleLR({ADAM}, 30, 0.5, 'linear', base_momentum=0.7, max_momentum=0.8)",
    f"colossalai.OneCycleLR({SGD}, 30, cycle_momentum=False)",
]

if __name__ == "__main__":
    names = {"colossalai": SimpleNamespace(**_schedulers())}
    found = {word: trained(word, 30, names) for word in WORDS}
    write(__file__, f"colossalai {VERSIONS['colossalai']}", found)
