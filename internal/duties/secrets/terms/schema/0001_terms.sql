-- +goose Up

CREATE TABLE terms_extension (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	state TEXT NOT NULL,
	item TEXT NOT NULL,
	number TEXT NOT NULL,
	grade INTEGER NOT NULL,
	expires_on TEXT NOT NULL,
	last_day TEXT NOT NULL,
	term_window TEXT NOT NULL,
	months INTEGER NOT NULL,
	late BOOLEAN NOT NULL,
	new_expires_on TEXT NOT NULL,
	term TEXT NOT NULL,
	notice_due TEXT NOT NULL,
	stamped_on TEXT NOT NULL,
	notified_on TEXT NOT NULL,
	missed_on TEXT NOT NULL,
	proposed_by TEXT NOT NULL,
	proposed_by_name TEXT NOT NULL,
	proposed_on TEXT NOT NULL,
	reason TEXT NOT NULL,
	decision_no TEXT NOT NULL,
	decided_on TEXT NOT NULL,
	decider TEXT NOT NULL,
	decider_name TEXT NOT NULL,
	decided_by TEXT NOT NULL,
	decided_name TEXT NOT NULL,
	decision_file TEXT NOT NULL,
	refused_why TEXT NOT NULL
);

CREATE TABLE terms_level (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	state TEXT NOT NULL,
	item TEXT NOT NULL,
	number TEXT NOT NULL,
	from_grade INTEGER NOT NULL,
	to_grade INTEGER NOT NULL,
	entry TEXT NOT NULL,
	entry_code TEXT NOT NULL,
	old_expires_on TEXT NOT NULL,
	new_expires_on TEXT NOT NULL,
	term TEXT NOT NULL,
	notice_due TEXT NOT NULL,
	notified_on TEXT NOT NULL,
	remarked_on TEXT NOT NULL,
	proposed_by TEXT NOT NULL,
	proposed_by_name TEXT NOT NULL,
	proposed_on TEXT NOT NULL,
	reason TEXT NOT NULL,
	decision_no TEXT NOT NULL,
	decided_on TEXT NOT NULL,
	decider TEXT NOT NULL,
	decider_name TEXT NOT NULL,
	decided_by TEXT NOT NULL,
	decided_name TEXT NOT NULL,
	decision_file TEXT NOT NULL,
	refused_why TEXT NOT NULL
);

CREATE TABLE terms_declassification (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	state TEXT NOT NULL,
	item TEXT NOT NULL,
	number TEXT NOT NULL,
	grade INTEGER NOT NULL,
	way TEXT NOT NULL,
	partial BOOLEAN NOT NULL,
	released TEXT NOT NULL,
	item_filed BOOLEAN NOT NULL,
	search TEXT NOT NULL,
	entry TEXT NOT NULL,
	effective_on TEXT NOT NULL,
	ground TEXT NOT NULL,
	notice_due TEXT NOT NULL,
	notified_on TEXT NOT NULL,
	remarked_on TEXT NOT NULL,
	proposed_by TEXT NOT NULL,
	proposed_by_name TEXT NOT NULL,
	proposed_on TEXT NOT NULL,
	reason TEXT NOT NULL,
	set_up_no TEXT NOT NULL,
	set_up_file TEXT NOT NULL,
	set_up_on TEXT NOT NULL,
	chair TEXT NOT NULL,
	chair_name TEXT NOT NULL,
	chair_post TEXT NOT NULL,
	chair_unit TEXT NOT NULL,
	chair_unit_name TEXT NOT NULL,
	members TEXT NOT NULL,
	minutes_no TEXT NOT NULL,
	minute_file TEXT NOT NULL,
	met_on TEXT NOT NULL,
	opinion TEXT NOT NULL,
	decision_no TEXT NOT NULL,
	decided_on TEXT NOT NULL,
	decider TEXT NOT NULL,
	decider_name TEXT NOT NULL,
	decided_by TEXT NOT NULL,
	decided_name TEXT NOT NULL,
	decision_file TEXT NOT NULL,
	refused_why TEXT NOT NULL
);

