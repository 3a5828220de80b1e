"""What a place name does where it stands: rules in the order they decide. None means that it names no place there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from geo.model import Use
from geo.recognition.automaton import Hit
from geo.recognition.lexicon import Lexicon
from geo.recognition.surroundings import Surroundings, bare

_IZAFAT = re.compile(r"\w+[- ](?:e|i|ul|ud|us|al)[- ]\w+$")  # Tehreek-e-Taliban, Jamaat-i-Islami
_DATELINE = re.compile(r"\s*(?:,[^\n.]{1,30})?(?:\([^()\n]{1,20}\)\s*)?\s*(?:[—–:]|-{1,2}\s)")
_JOINED = re.compile(r"(?:, | and | or | nor |, and |/| & )")
_VERBS = frozenset({"is", "was", "are", "were", "that", "which", "who", "as", "by", "with", "but", "than", "while"})
_GOING_ON = frozenset({"is", "was", "were", "been", "be"})
_MONEY = frozenset("$€£¥%")
_OF = frozenset({"of", "ul"})  # Emirate of, Ansar ul: small words inside a longer name
_AFTER_NAME = re.compile(r"\b(?:in|at|near|from) (?:[A-Z][\w'’-]+ ?){1,3}, $")
_PAIRED = re.compile(r",? (?:and|or|nor) |[-–]|, ")
_SPECIAL_UNITS = frozenset({"team", "teams", "unit", "units"})
_CLOSING = frozenset([".", ",", ";", ")", "\n", ""])
_WHEN = frozenset({"on", "when", "where", "after", "as", "late", "early"})
_PHRASE = 60  # characters
_WORD = 24  # characters; a longer word is looked at with more care
_HYPHENS = frozenset("-–")
_COMPOUND = re.compile(r"[A-Z]\w+-(?:e|i|ul|ud|us)-")


def _without_day(tokens: Sequence[str]) -> Sequence[str]:
    """Return the words of a predicate without a day at its head: "Islamabad on Friday took"."""
    dated = len(tokens) > 1 and tokens[0] == "on" and tokens[1].endswith("day")
    return tokens[2:] if dated else tokens


class Judge:
    """Tells the use of every hit of one text, with the words of the lexicon."""

    def __init__(self, text: str, hits: Sequence[Hit], lexicon: Lexicon) -> None:
        self._text = text
        self._hits = hits
        self._words = lexicon
        self._around: dict[int, Surroundings] = {}
        self._located: dict[int, bool] = {}

    def uses(self) -> list[Use | None]:
        """Return the use of each hit, or None where it is no place."""
        uses = [self._use(index) for index in range(len(self._hits))]
        surnames = {hit.spelling.key for hit, use in zip(self._hits, uses, strict=True) if use is None}
        if surnames:
            self._drop_surnames(uses, surnames)
        self._spread_metonyms(uses)
        return uses

    def _drop_surnames(self, uses: list[Use | None], surnames: set[str]) -> None:
        """Drop bare later uses of a person's name, unless the text also shows it to be a place."""
        literal = [index for index, use in enumerate(uses) if use is Use.LITERAL]
        named = [i for i in literal if self._hits[i].spelling.is_person and self._hits[i].spelling.key in surnames]
        shown = {self._hits[index].spelling.key for index in named if self._has_sign(index)}
        for index in named:
            if self._hits[index].spelling.key not in shown:
                uses[index] = None

    def around(self, index: int) -> Surroundings:
        """Return the words around a hit."""
        if index not in self._around:
            hit = self._hits[index]
            self._around[index] = Surroundings(self._text, hit.start, hit.end)
        return self._around[index]

    def _use(self, index: int) -> Use | None:
        hit = self._hits[index]
        spelling = hit.spelling
        if spelling.is_demonym:
            return Use.DEMONYM
        if spelling.is_plain and self._stands_plainly(hit.start, hit.end):
            return Use.METONYM if spelling.is_capital and self._is_government(index) else Use.LITERAL
        if spelling.acronyms and spelling.is_country and self._is_adjective(index):
            return Use.DEMONYM
        if self._is_part_of_another(index):
            return None
        if self._is_organisation(index):
            return Use.ORGANISATION
        if self._is_person(index) or self._is_shouted_word(index):
            return None
        if spelling.is_tribe and self.around(index).word_after.lower() in self._words.tribe_word:
            return None
        if spelling.is_date and self.around(index).word_after.lower() not in self._words.administrative_word:
            return None
        if not spelling.is_major and self.around(index).word_before in self._words.office_title:
            return None
        doubtful = spelling.is_word or (not spelling.is_major and (spelling.is_person or self._follows_a_name(index)))
        if doubtful and not self._has_sign(index):
            return None
        if spelling.is_capital and self._is_government(index):
            return Use.METONYM
        return Use.LITERAL

    def _is_part_of_another(self, index: int) -> bool:
        """Say whether the hit is a piece of a longer name or of a sum of money: New Mexico, South America, US$5."""
        hit, around = self._hits[index], self.around(index)
        if self._text[hit.end : hit.end + 1] in _MONEY:
            return True
        before = around.word_before
        if before not in self._words.compass_word or not (hit.spelling.is_country or before == "New"):
            return False
        return len(around.before) > 1  # at the start of a sentence it may be an adjective

    def _is_adjective(self, index: int) -> bool:
        """Say whether a country's initials stand for its people: US troops, but the US said."""
        after, words = self.around(index).word_after, self._words
        if not after.islower() or after.endswith("ed") or after in words.adverb or after in words.place_cue:
            return False
        return after not in words.speech_verb and after not in words.city_verb and after not in _VERBS

    def _stands_plainly(self, start: int, end: int) -> bool:
        """Say whether small words on both sides, or none, rule out a longer name: the many easy ones are soon done."""
        text = self._text
        if start and text[start - 1] == " ":
            before = text[max(0, start - _WORD) : start - 1].rpartition(" ")[2]
            if not (before.isalpha() and before.islower()) or before in _OF:
                return False
        follower = text[end : end + 1]
        if follower != " ":
            return follower not in _MONEY
        after = text[end + 1 : end + _WORD].partition(" ")[0]
        return after.isalpha() and after.islower() and after not in self._words.organisation_word_next

    # -- persons and words ---------------------------------------------------------------------------------

    def _is_person(self, index: int) -> bool:
        around, words, spelling = self.around(index), self._words, self._hits[index].spelling
        before, after = around.word_before, around.word_after
        if after.lower() in words.administrative_word or after.lower() in words.natural_word:
            return False
        if before in words.given_name or (before or around.abbreviation_before) in words.person_title:
            return not self._ends_hit(index) and " ".join(around.before[-2:]) not in words.office_title
        if after in words.surname_context or (after in words.given_name and not spelling.is_major):
            return not around.is_possessive
        if not spelling.is_person or around.is_possessive:
            return spelling.is_person and self._follows_a_name(index)
        surface = self._text[self._hits[index].start : self._hits[index].end]
        joined = after[:1].isupper() and after.isalpha() and not self._starts_hit(index) and not surface.isupper()
        return self._follows_a_name(index) or (joined and after not in words.site_word | words.function_word)

    def _follows_a_name(self, index: int) -> bool:
        """Say whether a capitalised word that is no known place, cue or start of a sentence touches the hit before."""
        word = self.around(index).word_before
        is_name = word[:1].isupper() and word[1:].islower() and word.replace("-", "").isalpha()
        return is_name and word not in self._words.function_word and not self._ends_hit(index)

    def _ends_hit(self, index: int) -> bool:
        return index > 0 and self._hits[index - 1].end == self._hits[index].start - 1

    def _starts_hit(self, index: int) -> bool:
        return index + 1 < len(self._hits) and self._hits[index + 1].start == self._hits[index].end + 1

    def _is_shouted_word(self, index: int) -> bool:
        """Say whether a short name is an abbreviation: in capital letters among small ones, or a Swat team."""
        hit = self._hits[index]
        surface = self._text[hit.start : hit.end]
        if not hit.spelling.is_short or hit.spelling.acronyms:
            return False
        if self.around(index).word_after in _SPECIAL_UNITS:
            return True
        if not surface.isupper() or not surface.isascii():
            return False
        around = self.around(index)
        if _DATELINE.match(self._text, hit.end):
            return False
        if around.word_before == "in" and (self._text[hit.end : hit.end + 1] in _CLOSING or around.word_after in _WHEN):
            return False  # "two men were shot in HUB on Friday"
        return not (around.word_before.isupper() or around.word_after.isupper())

    def _is_dateline(self, index: int) -> bool:
        hit = self._hits[index]
        opens = hit.start == 0 or self._text[hit.start - 1] == "\n"
        return opens and _DATELINE.match(self._text, hit.end) is not None

    def _has_sign(self, index: int) -> bool:
        """Say whether something beside the hit shows a place: a preposition, a generic word, a larger place."""
        around, words = self.around(index), self._words
        after = around.word_after.lower()
        if any(after in some for some in (words.administrative_word, words.natural_word, words.feature_word)):
            return True
        if after in words.settlement_after:
            return True
        before = around.word_before.lower()
        if before in words.place_cue and before not in {"and", "or"}:
            return True
        if around.word_before in words.office_of:
            return True
        if self._is_dateline(index) or self._stands_before_larger(index) or self._is_owned(index):
            return True
        return self._is_listed(index) or self._closes_phrase(index)

    def _stands_before_larger(self, index: int) -> bool:
        if index + 1 >= len(self._hits):
            return False
        hit, other = self._hits[index], self._hits[index + 1]
        between = self._text[hit.end : other.start]
        return other.spelling.is_major and between in {", ", " in ", ", in ", " of "}

    def _is_owned(self, index: int) -> bool:
        """Say whether a place before it owns what is no person's name: Bolan's Mach."""
        hits = self._hits
        is_beside = index > 0 and hits[index - 1].end == hits[index].start - 3
        return is_beside and not hits[index].spelling.is_person and self.around(index - 1).is_possessive

    def _closes_phrase(self, index: int) -> bool:
        """Say whether the hit ends a phrase of place that begins with a name of any kind: in Kot Murtaza, Tank."""
        start, end, _ = self._hits[index]
        is_closed = self._text[end : end + 1] in _CLOSING
        return is_closed and _AFTER_NAME.search(self._text, max(0, start - _PHRASE), start) is not None

    def _is_listed(self, index: int) -> bool:
        """Say whether the hit continues a list of places that a preposition opens."""
        return self._is_joined(index) and self._is_located(index - 1)

    def _is_joined(self, index: int) -> bool:
        hits = self._hits
        return index > 0 and _JOINED.fullmatch(self._text, hits[index - 1].end, hits[index].start) is not None

    # -- organisations -------------------------------------------------------------------------------------

    def _is_organisation(self, index: int) -> bool:
        around, words = self.around(index), self._words
        if around.word_before and self._is_after_organisation(around):
            return True
        after = around.word_after
        if not after or around.is_possessive:
            return False
        if after in words.team_word or after in words.organisation_word_next:
            return True
        return after[0].isupper() and self._starts_organisation(around)

    def _is_after_organisation(self, around: Surroundings) -> bool:
        words, last = self._words, around.word_before
        if last.islower() and last not in _OF and "-" not in last:
            return False
        head = bare(around.before[-2]) if len(around.before) > 1 else ""
        two = f"{head} {last}" if head else last
        if last in words.organisation_before or two in words.organisation_before:
            return True
        return (last == "of" and head in words.organisation_of) or ("-" in two and _IZAFAT.search(two) is not None)

    def _starts_organisation(self, around: Surroundings) -> bool:
        words = self._words
        for steps, token in enumerate(around.after[:4]):
            word = bare(token)
            if not word or not (word[0].isupper() or (steps and word in {"of", "and", "for", "the", "&"})):
                return False
            if word in words.site_word and word not in words.organisation_word:
                return False
            if word in words.administrative_word or word.lower() in words.administrative_word:
                return False
            if word in words.organisation_word or _COMPOUND.match(word):
                return True
            if token[-1] in ",;:.!?":
                return False
        return False

    # -- governments ---------------------------------------------------------------------------------------

    def _is_located(self, index: int) -> bool:
        """Say whether a preposition of place governs the hit, itself or through a list."""
        known, asked, is_located = self._located, [], False
        while (told := known.get(index)) is None:  # a list may be thousands of names long
            asked.append(index)
            before = self.around(index).word_before.lower()
            is_located = before in self._words.place_cue and before not in {"and", "or"}
            if is_located or before not in {"", "and", "or", "nor"} or not self._is_joined(index):
                break
            index -= 1
        else:
            is_located = told
        known.update(dict.fromkeys(asked, is_located))
        return is_located

    def _is_government(self, index: int) -> bool:
        around, words = self.around(index), self._words
        if around.is_possessive:
            return any(bare(token).lower() in words.stance_word for token in around.after[:2])
        if around.word_after.lower() in words.government_word:
            return True
        return self._is_addressed(index, around) or self._is_between(index, around) or self._is_subject(index)

    def _is_addressed(self, index: int, around: Surroundings) -> bool:
        words = self._words
        last = around.word_before.lower()
        if last in {"by", "against"}:
            return True
        if last in words.address_verb:
            follower = around.word_after
            return not follower or not follower[0].isupper()
        previous = bare(around.before[-2]).lower() if len(around.before) > 1 else ""
        if last == "with":
            return words.link_word.isdisjoint(bare(token).lower() for token in around.before[-4:-1])
        if last == "in":
            return previous in words.government_word
        if last in {"from", "to", "on", "for"}:
            return previous in words.address_noun
        return last == "of" and previous in words.stance_word

    def _is_between(self, index: int, around: Surroundings) -> bool:
        if around.word_before.lower() == "between":
            return any(bare(token).lower() in self._words.relation_word for token in around.before[-5:-1])
        end = self._hits[index].end
        if self._text[end : end + 1] not in _HYPHENS or index + 1 >= len(self._hits):
            return False
        pair = self._hits[index + 1]
        if pair.start != end + 1 or not pair.spelling.is_capital:
            return False
        return any(bare(token).lower() in self._words.relation_word for token in self.around(index + 1).after[:1])

    def _is_subject(self, index: int) -> bool:
        if self._is_located(index):
            return False
        words, is_passive = self._words, False
        predicate = _without_day(self._predicate(index))
        for token, following in zip(predicate[:4], (*predicate[1:4], ""), strict=False):
            word = bare(token).lower()
            if following == "by":  # "Kabul rocked by blasts": it is the town
                return False
            if is_passive:
                if word in words.state_adjective or (word.endswith("ing") and word not in words.city_verb):
                    return True
            elif word in words.speech_verb or self._is_act(word):
                return True
            if word in _GOING_ON:
                is_passive = True
            elif not (word in words.adverb or word.endswith("ly")) or token[-1] in ",;:.!?":
                return False
        return False

    def _predicate(self, index: int) -> list[str]:
        """Return the words that may tell what a hit does, without a clause put between."""
        tokens = self.around(index).after
        if not tokens or tokens[0] != ",":
            return tokens
        if tokens[1:2] == ["which"]:
            return tokens[2:]
        closing = next((number for number, token in enumerate(tokens[1:6], 1) if token.endswith(",")), None)
        return tokens[closing + 1 :] if closing is not None else []

    def _is_act(self, word: str) -> bool:
        return word.endswith("ed") and word not in self._words.city_verb

    def _spread_metonyms(self, uses: list[Use | None]) -> None:
        """Carry the reading of one capital over to the other of a pair: neither Kabul nor Islamabad said."""
        for index in reversed(range(len(self._hits) - 1)):
            one, two = self._hits[index], self._hits[index + 1]
            if not (one.spelling.is_capital and two.spelling.is_capital):
                continue
            if not _PAIRED.fullmatch(self._text[one.end : two.start]):
                continue
            pair = {uses[index], uses[index + 1]}
            agrees = pair == {Use.METONYM, Use.LITERAL} or (pair == {Use.LITERAL} and self._is_bare_pair(index))
            if agrees and (uses[index] is Use.METONYM or not self._is_located(index)):
                uses[index] = uses[index + 1] = Use.METONYM

    def _is_bare_pair(self, index: int) -> bool:
        between = self._text[self._hits[index].end : self._hits[index + 1].start]
        return between == " and " and not self._is_located(index) and not self._is_dateline(index)
