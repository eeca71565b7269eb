package io.penstock.benchmarks.corpus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * INSERTs of literals that follow each other, put together: each is a commit on both sides, and
 * takes longer than any query. Rows go together if they are for one table and their values are of
 * the same kinds in the same order.
 *
 * @param statement the one for all of them
 * @param numbers of the statements that it stands for
 */
record Inserts(String statement, List<Integer> numbers) {
  private static final Pattern INSERT =
      Pattern.compile(
          "(?is)^\\s*(insert\\s+into\\s+(?:table\\s+)?[\\w.]+\\s*(?:\\([\\w\\s,]*\\))?\\s*values)"
              + "\\s*(\\((?:[^();']|'[^']*')*\\))\\s*$");

  private static final Pattern TEXT = Pattern.compile("'[^']*'");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+");

  Inserts {
    numbers = List.copyOf(numbers);
  }

  /**
   * Of the INSERTs from one on; empty if it is none, or more than its literals.
   *
   * @param from number of a statement
   */
  static List<Inserts> from(List<String> statements, int from) {
    Map<String, List<Integer>> numbers = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    for (int number = from; number <= statements.size(); number++) {
      Matcher insert = INSERT.matcher(statements.get(number - 1));
      if (!insert.matches()) {
        break;
      }
      String head = insert.group(1).strip();
      String row = insert.group(2);
      String kinds = NUMBER.matcher(TEXT.matcher(row).replaceAll("T")).replaceAll("N");
      String key = (head + kinds).toLowerCase(Locale.ROOT).replaceAll("\\s+", "");
      numbers.computeIfAbsent(key, k -> new ArrayList<>()).add(number);
      texts.merge(key, head + " " + row, (all, one) -> all + ", " + row);
    }
    return numbers.entrySet().stream()
        .map(entry -> new Inserts(texts.getOrDefault(entry.getKey(), ""), entry.getValue()))
        .toList();
  }
}
