-- views over queries that only Spark understands
CREATE SCHEMA ge;
--> ok
USE ge;
--> ok
CREATE FUNCTION twice (x BIGINT) RETURNS BIGINT RETURN x * 2;
--> ok
CREATE VIEW doubled COMMENT 'by two' AS SELECT n_name AS name, twice(n_regionkey) AS r FROM tpch.nation -- all of them
;
--> ok
DESCRIBE doubled;
--> [col_name STRING, data_type STRING, comment STRING]
--> name | string | null
--> r | bigint | null
SHOW CREATE TABLE doubled;
--> [createtab_stmt STRING]
--> CREATE VIEW lake.ge.doubled (\n  name,\n  r)\nCOMMENT 'by two'\nWITH SCHEMA COMPENSATION\nAS SELECT n_name AS name, twice(n_regionkey) AS r FROM tpch.nation -- all of them\n
-- from elsewhere, where the function has another name, beside a table
USE tpch;
--> ok
SELECT name, r FROM ge.doubled WHERE r = 8 ORDER BY name LIMIT 2;
--> [name STRING, r BIGINT]
--> EGYPT | 8
--> IRAN | 8
SELECT d.name, r_name FROM region JOIN ge.doubled AS d ON r = 2 * r_regionkey WHERE d.name LIKE 'I%' ORDER BY 1;
--> [name STRING, r_name STRING]
--> INDIA | ASIA
--> INDONESIA | ASIA
--> IRAN | MIDDLE EAST
--> IRAQ | MIDDLE EAST
-- a view of such a view, with columns and comments of its own
CREATE VIEW ge.counted (twice COMMENT 'two times', n) TBLPROPERTIES ('a' = 'b') AS SELECT r, count(*) FROM ge.doubled GROUP BY r;
--> ok
SELECT * FROM ge.counted ORDER BY twice;
--> [twice BIGINT, n BIGINT]
--> 0 | 5
--> 2 | 5
--> 4 | 5
--> 6 | 5
--> 8 | 5
DESCRIBE ge.counted;
--> [col_name STRING, data_type STRING, comment STRING]
--> twice | bigint | two times
--> n | bigint | null
WITH doubled AS (SELECT 1 AS one) SELECT one, n FROM doubled, ge.counted WHERE twice = 0;
--> [one INT, n BIGINT]
--> 1 | 5
CREATE TABLE ge.made AS SELECT * FROM ge.counted WHERE n > 4;
--> ok
SELECT count(*) FROM ge.made;
--> [count(1) BIGINT]
--> 5
-- its columns are those that it had
CREATE TABLE ge.src (a INT, b STRING);
--> ok
INSERT INTO ge.src VALUES (1, 'x'), (2, 'y');
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 2 | 2
CREATE VIEW ge.stars AS SELECT *, ge.twice(a) AS c FROM ge.src;
--> ok
ALTER TABLE ge.src ADD COLUMN (a0 INT FIRST);
--> ok
SELECT * FROM ge.stars ORDER BY a;
--> [a INT, b STRING, c BIGINT]
--> 1 | x | 2
--> 2 | y | 4
-- files
CREATE VIEW ge.files AS SELECT ge.twice(count(*)) AS n FROM delta.`FOLDER/lake/tpch/nation` CROSS JOIN region;
--> ok
SELECT n FROM ge.files;
--> [n BIGINT]
--> 250
-- what cannot be a view
CREATE VIEW ge.bad AS SELECT ge.twice(1);
--> ! [CREATE_PERMANENT_VIEW_WITHOUT_ALIAS] The column twice(1) of the view has no name. Write AS and a name behind it, or a list of names behind the view's. (line 1, column 13) SQLSTATE: 0A000
CREATE VIEW ge.bad (a, b) AS SELECT ge.twice(1);
--> ! [CREATE_VIEW_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS] The view's list names 2 columns, and its query has 1. (line 1, column 13) SQLSTATE: 21S01
CREATE VIEW ge.bad AS SELECT ge.twice(1) AS a, 2 AS A;
--> ! [COLUMN_ALREADY_EXISTS] The view would have more than one column A. Rename one. (line 1, column 13) SQLSTATE: 42711
CREATE VIEW ge.bad AS SELECT ge.twice(nosuch) AS a FROM nation;
--> ! [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `nosuch` cannot be resolved. Did you mean one of the following? [`n_name`, `n_comment`, `n_nationkey`, `n_regionkey`]. (line 1, column 39) SQLSTATE: 42703
CREATE VIEW ge.bad AS SELECT ge.twice(?) AS a;
--> ! [UNSUPPORTED_FEATURE.PARAMETER_MARKER_IN_UNEXPECTED_STATEMENT] A view's query cannot have parameters. (line 1, column 23) SQLSTATE: 0A000
CREATE VIEW ge.bad AS SELECT ge.twice(1) AS a FROM nosuch;
--> ! [TABLE_OR_VIEW_NOT_FOUND] Table lake.tpch.nosuch not found. (line 1, column 52) SQLSTATE: 42P01
CREATE VIEW ge.bad AS DROP TABLE nation;
--> ! [PARSE_SYNTAX_ERROR] A query is expected here, such as SELECT; this is another statement. (line 1, column 23) SQLSTATE: 42601
CREATE VIEW ge.doubled AS SELECT ge.twice(1) AS a;
--> ! [TABLE_OR_VIEW_ALREADY_EXISTS] Table or view lake.ge.doubled exists already. Choose another name, drop or replace it, or add IF NOT EXISTS. (line 1, column 13) SQLSTATE: 42P07
CREATE VIEW IF NOT EXISTS ge.doubled AS SELECT ge.twice(1) AS a;
--> ok
ALTER VIEW ge.doubled AS SELECT ge.twice(n) AS a FROM ge.counted;
--> ! [RECURSIVE_VIEW] View ge.doubled would depend on itself, directly or through other views. (line 1, column 12) SQLSTATE: 42K0H
SELECT * FROM ge.counted VERSION AS OF 1;
--> ! [UNSUPPORTED_FEATURE.TIME_TRAVEL] View counted has no versions; only a table has. (line 1, column 15) SQLSTATE: 0A000
INSERT INTO ge.counted VALUES (1, 2);
--> ! [EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE] The statement changes a table, but counted is a view. (line 1, column 13) SQLSTATE: 42809
SHOW VIEWS IN ge;
--> [namespace STRING, viewName STRING, isTemporary BOOLEAN]
--> ge | counted | false
--> ge | doubled | false
--> ge | files | false
--> ge | stars | false
-- what a session declares is nothing to a view that outlives it
DECLARE VARIABLE offset BIGINT DEFAULT 5;
--> ok
CREATE VIEW ge.bad AS SELECT ge.twice(offset) AS a;
--> ! [UNRESOLVED_COLUMN.WITHOUT_SUGGESTION] A column, variable, or function parameter with name `offset` cannot be resolved. (line 1, column 39) SQLSTATE: 42703
CREATE TEMPORARY VIEW moved AS SELECT ge.twice(offset) AS a;
--> ok
SELECT a FROM moved;
--> [a BIGINT]
--> 10
SET VARIABLE offset = 6;
--> ok
SELECT a + 1 AS b FROM moved;
--> [b BIGINT]
--> 13
CREATE VIEW ge.bad AS SELECT ge.twice(a) AS b FROM moved;
--> ! [INVALID_TEMP_OBJ_REFERENCE] The view lake.ge.bad cannot use the temporary view moved, which ends with the session. Make one temporary, or the other permanent. (line 1, column 52) SQLSTATE: 42K0F
CREATE TEMPORARY VIEW moved_on AS SELECT ge.twice(a) AS b FROM moved;
--> ok
SELECT * FROM moved_on;
--> [b BIGINT]
--> 24
DROP VIEW moved;
--> ok
SELECT * FROM moved_on;
--> ! [TABLE_OR_VIEW_NOT_FOUND] View moved_on cannot be read: There is no temporary view moved any more. SQLSTATE: 42P01
DESCRIBE QUERY SELECT ge.twice(1) AS a, 'x' COLLATE UTF8_LCASE AS b;
--> [col_name STRING, data_type STRING, comment STRING]
--> a | bigint | null
--> b | string | null
CREATE TEMPORARY FUNCTION twice (x BIGINT) RETURNS BIGINT RETURN x * 3;
--> ok
SELECT n FROM ge.files;
--> ! [UNSUPPORTED_FEATURE] The statement calls the catalog's function twice, and the session has a temporary one of this name. DROP TEMPORARY FUNCTION removes that. SQLSTATE: 0A000
DROP TEMPORARY FUNCTION twice;
--> ok
-- a collation stays
CREATE VIEW ge.collated AS SELECT 'x' COLLATE UTF8_LCASE AS c, ge.twice(1) AS a;
--> ok
SELECT c = 'X' FROM ge.collated;
--> [(c = 'X' collate UTF8_LCASE) BOOLEAN]
--> true
-- another query, and another function
ALTER VIEW ge.counted AS SELECT ge.twice(n_nationkey) AS k FROM nation;
--> ok
SELECT max(k) FROM ge.counted;
--> [max(k) BIGINT]
--> 48
CREATE OR REPLACE FUNCTION ge.twice (x BIGINT) RETURNS BIGINT RETURN x + x + 1;
--> ok
SELECT max(k) FROM ge.counted;
--> [max(k) BIGINT]
--> 49
DROP FUNCTION ge.twice;
--> ok
SELECT max(k) FROM ge.counted;
--> ! [UNRESOLVED_ROUTINE] A view that is named here calls lake.ge.twice, which does not exist any more. SQLSTATE: 42883
DROP SCHEMA ge CASCADE;
--> ok
