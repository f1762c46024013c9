-- What people are looked for by: their names, e-mail, ids and roles in small letters. Who was removed stays on record,
-- since the differences of rosters still tell of them, and since their id is never given to another person.

ALTER TABLE people ADD COLUMN search TEXT;
ALTER TABLE people ADD COLUMN removed_at BIGINT;
