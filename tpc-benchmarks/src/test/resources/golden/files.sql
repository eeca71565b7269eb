USE tpch;
--> ok
-- a Delta table by its path
SELECT count(*) FROM delta.`FOLDER/lake/tpch/nation`;
--> [count(1) BIGINT]
--> 25
SELECT n.n_name FROM delta.`FOLDER/lake/tpch/nation` AS n JOIN delta.`FOLDER/lake/tpch/region` AS r ON n.n_regionkey = r.r_regionkey WHERE r.r_name = 'ASIA' ORDER BY n.n_name;
--> [n_name STRING]
--> CHINA
--> INDIA
--> INDONESIA
--> JAPAN
--> VIETNAM
SELECT count(*) FROM delta.`FOLDER/lake/tpch/nation` VERSION AS OF 0;
--> [count(1) BIGINT]
--> 25
CREATE TABLE gf_t (id INT) LOCATION 'FOLDER/files/table';
--> ok
INSERT INTO delta.`FOLDER/files/table` VALUES (1), (2);
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 2 | 2
UPDATE delta.`FOLDER/files/table` SET id = 3 WHERE id = 2;
--> [num_affected_rows BIGINT]
--> 1
SELECT * FROM gf_t ORDER BY id;
--> [id INT]
--> 1
--> 3
--# columns version, operation
DESCRIBE HISTORY delta.`FOLDER/files/table`;
--> [version BIGINT, operation STRING]
--> 2 | UPDATE
--> 1 | WRITE
--> 0 | CREATE TABLE
DESCRIBE delta.`FOLDER/files/table`;
--> [col_name STRING, data_type STRING, comment STRING]
--> id | int | null
-- data files that belong to no table
SELECT * FROM csv.`FOLDER/files/csv` ORDER BY _c0, _c1;
--> [_c0 STRING, _c1 STRING]
--> 1 | one
--> 2 | two
--> 3 | three
--> id | name
--> id | name
SELECT * FROM csv.`FOLDER/files/csv/a.csv`;
--> [_c0 STRING, _c1 STRING]
--> 1 | one
--> 2 | two
--> id | name
SELECT f._c1 FROM csv.`FOLDER/files/csv/[b-z]*.csv` AS f ORDER BY 1;
--> [_c1 STRING]
--> name
--> three
SELECT * FROM csv.`FOLDER/files/days`;
--> [_c0 STRING, day DATE]
--> 7 | 2024-01-02
SELECT id, tags[0] FROM json.`FOLDER/files/json` ORDER BY id;
--> [id BIGINT, tags[0] STRING]
--> 1 | x
--> 2 | null
SELECT count(*), max(r_name) FROM parquet.`FOLDER/files/parquet`;
--> [count(1) BIGINT, max(r_name) STRING]
--> 5 | MIDDLE EAST
SELECT n_name FROM nation WHERE n_regionkey IN (SELECT r_regionkey FROM parquet.`FOLDER/files/parquet` WHERE r_name = 'ASIA') ORDER BY 1 LIMIT 1;
--> [n_name STRING]
--> CHINA
WITH f AS (SELECT * FROM csv.`FOLDER/files/csv/b.csv`) SELECT count(*) FROM f;
--> [count(1) BIGINT]
--> 2
-- with options
SELECT * FROM read_files('FOLDER/files/csv', format => 'csv', header => true) ORDER BY id;
--> [id INT, name STRING]
--> 1 | one
--> 2 | two
--> 3 | three
SELECT name, id + 1 FROM read_files('FOLDER/files/csv/*.csv', format => 'csv', header => 'true', schema => 'id BIGINT, name STRING') AS f WHERE id > 1 ORDER BY id;
--> [name STRING, (id + 1) BIGINT]
--> two | 3
--> three | 4
SELECT * FROM read_files('FOLDER/files/json', format => 'json', schema => 'id INT') ORDER BY id;
--> [id INT]
--> 1
--> 2
CREATE TABLE gf_kept AS SELECT * FROM read_files('FOLDER/files/csv', format => 'csv', header => true);
--> ok
SELECT * FROM gf_kept ORDER BY id;
--> [id INT, name STRING]
--> 1 | one
--> 2 | two
--> 3 | three
-- failures
SELECT * FROM csv.`FOLDER/outside/a.csv`;
--> ! [LOCATION_NOT_ALLOWED] The location 'FOLDER/outside/a.csv' is outside of the folders that this server may use. Choose a folder that this server may use. (line 1, column 15) SQLSTATE: 42501
SELECT * FROM csv.`FOLDER/files/../outside/a.csv`;
--> ! [LOCATION_NOT_ALLOWED] The location 'FOLDER/files/../outside/a.csv' holds the part '..'. Choose a folder that this server may use. (line 1, column 15) SQLSTATE: 42501
SELECT * FROM csv.`FOLDER/files/{../outside,csv}/a.csv`;
--> ! [LOCATION_NOT_ALLOWED] The location 'FOLDER/files/{../outside,csv}/a.csv' holds '..'. Choose a folder that this server may use. (line 1, column 15) SQLSTATE: 42501
SELECT * FROM csv.`relative/a.csv`;
--> ! [LOCATION_NOT_ALLOWED] The location 'relative/a.csv' is not an absolute path of a local folder. Choose a folder that this server may use. (line 1, column 15) SQLSTATE: 42501
SELECT * FROM text.`FOLDER/data/*`;
--> ! [LOCATION_NOT_ALLOWED] The location 'FOLDER/data/*' is outside of the folders that this server may use. Choose a folder that this server may use. (line 1, column 15) SQLSTATE: 42501
SELECT * FROM text.`FOLDER/*/*`;
--> ! [LOCATION_NOT_ALLOWED] The location 'FOLDER/*/*' is outside of the folders that this server may use. Choose a folder that this server may use. (line 1, column 15) SQLSTATE: 42501
SELECT * FROM csv.`s3://bucket/a.csv`;
--> ! [LOCATION_NOT_ALLOWED] The location 's3://bucket/a.csv' is not an absolute path of a local folder. Choose a folder that this server may use. (line 1, column 15) SQLSTATE: 42501
SELECT * FROM delta.`FOLDER/outside`;
--> ! [LOCATION_NOT_ALLOWED] The location 'FOLDER/outside' is outside of the folders that this server may use. Choose a folder that this server may use. (line 1, column 15) SQLSTATE: 42501
SELECT * FROM delta.`FOLDER/files/csv`;
--> ! [TABLE_OR_VIEW_NOT_FOUND] There is no Delta table in 'FOLDER/files/csv'. (line 1, column 15) SQLSTATE: 42P01
SELECT * FROM csv.`FOLDER/files/nosuch.csv`;
--> ! [PATH_NOT_FOUND] Path does not exist: file:the given path. SQLSTATE: 42K03
SELECT * FROM parquet.`FOLDER/files/csv`;
--> ! [STORAGE_UNAVAILABLE] Encountered error while reading file file:the given path/a.csv. Could not read footer. Please ensure that the file is in either ORC or Parquet format.
--> ! If not, please convert it to a valid format. If the file is in the valid format, please check if it is corrupt.
--> ! If it is, you can choose to either ignore it or fix the corruption. SQLSTATE: KD001
SELECT * FROM parquet.`FOLDER/lake/tpch/nation`;
--> ! [UNSUPPORTED_FEATURE] 'FOLDER/lake/tpch/nation' is in a Delta table's folder, where files may be of any version. Read delta.`<folder>` instead. SQLSTATE: 0A000
INSERT INTO csv.`FOLDER/files/csv` VALUES (1);
--> ! [UNSUPPORTED_FEATURE] Files that belong to no Delta table can be read and not changed. SQLSTATE: 0A000
CREATE TABLE delta.`FOLDER/files/new` (a INT);
--> ! [UNSUPPORTED_FEATURE] A new table needs a name; LOCATION says where it is to be. SQLSTATE: 0A000
SELECT * FROM read_files('FOLDER/outside', format => 'csv');
--> ! [LOCATION_NOT_ALLOWED] The location 'FOLDER/outside' is outside of the folders that this server may use. Choose a folder that this server may use. SQLSTATE: 42501
SELECT * FROM read_files('FOLDER/files/csv');
--> ! [INVALID_PARAMETER_VALUE] read_files needs the files' format: format => 'csv', or json, parquet ... SQLSTATE: 22023
SELECT * FROM read_files('FOLDER/files/csv', format => 'csv', schemaHints => 'id INT');
--> ! [UNSUPPORTED_FEATURE] The option schemaHints is not available. SQLSTATE: 0A000
SELECT * FROM read_files('FOLDER/files/csv', format => 'avro');
--> ! [UNSUPPORTED_FEATURE] Files of format avro cannot be read; csv, json, orc, parquet and text can. SQLSTATE: 0A000
SELECT * FROM read_files('FOLDER/files/csv', format => 'csv', basePath => '/');
--> ! [UNSUPPORTED_FEATURE] The option basePath is not available. SQLSTATE: 0A000
SELECT * FROM read_files('FOLDER/files/' || 'csv', format => 'csv');
--> ! [INVALID_PARAMETER_VALUE] read_files takes literals: the path is another expression. SQLSTATE: 22023
SELECT * FROM IDENTIFIER('csv.`FOLDER/outside/a.csv`');
--> ! [LOCATION_NOT_ALLOWED] The location 'FOLDER/outside/a.csv' is outside of the folders that this server may use. Choose a folder that this server may use. SQLSTATE: 42501
