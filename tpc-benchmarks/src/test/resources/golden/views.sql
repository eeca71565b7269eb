USE tpch;
--> ok
CREATE SCHEMA gv;
--> ok
CREATE VIEW gv.nations (id COMMENT 'key', name, region) COMMENT 'with regions' AS SELECT n_nationkey, n_name, r_name FROM nation JOIN region ON n_regionkey = r_regionkey -- all of them
;
--> ok
SELECT * FROM gv.nations WHERE id < 3 ORDER BY id;
--> [id BIGINT, name STRING, region STRING]
--> 0 | ALGERIA | AFRICA
--> 1 | ARGENTINA | AMERICA
--> 2 | BRAZIL | AMERICA
SELECT v.name FROM gv.nations v WHERE v.region = 'ASIA' ORDER BY v.name LIMIT 2;
--> [name STRING]
--> CHINA
--> INDIA
DESCRIBE gv.nations;
--> [col_name STRING, data_type STRING, comment STRING]
--> id | bigint | key
--> name | string | null
--> region | string | null
DESCRIBE EXTENDED gv.nations;
--> [col_name STRING, data_type STRING, comment STRING]
--> id | bigint | key
--> name | string | null
--> region | string | null
-->  |  | 
--> # Detailed Table Information |  | 
--> Catalog | lake | 
--> Database | gv | 
--> Table | nations | 
--> Type | VIEW | 
--> Comment | with regions | 
--> View Text | SELECT n_nationkey, n_name, r_name FROM nation JOIN region ON n_regionkey = r_regionkey -- all of them | 
--> View Original Text | SELECT n_nationkey, n_name, r_name FROM nation JOIN region ON n_regionkey = r_regionkey -- all of them | 
--> View Catalog and Namespace | lake.tpch | 
--> View Schema Mode | COMPENSATION | 
--> View Query Output Columns | [`n_nationkey`, `n_name`, `r_name`] | 
SHOW VIEWS IN gv;
--> [namespace STRING, viewName STRING, isTemporary BOOLEAN]
--> gv | nations | false
-- a view of a view, from elsewhere
USE gv;
--> ok
CREATE VIEW asian AS SELECT name, id FROM nations WHERE region = 'ASIA';
--> ok
USE default;
--> ok
SELECT count(*) FROM gv.asian;
--> [count(1) BIGINT]
--> 5
SELECT a.name, count(*) AS n FROM gv.asian a JOIN gv.nations b ON a.id >= b.id GROUP BY a.name ORDER BY n LIMIT 2;
--> [name STRING, n BIGINT]
--> INDIA | 9
--> INDONESIA | 10
-- SQL pipe syntax
FROM gv.asian |> WHERE id > 10 |> SELECT name |> ORDER BY name |> LIMIT 1;
--> [name STRING]
--> CHINA
CREATE TABLE gv.kept AS SELECT * FROM gv.asian;
--> ok
SELECT count(*) FROM gv.kept;
--> [count(1) BIGINT]
--> 5
INSERT INTO gv.kept SELECT name, id FROM gv.asian WHERE id = 8;
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1
SELECT count(*) FROM gv.kept;
--> [count(1) BIGINT]
--> 6
INSERT INTO gv.asian VALUES ('x', 1);
--> ! [EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE] The statement changes a table, but asian is a view. (line 1, column 13) SQLSTATE: 42809
DELETE FROM gv.asian;
--> ! [EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE] The statement changes a table, but asian is a view. (line 1, column 13) SQLSTATE: 42809
-- the query of a view changes, and its table
CREATE VIEW gv.every AS SELECT * FROM gv.kept;
--> ok
ALTER TABLE gv.kept ADD COLUMN more INT;
--> ok
SELECT * FROM gv.every ORDER BY id, name LIMIT 1;
--> [name STRING, id BIGINT]
--> INDIA | 8
DROP TABLE gv.kept;
--> ok
SELECT * FROM gv.every;
--> ! [TABLE_OR_VIEW_NOT_FOUND] View lake.gv.every cannot be read: Table lake.gv.kept not found. SQLSTATE: 42P01
CREATE OR REPLACE VIEW gv.every AS SELECT 1 AS one;
--> ok
SELECT * FROM gv.every;
--> [one INT]
--> 1
ALTER VIEW gv.every AS SELECT 'x' AS two;
--> ok
SELECT * FROM gv.every;
--> [two STRING]
--> x
ALTER VIEW gv.every RENAME TO each;
--> ok
SELECT * FROM gv.each;
--> [two STRING]
--> x
-- failures
CREATE VIEW gv.each AS SELECT 1 AS a;
--> ! [TABLE_OR_VIEW_ALREADY_EXISTS] Table or view lake.gv.each exists already. Choose another name, drop or replace it, or add IF NOT EXISTS. (line 1, column 13) SQLSTATE: 42P07
CREATE VIEW IF NOT EXISTS gv.each AS SELECT 1 AS a;
--> ok
CREATE VIEW gv.bad AS SELECT nosuch FROM tpch.nation;
--> ! [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `nosuch` cannot be resolved. Did you mean one of the following? [`n_name`, `n_comment`, `n_nationkey`, `n_regionkey`]. (line 1, column 30) SQLSTATE: 42703
CREATE VIEW gv.bad AS SELECT n_nationkey + 1 FROM tpch.nation;
--> ! [CREATE_PERMANENT_VIEW_WITHOUT_ALIAS] The column (n_nationkey + 1) of the view has no name. Write AS and a name behind it, or a list of names behind the view's. (line 1, column 13) SQLSTATE: 0A000
CREATE VIEW gv.bad (a, b) AS SELECT 1;
--> ! [CREATE_VIEW_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS] The view's list names 2 columns, and its query has 1. (line 1, column 13) SQLSTATE: 21S01
ALTER VIEW gv.each AS SELECT * FROM gv.each;
--> ! [RECURSIVE_VIEW] View gv.each would depend on itself, directly or through other views. (line 1, column 12) SQLSTATE: 42K0H
SELECT * FROM gv.each VERSION AS OF 1;
--> ! [UNSUPPORTED_FEATURE.TIME_TRAVEL] View each has no versions; only a table has. (line 1, column 15) SQLSTATE: 0A000
DROP TABLE gv.each;
--> ! [WRONG_COMMAND_FOR_OBJECT_TYPE] The operation DROP TABLE requires a table, but lake.gv.each is a view. Use DROP VIEW instead. (line 1, column 12) SQLSTATE: 42809
CREATE OR REPLACE VIEW tpch.nation AS SELECT 1 AS a;
--> ! [EXPECT_VIEW_NOT_TABLE.NO_ALTERNATIVE] The table lake.tpch.nation does not support CREATE OR REPLACE VIEW. Choose another name, or drop the table. (line 1, column 24) SQLSTATE: 42809
-- temporary views hide tables, and are the session's
CREATE TEMPORARY VIEW nation AS SELECT 42 AS answer;
--> ok
USE tpch;
--> ok
SELECT * FROM nation;
--> [answer INT]
--> 42
SELECT count(*) FROM tpch.nation;
--> [count(1) BIGINT]
--> 25
CREATE TEMPORARY VIEW nation AS SELECT 43 AS answer;
--> ! [TEMP_TABLE_OR_VIEW_ALREADY_EXISTS] Temporary view nation exists already. Choose another name, or CREATE OR REPLACE TEMPORARY VIEW. (line 1, column 23) SQLSTATE: 42P07
CREATE VIEW gv.bad AS SELECT * FROM nation;
--> ! [INVALID_TEMP_OBJ_REFERENCE] The view lake.gv.bad cannot use the temporary view nation, which ends with the session. Make one temporary, or the other permanent. (line 1, column 37) SQLSTATE: 42K0F
SHOW VIEWS;
--> [namespace STRING, viewName STRING, isTemporary BOOLEAN]
-->  | nation | true
DROP VIEW nation;
--> ok
SELECT count(*) FROM nation;
--> [count(1) BIGINT]
--> 25
DROP SCHEMA gv CASCADE;
--> ok
