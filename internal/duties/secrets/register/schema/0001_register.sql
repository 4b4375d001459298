-- +goose Up

CREATE TABLE secrets_item (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	state TEXT NOT NULL,
	book TEXT NOT NULL,
	year INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	symbol TEXT NOT NULL,
	number TEXT NOT NULL,
	grade INTEGER NOT NULL,
	parts TEXT NOT NULL,
	carrier TEXT NOT NULL,
	kind TEXT NOT NULL,
	pages INTEGER NOT NULL,
	list_entry TEXT NOT NULL,
	list_code TEXT NOT NULL,
	basis TEXT NOT NULL,
	issuer TEXT NOT NULL,
	issuer_name TEXT NOT NULL,
	successor TEXT NOT NULL,
	successor_name TEXT NOT NULL,
	drafted_on TEXT NOT NULL,
	determined_on TEXT NOT NULL,
	arrived_on TEXT NOT NULL,
	registered_on TEXT NOT NULL,
	issued_on TEXT NOT NULL,
	signer TEXT NOT NULL,
	drafter TEXT NOT NULL,
	proposed_by TEXT NOT NULL,
	proposed_by_name TEXT NOT NULL,
	classified_by TEXT NOT NULL,
	classified_by_name TEXT NOT NULL,
	classifier_person TEXT NOT NULL,
	power TEXT NOT NULL,
	return_reason TEXT NOT NULL,
	copy_allowed BOOLEAN NOT NULL,
	recallable BOOLEAN NOT NULL,
	recall_on TEXT NOT NULL,
	recipients TEXT NOT NULL,
	copies INTEGER NOT NULL,
	storing TEXT NOT NULL,
	remarks TEXT NOT NULL,
	activity BOOLEAN NOT NULL,
	short_term TEXT NOT NULL,
	expires_on TEXT NOT NULL,
	term_code TEXT NOT NULL,
	law_version TEXT NOT NULL,
	extensions INTEGER NOT NULL,
	released TEXT NOT NULL,
	ended_on TEXT NOT NULL,
	ended_why TEXT NOT NULL,
	abstract_consent TEXT NOT NULL,
	draft_fate TEXT NOT NULL,
	draft_fate_on TEXT NOT NULL
);

CREATE TABLE secrets_abstract (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	item TEXT NOT NULL,
	words TEXT NOT NULL
);

CREATE TABLE secrets_list_entry (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	decision TEXT NOT NULL,
	clause TEXT NOT NULL,
	sector TEXT NOT NULL,
	words TEXT NOT NULL,
	grade INTEGER NOT NULL,
	valid_from TEXT NOT NULL,
	valid_to TEXT NOT NULL,
	sample BOOLEAN NOT NULL
);

CREATE TABLE secrets_copy (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	state TEXT NOT NULL,
	item TEXT NOT NULL,
	book TEXT NOT NULL,
	number TEXT NOT NULL,
	grade INTEGER NOT NULL,
	copy_no INTEGER NOT NULL,
	copies_of INTEGER NOT NULL,
	kind TEXT NOT NULL,
	home TEXT NOT NULL,
	home_name TEXT NOT NULL,
	unit TEXT NOT NULL,
	unit_name TEXT NOT NULL,
	holder TEXT NOT NULL,
	holder_name TEXT NOT NULL,
	place TEXT NOT NULL,
	from_person TEXT NOT NULL,
	from_name TEXT NOT NULL,
	from_unit TEXT NOT NULL,
	from_unit_name TEXT NOT NULL,
	from_place TEXT NOT NULL,
	toward_state TEXT NOT NULL,
	back_state TEXT NOT NULL,
	held_since TEXT NOT NULL,
	due_on TEXT NOT NULL,
	checked_on TEXT NOT NULL,
	recall_on TEXT NOT NULL,
	sent_back_on TEXT NOT NULL,
	recalled BOOLEAN NOT NULL,
	permit TEXT NOT NULL,
	basis TEXT NOT NULL,
	marked BOOLEAN NOT NULL
);

