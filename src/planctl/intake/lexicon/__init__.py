"""The words of improvement plans: dates, leads, ratings, statuses, headings of areas."""