CREATE TABLE terms_destruction (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	state TEXT NOT NULL,
	code TEXT NOT NULL,
	year INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	urgent BOOLEAN NOT NULL,
	unit TEXT NOT NULL,
	unit_name TEXT NOT NULL,
	grade INTEGER NOT NULL,
	keeper_name TEXT NOT NULL,
	place TEXT NOT NULL,
	method TEXT NOT NULL,
	executors TEXT NOT NULL,
	executed_on TEXT NOT NULL,
	executed_by TEXT NOT NULL,
	record_no TEXT NOT NULL,
	record_file TEXT NOT NULL,
	recorded_on TEXT NOT NULL,
	report_due TEXT NOT NULL,
	report_no TEXT NOT NULL,
	report_to TEXT NOT NULL,
	report_file TEXT NOT NULL,
	reported_on TEXT NOT NULL,
	alarm BOOLEAN NOT NULL,
	pieces INTEGER NOT NULL,
	proposed_by TEXT NOT NULL,
	proposed_by_name TEXT NOT NULL,
	proposed_on TEXT NOT NULL,
	reason TEXT NOT NULL,
	set_up_no TEXT NOT NULL,
	set_up_file TEXT NOT NULL,
	set_up_on TEXT NOT NULL,
	chair TEXT NOT NULL,
	chair_name TEXT NOT NULL,
	chair_post TEXT NOT NULL,
	chair_unit TEXT NOT NULL,
	chair_unit_name TEXT NOT NULL,
	members TEXT NOT NULL,
	minutes_no TEXT NOT NULL,
	minute_file TEXT NOT NULL,
	met_on TEXT NOT NULL,
	opinion TEXT NOT NULL,
	decision_no TEXT NOT NULL,
	decided_on TEXT NOT NULL,
	decider TEXT NOT NULL,
	decider_name TEXT NOT NULL,
	decided_by TEXT NOT NULL,
	decided_name TEXT NOT NULL,
	decision_file TEXT NOT NULL,
	refused_why TEXT NOT NULL
);

CREATE TABLE terms_piece (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	destruction TEXT NOT NULL,
	item TEXT NOT NULL,
	number TEXT NOT NULL,
	copy_id TEXT NOT NULL,
	no INTEGER NOT NULL,
	kind TEXT NOT NULL,
	grade INTEGER NOT NULL,
	holder TEXT NOT NULL,
	withdrawn BOOLEAN NOT NULL,
	destroyed_on TEXT NOT NULL
);

CREATE TABLE terms_notice (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	state TEXT NOT NULL,
	cause TEXT NOT NULL,
	record TEXT NOT NULL,
	item TEXT NOT NULL,
	number TEXT NOT NULL,
	grade INTEGER NOT NULL,
	unit TEXT NOT NULL,
	unit_name TEXT NOT NULL,
	holder TEXT NOT NULL,
	holder_name TEXT NOT NULL,
	copies TEXT NOT NULL,
	numbers TEXT NOT NULL,
	from_on TEXT NOT NULL,
	due_on TEXT NOT NULL,
	due TEXT NOT NULL,
	sent_no TEXT NOT NULL,
	sent_on TEXT NOT NULL,
	sent_by TEXT NOT NULL,
	acknowledged_on TEXT NOT NULL,
	acknowledged_by TEXT NOT NULL,
	acknowledged_name TEXT NOT NULL,
	remarked_on TEXT NOT NULL,
	remarked_by TEXT NOT NULL,
	remarked_name TEXT NOT NULL,
	late BOOLEAN NOT NULL
);

CREATE UNIQUE INDEX terms_extension_once ON terms_extension (item, expires_on);
CREATE INDEX terms_extension_state ON terms_extension (state, last_day, id);
CREATE INDEX terms_extension_latest ON terms_extension (last_day, id);
CREATE INDEX terms_level_item ON terms_level (item, id);
CREATE INDEX terms_level_state ON terms_level (state, proposed_on, id);
CREATE INDEX terms_level_latest ON terms_level (proposed_on, id);
CREATE INDEX terms_declassification_item ON terms_declassification (item, id);
CREATE INDEX terms_declassification_state ON terms_declassification (state, proposed_on, id);
CREATE INDEX terms_declassification_latest ON terms_declassification (proposed_on, id);
CREATE UNIQUE INDEX terms_destruction_code ON terms_destruction (org, year, seq);
CREATE INDEX terms_destruction_state ON terms_destruction (state, report_due, id);
CREATE INDEX terms_destruction_latest ON terms_destruction (year, seq, id);
CREATE INDEX terms_piece_of ON terms_piece (destruction, id);
CREATE INDEX terms_piece_copy ON terms_piece (copy_id, id);
CREATE INDEX terms_piece_item ON terms_piece (item, id);
CREATE INDEX terms_notice_record ON terms_notice (record, id);
CREATE INDEX terms_notice_item ON terms_notice (item, id);
CREATE INDEX terms_notice_state ON terms_notice (state, due_on, id);
CREATE INDEX terms_notice_latest ON terms_notice (due_on, id);
CREATE INDEX terms_notice_holder ON terms_notice (holder, state, id);

-- What leaves the secret list is found by its entry.
CREATE INDEX terms_item_entry ON secrets_item (list_entry, registered_on, id) WHERE ended_on = '';