CREATE TABLE secrets_custody_event (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	item TEXT NOT NULL,
	copy_id TEXT NOT NULL,
	copy_no INTEGER NOT NULL,
	kind TEXT NOT NULL,
	from_person TEXT NOT NULL,
	from_name TEXT NOT NULL,
	to_person TEXT NOT NULL,
	to_name TEXT NOT NULL,
	by_account TEXT NOT NULL,
	by_name TEXT NOT NULL,
	on_day TEXT NOT NULL,
	at_moment TEXT NOT NULL,
	due_on TEXT NOT NULL,
	note TEXT NOT NULL
);

CREATE TABLE secrets_authority (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	power TEXT NOT NULL,
	post TEXT NOT NULL,
	title TEXT NOT NULL,
	grade INTEGER NOT NULL,
	delegates BOOLEAN NOT NULL,
	instrument TEXT NOT NULL,
	article TEXT NOT NULL,
	valid_from TEXT NOT NULL,
	valid_to TEXT NOT NULL,
	confidence TEXT NOT NULL
);

CREATE TABLE secrets_appointment (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	person TEXT NOT NULL,
	person_name TEXT NOT NULL,
	post TEXT NOT NULL,
	unit TEXT NOT NULL,
	unit_name TEXT NOT NULL,
	deputy BOOLEAN NOT NULL,
	decision TEXT NOT NULL,
	from_on TEXT NOT NULL,
	to_on TEXT NOT NULL
);

CREATE TABLE secrets_delegation_of_power (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	state TEXT NOT NULL,
	power TEXT NOT NULL,
	grade INTEGER NOT NULL,
	giver TEXT NOT NULL,
	giver_name TEXT NOT NULL,
	deputy TEXT NOT NULL,
	deputy_name TEXT NOT NULL,
	number TEXT NOT NULL,
	signed_on TEXT NOT NULL,
	scope TEXT NOT NULL,
	content TEXT NOT NULL,
	from_on TEXT NOT NULL,
	to_on TEXT NOT NULL,
	revoked_on TEXT NOT NULL,
	revoked_why TEXT NOT NULL,
	recorded_by TEXT NOT NULL,
	recorded_name TEXT NOT NULL
);

CREATE TABLE secrets_handover (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	state TEXT NOT NULL,
	person TEXT NOT NULL,
	person_name TEXT NOT NULL,
	unit TEXT NOT NULL,
	unit_name TEXT NOT NULL,
	reason TEXT NOT NULL,
	leaves_on TEXT NOT NULL,
	to_person TEXT NOT NULL,
	to_name TEXT NOT NULL,
	to_unit TEXT NOT NULL,
	to_unit_name TEXT NOT NULL,
	copy_count INTEGER NOT NULL,
	undertaking TEXT NOT NULL,
	undertaking_on TEXT NOT NULL,
	opened_on TEXT NOT NULL,
	closed_on TEXT NOT NULL,
	opened_by TEXT NOT NULL,
	opened_name TEXT NOT NULL,
	closed_by TEXT NOT NULL,
	closed_name TEXT NOT NULL
);

CREATE TABLE secrets_stocktake (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	state TEXT NOT NULL,
	unit TEXT NOT NULL,
	unit_name TEXT NOT NULL,
	place TEXT NOT NULL,
	taken_on TEXT NOT NULL,
	finished_on TEXT NOT NULL,
	settled_on TEXT NOT NULL,
	expected INTEGER NOT NULL,
	seen INTEGER NOT NULL,
	absent INTEGER NOT NULL,
	elsewhere INTEGER NOT NULL,
	by_account TEXT NOT NULL,
	by_name TEXT NOT NULL,
	finished_by TEXT NOT NULL,
	signed TEXT NOT NULL
);

