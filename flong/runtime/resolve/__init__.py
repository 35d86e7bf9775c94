"""What is decided about a function when a template is compiled: constants become small byte programs.

A resolver takes the template's settings and the constant arguments of one call and returns the bytes
that the C function is handed at every call. A wrong constant raises ValueError with a message for the
template's author.
"""
