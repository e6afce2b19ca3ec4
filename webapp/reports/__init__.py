"""Self-reports: drafting, the committee's remarks, versions, presenting and filing."""
