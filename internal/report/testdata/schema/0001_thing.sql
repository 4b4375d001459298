-- +goose Up
CREATE TABLE inspection_thing (
	id      TEXT PRIMARY KEY,
	org     TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level   INTEGER NOT NULL,
	version INTEGER NOT NULL,
	code    TEXT NOT NULL,
	title   TEXT NOT NULL,
	day     TEXT NOT NULL,
	keys    TEXT NOT NULL,
	barred  TEXT NOT NULL
);
