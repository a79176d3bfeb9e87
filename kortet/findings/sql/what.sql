-- What an answer says, as a text: a choice, a number, a day as its month, else that something was said.
CASE WHEN answer.choice <> '' THEN answer.choice WHEN answer.number IS NOT NULL THEN answer.number::text
    WHEN answer.day IS NOT NULL THEN to_char(answer.day, 'YYYY-MM') ELSE '*' END
