"""The words of a text as plain text: paragraphs, and the labels that open turns."""

from generator.model import Wording


def transcript_text(wording: Wording) -> bytes:
    """Every word that was said and nothing else; the grammar of transcripts reads it back."""
    paragraphs = []
    for turn in wording.transcript.turns:
        opening = f"{turn.label}: " if turn.label and not turn.continued else ""
        for paragraph in turn.paragraphs:
            paragraphs.append(opening + paragraph.text)
            opening = ""
    return ("\n\n".join(paragraphs) + "\n").encode()
