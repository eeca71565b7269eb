USE tpch;
--> ok
CREATE TABLE gi_t (id INT, name STRING, note STRING DEFAULT 'none') TBLPROPERTIES ('delta.feature.allowColumnDefaults' = 'supported');
--> ok
-- what was loaded is not loaded again
COPY INTO gi_t FROM 'FOLDER/files/csv' FILEFORMAT = CSV FILES = ('a.csv') FORMAT_OPTIONS ('header' = 'true');
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 2 | 2
SELECT * FROM gi_t ORDER BY id;
--> [id INT, name STRING, note STRING]
--> 1 | one | none
--> 2 | two | none
COPY INTO gi_t FROM 'FOLDER/files/csv' FILEFORMAT = CSV FORMAT_OPTIONS ('header' = 'true');
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 1 | 1
COPY INTO gi_t FROM 'FOLDER/files/csv' FILEFORMAT = CSV FORMAT_OPTIONS ('header' = 'true');
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 0 | 0
SELECT * FROM gi_t ORDER BY id;
--> [id INT, name STRING, note STRING]
--> 1 | one | none
--> 2 | two | none
--> 3 | three | none
--# columns version, operation
DESCRIBE HISTORY gi_t;
--> [version BIGINT, operation STRING]
--> 2 | WRITE
--> 1 | WRITE
--> 0 | CREATE TABLE
COPY INTO lake.tpch.gi_t FROM (SELECT CAST(id AS INT) + 10 AS id, upper(name) AS name FROM 'FOLDER/files/csv' WHERE id < 3) FILEFORMAT = CSV PATTERN = '[ab].csv' FORMAT_OPTIONS ('header' = 'true') COPY_OPTIONS ('force' = 'true');
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 2 | 2
SELECT * FROM gi_t ORDER BY id;
--> [id INT, name STRING, note STRING]
--> 1 | one | none
--> 2 | two | none
--> 3 | three | none
--> 11 | ONE | none
--> 12 | TWO | none
-- under a key at most once, force or not
CREATE TABLE gi_k (id INT, name STRING);
--> ok
SET penstock.idempotency_key = copy-1;
--> [key STRING, value STRING]
--> penstock.idempotency_key | copy-1
COPY INTO gi_k FROM 'FOLDER/files/csv' FILEFORMAT = CSV FILES = ('a.csv') FORMAT_OPTIONS ('header' = 'true') COPY_OPTIONS ('force' = 'true');
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 2 | 2
SET penstock.idempotency_key = copy-1;
--> [key STRING, value STRING]
--> penstock.idempotency_key | copy-1
COPY INTO gi_k FROM 'FOLDER/files/csv' FILEFORMAT = CSV FILES = ('a.csv') FORMAT_OPTIONS ('header' = 'true') COPY_OPTIONS ('force' = 'true');
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 0 | 0
SELECT count(*) FROM gi_k;
--> [count(1) BIGINT]
--> 2
-- the names of the loaded files are the table's: another loads them again
CREATE TABLE gi_u (id INT, name STRING);
--> ok
COPY INTO gi_u BY POSITION FROM (SELECT _c0, _c1 FROM 'FOLDER/files/csv') FILEFORMAT = CSV PATTERN = 'b*';
--> ! [CAST_INVALID_INPUT] The value 'id' of the type "STRING" cannot be cast to "INT" because it is malformed. Correct the value as per the syntax, or change its target type. Use `try_cast` to tolerate malformed input and return NULL instead. (line 1, column 1) SQLSTATE: 22018
SELECT * FROM gi_u;
--> [id INT, name STRING]
TRUNCATE TABLE gi_u;
--> [num_affected_rows BIGINT]
--> 0
COPY INTO gi_u (name) FROM (SELECT _c1 FROM 'FOLDER/files/csv' f) FILEFORMAT = CSV FILES = ('a.csv');
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 3 | 3
SELECT * FROM gi_u ORDER BY name;
--> [id INT, name STRING]
--> null | name
--> null | one
--> null | two
COPY INTO gi_u FROM 'FOLDER/files/json' FILEFORMAT = JSON;
--> ! [DELTA_MISSING_COLUMN] Cannot find tags in table columns: id, name SQLSTATE: 42703
CREATE TABLE gi_j (id BIGINT, tags ARRAY<STRING>);
--> ok
COPY INTO gi_j FROM 'FOLDER/files/json' FILEFORMAT = JSON;
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 2 | 2
SELECT * FROM gi_j ORDER BY id;
--> [id BIGINT, tags ARRAY<STRING>]
--> 1 | ["x"]
--> 2 | null
CREATE TABLE gi_p LIKE region;
--> ok
COPY INTO gi_p FROM 'FOLDER/files/parquet' FILEFORMAT = PARQUET;
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 5 | 5
COPY INTO gi_p FROM 'FOLDER/files/parquet' FILEFORMAT = PARQUET;
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 0 | 0
SELECT r_regionkey, r_name FROM gi_p ORDER BY 1;
--> [r_regionkey BIGINT, r_name STRING]
--> 0 | AFRICA
--> 1 | AMERICA
--> 2 | ASIA
--> 3 | EUROPE
--> 4 | MIDDLE EAST
-- failures
COPY INTO nosuch FROM 'FOLDER/files/csv' FILEFORMAT = CSV;
--> ! [TABLE_OR_VIEW_NOT_FOUND] Table lake.tpch.nosuch not found. (line 1, column 13) SQLSTATE: 42P01
COPY INTO gi_t FROM 'FOLDER/outside' FILEFORMAT = CSV;
--> ! [LOCATION_NOT_ALLOWED] The location 'FOLDER/outside' is outside of the folders that this server may use. Choose a folder that this server may use. SQLSTATE: 42501
COPY INTO gi_t FROM 'FOLDER/files/nosuch' FILEFORMAT = CSV;
--> ! [PATH_NOT_FOUND] Path does not exist: file:the given path. (line 1, column 40) SQLSTATE: 42K03
COPY INTO gi_t FROM 'FOLDER/files/csv' FILEFORMAT = CSV FILES = ('../json/a.json');
--> ! [LOCATION_NOT_ALLOWED] '../json/a.json' is not a name below the source's folder. SQLSTATE: 42501
COPY INTO gi_t FROM 'FOLDER/files/csv' FILEFORMAT = CSV FILES = ('nosuch.csv');
--> ! [PATH_NOT_FOUND] Path does not exist: file:the given path/nosuch.csv. (line 1, column 40) SQLSTATE: 42K03
COPY INTO gi_t FROM 'FOLDER/files/csv' FILEFORMAT = AVRO;
--> ! [UNSUPPORTED_FEATURE] Files of format avro cannot be read; csv, json, orc, parquet and text can. SQLSTATE: 0A000
COPY INTO gi_t FROM 'FOLDER/files/csv'
FILEFORMAT = CSV COPY_OPTIONS ('mergeSchema' = 'true');
--> ! [UNSUPPORTED_FEATURE] The copy option mergeSchema is not supported; force is. (line 2, column 31) SQLSTATE: 0A000
COPY INTO gi_t FROM 'FOLDER/files/csv'
FILEFORMAT = CSV VALIDATE ALL;
--> ! [UNSUPPORTED_FEATURE] VALIDATE is not supported in COPY INTO. (line 2, column 18) SQLSTATE: 0A000
COPY INTO gi_t FROM 'FOLDER/files/csv'
WITH (CREDENTIAL c) FILEFORMAT = CSV;
--> ! [UNSUPPORTED_FEATURE] WITH is not supported in COPY INTO. (line 2, column 1) SQLSTATE: 0A000
COPY INTO gi_t (id) FROM (SELECT name FROM 'FOLDER/files/csv') FILEFORMAT = CSV FORMAT_OPTIONS ('header' = 'true') COPY_OPTIONS ('force' = 'true');
--> ! [CAST_INVALID_INPUT] The value 'three' of the type "STRING" cannot be cast to "INT" because it is malformed. Correct the value as per the syntax, or change its target type. Use `try_cast` to tolerate malformed input and return NULL instead. (line 1, column 1) SQLSTATE: 22018
COPY INTO gi_t FROM (SELECT nosuch FROM 'FOLDER/files/csv') FILEFORMAT = CSV;
--> ! [UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `nosuch` cannot be resolved. Did you mean one of the following? [`_c0`, `_c1`]. (line 1, column 33) SQLSTATE: 42703
COPY INTO gi_t FROM 'FOLDER/files/csv'
FILEFORMAT = CSV SOMETHING;
--> ! [PARSE_SYNTAX_ERROR] Syntax error at or near SOMETHING: expected FILEFORMAT, FILES, PATTERN, FORMAT_OPTIONS, COPY_OPTIONS or the end. (line 2, column 18) SQLSTATE: 42601
ALTER TABLE gi_t ADD CONSTRAINT small CHECK (id < 100);
--> ok
COPY INTO gi_t (id) FROM (SELECT 1000 FROM 'FOLDER/files/csv') FILEFORMAT = CSV COPY_OPTIONS ('force' = 'true');
--> ! [DELTA_VIOLATE_CONSTRAINT_WITH_VALUES] CHECK constraint small (id < 100) violated by row with values:
--> !  - id : 1000 SQLSTATE: 23001
SELECT count(*) FROM gi_t;
--> [count(1) BIGINT]
--> 5
SELECT * FROM copy_into_source('FOLDER/files/csv', format => 'csv');
--> ! [UNSUPPORTED_FEATURE] copy_into_source is for COPY INTO alone. SQLSTATE: 0A000
CREATE OR REPLACE TABLE gi_u AS SELECT * FROM copy_into_source('FOLDER/files/csv', format => 'csv');
--> ! [UNSUPPORTED_FEATURE] copy_into_source is for COPY INTO alone. SQLSTATE: 0A000
