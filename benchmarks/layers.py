"""Time of the convolutional layers against torch's own, side by side: `python -m benchmarks.layers`.

One thread, float32, no autograd.  The two are timed in turns in one process, so that a change of the
machine's speed meets both; the ratio is that of the medians, the spread the quartiles of the ratios of
neighbouring turns.  A tensor of 31 MiB is allocated and freed first, as any process has done that has
loaded a model: before that, glibc returns every freed block to the system, and what is timed is the
page faults.
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

SHAPE = (8, 64, 56, 56)
FORMATS = {"NCHW": torch.contiguous_format, "channels_last": torch.channels_last}

Layer = Callable[[Tensor], Tensor]


@dataclass(frozen=True)
class Case:
    kind: str
    kernel: int
    stride: int
    padding: int
    format: str
    target: float  # the ratio to reach

    def layers(self) -> tuple[Layer, Layer]:
        window = (self.kernel, self.stride, self.padding)
        if self.kind == "max":
            return numeric.MaxPool2d(*window), lambda x: functional.max_pool2d(x, *window)
        return numeric.AvgPool2d(*window), lambda x: functional.avg_pool2d(x, *window)


CASES = (
    Case("max", 2, 2, 0, "NCHW", 0.35),
    Case("max", 3, 2, 1, "NCHW", 0.6),
    Case("max", 2, 2, 0, "channels_last", 2.0),
    Case("max", 3, 2, 1, "channels_last", 3.2),
    Case("average", 2, 2, 0, "NCHW", 0.3),
    Case("average", 3, 2, 1, "NCHW", 0.3),
    Case("average", 2, 2, 0, "channels_last", 1.6),
    Case("average", 3, 2, 1, "channels_last", 1.6),
)


@dataclass(frozen=True)
class Timing:
    case: Case
    ours: float  # median, milliseconds
    torch: float
    ratio: float  # of the medians
    low: float  # quartiles of the ratio, turn by turn
    high: float


def measure(case: Case, turns: int) -> Timing:
    x = torch.randn(SHAPE).contiguous(memory_format=FORMATS[case.format])
    layers = case.layers()
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(turns + 3):  # the first three warm up
        for layer, taken in zip(layers, times, strict=True):
            start = time.process_time()
            layer(x)
            if turn >= 3:
                taken.append(1e3 * (time.process_time() - start))
    ours, theirs = map(median, times)
    ratios = [a / b for a, b in zip(*times, strict=True)]
    low, _, high = quantiles(ratios, n=4)
    return Timing(case, ours, theirs, ours / theirs, low, high)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--turns", type=int, default=60, help="timed turns for each row")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    torch.empty(31 * 2**18)
    with torch.inference_mode():
        timings = [measure(case, arguments.turns) for case in CASES]
    if arguments.json:
        machine = {"torch": torch.__version__, "processor": platform.processor(), "shape": SHAPE}
        print(json.dumps(machine | {"timings": [asdict(t) for t in timings]}, indent=2))
        return
    print(
        f"torch {torch.__version__}, one thread, float32, {'×'.join(map(str, SHAPE))}, milliseconds"
    )
    print("layer                    format             ours    torch   ratio  quartiles    target")
    for t in timings:
        name = f"{t.case.kind} {t.case.kernel}, stride {t.case.stride}, padding {t.case.padding}"
        row = f"{name:24} {t.case.format:14} {t.ours:8.3f} {t.torch:8.3f} {t.ratio:7.2f}"
        mark = "" if t.ratio <= t.case.target else "  missed"
        print(f"{row}  {t.low:.2f}–{t.high:.2f}  ≤ {t.case.target:.2f}{mark}")


if __name__ == "__main__":
    main()
