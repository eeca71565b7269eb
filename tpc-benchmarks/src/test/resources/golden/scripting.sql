USE tpch;
--> ok
-- the answer is the last query's rows
BEGIN
  DECLARE x INT DEFAULT 1;
  SET x = x + 1;
  SELECT 'not the last';
  SELECT x, x * 1.5 AS y;
END;
--> [x INT, y DECIMAL]
--> 2 | 3.0
BEGIN END;
--> ok
BEGIN
END;
--> ok
BEGIN NOT ATOMIC
  SELECT n_name FROM nation WHERE n_nationkey < 3 ORDER BY n_name DESC;
END;
--> [n_name STRING]
--> BRAZIL
--> ARGENTINA
--> ALGERIA
-- control flow
BEGIN
  DECLARE n INT DEFAULT (0);
  DECLARE s STRING DEFAULT '';
  lbl: WHILE n < 10 DO
    SET n = n + 1;
    IF n = 2 THEN
      ITERATE lbl;
    ELSEIF n > 5 THEN
      LEAVE lbl;
    ELSE
      SET s = s || n;
    END IF;
  END WHILE lbl;
  REPEAT
    SET n = n - 1;
  UNTIL n < 3 END REPEAT;
  CASE n
    WHEN 1 THEN SET s = s || 'one';
    WHEN (SELECT max(col1) FROM VALUES (2)) THEN SET s = s || 'two';
    ELSE SET s = s || 'many';
  END CASE;
  CASE WHEN n > 100 THEN SELECT 'big'; ELSE SELECT s, n; END CASE;
END;
--> [s STRING, n INT]
--> 1345two | 2
BEGIN
  DECLARE names STRING DEFAULT '';
  DECLARE total BIGINT DEFAULT 0;
  FOR r AS SELECT r_regionkey AS k, r_name FROM region ORDER BY k DO
    SET VAR names = names || r.r_name || CASE WHEN k < 4 THEN ', ' ELSE '' END;
    SET (total) = (SELECT total + count(*) FROM nation WHERE n_regionkey = r.k);
  END FOR;
  SELECT names, total;
END;
--> [names STRING, total BIGINT]
--> AFRICA, AMERICA, ASIA, EUROPE, MIDDLE EAST | 25
-- inner variables hide outer ones
BEGIN
  DECLARE x INT DEFAULT 1;
  outer_block: BEGIN
    DECLARE x INT DEFAULT 2;
    inner_block: BEGIN
      DECLARE x INT DEFAULT 3;
      SELECT x, outer_block.x AS middle;
    END;
  END;
END;
--> [x INT, middle INT]
--> 3 | 2
-- tables that a script creates, fills and reads
BEGIN
  DECLARE i INT DEFAULT 0;
  CREATE TABLE made (id INT, square BIGINT);
  WHILE i < 3 DO
    SET i = i + 1;
    INSERT INTO made VALUES (i, i * i);
  END WHILE;
  UPDATE made SET square = -1 WHERE id = 2;
  DELETE FROM made WHERE id = 1;
  MERGE INTO made USING (SELECT 3 AS id UNION ALL SELECT 4) s ON made.id = s.id
    WHEN MATCHED THEN UPDATE SET square = 0 WHEN NOT MATCHED THEN INSERT (id, square) VALUES (s.id, 16);
  SELECT * FROM made ORDER BY id;
END;
--> [id INT, square BIGINT]
--> 2 | -1
--> 3 | 0
--> 4 | 16
SELECT * FROM tpch.made;
--> [id INT, square BIGINT]
--> 2 | -1
--> 3 | 0
--> 4 | 16
--# columns version, operation
DESCRIBE HISTORY made;
--> [version BIGINT, operation STRING]
--> 6 | MERGE
--> 5 | DELETE
--> 4 | UPDATE
--> 3 | WRITE
--> 2 | WRITE
--> 1 | WRITE
--> 0 | CREATE TABLE
-- each statement sees what those before it did, and IF NOT EXISTS what was there
BEGIN
  DECLARE before BIGINT DEFAULT 0;
  CREATE TABLE IF NOT EXISTS made (other STRING);
  SET before = (SELECT count(*) FROM made);
  INSERT INTO made SELECT id + 10, square FROM made;
  ALTER TABLE made ADD COLUMN note STRING;
  CREATE OR REPLACE TABLE made_copy AS SELECT * FROM made;
  SELECT before, count(*) AS after, count(note) AS notes FROM made_copy;
