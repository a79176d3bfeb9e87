-- Each finished response with its age, sex and area; '' where it was not said. The inside of the other questions.
SELECT response.id,
  coalesce((SELECT min(choice) FROM responses_answer a WHERE a.response_id = response.id AND a.key = %(age)s AND a.place_id IS NULL), '') AS age,
  coalesce((SELECT min(choice) FROM responses_answer a WHERE a.response_id = response.id AND a.key = %(sex)s AND a.place_id IS NULL), '') AS sex,
  coalesce((SELECT min(choice) FROM responses_answer a WHERE a.response_id = response.id AND a.key = %(area)s AND a.place_id IS NULL), home.code, '') AS area
FROM responses_response response LEFT JOIN places_area home ON home.id = response.home_id
WHERE response.survey_id = %(survey)s AND response.finished IS NOT NULL
