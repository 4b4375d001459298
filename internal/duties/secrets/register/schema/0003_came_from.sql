-- +goose Up

ALTER TABLE secrets_item ADD COLUMN came_from TEXT NOT NULL DEFAULT '';
