"""How much there is to read for whoever wants to check the kernel."""

from __future__ import annotations

import ast
import io
import tokenize
from dataclasses import dataclass
from pathlib import Path

from symbolic import kernel

_LAYOUT = frozenset(
    {
        tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT,
        tokenize.ENDMARKER,
    }
)  # fmt: skip


@dataclass(frozen=True)
class Size:
    """Lines of a file, and those of them that are code: not blank, no comment, no docstring."""

    lines: int
    code: int


def size(source: str) -> Size:
    """The size of a Python program."""
    described = {
        line
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    code = {
        line
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type not in _LAYOUT
        for line in range(token.start[0], token.end[0] + 1)
    }
    return Size(len(source.splitlines()), len(code - described))


def kernel_size() -> Size:
    """The size of the kernel."""
    return size(Path(kernel.__file__).read_text(encoding="utf-8"))
