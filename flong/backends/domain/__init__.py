"""What receivers look up about a sender's domain, and whether they will like it.

`check.py` asks all questions; each kind of record has its module: `spf.py`, `keys.py` (DKIM), `dmarc.py`, `mx.py` and
`reverse.py` (PTR). They ask `resolver.py` and answer with the findings of `report.py`.
"""
