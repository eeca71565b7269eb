package io.penstock.execution.spark;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.CurrentCatalog;
import org.apache.spark.sql.catalyst.expressions.CurrentDatabase;
import org.apache.spark.sql.catalyst.expressions.CurrentDate;
import org.apache.spark.sql.catalyst.expressions.CurrentTime;
import org.apache.spark.sql.catalyst.expressions.CurrentTimeZone;
import org.apache.spark.sql.catalyst.expressions.CurrentTimestampLike;
import org.apache.spark.sql.catalyst.expressions.CurrentUser;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.LocalTimestamp;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.CommandResult;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Offset;
import org.apache.spark.sql.catalyst.plans.logical.Sample;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.CharType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimeType;
import org.apache.spark.sql.types.VarcharType;
import org.apache.spark.sql.types.YearMonthIntervalType;
import org.apache.spark.unsafe.types.CalendarInterval;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A statement's whole answer as one line, for comparisons: fields between single blanks, texts in
 * base64.
 *
 * <pre>
 * answer FLAGS COLUMNS ROWS (NAME TYPE)... ROW...
 * rejected CONDITION SQLSTATE MESSAGE
 * </pre>
 *
 * <p>Flags: {@code c} a command, {@code s} sorted, {@code v} its answer varies with time, place or
 * chance, {@code l} it is cut out of rows without an order, {@code -} none of them. Types are
 * spelled as JDBC's users see them: without collations, lengths and the fields of intervals, which
 * Arrow does not carry.
 */
final class PlainAnswer {
  private PlainAnswer() {}

  static String of(SparkSession session, String text) {
    try {
      Dataset<Row> result = session.sql(text);
      List<Row> rows = result.collectAsList();
      StructField[] fields = result.schema().fields();
      List<String> line = new ArrayList<>();
      line.add("answer");
      line.add(flags(result.queryExecution().analyzed()));
      line.add(Integer.toString(fields.length));
      line.add(Integer.toString(rows.size()));
      for (StructField field : fields) {
        line.add(encoded(field.name()));
        line.add(encoded(type(field.dataType())));
      }
      for (Row row : rows) {
        line.add(encoded(values(row)));
      }
      return String.join(" ", line);
    } catch (Exception | StackOverflowError e) {
      return rejection(e);
    }
  }

  private static String rejection(Throwable error) {
    for (Throwable link = error; link != null; link = link.getCause()) {
      if (link instanceof SparkThrowable named && named.getCondition() != null) {
        String state = named.getSqlState() == null ? "" : named.getSqlState();
        return rejection(named.getCondition(), state, link);
      }
    }
    return rejection("", "", error);
  }

  private static String rejection(String condition, String state, Throwable error) {
    return "rejected "
        + encoded(condition)
        + " "
        + encoded(state)
        + " "
        + encoded(error.getClass().getSimpleName() + ": " + error.getMessage());
  }

  private static String flags(LogicalPlan plan) {
    String flags =
        (plan instanceof CommandResult ? "c" : "")
            + (isSorted(plan) ? "s" : "")
            + (varies(plan) ? "v" : "")
            + (isCut(plan) ? "l" : "");
    return flags.isEmpty() ? "-" : flags;
  }

  private static boolean isSorted(LogicalPlan plan) {
    if (plan instanceof Join
        || plan instanceof Aggregate
        || plan instanceof Generate
        || plan instanceof Sample
        || plan instanceof Distinct) {
      return false;
    }
    return (plan instanceof Sort sort && sort.global())
        || CollectionConverters.asJava(plan.children()).stream().anyMatch(PlainAnswer::isSorted);
  }

  /** Whether LIMIT or OFFSET chooses among rows that have no order. */
  private static boolean isCut(LogicalPlan plan) {
    boolean cuts =
        plan instanceof GlobalLimit || plan instanceof LocalLimit || plan instanceof Offset;
    return (cuts && !isSorted(plan))
        || CollectionConverters.asJava(plan.children()).stream().anyMatch(PlainAnswer::isCut);
  }

  private static boolean varies(LogicalPlan plan) {
    return CollectionConverters.asJava(plan.expressions()).stream().anyMatch(PlainAnswer::varies)
        || CollectionConverters.asJava(plan.children()).stream().anyMatch(PlainAnswer::varies);
  }

  private static boolean varies(Expression expression) {
    return !expression.deterministic()
        || expression instanceof CurrentDate
        || expression instanceof CurrentTime
        || expression instanceof CurrentTimestampLike
        || expression instanceof LocalTimestamp
        || expression instanceof CurrentTimeZone
        || expression instanceof CurrentUser
        || expression instanceof CurrentDatabase
        || expression instanceof CurrentCatalog
        || (expression instanceof PlanExpression<?> query
            && query.plan() instanceof LogicalPlan inner
            && varies(inner))
        || CollectionConverters.asJava(expression.children()).stream()
            .anyMatch(PlainAnswer::varies);
  }

  private static String type(DataType type) {
    if (type instanceof ArrayType array) {
      return "ARRAY<" + type(array.elementType()) + ">";
    }
    if (type instanceof MapType map) {
      return "MAP<" + type(map.keyType()) + "," + type(map.valueType()) + ">";
    }
    if (type instanceof StructType struct) {
      List<String> fields = new ArrayList<>();
      for (StructField field : struct.fields()) {
        fields.add(field.name() + ":" + type(field.dataType()));
      }
      return "STRUCT<" + String.join(",", fields) + ">";
    }
    if (type instanceof StringType || type instanceof CharType || type instanceof VarcharType) {
      return "STRING";
    }
    if (type instanceof DecimalType decimal) {
      return "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
    }
    if (type instanceof YearMonthIntervalType) {
      return "INTERVAL YEAR TO MONTH";
    }
    if (type instanceof DayTimeIntervalType) {
      return "INTERVAL DAY TO SECOND";
    }
    return type instanceof TimeType ? "TIME" : type.sql();
  }

  private static String values(Row row) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      values.add(value(row.get(i)));
    }
    return String.join(", ", values);
  }

  private static String value(@Nullable Object value) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof String text) {
      return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof byte[] bytes) {
      return "X'" + HexFormat.of().withUpperCase().formatHex(bytes) + "'";
    }
    if (value instanceof LocalDateTime local) {
      return local.toInstant(ZoneOffset.UTC).toString();
    }
    if (value instanceof CalendarInterval interval) {
      return Period.of(0, interval.months, interval.days)
          + " "
          + Duration.of(interval.microseconds, ChronoUnit.MICROS);
    }
    if (value instanceof Period months) {
      return Period.ofMonths((int) months.toTotalMonths()).toString();
    }
    if (value instanceof Row struct) {
      return "{" + values(struct) + "}";
    }
    if (value instanceof scala.collection.Map<?, ?> map) {
      TreeMap<String, String> entries = new TreeMap<>();
      CollectionConverters.asJava(map).forEach((k, v) -> entries.put(value(k), value(v)));
      return entries.toString();
    }
    if (value instanceof scala.collection.Seq<?> elements) {
      return "["
          + String.join(
              ", ", CollectionConverters.asJava(elements).stream().map(PlainAnswer::value).toList())
          + "]";
    }
    return value.toString();
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
