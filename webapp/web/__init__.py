"""The shared surface: answers, errors, tenancy by address, words, look."""
