package io.penstock.execution.spark.signatures;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The form in which answers are written down. First the arguments ({@code #}, code, SQL, type,
 * kind); then for each function a line with {@code >}, name, form, numbers of arguments, kind,
 * stability, nulls, and below it one line for each result: its type, or {@code !} and the
 * condition, and the calls that have it as codes with commas between.
 */
final class ProbeText {
  private static final List<String> STABILITIES = List.of("constant", "current", "random");

  private ProbeText() {}

  static Stream<String> arguments() {
    return Stream.concat(Argument.COLUMNS.stream(), Argument.CONSTANTS.stream())
        .map(a -> String.join("\t", "#", a.code(), a.sql(), a.type(), a.kind()));
  }

  static Stream<String> function(FunctionProbes probes) {
    Map<String, Set<String>> calls = new TreeMap<>();
    Set<String> kinds = new TreeSet<>();
    int stability = 0;
    for (Map.Entry<List<Argument>, Answer> probe : probes.answers().entrySet()) {
      if (probe.getValue() instanceof Answer.Typed typed) {
        kinds.add(typed.kind());
        stability = Math.max(stability, STABILITIES.indexOf(typed.stability()));
      }
      calls.computeIfAbsent(result(probe.getValue()), r -> new TreeSet<>()).add(codes(probe));
    }
    String counts = probes.counts().stream().map(String::valueOf).collect(Collectors.joining(","));
    String head =
        String.join(
            "\t",
            ">",
            probes.name(),
            probes.form().name(),
            counts,
            kinds.isEmpty() ? "none" : String.join(",", kinds),
            STABILITIES.get(stability),
            probes.nulls());
    return Stream.concat(
        Stream.of(head),
        calls.entrySet().stream().map(e -> e.getKey() + "\t" + String.join(" ", e.getValue())));
  }

  private static String codes(Map.Entry<List<Argument>, Answer> probe) {
    return probe.getKey().stream().map(Argument::code).collect(Collectors.joining(",", "(", ")"));
  }

  static String result(Answer answer) {
    return answer instanceof Answer.Refused refused
        ? "!" + refused.condition()
        : ((Answer.Typed) answer).type();
  }
}
