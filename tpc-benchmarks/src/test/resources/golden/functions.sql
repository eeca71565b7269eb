-- SQL functions of the catalog
USE tpch;
--> ok
CREATE FUNCTION doubled(x INT) RETURNS INT RETURN x * 2;
--> ok
SELECT doubled(21), tpch.doubled(1) AS one, lake.tpch.doubled(n_regionkey) AS r FROM nation WHERE n_nationkey = 24;
--> [doubled(21) INT, one INT, r INT]
--> 42 | 2 | 2
CREATE FUNCTION doubled(x INT) RETURNS INT RETURN x * 3;
--> ! [ROUTINE_ALREADY_EXISTS] A function lake.tpch.doubled exists already. Choose another name, or write CREATE OR REPLACE FUNCTION or CREATE FUNCTION IF NOT EXISTS. (line 1, column 17) SQLSTATE: 42723
CREATE FUNCTION IF NOT EXISTS doubled(x INT) RETURNS INT RETURN x * 3;
--> ok
SELECT doubled(1);
--> [doubled(1) INT]
--> 2
CREATE OR REPLACE FUNCTION doubled(x BIGINT COMMENT 'any', y BIGINT DEFAULT 2) RETURNS BIGINT COMMENT 'x times y' RETURN x * y;
--> ok
SELECT doubled(4), doubled(4, 5);
--> [doubled(4) BIGINT, doubled(4, 5) BIGINT]
--> 8 | 20
-- tables, views and functions in a body
CREATE VIEW far AS SELECT n_name AS name, n_regionkey AS region FROM nation WHERE n_nationkey > 20;
--> ok
CREATE FUNCTION regions(of STRING) RETURNS TABLE (name STRING, n BIGINT) RETURN
  SELECT r_name, count(*) FROM region JOIN far ON region = r_regionkey WHERE r_name LIKE of GROUP BY r_name;
