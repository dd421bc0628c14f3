"""Glossator turns a folder of transcripts and what is known about them into a website."""

__version__ = "0.1.0"
