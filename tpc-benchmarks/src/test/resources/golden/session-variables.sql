USE tpch;
--> ok
DECLARE VARIABLE limit_id INT DEFAULT 2;
--> ok
DECLARE who STRING = 'it\'s';
--> ok
DECLARE OR REPLACE VARIABLE at TIMESTAMP DEFAULT TIMESTAMP '2024-07-01 12:00:00';
--> ok
DECLARE pi DECIMAL(10, 4) DEFAULT 3.1415;
--> ok
DECLARE list ARRAY<INT> DEFAULT array(1, 2);
--> ok
SELECT limit_id, who, at, pi, list;
--> [limit_id INT, who STRING, at TIMESTAMP, pi DECIMAL, list ARRAY<INT>]
--> 2 | it's | 2024-07-01 12:00:00 | 3.1415 | [1,2]
SELECT n_name FROM nation WHERE n_nationkey < limit_id ORDER BY n_name;
--> [n_name STRING]
--> ALGERIA
--> ARGENTINA
SET VAR limit_id = limit_id + 1;
--> ok
SELECT count(*) FROM nation WHERE n_nationkey < session.limit_id;
--> [count(1) BIGINT]
--> 3
SET VARIABLE (limit_id, who) = (SELECT count(*), max(n_name) FROM nation);
--> ok
SELECT limit_id, who;
--> [limit_id INT, who STRING]
--> 25 | VIETNAM
SET VAR limit_id = DEFAULT;
--> ok
SELECT limit_id;
--> [limit_id INT]
--> 2
-- the moment stays the same in another zone
SET TIME ZONE 'America/New_York';
--> [key STRING, value STRING]
--> spark.sql.session.timeZone | America/New_York
SELECT at;
--> [at TIMESTAMP]
--> 2024-07-01 08:00:00
SET TIME ZONE 'UTC';
--> [key STRING, value STRING]
--> spark.sql.session.timeZone | UTC
-- a column of the same name goes first
SELECT who FROM VALUES ('column') AS t(who);
--> [who STRING]
--> column
INSERT INTO region (r_regionkey, r_name) SELECT limit_id + 100, who FROM range(1) WHERE limit_id > 5;
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 0 | 0
-- failures
DECLARE limit_id INT;
--> ! [VARIABLE_ALREADY_EXISTS] Cannot create the variable `system`.`session`.`limit_id` because it already exists.
--> ! Choose a different name, or drop or replace the existing variable. SQLSTATE: 42723
SET VAR nosuch = 1;
--> ! [UNRESOLVED_VARIABLE] Cannot resolve variable `nosuch` on search path `SYSTEM`.`SESSION`. SQLSTATE: 42883
SET VAR limit_id = 'x';
--> ! [CAST_INVALID_INPUT] The value 'x' of the type "STRING" cannot be cast to "INT" because it is malformed. Correct the value as per the syntax, or change its target type. Use `try_cast` to tolerate malformed input and return NULL instead. (line 1, column 1) SQLSTATE: 22018
SET VAR limit_id = (SELECT n_nationkey FROM nation);
--> ! [SCALAR_SUBQUERY_TOO_MANY_ROWS] More than one row returned by a subquery used as an expression. (line 1, column 20) SQLSTATE: 21000
SELECT nosuch;
--> ! [UNRESOLVED_COLUMN.WITHOUT_SUGGESTION] A column, variable, or function parameter with name `nosuch` cannot be resolved. (line 1, column 8) SQLSTATE: 42703
DECLARE v VARIANT DEFAULT parse_json('1');
--> ! [UNSUPPORTED_FEATURE] A variable of type VARIANT is not supported. SQLSTATE: 0A000
DECLARE bad INT DEFAULT (SELECT 1);
--> ! [INVALID_DEFAULT_VALUE.SUBQUERY_EXPRESSION] Failed to execute DECLARE VARIABLE command because the destination column or variable `system`.`session`.`bad` has a DEFAULT value (SELECT 1), which contains subquery expressions. SQLSTATE: 42623
DROP TEMPORARY VARIABLE nosuch;
--> ! [VARIABLE_NOT_FOUND] The variable `system`.`session`.`nosuch` cannot be found. Verify the spelling and correctness of the schema and catalog.
--> ! If you did not qualify the name with a schema and catalog, verify the current_schema() output, or qualify the name with the correct schema and catalog.
--> ! To tolerate the error on drop use DROP VARIABLE IF EXISTS. SQLSTATE: 42883
DROP TEMPORARY VARIABLE IF EXISTS nosuch;
--> ok
DROP TEMPORARY VARIABLE limit_id;
--> ok
SELECT limit_id;
--> ! [UNRESOLVED_COLUMN.WITHOUT_SUGGESTION] A column, variable, or function parameter with name `limit_id` cannot be resolved. (line 1, column 8) SQLSTATE: 42703
-- functions
CREATE TEMPORARY FUNCTION plus_one(x INT COMMENT 'any') RETURNS INT COMMENT 'adds' RETURN x + 1;
--> ok
SELECT plus_one(1), plus_one(x => 2);
--> [plus_one(1) INT, plus_one(2) INT]
--> 2 | 3
SELECT n_name FROM nation WHERE plus_one(CAST(n_nationkey AS INT)) = 3;
--> [n_name STRING]
--> BRAZIL
CREATE TEMPORARY FUNCTION pairs(n INT) RETURNS TABLE (a INT, b INT) RETURN SELECT 1 AS a, n AS b UNION ALL SELECT 2, n * 2;
--> ok
SELECT * FROM pairs(5) ORDER BY a;
--> [a INT, b INT]
--> 1 | 5
--> 2 | 10
CREATE TEMPORARY FUNCTION plus_one(x INT) RETURNS INT RETURN x + 2;
--> ! [ROUTINE_ALREADY_EXISTS] Cannot create the routine `plus_one` because a routine of that name already exists.
--> ! Choose a different name, drop or replace the existing routine, or add the IF NOT EXISTS clause to tolerate a pre-existing routine. SQLSTATE: 42723
CREATE TEMPORARY FUNCTION IF NOT EXISTS plus_one(x INT) RETURNS INT RETURN x + 3;
--> ! [INVALID_SQL_SYNTAX.CREATE_TEMP_FUNC_WITH_IF_NOT_EXISTS] Invalid SQL syntax: CREATE TEMPORARY FUNCTION with IF NOT EXISTS is not allowed. (line 1, column 1) SQLSTATE: 42000
SELECT plus_one(1);
--> [plus_one(1) INT]
--> 2
CREATE OR REPLACE TEMPORARY FUNCTION plus_one(x INT) RETURNS INT RETURN x + 10;
--> ok
SELECT plus_one(1);
--> [plus_one(1) INT]
--> 11
SELECT plus_one(1, 2);
--> ! [WRONG_NUM_ARGS.WITHOUT_SUGGESTION] The `plus_one` requires 1 parameters but the actual number is 2. Please, refer to 'https://spark.apache.org/docs/latest/sql-ref-functions.html' for a fix. (line 1, column 8) SQLSTATE: 42605
CREATE TEMPORARY FUNCTION upper(x STRING) RETURNS STRING RETURN x;
--> ! [UNSUPPORTED_FEATURE] There is a function upper in Spark. Choose another name. SQLSTATE: 0A000
CREATE TEMPORARY FUNCTION bad(x INT) RETURNS INT RETURN nosuch;
--> ! [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `nosuch` cannot be resolved. Did you mean one of the following? [`x`]. (line 1, column 1) SQLSTATE: 42703
CREATE TEMPORARY FUNCTION bad() RETURNS BIGINT RETURN (SELECT count(*) FROM nation);
--> ! [TABLE_OR_VIEW_NOT_FOUND] The table or view `nation` cannot be found. Verify the spelling and correctness of the schema and catalog.
--> ! If you did not qualify the name with a schema, verify the current_schema() output, or qualify the name with the correct schema and catalog.
--> ! To tolerate the error on drop use DROP VIEW IF EXISTS or DROP TABLE IF EXISTS. (line 1, column 23) SQLSTATE: 42P01
CREATE TEMPORARY FUNCTION bad AS 'java.lang.Runtime';
--> ! [UNSUPPORTED_FEATURE] Only queries can be run here, not CreateFunctionCommand. SQLSTATE: 0A000
CREATE FUNCTION bad(x INT) RETURNS INT RETURN x;
--> ok
DROP TEMPORARY FUNCTION plus_one;
--> ok
SELECT plus_one(1);
--> ! [UNRESOLVED_ROUTINE] Cannot resolve routine `plus_one` on search path [`system`.`builtin`, `system`.`session`, `lake`.`tpch`]. (line 1, column 8) SQLSTATE: 42883
DROP TEMPORARY FUNCTION plus_one;
--> ! [ROUTINE_NOT_FOUND] The routine `plus_one` cannot be found. Verify the spelling and correctness of the schema and catalog.
--> ! If you did not qualify the name with a schema and catalog, verify the current_schema() output, or qualify the name with the correct schema and catalog.
--> ! To tolerate the error on drop use DROP ... IF EXISTS. SQLSTATE: 42883
DROP TEMPORARY FUNCTION IF EXISTS plus_one;
--> ok
