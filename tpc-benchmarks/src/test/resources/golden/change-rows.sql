USE tpch;
--> ok
CREATE TABLE gd_t (id INT, name STRING, amount DECIMAL(10, 2));
--> ok
INSERT INTO gd_t VALUES (1, 'a', 10), (2, 'b', 20), (3, 'c', 30);
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 3 | 3
INSERT INTO gd_t (name, id) VALUES ('d', 4);
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1
INSERT INTO gd_t BY NAME SELECT 5 AS id, 'e' AS name;
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1
INSERT INTO gd_t TABLE gd_t;
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 5 | 5
SELECT * FROM gd_t ORDER BY id, name;
--> [id INT, name STRING, amount DECIMAL]
--> 1 | a | 10.00
--> 1 | a | 10.00
--> 2 | b | 20.00
--> 2 | b | 20.00
--> 3 | c | 30.00
--> 3 | c | 30.00
--> 4 | d | null
--> 4 | d | null
--> 5 | e | null
--> 5 | e | null
DELETE FROM gd_t WHERE id > 3;
--> [num_affected_rows BIGINT]
--> 4
UPDATE gd_t SET amount = amount * 2, name = upper(name) WHERE id = 1;
--> [num_affected_rows BIGINT]
--> 2
UPDATE gd_t SET nosuch = 1;
--> ! [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `nosuch` cannot be resolved. Did you mean one of the following? [`id`, `name`, `amount`]. (line 1, column 17) SQLSTATE: 42703
UPDATE gd_t SET amount = 'x';
--> ! [CAST_INVALID_INPUT] The value 'x' of the type "STRING" cannot be cast to "DECIMAL(10,2)" because it is malformed. Correct the value as per the syntax, or change its target type. Use `try_cast` to tolerate malformed input and return NULL instead. (line 1, column 1) SQLSTATE: 22018
UPDATE nosuch SET a = 1;
--> ! [TABLE_OR_VIEW_NOT_FOUND] Table lake.tpch.nosuch not found. (line 1, column 8) SQLSTATE: 42P01
DELETE FROM gd_t WHERE nosuch = 1;
--> ! [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `nosuch` cannot be resolved. Did you mean one of the following? [`id`, `name`, `amount`]. (line 1, column 24) SQLSTATE: 42703
SELECT DISTINCT * FROM gd_t ORDER BY id;
--> [id INT, name STRING, amount DECIMAL]
--> 1 | A | 20.00
--> 2 | b | 20.00
--> 3 | c | 30.00
CREATE OR REPLACE TABLE gd_s AS SELECT * FROM VALUES (1, 'one', 1.00), (9, 'nine', 9.00) AS v(id, name, amount);
--> ok
CREATE OR REPLACE TABLE gd_t AS SELECT DISTINCT * FROM gd_t;
--> ok
MERGE INTO gd_t t USING gd_s s ON t.id = s.id WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT * WHEN NOT MATCHED BY SOURCE AND t.id = 3 THEN DELETE;
--> [num_affected_rows BIGINT, num_updated_rows BIGINT, num_deleted_rows BIGINT, num_inserted_rows BIGINT]
--> 3 | 1 | 1 | 1
SELECT * FROM gd_t ORDER BY id;
--> [id INT, name STRING, amount DECIMAL]
--> 1 | one | 1.00
--> 2 | b | 20.00
--> 9 | nine | 9.00
-- two source rows for one target row
MERGE INTO gd_t t USING (SELECT 1 AS id FROM VALUES (1), (2)) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET name = 'twice';
--> ! [DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE] Cannot perform Merge as multiple source rows matched and attempted to modify the same
--> ! target row in the Delta table in possibly conflicting ways. By SQL semantics of Merge,
--> ! when multiple source rows match on the same target row, the result may be ambiguous
--> ! as it is unclear which source row should be used to update or delete the matching
--> ! target row. You can preprocess the source table to eliminate the possibility of
--> ! multiple matches. Please refer to
--> ! https://docs.delta.io/latest/delta-update.html#upsert-into-a-table-using-merge SQLSTATE: 21506
MERGE WITH SCHEMA EVOLUTION INTO gd_t t USING (SELECT 1 AS id, 'new' AS extra) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET *;
--> [num_affected_rows BIGINT, num_updated_rows BIGINT, num_deleted_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1 | 0 | 0
SELECT * FROM gd_t ORDER BY id;
--> [id INT, name STRING, amount DECIMAL, extra STRING]
--> 1 | one | 1.00 | new
--> 2 | b | 20.00 | null
--> 9 | nine | 9.00 | null
INSERT INTO gd_t REPLACE WHERE id = 1 SELECT 1, 'replaced', 7, NULL;
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1
SELECT id, name FROM gd_t ORDER BY id;
--> [id INT, name STRING]
--> 1 | replaced
--> 2 | b
--> 9 | nine
WITH x AS (SELECT 50 AS id) INSERT INTO gd_t (id) SELECT id FROM x;
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1
TRUNCATE TABLE gd_t;
--> [num_affected_rows BIGINT]
--> 4
SELECT count(*) FROM gd_t;
--> [count(1) BIGINT]
--> 0
-- a key makes an insert happen once
SET penstock.idempotency_key = load-1;
--> [key STRING, value STRING]
--> penstock.idempotency_key | load-1
INSERT INTO gd_t (id) VALUES (100);
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1
SET penstock.idempotency_key = load-1;
--> [key STRING, value STRING]
--> penstock.idempotency_key | load-1
INSERT INTO gd_t (id) VALUES (100);
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 0 | 0
INSERT INTO gd_t (id) VALUES (101);
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1
SELECT id FROM gd_t ORDER BY id;
--> [id INT]
--> 100
--> 101
-- a key is of one statement
SET penstock.idempotency_key = load-1;
--> [key STRING, value STRING]
--> penstock.idempotency_key | load-1
INSERT INTO gd_t (id) VALUES (102);
--> ! [IDEMPOTENCY_KEY_REUSED] Another statement has changed the table under this idempotency key, so this one was not carried out. Give each statement a key of its own. SQLSTATE: 22023
RESET penstock.idempotency_key;
--> ok
-- what may not be changed
INSERT INTO information_schema.tables VALUES (1);
--> ! [EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE] The statement changes a table, but tables is a view. (line 1, column 13) SQLSTATE: 42809
INSERT INTO delta.`FOLDER/outside` VALUES (1);
--> ! [LOCATION_NOT_ALLOWED] The location 'FOLDER/outside' is outside of the folders that this server may use. Choose a folder that this server may use. (line 1, column 13) SQLSTATE: 42501
DELETE FROM gd_t WHERE id IN (SELECT id FROM nosuch);
--> ! [TABLE_OR_VIEW_NOT_FOUND] Table lake.tpch.nosuch not found. (line 1, column 46) SQLSTATE: 42P01
-- names that an expression gives
CREATE TABLE IDENTIFIER('gd_' || 'named') (id INT);
--> ok
INSERT INTO IDENTIFIER('gd_' || 'named') VALUES (1), (2), (3);
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 3 | 3
UPDATE IDENTIFIER('tpch.gd_' 'named') SET id = id * 10 WHERE id > 1;
--> [num_affected_rows BIGINT]
--> 2
MERGE INTO IDENTIFIER('gd_' || 'named') AS t USING IDENTIFIER('gd_' || 'named') AS s ON t.id = s.id AND s.id = 30
WHEN MATCHED THEN UPDATE SET id = 40;
--> [num_affected_rows BIGINT, num_updated_rows BIGINT, num_deleted_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1 | 0 | 0
DELETE FROM IDENTIFIER('gd_' || 'named') WHERE id = 1;
--> [num_affected_rows BIGINT]
--> 1
SELECT * FROM gd_named ORDER BY id;
--> [id INT]
--> 20
--> 40
DELETE FROM IDENTIFIER('gd_' || 'nosuch');
--> ! [TABLE_OR_VIEW_NOT_FOUND] Table lake.tpch.gd_nosuch not found. SQLSTATE: 42P01
DROP TABLE gd_named;
--> ok
