"""MJML templates: translated to HTML when they are parsed."""
