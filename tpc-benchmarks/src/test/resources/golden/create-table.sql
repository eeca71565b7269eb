USE tpch;
--> ok
-- columns, nullability, comments, defaults, properties
CREATE TABLE gc_plain (id BIGINT NOT NULL COMMENT 'the key', name STRING, price DECIMAL(10, 2)) COMMENT 'plain' TBLPROPERTIES ('owner.team' = 'a');
--> ok
DESCRIBE gc_plain;
--> [col_name STRING, data_type STRING, comment STRING]
--> id | bigint | the key
--> name | string | null
--> price | decimal(10,2) | null
INSERT INTO gc_plain VALUES (1, 'a', 1.5), (2, NULL, 2);
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 2 | 2
SELECT * FROM gc_plain ORDER BY id;
--> [id BIGINT, name STRING, price DECIMAL]
--> 1 | a | 1.50
--> 2 | null | 2.00
-- a wrong type, a missing column, too many columns, a null where none may be
INSERT INTO gc_plain VALUES ('x', 'a', 1);
--> ! [CAST_INVALID_INPUT] The value 'x' of the type "STRING" cannot be cast to "BIGINT" because it is malformed. Correct the value as per the syntax, or change its target type. Use `try_cast` to tolerate malformed input and return NULL instead. (line 1, column 1) SQLSTATE: 22018
INSERT INTO gc_plain (id, nam) VALUES (1, 'a');
--> ! [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `nam` cannot be resolved. Did you mean one of the following? [`id`, `name`, `price`]. (line 1, column 1) SQLSTATE: 42703
INSERT INTO gc_plain VALUES (1, 'a', 1, 1);
--> ! [DELTA_METADATA_MISMATCH] A metadata mismatch was detected when writing to the Delta table.
--> ! - A schema mismatch detected when writing to the Delta table (Table ID: UUID).
--> ! To enable schema migration using DataFrameWriter or DataStreamWriter, please set: '.option("mergeSchema", "true")'.
--> ! For other operations, set the session configuration spark.databricks.delta.schema.autoMerge.enabled to "true". See the documentation specific to the operation for details.
--> ! 
--> ! Table schema:
--> ! root
--> !  |-- id: long (nullable = false)
--> !  |-- name: string (nullable = true)
--> !  |-- price: decimal(10,2) (nullable = true)
--> ! 
--> ! 
--> ! Data schema:
--> ! root
--> !  |-- id: long (nullable = true)
--> !  |-- name: string (nullable = true)
--> !  |-- price: decimal(10,2) (nullable = true)
--> !  |-- col4: integer (nullable = true) SQLSTATE: 42KDG
INSERT INTO gc_plain VALUES (NULL, 'a', 1);
--> ! [DELTA_NOT_NULL_CONSTRAINT_VIOLATED] NOT NULL constraint violated for column: id. SQLSTATE: 23502
INSERT INTO gc_plain VALUES (3, 'a', 123456789.5);
--> ! [CAST_OVERFLOW_IN_TABLE_INSERT] Fail to assign a value of "DECIMAL(10,1)" type to the "DECIMAL(10,2)" type column or variable `price` due to an overflow. Use `try_cast` on the input value to tolerate overflow and return NULL instead. SQLSTATE: 22003
SELECT count(*) FROM gc_plain;
--> [count(1) BIGINT]
--> 2
-- the name is taken
CREATE TABLE gc_plain (a INT);
--> ! [TABLE_OR_VIEW_ALREADY_EXISTS] A table or view lake.tpch.gc_plain exists already. Choose another name, drop it first, or write CREATE TABLE IF NOT EXISTS or CREATE OR REPLACE TABLE. (line 1, column 14) SQLSTATE: 42P07
CREATE TABLE IF NOT EXISTS gc_plain (a INT);
--> ok
CREATE TABLE nosuch.t (a INT);
--> ! [SCHEMA_NOT_FOUND] Schema lake.nosuch not found. SHOW SCHEMAS lists those that exist. SQLSTATE: 42704
CREATE TABLE nosuch.tpch.t (a INT);
--> ! [CATALOG_NOT_FOUND] Catalog nosuch not found. There is lake. SQLSTATE: 42P08
CREATE TABLE gc_bad (a INT, a STRING);
--> ! [COLUMN_ALREADY_EXISTS] The column `a` already exists. Choose another name or rename the existing column. SQLSTATE: 42711
CREATE TABLE gc_bad (a NONSENSE);
--> ! [UNSUPPORTED_DATATYPE] Unsupported data type "NONSENSE". (line 1, column 24) SQLSTATE: 0A000
CREATE TABLE gc_bad (a INT) PARTITIONED BY (b);
--> ! [_LEGACY_ERROR_TEMP_3060] Couldn't find column b in:
--> ! root
--> !  |-- a: integer (nullable = true) SQLSTATE: 42000
CREATE TABLE gc_bad (a INT) USING parquet;
--> ! [UNSUPPORTED_FEATURE] Tables are Delta tables: USING parquet is not available. SQLSTATE: 0A000
CREATE TABLE gc_bad (a INT) LOCATION 'FOLDER/outside';
--> ! [LOCATION_NOT_ALLOWED] The location 'FOLDER/outside' is outside of the folders that this server may use. Choose a folder that this server may use. SQLSTATE: 42501
CREATE TABLE gc_bad (a INT) LOCATION 'FOLDER/lake/../outside';
--> ! [LOCATION_NOT_ALLOWED] The location 'FOLDER/lake/../outside' holds the part '..'. Choose a folder that this server may use. SQLSTATE: 42501
SELECT * FROM gc_bad;
--> ! [TABLE_OR_VIEW_NOT_FOUND] Table lake.tpch.gc_bad not found. (line 1, column 15) SQLSTATE: 42P01
-- partitions
CREATE TABLE gc_part (id INT, day DATE) PARTITIONED BY (day);
--> ok
INSERT INTO gc_part VALUES (1, DATE '2024-01-01'), (2, DATE '2024-01-02');
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 2 | 2
SELECT * FROM gc_part WHERE day = DATE '2024-01-02';
--> [id INT, day DATE]
--> 2 | 2024-01-02
INSERT INTO gc_part PARTITION (day = '2024-01-03') VALUES (3);
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1
INSERT OVERWRITE gc_part PARTITION (day = '2024-01-01') SELECT 10;
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1
SELECT * FROM gc_part ORDER BY id;
--> [id INT, day DATE]
--> 2 | 2024-01-02
--> 3 | 2024-01-03
--> 10 | 2024-01-01
-- clustering, generated and identity columns, defaults
CREATE TABLE gc_gen (id BIGINT GENERATED ALWAYS AS IDENTITY, at TIMESTAMP, day DATE GENERATED ALWAYS AS (CAST(at AS DATE)), kind STRING DEFAULT 'new') CLUSTER BY (day) TBLPROPERTIES ('delta.feature.allowColumnDefaults' = 'supported');
--> ok
INSERT INTO gc_gen (at) VALUES (TIMESTAMP '2024-01-01 10:00:00');
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1
SELECT day, kind FROM gc_gen;
--> [day DATE, kind STRING]
--> 2024-01-01 | new
INSERT INTO gc_gen (id, at) VALUES (1, TIMESTAMP '2024-01-01 10:00:00');
--> ! [DELTA_IDENTITY_COLUMNS_EXPLICIT_INSERT_NOT_SUPPORTED] Providing values for GENERATED ALWAYS AS IDENTITY column id is not supported. SQLSTATE: 42808
-- as select, replaced, failing
CREATE TABLE gc_ctas AS SELECT n_regionkey, count(*) AS nations FROM nation GROUP BY n_regionkey;
--> ok
SELECT * FROM gc_ctas ORDER BY n_regionkey;
--> [n_regionkey BIGINT, nations BIGINT]
--> 0 | 5
--> 1 | 5
--> 2 | 5
--> 3 | 5
--> 4 | 5
CREATE OR REPLACE TABLE gc_ctas AS SELECT 'x' AS only;
--> ok
SELECT * FROM gc_ctas;
--> [only STRING]
--> x
REPLACE TABLE gc_ctas (a INT);
--> ok
SELECT * FROM gc_ctas;
--> [a INT]
CREATE TABLE gc_fails AS SELECT 1 / 0 AS a;
--> ! [DIVIDE_BY_ZERO] Division by zero. Use `try_divide` to tolerate divisor being 0 and return NULL instead. (line 1, column 33) SQLSTATE: 22012
SELECT * FROM gc_fails;
--> ! [TABLE_OR_VIEW_NOT_FOUND] Table lake.tpch.gc_fails not found. (line 1, column 15) SQLSTATE: 42P01
REPLACE TABLE gc_fails (a INT);
--> ! [TABLE_OR_VIEW_NOT_FOUND] Table lake.tpch.gc_fails not found. (line 1, column 15) SQLSTATE: 42P01
-- constraints
CREATE TABLE gc_checked (id INT, kind STRING CONSTRAINT known CHECK (kind <> 'x'), CONSTRAINT Positive CHECK (id > 0));
--> ok
INSERT INTO gc_checked VALUES (1, 'a');
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1
INSERT INTO gc_checked VALUES (0, 'a');
--> ! [DELTA_VIOLATE_CONSTRAINT_WITH_VALUES] CHECK constraint positive (id > 0) violated by row with values:
--> !  - id : 0 SQLSTATE: 23001
INSERT INTO gc_checked VALUES (2, 'x');
--> ! [DELTA_VIOLATE_CONSTRAINT_WITH_VALUES] CHECK constraint known (NOT (kind = 'x')) violated by row with values:
--> !  - kind : x SQLSTATE: 23001
ALTER TABLE gc_checked DROP CONSTRAINT positive;
--> ok
INSERT INTO gc_checked VALUES (0, 'b');
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1
CREATE OR REPLACE TABLE gc_new (id INT, CONSTRAINT small CHECK (id < 10));
--> ! [UNSUPPORTED_FEATURE] A statement that may replace a table cannot bring constraints. Add them by ALTER TABLE ... ADD CONSTRAINT. SQLSTATE: 0A000
CREATE OR REPLACE TABLE gc_new AS SELECT 'x' AS other;
--> ok
SELECT * FROM gc_new;
--> [other STRING]
--> x
DROP TABLE gc_new;
--> ok
CREATE OR REPLACE TABLE gc_checked (id INT, CONSTRAINT small CHECK (id < 10));
--> ! [UNSUPPORTED_FEATURE] A statement that may replace a table cannot bring constraints. Add them by ALTER TABLE ... ADD CONSTRAINT. SQLSTATE: 0A000
INSERT INTO gc_checked VALUES (10);
--> ! [DELTA_INSERT_COLUMN_ARITY_MISMATCH] Cannot write to 'lake.tpch.gc_checked', not enough data columns; target table has 2 column(s) but the inserted data has 1 column(s) SQLSTATE: 42802
CREATE TABLE gc_bad (id INT, CONSTRAINT c CHECK (nothing > 0));
--> ! [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `nothing` cannot be resolved. Did you mean one of the following? [`id`]. (line 1, column 50) SQLSTATE: 42703
CREATE TABLE gc_bad (id INT, CONSTRAINT c CHECK (id));
--> ! [DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE] Cannot resolve "CONSTRAINT c CHECK (id)" due to data type mismatch: The first parameter requires the "BOOLEAN" type, however "id" has the type "INT". (line 1, column 1) SQLSTATE: 42K09
CREATE TABLE gc_bad (id INT, CONSTRAINT c CHECK (id > rand()));
--> ! [NON_DETERMINISTIC_CHECK_CONSTRAINT] The check constraint `id > rand()` is non-deterministic. Check constraints must only contain deterministic expressions. (line 1, column 50) SQLSTATE: 42621
CREATE TABLE gc_bad (id INT PRIMARY KEY);
--> ! [UNSUPPORTED_FEATURE] Delta tables have CHECK constraints only, and none as CONSTRAINT gc_bad_pk PRIMARY KEY (id) NOT ENFORCED NORELY. SQLSTATE: 0A000
CREATE TABLE gc_bad (id INT, CONSTRAINT a CHECK (id > 0), CONSTRAINT a CHECK (id > 1));
--> ! [CONSTRAINT_ALREADY_EXISTS] The table would have two constraints of the name a. Rename one. SQLSTATE: 42710
SELECT * FROM gc_bad;
--> ! [TABLE_OR_VIEW_NOT_FOUND] Table lake.tpch.gc_bad not found. (line 1, column 15) SQLSTATE: 42P01
CREATE OR REPLACE TABLE gc_checked (other STRING);
--> ok
SELECT * FROM gc_checked;
--> [other STRING]
DROP TABLE gc_checked;
--> ok
-- clones
--# columns nothing
CREATE TABLE gc_clone SHALLOW CLONE gc_plain;
--> ok
SELECT count(*) FROM gc_clone;
--> [count(1) BIGINT]
--> 2
CREATE TABLE gc_source (id INT, kind STRING) PARTITIONED BY (kind) TBLPROPERTIES ('delta.enableDeletionVectors' = 'true', 'delta.columnMapping.mode' = 'name', 'x' = 'y');
--> ok
INSERT INTO gc_source VALUES (1, 'a'), (2, 'a'), (3, 'b c%'), (4, NULL);
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 4 | 4
ALTER TABLE gc_source ADD CONSTRAINT positive CHECK (id > 0);
--> ok
DELETE FROM gc_source WHERE id = 1;
--> [num_affected_rows BIGINT]
--> 1
CREATE TABLE gc_deep DEEP CLONE gc_source TBLPROPERTIES ('x' = 'z');
--> ok
CREATE TABLE gc_old CLONE gc_source VERSION AS OF 1;
--> ok
CREATE TABLE gc_deeper CLONE gc_clone;
--> ok
CREATE TABLE gc_thin SHALLOW CLONE gc_source;
--> ok
SELECT * FROM gc_thin ORDER BY id;
--> [id INT, kind STRING]
--> 2 | a
--> 3 | b c%
--> 4 | null
CREATE TABLE gc_thick DEEP CLONE gc_thin;
--> ok
CREATE TABLE IF NOT EXISTS gc_deep CLONE gc_plain;
--> ok
CREATE OR REPLACE TABLE gc_else DEEP CLONE gc_source LOCATION 'FOLDER/files/cloned';
--> ok
DROP TABLE gc_source;
--> ok
SELECT * FROM gc_deep ORDER BY id;
--> [id INT, kind STRING]
--> 2 | a
--> 3 | b c%
--> 4 | null
SELECT * FROM gc_old ORDER BY id;
--> [id INT, kind STRING]
--> 1 | a
--> 2 | a
--> 3 | b c%
--> 4 | null
SELECT * FROM gc_else ORDER BY id;
--> [id INT, kind STRING]
--> 2 | a
--> 3 | b c%
--> 4 | null
SELECT * FROM gc_thick ORDER BY id;
--> [id INT, kind STRING]
--> 2 | a
--> 3 | b c%
--> 4 | null
SELECT count(*) FROM gc_deeper;
--> [count(1) BIGINT]
--> 2
INSERT INTO gc_deep VALUES (0, 'a');
--> ! [DELTA_VIOLATE_CONSTRAINT_WITH_VALUES] CHECK constraint positive (id > 0) violated by row with values:
--> !  - id : 0 SQLSTATE: 23001
UPDATE gc_deep SET kind = 'd' WHERE id = 3;
--> [num_affected_rows BIGINT]
--> 1
SELECT * FROM gc_deep ORDER BY id;
--> [id INT, kind STRING]
--> 2 | a
--> 3 | d
--> 4 | null
--# columns name, numFiles, partitionColumns
DESCRIBE DETAIL gc_deep;
--> [name STRING, partitionColumns ARRAY<STRING>, numFiles BIGINT]
--> null | ["kind"] | 3
--# columns version, operation
DESCRIBE HISTORY gc_deep;
--> [version BIGINT, operation STRING]
--> 1 | UPDATE
--> 0 | CLONE
SHOW TBLPROPERTIES gc_deep ('x');
--> [key STRING, value STRING]
--> x | z
SHOW TBLPROPERTIES gc_deep ('penstock.clone');
--> [key STRING, value STRING]
--> penstock.clone | Table lake.tpch.gc_deep does not have property: penstock.clone
CREATE TABLE gc_deep CLONE gc_plain;
--> ! [TABLE_OR_VIEW_ALREADY_EXISTS] A table or view lake.tpch.gc_deep exists already. Choose another name, drop it first, or write CREATE TABLE IF NOT EXISTS or CREATE OR REPLACE TABLE. SQLSTATE: 42P07
CREATE TABLE gc_bad DEEP CLONE nosuch;
--> ! [TABLE_OR_VIEW_NOT_FOUND] Table lake.tpch.nosuch not found. SQLSTATE: 42P01
CREATE TABLE gc_bad DEEP CLONE gc_old VERSION AS OF 7;
--> ! [INVALID_PARAMETER_VALUE] The table has no version 7; its newest is 0. DESCRIBE HISTORY lists them. SQLSTATE: 22023
CREATE TABLE gc_bad CLONE gc_old LOCATION 'FOLDER/outside';
--> ! [LOCATION_NOT_ALLOWED] The location 'FOLDER/outside' is outside of the folders that this server may use. Choose a folder that this server may use. SQLSTATE: 42501
CREATE OR REPLACE TABLE gc_deep CLONE gc_plain;
--> ! [UNSUPPORTED_FEATURE] There is a table lake.tpch.gc_deep or in its location, and a clone replaces none. Drop it, or choose another name. SQLSTATE: 0A000
CREATE TABLE gc_bad SHALLOW CLONE csv.`FOLDER/files/csv`;
--> ! [UNSUPPORTED_FEATURE] Only Delta tables can be cloned. SQLSTATE: 0A000
DROP TABLE gc_deep;
--> ok
DROP TABLE gc_old;
--> ok
DROP TABLE gc_deeper;
--> ok
DROP TABLE gc_else;
--> ok
DROP TABLE gc_thin;
--> ok
DROP TABLE gc_thick;
--> ok
-- like another
CREATE TABLE gc_like LIKE gc_gen;
--> ok
INSERT INTO gc_like (at) VALUES (TIMESTAMP '2024-01-01 10:00:00');
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1
SELECT * FROM gc_like;
--> [id BIGINT, at TIMESTAMP, day DATE, kind STRING]
--> 1 | 2024-01-01 10:00:00 | 2024-01-01 | new
INSERT INTO gc_like (id, at) VALUES (1, TIMESTAMP '2024-01-01 10:00:00');
--> ! [DELTA_IDENTITY_COLUMNS_EXPLICIT_INSERT_NOT_SUPPORTED] Providing values for GENERATED ALWAYS AS IDENTITY column id is not supported. SQLSTATE: 42808
DESCRIBE gc_like;
--> [col_name STRING, data_type STRING, comment STRING]
--> id | bigint | null
--> at | timestamp | null
--> day | date | null
--> kind | string | null
--> # Clustering Information |  | 
--> # col_name | data_type | comment
--> day | date | null
CREATE TABLE lake.tpch.gc_like2 LIKE lake.tpch.gc_part TBLPROPERTIES ('owner.team' = 'b');
--> ok
DESCRIBE gc_like2;
--> [col_name STRING, data_type STRING, comment STRING]
--> id | int | null
--> day | date | null
--> # Partition Information |  | 
--> # col_name | data_type | comment
--> day | date | null
SHOW TBLPROPERTIES gc_like2;
--> [key STRING, value STRING]
--> owner.team | b
SELECT count(*) FROM gc_like2;
--> [count(1) BIGINT]
--> 0
CREATE TABLE gc_like2 LIKE gc_plain;
--> ! [TABLE_OR_VIEW_ALREADY_EXISTS] A table or view lake.tpch.gc_like2 exists already. Choose another name, drop it first, or write CREATE TABLE IF NOT EXISTS or CREATE OR REPLACE TABLE. SQLSTATE: 42P07
CREATE TABLE IF NOT EXISTS gc_like2 LIKE gc_plain;
--> ok
CREATE TABLE gc_like3 LIKE nosuch;
--> ! [TABLE_OR_VIEW_NOT_FOUND] Table lake.tpch.nosuch not found. SQLSTATE: 42P01
CREATE TABLE gc_like3 LIKE gc_plain USING parquet;
--> ! [UNSUPPORTED_FEATURE] Tables are Delta tables: USING parquet is not available. SQLSTATE: 0A000
CREATE TABLE lake.tpch.gc_like3 LIKE gc_plain;
--> ! [UNSUPPORTED_FEATURE] CREATE TABLE ... LIKE takes two tables of one catalog: write both names with it, or neither. (line 1, column 14) SQLSTATE: 0A000
-- an external table inside the lake
CREATE TABLE gc_ext (a INT) LOCATION 'FOLDER/lake/elsewhere/ext';
--> ok
INSERT INTO gc_ext VALUES (1);
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1
SELECT * FROM gc_ext;
--> [a INT]
--> 1
CREATE TABLE gc_ext2 (a INT) LOCATION 'FOLDER/lake/elsewhere/ext/inside';
--> ! [LOCATION_OVERLAP] The location 'FOLDER/lake/elsewhere/ext/inside' is the folder of table lake.tpch.gc_ext, or inside or around it. Choose another location. SQLSTATE: 42710
