-- +goose Up
CREATE TABLE accounts_request (
	id        TEXT PRIMARY KEY,
	org       TEXT NOT NULL,
	dossier   TEXT NOT NULL,
	level     INTEGER NOT NULL,
	version   INTEGER NOT NULL,
	account   TEXT NOT NULL,
	act       TEXT NOT NULL,
	name      TEXT NOT NULL,
	unit      TEXT NOT NULL,
	role      TEXT NOT NULL,
	clearance INTEGER NOT NULL,
	person    TEXT NOT NULL,
	asked_by  TEXT NOT NULL,
	asked_name TEXT NOT NULL,
	asked_at  TEXT NOT NULL,
	state     TEXT NOT NULL,
	done_by   TEXT NOT NULL,
	done_at   TEXT NOT NULL
);
CREATE INDEX accounts_request_account ON accounts_request (account, state, id);
