-- +goose Up
-- A record that can be found: its number among those of its group, and the
-- part of it that visibility rests on. All of it follows from the records.
CREATE TABLE search_entry (
	grp     TEXT NOT NULL,
	n       BIGINT NOT NULL,
	tbl     TEXT NOT NULL,
	id      TEXT NOT NULL,
	org     TEXT NOT NULL,
	dossier TEXT NOT NULL,
	level   INTEGER NOT NULL,
	digest  TEXT NOT NULL, -- of the words: whether they changed
	PRIMARY KEY (grp, n)
);
CREATE UNIQUE INDEX search_entry_record ON search_entry (tbl, id);

-- Which of the 64 entries of a page hold a word: bit n % 64 of page n / 64. A
-- block is 256 pages.
CREATE TABLE search_posting (
	grp   TEXT NOT NULL,
	block BIGINT NOT NULL,
	token TEXT NOT NULL,
	page  BIGINT NOT NULL,
	bits  BIGINT NOT NULL,
	PRIMARY KEY (grp, block, token, page)
);

INSERT INTO watermark (name, pos) VALUES ('search', 0);
