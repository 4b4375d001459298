-- +goose Up
CREATE TABLE journal (
	id      TEXT PRIMARY KEY,
	pos     BIGINT NOT NULL,
	at      TEXT NOT NULL CHECK (length(at) = 20),
	who     TEXT NOT NULL,
	name    TEXT NOT NULL,
	verb    TEXT NOT NULL,
	record  TEXT NOT NULL,
	dossier TEXT NOT NULL,
	was     TEXT NOT NULL,
	now     TEXT NOT NULL,
	leaf    BIGINT NOT NULL -- number in the tree; 4611686018427387904 while it waits, as wide as any number, so that sealing does not move the row
);
CREATE INDEX journal_pos ON journal (pos, id);
CREATE INDEX journal_record ON journal (record, id);
CREATE INDEX journal_dossier ON journal (dossier, id);

CREATE TABLE journal_hash (chunk BIGINT PRIMARY KEY, hashes BYTEA NOT NULL);

CREATE TABLE checkpoint (
	size BIGINT PRIMARY KEY,
	at   TEXT NOT NULL,
	root TEXT NOT NULL,
	note TEXT NOT NULL
);

CREATE TABLE fact (
	pos     BIGINT NOT NULL,
	key     TEXT NOT NULL,
	unit    TEXT NOT NULL,
	day     TEXT NOT NULL CHECK (length(day) = 10),
	n       BIGINT NOT NULL,
	record  TEXT NOT NULL,
	subject TEXT NOT NULL
);
CREATE INDEX fact_pos ON fact (pos);
CREATE INDEX fact_key ON fact (key, day, record, unit, n);
CREATE INDEX fact_record ON fact (record);

CREATE TABLE tally (
	node TEXT NOT NULL,
	year INTEGER NOT NULL,
	key  TEXT NOT NULL,
	m1 BIGINT NOT NULL, m2 BIGINT NOT NULL, m3 BIGINT NOT NULL, m4 BIGINT NOT NULL,
	m5 BIGINT NOT NULL, m6 BIGINT NOT NULL, m7 BIGINT NOT NULL, m8 BIGINT NOT NULL,
	m9 BIGINT NOT NULL, m10 BIGINT NOT NULL, m11 BIGINT NOT NULL, m12 BIGINT NOT NULL,
	PRIMARY KEY (node, year, key)
);

CREATE TABLE watermark (name TEXT PRIMARY KEY, pos BIGINT NOT NULL);
INSERT INTO watermark (name, pos) VALUES ('journal', 0), ('fact', 0), ('leaf', 0);

CREATE TABLE reach (
	root  TEXT NOT NULL,
	unit  TEXT NOT NULL,
	since TEXT NOT NULL,
	until TEXT NOT NULL,
	sees  BOOLEAN NOT NULL,
	PRIMARY KEY (root, unit, since)
);
CREATE INDEX reach_unit ON reach (unit, since, root);

CREATE TABLE barred (record TEXT NOT NULL, dossier TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY (dossier, person, record));
CREATE INDEX barred_record ON barred (record);

CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE blob (hash TEXT PRIMARY KEY, data BYTEA NOT NULL);
