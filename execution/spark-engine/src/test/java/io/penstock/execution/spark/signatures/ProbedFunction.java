package io.penstock.execution.spark.signatures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is written down of one function.
 *
 * @param answers by call: a type, or {@code !} and a condition
 */
record ProbedFunction(String name, CallForm form, Map<List<Argument>, String> answers) {

  /** Reads what {@link ProbeText} wrote. */
  static List<ProbedFunction> read(Stream<String> lines) {
    Map<String, Argument> arguments =
        Stream.concat(Argument.COLUMNS.stream(), Argument.CONSTANTS.stream())
            .collect(Collectors.toMap(Argument::code, a -> a));
    List<ProbedFunction> functions = new ArrayList<>();
    lines
        .map(line -> line.split("\t", -1))
        .forEach(
            parts -> {
              if (parts[0].equals(">")) {
                functions.add(
                    new ProbedFunction(
                        parts[1], CallForm.valueOf(parts[2]), new LinkedHashMap<>()));
              } else if (!parts[0].equals("#")) {
                ProbedFunction last = functions.get(functions.size() - 1);
                for (String call : parts[1].split(" ")) {
                  last.answers().put(call(call, arguments), parts[0]);
                }
              }
            });
    return functions;
  }

  private static List<Argument> call(String text, Map<String, Argument> arguments) {
    String codes = text.substring(1, text.length() - 1);
    return codes.isEmpty()
        ? List.of()
        : Arrays.stream(codes.split(",")).map(arguments::get).toList();
  }

  /** The calls that have a type. */
  List<List<Argument>> accepted() {
    return answers.entrySet().stream()
        .filter(answer -> !answer.getValue().startsWith("!"))
        .map(Map.Entry::getKey)
        .toList();
  }
}
