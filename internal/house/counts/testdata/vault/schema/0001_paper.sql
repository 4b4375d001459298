-- +goose Up
CREATE TABLE vault_paper (
	id       TEXT PRIMARY KEY,
	org      TEXT NOT NULL,
	dossier  TEXT NOT NULL,
	level    INTEGER NOT NULL,
	version  INTEGER NOT NULL,
	number   TEXT NOT NULL,
	title    TEXT NOT NULL,
	holder   TEXT NOT NULL,
	begun    TEXT NOT NULL,
	ended    TEXT NOT NULL
);
