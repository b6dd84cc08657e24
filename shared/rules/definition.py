"""The shape in which a pack writes its identification rules."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from shared.reference.academic_years import AcademicYearText

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
"""A code that travels: lower-case Latin words joined by hyphens."""

Word = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
"""A name inside a rule: lower-case Latin words joined by underscores."""

OptionValue = Annotated[str, Field(pattern=r"^[^\u0000-\u001f\u007f-\u009f]*$", max_length=64)]
"""What somebody chose for an option: one printable line; what it may say is the business of what has the option."""

Sentence = Annotated[str, Field(min_length=1, max_length=4000)]
Ambiguity = Annotated[str, Field(pattern=r"^B[0-9]{1,2}$")]
"""A numbered place where the source can be read in more than one way (docs/decisions/0003-packs.md)."""


class Part(BaseModel):
    """A part of a pack: nothing unknown in it, never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(Part):
    """A choice that a run may make differently; the default is the product's reading of the source."""

    title: Sentence
    kind: Literal["choice", "percent", "count"]
    default: str
    choices: dict[str, Sentence] = Field(default_factory=dict)
    """Each permitted value with its meaning in words."""
    source: Sentence
    ambiguity: Ambiguity | None = None


class SourcedValue(Part):
    """A number of the source: what it is, its unit, where it stands and since when."""

    title: Sentence
    value: Annotated[str, Field(pattern=r"^[0-9]{1,9}(\.[0-9]{1,6})?$")]
    unit: Literal["percent", "pupils", "count"]
    source: Sentence
    valid_from: AcademicYearText
    """Printed for lists from this year on; a rerun of an earlier year uses it too."""


class Family(Part):
    """Several procedures tested alike; the rule calls it by its name: `low(year=-1)`."""

    title: Sentence
    wording: Sentence
    source: Sentence
    procedures: Annotated[tuple[Code, ...], Field(min_length=1)]
    numbers: dict[Code, Annotated[str, Field(max_length=20)]] = Field(
        default_factory=dict, exclude_if=lambda numbers: not numbers
    )
    """Procedure → its number in the source's table, where it has one."""
    when: Sentence
    """`meets(operator, threshold)`: how the share of participants below the threshold is tested."""
    minimum: Word | None = None
    """Option with the least number of participants of a cell that counts."""
    once_per_subject: Word | None = None
    """Option (no, yes): cells of one subject in one kind of procedure count once."""


class Criterion(Part):
    """One criterion of a rule in the words of the source and as an expression."""

    code: Code
    title: Sentence
    wording: Sentence
    source: Sentence
    when: Sentence
    ambiguity: tuple[Ambiguity, ...] = ()


class Distance(Part):
    """Asks for the distance in pupils: which year moves, which criterion counts, which one repeats."""

    year: Annotated[int, Field(ge=-9, le=-1)]
    count: Code
    repeat: Code


class Rule(Part):
    """A rule that finds schools of one category."""

    code: Code
    title: Sentence
    category: Literal["low_results", "disadvantaged", "at_risk"]
    wording: Sentence
    source: Sentence
    ambiguity: tuple[Ambiguity, ...] = ()
    options: dict[Word, Option] = Field(default_factory=dict)
    values: dict[Word, SourcedValue] = Field(default_factory=dict)
    families: dict[Word, Family] = Field(default_factory=dict)
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    verdict: Sentence
    distance: Distance | None = None


class Element(Part):
    """A context element of a school: an answer or a share, as the source's table prints it."""

    code: Code
    number: Annotated[str, Field(max_length=20)]
    """Its number in the source's table."""
    title: Sentence
    kind: Literal["answer", "share"]
    unit: Literal["percent"] | None = None
    numerator: Sentence | None = None
    denominator: Sentence | None = None
    source: Sentence
    collected_from: Sentence | None = None
    """The form or system the number usually comes from."""
    valid_from: AcademicYearText
    ambiguity: tuple[Ambiguity, ...] = ()


class Identification(Part):
    """identification.yaml: the context elements a programme asks for and its rules."""

    elements: tuple[Element, ...] = ()
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]
