"""If-Match: required for what exists, refused where it names another version."""

import pytest

from shared.http.preconditions import Precondition, VersionExpected, VersionOutdated, read_precondition


@pytest.mark.parametrize("header", ['"3"', '"1", "3"', "*"])
def test_a_version_that_was_seen_may_be_edited(header: str) -> None:
    read_precondition(header).require(3)


def test_an_edit_without_a_version_is_refused() -> None:
    with pytest.raises(VersionExpected):
        read_precondition(None).require(3)


def test_an_edit_of_an_older_version_is_refused() -> None:
    with pytest.raises(VersionOutdated):
        read_precondition('"2"').require(3)


def test_what_does_not_exist_needs_no_version_and_has_none() -> None:
    Precondition(()).require(None)
    with pytest.raises(VersionOutdated):
        read_precondition("*").require(None)
