"""The pages behind invitation links, and the slips on paper."""
