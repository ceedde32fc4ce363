"""Whether a promise or a rule holds on a day: yes, no, or cannot tell; and whether it is over or not made yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mineralkb.questions.tensions.world import MAYBE, NO, YES
from mineralkb.vocabulary.standing import CANNOT_TELL

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from mineralkb.questions.tensions.sides import Stretch

_RECORD_HOLDS = frozenset({"in effect", "in force", "operating", "provisionally applied"})
_RECORD_OVER = frozenset({"ended", "never concluded", "never adopted", "not concluded", "not issued"})
_PLEDGE_LAPSED = frozenset({"not made", "ended", "withdrawn", "delivered", "delivered late"})
_PLEDGE_OVER = _PLEDGE_LAPSED - {"not made"}
_RULE_HOLDS = frozenset({"in effect"})
_RULE_OVER = frozenset({"ended", "never adopted", "not issued"})


class Holding(NamedTuple):
    """Whether it holds, whether it is surely over or nothing was known of it, and the words of its standing."""

    answer: str
    over: bool
    words: tuple[str, ...]


def holding(record: tuple[Stretch, ...], own: tuple[Stretch, ...], day: str) -> Holding:
    """A promise: its agreement is in force or operates, and it was made and neither kept, taken back nor over."""
    of_record, of_own = _words(record, day), _words(own, day)
    answers = {
        _among(of_record, lambda word: word in _RECORD_HOLDS),
        _among(of_own, lambda word: word not in _PLEDGE_LAPSED),
    }
    answer = NO if NO in answers else MAYBE if MAYBE in answers else YES
    over = _all(of_record, _RECORD_OVER) or _all(of_own, _PLEDGE_OVER)
    return Holding(answer, over, (_shown(of_record), _shown(of_own)))


def rule_holding(own: tuple[Stretch, ...], day: str) -> Holding:
    """A rule: in effect."""
    words = _words(own, day)
    return Holding(_among(words, lambda word: word in _RULE_HOLDS), _all(words, _RULE_OVER), (_shown(words),))


def _words(stretches: tuple[Stretch, ...], day: str) -> tuple[str, ...]:
    """The words that it may have on the day."""
    for one in stretches:
        if one.first <= day <= one.last:
            return (one.possible or (CANNOT_TELL,)) if one.word == CANNOT_TELL else (one.word,)
    return (CANNOT_TELL,)


def _among(words: tuple[str, ...], holds: Callable[[str], bool]) -> str:
    if CANNOT_TELL in words:
        return MAYBE
    answers = {holds(word) for word in words}
    return MAYBE if len(answers) > 1 else YES if True in answers else NO


def _all(words: tuple[str, ...], among: Collection[str]) -> bool:
    return all(word in among for word in words)


def _shown(words: tuple[str, ...]) -> str:
    if words == (CANNOT_TELL,) or len(words) == 1:
        return words[0]
    return f"{CANNOT_TELL}: {' or '.join(words)}"
