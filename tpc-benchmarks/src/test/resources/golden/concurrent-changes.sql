-- another session's change that comes first
USE tpch;
--> ok
CREATE TABLE shared (id BIGINT, n BIGINT);
--> ok
INSERT INTO shared VALUES (1, 0), (2, 0);
--> [num_affected_rows BIGINT, num_inserted_rows BIGINT]
--> 2 | 2
--# while it runs UPDATE tpch.shared SET n = 1 WHERE id = 1
MERGE INTO shared AS t USING (SELECT 1 AS id, count(*) AS n FROM range(0, 200000000, 1, 100) WHERE hash(id) % 7 = 3) AS s ON t.id = s.id
WHEN MATCHED THEN UPDATE SET n = s.n;
--> ! [CONCURRENT_CHANGE] Transaction conflict detected. a concurrent UPDATE added data to table lake.tpch.shared committed at version 2. The concurrent operation modified data that should have been read by this operation. Please retry the operation. Refer to https://docs.delta.io/latest/concurrency-control.html for more information. SQLSTATE: 40001
--> meanwhile: [num_affected_rows BIGINT]
--> meanwhile: 1
SELECT * FROM shared ORDER BY id;
--> [id BIGINT, n BIGINT]
--> 1 | 1
--> 2 | 0
--# while it runs ALTER TABLE tpch.shared ADD COLUMN more STRING
INSERT INTO shared SELECT 4, count(*) FROM range(0, 200000000, 1, 100) WHERE hash(id) % 7 = 10;
--> ! [CONCURRENT_CHANGE] MetadataChangedException: The metadata of the Delta table lake.tpch.shared has been changed by a concurrent update. Please try the operation again.
--> ! Conflicting commit: {"timestamp":NOW,"operation":"ADD COLUMNS","operationParameters":{"columns":"[{\"column\":{\"name\":\"more\",\"type\":\"string\",\"nullable\":true,\"metadata\":{}}}]"},"readVersion":2,"isolationLevel":"Serializable","isBlindAppend":true,"operationMetrics":{},"engineInfo":"Apache-Spark/4.1.1 Delta-Lake/4.4.0","txnId":"UUID"}
--> ! Refer to https://docs.delta.io/latest/concurrency-control.html for more details. SQLSTATE: 40001
--> meanwhile: ok
SELECT * FROM shared ORDER BY id;
--> [id BIGINT, n BIGINT, more STRING]
--> 1 | 1 | null
--> 2 | 0 | null
--# while it runs CREATE TABLE tpch.made_twice (a INT)
CREATE TABLE made_twice AS SELECT count(*) AS c FROM range(0, 200000000, 1, 100) WHERE hash(id) % 7 = 10;
--> ok
--> meanwhile: ! [TABLE_CREATION_IN_PROGRESS] Another statement is creating table lake.tpch.made_twice. Send the statement again when that one has ended. SQLSTATE: 40001
SELECT * FROM made_twice;
--> [c BIGINT]
--> 0
DROP TABLE shared;
--> ok
