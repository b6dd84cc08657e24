"""Whose rows a statement reads."""

from sqlalchemy import ARRAY, ColumnElement, Integer, Table, bindparam, func

from shared.rules.compiling.constants import Column


def in_territory(table: Table) -> ColumnElement[bool]:
    """Keep the rows of the municipalities asked for."""
    municipalities: Column = bindparam("municipality_ids", type_=ARRAY(Integer))
    return table.c.municipality_id == func.any(municipalities)
