-- +goose Up
CREATE TABLE counts_source (
	id           TEXT PRIMARY KEY,
	org          TEXT NOT NULL,
	dossier      TEXT NOT NULL,
	level        INTEGER NOT NULL,
	version      INTEGER NOT NULL,
	state        TEXT NOT NULL,
	name         TEXT NOT NULL,
	public       TEXT NOT NULL,
	fingerprint  TEXT NOT NULL,
	trusted_on   TEXT NOT NULL,
	trusted_by   TEXT NOT NULL,
	withdrawn_on TEXT NOT NULL,
	withdrawn_by TEXT NOT NULL
);
CREATE TABLE counts_file (
	id           TEXT PRIMARY KEY,
	org          TEXT NOT NULL,
	dossier      TEXT NOT NULL,
	level        INTEGER NOT NULL,
	version      INTEGER NOT NULL,
	state        TEXT NOT NULL,
	code         TEXT NOT NULL,
	source       TEXT NOT NULL,
	source_name  TEXT NOT NULL,
	office       TEXT NOT NULL,
	day_from     TEXT NOT NULL,
	day_to       TEXT NOT NULL,
	made         TEXT NOT NULL,
	journal_size BIGINT NOT NULL,
	journal_root TEXT NOT NULL,
	digest       TEXT NOT NULL,
	blob         TEXT NOT NULL,
	lines        INTEGER NOT NULL,
	imported_on  TEXT NOT NULL,
	imported_by  TEXT NOT NULL,
	replaced_on  TEXT NOT NULL,
	replaced_by  TEXT NOT NULL
);
CREATE UNIQUE INDEX counts_file_digest ON counts_file (digest);
CREATE INDEX counts_file_made ON counts_file (made, id);
CREATE TABLE counts_line (
	id        TEXT PRIMARY KEY,
	org       TEXT NOT NULL,
	dossier   TEXT NOT NULL,
	level     INTEGER NOT NULL,
	version   INTEGER NOT NULL,
	file      TEXT NOT NULL,
	code      TEXT NOT NULL,
	figure    TEXT NOT NULL,
	unit      TEXT NOT NULL,
	unit_name TEXT NOT NULL,
	day       TEXT NOT NULL CHECK (length(day) = 10),
	stock     BOOLEAN NOT NULL,
	day_until TEXT NOT NULL,
	n         INTEGER NOT NULL,
	void      BOOLEAN NOT NULL
);
CREATE INDEX counts_line_file ON counts_line (file, figure, day, id);
CREATE TABLE counts_export (
	id           TEXT PRIMARY KEY,
	org          TEXT NOT NULL,
	dossier      TEXT NOT NULL,
	level        INTEGER NOT NULL,
	version      INTEGER NOT NULL,
	file_name    TEXT NOT NULL,
	office       TEXT NOT NULL,
	day_from     TEXT NOT NULL,
	day_to       TEXT NOT NULL,
	made         TEXT NOT NULL,
	made_by      TEXT NOT NULL,
	journal_size BIGINT NOT NULL,
	lines        INTEGER NOT NULL
);
CREATE INDEX counts_export_made ON counts_export (made, id);
