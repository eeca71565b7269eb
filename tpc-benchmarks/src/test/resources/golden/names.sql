USE tpch;
--> ok
-- schemas
CREATE SCHEMA gn COMMENT 'of names' WITH DBPROPERTIES (team = 'a');
--> ok
CREATE SCHEMA gn;
--> ! [SCHEMA_ALREADY_EXISTS] Schema lake.gn exists already. Choose another name, drop it, or add IF NOT EXISTS. (line 1, column 15) SQLSTATE: 42P06
CREATE SCHEMA IF NOT EXISTS gn;
--> ok
ALTER SCHEMA gn SET DBPROPERTIES ('more' = 'b');
--> ok
COMMENT ON SCHEMA gn IS 'changed';
--> ok
SHOW SCHEMAS LIKE 'gn*';
--> [namespace STRING]
--> gn
DESCRIBE SCHEMA nosuch;
--> ! [SCHEMA_NOT_FOUND] Schema lake.nosuch not found. SHOW SCHEMAS lists those that exist. (line 1, column 17) SQLSTATE: 42704
-- a table is dropped, comes back, and gets another name
CREATE TABLE gn.t (id INT COMMENT 'the key', day DATE) PARTITIONED BY (day);
--> ok
INSERT INTO gn.t VALUES (1, DATE '2024-01-01'), (2, DATE '2024-01-02');
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 2 | 2
SHOW PARTITIONS gn.t;
--> [day DATE]
--> 2024-01-01
--> 2024-01-02
SHOW TBLPROPERTIES gn.t ('no');
--> [key STRING, value STRING]
--> no | Table lake.gn.t does not have property: no
DESCRIBE gn.t;
--> [col_name STRING, data_type STRING, comment STRING]
--> id | int | the key
--> day | date | null
--> # Partition Information |  | 
--> # col_name | data_type | comment
--> day | date | null
DESCRIBE gn.t id;
--> [info_name STRING, info_value STRING]
--> col_name | id
--> data_type | int
--> comment | the key
DROP SCHEMA gn;
--> ! [SCHEMA_NOT_EMPTY] Schema lake.gn holds tables, views or functions. DROP SCHEMA ... CASCADE drops them as well. (line 1, column 13) SQLSTATE: 2BP01
DROP TABLE gn.t;
--> ok
SELECT * FROM gn.t;
--> ! [TABLE_OR_VIEW_NOT_FOUND] Table lake.gn.t not found. (line 1, column 15) SQLSTATE: 42P01
DROP TABLE gn.t;
--> ! [TABLE_OR_VIEW_NOT_FOUND] Table lake.gn.t not found. (line 1, column 12) SQLSTATE: 42P01
DROP TABLE IF EXISTS gn.t;
--> ok
UNDROP TABLE gn.t;
--> ok
SELECT * FROM gn.t ORDER BY id;
--> [id INT, day DATE]
--> 1 | 2024-01-01
--> 2 | 2024-01-02
ALTER TABLE gn.t RENAME TO u;
--> ok
SELECT count(*) FROM gn.u;
--> [count(1) BIGINT]
--> 2
INSERT INTO gn.u VALUES (3, DATE '2024-01-03');
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1
CREATE TABLE gn.t (other STRING);
--> ok
ALTER TABLE gn.u RENAME TO gn.t;
--> ! [TABLE_OR_VIEW_ALREADY_EXISTS] Table or view lake.gn.t exists already. Choose another name, drop or replace it, or add IF NOT EXISTS. (line 1, column 13) SQLSTATE: 42P07
UNDROP TABLE gn.t;
--> ! [TABLE_OR_VIEW_ALREADY_EXISTS] Table or view lake.gn.t exists already. Choose another name, drop or replace it, or add IF NOT EXISTS. (line 1, column 14) SQLSTATE: 42P07
SHOW TABLES IN gn;
--> [namespace STRING, tableName STRING, isTemporary BOOLEAN]
--> gn | t | false
--> gn | u | false
SHOW COLUMNS IN gn.u;
--> [col_name STRING]
--> id
--> day
DROP VIEW gn.t;
--> ! [WRONG_COMMAND_FOR_OBJECT_TYPE] The operation DROP VIEW requires a view, but lake.gn.t is a table. Use DROP TABLE instead. (line 1, column 11) SQLSTATE: 42809
-- the catalog as relations
SELECT table_name, table_type, data_source_format FROM information_schema.tables WHERE table_schema = 'gn' ORDER BY table_name;
--> [table_name STRING, table_type STRING, data_source_format STRING]
--> t | MANAGED | DELTA
--> u | MANAGED | DELTA
SELECT column_name, ordinal_position, full_data_type, comment FROM lake.information_schema.columns WHERE table_schema = 'gn' AND table_name = 'u' ORDER BY 2;
--> [column_name STRING, ordinal_position INT, full_data_type STRING, comment STRING]
--> id | 0 | int | the key
--> day | 1 | date | null
FROM information_schema.schemata |> WHERE schema_name = 'gn' |> SELECT schema_name, comment;
--> [schema_name STRING, comment STRING]
--> gn | changed
SELECT count(*) FROM information_schema.views;
--> [count(1) BIGINT]
--> 0
-- the schema goes with all that is in it
CREATE TABLE gn.empty (id INT COMMENT 'key', p STRING) PARTITIONED BY (p) COMMENT 'of nothing' TBLPROPERTIES ('a' = 'b');
--> ok
DESCRIBE TABLE EXTENDED gn.empty;
--> [col_name STRING, data_type STRING, comment STRING]
--> id | int | key
--> p | string | null
--> # Partition Information |  | 
--> # col_name | data_type | comment
--> p | string | null
-->  |  | 
--> # Detailed Table Information |  | 
--> Catalog | lake | 
--> Database | gn | 
--> Table | empty | 
--> Type | MANAGED | 
--> Comment | of nothing | 
--> Location | file:FOLDER/lake/gn/empty | 
--> Provider | delta | 
--> Version | 0 | 
--> Files | 0 | 
--> Statistics | 0 bytes, 0 rows | 
--> Table Properties | [a=b] | 
DESCRIBE EXTENDED gn.nosuch;
--> ! [TABLE_OR_VIEW_NOT_FOUND] Table lake.gn.nosuch not found. (line 1, column 19) SQLSTATE: 42P01
DROP SCHEMA gn CASCADE;
--> ok
SHOW TABLES IN gn;
--> ! [SCHEMA_NOT_FOUND] Schema lake.gn not found. SHOW SCHEMAS lists those that exist. (line 1, column 16) SQLSTATE: 42704
DROP SCHEMA IF EXISTS gn;
--> ok
-- catalogs
CREATE CATALOG gncat COMMENT 'a second one';
--> ok
ALTER CATALOG gncat SET DBPROPERTIES ('a' = 'b', 'c' = 'd');
--> ok
ALTER CATALOG gncat UNSET DBPROPERTIES (c);
--> ok
DESCRIBE CATALOG EXTENDED gncat;
--> [info_name STRING, info_value STRING]
--> Catalog Name | gncat
--> Comment | a second one
--> Location | file:FOLDER/lake/.catalogs/gncat
--> Properties | ((a,b))
COMMENT ON CATALOG gncat IS 'another';
--> ok
DESCRIBE CATALOG gncat;
--> [info_name STRING, info_value STRING]
--> Catalog Name | gncat
--> Comment | another
ALTER CATALOG nosuch SET DBPROPERTIES ('a' = 'b');
--> ! [CATALOG_NOT_FOUND] Catalog nosuch not found. There are gncat, lake. (line 1, column 15) SQLSTATE: 42P08
ALTER CATALOG gncat OWNER TO me;
--> ! [UNSUPPORTED_FEATURE] A catalog has no location and no owner of its own. (line 1, column 21) SQLSTATE: 0A000
ALTER CATALOG gncat;
--> ! [PARSE_SYNTAX_ERROR] Syntax error at the end of the statement: expected SET DBPROPERTIES or UNSET DBPROPERTIES. (line 1, column 20) SQLSTATE: 42601
CREATE CATALOG gncat;
--> ! [CATALOG_ALREADY_EXISTS] Catalog gncat exists already. Choose another name, or add IF NOT EXISTS. (line 1, column 16) SQLSTATE: 42710
CREATE SCHEMA gncat.s;
--> ok
CREATE TABLE gncat.s.t AS SELECT 1 AS one;
--> ok
SELECT * FROM gncat.s.t;
--> [one INT]
--> 1
USE CATALOG gncat;
--> ok
USE s;
--> ok
SELECT one + 1 AS two FROM t;
--> [two INT]
--> 2
SHOW CURRENT SCHEMA;
--> [catalog STRING, namespace STRING]
--> gncat | s
DROP CATALOG gncat;
--> ! [CATALOG_NOT_EMPTY] Catalog gncat is not empty. DROP CATALOG ... CASCADE drops what is in it as well. (line 1, column 14) SQLSTATE: 2BP01
DROP CATALOG gncat CASCADE;
--> ok
SHOW CATALOGS;
--> [catalog STRING]
--> lake
DROP CATALOG lake CASCADE;
--> ! [UNSUPPORTED_FEATURE] The catalog lake is the lake itself and cannot be dropped. (line 1, column 14) SQLSTATE: 0A000
