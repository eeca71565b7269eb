package io.penstock.benchmarks.corpus;

import io.penstock.benchmarks.corpus.Outcome.Column;
import io.penstock.benchmarks.corpus.Outcome.Rejection;
import io.penstock.benchmarks.corpus.Outcome.Rows;
import io.penstock.benchmarks.processes.PlainSparkProcess;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Plain Spark; the process is lent. */
final class PlainSide implements Side {
  private final PlainSparkProcess spark;

  PlainSide(PlainSparkProcess spark) {
    this.spark = spark;
  }

  @Override
  public Outcome run(String statement) {
    List<String> fields = spark.answer(statement);
    if (fields.get(0).equals("rejected")) {
      return new Rejection(text(fields.get(1)), text(fields.get(2)), text(fields.get(3)));
    }
    int columnCount = Integer.parseInt(fields.get(2));
    int firstRow = 4 + 2 * columnCount;
    List<Column> columns = new ArrayList<>();
    for (int i = 4; i < firstRow; i += 2) {
      columns.add(new Column(text(fields.get(i)), text(fields.get(i + 1))));
    }
    int rowCount = Integer.parseInt(fields.get(3));
    List<String> rows =
        fields.subList(firstRow, firstRow + rowCount).stream().map(PlainSide::text).toList();
    return new Rows(columns, rows, fields.get(1));
  }

  private static String text(String field) {
    return new String(Base64.getDecoder().decode(field), StandardCharsets.UTF_8);
  }
}
