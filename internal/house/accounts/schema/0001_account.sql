-- +goose Up
CREATE TABLE accounts_account (
	id           TEXT PRIMARY KEY,
	org          TEXT NOT NULL,
	dossier      TEXT NOT NULL,
	level        INTEGER NOT NULL,
	version      INTEGER NOT NULL,
	login        TEXT NOT NULL UNIQUE,
	name         TEXT NOT NULL,
	fold         TEXT NOT NULL,
	sort         TEXT NOT NULL,
	unit         TEXT NOT NULL,
	role         TEXT NOT NULL,
	clearance    INTEGER NOT NULL,
	person       TEXT NOT NULL,
	password     TEXT NOT NULL,
	password_at  TEXT NOT NULL,
	password_by  TEXT NOT NULL,
	must_change  BOOLEAN NOT NULL,
	state        TEXT NOT NULL,
	failed       INTEGER NOT NULL,
	failed_at    TEXT NOT NULL,
	locks        INTEGER NOT NULL,
	locked_until TEXT NOT NULL
);
CREATE INDEX accounts_account_sort ON accounts_account (sort, id);

CREATE TABLE accounts_session (
	id        TEXT PRIMARY KEY,
	org       TEXT NOT NULL,
	dossier   TEXT NOT NULL,
	level     INTEGER NOT NULL,
	version   INTEGER NOT NULL,
	account   TEXT NOT NULL,
	token     TEXT NOT NULL UNIQUE,
	began_at  TEXT NOT NULL,
	address   TEXT NOT NULL,
	machine   TEXT NOT NULL,
	ended_at  TEXT NOT NULL,
	ended_by  TEXT NOT NULL,
	ended_how TEXT NOT NULL
);
CREATE INDEX accounts_session_account ON accounts_session (account, began_at, id);
