USE tpch;
--> ok
CREATE TABLE ga_t (id INT, name STRING);
--> ok
INSERT INTO ga_t VALUES (1, 'a');
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1
ALTER TABLE ga_t ADD COLUMN note STRING COMMENT 'free text' AFTER id;
--> ok
ALTER TABLE ga_t ADD COLUMN note STRING;
--> ! [FIELD_ALREADY_EXISTS] Cannot add column, because `note` already exists in "STRUCT<id: INT, note: STRING COMMENT 'free text', name: STRING>". (line 1, column 1) SQLSTATE: 42710
ALTER TABLE ga_t ADD COLUMNS (x INT, y INT);
--> ok
SELECT * FROM ga_t;
--> [id INT, note STRING, name STRING, x INT, y INT]
--> 1 | null | a | null | null
ALTER TABLE ga_t DROP COLUMN x;
--> ! [DELTA_UNSUPPORTED_DROP_COLUMN] DROP COLUMN is not supported for your Delta table.
--> ! Please enable Column Mapping on your Delta table with mapping mode 'name'.
--> ! You can use one of the following commands.
--> ! 
--> ! ALTER TABLE table_name SET TBLPROPERTIES ('delta.columnMapping.mode' = 'name')
--> ! 
--> ! Note, if your table is not on the required protocol version it will be upgraded.
--> ! Column mapping requires at least protocol (2, 5) SQLSTATE: 0AKDC
ALTER TABLE ga_t SET TBLPROPERTIES ('delta.columnMapping.mode' = 'name');
--> ok
ALTER TABLE ga_t DROP COLUMN x;
--> ok
ALTER TABLE ga_t RENAME COLUMN y TO z;
--> ok
ALTER TABLE ga_t RENAME COLUMN nosuch TO z2;
--> ! [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `nosuch` cannot be resolved. Did you mean one of the following? [`id`, `note`, `name`, `z`]. (line 1, column 1) SQLSTATE: 42703
ALTER TABLE ga_t ALTER COLUMN note COMMENT 'short text';
--> ok
ALTER TABLE ga_t ALTER COLUMN z TYPE STRING;
--> ! [DELTA_UNSUPPORTED_ALTER_TABLE_CHANGE_COL_OP] ALTER TABLE CHANGE COLUMN is not supported for changing column z from INT to STRING SQLSTATE: 0AKDC
ALTER TABLE ga_t SET TBLPROPERTIES ('delta.enableTypeWidening' = 'true');
--> ok
ALTER TABLE ga_t ALTER COLUMN z TYPE BIGINT;
--> ok
DESCRIBE ga_t;
--> [col_name STRING, data_type STRING, comment STRING]
--> id | int | null
--> note | string | short text
--> name | string | null
--> z | bigint | null
ALTER TABLE ga_t ADD CONSTRAINT positive CHECK (id > 0);
--> ok
INSERT INTO ga_t (id) VALUES (-1);
--> ! [DELTA_VIOLATE_CONSTRAINT_WITH_VALUES] CHECK constraint positive (id > 0) violated by row with values:
--> !  - id : -1 SQLSTATE: 23001
ALTER TABLE ga_t ADD CONSTRAINT impossible CHECK (id > 100);
--> ! [DELTA_NEW_CHECK_CONSTRAINT_VIOLATION] 1 rows in lake.tpch.ga_t violate the new CHECK constraint (id > 100) SQLSTATE: 23512
ALTER TABLE ga_t DROP CONSTRAINT positive;
--> ok
INSERT INTO ga_t (id) VALUES (-1);
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1
ALTER TABLE ga_t ALTER COLUMN id SET NOT NULL;
--> ! [_LEGACY_ERROR_TEMP_2330] Cannot change nullable column to non-nullable: id. (line 1, column 1) SQLSTATE: 42000
ALTER TABLE ga_t CLUSTER BY (id);
--> ok
ALTER TABLE ga_t SET TBLPROPERTIES ('delta.nosuch' = '1');
--> ! [DELTA_UNKNOWN_CONFIGURATION] Unknown configuration was specified: delta.nosuch
--> ! To disable this check, set spark.databricks.delta.allowArbitraryProperties.enabled=true in the Spark session configuration. SQLSTATE: F0000
ALTER TABLE ga_t UNSET TBLPROPERTIES IF EXISTS ('nosuch');
--> ok
COMMENT ON TABLE ga_t IS 'a table';
--> ok
SELECT id, z FROM ga_t ORDER BY id;
--> [id INT, z BIGINT]
--> -1 | null
--> 1 | null
ALTER TABLE nosuch ADD COLUMN a INT;
--> ! [TABLE_OR_VIEW_NOT_FOUND] Table lake.tpch.nosuch not found. (line 1, column 13) SQLSTATE: 42P01
-- another place for an external table
CREATE TABLE ga_moved (a INT) LOCATION 'FOLDER/files/place1';
--> ok
INSERT INTO ga_moved VALUES (1);
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1
CREATE TABLE ga_place (a INT) LOCATION 'FOLDER/files/place2';
--> ok
INSERT INTO ga_place VALUES (2);
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1
ALTER TABLE ga_moved SET LOCATION 'FOLDER/files/place2';
--> ! [LOCATION_OVERLAP] The location 'FOLDER/files/place2' is the folder of table lake.tpch.ga_place, or inside or around it. Choose another location. (line 1, column 13) SQLSTATE: 42710
DROP TABLE ga_place;
--> ok
ALTER TABLE ga_moved SET LOCATION 'FOLDER/files/place2';
--> ok
SELECT * FROM ga_moved;
--> [a INT]
--> 2
INSERT INTO ga_moved VALUES (3);
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1
SELECT * FROM ga_moved;
--> [a INT]
--> 2
--> 3
SELECT * FROM delta.`FOLDER/files/place1`;
--> [a INT]
--> 1
CREATE TABLE ga_other (b STRING) LOCATION 'FOLDER/files/place3';
--> ok
DROP TABLE ga_other;
--> ok
ALTER TABLE ga_moved SET LOCATION 'FOLDER/files/place3';
--> ! [DELTA_SET_LOCATION_SCHEMA_MISMATCH] The table at 'FOLDER/files/place3' has other columns or partitions than lake.tpch.ga_moved. (line 1, column 35) SQLSTATE: 42KD7
ALTER TABLE ga_moved SET LOCATION 'FOLDER/files/csv';
--> ! [TABLE_OR_VIEW_NOT_FOUND] There is no Delta table in 'FOLDER/files/csv'. SQLSTATE: 42P01
ALTER TABLE ga_moved SET LOCATION 'FOLDER/outside';
--> ! [LOCATION_NOT_ALLOWED] The location 'FOLDER/outside' is outside of the folders that this server may use. Choose a folder that this server may use. SQLSTATE: 42501
ALTER TABLE ga_moved SET LOCATION;
--> ! [PARSE_SYNTAX_ERROR] Syntax error at the end of the statement: expected a folder in quotes. (line 1, column 34) SQLSTATE: 42601
ALTER TABLE ga_t SET LOCATION 'FOLDER/files/place1';
--> ! [DELTA_SET_LOCATION_SCHEMA_MISMATCH] The table at 'FOLDER/files/place1' has other columns or partitions than lake.tpch.ga_t. (line 1, column 31) SQLSTATE: 42KD7
ALTER TABLE delta.`FOLDER/files/place1` SET LOCATION 'FOLDER/files/place2';
--> ! [UNSUPPORTED_FEATURE] A path has no other location. Name a table. (line 1, column 13) SQLSTATE: 0A000
ALTER TABLE nosuch SET LOCATION 'FOLDER/files/place1';
--> ! [TABLE_OR_VIEW_NOT_FOUND] Table lake.tpch.nosuch not found. (line 1, column 13) SQLSTATE: 42P01
DROP TABLE ga_moved;
--> ok
