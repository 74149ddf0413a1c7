"""Drawn photographs for the demonstration: flat scenes with grain and EXIF, so that galleries and checks have something to do."""
