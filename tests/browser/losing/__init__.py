"""Every long form through everything that can go wrong: nothing lost, shown or falsely kept."""
