drop policy mine on story_draft;
revoke all on story_draft from {app};
