"""Whether the kernel's tests notice every change of the kernel: `make mutants`.

Each comparison, connective, operator, sign, number, condition and check of symbolic/kernel.py is
changed in turn, what it stores or deletes is left out, and its tests run against each changed copy,
in a process of its own.  What no test notices must be in equivalent_mutants.txt, with the reason
why nothing could:

    in FUNCTION: SOURCE LINE
        OLD -> NEW
        because REASON

Messages, annotations and docstrings are left as they are.
"""

from __future__ import annotations

import argparse
import ast
import importlib.util
import os
import resource
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from rich.progress import Progress

ROOT = Path(__file__).parent.parent
KERNEL = ROOT / "symbolic" / "kernel.py"
PARTS = ("uses", "terms", "definitions", "contradictions", "hostile", "edited", "alone")
TESTS = ("test_kernel", *(f"test_kernel_{part}" for part in PARTS))  # by time
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.txt")
WORKERS = 2
MEMORY = 4 << 30

OPERATORS: dict[type[Any], tuple[type[Any], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Sub,),
    ast.Div: (ast.Mult,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitXor: (ast.BitOr,),
    ast.LShift: (ast.RShift,),
    ast.RShift: (ast.LShift,),
}
WHOLE = (ast.expr, ast.stmt)  # what can be written by itself
NAMES = {
    "NEGATIVE": "POSITIVE",
    "POSITIVE": "ZERO",
    "ZERO": "POSITIVE",
    "ANY": "POSITIVE",
    "all": "any",
    "any": "all",
    "max": "min",
    "min": "max",
    "sorted": "list",
}
METHODS = {"union": "intersection", "isdisjoint": "issuperset", "__or__": "__and__"}


@dataclass(frozen=True)
class Mutant:
    """A changed copy; its key names the change by what is written there, not by where it stands."""

    key: str
    source: str


def mutants(source: str) -> list[Mutant]:
    """Every change, one at a time."""
    tree, lines = ast.parse(source), source.splitlines()
    found, seen = [], Counter[str]()
    for where, owner, field, place, new in list(changes(tree)):
        old = value(owner, field, place)
        around = owner if isinstance(owner, ast.expr) or not isinstance(old, WHOLE) else old
        line = lines[getattr(old, "lineno", getattr(owner, "lineno", 1)) - 1].strip()
        before = ast.unparse(around)
        put(owner, field, place, new)
        after = ast.unparse(new if around is old else owner)
        key = f"in {where}: {line}\n    {one_line(before)} -> {one_line(after)}"
        seen[key] += 1
        key += f" (number {seen[key]})" if seen[key] > 1 else ""
        found.append(Mutant(key, ast.unparse(ast.fix_missing_locations(tree))))
        put(owner, field, place, old)
    return found


def one_line(text: str) -> str:
    return " ".join(text.split())


def value(owner: ast.AST, field: str, place: int | None) -> Any:
    inside = getattr(owner, field)
    return inside if place is None else inside[place]


def put(owner: ast.AST, field: str, place: int | None, new: Any) -> None:
    if place is None:
        setattr(owner, field, new)
    else:
        getattr(owner, field)[place] = new


Change = tuple[str, ast.AST, str, int | None, Any]  # in which function, and what becomes what


def changes(node: ast.AST, where: str = "the module") -> Iterator[Change]:
    """For everything below a node, what is put into which field of its owner."""
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        where = node.name if where == "the module" else f"{where}.{node.name}"
    for field, inside in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "ctx"):
            continue
        several = isinstance(inside, list)
        for place, child in enumerate(inside if several else [inside]):
            if not isinstance(child, ast.AST) or is_message(node, field, place):
                continue
            at = place if several else None
            for new in instead(child, node, field):
                yield where, node, field, at, new
            yield from changes(child, where)


def is_message(owner: ast.AST, field: str, place: int) -> bool:
    """Whether this is only said when something is refused."""
    called = (
        owner.func.id if isinstance(owner, ast.Call) and isinstance(owner.func, ast.Name) else ""
    )
    return field == "args" and (called, place) in [("require", 1), ("Refused", 0)]


