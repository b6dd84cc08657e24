"""The shape in which a pack writes deficits of schools and what is advised where they are found."""

from typing import Annotated, Literal

from pydantic import Field

from shared.rules.definition import Ambiguity, Code, Part, Sentence, Word

Addressee = Literal["school", "leaders", "teachers"]
Area = Literal["results", "resources", "staff", "support", "pupils", "management"]


class Recommendation(Part):
    """What is advised to whom where a deficit is found; the words are ours, the measure is the source's."""

    to: Addressee
    text: Sentence
    measure: Sentence | None = None
    """The measure or document of the source that it stands on, as printed."""
    source: Sentence | None = None


class Deficit(Part):
    """What a school lacks. Unknown is no deficit: only what is certainly so counts.

    `criterion` (`rule/criterion` of identification) is how the report of a list of at-risk schools finds it, `when` how
    the report of a monitoring does; where `when` is left out, the criterion is both.
    """

    code: Code
    title: Sentence
    area: Area
    """Schools whose deficits lie in the same areas make a group (004 §2.1, документы к строке 2: кластеризация)."""
    over: Word = "all"
    """Of which schools it is asked: `all`, or a set of schools of this file."""
    criterion: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}/[a-z0-9-]{1,60}$")] | None = None
    when: Sentence | None = None
    recommendations: Annotated[tuple[Recommendation, ...], Field(min_length=1)]
    source: Sentence
    ambiguity: tuple[Ambiguity, ...] = ()

    @property
    def expression(self) -> str:
        """Return the condition by which a monitoring finds it."""
        rule, _, criterion = (self.criterion or "").partition("/")
        return self.when or f"criterion('{rule}', '{criterion}') == 'met'"
