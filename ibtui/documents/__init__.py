"""Plain values in, a Word document out.

May import python-docx, lxml, markdown-it-py and the floors below; never a screen or Textual.
"""
