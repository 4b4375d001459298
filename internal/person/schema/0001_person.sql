-- +goose Up
CREATE TABLE person_person (
	id            TEXT PRIMARY KEY,
	org           TEXT NOT NULL,
	dossier       TEXT NOT NULL,
	level         INTEGER NOT NULL,
	version       INTEGER NOT NULL,
	name          TEXT NOT NULL,
	fold          TEXT NOT NULL,
	sort          TEXT NOT NULL,
	party_card_no TEXT NOT NULL,
	birth_year    INTEGER NOT NULL,
	standing      TEXT NOT NULL,
	unit          TEXT NOT NULL,
	positions     TEXT NOT NULL,
	state_post    TEXT NOT NULL,
	managed_by    TEXT NOT NULL,
	status        TEXT NOT NULL,
	joined_on     TEXT NOT NULL,
	batch         TEXT NOT NULL,
	withdrawn     BOOLEAN NOT NULL
);
CREATE INDEX person_person_sort ON person_person (sort, id);
CREATE INDEX person_person_unit ON person_person (unit, sort, id);
CREATE INDEX person_person_card ON person_person (party_card_no);

CREATE TABLE person_membership (
	id         TEXT PRIMARY KEY,
	org        TEXT NOT NULL,
	dossier    TEXT NOT NULL,
	level      INTEGER NOT NULL,
	version    INTEGER NOT NULL,
	person     TEXT NOT NULL,
	unit       TEXT NOT NULL,
	standing   TEXT NOT NULL,
	valid_from TEXT NOT NULL CHECK (length(valid_from) = 10),
	valid_to   TEXT NOT NULL CHECK (length(valid_to) = 10),
	reason     TEXT NOT NULL,
	batch      TEXT NOT NULL,
	withdrawn  BOOLEAN NOT NULL
);
CREATE INDEX person_membership_person ON person_membership (person, valid_from);
CREATE INDEX person_membership_unit ON person_membership (unit, valid_from, person);
CREATE INDEX person_person_batch ON person_person (batch);
CREATE INDEX person_membership_batch ON person_membership (batch);
