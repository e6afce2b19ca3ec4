"""Messages to a person: in the application always, by e-mail where wanted."""
