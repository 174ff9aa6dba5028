"""What a plan is: frozen values, without file, clock or colour."""
