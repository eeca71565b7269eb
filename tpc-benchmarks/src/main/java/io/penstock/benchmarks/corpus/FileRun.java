package io.penstock.benchmarks.corpus;

import io.penstock.benchmarks.corpus.Comparison.Difference;
import io.penstock.benchmarks.corpus.Outcome.Rejection;
import io.penstock.benchmarks.corpus.Outcome.Rows;
import io.penstock.benchmarks.corpus.Verdict.Group;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One file on both sides, each in a session of its own. Used once. */
final class FileRun {
  private static final Pattern MADE =
      Pattern.compile(
          "(?is)^\\s*create\\s+(?:or\\s+replace\\s+)?(table|view|schema|database|function)\\s+"
              + "(?:if\\s+not\\s+exists\\s+)?([\\w.`]+)");

  private static final Pattern CHANGED =
      Pattern.compile(
          "(?is)^\\s*(?:create|insert|declare|alter|cache)\\b.*?\\b"
              + "(?:view|table|function|variable|schema|database|into|overwrite|replace|declare)\\s+"
              + "(?!view\\b|table\\b|variable\\b|temporary\\b|temp\\b|or\\b|function\\b)"
              + "(?:if\\s+not\\s+exists\\s+)?([\\w.`]+)");

  /** The side that is compared with plain Spark. */
  interface Server extends Side {
    /** Whether it plans a query itself, rather than pass its text on. */
    boolean plans(String query);
  }

  private static final Pattern FORMAT =
      Pattern.compile("(?is)^(\\s*create\\s.*?\\busing\\s+)(?:parquet|json|orc|csv|hive)\\b");

  private final CorpusFile file;
  private final Server server;
  private final Side plain;
  private final Executor executor;
  private final Consumer<Verdict> verdicts;

  /** Names that plain Spark has and the server has not, with the words of the statement. */
  private final Map<String, String> missing = new LinkedHashMap<>();

  private final Set<String> cleanUp = new LinkedHashSet<>();

  FileRun(
      CorpusFile file, Server server, Side plain, Executor executor, Consumer<Verdict> verdicts) {
    this.file = file;
    this.server = server;
    this.plain = plain;
    this.executor = executor;
    this.verdicts = verdicts;
  }

  /**
   * Runs the file; other statements than queries are run as far as the chosen queries need them.
   *
   * @param chosen the queries to compare, by number
   */
  void run(Set<Integer> chosen) {
    int last = chosen.stream().mapToInt(n -> n).max().orElse(0);
    file.settings().forEach((key, value) -> set(0, "SET " + key + " = " + value));
    for (int number = 1; number <= last; number++) {
      String statement = file.statements().get(number - 1);
      switch (StatementKind.of(statement)) {
        case QUERY -> {
          if (chosen.contains(number)) {
            query(number, statement);
          }
        }
        case SETTING -> set(number, statement);
        case CHANGE -> change(number, statement);
        case OTHER -> {}
      }
    }
    for (String statement : cleanUp) {
      // one side may never have made it
      both(statement);
    }
  }

  private record Pair(Outcome plain, Outcome ours) {}

  private Pair both(String statement) {
    CompletableFuture<Outcome> answer =
        CompletableFuture.supplyAsync(() -> plain.run(statement), executor);
    Outcome ours = server.run(statement);
    return new Pair(answer.join(), ours);
  }

  private void set(int number, String statement) {
    Outcome ours = server.run(statement);
    Optional<Difference> difference = Optional.empty();
    if (ours instanceof Rejection refused) {
      difference = Optional.of(new Difference("a setting that is not made", refused.message()));
    } else {
      plain.run(statement);
    }
    report(number, statement, Group.SETTING, false, difference);
  }

  /** A warehouse's tables are Delta tables; so that queries can be compared, plain Spark's are. */
  private void change(int number, String statement) {
    Matcher format = FORMAT.matcher(statement);
    change(number, statement, both(format.replaceFirst("$1delta")));
  }

  private void change(int number, String statement, Pair outcomes) {
    Matcher made = MADE.matcher(statement);
    if (made.find()) {
      String kind = made.group(1).toUpperCase(Locale.ROOT);
      boolean holder = kind.equals("SCHEMA") || kind.equals("DATABASE");
      cleanUp.add("DROP " + kind + " IF EXISTS " + made.group(2) + (holder ? " CASCADE" : ""));
    }
    Optional<Difference> difference =
        outcomes.plain() instanceof Rows && outcomes.ours() instanceof Rows
            ? Optional.empty()
            : Comparison.of(outcomes.plain(), outcomes.ours());
    if (outcomes.plain() instanceof Rows && outcomes.ours() instanceof Rejection) {
      Matcher changed = CHANGED.matcher(statement);
      if (changed.find()) {
        String name = changed.group(1).replace("`", "").replaceFirst(".*\\.", "");
        missing.putIfAbsent(name.toLowerCase(Locale.ROOT), firstWords(statement));
      }
    }
    report(number, statement, Group.SETUP, false, difference);
  }

  private void query(int number, String statement) {
    Pair outcomes = both(statement);
    if (outcomes.plain() instanceof Rows rows) {
      if (rows.isCommand()) {
        change(number, statement, outcomes);
      } else if (rows.varies()) {
        report(number, statement, Group.VARYING, false, Optional.empty());
      } else {
        report(
            number,
            statement,
            Group.ACCEPTED,
            server.plans(statement),
            compare(statement, outcomes));
      }
    } else {
      report(number, statement, Group.REJECTED, false, compare(statement, outcomes));
    }
  }

  /** What depends on a statement that the server refused is that statement's fault. */
  private Optional<Difference> compare(String statement, Pair outcomes) {
    Optional<Difference> difference = Comparison.of(outcomes.plain(), outcomes.ours());
    if (difference.isPresent() && outcomes.ours() instanceof Rejection) {
      String text = statement.toLowerCase(Locale.ROOT);
      for (Map.Entry<String, String> name : missing.entrySet()) {
        if (Pattern.compile("\\b" + Pattern.quote(name.getKey()) + "\\b").matcher(text).find()) {
          return Optional.of(
              new Difference("needs a failed " + name.getValue(), difference.get().detail()));
        }
      }
    }
    return difference;
  }

  private void report(
      int number, String statement, Group group, boolean planned, Optional<Difference> difference) {
    verdicts.accept(new Verdict(file.name(), number, statement, group, planned, difference));
  }

  private static String firstWords(String statement) {
    Matcher words =
        Pattern.compile(
                "(?i)\\s*(create|insert|declare|alter|cache)\\b(?:\\s+(?:or|replace|global|"
                    + "temporary|temp|view|table|function|into|overwrite|variable|schema|database))*")
            .matcher(statement);
    return words.lookingAt()
        ? words.group().strip().replaceAll("\\s+", " ").toUpperCase(Locale.ROOT)
        : "statement";
  }
}
