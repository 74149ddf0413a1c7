"""Real files for the demonstration's records: official papers, tables, forms – in invented words."""
