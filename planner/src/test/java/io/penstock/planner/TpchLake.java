package io.penstock.planner;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The eight tables of TPC-H as Delta logs without data. */
public final class TpchLake {
  private static final String DECIMAL = " decimal(15,2)";

  private TpchLake() {}

  /** Writes schema {@code tpch} under the lake. */
  public static void create(Path lake) {
    tables()
        .forEach(
            (name, columns) ->
                DeltaLogs.create(
                    lake.resolve("tpch").resolve(name),
                    columns,
                    DeltaLogs.add("part-0.parquet", 1_000_000, 6_000),
                    DeltaLogs.add("part-1.parquet", 500_000, 4_000)));
  }

  private static Map<String, List<String>> tables() {
    Map<String, List<String>> tables = new LinkedHashMap<>();
    tables.put("region", List.of("r_regionkey bigint", "r_name string", "r_comment string"));
    tables.put(
        "nation",
        List.of("n_nationkey bigint", "n_name string", "n_regionkey bigint", "n_comment string"));
    tables.put(
        "supplier",
        List.of(
            "s_suppkey bigint",
            "s_name string",
            "s_address string",
            "s_nationkey bigint",
            "s_phone string",
            "s_acctbal" + DECIMAL,
            "s_comment string"));
    tables.put(
        "part",
        List.of(
            "p_partkey bigint",
            "p_name string",
            "p_mfgr string",
            "p_brand string",
            "p_type string",
            "p_size int",
            "p_container string",
            "p_retailprice" + DECIMAL,
            "p_comment string"));
    tables.put(
        "partsupp",
        List.of(
            "ps_partkey bigint",
            "ps_suppkey bigint",
            "ps_availqty int",
            "ps_supplycost" + DECIMAL,
            "ps_comment string"));
    tables.put(
        "customer",
        List.of(
            "c_custkey bigint",
            "c_name string",
            "c_address string",
            "c_nationkey bigint",
            "c_phone string",
            "c_acctbal" + DECIMAL,
            "c_mktsegment string",
            "c_comment string"));
    tables.put(
        "orders",
        List.of(
            "o_orderkey bigint",
            "o_custkey bigint",
            "o_orderstatus string",
            "o_totalprice" + DECIMAL,
            "o_orderdate date",
            "o_orderpriority string",
            "o_clerk string",
            "o_shippriority int",
            "o_comment string"));
    tables.put(
        "lineitem",
        List.of(
            "l_orderkey bigint",
            "l_partkey bigint",
            "l_suppkey bigint",
            "l_linenumber int",
            "l_quantity" + DECIMAL,
            "l_extendedprice" + DECIMAL,
            "l_discount" + DECIMAL,
            "l_tax" + DECIMAL,
            "l_returnflag string",
            "l_linestatus string",
            "l_shipdate date",
            "l_commitdate date",
            "l_receiptdate date",
            "l_shipinstruct string",
            "l_shipmode string",
            "l_comment string"));
    return tables;
  }
}
