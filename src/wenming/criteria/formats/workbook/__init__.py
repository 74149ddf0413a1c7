"""A criteria set as an Excel workbook: ``writing.to_xlsx`` and ``reading.read_xlsx``; the doors stand in ``exchange``."""
