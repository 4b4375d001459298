-- +goose Up
ALTER TABLE accounts_account ADD COLUMN missed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts_account ADD COLUMN missed_at TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts_session ADD COLUMN how TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts_session ADD COLUMN proved_at TEXT NOT NULL DEFAULT '';
