"""A model of the rules of access, to be searched: plain ints and masks, no Django, no database, nothing of Stek.

`family` holds the facts, `rules` decides, `deeds` and `writing` change, `invariants` are the sentences that must hold
over every history, `search` looks for a history in which one does not, `telling` writes one down as people tell it.

A person is a number, a set of persons or children a mask (bit 1 << n), everybody or all children is -1.
"""
