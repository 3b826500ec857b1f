"""Archives of any size, the same on every machine: Zipf's vocabulary over the words of the shipped dump.

A corpus is made once and kept outside the repository (`DATELINE_BENCH_CACHE`, default
`~/.cache/dateline-bench`), with the document frequency of every word, from which the queries are drawn.
"""

import json
import os
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

__all__ = ["Corpus", "Post", "Shape", "shape_of"]

FORMAT = 3
"""Raised when the same size would give other texts: older caches are then left alone and made anew."""

SEED_DUMPS = Path(__file__).parents[2] / "seeds"
RARE_WORDS = 150_000
FIRST_DAY = date(2005, 1, 1)
DAYS = 20 * 365
COUNTRIES = (
    "CN RU US VN PK ZA BR IN FR DE GB ES IT JP KR KP CU VE BO CO CL UY AR MX CA AU NZ ID MY TH LA KH LK NP "
    "BD IR IQ SA AE QA EG DZ MA TN ET KE UG TZ GH NG SN AO MZ ZM ZW RS HU CZ PL BY UA KZ"
).split()


@dataclass(frozen=True, slots=True)
class Shape:
    """How many articles of how many words; stated in every table."""

    articles: int
    shortest: int
    longest: int

    def __str__(self) -> str:
        words = f"{self.shortest}–{self.longest}" if self.shortest != self.longest else str(self.longest)
        return f"{self.articles:,} articles of {words} words"


def shape_of(articles: int) -> Shape:
    """News articles up to 100,000; short ones above, so that a million fit on a small machine."""
    return Shape(articles, 300, 900) if articles <= 100_000 else Shape(articles, 150, 150)


@dataclass(frozen=True, slots=True)
class Post:
    """One made-up article; `number` counts from 0 at the oldest."""

    number: int
    title: str
    body: str
    published: date
    country: str

    @property
    def key(self) -> str:
        """Its id in every peer."""
        return f"p{self.number}"


def seed_words() -> list[str]:
    """The distinct words of the shipped dump, the commonest first; equal counts in alphabetical order."""
    counts: Counter[str] = Counter()
    for path in sorted(SEED_DUMPS.glob("*.txt")):
        counts.update(re.findall(r"[a-z]{2,}", path.read_text(encoding="utf-8").lower()))
    return sorted(counts, key=lambda word: (-counts[word], word))


def rare_words(count: int, rng: random.Random) -> list[str]:
    """Pronounceable words that the shipped dump does not hold."""
    onset = "b c d f g h j k l m n p r s t v w z br dr gr kr pl st tr".split()
    vowel = "a e i o u ai ei ou".split()
    made: dict[str, None] = {}
    while len(made) < count:
        made["".join(rng.choice(onset) + rng.choice(vowel) for _ in range(rng.randint(3, 5))) + "x"] = None
    return list(made)


class Corpus:
    """One cached corpus: its posts, its dump as text, and how many articles hold each word."""

    def __init__(self, shape: Shape, cache: Path | None = None) -> None:
        root = cache or Path(os.environ.get("DATELINE_BENCH_CACHE", "~/.cache/dateline-bench")).expanduser()
        self.shape = shape
        self.folder = root / f"v{FORMAT}-{shape.articles}-{shape.shortest}-{shape.longest}"

    def make(self) -> None:
        """Write the files where they are not there yet; a half-made corpus is made again."""
        done = self.folder / "frequencies.json"
        if done.exists():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        frequencies: Counter[str] = Counter()
        with (
            (self.folder / "posts.jsonl").open("w", encoding="utf-8") as rows,
            (self.folder / "dump.txt").open("w", encoding="utf-8") as dump,
        ):
            for post in self._invent():
                words = set(post.body.lower().replace(".", "").split())
                frequencies.update(words | set(post.title.lower().split()))
                row = [post.number, post.title, post.body, post.published.isoformat(), post.country]
                rows.write(json.dumps(row) + "\n")
                dump.write(f"{post.title}\n\n{post.body}\n\nContinue reading {post.title}\n\n")
        done.write_text(json.dumps(frequencies), encoding="utf-8")

    def _invent(self) -> Iterator[Post]:
        rng = random.Random(f"dateline {self.shape}")
        vocabulary = seed_words()
        vocabulary += rare_words(RARE_WORDS, rng)
        weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(vocabulary))))
        for number in range(self.shape.articles):
            words = rng.choices(
                vocabulary, cum_weights=weights, k=rng.randint(self.shape.shortest, self.shape.longest)
            )
            title = " ".join(rng.choices(vocabulary, cum_weights=weights, k=rng.randint(5, 10))).capitalize()
            sentences = [" ".join(words[at : at + 20]).capitalize() + "." for at in range(0, len(words), 20)]
            paragraphs = [" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)]
            published = FIRST_DAY + timedelta(days=number * DAYS // self.shape.articles)
            country = rng.choices(COUNTRIES, weights=[1 / (n + 1) for n in range(len(COUNTRIES))])[0]
            yield Post(number, title, "\n\n".join(paragraphs), published, country)

    def posts(self) -> Iterator[Post]:
        """Every post, the oldest first; `make` was called before."""
        with (self.folder / "posts.jsonl").open(encoding="utf-8") as rows:
            for row in rows:
                number, title, body, published, country = json.loads(row)
                yield Post(number, title, body, date.fromisoformat(published), country)

    @property
    def dump(self) -> Path:
        """The same articles as one plain-text dump."""
        return self.folder / "dump.txt"

    def frequencies(self) -> dict[str, int]:
        """In how many articles each word stands."""
        loaded: dict[str, int] = json.loads((self.folder / "frequencies.json").read_text(encoding="utf-8"))
        return loaded
