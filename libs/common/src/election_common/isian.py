"""Why a field is refused, in the caller's language; pydantic itself says it in English only."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from pydantic_core import PydanticCustomError

from election_common.catalogue import Language

WORDS: Mapping[str, str] = tomllib.loads((files("election_common") / "isian.toml").read_text())


def keliru(jenis: str, *, id: str, en: str) -> PydanticCustomError:
    """What a validator of a shape raises: the kind of error, with its words in both languages."""
    return PydanticCustomError(jenis, "{en}", {"id": id, "en": en})


def sebab(error: Mapping[str, Any], language: Language) -> str:
    """The reason of one of pydantic's errors; never the value that was refused."""
    if language == "en":
        return str(error["msg"])
    context = error.get("ctx", {})
    words = WORDS.get(error["type"], WORDS["lainnya"])
    return str(context.get("id") or words.format(**context).replace("' or '", "' atau '"))
