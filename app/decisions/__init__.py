"""Every rule of who may decide what, and the only writers of decisions.

A decision is one checked function here: `overrides.override`, `overrides.inconsistent`, `entries.enter`,
`exceptions.accept`, `order_drafts.draft`, `orders.confirm` / `withdraw`, `closing.close` / `reopen`, `record.withdraw`.
The command line, the spreadsheet and the web pages are faces over them and hold no rule.

Each function takes a `Desk` (store and configuration, the person, the clock) and a form: a frozen record of what was
typed, as text. It checks all of the form and raises `Refused` with every objection at once, each naming the form's
field (or the cell it came from) and saying in Chinese what is wrong; otherwise it writes one record with who, when and
why, and returns it. Nothing is edited: a withdrawal stands beside what it withdraws.
"""
