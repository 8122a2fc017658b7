"""Time of max pooling by each construction against torch's own: `python -m benchmarks.constructions`.

One thread, float32, no autograd, 8×16×56×56; windows next to one another.  All forms of a window are
timed in turns in one process, so that a change of the machine's speed meets all of them; the ratio is
that of the medians, the spread the quartiles of the ratios of neighbouring turns.  Memory is warmed up
as in `benchmarks.layers`.  "fast" is the layer without a construction, which has skip connections.
"""

from __future__ import annotations

import argparse
import json
import platform
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median, quantiles

import torch
from torch import Tensor
from torch.nn import functional

import numeric
from numeric.lift import lift
from numeric.steps import Construction

SHAPE = (8, 16, 56, 56)
WINDOWS = (2, 3, 4)
FORMS: dict[str, Construction | None] = {
    "fast": None,
    "tree": "tree",
    "doubling": "doubling",
    "separable": "separable",
    "shallow": "shallow",
}


@dataclass(frozen=True)
class Timing:
    kernel: int
    form: str
    widths: tuple[int, ...]  # ReLUs of one window
    time: float  # median, milliseconds
    torch: float
    ratio: float  # of the medians
    low: float  # quartiles of the ratio, turn by turn
    high: float


def measure(kernel: int, stride: int, turns: int) -> list[Timing]:
    x = torch.randn(SHAPE)
    layers = {
        form: numeric.MaxPool2d(kernel, stride, construction=construction)
        for form, construction in FORMS.items()
    }
    calls: dict[str, Callable[[Tensor], Tensor]] = {
        "torch": lambda x: functional.max_pool2d(x, kernel, stride),
        **layers,
    }
    times: dict[str, list[float]] = {name: [] for name in calls}
    for turn in range(turns + 3):  # the first three warm up
        for name, call in calls.items():
            start = time.process_time()
            call(x)
            if turn >= 3:
                times[name].append(1e3 * (time.process_time() - start))
    theirs = median(times["torch"])
    found = []
    for form, layer in layers.items():
        ratios = [a / b for a, b in zip(times[form], times["torch"], strict=True)]
        low, _, high = quantiles(ratios, n=4)
        ours = median(times[form])
        found.append(
            Timing(kernel, form, lift(layer).widths, ours, theirs, ours / theirs, low, high)
        )
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--turns", type=int, default=40, help="timed turns for each window")
    parser.add_argument(
        "--stride", type=int, help="of the windows; as long as they are unless given"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    torch.empty(31 * 2**18)
    with torch.inference_mode():
        timings = [
            timing
            for kernel in WINDOWS
            for timing in measure(kernel, arguments.stride or kernel, arguments.turns)
        ]
    if arguments.json:
        machine = {"torch": torch.__version__, "processor": platform.processor(), "shape": SHAPE}
        print(json.dumps(machine | {"timings": [asdict(t) for t in timings]}, indent=2))
        return
    shape = "×".join(map(str, SHAPE))
    print(f"torch {torch.__version__}, one thread, float32, {shape}, milliseconds")
    print("window  construction  ReLUs a window            ours    torch   ratio  quartiles")
    for t in timings:
        widths = " + ".join(map(str, t.widths))
        row = f"{t.kernel}×{t.kernel}     {t.form:12}  {widths:22} {t.time:7.3f} {t.torch:8.3f}"
        print(f"{row} {t.ratio:7.2f}  {t.low:.2f}–{t.high:.2f}")


if __name__ == "__main__":
    main()
