"""Days and moments are written; a number is neither. A code has the digits 0 to 9."""

import pytest
from pydantic import TypeAdapter, ValidationError

from election_common.shapes import KodeKab, KodeTps, KodeWilayah, Saat, Tanggal


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


@pytest.mark.parametrize("value", ["1999-12-31T23:59:59Z", "2100-01-01T00:00:01Z"])
def test_a_moment_beyond_all_elections(value):
    with pytest.raises(ValidationError):
        TypeAdapter(Saat).validate_python(value)


@pytest.mark.parametrize(
    ("shape", "kode"), [(KodeKab, "1906"), (KodeWilayah, "190601"), (KodeTps, "1906012001001")]
)
def test_a_code_has_no_other_digits(shape, kode):
    assert TypeAdapter(shape).validate_python(kode) == kode
    for other in (f"{kode[:-1]}١", f"{kode[:-1]}１", f"{kode}\n"):
        with pytest.raises(ValidationError):
            TypeAdapter(shape).validate_python(other)
