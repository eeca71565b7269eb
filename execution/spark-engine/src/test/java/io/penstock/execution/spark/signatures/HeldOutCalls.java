package io.penstock.execution.spark.signatures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Calls on types that no probe has seen, to try what was learned from the probes: accepted calls
 * with each column replaced by one of another type of the same kind, and mixed among each other.
 */
final class HeldOutCalls {
  private static final int CALLS_OF_FUNCTION = 24;
  private static final int TRIES = 60;

  /** Columns of a Delta table, and expressions of types that such a table cannot have. */
  private static final String HELD_OUT =
      """
      hb boolean boolean
      hi8 tinyint tinyint
      hi16 smallint smallint
      hi32 int int
      hi64 bigint bigint
      hf32 float float
      hf64 double double
      hd3 decimal(3,3) decimal
      hd7 decimal(7,3) decimal
      hd15 decimal(15,0) decimal
      hd29 decimal(29,12) decimal
      hd38 decimal(38,18) decimal
      hs string string
      hbin binary binary
      hd date date
      hts timestamp timestamp
      hntz timestamp_ntz timestamp_ntz
      hv variant variant
      ha8 array<tinyint> array
      haf array<float> array
      hats array<timestamp> array
      had array<decimal(12,4)> array
      has array<string> array
      hast array<struct<k:bigint,v:array<date>>> array
      haa array<array<decimal(9,1)>> array
      hmd map<date,double> map
      hmi map<bigint,decimal(6,1)> map
      hms map<string,struct<a:int>> map
      hst struct<a:decimal(3,1),b:array<string>> struct
      """;

  private static final Map<String, String> EXPRESSIONS =
      Map.of(
          "time", "to_time(hs)",
          "yearmonth", "make_ym_interval(hi32, 1)",
          "daytime", "make_dt_interval(hi32)",
          "interval", "make_interval(hi32)");

  private final Analysis analysis;
  private final Map<String, List<String>> byKind = new LinkedHashMap<>();

  HeldOutCalls(Analysis analysis) {
    this.analysis = analysis;
    Map<String, String> columns = new LinkedHashMap<>();
    for (String line : HELD_OUT.lines().toList()) {
      String[] parts = line.split(" ");
      columns.put(parts[0], parts[1]);
      byKind.computeIfAbsent(parts[2], k -> new ArrayList<>()).add(parts[0]);
    }
    EXPRESSIONS.forEach((kind, sql) -> byKind.put(kind, List.of(sql)));
    byKind.put("void", List.of("NULL"));
    analysis.createTable("held", columns);
  }

  /** The table's columns: {@code #}, name, type as JSON. */
  Stream<String> columns() {
    return analysis.columnsAsJson("held").entrySet().stream()
        .map(c -> String.join("\t", "#", c.getKey(), c.getValue()));
  }

  /** Lines of calls and their types. */
  Stream<String> of(ProbedFunction function) {
    List<List<Argument>> accepted = function.accepted();
    if (accepted.isEmpty()) {
      return Stream.empty();
    }
    Random random = new Random(function.name().hashCode());
    Map<String, String> types = new LinkedHashMap<>();
    Set<String> tried = new LinkedHashSet<>();
    for (int i = 0; i < TRIES && types.size() < CALLS_OF_FUNCTION; i++) {
      List<Argument> like = accepted.get(random.nextInt(accepted.size()));
      List<Argument> arguments = like.stream().map(a -> heldOut(a, random)).toList();
      String call = call(function, arguments);
      if (tried.add(call)
          && analysis.ask(call, "held") instanceof Answer.Typed typed
          && !typed.kind().equals("generator")) {
        types.put(call, typed.type());
      }
    }
    return types.entrySet().stream()
        .map(e -> String.join("\t", function.name(), e.getKey(), e.getValue()));
  }

  /** Symbols stand between what they apply to. */
  private static String call(ProbedFunction function, List<Argument> arguments) {
    String name = function.name();
    if (Character.isLetter(name.charAt(0))) {
      return function.form().call(name, arguments).replace("`", "");
    }
    return arguments.size() == 1
        ? name + " " + arguments.get(0).sql()
        : arguments.get(0).sql() + " " + name + " " + arguments.get(1).sql();
  }

  private Argument heldOut(Argument argument, Random random) {
    if (argument.isLiteral() && argument != Argument.NULL) {
      return argument;
    }
    List<String> choices = byKind.getOrDefault(argument.kind(), List.of());
    String sql = choices.isEmpty() ? "NULL" : choices.get(random.nextInt(choices.size()));
    return new Argument(sql, sql, argument.type(), argument.kind());
  }
}
