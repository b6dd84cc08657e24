"""The declarative base: names of constraints and the class of every table."""

from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase


class TableClass(StrEnum):
    """What a table is to distribution and row-level security (docs/decisions/0002)."""

    tenant = "tenant"
    """Facts and answers of one municipality: `municipality_id` stands first in every key."""
    reference = "reference"
    """Small, whole on every node: registers, packs, headers of what spans municipalities."""
    control = "control"
    """Jobs, clients, keys: no foreign keys to or from tenant tables."""
    intake = "intake"
    """What came in and is not accepted yet: keyed by receipt and row number."""


class Base(DeclarativeBase):
    """Base of all models; `table_class` is required and tested.

    An append-only table is one whose rows never change: the catalogue test asks for its trigger and its rights.
    """

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    table_class: ClassVar[TableClass]
    append_only: ClassVar[bool] = False
    type_annotation_map: ClassVar[dict[Any, Any]] = {}