END;
--> [before BIGINT, after BIGINT, notes BIGINT]
--> 3 | 6 | 0
SELECT count(*) FROM made_copy;
--> [count(1) BIGINT]
--> 6
-- a branch that is not taken creates nothing
BEGIN
  IF false THEN
    CREATE TABLE never (a INT);
  ELSE
    CREATE TABLE other AS SELECT 7 AS a;
  END IF;
  IF true THEN
    SELECT a FROM other;
  ELSE
    SELECT a, a FROM never;
  END IF;
END;
--> [a INT]
--> 7
SHOW TABLES LIKE 'never|other|made';
--> [namespace STRING, tableName STRING, isTemporary BOOLEAN]
--> tpch | made | false
--> tpch | other | false
-- views, temporary ones too, and the session's variables and functions
CREATE VIEW gs_big AS SELECT n_name FROM nation WHERE n_nationkey > 22;
--> ok
CREATE TEMPORARY VIEW small AS SELECT n_name FROM nation WHERE n_nationkey < 2;
--> ok
DECLARE outside INT DEFAULT 5;
--> ok
CREATE TEMPORARY FUNCTION twice(x INT) RETURNS INT RETURN 2 * x;
--> ok
BEGIN
  DECLARE x BIGINT DEFAULT 0;
  SET x = (SELECT count(*) FROM gs_big) * 100 + (SELECT count(*) FROM tpch.gs_big);
  SELECT b.n_name, s.n_name AS other, x, twice(outside) AS f FROM gs_big b, small s ORDER BY ALL;
END;
--> [n_name STRING, other STRING, x BIGINT, f INT]
--> UNITED KINGDOM | ALGERIA | 202 | 10
--> UNITED KINGDOM | ARGENTINA | 202 | 10
--> UNITED STATES | ALGERIA | 202 | 10
--> UNITED STATES | ARGENTINA | 202 | 10
BEGIN
  DECLARE names STRING DEFAULT '';
  FOR r AS SELECT gs_big.n_name FROM gs_big DO SET names = names || r.n_name; END FOR;
  SELECT names;
END;
--> [names STRING]
--> UNITED KINGDOMUNITED STATES
-- functions of the catalog
CREATE FUNCTION nations_of(region BIGINT) RETURNS BIGINT RETURN (SELECT count(*) FROM nation WHERE n_regionkey = region);
--> ok
BEGIN
  DECLARE n BIGINT DEFAULT 0;
  CASE nations_of(1) WHEN tpch.nations_of(2) THEN SET n = nations_of(3) + 1; END CASE;
  SELECT n;
END;
--> [n BIGINT]
--> 6
-- files
BEGIN
  INSERT INTO made (id) SELECT count(*) + 1000 FROM read_files('FOLDER/files/csv', format => 'csv');
  SELECT id FROM made WHERE id > (SELECT count(*) + 900 FROM csv.`FOLDER/files/csv/a.csv`);
END;
--> [id INT]
--> 1005
-- handlers
BEGIN
  DECLARE EXIT HANDLER FOR DIVIDE_BY_ZERO
  BEGIN
    INSERT INTO made (id) VALUES (-1);
    SELECT 'handled' AS answer;
  END;
  INSERT INTO made (id) VALUES (-2);
  SELECT 1 / 0;
  SELECT 'not reached';
END;
--> [answer STRING]
--> handled
SELECT id FROM made WHERE id < 0;
--> [id INT]
--> -1
--> -2
BEGIN
  DECLARE EXIT HANDLER FOR SQLEXCEPTION SELECT 'there already' AS answer;
  CREATE TABLE made (a INT);
END;
--> [answer STRING]
--> there already
BEGIN
  BEGIN
    DECLARE EXIT HANDLER FOR SQLSTATE '22012'
      SELECT 'no' AS answer;
    SELECT 1 / 0;
  END;
  SELECT 'went on' AS answer;
END;
--> [answer STRING]
--> went on
-- an empty answer has columns
BEGIN
  SELECT * FROM region WHERE false;
END;
--> [r_regionkey BIGINT, r_name STRING, r_comment STRING]
-- no query, no columns
BEGIN
  INSERT INTO made (id) VALUES (100);
