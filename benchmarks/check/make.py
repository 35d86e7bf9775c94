"""The workload: a statement of 500 lines with 300 expressions, made of what mails are made of."""

from __future__ import annotations

_HEAD = """Key: {{ customer.id }}
Subject: Statement of {{ customer.name }} for {{ date(period, "MMMM yyyy") }}
Preheader: {{ total | money }} are due.
From: "Acme Bank" <bill@acme.example>
To: {{ customer.name }} <{{ customer.email }}>
Locale: en
Currency: USD

{% data %}
customer: { id: text, name: text, email: text, phone: text?, birthday: date?,
            tier: enum("gold", "silver", "basic"), points: int }
period: date
rate: decimal(8, 4)
link: text
lines: [{ on: date, what: text, kind: enum("fee", "item"), amount: decimal(12, 2) }]
total = sum(l.amount for l in lines)
{% enddata %}
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Statement</title></head>
<body style="margin:0;background:#eef1f4">
"""
_SECTION = """<table width="600" style="width:600px;font-family:Georgia,serif;font-size:16px;color:#2b2b26">
  <tr>
    <td style="padding:8px 12px;border-bottom:1px solid #dde4ea">
      <p style="margin:0 0 8px 0;color:#5b6770;font-size:14px">
        What was booked in this section is listed below, the newest first.
      </p>
      <h2>Section %N% for {{ customer.name | upper }}</h2>
      {% if customer.points > %N% and customer.tier != "basic" %}
      <p>You have {{ customer.points + %N% }} points and pay {{ round(total * rate / (%N% + 1), 2) | money }}.</p>
      {% elif customer.phone is present %}
      <p>We call you at {{ customer.phone }} or {{ customer.phone | truncate(%N% + 4) }}.</p>
      {% else %}
      <p>Write to {{ customer.email ~ " (" ~ customer.id ~ ")" }}.</p>
      {% endif %}
    </td>
  </tr>
  {% for l in lines if l.kind == "item" %}
  <tr style="background:{{ "#ffffff" if loop.index % 2 == 0 else "#eef1f4" }}">
    <td style="padding:8px">{{ date(l.on, "d MMMM") }}</td>
    <td style="padding:8px">{{ l.what }}</td>
    <td style="padding:8px" align="right">{{ l.amount | money }}</td>
    <td><a href="https://acme.example/{{ customer.id }}/%N%?at={{ date(l.on, "yyyyMMdd") }}">details</a></td>
  </tr>
  {% endfor %}
  <tr><td colspan="4" style="height:24px"></td></tr>
  <tr><td>Fees: {{ sum(l.amount for l in lines if l.kind == "fee") | money }}</td></tr>
  <tr><td><a href="{{ link }}">Pay {{ (total + %N%) | money }} by {{ date(period + %N% days, "d MMMM") }}</a></td></tr>
</table>
"""
SECTIONS = 17
_END = "</body>\n</html>\n"


def template() -> str:
    """The template."""
    sections = (_SECTION.replace("%N%", str(number)) for number in range(SECTIONS))
    return _HEAD + "".join(sections) + _END
