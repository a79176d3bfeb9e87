-- Each finished response with its age, sex and area; '' where it was not said. The inside of the other questions.
SELECT response.id,
  coalesce(max(answer.choice) FILTER (WHERE answer.key = %(age)s), '') AS age,
  coalesce(max(answer.choice) FILTER (WHERE answer.key = %(sex)s), '') AS sex,
  coalesce(max(answer.choice) FILTER (WHERE answer.key = %(area)s), home.code, '') AS area
FROM responses_response response
LEFT JOIN responses_answer answer ON answer.response_id = response.id AND answer.place_id IS NULL
  AND answer.key IN (%(age)s, %(sex)s, %(area)s)
LEFT JOIN places_area home ON home.id = response.home_id
WHERE response.survey_id = %(survey)s AND response.finished IS NOT NULL AND response.set_aside_id IS NULL
GROUP BY response.id, home.code
