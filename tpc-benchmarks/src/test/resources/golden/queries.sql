USE tpch;
--> ok
-- versions of a table
CREATE TABLE gq_t (id INT, kind STRING, amount INT);
--> ok
INSERT INTO gq_t VALUES (1, 'a', 10), (2, 'a', 20), (3, 'b', 30);
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 3 | 3
INSERT INTO gq_t VALUES (4, 'b', 40);
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1
SELECT count(*) FROM gq_t@v1;
--> [count(1) BIGINT]
--> 3
SELECT count(*) FROM gq_t VERSION AS OF 1;
--> [count(1) BIGINT]
--> 3
SELECT n.id FROM gq_t n ANTI JOIN gq_t@v1 o ON n.id = o.id;
--> [id INT]
--> 4
SELECT count(*) FROM gq_t TIMESTAMP AS OF current_timestamp();
--> ! [DELTA_TIMESTAMP_GREATER_THAN_COMMIT] Timestamp NOW is after the table's latest version (NOW). Use a timestamp at or before NOW. SQLSTATE: 42816
SELECT count(*) FROM gq_t@v9;
--> ! [INVALID_PARAMETER_VALUE] The table has no version 9; it can be read from version 0 to 2. DESCRIBE HISTORY lists them. SQLSTATE: 22023
SELECT count(*) FROM gq_t@20010101000000000;
--> ! [DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION] The provided timestamp (2001-01-01 00:00:00.0) is before the earliest version available to
--> ! this table (NOW). Please use a timestamp after NOW. SQLSTATE: 42816
SELECT count(*) FROM gq_t VERSION AS OF 'x';
--> ! [INVALID_PARAMETER_VALUE] 'x' is not a version of a Delta table: use a whole number from 0. SQLSTATE: 22023
-- rows to columns and back
SELECT * FROM (SELECT kind, amount FROM gq_t) PIVOT (sum(amount) FOR kind IN ('a', 'b'));
--> [a BIGINT, b BIGINT]
--> 30 | 70
SELECT * FROM (SELECT 1 AS id, 10 AS x, 20 AS y) UNPIVOT (value FOR name IN (x, y)) ORDER BY name;
--> [id INT, name STRING, value INT]
--> 1 | x | 10
--> 1 | y | 20
-- groups
SELECT kind, sum(amount) FROM gq_t GROUP BY ALL ORDER BY kind;
--> [kind STRING, sum(amount) BIGINT]
--> a | 30
--> b | 70
SELECT kind, id % 2, count(*) FROM gq_t GROUP BY CUBE (kind, id % 2) ORDER BY 1, 2;
--> [kind STRING, (id % 2) INT, count(1) BIGINT]
--> null | null | 4
--> null | 0 | 2
--> null | 1 | 2
--> a | null | 2
--> a | 0 | 1
--> a | 1 | 1
--> b | null | 2
--> b | 0 | 1
--> b | 1 | 1
SELECT kind, count(*) FROM gq_t GROUP BY kind WITH ROLLUP ORDER BY 1;
--> [kind STRING, count(1) BIGINT]
--> null | 4
--> a | 2
--> b | 2
SELECT kind, grouping_id(), sum(amount) FROM gq_t GROUP BY GROUPING SETS ((kind), ()) ORDER BY 1;
--> [kind STRING, grouping_id() BIGINT, sum(amount) BIGINT]
--> null | 1 | 100
--> a | 0 | 30
--> b | 0 | 70
-- common table expressions, sub-queries, lateral, windows
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4) SELECT sum(i) FROM n;
--> [sum(i) BIGINT]
--> 10
SELECT id, (SELECT max(amount) FROM gq_t u WHERE u.kind = t.kind) AS most FROM gq_t t WHERE EXISTS (SELECT 1 FROM gq_t u WHERE u.id = t.id + 1) ORDER BY id;
--> [id INT, most INT]
--> 1 | 20
--> 2 | 20
--> 3 | 40
SELECT t.id, l.double FROM gq_t t, LATERAL (SELECT t.amount * 2 AS double) l ORDER BY t.id;
--> [id INT, double INT]
--> 1 | 20
--> 2 | 40
--> 3 | 60
--> 4 | 80
SELECT id, e FROM gq_t LATERAL VIEW explode(array(id, -id)) AS e WHERE id < 3 ORDER BY e;
--> [id INT, e INT]
--> 2 | -2
--> 1 | -1
--> 1 | 1
--> 2 | 2
SELECT id, sum(amount) OVER (PARTITION BY kind ORDER BY id) AS running FROM gq_t ORDER BY id;
--> [id INT, running BIGINT]
--> 1 | 10
--> 2 | 30
--> 3 | 30
--> 4 | 70
-- sets, values, table functions, samples, hints
SELECT kind FROM gq_t EXCEPT ALL SELECT 'a' ORDER BY 1;
--> [kind STRING]
--> a
--> b
--> b
VALUES (1, 'x'), (2, 'y');
--> [col1 INT, col2 STRING]
--> 1 | x
--> 2 | y
SELECT * FROM range(3) ORDER BY id;
--> [id BIGINT]
--> 0
--> 1
--> 2
SELECT count(*) FROM gq_t TABLESAMPLE (100 PERCENT);
--> [count(1) BIGINT]
--> 4
SELECT count(*) BETWEEN 0 AND 4 FROM gq_t TABLESAMPLE (50 PERCENT) REPEATABLE (7);
--> [between(count(1), 0, 4) BOOLEAN]
--> true
SELECT count(*) FROM gq_t TABLESAMPLE (2 ROWS);
--> [count(1) BIGINT]
--> 2
SELECT /*+ BROADCAST(t) */ count(*) FROM gq_t t JOIN nation ON id = n_nationkey;
--> [count(1) BIGINT]
--> 4
-- pipes, IDENTIFIER, parameters
FROM gq_t |> WHERE id > 1 |> AGGREGATE sum(amount) AS s GROUP BY kind |> ORDER BY kind;
--> [kind STRING, s BIGINT]
--> a | 20
--> b | 70
SELECT IDENTIFIER('kind'), count(*) FROM gq_t GROUP BY 1 ORDER BY 1;
--> [kind STRING, count(1) BIGINT]
--> a | 2
--> b | 2
SELECT count(*) FROM IDENTIFIER('gq_' || 't');
--> [count(1) BIGINT]
--> 4
SELECT count(*) FROM IDENTIFIER('lake.tpch.gq_t') AS t WHERE t.id > 1;
--> [count(1) BIGINT]
--> 3
SELECT * FROM IDENTIFIER('no' || 'such');
--> ! [TABLE_OR_VIEW_NOT_FOUND] Table lake.tpch.nosuch not found. (line 1, column 15) SQLSTATE: 42P01
SELECT :name;
--> ! [UNBOUND_SQL_PARAMETER] The statement has the parameters :name, and 0 values were given. SQLSTATE: 42P02
SELECT ?;
--> ! [UNBOUND_SQL_PARAMETER] The statement has 1 parameters and 0 values were given. SQLSTATE: 42P02
-- plans
EXPLAIN FORMATTED SELECT 1 AS a;
--> [plan STRING]
--> == Logical plan ==\nLogicalProject (1)\n  LogicalValues (2)\n\n(1) LogicalProject\n  a: 1\n  output: [a INTEGER NOT NULL]\n\n(2) LogicalValues\n  tuples: [{ 0 }]\n  output: [ZERO INTEGER NOT NULL]\n\n== Tables ==\nnone\n\n== Lane ==\nspark: Spark SQL runs every query.\n\n== Text for the engine ==\nSELECT 1 AS a\n
EXPLAIN EXTENDED SELECT 1 AS a;
--> [plan STRING]
--> == Logical plan ==\nLogicalProject(a=[1]): [a INTEGER NOT NULL]\n  LogicalValues(tuples=[[{ 0 }]]): [ZERO INTEGER NOT NULL]\n\n== Tables ==\nnone\n\n== Lane ==\nspark: Spark SQL runs every query.\n\n== Text for the engine ==\nSELECT 1 AS a\n
EXPLAIN COST SELECT 1 AS a;
--> [plan STRING]
--> == Logical plan ==\nLogicalProject(a=[1]): about 1 rows\n  LogicalValues(tuples=[[{ 0 }]]): about 1 rows\n\n== Tables ==\nnone\n\n== Lane ==\nspark: Spark SQL runs every query.\n\n== Text for the engine ==\nSELECT 1 AS a\n
EXPLAIN FROM gq_t |> SELECT id;
--> [plan STRING]
--> == Logical plan ==\nLogicalProject(id=[$0])\n  LogicalTableScan(table=[[lake, tpch, gq_t]])\n\n== Tables ==\nlake.tpch.gq_t, version 2: 3 files, 2.7 KiB, 4 rows\n\n== Lane ==\nspark: Spark SQL runs every query.\n\n== Text for the engine ==\nFROM gq_t |> SELECT id\n
EXPLAIN INSERT INTO gq_t VALUES (1, 'a', 1);
--> [plan STRING]
--> == Logical plan ==\nnone\n\n== Tables ==\nlake.tpch.gq_t, to be changed, newest version\n\n== Lane ==\nspark: passed through. Spark carries out this command.\n\n== Text for the engine ==\nINSERT INTO gq_t VALUES (1, 'a', 1)\n
EXPLAIN EXTENDED SELECT r_name, count(*) AS n FROM region JOIN nation ON n_regionkey = r_regionkey WHERE n_nationkey > 3 GROUP BY r_name;
--> [plan STRING]
--> == Logical plan ==\nLogicalAggregate(group=[{0}], n=[COUNT()]): [r_name VARCHAR, n BIGINT NOT NULL]\n  LogicalProject(r_name=[$1]): [r_name VARCHAR]\n    LogicalFilter(condition=[>($3, 3)]): [r_regionkey BIGINT, r_name VARCHAR, r_comment VARCHAR, n_nationkey BIGINT, n_name VARCHAR, n_regionkey BIGINT, n_comment VARCHAR]\n      LogicalJoin(condition=[=($5, $0)], joinType=[inner]): [r_regionkey BIGINT, r_name VARCHAR, r_comment VARCHAR, n_nationkey BIGINT, n_name VARCHAR, n_regionkey BIGINT, n_comment VARCHAR]\n        LogicalTableScan(table=[[lake, tpch, region]]): [r_regionkey BIGINT, r_name VARCHAR, r_comment VARCHAR]\n        LogicalTableScan(table=[[lake, tpch, nation]]): [n_nationkey BIGINT, n_name VARCHAR, n_regionkey BIGINT, n_comment VARCHAR]\n\n== Tables ==\nlake.tpch.region, version 0: 1 file, 1.4 KiB, 5 rows\nlake.tpch.nation, version 0: 1 file, 2.8 KiB, 25 rows\n\n== Lane ==\nspark: Spark SQL runs every query.\n\n== Text for the engine ==\nSELECT r_name, count(*) AS n FROM region JOIN nation ON n_regionkey = r_regionkey WHERE n_nationkey > 3 GROUP BY r_name\n
EXPLAIN FORMATTED SELECT r_name, count(*) AS n FROM region JOIN nation ON n_regionkey = r_regionkey WHERE n_nationkey > 3 GROUP BY r_name;
--> [plan STRING]
--> == Logical plan ==\nLogicalAggregate (1)\n  LogicalProject (2)\n    LogicalFilter (3)\n      LogicalJoin (4)\n        LogicalTableScan (5)\n        LogicalTableScan (6)\n\n(1) LogicalAggregate\n  group: {0}\n  n: COUNT()\n  output: [r_name VARCHAR, n BIGINT NOT NULL]\n\n(2) LogicalProject\n  r_name: $1\n  output: [r_name VARCHAR]\n\n(3) LogicalFilter\n  condition: >($3, 3)\n  output: [r_regionkey BIGINT, r_name VARCHAR, r_comment VARCHAR, n_nationkey BIGINT, n_name VARCHAR, n_regionkey BIGINT, n_comment VARCHAR]\n\n(4) LogicalJoin\n  condition: =($5, $0)\n  joinType: inner\n  output: [r_regionkey BIGINT, r_name VARCHAR, r_comment VARCHAR, n_nationkey BIGINT, n_name VARCHAR, n_regionkey BIGINT, n_comment VARCHAR]\n\n(5) LogicalTableScan\n  table: [lake, tpch, region]\n  output: [r_regionkey BIGINT, r_name VARCHAR, r_comment VARCHAR]\n\n(6) LogicalTableScan\n  table: [lake, tpch, nation]\n  output: [n_nationkey BIGINT, n_name VARCHAR, n_regionkey BIGINT, n_comment VARCHAR]\n\n== Tables ==\nlake.tpch.region, version 0: 1 file, 1.4 KiB, 5 rows\nlake.tpch.nation, version 0: 1 file, 2.8 KiB, 25 rows\n\n== Lane ==\nspark: Spark SQL runs every query.\n\n== Text for the engine ==\nSELECT r_name, count(*) AS n FROM region JOIN nation ON n_regionkey = r_regionkey WHERE n_nationkey > 3 GROUP BY r_name\n
EXPLAIN COST SELECT r_name, count(*) AS n FROM region JOIN nation ON n_regionkey = r_regionkey WHERE n_nationkey > 3 GROUP BY r_name;
--> [plan STRING]
--> == Logical plan ==\nLogicalAggregate(group=[{0}], n=[COUNT()]): about 1 rows\n  LogicalProject(r_name=[$1]): about 9 rows\n    LogicalFilter(condition=[>($3, 3)]): about 9 rows\n      LogicalJoin(condition=[=($5, $0)], joinType=[inner]): about 19 rows\n        LogicalTableScan(table=[[lake, tpch, region]]): about 5 rows\n        LogicalTableScan(table=[[lake, tpch, nation]]): about 25 rows\n\n== Tables ==\nlake.tpch.region, version 0: 1 file, 1.4 KiB, 5 rows\nlake.tpch.nation, version 0: 1 file, 2.8 KiB, 25 rows\n\n== Lane ==\nspark: Spark SQL runs every query.\n\n== Text for the engine ==\nSELECT r_name, count(*) AS n FROM region JOIN nation ON n_regionkey = r_regionkey WHERE n_nationkey > 3 GROUP BY r_name\n
EXPLAIN CREATE TABLE gq_made AS SELECT * FROM region;
--> [plan STRING]
--> == Logical plan ==\nnone\n\n== Tables ==\nlake.tpch.region, version 0\nlake.tpch.gq_made, to be created\n\n== Lane ==\nspark: passed through. Spark carries out this command.\n\n== Text for the engine ==\nCREATE TABLE gq_made AS SELECT * FROM region\n
EXPLAIN DELETE FROM gq_t WHERE id = 1;
--> [plan STRING]
--> == Logical plan ==\nnone\n\n== Tables ==\nlake.tpch.gq_t, to be changed, newest version\n\n== Lane ==\nspark: passed through. Spark carries out this command.\n\n== Text for the engine ==\nDELETE FROM gq_t WHERE id = 1\n
EXPLAIN DELETE FROM nosuch;
--> ! [TABLE_OR_VIEW_NOT_FOUND] Table lake.tpch.nosuch not found. (line 1, column 21) SQLSTATE: 42P01
EXPLAIN DROP TABLE gq_t;
--> ! [UNSUPPORTED_FEATURE] EXPLAIN explains queries and what an engine carries out. Possible are queries (SELECT, WITH, VALUES, TABLE, FROM), EXPLAIN, INSERT, UPDATE, DELETE, MERGE, CREATE, ALTER, DROP and UNDROP of catalogs, schemas, tables and views, COMMENT ON, COPY INTO, OPTIMIZE, VACUUM, ANALYZE, RESTORE, TRUNCATE, EXECUTE IMMEDIATE, SHOW, DESCRIBE, USE, SET and RESET. (line 1, column 1) SQLSTATE: 0A000
EXPLAIN CODEGEN SELECT 1;
--> ! [PARSE_SYNTAX_ERROR] Syntax error at or near CODEGEN: no statement begins so. Possible are queries (SELECT, WITH, VALUES, TABLE, FROM), EXPLAIN, INSERT, UPDATE, DELETE, MERGE, CREATE, ALTER, DROP and UNDROP of catalogs, schemas, tables and views, COMMENT ON, COPY INTO, OPTIMIZE, VACUUM, ANALYZE, RESTORE, TRUNCATE, EXECUTE IMMEDIATE, SHOW, DESCRIBE, USE, SET and RESET. (line 1, column 9) SQLSTATE: 42601
EXPLAIN;
--> ! [PARSE_SYNTAX_ERROR] Syntax error at the end of the statement: expected a query. (line 1, column 8) SQLSTATE: 42601
