"""The dashboard: a plan as one page that is searched and filtered, and its data for programs."""
