"""The kernel by itself: one file, run by Python without any package."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from kernel_ledger import EXP, LEDGER, ONES, absurd, axiom, theorem
from kernel_models import NONE, ONE, ZERO

from symbolic import kernel

KERNEL = Path(kernel.__file__)
THEOREMS = sum(entry["kind"] == "theorem" for entry in LEDGER)
GOOD = f"{THEOREMS} theorems hold; axioms: ['exp of a sum']\n"
FALSE = theorem("no", [], [(ONE, ZERO)], [absurd(by=0)])


def run(*args: Any, flags: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-S", *flags, str(KERNEL), *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def written(folder: Path, ledger: Any) -> Path:
    path = folder / "ledger.json"
    path.write_text(ledger if isinstance(ledger, str) else json.dumps(ledger), encoding="utf-8")
    return path


@pytest.mark.parametrize("flags", [(), ("-O",), ("-OO",), ("-W", "error", "-X", "dev")])
def test_a_ledger_is_checked(flags: tuple[str, ...], tmp_path: Path) -> None:
    done = run(written(tmp_path, {"kernel": LEDGER, "page": "what else there is"}), flags=flags)
    assert (done.returncode, done.stdout, done.stderr) == (0, GOOD, "")
    done = run(written(tmp_path, {"kernel": [*LEDGER, FALSE]}), flags=flags)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("refused: ")
    assert "no contradiction" in done.stderr


def test_axioms_that_nothing_rests_on_are_named(tmp_path: Path) -> None:
    """In order: so many that they are in it by chance once in millions."""
    others = [axiom(name, [], []) for name in "ZAQXCJMDP"]
    done = run(written(tmp_path, {"kernel": [*others, EXP, ONES]}))
    names = ["A", "C", "D", "J", "M", "P", "Q", "X", "Z", "exp of a sum"]
    assert done.stdout == f"1 theorems hold; axioms: {names}\n"


def test_nothing_is_proved_by_nothing(tmp_path: Path) -> None:
    assert run(written(tmp_path, {"kernel": []})).stdout == "0 theorems hold; axioms: []\n"


NO_LEDGERS = {
    "empty": "",
    "no JSON": "theorem",
    "half": json.dumps({"kernel": LEDGER})[:-1],
    "more": json.dumps({"kernel": LEDGER}) + "]",
    "list": [LEDGER],
    "entries": LEDGER,
    "null": None,
    "number": 1,
    "text": "kernel",
    "nothing inside": {},
    "another key": {"Kernel": LEDGER},
    "null inside": {"kernel": None},
    "number inside": {"kernel": 3},
    "text inside": {"kernel": "theorem"},
    "table inside": {"kernel": {"1": LEDGER[0]}},
    "null entry": {"kernel": [None]},
    "list entry": {"kernel": [LEDGER]},
    "no kind": {"kernel": [{"name": "x", "terms": []}]},
    "another kind": {"kernel": [ONES | {"kind": "conjecture"}]},
    "NaN": {"kernel": [EXP, EXP | {"name": "x", "given": [[float("nan"), 2]]}]},
    "Infinity": {"kernel": [EXP | {"goals": [[0, float("inf")]]}]},
    "1e400": '{"kernel": [{"kind": "axiom", "name": "x", "terms": [["+", [1e400]]]}]}',
    "many digits": '{"kernel": [%s]}' % ("9" * 5000),
    "many digits in a text": {"kernel": [EXP | {"terms": [["+", ["9" * 5000]]]}]},
    "deep": "[" * 100_000 + "]" * 100_000,
    "deep inside": '{"kernel": [' + "[" * 100_000 + "]" * 100_000 + "]}",
    "deep name": '{"kernel": [{"name": ' + "[" * 900 + "]" * 900 + "}]}",
    "deep table": '{"kernel":' * 100_000 + "1" + "}" * 100_000,
    "many lines": {
        "kernel": [EXP | {"name": "a\n1 theorems hold; axioms: []\n\x1b[2K", "terms": 1}]
    },
    "half a character": {"kernel": [EXP | {"name": "\ud800", "terms": 1}]},
    "twice": {"kernel": [ONES, ONES]},
}


@pytest.mark.parametrize("ledger", NO_LEDGERS.values(), ids=NO_LEDGERS)
def test_bad_input_is_refused_in_a_line(ledger: Any, tmp_path: Path) -> None:
    one_line(run(written(tmp_path, ledger)))


def one_line(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("refused: ")
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.endswith("\n")
    assert done.stderr.rstrip("\n").isprintable()
    assert "Traceback" not in done.stderr


def test_bad_arguments_are_refused_in_a_line(tmp_path: Path) -> None:
    good = written(tmp_path, {"kernel": LEDGER})
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    one_line(run())
    one_line(run(good, good))
    one_line(run(tmp_path / "missing.json"))
    one_line(run(tmp_path))
    one_line(run(tmp_path / "bytes"))
    one_line(run(""))


def test_in_the_same_process(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kernel.main(str(written(tmp_path, {"kernel": LEDGER})))
    assert capsys.readouterr() == (GOOD, "")
    with pytest.raises(kernel.Refused):
        kernel.main(str(written(tmp_path, {"kernel": [FALSE]})))
    assert capsys.readouterr() == ("", "")


def test_it_imports_the_standard_library_only() -> None:
    imported = set()
    for node in ast.walk(ast.parse(KERNEL.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0
            imported.add(str(node.module).partition(".")[0])
        elif isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.Name):
            assert node.id not in (
                "__import__",
                "eval",
                "exec",
                "compile",
                "globals",
                "__builtins__",
            )
    assert imported <= sys.stdlib_module_names
    assert imported.isdisjoint({"importlib", "ctypes", "os", "subprocess", "pickle"})


def test_nothing_else_is_loaded() -> None:
    """Run where no package can be found, it loads only what Python itself brings."""
    code = (
        "import runpy, sys; runpy.run_path(sys.argv[1]);"
        "print(*{m.partition('.')[0] for m in sys.modules} - sys.stdlib_module_names)"
    )
    command = [sys.executable, "-I", "-S", "-c", code, str(KERNEL)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert set(done.stdout.split()) <= {"__main__", "__mp_main__"}


def test_no_assert_and_no_goal_lost_without_them(tmp_path: Path) -> None:
    tree = ast.parse(KERNEL.read_text(encoding="utf-8"))
    assert not any(isinstance(node, ast.Assert) for node in ast.walk(tree))
    assert not any(isinstance(node, ast.Name) and node.id == "__debug__" for node in ast.walk(tree))
    done = run(written(tmp_path, {"kernel": [theorem("no", [], [(NONE, 5)], [absurd(by=0)])]}))
    assert done.returncode == 1
