"""Stems, which articles judged side by side in threads share."""

import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import product

from mediawatch.enrich.wordweights import stem

ENDINGS = ("", "en", "er", "ene", "enes", "lighet", "lighetene", "ingers", "hetene")


def test_stems_are_the_same_whatever_other_threads_do() -> None:
    words = [f"{start}{middle}{end}" for start, middle, end in product("abcdefgh", ("kommun", "bibliotek"), ENDINGS)]
    stem.cache_clear()
    alone = [stem(word) for word in words]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            for _ in range(5):
                stem.cache_clear()
                assert list(threads.map(stem, words)) == alone
    finally:
        sys.setswitchinterval(before)
