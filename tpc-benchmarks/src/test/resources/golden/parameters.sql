-- values behind ? and :name, and statements that are made while they run
USE tpch;
--> ok
--# parameters 2, A%
SELECT n_name FROM nation WHERE n_regionkey < ? AND n_name LIKE ?;
--> [n_name STRING]
--> ALGERIA
--> ARGENTINA
--# parameters A%, 2
SELECT n_name FROM nation WHERE n_name LIKE :start AND n_regionkey < :region AND :region > 0;
--> [n_name STRING]
--> ALGERIA
--> ARGENTINA
--# parameters 1
SELECT :a AS a, :a + 1 AS b, ':a' AS c, -- :a
  cast('2'::INT AS STRING) AS d;
--> [a INT, b INT, c STRING, d STRING]
--> 1 | 2 | :a | 2
--# parameters 7
SELECT s.x, :x + s.x AS y FROM (SELECT cast(named_struct('x', 1) AS STRUCT<x: INT>).x AS x) AS s;
--> [x INT, y INT]
--> 1 | 8
CREATE TABLE marks (id INT, name STRING);
--> ok
--# parameters 1, it's
INSERT INTO marks VALUES (:id, :name), (:id + 1, upper(:name));
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 2 | 2
SELECT * FROM marks ORDER BY id;
--> [id INT, name STRING]
--> 1 | it's
--> 2 | IT'S
--# parameters 2
DELETE FROM marks WHERE id = :id;
--> [num_affected_rows BIGINT]
--> 1
SELECT * FROM marks;
--> [id INT, name STRING]
--> 1 | it's
SELECT :missing;
--> ! [UNBOUND_SQL_PARAMETER] The statement has the parameters :missing, and 0 values were given. SQLSTATE: 42P02
--# parameters 1
SELECT :a, :b;
--> ! Parameter 2 is not set
--# parameters 1, 2
SELECT :a, ?;
--> ! [INVALID_QUERY_MIXED_QUERY_PARAMETERS] The statement has parameters with names and without. Use either :name or ?. (line 1, column 12) SQLSTATE: 42613
--# parameters 1, 2
SELECT ?;
--> ! There is no parameter 2: the statement has 1
CREATE VIEW v AS SELECT :a AS a;
--> ! [UNSUPPORTED_FEATURE.PARAMETER_MARKER_IN_UNEXPECTED_STATEMENT] A view's query cannot have parameters. (line 1, column 18) SQLSTATE: 0A000
EXECUTE IMMEDIATE 'SELECT count(*) AS n FROM nation';
--> [n BIGINT]
--> 25
EXECUTE IMMEDIATE 'SELECT n_name FROM nation WHERE n_regionkey = ? AND n_nationkey < :x ORDER BY 1' USING 1, 2;
--> ! [INVALID_QUERY_MIXED_QUERY_PARAMETERS] The statement has parameters with names and without. Use either :name or ?. (line 1, column 47) SQLSTATE: 42613
EXECUTE IMMEDIATE 'SELECT n_name FROM nation WHERE n_regionkey = ? ORDER BY n_name LIMIT 2' USING 1;
--> [n_name STRING]
--> ARGENTINA
--> BRAZIL
EXECUTE IMMEDIATE 'SELECT n_name FROM nation WHERE n_regionkey = :r AND n_nationkey > :k ORDER BY 1 LIMIT 2' USING (10 AS k, 1 AS r);
--> [n_name STRING]
--> PERU
--> UNITED STATES
DECLARE what STRING DEFAULT 'nation';
--> ok
DECLARE n BIGINT;
--> ok
DECLARE first STRING;
--> ok
EXECUTE IMMEDIATE 'SELECT count(*), min(' || left(what, 1) || '_name) FROM ' || what INTO n, first;
--> ok
SELECT n, first;
--> [n BIGINT, first STRING]
--> 25 | ALGERIA
EXECUTE IMMEDIATE 'SELECT n_name FROM nation WHERE n_nationkey = ?' USING n - 1;
--> [n_name STRING]
--> UNITED STATES
EXECUTE IMMEDIATE 'INSERT INTO marks VALUES (?, :b)' USING 5;
--> ! [INVALID_QUERY_MIXED_QUERY_PARAMETERS] The statement has parameters with names and without. Use either :name or ?. (line 1, column 27) SQLSTATE: 42613
EXECUTE IMMEDIATE 'INSERT INTO marks VALUES (:a, :b)' USING 5 AS a, first AS b;
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1
SELECT * FROM marks ORDER BY id;
--> [id INT, name STRING]
--> 1 | it's
--> 5 | ALGERIA
EXECUTE IMMEDIATE 'CREATE SCHEMA made';
--> ok
EXECUTE IMMEDIATE 'SHOW TABLES IN made';
--> [namespace STRING, tableName STRING, isTemporary BOOLEAN]
EXECUTE IMMEDIATE 'DROP SCHEMA made';
--> ok
EXECUTE IMMEDIATE 'USE default';
--> ok
SELECT current_schema();
--> [current_schema() STRING]
--> default
USE tpch;
--> ok
EXECUTE IMMEDIATE 'SELECT n_name FROM nation WHERE n_nationkey < 0' INTO first;
--> ok
SELECT first;
--> [first STRING]
--> null
EXECUTE IMMEDIATE 'SELECT n_name FROM nation' INTO first;
--> ! [ROW_SUBQUERY_TOO_MANY_ROWS] More than one row returned by a subquery used as a row. SQLSTATE: 21000
EXECUTE IMMEDIATE 'DROP TABLE marks' INTO first;
--> ! [INVALID_STATEMENT_FOR_EXECUTE_INTO] INTO takes the answer of a query, and this is none: DROP TABLE marks (line 1, column 19) SQLSTATE: 07501
EXECUTE IMMEDIATE 'EXECUTE IMMEDIATE \'SELECT 1\'';
--> ! [NESTED_EXECUTE_IMMEDIATE] EXECUTE IMMEDIATE cannot run another EXECUTE IMMEDIATE. (line 1, column 19) SQLSTATE: 07501
EXECUTE IMMEDIATE CAST(NULL AS STRING);
--> ! [NULL_QUERY_STRING_EXECUTE_IMMEDIATE] EXECUTE IMMEDIATE takes a statement's text, but CAST(NULL AS STRING) is NULL. (line 1, column 19) SQLSTATE: 22004
EXECUTE IMMEDIATE 'SELECT :a' USING 1;
--> ! [ALL_PARAMETERS_MUST_BE_NAMED] The statement's parameters have names, so each value behind USING needs one: USING 1 AS name. (line 1, column 19) SQLSTATE: 07001
EXECUTE IMMEDIATE 'SELECT :a' USING 1 AS b;
--> ! [UNBOUND_SQL_PARAMETER] There is no value for :a. Write USING value AS a. (line 1, column 19) SQLSTATE: 42P02
EXECUTE IMMEDIATE 'SELECT ?';
--> ! [UNBOUND_SQL_PARAMETER] The statement has 1 parameters and 0 values were given. SQLSTATE: 42P02
EXECUTE IMMEDIATE 'SELECT nothing FROM nation';
--> ! [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `nothing` cannot be resolved. Did you mean one of the following? [`n_name`, `n_comment`, `n_nationkey`, `n_regionkey`]. (line 1, column 8) SQLSTATE: 42703
EXECUTE IMMEDIATE 'SELEC 1';
--> ! [PARSE_SYNTAX_ERROR] Syntax error at or near SELEC: no statement begins so. Did you mean SELECT? (line 1, column 1) SQLSTATE: 42601
EXECUTE IMMEDIATE;
--> ! [PARSE_SYNTAX_ERROR] Syntax error at the end of the statement: expected a string with a statement. (line 1, column 18) SQLSTATE: 42601
EXECUTE IMMEDIATE nowhere;
--> ! [UNRESOLVED_COLUMN.WITHOUT_SUGGESTION] A column, variable, or function parameter with name `nowhere` cannot be resolved. SQLSTATE: 42703
DROP TABLE marks;
--> ok
