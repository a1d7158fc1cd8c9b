"""What is known of risks in another language: its files name risks, stages, ratings and parts as the source does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from msgspec.structs import replace

from ddtender.model.risks import RiskLists, RiskParts, RiskProducts


class RiskNames:
    """The names of the ``source`` in the words of another reading of the same lists, and of the same parts."""

    def __init__(
        self, source: RiskLists, own: RiskLists, source_parts: Iterable[RiskParts] = (), parts: Iterable[RiskParts] = ()
    ) -> None:
        self.risks = _names(source.risks, own.risks)
        self.stages = _names(source.stages, own.stages)
        self.ratings = dict(zip(source.ratings, own.ratings, strict=False))
        files = zip(source_parts, parts, strict=True)
        self.parts = dict(chain.from_iterable(_names(one.parts, other.parts).items() for one, other in files))

    def lists(self, own: RiskLists) -> RiskLists:
        """The lists with an own name wherever one of their examples has that of the source."""
        matrix = (
            replace(one, risk=_said(self.risks, one.risk), stages=tuple(_said(self.stages, s) for s in one.stages))
            for one in own.matrix
        )
        return replace(own, matrix=tuple(matrix))

    def of_parts(self, file: RiskParts) -> RiskParts:
        return replace(
            file,
            parts=tuple(
                replace(
                    part,
                    stage=_said(self.stages, part.stage),
                    places=tuple(
                        replace(
                            place,
                            risks=tuple(
                                replace(one, risk=_said(self.risks, one.risk), stage=_said(self.stages, one.stage))
                                for one in place.risks
                            ),
                        )
                        for place in part.places
                    ),
                )
                for part in file.parts
            ),
        )

    def products(self, source: RiskProducts, own: RiskProducts) -> RiskProducts:
        """The products with the own names of their parts; they are found by their names in the source as well."""
        return replace(
            own,
            products=tuple(
                replace(
                    one,
                    aliases=(*one.aliases, was.name, *was.aliases),
                    parts=tuple(_said(self.parts, name) for name in one.parts),
                    example=replace(
                        one.example,
                        ratings=tuple(
                            replace(
                                r,
                                risk=_said(self.risks, r.risk),
                                severity=_said(self.ratings, r.severity),
                                likelihood=_said(self.ratings, r.likelihood),
                            )
                            for r in one.example.ratings
                        ),
                        report=tuple(
                            replace(
                                r,
                                risk=_said(self.risks, r.risk),
                                relevant=_said(self.ratings, r.relevant),
                                where=_said(self.stages, r.where),
                            )
                            for r in one.example.report
                        ),
                    )
                    if one.example
                    else None,
                )
                for was, one in zip(source.products, own.products, strict=True)
            ),
        )


def _names(source: Sequence, own: Sequence) -> dict[str, str]:
    return {one.name: other.name for one, other in zip(source, own, strict=True)}


def _said(names: Mapping[str, str], name: str) -> str:
    return names.get(name, name)