def instead(node: ast.AST, owner: ast.AST, field: str) -> Iterator[ast.AST]:
    """What might stand in the place of a node."""
    if type(node) in OPERATORS:
        yield from (other() for other in OPERATORS[type(node)])
    match node:
        case ast.Constant(bool(known)):
            yield ast.Constant(not known)
        case ast.Constant(int(known)):
            yield from (ast.Constant(known + 1), ast.Constant(known - 1))
        case ast.Name(name, ast.Load()) if name in NAMES:
            yield ast.Name(NAMES[name], ast.Load())
        case ast.Attribute(what, name, ast.Load()) if name in METHODS:
            yield ast.Attribute(what, METHODS[name], ast.Load())
        case ast.UnaryOp(_, operand):
            yield operand
        case ast.BoolOp(op, values):
            for place in range(len(values)):
                rest = values[:place] + values[place + 1 :]
                yield ast.BoolOp(op, rest) if len(rest) > 1 else rest[0]
        case ast.BinOp(left, op, right):
            yield from (left, right)
            if isinstance(op, ast.Sub):
                yield ast.BinOp(right, op, left)
        case ast.IfExp(_, then, otherwise):
            yield from (then, otherwise)
        case ast.Slice(lower, upper, step) if lower is not None:
            yield ast.Slice(None, upper, step)
        case ast.Raise():
            yield ast.Pass()
        case ast.AugAssign() | ast.Delete() | ast.Assign([ast.Subscript()]):
            yield ast.Pass()
        case ast.Expr(ast.Call()):
            yield ast.Pass()
    if isinstance(owner, ast.If | ast.While) and field == "test":
        yield from (ast.Constant(True), ast.Constant(False))
    if isinstance(owner, ast.comprehension) and field == "ifs":
        yield ast.Constant(True)


def tested(source: str, seconds: int) -> int:
    """The process that runs the tests against a changed copy; it ends with 0 if they all pass."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        with tempfile.TemporaryDirectory() as folder:
            status = passes(source, Path(folder))
    finally:
        os._exit(status)


def passes(source: str, folder: Path) -> int:
    """0 if the tests pass with this kernel, which stands where the real one would be imported from."""
    import symbolic

    path = folder / "kernel.py"
    path.write_text(source, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("symbolic.kernel", path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["symbolic.kernel"] = symbolic.kernel = module  # type: ignore[attr-defined]
    spec.loader.exec_module(module)
    options = ["-x", "-q", "--tb=no", "-p", "no:cacheprovider", "-p", "no:xdist"]
    options.append(f"--basetemp={folder / 'tmp'}")
    paths = (str(ROOT / "tests" / "symbolic" / f"{name}.py") for name in TESTS)
    return int(any(pytest.main([*options, path]) for path in paths))


def survivors(all_of_them: list[Mutant], seconds: int, console: Console) -> list[Mutant]:
    """The mutants with which all tests pass."""
    waiting, running, left = list(reversed(all_of_them)), dict[int, Mutant](), list[Mutant]()
    with Progress(console=console) as progress:
        task = progress.add_task("mutants", total=len(all_of_them))
        while waiting or running:
            while waiting and len(running) < WORKERS:
                mutant = waiting.pop()
                running[tested(mutant.source, seconds)] = mutant
            child, status = os.wait()
            mutant = running.pop(child)
            if status == 0:
                left.append(mutant)
                progress.console.print(mutant.key, highlight=False, markup=False)
            progress.advance(task)
    return left


def listed() -> set[str]:
    """The keys in the file of equivalent mutants, of those for which there is a reason."""
    keys, header, changed = set[str](), "", list[str]()
    for line in EQUIVALENT.read_text(encoding="utf-8").splitlines():
        if line.startswith("in "):
            header, changed = line, []
        elif line.startswith("    because "):
            keys |= {f"{header}\n{change}" for change in changed}
        elif line.startswith("    ") and " -> " in line:
            changed.append(line)
    return keys


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Run the kernel's tests against changed copies of it."
    )
    parser.add_argument("parts", nargs="*", help="only changes whose text has one of these")
    parser.add_argument("--list", action="store_true", help="say what would be changed")
    chosen = parser.parse_args()
    console = Console()
    known = mutants(KERNEL.read_text(encoding="utf-8"))
    some = [m for m in known if not chosen.parts or any(part in m.key for part in chosen.parts)]
    if chosen.list:
        print(*(mutant.key for mutant in some), sep="\n")
        return 0
    start = os.times().children_user
    _, status = os.waitpid(tested(KERNEL.read_text(encoding="utf-8"), 600), 0)
    if status:
        console.print("the tests fail for the kernel as it is")
        return 1
    seconds = 5 + round(2 * (os.times().children_user - start))
    left = {mutant.key for mutant in survivors(some, seconds, console)}
    equivalent = listed()
    noticed = equivalent & {mutant.key for mutant in some} - left
    gone = equivalent - {mutant.key for mutant in known}
    console.print(f"{len(some) - len(left)} of {len(some)} mutants noticed, {len(left)} not")
    for title, keys in (
        ("not noticed, and not among the equivalent ones", left - equivalent),
        ("said to be equivalent, but noticed", noticed),
        ("said to be equivalent, but no longer there", gone),
    ):
        if keys:
            console.print(f"\n{title}: {len(keys)}")
            console.print(*sorted(keys), sep="\n", highlight=False, markup=False, soft_wrap=True)
    return 1 if left != equivalent & left or noticed or gone else 0


if __name__ == "__main__":
    sys.exit(main())
