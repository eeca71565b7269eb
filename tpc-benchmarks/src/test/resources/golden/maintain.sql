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
--> 0 | CREATE TABLE
--> 1 | WRITE
--> 2 | WRITE
--> 3 | DELETE
--# columns format, partitionColumns
DESCRIBE DETAIL lake.tpch.gm_t;
--> [format STRING, partitionColumns ARRAY<STRING>, numFiles BIGINT]
--> delta | ["part"] | 8
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
--> ! [INTERNAL_ERROR] The Spark engine failed unexpectedly (IllegalStateException). Its log has the details. SQLSTATE: XX000
SELECT count(*) FROM gm_t TIMESTAMP AS OF '2001-01-01';
--> ! [DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION] The provided timestamp (2001-01-01 00:00:00.0) is before the earliest version available to
--> ! this table (2026-11-21 16:06:42.588). Please use a timestamp after 2026-11-21 16:06:42. SQLSTATE: 42816
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
--> [num_restored_files BIGINT]
--> 4
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
--> ! [SCHEMA_NOT_FOUND] Schema lake.delta not found. SHOW SCHEMAS lists those that exist. SQLSTATE: 42704
--# columns nothing
REORG TABLE gm_t APPLY (PURGE);
--> [path STRING, metrics STRUCT<numFilesAdded:BIGINT,numFilesRemoved:BIGINT,filesAdded:STRUCT<min:BIGINT,max:BIGINT,avg:DOUBLE,totalFiles:BIGINT,totalSize:BIGINT>,filesRemoved:STRUCT<min:BIGINT,max:BIGINT,avg:DOUBLE,totalFiles:BIGINT,totalSize:BIGINT>,partitionsOptimized:BIGINT,zOrderStats:STRUCT<strategyName:STRING,inputCubeFiles:STRUCT<num:BIGINT,size:BIGINT>,inputOtherFiles:STRUCT<num:BIGINT,size:BIGINT>,inputNumCubes:BIGINT,mergedFiles:STRUCT<num:BIGINT,size:BIGINT>,numOutputCubes:BIGINT,mergedNumCubes:BIGINT>,clusteringStats:STRUCT<inputZCubeFiles:STRUCT<numFiles:BIGINT,size:BIGINT>,inputOtherFiles:STRUCT<numFiles:BIGINT,size:BIGINT>,inputNumZCubes:BIGINT,mergedFiles:STRUCT<numFiles:BIGINT,size:BIGINT>,numOutputZCubes:BIGINT>,numBins:BIGINT,numBatches:BIGINT,totalConsideredFiles:BIGINT,totalFilesSkipped:BIGINT,preserveInsertionOrder:BOOLEAN,numFilesSkippedToReduceWriteAmplification:BIGINT,numBytesSkippedToReduceWriteAmplification:BIGINT,startTimeMs:BIGINT,endTimeMs:BIGINT,totalClusterParallelism:BIGINT,totalScheduledTasks:BIGINT,autoCompactParallelismStats:STRUCT<maxClusterActiveParallelism:BIGINT,minClusterActiveParallelism:BIGINT,maxSessionActiveParallelism:BIGINT,minSessionActiveParallelism:BIGINT>,deletionVectorStats:STRUCT<numDeletionVectorsRemoved:BIGINT,numDeletionVectorRowsRemoved:BIGINT>,numTableColumns:BIGINT,numTableColumnsWithStats:BIGINT>]
--> file:FOLDER/lake/tpch/gm_t | {"numFilesAdded":0,"numFilesRemoved":0,"filesAdded":{"min":null,"max":null,"avg":0.0,"totalFiles":0,"totalSize":0},"filesRemoved":{"min":null,"max":null,"avg":0.0,"totalFiles":0,"totalSize":0},"partitionsOptimized":0,"zOrderStats":null,"clusteringStats":null,"numBins":0,"numBatches":1,"totalConsideredFiles":4,"totalFilesSkipped":4,"preserveInsertionOrder":false,"numFilesSkippedToReduceWriteAmplification":0,"numBytesSkippedToReduceWriteAmplification":0,"startTimeMs":1795277311441,"endTimeMs":0,"totalClusterParallelism":2,"totalScheduledTasks":0,"autoCompactParallelismStats":null,"deletionVectorStats":null,"numTableColumns":2,"numTableColumnsWithStats":2}
ANALYZE TABLE gm_t COMPUTE STATISTICS;
--> ! [UNSUPPORTED_FEATURE] Statements of kind ANALYZE TABLE are not supported. Possible are queries (SELECT, WITH, VALUES, TABLE), EXPLAIN, SHOW CATALOGS | SCHEMAS | TABLES | COLUMNS, DESCRIBE, USE, SET and RESET. (line 1, column 1) SQLSTATE: 0A000
