"""Pages: the claims about one question, in the order a reader meets them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from symbolic.claims import Claim, Wrong, wrong
from symbolic.methods import Method, solve
from symbolic.terms import Term


class Page:
    """One question of the exercise and the claims that answer it.

    number: its place.  question: what is asked.  answer: in a sentence or two.
    """

    def __init__(self, number: str, title: str, question: str, answer: str) -> None:
        self.number = number
        self.title = title
        self.question = question
        self.answer = answer
        self.claims: list[Claim] = []

    def __iter__(self) -> Iterator[Claim]:
        return iter(self.claims)

    def claim(
        self,
        id: str,
        says: str,
        statement: Term,
        *,
        given: Sequence[Term] = (),
        proof: Method | None = None,
        false: Sequence[Term | Wrong] = (),
        example: Mapping[str, Any] | None = None,
        because: str = "",
    ) -> Claim:
        """State a claim on this page.

        id: the theorem's name everywhere.  says: the statement in words.  statement: the term that
        is proved, for all values of its variables and inputs that satisfy every hypothesis in
        `given`.  proof: how; the solvers decide it unless said.  false: variants that must fail.
        example: values that satisfy the hypotheses, where a search needs help.  because: the idea
        of the proof, for the reader.
        """
        if any(known.id == id for known in self.claims):
            raise ValueError(f"{id} is stated twice")
        if not false:
            raise ValueError(f"{id} has no false variant: a claim that cannot fail proves nothing")
        made = Claim(
            id=id,
            says=says,
            statement=statement,
            given=tuple(given),
            proof=proof or solve(),
            false=tuple(v if isinstance(v, Wrong) else wrong(v) for v in false),
            example=example or {},
            because=because,
            page=self.number,
        )
        self.claims.append(made)
        return made
