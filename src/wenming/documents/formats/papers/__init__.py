"""Official papers (公文) in the layout of GB/T 9704-2012: one value, an archival PDF and an editable Word file.

paper        what a paper says
numbers      发文字号: formed, read, checked
layout       the numbers of the standard
wording      words that stand on papers
breaking     titles over lines
tables       where the cells of a table stand
composing    the elements in order, checked
estimating   on which page a Word paper ends
pdf, word    the two forms
markup       plain text with numerals as blocks
skeletons    wordings an office may replace; sandbox holds them in
"""
