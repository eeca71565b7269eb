package io.penstock.benchmarks.corpus;

import io.penstock.benchmarks.corpus.Comparison.Difference;
import io.penstock.benchmarks.corpus.Outcome.Rejection;
import io.penstock.benchmarks.corpus.Outcome.Rows;
import io.penstock.benchmarks.corpus.Verdict.Group;
import io.penstock.benchmarks.corpus.Verdict.Times;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
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
          "(?is)^\\s*(?:create|insert|declare|alter|cache|with|from)\\b.*?\\b"
              + "(?:view|table|function|variable|schema|database|into|overwrite|replace|declare)\\s+"
              + "(?!view\\b|table\\b|variable\\b|temporary\\b|temp\\b|or\\b|function\\b)"
              + "(?:if\\s+not\\s+exists\\s+)?([\\w.`]+)");

  /** The side that is compared with plain Spark. */
  interface Server extends Side {
    /** Why it passes a query's text on rather than plan it; empty if it plans it. */
    Optional<String> passesOn(String query);
  }

  private static final Pattern FORMAT =
      Pattern.compile("(?is)^(\\s*create\\s.*?\\busing\\s+)(?:parquet|json|orc|csv|hive)\\b");

  /** Plain Spark's answer to what takes it more than a minute. */
  private static final String OUT_OF_TIME = "SPARK_JOB_CANCELLED";

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
        case CHANGE -> number = changes(number);
        case OTHER -> {}
      }
    }
    for (String statement : cleanUp) {
      // one side may never have made it
      both(statement);
    }
  }

  private record Timed(Outcome outcome, Duration took) {}

  private static Timed timed(Side side, String statement) {
    long begin = System.nanoTime();
    Outcome outcome = side.run(statement);
    return new Timed(outcome, Duration.ofNanos(System.nanoTime() - begin));
  }

  private record Pair(Outcome plain, Outcome ours, Times times) {}

  private Pair both(String statement) {
    CompletableFuture<Timed> answer =
        CompletableFuture.supplyAsync(() -> timed(plain, statement), executor);
    Timed ours = timed(server, statement);
    Timed theirs = answer.join();
    return new Pair(theirs.outcome(), ours.outcome(), new Times(theirs.took(), ours.took()));
  }

  private void set(int number, String statement) {
    Timed ours = timed(server, statement);
    Duration plainTook = Duration.ZERO;
    Optional<Difference> difference = Optional.empty();
    if (ours.outcome() instanceof Rejection refused) {
      difference = Optional.of(new Difference("a setting that is not made", refused.message()));
    } else {
      plainTook = timed(plain, statement).took();
    }
    Times times = new Times(plainTook, ours.took());
    report(number, statement, Group.SETTING, times, Optional.empty(), difference);
  }

  /** Makes a change, and those behind it that go together with it; gives the last one's number. */
  private int changes(int number) {
    List<Inserts> inserts = Inserts.from(file.statements(), number);
    if (inserts.isEmpty()) {
      change(number, file.statements().get(number - 1));
      return number;
    }
    int last = number;
    for (Inserts insert : inserts) {
      List<Integer> numbers = insert.numbers();
      Pair outcomes = both(insert.statement());
      if (outcomes.plain() instanceof Rejection && numbers.size() > 1) {
        numbers.forEach(n -> change(n, file.statements().get(n - 1)));
      } else {
        change(numbers.get(0), insert.statement(), outcomes);
      }
      last = Math.max(last, numbers.get(numbers.size() - 1));
    }
    return last;
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
    report(number, statement, Group.SETUP, outcomes.times(), Optional.empty(), difference);
  }

  private void query(int number, String statement) {
    Pair outcomes = both(statement);
    Times times = outcomes.times();
    if (outcomes.plain() instanceof Rejection refused) {
      if (refused.condition().equals(OUT_OF_TIME)) {
        report(number, statement, Group.VARYING, times, Optional.empty(), Optional.empty());
        return;
      }
      report(
          number, statement, Group.REJECTED, times, Optional.empty(), compare(statement, outcomes));
      return;
    }
    Rows rows = (Rows) outcomes.plain();
    if (rows.isCommand()) {
      change(number, statement, outcomes);
    } else if (rows.varies() || rows.isCut()) {
      report(number, statement, Group.VARYING, times, Optional.empty(), Optional.empty());
    } else {
      Optional<Difference> difference = compare(statement, outcomes);
      report(number, statement, Group.ACCEPTED, times, server.passesOn(statement), difference);
    }
  }

  private static boolean isOfRows(Difference difference) {
    return difference.reason().equals(Comparison.OTHER_ROWS);
  }

  /** What depends on a statement that the server refused is that statement's fault. */
  private Optional<Difference> compare(String statement, Pair outcomes) {
    Optional<Difference> difference = Comparison.of(outcomes.plain(), outcomes.ours());
    if (difference.isPresent()
        && (outcomes.ours() instanceof Rejection || isOfRows(difference.get()))) {
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
      int number,
      String statement,
      Group group,
      Times times,
      Optional<String> passedOn,
      Optional<Difference> difference) {
    verdicts.accept(
        new Verdict(file.name(), number, statement, group, times, passedOn, difference));
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
