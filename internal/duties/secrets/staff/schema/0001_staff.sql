-- +goose Up
CREATE TABLE staff_officer (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	state TEXT NOT NULL,
	kind TEXT NOT NULL,
	seat TEXT NOT NULL,
	person TEXT NOT NULL,
	name TEXT NOT NULL,
	unit TEXT NOT NULL,
	unit_name TEXT NOT NULL,
	post TEXT NOT NULL,
	decision_no TEXT NOT NULL,
	decision_on TEXT NOT NULL,
	from_on TEXT NOT NULL,
	to_on TEXT NOT NULL,
	leave_why TEXT NOT NULL,
	leave_no TEXT NOT NULL,
	successor TEXT NOT NULL
);

CREATE TABLE staff_undertaking (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	state TEXT NOT NULL,
	person TEXT NOT NULL,
	name TEXT NOT NULL,
	unit TEXT NOT NULL,
	unit_name TEXT NOT NULL,
	post TEXT NOT NULL,
	occasion TEXT NOT NULL,
	signed_on TEXT NOT NULL,
	paper_no TEXT NOT NULL,
	file TEXT NOT NULL,
	why TEXT NOT NULL
);

CREATE TABLE staff_training (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	state TEXT NOT NULL,
	title TEXT NOT NULL,
	held_on TEXT NOT NULL,
	to_on TEXT NOT NULL,
	place TEXT NOT NULL,
	content TEXT NOT NULL,
	organiser TEXT NOT NULL,
	hours INTEGER NOT NULL,
	paper_no TEXT NOT NULL,
	list TEXT NOT NULL,
	why TEXT NOT NULL,
	trained INTEGER NOT NULL
);

CREATE TABLE staff_participant (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	state TEXT NOT NULL,
	training TEXT NOT NULL,
	person TEXT NOT NULL,
	name TEXT NOT NULL,
	unit TEXT NOT NULL,
	unit_name TEXT NOT NULL,
	result TEXT NOT NULL,
	certificate TEXT NOT NULL,
	held_on TEXT NOT NULL,
	dedicated BOOLEAN NOT NULL,
	why TEXT NOT NULL
);

CREATE TABLE staff_rulebook (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	state TEXT NOT NULL,
	kind TEXT NOT NULL,
	number TEXT NOT NULL,
	title TEXT NOT NULL,
	unit TEXT NOT NULL,
	unit_name TEXT NOT NULL,
	issued_on TEXT NOT NULL,
	edition INTEGER NOT NULL,
	from_on TEXT NOT NULL,
	file TEXT NOT NULL,
	replaces TEXT NOT NULL,
	replaced_by TEXT NOT NULL,
	replaced_on TEXT NOT NULL
);

CREATE INDEX staff_officer_person ON staff_officer (person, state);
CREATE INDEX staff_officer_order ON staff_officer (from_on, id);
CREATE INDEX staff_officer_seat ON staff_officer (seat, state);
CREATE INDEX staff_undertaking_person ON staff_undertaking (person, occasion, signed_on);
CREATE INDEX staff_undertaking_order ON staff_undertaking (signed_on, id);
CREATE INDEX staff_training_order ON staff_training (held_on, id);
CREATE INDEX staff_participant_of ON staff_participant (training, id);
CREATE INDEX staff_participant_person ON staff_participant (person, held_on);
CREATE INDEX staff_rulebook_order ON staff_rulebook (from_on, id);
CREATE INDEX staff_rulebook_unit ON staff_rulebook (unit, state);
