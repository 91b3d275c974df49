"""Why a field is refused: in Indonesian and in English, and never with the value."""

from datetime import date
from typing import Annotated, Any, Literal, get_args
from uuid import UUID

import pytest
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core.core_schema import ErrorType

from election_common.isian import WORDS, keliru, sebab

VALUE = "rahasia-9"


class Bentuk(BaseModel):
    model_config = ConfigDict(extra="forbid")

    nama: Annotated[str, Field(max_length=5, pattern="^[a-z]+$")] = "a"
    jumlah: Annotated[int, Field(ge=1, le=9, strict=True)] = 1
    cara: Literal["benih", "bola"] = "benih"
    pada: AwareDatetime | None = None
    tanggal: date | None = None
    id: UUID | None = None
    butir: Annotated[list[str], Field(max_length=1)] = []
    induk: "Bentuk | None" = None

    @model_validator(mode="after")
    def _together(self) -> "Bentuk":
        if self.nama == "tutup":
            raise keliru("tertutup", id="Sudah ditutup.", en="Closed already.")
        return self


CASES: list[tuple[dict[str, Any], str, str]] = [
    ({"nama": "abcdef"}, "Paling panjang 5 karakter.", "String should have at most 5 characters"),
    ({"nama": "A"}, "Harus sesuai pola ^[a-z]+$.", "String should match pattern '^[a-z]+$'"),
    ({"nama": 9}, "Harus berupa teks.", "Input should be a valid string"),
    ({"jumlah": 0}, "Sekurangnya 1.", "Input should be greater than or equal to 1"),
    ({"jumlah": 10}, "Paling besar 9.", "Input should be less than or equal to 9"),
    ({"jumlah": VALUE}, "Harus bilangan bulat.", "Input should be a valid integer"),
    ({"cara": VALUE}, "Pilih salah satu: 'benih' atau 'bola'.",
     "Input should be 'benih' or 'bola'"),
    ({"pada": "2024-11-27T07:00:00"}, "Sebutkan zona waktunya, misalnya +07:00.",
     "Input should have timezone info"),
    ({"butir": ["a", "b"]}, "Paling banyak 1 butir; sekarang 2.",
     "List should have at most 1 item after validation, not 2"),
    ({"induk": VALUE}, "Harus berupa objek JSON.",
     "Input should be a valid dictionary or instance of Bentuk"),
    ({"lain": VALUE}, "Isian ini tidak dikenal; hapus, atau periksa ejaannya.",
     "Extra inputs are not permitted"),
    ({"nama": "tutup"}, "Sudah ditutup.", "Closed already."),
]  # fmt: skip


def refused(values: dict[str, Any]) -> Any:
    with pytest.raises(ValidationError) as seen:
        Bentuk.model_validate(values)
    (error,) = seen.value.errors()
    return error


@pytest.mark.parametrize(("values", "indonesian", "english"), CASES)
def test_the_reason_is_in_the_callers_language(values, indonesian, english):
    error = refused(values)
    assert (sebab(error, "id"), sebab(error, "en")) == (indonesian, english)


@pytest.mark.parametrize("field", ["tanggal", "id", "pada", "cara", "jumlah", "induk", "lain"])
def test_the_value_is_not_repeated(field):
    error = refused({field: VALUE})
    assert not any(VALUE in sebab(error, words) for words in ("id", "en"))


def test_a_kind_without_words_of_its_own_has_the_general_ones():
    assert sebab({"type": "url_parsing", "msg": "…"}, "id") == WORDS["lainnya"]


def test_only_kinds_that_are_there_have_words():
    assert WORDS.keys() - {"lainnya"} <= set(get_args(ErrorType))