END;
--> ok
-- failures: nothing runs if a name or the syntax is wrong
BEGIN
  INSERT INTO made (id) VALUES (200);
  SELEC 1;
END;
--> ! [PARSE_SYNTAX_ERROR] Syntax error at or near '1'. (line 3, column 9) SQLSTATE: 42601
BEGIN
  INSERT INTO made (id) VALUES (200);
  SELECT 1
END;
--> ! [PARSE_SYNTAX_ERROR] Syntax error at or near end of input. (line 4, column 4) SQLSTATE: 42601
BEGIN
  SELECT 1;
END; SELECT 2
END;
--> ! [PARSE_SYNTAX_ERROR] Syntax error at or near 'SELECT'. (line 3, column 6) SQLSTATE: 42601
lbl: BEGIN
  SELECT 1;
END;
--> ! [PARSE_SYNTAX_ERROR] Syntax error at or near 'lbl'. (line 1, column 1) SQLSTATE: 42601
BEGIN
  INSERT INTO made (id) VALUES (200);
  SELECT * FROM nosuch;
END;
--> ! [TABLE_OR_VIEW_NOT_FOUND] Table lake.tpch.nosuch not found. (line 3, column 17) SQLSTATE: 42P01
BEGIN
  INSERT INTO gs_big VALUES ('x');
END;
--> ! [EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE] The statement changes a table, but gs_big is a view. (line 2, column 15) SQLSTATE: 42809
SELECT count(*) FROM made WHERE id = 200;
--> [count(1) BIGINT]
--> 0
-- failures at run time keep what was committed before
BEGIN
  INSERT INTO made (id) VALUES (300);
  INSERT INTO made (id) SELECT IF(1 / (id - 300) > 0, 1, 2) FROM made WHERE id = 300;
END;
--> ! [DIVIDE_BY_ZERO] Division by zero. Use `try_divide` to tolerate divisor being 0 and return NULL instead. (line 3, column 35) SQLSTATE: 22012
BEGIN
  DECLARE x INT DEFAULT 1;
  INSERT INTO made (id) VALUES (301);
  SET x = 'one';
END;
--> ! [CAST_INVALID_INPUT] The value 'one' of the type "STRING" cannot be cast to "INT" because it is malformed. Correct the value as per the syntax, or change its target type. Use `try_cast` to tolerate malformed input and return NULL instead. (line 4, column 3) SQLSTATE: 22018
BEGIN
  INSERT INTO made (id) VALUES (302);
  SELECT nosuch FROM made;
