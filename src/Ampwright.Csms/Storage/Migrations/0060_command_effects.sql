-- Which of the features that hang on the end of a command failed, and how; NULL: none.
ALTER TABLE commands ADD COLUMN effect_error TEXT;
