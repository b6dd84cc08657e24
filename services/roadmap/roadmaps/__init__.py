"""Roadmaps (дорожные карты): plans of measures of a municipality or a school, drafted, approved, amended, closed."""
