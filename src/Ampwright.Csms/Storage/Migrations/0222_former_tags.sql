-- Whose a tag was before it was deleted or given to another: a driver is told of it, and taken out of it.
CREATE TABLE former_id_tags (
  id_tag_key TEXT NOT NULL,
  id_tag TEXT NOT NULL,
  driver_id INTEGER NOT NULL,
  ended_at TEXT NOT NULL,
  PRIMARY KEY (id_tag_key, driver_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX former_id_tags_of_driver ON former_id_tags (driver_id);

-- Of those before this version, what sessions tell.
INSERT INTO former_id_tags (id_tag_key, id_tag, driver_id, ended_at)
SELECT t.id_tag_key, max(t.id_tag), p.driver_id, max(t.received_at)
FROM transactions t JOIN transaction_tariffs p ON p.transaction_id = t.transaction_id
WHERE p.driver_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM id_tags g WHERE g.id_tag_key = t.id_tag_key AND g.driver_id = p.driver_id)
GROUP BY t.id_tag_key, p.driver_id;