CREATE TABLE secrets_stocktake_line (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	stocktake TEXT NOT NULL,
	copy_id TEXT NOT NULL,
	item TEXT NOT NULL,
	number TEXT NOT NULL,
	copy_no INTEGER NOT NULL,
	grade INTEGER NOT NULL,
	where_kept TEXT NOT NULL,
	result TEXT NOT NULL,
	seen_at TEXT NOT NULL,
	settled_on TEXT NOT NULL,
	settled_by TEXT NOT NULL,
	settled TEXT NOT NULL
);

CREATE TABLE secrets_printed_page (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	book TEXT NOT NULL,
	year INTEGER NOT NULL,
	page_no INTEGER NOT NULL,
	first_no INTEGER NOT NULL,
	last_no INTEGER NOT NULL,
	row_count INTEGER NOT NULL,
	digest TEXT NOT NULL,
	journal_seq INTEGER NOT NULL,
	checkpoint TEXT NOT NULL,
	printed_on TEXT NOT NULL,
	by_account TEXT NOT NULL,
	by_name TEXT NOT NULL,
	replaces TEXT NOT NULL,
	replaced_on TEXT NOT NULL,
	filed TEXT NOT NULL,
	filed_on TEXT NOT NULL
);

-- A number in a book of an office and year is given once (S32).
CREATE UNIQUE INDEX secrets_item_number ON secrets_item (org, book, year, seq) WHERE seq > 0;
-- The register page, newest number first, and what waits in a state.
CREATE INDEX secrets_item_book ON secrets_item (book, year, seq, id);
CREATE INDEX secrets_item_state ON secrets_item (state, book, registered_on, id);
-- What falls due: found by the day, however long the history is.
CREATE INDEX secrets_item_expires ON secrets_item (expires_on, id) WHERE ended_on = '';
CREATE INDEX secrets_item_recall ON secrets_item (recall_on, id) WHERE recall_on <> '' AND ended_on = '';
CREATE INDEX secrets_item_dossier ON secrets_item (dossier);
CREATE INDEX secrets_item_words ON secrets_item (number);
CREATE UNIQUE INDEX secrets_abstract_item ON secrets_abstract (item);

CREATE INDEX secrets_copy_item ON secrets_copy (item, copy_no);
-- Who holds what.
CREATE INDEX secrets_copy_holder ON secrets_copy (holder, state, due_on, id) WHERE holder <> '';
CREATE INDEX secrets_copy_giver ON secrets_copy (from_person, state, id) WHERE from_person <> '';
CREATE INDEX secrets_copy_unit ON secrets_copy (unit, place, state, id);
CREATE INDEX secrets_copy_due ON secrets_copy (state, due_on, id);
CREATE INDEX secrets_copy_recall ON secrets_copy (recall_on, id) WHERE recall_on <> '' AND NOT recalled;
CREATE INDEX secrets_copy_dossier ON secrets_copy (dossier);

CREATE INDEX secrets_custody_event_copy ON secrets_custody_event (copy_id, at_moment, id);
CREATE INDEX secrets_custody_event_item ON secrets_custody_event (item, at_moment, id);
CREATE INDEX secrets_list_entry_from ON secrets_list_entry (valid_from, id);
CREATE INDEX secrets_authority_power ON secrets_authority (power, post);
CREATE INDEX secrets_appointment_person ON secrets_appointment (person);
CREATE INDEX secrets_delegation_of_power_deputy ON secrets_delegation_of_power (deputy, power);
CREATE INDEX secrets_handover_person ON secrets_handover (person, state);
CREATE INDEX secrets_handover_state ON secrets_handover (state, leaves_on, id);
CREATE INDEX secrets_stocktake_state ON secrets_stocktake (state, taken_on, id);
CREATE INDEX secrets_stocktake_line_take ON secrets_stocktake_line (stocktake, result, number, copy_no, id);
CREATE UNIQUE INDEX secrets_stocktake_line_copy ON secrets_stocktake_line (stocktake, copy_id);
CREATE INDEX secrets_stocktake_line_open ON secrets_stocktake_line (result, id) WHERE settled_on = '' AND result IN ('absent', 'misplaced', 'ended');
CREATE INDEX secrets_printed_page_book ON secrets_printed_page (org, book, year, page_no);
