-- +goose Up

ALTER TABLE inspection_case ADD COLUMN admin_notice_on TEXT NOT NULL DEFAULT '';
ALTER TABLE inspection_appeal ADD COLUMN denounces BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE inspection_appeal ADD COLUMN guided_on TEXT NOT NULL DEFAULT '';
