"""The members' own words, written and read in this one place, so that they can be sealed here."""
