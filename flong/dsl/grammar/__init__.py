"""The expression grammar: `flong.lark`, the tables generated from it, lexer, LALR driver and builders."""
