-- A second proof at signing in (RFC 6238). Secrets are sealed with a key that is not in the database.
ALTER TABLE accounts ADD COLUMN second_factor_required_at TEXT;

CREATE TABLE second_factors (
  account TEXT PRIMARY KEY COLLATE NOCASE REFERENCES accounts (name) ON DELETE CASCADE,
  -- NULL: none is in force yet.
  secret_sealed BLOB,
  confirmed_at TEXT,
  -- Told to its owner and not proven yet.
  pending_sealed BLOB,
  -- The time step of the newest code that was taken: none is taken twice.
  last_step INTEGER NOT NULL
) STRICT;

-- Each takes the place of one code, once. They carry enough randomness that a plain hash keeps them safe.
CREATE TABLE recovery_codes (
  account TEXT NOT NULL COLLATE NOCASE REFERENCES second_factors (account) ON DELETE CASCADE,
  code_hash TEXT NOT NULL,
  used_at TEXT,
  PRIMARY KEY (account, code_hash)
) STRICT;
