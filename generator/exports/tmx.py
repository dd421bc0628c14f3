"""A briefing's texts in several languages, paragraph by paragraph, as a translation memory.

TMX 1.4b, the exchange format of translators' tools: a unit for each pair of paragraphs that belong
together and both have words.
"""

from collections.abc import Iterator

from generator import __version__
from generator.alignment import Pair, pairs_of
from generator.model import Briefing, Translation, Wording
from generator.pages.edition import Edition
from generator.serial import Xml, document, element, joined


def tmx(edition: Edition, briefing: Briefing) -> bytes:
    """The file `parallel.tmx` of a briefing that has translations."""
    language = briefing.head.language or edition.library.site.language
    header = element("header", creationtool="glossator", creationtoolversion=__version__,
                     segtype="paragraph", adminlang="en", srclang=language, datatype="plaintext",
                     **{"o-tmf": "glossator"})  # fmt: skip
    units = [unit for translation in edition.library.translations[briefing.id]
             for unit in _units(briefing, translation, language)]  # fmt: skip
    return document(element("tmx", header, element("body", joined(units)), version="1.4"))


def _units(briefing: Briefing, translation: Translation, language: str) -> Iterator[Xml]:
    for pair in pairs_of(briefing, translation):
        if pair.original and pair.translated:
            yield element(
                "tu",
                _variant(language, briefing, pair.original),
                _variant(translation.language, translation, pair.translated),
                tuid=_name(pair, translation),
            )


def _variant(language: str, wording: Wording, numbers: tuple[int, ...]) -> Xml:
    paragraphs = wording.transcript.paragraphs
    words = "\n".join(paragraphs[number - 1].text for number in numbers)
    return element("tuv", element("seg", words), xml_lang=language)


def _name(pair: Pair, translation: Translation) -> str:
    """The paragraphs of both texts: `p2-ru-2.3`."""
    original, translated = (".".join(map(str, numbers)) for numbers in pair)
    return f"p{original}-{translation.language}-{translated}"
