-- +goose Up
CREATE TABLE org_unit (
	id         TEXT PRIMARY KEY,
	org        TEXT NOT NULL,
	dossier    TEXT NOT NULL,
	level      INTEGER NOT NULL,
	version    INTEGER NOT NULL,
	code       TEXT NOT NULL,
	kind       TEXT NOT NULL,
	tier       TEXT NOT NULL,
	kind_label TEXT NOT NULL,
	batch      TEXT NOT NULL,
	withdrawn  BOOLEAN NOT NULL
);
CREATE INDEX org_unit_code ON org_unit (code, tier);
CREATE INDEX org_unit_batch ON org_unit (batch);

CREATE TABLE org_span (
	id         TEXT PRIMARY KEY,
	org        TEXT NOT NULL,
	dossier    TEXT NOT NULL,
	level      INTEGER NOT NULL,
	version    INTEGER NOT NULL,
	unit       TEXT NOT NULL,
	parent     TEXT NOT NULL,
	name       TEXT NOT NULL,
	fold       TEXT NOT NULL,
	sort       TEXT NOT NULL,
	valid_from TEXT NOT NULL CHECK (length(valid_from) = 10),
	valid_to   TEXT NOT NULL CHECK (length(valid_to) = 10),
	batch      TEXT NOT NULL,
	ended_by   TEXT NOT NULL,
	withdrawn  BOOLEAN NOT NULL
);
CREATE INDEX org_span_unit ON org_span (unit, valid_from);
CREATE INDEX org_span_batch ON org_span (batch);
CREATE INDEX org_span_ended ON org_span (ended_by);
CREATE INDEX org_span_parent ON org_span (parent, valid_from, sort);

CREATE TABLE org_change (
	id         TEXT PRIMARY KEY,
	org        TEXT NOT NULL,
	dossier    TEXT NOT NULL,
	level      INTEGER NOT NULL,
	version    INTEGER NOT NULL,
	day        TEXT NOT NULL CHECK (length(day) = 10),
	kind       TEXT NOT NULL,
	old_unit   TEXT NOT NULL,
	new_unit   TEXT NOT NULL,
	extent     TEXT NOT NULL,
	instrument TEXT NOT NULL,
	batch      TEXT NOT NULL,
	withdrawn  BOOLEAN NOT NULL
);
CREATE INDEX org_change_old ON org_change (old_unit, day);
CREATE INDEX org_change_new ON org_change (new_unit, day);
CREATE INDEX org_change_batch ON org_change (batch);
