"""Text messages: what they cost (`segments.py`, `gsm.py`), whom they go to (`numbers.py`), and two ways out.

`smpp.py` speaks SMPP 3.4 with a message centre, `gateway.py` HTTP as a file of TOML describes it. Both are backends
as `backends/base.py` has it: `Outgoing.data` is the text in UTF-8, `rcpt_to` the number in E.164, and `delivered`
means accepted by the other side. What becomes of an accepted message is told later, by delivery receipts
(`receipts.py`).
"""
