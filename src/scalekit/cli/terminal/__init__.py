"""The person at the terminal: streams, questions, long texts, the way back into the program."""