--> ok
CREATE FUNCTION quadrupled(x BIGINT) RETURNS BIGINT RETURN doubled(tpch.doubled(x));
--> ok
SELECT * FROM regions('A%') ORDER BY name;
--> [name STRING, n BIGINT]
--> AMERICA | 1
--> ASIA | 1
SELECT quadrupled(r_regionkey) AS q FROM region ORDER BY q;
--> [q BIGINT]
--> 0
--> 4
--> 8
--> 12
--> 16
CREATE SCHEMA fun;
--> ok
USE fun;
--> ok
SELECT r.name, tpch.quadrupled(r.n) AS q FROM tpch.regions('%') AS r ORDER BY name;
--> [name STRING, q BIGINT]
--> AMERICA | 4
--> ASIA | 4
--> EUROPE | 8
SELECT doubled(1);
--> ! [UNRESOLVED_ROUTINE] Cannot resolve routine `doubled` on search path [`system`.`builtin`, `system`.`session`, `lake`.`fun`]. (line 1, column 8) SQLSTATE: 42883
CREATE TABLE kept AS SELECT name, tpch.doubled(n) AS n FROM tpch.regions('EUROPE');
--> ok
INSERT INTO kept VALUES ('x', tpch.quadrupled(10));
--> ! [INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE] Invalid inline table. Cannot evaluate the expression "quadrupled(10)" in inline table definition. (line 1, column 36) SQLSTATE: 42000
UPDATE kept SET n = tpch.doubled(n) WHERE name = 'x';
--> ! [UNSUPPORTED_SQL_UDF_USAGE] Using SQL function `doubled` in UpdateTable is not supported. (line 1, column 26) SQLSTATE: 0A000
SELECT * FROM kept ORDER BY name;
--> [name STRING, n BIGINT]
--> EUROPE | 4
CREATE OR REPLACE VIEW tpch.far AS SELECT n_name AS name, n_regionkey AS region FROM tpch.nation WHERE n_regionkey = 0;
--> ok
SELECT * FROM tpch.regions('%');
--> [name STRING, n BIGINT]
--> AFRICA | 5
-- those of a session win
CREATE TEMPORARY FUNCTION doubled(x INT) RETURNS INT RETURN -x;
--> ok
USE tpch;
--> ok
SELECT doubled(3);
--> [doubled(3) INT]
--> -3
SELECT tpch.doubled(3);
--> ! [UNSUPPORTED_FEATURE] The statement calls the catalog's function doubled, and the session has a temporary one of this name. DROP TEMPORARY FUNCTION removes that. SQLSTATE: 0A000
SELECT quadrupled(3);
--> ! [UNSUPPORTED_FEATURE] The statement calls the catalog's function doubled, and the session has a temporary one of this name. DROP TEMPORARY FUNCTION removes that. SQLSTATE: 0A000
DROP TEMPORARY FUNCTION doubled;
--> ok
SELECT doubled(3);
--> [doubled(3) BIGINT]
--> 6
SHOW USER FUNCTIONS;
--> [function STRING]
--> lake.tpch.doubled
--> lake.tpch.quadrupled
--> lake.tpch.regions
SHOW USER FUNCTIONS IN tpch LIKE 'd*';
--> [function STRING]
--> lake.tpch.doubled
SHOW USER FUNCTIONS IN fun;
--> [function STRING]
-- failures
SELECT doubled('x');
--> ! [CAST_INVALID_INPUT] The value 'x' of the type "STRING" cannot be cast to "BIGINT" because it is malformed. Correct the value as per the syntax, or change its target type. Use `try_cast` to tolerate malformed input and return NULL instead. SQLSTATE: 22018
SELECT doubled(1, 2, 3);
--> ! [WRONG_NUM_ARGS.WITHOUT_SUGGESTION] The `doubled` requires 2 parameters but the actual number is 3. Please, refer to 'https://spark.apache.org/docs/latest/sql-ref-functions.html' for a fix. (line 1, column 8) SQLSTATE: 42605
CREATE FUNCTION wrong(x INT) RETURNS INT RETURN x + nothing;
--> ! [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `nothing` cannot be resolved. Did you mean one of the following? [`x`]. SQLSTATE: 42703
CREATE FUNCTION wrong(x INT) RETURNS INT RETURN SELECT max(a) FROM nowhere;
--> ! [TABLE_OR_VIEW_NOT_FOUND] Table lake.tpch.nowhere not found. SQLSTATE: 42P01
CREATE FUNCTION wrong(x INT) RETURNS INT RETURN nosuch(x);
--> ! [ROUTINE_NOT_FOUND] The routine `default`.`nosuch` cannot be found. Verify the spelling and correctness of the schema and catalog.
--> ! If you did not qualify the name with a schema and catalog, verify the current_schema() output, or qualify the name with the correct schema and catalog.
--> ! To tolerate the error on drop use DROP ... IF EXISTS. SQLSTATE: 42883
CREATE FUNCTION wrong(x INT) RETURNS INT RETURN wrong(x);
--> ! [ROUTINE_NOT_FOUND] The routine `default`.`wrong` cannot be found. Verify the spelling and correctness of the schema and catalog.
--> ! If you did not qualify the name with a schema and catalog, verify the current_schema() output, or qualify the name with the correct schema and catalog.
--> ! To tolerate the error on drop use DROP ... IF EXISTS. SQLSTATE: 42883
CREATE FUNCTION abs(x INT) RETURNS INT RETURN x;
--> ! [UNSUPPORTED_FEATURE] There is a function abs in Spark. Choose another name. SQLSTATE: 0A000
CREATE FUNCTION nowhere.wrong(x INT) RETURNS INT RETURN x;
--> ! [SCHEMA_NOT_FOUND] Schema lake.nowhere not found. SHOW SCHEMAS lists those that exist. SQLSTATE: 42704
CREATE FUNCTION wrong AS 'io.example.Function';
--> ! [UNSUPPORTED_FEATURE] Only queries can be run here, not CreateFunction. SQLSTATE: 0A000
CREATE FUNCTION wrong(x INT RETURNS INT RETURN x;
--> ! [PARSE_SYNTAX_ERROR] Syntax error at or near 'RETURNS'. (line 1, column 29) SQLSTATE: 42601
SELECT wrong(1);
--> ! [UNRESOLVED_ROUTINE] Cannot resolve routine `wrong` on search path [`system`.`builtin`, `system`.`session`, `lake`.`tpch`]. (line 1, column 8) SQLSTATE: 42883
DROP SCHEMA fun;
--> ! [SCHEMA_NOT_EMPTY] Schema lake.fun holds tables, views or functions. DROP SCHEMA ... CASCADE drops them as well. (line 1, column 13) SQLSTATE: 2BP01
USE fun;
--> ok
CREATE FUNCTION doubled(x INT) RETURNS INT RETURN x;
--> ok
SELECT doubled(1), tpch.doubled(1);
--> ! [UNSUPPORTED_FEATURE] The statement calls two functions of one name, lake.tpch.doubled and lake.fun.doubled. Rename one. (line 1, column 8) SQLSTATE: 0A000
DROP TABLE kept;
--> ok
USE tpch;
--> ok
DROP SCHEMA fun;
--> ! [SCHEMA_NOT_EMPTY] Schema lake.fun holds tables, views or functions. DROP SCHEMA ... CASCADE drops them as well. (line 1, column 13) SQLSTATE: 2BP01
DROP SCHEMA fun CASCADE;
--> ok
SELECT fun.doubled(1);
--> ! [UNRESOLVED_ROUTINE] Cannot resolve routine `fun`.`doubled` on search path [`system`.`builtin`, `system`.`session`, `lake`.`tpch`]. (line 1, column 8) SQLSTATE: 42883
DROP VIEW far;
--> ok
SELECT * FROM regions('%');
--> ! [TABLE_OR_VIEW_NOT_FOUND] Table lake.tpch.far not found. SQLSTATE: 42P01
DROP FUNCTION doubled;
--> ok
SELECT quadrupled(1);
--> ! [UNRESOLVED_ROUTINE] The function lake.tpch.quadrupled calls lake.tpch.doubled, which does not exist any more. SQLSTATE: 42883
DROP FUNCTION doubled;
--> ! [ROUTINE_NOT_FOUND] Function lake.tpch.doubled not found. SHOW USER FUNCTIONS lists those that there are. (line 1, column 15) SQLSTATE: 42883
DROP FUNCTION IF EXISTS doubled;
--> ok
DROP FUNCTION IF EXISTS quadrupled;
--> ok
DROP FUNCTION lake.tpch.regions;
--> ok
SHOW USER FUNCTIONS;
--> [function STRING]
