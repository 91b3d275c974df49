"""Write the files of a generated kabupaten: `python -m devstack.babel OUT --kab 1906`."""

from argparse import ArgumentParser
from pathlib import Path
from time import perf_counter

from rich import print as show

from devstack.babel.berkas import tulis
from devstack.babel.sasaran import skala


def main() -> None:
    """Read the command line, write the files and print what they hold."""
    parser = ArgumentParser(prog="python -m devstack.babel", description=__doc__)
    parser.add_argument("out", type=Path, help="folder to write to")
    parser.add_argument("--seed", type=int, default=2024, help="another seed, other people")
    parser.add_argument("--kab", nargs="+", default=["1906"], help="codes of kabupaten/kota")
    parser.add_argument("--skala", type=float, default=1.0, help="size of the province, up to 1")
    pilihan = parser.parse_args()
    sasaran = skala(pilihan.skala)
    for kab in pilihan.kab:
        mulai = perf_counter()
        show(tulis(pilihan.out, kab, pilihan.seed, sasaran))
        show(f"{kab}: {perf_counter() - mulai:.1f} s")


if __name__ == "__main__":
    main()
