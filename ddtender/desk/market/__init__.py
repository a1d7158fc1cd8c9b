"""Before the tender: risks, questionnaire, answers, talks."""
