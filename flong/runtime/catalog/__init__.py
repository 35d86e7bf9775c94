"""The functions of the language, one module per family: signature, C symbol, one line of documentation."""
