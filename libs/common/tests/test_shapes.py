"""Days and moments are written; a number is neither."""

import pytest
from pydantic import TypeAdapter, ValidationError

from election_common.shapes import Saat, Tanggal


@pytest.mark.parametrize("value", ["2024-11-27", "1999-01-01"])
def test_a_day(value):
    assert TypeAdapter(Tanggal).validate_python(value).isoformat() == value


@pytest.mark.parametrize("value", ["2024-11-27T07:00:00+07:00", "2024-11-27T00:00:00Z"])
def test_a_moment(value):
    assert TypeAdapter(Saat).validate_python(value).year == 2024


@pytest.mark.parametrize("value", [0, 1732665600, "1732665601", "-1", True, 1.5, None, "besok", ""])
@pytest.mark.parametrize("shape", [Tanggal, Saat], ids=["day", "moment"])
def test_what_is_neither(shape, value):
    with pytest.raises(ValidationError):
        TypeAdapter(shape).validate_python(value)
