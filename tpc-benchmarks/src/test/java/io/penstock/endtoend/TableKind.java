package io.penstock.endtoend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * A Delta table with a feature of its own. The rows are the same in all: id from 0 to 99, in two
 * files at least, name {@code n<id>}, part id % 4; but for those that the kind deletes.
 *
 * @param columns definitions, with id, name and part among them
 * @param clauses of CREATE TABLE behind the columns
 * @param between statements between the first 50 rows and the others; T stands for the table
 * @param after statements after all rows
 * @param oneCommit whether one commit makes it, which is faster
 * @param there which rows are left
 */
record TableKind(
    String name,
    String columns,
    String clauses,
    List<String> between,
    List<String> after,
    boolean oneCommit,
    LongPredicate there) {
  private static final String COLUMNS = "id BIGINT, name STRING, part INT";
  private static final String DELETE = "DELETE FROM T WHERE id % 10 = 3";

  /** A table with these properties. */
  static TableKind of(String name, String properties) {
    return new TableKind(name, COLUMNS, clause(properties), List.of(), List.of(), true, id -> true);
  }

  private static String clause(String properties) {
    return properties.isEmpty() ? "" : "TBLPROPERTIES (" + properties + ")";
  }

  TableKind with(String columns) {
    return new TableKind(name, columns, clauses, between, after, false, there);
  }

  /** With a commit for each half of the rows. */
  TableKind inCommits() {
    return with(columns);
  }

  TableKind after(String... statements) {
    return new TableKind(name, columns, clauses, between, List.of(statements), oneCommit, there);
  }

  TableKind between(String... statements) {
    return new TableKind(name, columns, clauses, List.of(statements), after, false, there);
  }

  /** In front of the properties. */
  TableKind laidOut(String clause) {
    return new TableKind(name, columns, clause + " " + clauses, between, after, oneCommit, there);
  }

  TableKind deleting() {
    List<String> all = new ArrayList<>(after);
    all.add(DELETE);
    return new TableKind(name, columns, clauses, between, all, oneCommit, id -> id % 10 != 3);
  }

  /** What plain Spark has to run to make it. */
  List<String> statements(Path folder) {
    List<String> statements = new ArrayList<>();
    if (oneCommit) {
      statements.add(
          "CREATE TABLE T USING delta "
              + clauses
              + " AS SELECT id, concat('n', id) AS name, CAST(id % 4 AS INT) AS part"
              + " FROM range(0, 100, 1, 2)");
    } else {
      statements.add("CREATE TABLE T (" + columns + ") USING delta " + clauses);
      statements.add(insert(0));
      statements.addAll(between);
      statements.add(insert(50));
    }
    statements.addAll(after);
    String table = "delta.`" + folder.resolve(name) + "`";
    return statements.stream().map(s -> s.replaceAll("\\bT\\b", table)).toList();
  }

  /** Generated columns take no values. */
  private String insert(int from) {
    boolean generated = columns.contains("AS (");
    return "INSERT INTO T "
        + (generated ? "(id) SELECT id" : "(id, name, part) SELECT id, concat('n', id), id % 4")
        + " FROM range("
        + from
        + ", "
        + (from + 50)
        + ", 1, 1)";
  }

  /** The rows as {@code id|name|part}. */
  List<String> rows(LongPredicate wanted) {
    return LongStream.range(0, 100)
        .filter(there.and(wanted))
        .mapToObj(id -> id + "|n" + id + "|" + id % 4)
        .toList();
  }

  /** One of each feature that a reader has to know, and of those that only writers have to. */
  static List<TableKind> all() {
    String vectors = "delta.enableDeletionVectors = true";
    String byName = "delta.columnMapping.mode = 'name'";
    return List.of(
        of("plain", ""),
        of("in_parts", "").laidOut("PARTITIONED BY (part)"),
        of("vectors", vectors).deleting(),
        of("mapped_by_name", byName)
            .between(
                "ALTER TABLE T RENAME COLUMN name TO other",
                "ALTER TABLE T RENAME COLUMN other TO name"),
        of("mapped_by_id", "delta.columnMapping.mode = 'id'"),
        of("all_at_once", vectors + ", " + byName).laidOut("PARTITIONED BY (part)").deleting(),
        of(
                "checkpoint_v2",
                "delta.checkpointPolicy = 'v2', delta.checkpointInterval = 2, " + vectors)
            .inCommits()
            .deleting(),
        of("checkpoint_parts", "delta.checkpointInterval = 2").inCommits().deleting(),
        of("compacted_log", "").inCommits().deleting(),
        of("generated", "")
            .with(
                "id BIGINT, name STRING GENERATED ALWAYS AS (concat('n', id)),"
                    + " part INT GENERATED ALWAYS AS (CAST(id % 4 AS INT))"),
        of("identity", "").with(COLUMNS + ", n BIGINT GENERATED ALWAYS AS IDENTITY"),
        of("constrained", "").between("ALTER TABLE T ADD CONSTRAINT c CHECK (id >= 0)"),
        of("defaults", "delta.feature.allowColumnDefaults = 'supported'")
            .with(COLUMNS + ", kind STRING DEFAULT 'new'"),
        of("widened", "delta.enableTypeWidening = true")
            .with("id INT, name STRING, part SMALLINT")
            .between(
                "ALTER TABLE T ALTER COLUMN id TYPE BIGINT",
                "ALTER TABLE T ALTER COLUMN part TYPE INT"),
        of("without_zone", "").with(COLUMNS + ", at TIMESTAMP_NTZ"),
        of("clustered", "").laidOut("CLUSTER BY (id)"),
        of("change_feed", "delta.enableChangeDataFeed = true").deleting(),
        of("row_tracking", "delta.enableRowTracking = true")
            .after("UPDATE T SET part = part WHERE id = 5"),
        of("variant", "").with(COLUMNS + ", v VARIANT"),
        of("vacuum_check", "delta.feature.vacuumProtocolCheck = 'supported'"),
        of("commit_time", "delta.enableInCommitTimestamps = true"),
        of("domain", "delta.feature.domainMetadata = 'supported'"),
        of("append_only", "delta.appendOnly = true"));
  }

  @Override
  public String toString() {
    return name;
  }
}
