"""Files for the reading tests, made on the spot: sound ones, damaged ones and hostile ones."""
