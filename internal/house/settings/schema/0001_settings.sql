-- +goose Up
CREATE TABLE settings_rule (
	id             TEXT PRIMARY KEY,
	org            TEXT NOT NULL,
	dossier        TEXT NOT NULL,
	level          INTEGER NOT NULL,
	version        INTEGER NOT NULL,
	code           TEXT NOT NULL,
	value          TEXT NOT NULL,
	unit           TEXT NOT NULL,
	day_kind       TEXT NOT NULL,
	tier           TEXT NOT NULL,
	instrument     TEXT NOT NULL,
	article        TEXT NOT NULL,
	valid_from     TEXT NOT NULL,
	valid_to       TEXT NOT NULL,
	confidence     TEXT NOT NULL,
	note           TEXT NOT NULL,
	state          TEXT NOT NULL,
	entered_by     TEXT NOT NULL,
	entered_name   TEXT NOT NULL,
	entered_at     TEXT NOT NULL,
	confirmed_by   TEXT NOT NULL,
	confirmed_name TEXT NOT NULL,
	confirmed_at   TEXT NOT NULL
);
CREATE INDEX settings_rule_code ON settings_rule (code, state);

CREATE TABLE settings_day (
	id       TEXT PRIMARY KEY,
	org      TEXT NOT NULL,
	dossier  TEXT NOT NULL,
	level    INTEGER NOT NULL,
	version  INTEGER NOT NULL,
	day      TEXT NOT NULL,
	kind     TEXT NOT NULL,
	name     TEXT NOT NULL,
	decree   TEXT NOT NULL,
	added_by TEXT NOT NULL,
	added_at TEXT NOT NULL,
	ended_by TEXT NOT NULL,
	ended_at TEXT NOT NULL
);
CREATE INDEX settings_day_day ON settings_day (day, id);
