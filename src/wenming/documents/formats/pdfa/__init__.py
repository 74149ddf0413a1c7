"""Archival PDF (ISO 19005-2, level B): take pages from anywhere, make them fit to keep, write one file.

writer       the bytes of a file: objects, cross-references, identity
metadata     what the catalogue must hold: XMP, output intent, outline, page labels
screen       what in a foreign file would break the promise, and how to mend it
fonts        fonts of foreign files: embedded, consistent, or replaced by ours
foreign      a foreign file whose pages are carried over
raster       pages that must become pictures
pictures     photographs and scans as image objects
stamps       page numbers and item numbers drawn over pages
volume       all of it together: a volume to which pages are added one after another
"""
