"""Toponym recognition: which words of a text are place names, and what each does there.

A text is never changed: names are folded, and every span slices the article's own text. No place is chosen here.
"""

from geo.recognition.recognizer import Recognizer

__all__ = ["Recognizer"]
