"""The words of a briefing as plain text: paragraphs, and the labels that open turns."""

from generator.model import Briefing


def transcript_text(briefing: Briefing) -> bytes:
    """Every word that was said and nothing else; the grammar of transcripts reads it back."""
    paragraphs = []
    for turn in briefing.transcript.turns:
        opening = f"{turn.label}: " if turn.label and not turn.continued else ""
        for paragraph in turn.paragraphs:
            paragraphs.append(opening + paragraph.text)
            opening = ""
    return ("\n\n".join(paragraphs) + "\n").encode()
