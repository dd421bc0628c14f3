"""XML that has speeches: which of its kinds a file is."""

from generator.imports.akoma import read_akoma
from generator.imports.draft import Draft, Source, refused
from generator.imports.tei import read_tei
from generator.imports.tei_own import is_own, read_own_tei
from generator.imports.xml_tree import read_xml

_TEI = frozenset(["TEI", "TEI.2", "teiCorpus"])


def read_speeches(source: Source) -> Draft:
    """A TEI file or a debate in Akoma Ntoso.

    Raises:
        RefusedError: for XML that is damaged or something else.
    """
    root = read_xml(source)
    if root.name in _TEI:
        return read_own_tei(source, root) if is_own(root) else read_tei(source, root)
    if root.name == "akomaNtoso":
        return read_akoma(source, root)
    message = f"<{root.name}> begins neither TEI nor Akoma Ntoso"
    raise refused(source, message, "if it is a page, say --format html; else import its text")
