-- Whitepaper ed. 3, 2: 0 no proof, 1 password, 2 password over TLS, 3 client certificate.
ALTER TABLE stations ADD COLUMN security_profile INTEGER NOT NULL DEFAULT 1 CHECK (security_profile BETWEEN 0 AND 3);

-- CN of the station's client certificate where that is not its identity.
ALTER TABLE stations ADD COLUMN certificate_name TEXT;

UPDATE stations SET security_profile = 0 WHERE without_password;
