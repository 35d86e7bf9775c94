"""MJML templates: translated to HTML when they are parsed."""

AS_HTML = " (as HTML)"
"""What follows the file's name in the name of its translation."""
