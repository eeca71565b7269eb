-- One statement per paragraph, in the order of what a first query gains. The first two run side by
-- side: one reads a Delta log, the other compiles joins, aggregates and sorts.
SELECT l_returnflag, l_linestatus, sum(l_quantity) AS sum_qty,
  sum(l_extendedprice * (1 - l_discount) * (1 + l_tax)) AS sum_charge, avg(l_discount) AS avg_disc,
  count(*) AS count_order
FROM lineitem WHERE l_shipdate <= date '1998-12-01' - interval '90' day
GROUP BY l_returnflag, l_linestatus ORDER BY l_returnflag, l_linestatus

SELECT k, count(*) AS n, sum(CAST(v AS DECIMAL(15,2)) * (1 - d)) AS revenue, max(name) AS most
FROM (SELECT a.id AS k, b.id * 1.5 AS v, 0.05BD AS d, 'v' || b.id AS name, c.id AS other
  FROM range(40) a JOIN range(60) b ON a.id = b.id % 7 LEFT JOIN range(20) c ON c.id = b.id)
WHERE name LIKE '%1%' OR other IS NULL OR date'1995-01-01' + CAST(k AS INT) < date'1995-03-15'
GROUP BY k ORDER BY revenue DESC, k LIMIT 10

SELECT l_orderkey, sum(l_extendedprice * (1 - l_discount)) AS revenue, o_orderdate, o_shippriority
FROM customer, orders, lineitem
WHERE c_mktsegment = 'BUILDING' AND c_custkey = o_custkey AND l_orderkey = o_orderkey
  AND o_orderdate < date '1995-03-15'
GROUP BY l_orderkey, o_orderdate, o_shippriority ORDER BY revenue DESC, o_orderdate LIMIT 10

SELECT n_name, count(DISTINCT s_suppkey) AS suppliers, max(o_totalprice) AS most
FROM orders LEFT JOIN lineitem ON o_orderkey = l_orderkey AND l_comment NOT LIKE '%special%'
  JOIN supplier ON l_suppkey = s_suppkey JOIN nation ON s_nationkey = n_nationkey
WHERE o_orderdate >= date '1994-01-01' AND extract(YEAR FROM o_orderdate) < 1999
GROUP BY n_name HAVING count(*) > 0 ORDER BY most DESC

SELECT * FROM lineitem

SELECT p_brand, p_type, ps_supplycost, substring(p_type, 1, 5) AS kind,
  CASE WHEN p_size IN (1, 5, 9) THEN 1 ELSE 0 END AS wanted
FROM part, partsupp
WHERE p_partkey = ps_partkey AND p_size > 3
  AND ps_supplycost = (SELECT min(ps_supplycost) FROM partsupp, supplier, nation, region
    WHERE p_partkey = ps_partkey AND s_suppkey = ps_suppkey AND s_nationkey = n_nationkey
      AND n_regionkey = r_regionkey)
ORDER BY p_brand, p_type LIMIT 100

SELECT s_name, count(*) AS numwait
FROM supplier, lineitem l1, orders
WHERE s_suppkey = l1.l_suppkey AND o_orderkey = l1.l_orderkey AND o_orderstatus = 'F'
  AND EXISTS (SELECT 1 FROM lineitem l2
    WHERE l2.l_orderkey = l1.l_orderkey AND l2.l_suppkey <> l1.l_suppkey)
  AND NOT EXISTS (SELECT 1 FROM lineitem l3
    WHERE l3.l_orderkey = l1.l_orderkey AND l3.l_suppkey <> l1.l_suppkey
      AND l3.l_receiptdate > l3.l_commitdate)
GROUP BY s_name ORDER BY numwait DESC, s_name

WITH revenue AS (SELECT l_suppkey AS supplier_no, sum(l_extendedprice) AS total
  FROM lineitem GROUP BY l_suppkey)
SELECT s_suppkey, s_name, total FROM supplier, revenue
WHERE s_suppkey = supplier_no AND total = (SELECT max(total) FROM revenue)

SELECT c_custkey, rank() OVER (PARTITION BY c_nationkey ORDER BY c_acctbal DESC) AS place,
  row_number() OVER (ORDER BY c_custkey) AS number
FROM customer WHERE c_custkey IN (SELECT o_custkey FROM orders GROUP BY o_custkey HAVING count(*) > 0)
ORDER BY c_custkey

SELECT 1
