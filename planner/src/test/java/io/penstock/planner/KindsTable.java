package io.penstock.planner;

import java.nio.file.Path;
import java.util.List;

/** A table with a column of every type. */
final class KindsTable {
  private KindsTable() {}

  /** Writes {@code tpch.kinds}. */
  static void create(Path lake) {
    DeltaLogs.create(
        lake.resolve("tpch").resolve("kinds"),
        List.of(
            "b boolean",
            "i8 tinyint",
            "i16 smallint",
            "i32 int",
            "i64 bigint",
            "f32 float",
            "f64 double",
            "d5 decimal(5,2)",
            "d38 decimal(38,10)",
            "s string",
            "bin binary",
            "d date",
            "ts timestamp",
            "ntz timestamp_ntz",
            "arr {\"type\":\"array\",\"elementType\":\"integer\",\"containsNull\":true}",
            "m {\"type\":\"map\",\"keyType\":\"string\",\"valueType\":\"long\","
                + "\"valueContainsNull\":true}",
            "st {\"type\":\"struct\",\"fields\":[{\"name\":\"x\",\"type\":\"integer\","
                + "\"nullable\":true,\"metadata\":{}},{\"name\":\"y\",\"type\":\"string\","
                + "\"nullable\":true,\"metadata\":{}}]}"));
  }
}
