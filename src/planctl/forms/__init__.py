"""Update sheets: forms for leads in Word and Excel, made, and read when they come back."""
