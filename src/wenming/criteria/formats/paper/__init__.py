"""A criteria set as a Word paper: ``writing.to_docx`` and ``reading.read_docx``; the doors stand in ``exchange``."""
