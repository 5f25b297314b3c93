"""The matcher at the size of a country: 20,000 calls × 300 municipalities of 48 areas, beside bm25s doing the same."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from itertools import accumulate

from matchers.model import Document, Query
from matchers.terms import shipped

OURS = """
import json, resource, sys, time
from tests.bench.scale import areas, calls
from matchers.asked import vectors
from matchers.model import TfidfMatcher
count, wanted = int(sys.argv[1]), int(sys.argv[2])
model, documents = TfidfMatcher(), calls(count)
began = time.perf_counter()
asked = {}
rows = vectors((model.weights(q) for q in areas(wanted)), asked, grow=True)
prepared = time.perf_counter()
model.fit(documents, asked)
fitted = time.perf_counter()
found = model.best(rows, 10)
done = time.perf_counter()
model.fit(calls(count // 20, seed=1), asked, model.learnt)
model.best(rows, 10)
week = time.perf_counter()
print(json.dumps({"prepare": prepared - began, "fit": fitted - prepared, "score": done - fitted, "week": week - done,
                  "terms": rows.nnz / wanted, "found": sum(map(len, found)),
                  "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""
BM25S = """
import json, resource, sys, time
import bm25s
from tests.bench.scale import calls, words_of_areas
count, wanted, length = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
corpus = [f"{d.title}\\n{d.text}" for d in calls(count)]
queries = words_of_areas(wanted, length)
began = time.perf_counter()
tokens = bm25s.tokenize(corpus, stopwords="en", show_progress=False)
retriever = bm25s.BM25()
retriever.index(tokens, show_progress=False)
indexed = time.perf_counter()
retriever.retrieve(queries, k=10, show_progress=False, n_threads=2)
print(json.dumps({"index": indexed - began, "retrieve": time.perf_counter() - indexed,
                  "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""
WORDS, LISTED, TERMS = 430, 0.2, 9
"""Chosen by the judged calls that have a text (in the mean 520 words, 240 of them different, 460 concepts asked for)
and by the judged areas (363 concepts)."""


def calls(count: int, seed: int = 20261123) -> list[Document]:
    """Made-up calls of the list's own English phrases among other words, as long and as repetitive as real ones."""
    draw = random.Random(seed)
    phrases = [p for t in shipped() for p in t.english]
    words = [draw.choice(phrases) if draw.random() < LISTED else f"word{n}" for n in range(20_000)]
    zipf = list(accumulate(rank**-1.15 for rank in range(1, len(words) + 1)))
    made = []
    for number in range(count):
        text = " ".join(draw.choices(words, cum_weights=zipf, k=WORDS))
        made.append(Document(str(number), " ".join(draw.sample(phrases, 3)), text))
    return made


def areas(count: int, seed: int = 7) -> list[Query]:
    """Made-up areas of Swedish terms: 48 kinds, each municipality with words of its own."""
    draw = random.Random(seed)
    terms = [t.swedish for t in shipped()]
    kinds = [draw.sample(terms, TERMS) for _ in range(48)]
    made = []
    for number in range(count):
        words = draw.sample(kinds[number % 48], TERMS - 3) + draw.sample(terms, 3)
        made.append(Query(str(number), " ".join(words[:3]), " ".join(words[3:])))
    return made


def words_of_areas(count: int, length: int, seed: int = 7) -> list[list[str]]:
    """As many English words an area as the bridged areas have terms."""
    draw = random.Random(seed)
    words = sorted({w.lower() for t in shipped() for p in t.english for w in p.split() if len(w) > 3})
    return [draw.sample(words, length) for _ in range(count)]


def main(count: int = 20_000, wanted: int = 14_400) -> None:
    """Measure both, each in a process of its own, and print."""
    ours = _run(OURS, str(count), str(wanted))
    bm25 = _run(BM25S, str(count), str(wanted), str(round(ours["terms"])))
    total, other = ours["fit"] + ours["score"], bm25["index"] + bm25["retrieve"]
    print(f"\n{count} utlysningar × {wanted} områden ({ours['terms']:.0f} termer var), de tio bästa")
    print(f"  förbereda ett område: {1000 * ours['prepare'] / wanted:.1f} ms (mål 5)")
    print(f"  lära {ours['fit']:.1f} s + poängsätta {ours['score']:.1f} s, {ours['mb']:.0f} MB (mål 600)")
    print(f"  bm25s: index {bm25['index']:.1f} s + sökning {bm25['retrieve']:.1f} s, {bm25['mb']:.0f} MB")
    print(f"  en ny vecka ({count // 20} utlysningar): {100 * ours['week'] / total:.0f} % av det (mål 15)")
    print(f"  vi mot bm25s: {total / other:.2f} gånger (mål 1,0)")


def _run(code: str, *words: str) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-c", code, *words], check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))
