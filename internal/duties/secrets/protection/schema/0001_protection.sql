-- +goose Up
CREATE TABLE protection_delegation (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	state TEXT NOT NULL,
	code TEXT NOT NULL,
	year INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	title TEXT NOT NULL,
	basis TEXT NOT NULL,
	organ TEXT NOT NULL,
	signs TEXT NOT NULL,
	cyber_unit TEXT NOT NULL,
	cyber_no TEXT NOT NULL,
	scope_from TEXT NOT NULL,
	scope_to TEXT NOT NULL,
	start_on TEXT NOT NULL,
	end_on TEXT NOT NULL,
	plan_no TEXT NOT NULL,
	plan_file TEXT NOT NULL,
	proposed_by TEXT NOT NULL,
	proposed_by_name TEXT NOT NULL,
	proposed_on TEXT NOT NULL,
	refuse_reason TEXT NOT NULL,
	decision_no TEXT NOT NULL,
	decision_on TEXT NOT NULL,
	decided_by TEXT NOT NULL,
	decided_by_name TEXT NOT NULL,
	announced_on TEXT NOT NULL,
	announce_no TEXT NOT NULL,
	begun_on TEXT NOT NULL,
	report_no TEXT NOT NULL,
	report_on TEXT NOT NULL,
	reported_by TEXT NOT NULL,
	conclusion_no TEXT NOT NULL,
	conclusion_on TEXT NOT NULL,
	conclusion TEXT NOT NULL,
	concluded_by TEXT NOT NULL,
	concluded_by_name TEXT NOT NULL,
	followed_on TEXT NOT NULL,
	closed_on TEXT NOT NULL,
	archive_no TEXT NOT NULL
);

CREATE TABLE protection_member (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	state TEXT NOT NULL,
	delegation TEXT NOT NULL,
	account TEXT NOT NULL,
	person TEXT NOT NULL,
	name TEXT NOT NULL,
	unit TEXT NOT NULL,
	unit_name TEXT NOT NULL,
	place TEXT NOT NULL,
	tie TEXT NOT NULL,
	tie_note TEXT NOT NULL,
	checked_on TEXT NOT NULL,
	left_on TEXT NOT NULL,
	left_why TEXT NOT NULL
);

CREATE TABLE protection_body (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	state TEXT NOT NULL,
	delegation TEXT NOT NULL,
	code TEXT NOT NULL,
	basis TEXT NOT NULL,
	unit TEXT NOT NULL,
	unit_name TEXT NOT NULL,
	announced_on TEXT NOT NULL,
	representative TEXT NOT NULL,
	checked_on TEXT NOT NULL,
	answers TEXT NOT NULL,
	check_note TEXT NOT NULL,
	draft_no TEXT NOT NULL,
	draft_on TEXT NOT NULL,
	reply_due TEXT NOT NULL,
	heard_on TEXT NOT NULL,
	heard_no TEXT NOT NULL,
	heard_file TEXT NOT NULL,
	said TEXT NOT NULL,
	waived_on TEXT NOT NULL,
	waived_no TEXT NOT NULL,
	conclusion_no TEXT NOT NULL,
	conclusion_on TEXT NOT NULL,
	concluded_by TEXT NOT NULL,
	grade TEXT NOT NULL,
	conclusion TEXT NOT NULL,
	drop_reason TEXT NOT NULL,
	faults INTEGER NOT NULL
);

CREATE TABLE protection_finding (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	state TEXT NOT NULL,
	delegation TEXT NOT NULL,
	body TEXT NOT NULL,
	unit TEXT NOT NULL,
	unit_name TEXT NOT NULL,
	code TEXT NOT NULL,
	rating TEXT NOT NULL,
	text TEXT NOT NULL,
	rule TEXT NOT NULL,
	found_on TEXT NOT NULL,
	found_by TEXT NOT NULL,
	due_on TEXT NOT NULL,
	concluded_on TEXT NOT NULL,
	withdraw_reason TEXT NOT NULL,
	remedy TEXT NOT NULL,
	remedied_on TEXT NOT NULL,
	remedy_by TEXT NOT NULL,
	evidence_no TEXT NOT NULL,
	evidence_file TEXT NOT NULL,
	rechecked_on TEXT NOT NULL,
	rechecked_by TEXT NOT NULL,
	recheck_note TEXT NOT NULL,
	returned INTEGER NOT NULL,
	handover_no TEXT NOT NULL,
	handover_on TEXT NOT NULL,
	handover_to TEXT NOT NULL
);

CREATE UNIQUE INDEX protection_delegation_code ON protection_delegation (org, code);
CREATE INDEX protection_delegation_list ON protection_delegation (org, state, start_on);
CREATE INDEX protection_delegation_order ON protection_delegation (start_on, id);
CREATE INDEX protection_delegation_seq ON protection_delegation (org, year, seq);
CREATE INDEX protection_member_of ON protection_member (delegation, id);
CREATE INDEX protection_member_account ON protection_member (account, state);
CREATE INDEX protection_body_of ON protection_body (delegation, id);
CREATE INDEX protection_body_unit ON protection_body (unit, conclusion_on);
CREATE INDEX protection_body_order ON protection_body (conclusion_on, id);
CREATE INDEX protection_body_state ON protection_body (state, reply_due, id);
CREATE INDEX protection_finding_of ON protection_finding (body, id);
CREATE INDEX protection_finding_delegation ON protection_finding (delegation, id);
CREATE INDEX protection_finding_due ON protection_finding (state, due_on, id);
CREATE INDEX protection_finding_code ON protection_finding (code, found_on, id);
CREATE INDEX protection_finding_order ON protection_finding (found_on, id);
