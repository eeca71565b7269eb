-- another session's change that comes first
USE tpch;
CREATE TABLE shared (id BIGINT, n BIGINT);
INSERT INTO shared VALUES (1, 0), (2, 0);
--# while it runs UPDATE tpch.shared SET n = 1 WHERE id = 1
MERGE INTO shared AS t USING (SELECT 1 AS id, count(*) AS n FROM range(0, 200000000, 1, 100) WHERE hash(id) % 7 = 3) AS s ON t.id = s.id
WHEN MATCHED THEN UPDATE SET n = s.n;
SELECT * FROM shared ORDER BY id;
--# while it runs DELETE FROM tpch.shared WHERE id = 2
INSERT INTO shared SELECT 3, count(*) FROM range(0, 200000000, 1, 100) WHERE hash(id) % 7 = 10;
SELECT * FROM shared ORDER BY id;
--# while it runs ALTER TABLE tpch.shared ADD COLUMN more STRING
INSERT INTO shared SELECT 4, count(*) FROM range(0, 200000000, 1, 100) WHERE hash(id) % 7 = 10;
SELECT * FROM shared ORDER BY id;
--# while it runs CREATE TABLE tpch.made_twice (a INT)
CREATE TABLE made_twice AS SELECT count(*) AS c FROM range(0, 200000000, 1, 100) WHERE hash(id) % 7 = 10;
SELECT * FROM made_twice;
DROP TABLE shared;
