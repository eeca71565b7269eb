package io.penstock.endtoend;

import java.util.Comparator;
import java.util.List;

/** A row of a table under test. */
record ModelRow(long id, int p, long v, String tag) {
  /** As the columns of a table. */
  static final String COLUMNS = "id BIGINT, p INT, v BIGINT, tag STRING";

  private static final Comparator<ModelRow> ORDER =
      Comparator.comparingLong(ModelRow::id)
          .thenComparingInt(ModelRow::p)
          .thenComparingLong(ModelRow::v)
          .thenComparing(ModelRow::tag);

  /** A table's rows in an order that makes two of them comparable. */
  static List<ModelRow> sorted(List<ModelRow> rows) {
    return rows.stream().sorted(ORDER).toList();
  }

  /** As the driver shows it, its columns joined. */
  String text() {
    return id + "|" + p + "|" + v + "|" + tag;
  }
}
