-- +goose Up
CREATE TABLE factors_totp (
	id         TEXT PRIMARY KEY,
	org        TEXT NOT NULL,
	dossier    TEXT NOT NULL,
	level      INTEGER NOT NULL,
	version    INTEGER NOT NULL,
	account    TEXT NOT NULL,
	secret     TEXT NOT NULL,
	last_step  BIGINT NOT NULL,
	added_at   TEXT NOT NULL,
	used_at    TEXT NOT NULL,
	removed_at TEXT NOT NULL
);
CREATE INDEX factors_totp_account ON factors_totp (account, removed_at, id);

CREATE TABLE factors_passkey (
	id         TEXT PRIMARY KEY,
	org        TEXT NOT NULL,
	dossier    TEXT NOT NULL,
	level      INTEGER NOT NULL,
	version    INTEGER NOT NULL,
	account    TEXT NOT NULL,
	name       TEXT NOT NULL,
	site       TEXT NOT NULL,
	handle     TEXT NOT NULL UNIQUE,
	credential TEXT NOT NULL,
	added_at   TEXT NOT NULL,
	used_at    TEXT NOT NULL,
	removed_at TEXT NOT NULL
);
CREATE INDEX factors_passkey_account ON factors_passkey (account, removed_at, id);

CREATE TABLE factors_recovery (
	id         TEXT PRIMARY KEY,
	org        TEXT NOT NULL,
	dossier    TEXT NOT NULL,
	level      INTEGER NOT NULL,
	version    INTEGER NOT NULL,
	account    TEXT NOT NULL,
	digest     TEXT NOT NULL,
	added_at   TEXT NOT NULL,
	used_at    TEXT NOT NULL,
	removed_at TEXT NOT NULL
);
CREATE INDEX factors_recovery_account ON factors_recovery (account, removed_at, used_at, id);

CREATE TABLE factors_half (
	id          TEXT PRIMARY KEY,
	org         TEXT NOT NULL,
	dossier     TEXT NOT NULL,
	level       INTEGER NOT NULL,
	version     INTEGER NOT NULL,
	account     TEXT NOT NULL,
	token       TEXT NOT NULL UNIQUE,
	began_at    TEXT NOT NULL,
	password_at TEXT NOT NULL,
	address     TEXT NOT NULL,
	machine     TEXT NOT NULL,
	goal        TEXT NOT NULL,
	wrong       INTEGER NOT NULL,
	ended_at    TEXT NOT NULL
);
CREATE INDEX factors_half_account ON factors_half (account, began_at, id);

CREATE TABLE factors_demand (
	id      TEXT PRIMARY KEY,
	org     TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level   INTEGER NOT NULL,
	version INTEGER NOT NULL,
	role    TEXT NOT NULL UNIQUE,
	due     TEXT NOT NULL
);
