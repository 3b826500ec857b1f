"""The verbs by which a headline tells what happened."""

import re
from collections.abc import Iterator
from typing import Final

from storage.text.dates.vocabulary import any_of
from storage.text.first_words import opened

__all__ = ["tells"]

_LISTED: Final = """
    accept(s) accuse(s) addresses adopt(s) affirm(s) agree(s) aim(s) allocate(s) announce(s) appeal(s)
    appoint(s) approve(s) arrive(s) assist(s) attend(s) award(s) back(s) ban(s) begin(s) bid(s) blame(s)
    boost(s) bring(s) brief(s) build(s) call(s) celebrate(s) chair(s) charge(s) commemorate(s)
    commend(s) complete(s) conclude(s) condemn(s) confer(s) confirm(s) congratulate(s) convene(s)
    crack(s) criticise(s) criticize(s) cut(s) declare(s) deliver(s) demand(s) denies denounce(s)
    depart(s) deploy(s) deserve(s) designate(s) discuss(es) donate(s) elect(s) emphasises emphasizes
    encourage(s) end(s) engage(s) enter(s) establish(es) exchange(s) expand(s) expel(s) expresses
    extend(s) face(s) finalise(s) finalize(s) gather(s) get(s) give(s) grant(s) greet(s) hail(s) hand(s)
    head(s) help(s) highlight(s) hold(s) honors honours host(s) hit(s) inaugurate(s) introduce(s)
    invite(s) issues join(s) jump(s) keep(s) kick(s) kill(s) launch(es) lay(s) lead(s) leave(s) lift(s)
    mark(s) meet(s) name(s) nominate(s) observe(s) offer(s) open(s) order(s) outline(s) participate(s)
    pay(s) pledge(s) praise(s) prepare(s) present(s) promise(s) promote(s) propose(s) protest(s)
    publish(es) reach(es) reaffirm(s) receive(s) recognises recognizes reelect(s) re-elect(s)
    reiterate(s) reject(s) release(s) remain(s) renew(s) represent(s) respond(s) resume(s) return(s)
    review(s) rise(s) say(s) seek(s) send(s) set(s) share(s) should sign(s) slam(s) speak(s) stand(s)
    start(s) step(s) strengthen(s) stress(es) strike(s) submit(s) support(s) surge(s) suspend(s)
    swear(s) take(s) talk(s) tell(s) thank(s) threaten(s) tour(s) travel(s) unveil(s) uphold(s) urge(s)
    vetoes visit(s) vow(s) warn(s) welcome(s) win(s) withdraw(s) wrap(s) occupy occupies advocate(s)
    block(s) mourn(s) rally rallies defend(s) oppose(s) resist(s) lose(s) fall(s) grow(s) die(s) passes
    votes choose(s) deepen(s) advance(s) assume(s) clash(es) collapse(s) continue(s) defeat(s) detain(s)
    drop(s) ease(s) fail(s) fears find(s) flee(s) forces forms free(s) goes halt(s) impose(s)
    increase(s) jail(s) moves need(s) plans pushes raise(s) ratify ratifies refuse(s) remember(s)
    replace(s) reports rescue(s) restore(s) reveal(s) run(s) see(s) seize(s) sell(s) show(s) stage(s)
    stop(s) targets tackle(s) turn(s) unite(s) want(s) works write(s) is are was were will must can has
    have elected appointed held signed launched arrested killed awarded sworn inaugurated re-elected
    opened sent presented discussed adopted approved announced received marked celebrated extended
    concluded completed unveiled commissioned released commemorated
"""
"""In small letters; `accept(s)` stands for `accept` and `accepts`."""


def _forms() -> Iterator[str]:
    for listed in _LISTED.split():
        word, _, ending = listed.rstrip(")").partition("(")
        yield word
        if ending:
            yield word + ending


_VERB: Final = re.compile(
    # Behind an article or a possessive the same word is a noun: `The crisis and its forms`.
    r"\b(?<!\bthe\s)(?<!\ba\s)(?<!\ban\s)(?<!\bits\s)(?<!\bour\s)(?<!\bhis\s)(?<!\bher\s)(?<!\btheir\s)(?<!\bof\s)"
    rf"{any_of(_forms())}\b"
)
_OPENING: Final = frozenset(verb.partition("-")[0] for verb in _forms())
"""The words with which one of them begins."""
_DOES: Final = re.compile(
    # Whatever the verb: `buries its dead`, `opens the second round`. Prepositions end in an s too.
    r"\s(?!(?:towards|besides|across|versus|unless|perhaps|always|sometimes|afterwards|nowadays|as|is|was|has|this|thus|plus|minus)\s)"
    r"[a-z]{3,}(?<!ss)s\s(?:its|the|an?|his|her|their|our|all|no)\s",
)


_DETERMINERS: Final = frozenset("its the a an his her their our all no".split())
"""One of them ends that, and is a word of its own."""


def tells(lowered: str, first: int, words: frozenset[str]) -> bool:
    """Whether a line in small letters has such a verb behind so many characters; `words` are the line's."""
    verbs = _OPENING & words
    if verbs and any(opened(_VERB, lowered, first, len(lowered), verbs)):
        return True
    return not words.isdisjoint(_DETERMINERS) and _DOES.search(lowered, first) is not None
