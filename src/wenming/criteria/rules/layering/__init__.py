"""Layers: what one set changes on another, as operations that can be applied, found and carried to a new base (B11).

Everything here works on the plain data of ``wenming-criteria/1`` as ``write_document`` gives it; the doors for documents
and the format ``wenming-layer/1`` stand in ``wenming.criteria.formats.layers``.
"""
