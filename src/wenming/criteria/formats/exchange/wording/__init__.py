"""The notation of our exports: values said in Chinese so exactly that they can be read back.

Every module here offers pairs ``say_x(value) -> str`` and ``read_x(text) -> value`` over the plain data of
``wenming-criteria/1``. ``say`` raises :class:`Unsayable` for what the notation has no words for; ``read`` raises
:class:`~wenming.criteria.formats.exchange.problems.NotUnderstood` with a sentence that says what to write instead.
Reading forgives half-width punctuation, full-width digits, blanks and the unit 分; writing is always the same.
"""
