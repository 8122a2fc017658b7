"""Plain text as LaTeX."""

from __future__ import annotations

import string

import pytest

from report.build import environment
from report.escape import Tex, code, escape


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("50% of a_b & c #1", r"50\% of a\_b \& c \#1"),
        (r"\end{document}", r"\textbackslash{}end\{document\}"),
        ("~x^2 $5", r"\textasciitilde{}x\textasciicircum{}2 \$5"),
        ("a ≤ b − 1", r"a \ensuremath{\leq} b \ensuremath{-} 1"),
        ("x₂ and n²", r"x\textsubscript{2} and n\textsuperscript{2}"),
        ("“so” — é…", r"``so'' --- é\dots{}"),
        ("☃", r"\texttt{U+2603}"),
        ("\x07", r"\texttt{U+0007}"),
    ],
)
def test_escape(text: str, expected: str) -> None:
    assert escape(text) == expected


def test_plain_text_stays_as_it_is() -> None:
    plain = string.ascii_letters + string.digits + " .,;:!?()[]'=+-*/@\n"
    assert escape(plain) == plain


def test_latex_is_not_escaped_again() -> None:
    assert escape(Tex("$x_1$")) == "$x_1$"
    assert escape(escape("a_b")) == escape("a_b")


def test_code_may_be_broken_after_signs_only() -> None:
    assert code("a_b(c)") == r"\texttt{a\_\allowbreak{}b(\allowbreak{}c)\allowbreak{}}"


def test_templates_escape_what_is_not_latex() -> None:
    template = environment().from_string("<<a>>|<<b>>|<<c|tex>>")
    shown = template.render(a="x_1 & <<y>>", b=Tex("$x_1$"), c="$x_2$")
    assert shown == r"x\_1 \& \ensuremath{<}\ensuremath{<}y\ensuremath{>}\ensuremath{>}|$x_1$|$x_2$"


def test_templates_refuse_what_they_do_not_get() -> None:
    with pytest.raises(Exception, match="missing"):
        environment().from_string("<<missing>>").render()
