"""Speakers' labels as publishers write them, and the beginnings of paragraphs that look like one.

`Name:`, `Q:`, `MR. X:`, `NAME.`, `### Name:`, bold names, and names that stand alone on a line.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from generator.imports.draft import Block

_LONGEST = 120  # characters of a label
_MOST_WORDS = 12
_FIRST_COLON = re.compile(rf"([^\n:：]{{1,{_LONGEST}}})([:：])")
# What may stand before a label: hashes of Markdown, and how captions mark a change of speaker.
_BEFORE = re.compile(r"(?:#{1,6}|>>+)[ \t]*(?=\S)")
# `Q    words`, as some press offices write: more than one space, or a capital, follows.
_QUESTION = re.compile(
    r"Q(?:[ \t]{2,}|[\t\u00a0][ \t\u00a0]*| (?=[A-Z“\"—]|\((?![^()\n]*\) ?[:：])))"
)
# `**Name:** words`, `**Name**: words` in texts that are written in Markdown.
_STARRED = re.compile(rf"(\*\*|__)([^\n*_:：]{{1,{_LONGEST}}}?)([:：.]?)\1([:：.]?)(?=\s|\Z)")
_SPACE = " \t\u00a0\u3000\n"
_BRACKETED = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")


def _words_in(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Words of a name or an office that may begin with a small letter.
SMALL = _words_in(
    "a al an and as at bin da das de del della den der des di do dos du e el et for für i il in la "
    "le les of on or per the to und van von y zu zum zur в во и из на о об от по при с у"
)
_HONORIFICS = _words_in(
    "adm amb brig capt col cpl dr gen gov h.e hon lt m maj mgr mm mr mrs ms prof rep rev sec sen "
    "sgt st г-н г-жа тов акад проф"
)
# What stands before a name and is no part of it: forms of address and words of offices.
TITLES = _HONORIFICS | _words_in(
    """
    admiral ambassador archbishop attorney captain chair chairman chairwoman chancellor chief
    colonel commissioner congressman congresswoman councillor counsellor deputy director doctor
    excellency fm foreign general governor justice king lady lieutenant lord madam madame mayor
    minister miss mister officer pm premier president prime prince princess professor queen
    rapporteur representative secretary senator sir speaker spokesman spokesperson spokeswoman
    under vice
    господин госпожа министр президент председатель премьер премьер-министр генерал посол
    секретарь директор глава губернатор депутат представитель
    monsieur président présidente ministre premier secrétaire ambassadeur ambassadrice général
    herr frau präsident präsidentin minister ministerin kanzler kanzlerin bundeskanzler
    bundeskanzlerin botschafter außenminister außenministerin
    señor señora presidente presidenta ministro ministra embajador embajadora
    """
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+-?(?:[^\W\d_]\.)*")
# Labels of those who are not named; what is not listed here counts when it stands twice.
UNNAMED = _words_in(
    """
    q question questioner a answer reporter journalist correspondent moderator host interviewer
    chair chairman chairwoman chairperson operator voice audience participant interpreter
    translator speaker staff
    вопрос ответ журналист журналистка корреспондент модератор ведущий ведущая реплика переводчик
    réponse journaliste modérateur modératrice animateur frage antwort journalist moderatorin
    pregunta respuesta periodista moderador domanda risposta
    記者 質問 質問者 問 答 答え 司会 司会者 记者 提问 主持人 问 答
    سؤال جواب صحفي الصحفي المذيع
    """
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a speaker's label at the beginning of a paragraph.

    Attributes:
        label: as the file writes it, without the sign that ends it.
        written: with that sign and what marks it: “MR. LAVROV.”, “### Question:”.
        behind: where the words begin that are said.
        is_marked: whether the file marks it, so that it needs no other proof.
        is_name: whether it is made of words like those of a name or an office.
    """

    label: str
    written: str
    behind: int
    is_marked: bool = False
    is_name: bool = True


def candidates(block: Block) -> Iterator[Candidate]:
    """The labels that a block may begin with, the likeliest first."""
    text = block.text
    if stars := _STARRED.match(text):
        yield _starred(text, stars)
        return
    if asked := _QUESTION.match(text):
        yield Candidate("Q", text[:1], asked.end())
    before = _BEFORE.match(text)
    skipped = before.end() if before else 0
    is_marked = bool(before) or block.is_heading
    if found := _FIRST_COLON.match(text, skipped):
        yield from _before_colon(block, found, is_marked=is_marked or _is_bold(block, found.end(1)))
    if block.is_heading or text.startswith("#"):
        yield _whole(text, skipped)
    elif 0 < block.bold <= len(text):
        yield from _bold(block)
    yield from _capitals(text)


