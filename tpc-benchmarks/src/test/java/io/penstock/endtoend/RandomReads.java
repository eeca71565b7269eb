package io.penstock.endtoend;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Random queries over one table of {@link ModelRow}s, with what they answer. Not thread-safe. */
final class RandomReads {

  /**
   * A query.
   *
   * @param answer of a table with these rows: lines in the order of their texts, columns joined
   * @param prepared whether it is prepared some time before it runs
   */
  record Read(String sql, Function<List<ModelRow>, List<String>> answer, boolean prepared) {}

  private final Random random;

  RandomReads(Random random) {
    this.random = random;
  }

  Read next(String table) {
    boolean prepared = random.nextInt(4) == 0;
    int partition = random.nextInt(3);
    return switch (random.nextInt(6)) {
      case 0, 1 -> new Read("SELECT * FROM " + table, rows -> lines(rows), prepared);
      case 2 ->
          new Read(
              "SELECT count(*), sum(v), min(id), max(id) FROM " + table,
              rows -> List.of(totals(rows)),
              prepared);
      case 3 ->
          new Read(
              "SELECT count(*) FROM " + table,
              rows -> List.of(Integer.toString(rows.size())),
              prepared);
      case 4 ->
          new Read(
              "SELECT * FROM " + table + " WHERE p = " + partition,
              rows -> lines(rows.stream().filter(r -> r.p() == partition).toList()),
              prepared);
      default ->
          new Read(
              String.format(
                  "SELECT (SELECT count(*) FROM %1$s), (SELECT count(*) FROM %1$s WHERE p = 0)"
                      + " + (SELECT count(*) FROM %1$s WHERE p <> 0)",
                  table),
              rows -> List.of(rows.size() + "|" + rows.size()),
              prepared);
    };
  }

  private static List<String> lines(List<ModelRow> rows) {
    return rows.stream().map(ModelRow::text).sorted().collect(Collectors.toList());
  }

  private static String totals(List<ModelRow> rows) {
    return rows.isEmpty()
        ? "0|null|null|null"
        : rows.size()
            + "|"
            + rows.stream().mapToLong(ModelRow::v).sum()
            + "|"
            + rows.stream().mapToLong(ModelRow::id).min().orElseThrow()
            + "|"
            + rows.stream().mapToLong(ModelRow::id).max().orElseThrow();
  }
}
