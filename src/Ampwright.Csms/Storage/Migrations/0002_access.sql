-- Who may do what: accounts, their sessions at the page, API tokens, and the log of every change.

CREATE TABLE accounts (
  name TEXT PRIMARY KEY COLLATE NOCASE,
  role TEXT NOT NULL CHECK (role IN ('viewer', 'support', 'operator', 'owner')),
  password_hash TEXT NOT NULL,
  created_at TEXT NOT NULL,
  password_changed_at TEXT NOT NULL
) STRICT;

CREATE TABLE api_tokens (
  name TEXT PRIMARY KEY COLLATE NOCASE,
  role TEXT NOT NULL CHECK (role IN ('viewer', 'support', 'operator', 'owner')),
  token_hash TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  expires_at TEXT
) STRICT;

-- key_hash: SHA-256 of the cookie's value, which itself is not kept. A session is an account's or an API token's, and ends with it.
CREATE TABLE sessions (
  key_hash TEXT PRIMARY KEY,
  account TEXT COLLATE NOCASE REFERENCES accounts (name) ON DELETE CASCADE,
  api_token TEXT COLLATE NOCASE REFERENCES api_tokens (name) ON DELETE CASCADE,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  CHECK ((account IS NULL) <> (api_token IS NULL))
) STRICT;
CREATE INDEX sessions_by_account ON sessions (account);
CREATE INDEX sessions_by_api_token ON sessions (api_token);

CREATE TABLE audit_log (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT
) STRICT;
CREATE TRIGGER audit_log_is_never_changed BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_log_is_never_shortened BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