END;
--> ! [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `nosuch` cannot be resolved. Did you mean one of the following? [`note`, `id`, `square`]. (line 3, column 10) SQLSTATE: 42703
SELECT id FROM made WHERE id >= 300;
--> [id INT]
--> 1005
--> 300
--> 301
--> 302
BEGIN
  CREATE TABLE first_one AS SELECT 1 AS a;
  CREATE TABLE second_one AS SELECT 1 / (a - 1) AS b FROM first_one;
  CREATE TABLE third_one AS SELECT 1 AS c;
END;
--> ! [DIVIDE_BY_ZERO] Division by zero. Use `try_divide` to tolerate divisor being 0 and return NULL instead. (line 3, column 37) SQLSTATE: 22012
SHOW TABLES LIKE '*_one';
--> [namespace STRING, tableName STRING, isTemporary BOOLEAN]
--> tpch | first_one | false
SELECT * FROM first_one;
--> [a INT]
--> 1
BEGIN
  CREATE TABLE first_one AS SELECT 2 AS a;
END;
--> ! [TABLE_OR_VIEW_ALREADY_EXISTS] Cannot create table or view `tpch`.`first_one` because it already exists.
--> ! Choose a different name, drop or replace the existing object, or add the IF NOT EXISTS clause to tolerate pre-existing objects. SQLSTATE: 42P07
BEGIN
  SELECT * FROM yet_to_come;
  CREATE TABLE yet_to_come (a INT);
END;
--> ! [TABLE_OR_VIEW_NOT_FOUND] The table or view `yet_to_come` cannot be found. Verify the spelling and correctness of the schema and catalog.
--> ! If you did not qualify the name with a schema, verify the current_schema() output, or qualify the name with the correct schema and catalog.
--> ! To tolerate the error on drop use DROP VIEW IF EXISTS or DROP TABLE IF EXISTS. (line 2, column 17) SQLSTATE: 42P01
SHOW TABLES LIKE 'yet*';
--> [namespace STRING, tableName STRING, isTemporary BOOLEAN]
-- what a script may not do
BEGIN
  CREATE SCHEMA x;
END;
--> ! [UNSUPPORTED_FEATURE] CreateNamespace cannot be part of a script. SQLSTATE: 0A000
BEGIN
  DROP TABLE made;
END;
--> ! [UNSUPPORTED_FEATURE] DropTable cannot be part of a script. SQLSTATE: 0A000
BEGIN
  SELECT * FROM csv.`/elsewhere/x.csv`;
END;
--> ! [LOCATION_NOT_ALLOWED] The location '/elsewhere/x.csv' is outside of the folders that this server may use. Choose a folder that this server may use. (line 2, column 17) SQLSTATE: 42501
BEGIN
  INSERT OVERWRITE DIRECTORY 'FOLDER/files/x' USING parquet SELECT 1;
END;
--> ! [UNSUPPORTED_FEATURE] Only queries can be run here, not InsertIntoDir. SQLSTATE: 0A000
BEGIN
  CREATE FUNCTION IDENTIFIER('spark_catalog.default.f') AS 'a.B';
END;
--> ! [UNSUPPORTED_FEATURE] A script's commands name tables by their names, not by IDENTIFIER. SQLSTATE: 0A000
BEGIN
  DECLARE t STRING DEFAULT 'made';
  INSERT INTO IDENTIFIER(t) SELECT * FROM made;
END;
--> ! [UNSUPPORTED_FEATURE] A script's commands name tables by their names, not by IDENTIFIER. SQLSTATE: 0A000
BEGIN
  CALL x.y();
END;
--> ! [UNSUPPORTED_FEATURE] Only queries can be run here, not Call. SQLSTATE: 0A000
BEGIN
  SET outside = 6;
END;
--> ! [UNSUPPORTED_FEATURE] A script sets its own variables only, and outside is the session's. Set it outside of the script. SQLSTATE: 0A000
BEGIN
  BEGIN
    DECLARE outside INT;
  END;
  SET outside = 6;
END;
--> ! [UNSUPPORTED_FEATURE] A script sets its own variables only, and outside is the session's. Set it outside of the script. SQLSTATE: 0A000
BEGIN
  DECLARE outside INT DEFAULT 1;
  SET outside = 6;
  SELECT outside, session.outside AS s;
END;
--> [outside INT, s INT]
--> 6 | 5
BEGIN
  DROP TEMPORARY VARIABLE outside;
END;
--> ! [UNSUPPORTED_FEATURE] DropVariable cannot be part of a script. SQLSTATE: 0A000
BEGIN
  CREATE TEMPORARY FUNCTION f() RETURNS INT RETURN 1;
END;
--> ! [UNSUPPORTED_FEATURE] CreateSQLFunctionCommand cannot be part of a script. SQLSTATE: 0A000
BEGIN
  ANALYZE TABLE made COMPUTE STATISTICS;
END;
--> ! [UNSUPPORTED_FEATURE] AnalyzeTable cannot be part of a script. SQLSTATE: 0A000
BEGIN
  CREATE TABLE like_made LIKE made;
END;
--> ! [UNSUPPORTED_FEATURE] CreateTableLikeCommand cannot be part of a script. SQLSTATE: 0A000
BEGIN
  INSERT INTO made (id) SELECT 1 FROM copy_into_source('FOLDER/files/csv', format => 'csv');
END;
--> ! [UNSUPPORTED_FEATURE] copy_into_source is for COPY INTO alone. SQLSTATE: 0A000
BEGIN
  OPTIMIZE made;
END;
--> ! [PARSE_SYNTAX_ERROR] Syntax error at or near 'made'. (line 2, column 12) SQLSTATE: 42601
BEGIN
  TRUNCATE TABLE made;
END;
--> ! [UNSUPPORTED_FEATURE] TruncateTable cannot be part of a script. SQLSTATE: 0A000
BEGIN
  EXECUTE IMMEDIATE 'SELECT 1';
END;
--> ! [UNSUPPORTED_FEATURE] Only queries can be run here, not UnresolvedExecuteImmediate. SQLSTATE: 0A000
BEGIN
  CREATE TABLE csv_table (a INT) USING csv;
END;
--> ! [UNSUPPORTED_FEATURE] Tables are Delta tables: USING csv is not available. SQLSTATE: 0A000
CREATE TABLE outer_table (a INT) LOCATION 'FOLDER/files/outer';
--> ok
DROP TABLE outer_table;
--> ok
BEGIN
  CREATE TABLE adopted LOCATION 'FOLDER/files/outer';
END;
--> ! [UNSUPPORTED_FEATURE] There is a table at the LOCATION of lake.tpch.adopted already. Create it outside of the script. SQLSTATE: 0A000
SHOW TABLES LIKE 'adopted';
--> [namespace STRING, tableName STRING, isTemporary BOOLEAN]
CREATE TABLE IF NOT EXISTS adopted LOCATION 'FOLDER/files/outer';
--> ok
BEGIN
  IF true THEN
    CREATE TABLE two (a INT) LOCATION 'FOLDER/files/two';
  ELSE
    CREATE TABLE two (a INT);
  END IF;
END;
--> ! [UNSUPPORTED_FEATURE] The script creates table lake.tpch.two in two places. Give it one LOCATION. SQLSTATE: 0A000
EXPLAIN BEGIN
  SELECT 1;
END;
--> ! [UNSUPPORTED_FEATURE] A script cannot be explained. Explain its statements one by one. (line 1, column 1) SQLSTATE: 0A000
EXECUTE IMMEDIATE 'BEGIN SELECT 1; SELECT 2; END';
--> ! [SQL_SCRIPT_IN_EXECUTE_IMMEDIATE] EXECUTE IMMEDIATE runs one statement, and no script. Send the script by itself. (line 1, column 19) SQLSTATE: 07501
-- what Spark rejects
BEGIN
  DECLARE x INT;
  SELECT 1;
  DECLARE y INT;
END;
--> ! [INVALID_VARIABLE_DECLARATION.ONLY_AT_BEGINNING] Invalid variable declaration. Variable `y` can only be declared at the beginning of the compound. (line 4, column 3) SQLSTATE: 42K0M
BEGIN
  SET x = 1;
END;
--> ! [UNRESOLVED_VARIABLE] Cannot resolve variable `x` on search path `SYSTEM`.`SESSION`. SQLSTATE: 42883
BEGIN
  IF 1 THEN
    SELECT 1;
  END IF;
END;
--> ! [INVALID_BOOLEAN_STATEMENT] Boolean statement is expected in the condition, but 1 was found. (line 2, column 6) SQLSTATE: 22546
BEGIN
  WHILE (SELECT n_nationkey FROM nation) = 1 DO
    SELECT 1;
  END WHILE;
END;
--> ! [SCALAR_SUBQUERY_TOO_MANY_ROWS] More than one row returned by a subquery used as an expression. (line 2, column 9) SQLSTATE: 21000
BEGIN
  LEAVE nowhere;
END;
--> ! [INVALID_LABEL_USAGE.DOES_NOT_EXIST] The usage of the label NOWHERE is invalid. Label was used in the LEAVE statement, but the label does not belong to any surrounding block. (line 2, column 3) SQLSTATE: 42K0L
BEGIN
  DECLARE CONTINUE HANDLER FOR SQLEXCEPTION SELECT 1;
  SELECT 1 / 0;
END;
--> ! [UNSUPPORTED_FEATURE.CONTINUE_EXCEPTION_HANDLER] The feature is not supported: CONTINUE exception handler is not supported. Use EXIT handler. (line 2, column 3) SQLSTATE: 0A000
BEGIN
  SIGNAL SQLSTATE '45000';
END;
--> ! [PARSE_SYNTAX_ERROR] Syntax error at or near 'SQLSTATE'. (line 2, column 10) SQLSTATE: 42601
-- nothing is left for other files
DROP VIEW gs_big;
--> ok
DROP FUNCTION nations_of;
--> ok
DROP TABLE made;
--> ok
DROP TABLE made_copy;
--> ok
DROP TABLE other;
--> ok
DROP TABLE first_one;
--> ok
DROP TABLE adopted;
--> ok
