-- +goose Up
CREATE TABLE imports_batch (
	id       TEXT PRIMARY KEY,
	org      TEXT NOT NULL,
	dossier  TEXT NOT NULL,
	level    INTEGER NOT NULL,
	version  INTEGER NOT NULL,
	file     TEXT NOT NULL,
	hash     TEXT NOT NULL,
	size     INTEGER NOT NULL,
	kind     TEXT NOT NULL,
	day      TEXT NOT NULL CHECK (length(day) = 10),
	sheet    TEXT NOT NULL,
	mapping  TEXT NOT NULL,
	fixes    TEXT NOT NULL,
	skips    TEXT NOT NULL,
	state    TEXT NOT NULL,
	counts   TEXT NOT NULL,
	imported INTEGER NOT NULL,
	made_by  TEXT NOT NULL,
	made_at  TEXT NOT NULL
);
CREATE INDEX imports_batch_made ON imports_batch (made_at, id);
