"""Age in full years, as the law counts it."""

from datetime import date


def umur(tanggal_lahir: date, pada: date) -> int:
    """Age in full years on a day; one is a year older on one's birthday itself."""
    before_birthday = (pada.month, pada.day) < (tanggal_lahir.month, tanggal_lahir.day)
    return pada.year - tanggal_lahir.year - before_birthday
