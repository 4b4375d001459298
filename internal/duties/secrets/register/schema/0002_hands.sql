-- +goose Up

ALTER TABLE secrets_item ADD COLUMN origin TEXT NOT NULL DEFAULT '';
ALTER TABLE secrets_copy ADD COLUMN given_by TEXT NOT NULL DEFAULT '';
ALTER TABLE secrets_copy ADD COLUMN approver TEXT NOT NULL DEFAULT '';
ALTER TABLE secrets_copy ADD COLUMN approver_name TEXT NOT NULL DEFAULT '';
ALTER TABLE secrets_copy ADD COLUMN awaits_entry BOOLEAN NOT NULL DEFAULT FALSE;

CREATE INDEX secrets_item_origin ON secrets_item (origin, org) WHERE origin <> '';
CREATE INDEX secrets_copy_entry ON secrets_copy (unit, item, copy_no) WHERE awaits_entry;
