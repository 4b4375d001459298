-- +goose Up
CREATE TABLE job_job (
	id      TEXT PRIMARY KEY,
	org     TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level   INTEGER NOT NULL,
	version INTEGER NOT NULL,
	title   TEXT NOT NULL,
	kind    TEXT NOT NULL,
	due     TEXT NOT NULL,
	wait    TEXT NOT NULL
);