def _starred(text: str, found: re.Match[str]) -> Candidate:
    """A name between two asterisks or underscores; a colon makes it one without other proof."""
    is_name, has_colon = is_like_a_name(found[2]), bool({":", "："} & {found[3], found[4]})
    return Candidate(found[2], found[0], _words(text, found.end()), is_name and has_colon, is_name)


def _before_colon(block: Block, found: re.Match[str], *, is_marked: bool) -> Iterator[Candidate]:
    """`Name: words`; behind the colon stands a space, an ideograph's colon or nothing."""
    text, label = block.text, found[1]
    ended = found.end()
    if ended < len(text) and text[ended] not in _SPACE and found[2] == ":":
        return
    if not label.strip() or label != label.lstrip():
        return
    is_name = is_like_a_name(label)
    yield Candidate(label, text[:ended], _words(text, ended), is_marked and is_name, is_name)


def _is_bold(block: Block, end: int) -> bool:
    """Whether what stands out is the label, with its colon or without."""
    return bool(block.bold) and end <= len(block.text[: block.bold].rstrip()) <= end + 1


def _whole(text: str, skipped: int) -> Candidate:
    """A heading that is a name."""
    label = text[skipped:].rstrip(" .")
    return Candidate(label, text, len(text), is_name=is_like_a_name(label))


def _bold(block: Block) -> Iterator[Candidate]:
    """`**Name.** words`, `**Name** words`, or a line that is a bold name."""
    stands_out = block.text[: block.bold].rstrip()
    label = stands_out.rstrip(".").rstrip()
    if is_like_a_name(label) and not label.endswith((":", "：")):
        yield Candidate(label, stands_out, _words(block.text, len(stands_out)))


def _capitals(text: str) -> Iterator[Candidate]:
    """`MR. LAVROV. words`: capitals, and a full stop that ends no honorific and no initial."""
    end = 0
    for word in re.finditer(r"\S+", text[:_LONGEST]):
        bare = word[0].rstrip(".")
        if not (_is_capital(bare) or bare.casefold() in _HONORIFICS):
            return
        if word[0].endswith(".") and not _is_abbreviation(word[0]):
            end = word.end()
            break
    label = text[: max(end - 1, 0)]
    if sum(map(str.isalpha, label)) > 1:
        first, *others = label.split()
        is_marked = bool(others) and first.rstrip(".").casefold() in _HONORIFICS
        yield Candidate(label, text[:end], _words(text, end), is_marked)


def _is_capital(word: str) -> bool:
    letters = [char for char in word if char.isalpha()]
    return bool(letters) and all(char.isupper() for char in letters)


def _is_abbreviation(word: str) -> bool:
    return word.rstrip(".").casefold() in _HONORIFICS or bool(_INITIALS.fullmatch(word))


def _words(text: str, end: int) -> int:
    """Where the words begin behind a label: behind the white space, if there is any."""
    return end + len(text[end:]) - len(text[end:].lstrip(_SPACE))


def plain(label: str) -> str:
    """A label as names are compared: without case, brackets, and the points of initials."""
    bare = _BRACKETED.sub(" ", unicodedata.normalize("NFC", label)).casefold()
    return " ".join(bare.replace(".", ". ").split()).strip(",， ") or label


def is_like_a_name(label: str) -> bool:
    """Whether words are written like a name or an office: capitals, small words, initials."""
    first, *others = _BRACKETED.sub(" ", label).replace("，", ",").split(",")
    words = first.split()
    if not words or len(words) > _MOST_WORDS or not _is_like_a_first_word(words[0]):
        return False
    if others and (len(words) < 2 or len(" ".join(others).split()) > _MOST_WORDS):  # noqa: PLR2004
        return False
    return all(_is_like_a_word(word) for word in words)


def _is_like_a_first_word(word: str) -> bool:
    return (word[0].isalpha() and not word[0].islower()) or word.casefold() in UNNAMED


def _is_like_a_word(word: str) -> bool:
    if word.casefold() in SMALL or word.isdecimal():
        return True
    if "." in word and not (_is_abbreviation(word) or _INITIALS.match(word)):
        return False
    if re.search(r"[?!;“”\"«»…/\\。、？！]", word):
        return False
    start = re.search(r"[^\W_]", word)
    if not start:
        return word in {"-", "–", "—", "&"}
    return not start[0].islower() or word.casefold() in UNNAMED or "-" in word[:4]
