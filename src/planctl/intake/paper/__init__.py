"""Plans as they are kept today, in Word, Excel, CSV, HTML, Markdown or text, become plan files."""
