"""Event coding: sentences, places and dates of an article into the events it reports, by rules alone.

No model and no web enters here. The words are in data/codebook/; these modules hold the grammar.
"""

from geo.coding.coder import Coder
from geo.coding.trace import SILENT, Decision, Notes, Outcome, Trace

__all__ = ["SILENT", "Coder", "Decision", "Notes", "Outcome", "Trace"]
