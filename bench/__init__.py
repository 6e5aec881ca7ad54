"""How fast Stek is: measured on a large database, behind the real server, beside plain psycopg.

`world` makes families as rows of text, `filling` copies them in, `serving` runs `stek serve`, `loading`
asks it for pages from another process, `floor` does the same with plain psycopg, `statements` and
`weighing` count, `running` does all of it and `report` writes it down. `stek bench` is the way in.
"""
