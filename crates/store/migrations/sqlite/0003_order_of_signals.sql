-- Signals of banks stand in the order in which they changed; those kept before changes were counted stand at its beginning.

UPDATE records SET sort = '000000000000' WHERE kind = 'signal';
UPDATE record_keys SET sort = '000000000000' WHERE kind = 'signal';
