USE tpch;
--> ok
CREATE TABLE gm_t (id INT, part INT) PARTITIONED BY (part) TBLPROPERTIES ('delta.enableChangeDataFeed' = 'true', 'delta.enableDeletionVectors' = 'true');
--> ok
INSERT INTO gm_t SELECT id, id % 2 FROM range(10);
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 10 | 10
INSERT INTO gm_t SELECT id + 10, id % 2 FROM range(10);
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 10 | 10
DELETE FROM gm_t WHERE id = 3;
--> [num_affected_rows BIGINT]
--> 1
--# columns version, operation
DESCRIBE HISTORY gm_t;
--> [version BIGINT, operation STRING]
--> 3 | DELETE
--> 2 | WRITE
--> 1 | WRITE
--> 0 | CREATE TABLE
--# columns format, partitionColumns
DESCRIBE DETAIL lake.tpch.gm_t;
--> [format STRING, partitionColumns ARRAY<STRING>]
--> delta | ["part"]
--# columns nothing
OPTIMIZE lake.tpch.gm_t WHERE part = 1;
--> []
--> 
--# columns nothing
OPTIMIZE gm_t ZORDER BY (id);
--> []
--> 
SELECT count(*), sum(id) FROM gm_t;
--> [count(1) BIGINT, sum(id) BIGINT]
--> 19 | 187
SELECT count(*) FROM gm_t VERSION AS OF 1;
--> [count(1) BIGINT]
--> 10
SELECT count(*) FROM gm_t VERSION AS OF 99;
--> ! [INVALID_PARAMETER_VALUE] The table has no version 99; it can be read from version 0 to 5. DESCRIBE HISTORY lists them. SQLSTATE: 22023
SELECT count(*) FROM gm_t TIMESTAMP AS OF '2001-01-01';
--> ! [DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION] The provided timestamp (2001-01-01 00:00:00.0) is before the earliest version available to
--> ! this table (NOW). Please use a timestamp after NOW. SQLSTATE: 42816
SELECT id, _change_type, _commit_version FROM table_changes('gm_t', 3, 3);
--> [id INT, _change_type STRING, _commit_version BIGINT]
--> 3 | delete | 3
SELECT count(*) FROM table_changes('tpch.nation', 0);
--> ! [DELTA_MISSING_CHANGE_DATA] Error getting change data for range [0 , 0] as change data was not
--> ! recorded for version [0]. If you've enabled change data feed on this table,
--> ! use `DESCRIBE HISTORY` to see when it was first enabled.
--> ! Otherwise, to start recording change data, use `ALTER TABLE table_name SET TBLPROPERTIES
--> ! (delta.enableChangeDataFeed=true)`. SQLSTATE: KD002
--# columns nothing
RESTORE TABLE gm_t TO VERSION AS OF 1;
--> []
--> 
SELECT count(*) FROM gm_t;
--> [count(1) BIGINT]
--> 10
--# columns nothing
VACUUM gm_t DRY RUN;
--> []
VACUUM gm_t RETAIN 0 HOURS;
--> ! [DELTA_VACUUM_RETENTION_PERIOD_TOO_SHORT] The specified VACUUM retention period is too low and may corrupt this Delta table if any writes are in progress.
--> ! 
--> ! If no operations (insert, upsert, delete, optimize) are running, you can disable this safety check by setting:
--> ! delta.retentionDurationCheck.enabled = false
--> ! 
--> ! Otherwise, use a retention period of at least 168 hours. SQLSTATE: 22003
OPTIMIZE nosuch;
--> ! [TABLE_OR_VIEW_NOT_FOUND] Table lake.tpch.nosuch not found. SQLSTATE: 42P01
OPTIMIZE '/etc';
--> ! [UNSUPPORTED_FEATURE] Only queries can be run here, not OptimizeTableCommand. SQLSTATE: 0A000
VACUUM delta.`FOLDER/lake/tpch/gm_t`;
--> [path STRING]
--> file:FOLDER/lake/tpch/gm_t
--# columns nothing
REORG TABLE gm_t APPLY (PURGE);
--> []
--> 
-- the statistics are those of the files, in the log
CREATE TABLE gm_s (id INT, name STRING) TBLPROPERTIES ('delta.dataSkippingNumIndexedCols' = '0');
--> ok
INSERT INTO gm_s VALUES (1, 'a'), (2, 'b');
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 2 | 2
ALTER TABLE gm_s SET TBLPROPERTIES ('delta.dataSkippingNumIndexedCols' = '32');
--> ok
ANALYZE TABLE gm_s COMPUTE STATISTICS NOSCAN;
--> ok
ANALYZE TABLE lake.tpch.gm_s COMPUTE STATISTICS FOR COLUMNS id, name;
--> ok
ANALYZE TABLE gm_s COMPUTE STATISTICS FOR ALL COLUMNS;
--> ok
ANALYZE TABLE gm_s COMPUTE STATISTICS;
--> ok
--# columns version, operation
DESCRIBE HISTORY gm_s;
--> [version BIGINT, operation STRING]
--> 5 | COMPUTE STATS
--> 4 | COMPUTE STATS
--> 3 | COMPUTE STATS
--> 2 | SET TBLPROPERTIES
--> 1 | WRITE
--> 0 | CREATE TABLE
SELECT * FROM gm_s WHERE id > 1;
--> [id INT, name STRING]
--> 2 | b
ANALYZE TABLE gm_s COMPUTE STATISTICS FOR COLUMNS nosuch;
--> ! [UNRESOLVED_COLUMN] The table has no column nosuch. SQLSTATE: 42703
ANALYZE TABLE gm_t PARTITION (part = 1) COMPUTE STATISTICS;
--> ! [UNSUPPORTED_FEATURE] ANALYZE TABLE takes no PARTITION: it is for all files. SQLSTATE: 0A000
ANALYZE TABLE nosuch COMPUTE STATISTICS;
--> ! [TABLE_OR_VIEW_NOT_FOUND] Table lake.tpch.nosuch not found. (line 1, column 15) SQLSTATE: 42P01
ANALYZE TABLE gm_t COMPUTE STATISTICS;
--> ! [DELTA_UNSUPPORTED_STATS_RECOMPUTE_WITH_DELETION_VECTORS] Statistics re-computation on a Delta table with deletion vectors is not yet supported. SQLSTATE: 0AKDD
ANALYZE TABLES IN tpch COMPUTE STATISTICS;
--> ! [UNSUPPORTED_FEATURE] Statements of kind ANALYZE TABLES are not supported. Possible are queries (SELECT, WITH, VALUES, TABLE, FROM), EXPLAIN, INSERT, UPDATE, DELETE, MERGE, CREATE, ALTER, DROP and UNDROP of catalogs, schemas, tables and views, COMMENT ON, COPY INTO, OPTIMIZE, VACUUM, ANALYZE, RESTORE, TRUNCATE, EXECUTE IMMEDIATE, SHOW, DESCRIBE, USE, SET and RESET. (line 1, column 1) SQLSTATE: 0A000
