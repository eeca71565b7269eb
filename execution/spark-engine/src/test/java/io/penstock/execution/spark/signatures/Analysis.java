package io.penstock.execution.spark.signatures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.QueryPlanningTracker;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Window;
import org.apache.spark.sql.catalyst.trees.TreePattern;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** Spark's analyser over a table with a column of every type. Not thread-safe. */
final class Analysis implements AutoCloseable {
  private final SparkSession session;

  Analysis() {
    session =
        (SparkSession)
            org.apache.spark.sql.SparkSession.builder()
                .master("local[1]")
                .appName("signatures")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.timeType.enabled", "true")
                .getOrCreate();
    StructType columns = new StructType();
    for (Argument argument : Argument.COLUMNS) {
      if (argument != Argument.NULL) {
        DataType type = DataType.fromDDL(argument.type());
        columns = columns.add(argument.code(), type, true).add("n_" + argument.code(), type, false);
      }
    }
    session.createDataFrame(List.<Row>of(), columns).createOrReplaceTempView("probe");
  }

  /** Makes an empty table. */
  void createTable(String name, Map<String, String> columns) {
    StructType schema = new StructType();
    for (Map.Entry<String, String> column : columns.entrySet()) {
      schema = schema.add(column.getKey(), DataType.fromDDL(column.getValue()), true);
    }
    session.createDataFrame(List.<Row>of(), schema).createOrReplaceTempView(name);
  }

  /** A table's columns and their types as Delta's log writes them. */
  Map<String, String> columnsAsJson(String table) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (StructField field : session.table(table).schema().fields()) {
      columns.put(field.name(), field.dataType().json());
    }
    return columns;
  }

  /** All names in the registry, in order. */
  List<String> functionNames() {
    return CollectionConverters.asJava(session.sessionState().functionRegistry().listFunction())
        .stream()
        .map(id -> id.funcName())
        .sorted()
        .toList();
  }

  /** A call's type, or why it has none. */
  Answer ask(String call) {
    return ask(call, "probe");
  }

  Answer ask(String call, String table) {
    try {
      LogicalPlan parsed =
          session.sessionState().sqlParser().parsePlan("SELECT " + call + " FROM " + table);
      LogicalPlan plan =
          session
              .sessionState()
              .analyzer()
              .executeAndCheck(parsed, new QueryPlanningTracker(scala.Option.empty()));
      List<Attribute> output = CollectionConverters.asJava(plan.output());
      String kind = kind(plan);
      String type =
          kind.equals("generator")
              ? output.stream()
                  .map(a -> a.name() + ":" + a.dataType().catalogString())
                  .collect(Collectors.joining(",", "struct<", ">"))
              : output.get(0).dataType().catalogString();
      return new Answer.Typed(type, output.get(0).nullable(), kind, stability(plan));
    } catch (AnalysisException e) {
      return new Answer.Refused(String.valueOf(e.getCondition()), e.getMessageParameters());
    } catch (Exception e) {
      return new Answer.Refused("FAILED." + e.getClass().getSimpleName(), Map.of());
    }
  }

  private static String kind(LogicalPlan plan) {
    for (LogicalPlan node : nodes(plan)) {
      if (node instanceof Window) {
        return "window";
      }
      if (node instanceof Generate) {
        return "generator";
      }
      if (node instanceof Aggregate) {
        return "aggregate";
      }
    }
    return "scalar";
  }

  private static String stability(LogicalPlan plan) {
    boolean random = false;
    boolean current = false;
    for (LogicalPlan node : nodes(plan)) {
      for (Expression expression : CollectionConverters.asJava(node.expressions())) {
        random |= !expression.deterministic();
        current |= expression.containsPattern(TreePattern.CURRENT_LIKE());
      }
    }
    return random ? "random" : current ? "current" : "constant";
  }

  private static List<LogicalPlan> nodes(LogicalPlan plan) {
    List<LogicalPlan> all = new ArrayList<>(List.of(plan));
    for (LogicalPlan child : CollectionConverters.asJava(plan.children())) {
      all.addAll(nodes(child));
    }
    return all;
  }

  @Override
  public void close() {
    session.stop();
  }
}
