-- +goose Up

CREATE TABLE inspection_paper (
	id TEXT PRIMARY KEY,
	org TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level INTEGER NOT NULL,
	version INTEGER NOT NULL,
	inspection TEXT NOT NULL,
	discipline TEXT NOT NULL,
	kind TEXT NOT NULL,
	title TEXT NOT NULL,
	no TEXT NOT NULL,
	signed_on TEXT NOT NULL,
	signer TEXT NOT NULL,
	file_name TEXT NOT NULL,
	file_type TEXT NOT NULL,
	hash TEXT NOT NULL,
	size INTEGER NOT NULL,
	added_by TEXT NOT NULL,
	added_on TEXT NOT NULL
);

CREATE INDEX inspection_paper_of ON inspection_paper (inspection, id);
CREATE INDEX inspection_paper_case ON inspection_paper (discipline, id);
CREATE INDEX inspection_paper_hash ON inspection_paper (hash);

CREATE INDEX inspection_inspection_latest ON inspection_inspection (year, seq, id);
CREATE INDEX inspection_case_latest ON inspection_case (year, seq, id);
CREATE INDEX inspection_appeal_latest ON inspection_appeal (year, seq, id);
CREATE INDEX inspection_reminder_latest ON inspection_reminder (issued_on, id);
CREATE INDEX inspection_suspension_latest ON inspection_suspension (from_on, id);
CREATE INDEX inspection_programme_latest ON inspection_programme (year, id);
