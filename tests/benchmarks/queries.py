"""The query set, drawn anew from the seed given on the command line, so that no answer can be prepared."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from tests.benchmarks.corpus import COUNTRIES, DAYS, FIRST_DAY, Corpus

__all__ = ["CLASSES", "Query", "draw"]

CLASSES = (
    "one rare term",
    "one term in a third",
    "the commonest term",
    "two terms",
    "three terms",
    "a phrase",
    "a prefix",
    "a term, dates, country",
)


@dataclass(frozen=True, slots=True)
class Query:
    """The same question for every peer: all terms must stand in the article."""

    kind: str
    terms: tuple[str, ...]
    phrase: bool = False
    prefix: bool = False
    since: date | None = None
    until: date | None = None
    country: str | None = None


def draw(corpus: Corpus, seed: int, each: int = 5) -> list[Query]:
    """`each` queries of every class, mixed; the same for the same corpus and seed."""
    rng = random.Random(f"queries {seed}")
    counts = corpus.frequencies()
    total = corpus.shape.articles
    ordered = sorted(counts, key=lambda word: (-counts[word], word))
    # Where the vocabulary is small for so many articles, the rarest that there are.
    rare = [word for word in ordered if 2 <= counts[word] <= max(3, total // 20_000)] or ordered[-1_000:]
    third = [word for word in ordered if 0.25 <= counts[word] / total <= 0.42] or ordered[20:40]
    middling = [word for word in ordered if 0.005 <= counts[word] / total <= 0.2]
    # As often as they stand in texts, so that several of them stand together somewhere.
    drawn_middling = iter(rng.choices(middling, weights=[counts[word] for word in middling], k=100 * each))
    phrases = phrases_of(corpus, rng, each)
    drawn: list[Query] = []
    for turn in range(each):
        drawn.append(Query(CLASSES[0], (rng.choice(rare),)))
        drawn.append(Query(CLASSES[1], (rng.choice(third),)))
        drawn.append(Query(CLASSES[2], (ordered[turn],)))
        drawn.append(Query(CLASSES[3], (next(drawn_middling), rng.choice(third))))
        drawn.append(Query(CLASSES[4], (next(drawn_middling), next(drawn_middling), rng.choice(third))))
        drawn.append(Query(CLASSES[5], phrases[turn], phrase=True))
        stem = next(word for word in drawn_middling if len(word) >= 5)
        drawn.append(Query(CLASSES[6], (stem[: rng.randint(2, 4)],), prefix=True))
        since = FIRST_DAY + timedelta(days=rng.randrange(DAYS - 800))
        drawn.append(
            Query(
                CLASSES[7],
                (next(drawn_middling),),
                since=since,
                until=since + timedelta(days=rng.randint(90, 730)),
                country=rng.choice(COUNTRIES[:12]),
            )
        )
    rng.shuffle(drawn)
    return drawn


def phrases_of(corpus: Corpus, rng: random.Random, count: int) -> list[tuple[str, ...]]:
    """Two or three neighbouring words of articles drawn at random from the first thousands."""
    wanted = sorted(rng.sample(range(min(corpus.shape.articles, 5_000)), count))
    found: list[tuple[str, ...]] = []
    for post in corpus.posts():
        if post.number == wanted[len(found)]:
            words = post.body.split(".")[1].lower().split()
            at = rng.randrange(len(words) - 3)
            found.append(tuple(words[at : at + rng.randint(2, 3)]))
            if len(found) == count:
                break
    return found
