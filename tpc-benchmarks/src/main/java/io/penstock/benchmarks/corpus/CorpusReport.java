package io.penstock.benchmarks.corpus;

import static java.util.stream.Collectors.toList;

import io.penstock.benchmarks.console.TextTable;
import io.penstock.benchmarks.corpus.Comparison.Difference;
import io.penstock.benchmarks.corpus.Verdict.Group;
import io.penstock.benchmarks.corpus.Verdict.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The verdicts of a run, and what they come to. Not thread-safe. */
public final class CorpusReport {
  private static final int SLOWEST_SHOWN = 20;

  private final List<Verdict> verdicts = new ArrayList<>();

  void add(Verdict verdict) {
    verdicts.add(verdict);
  }

  /** Queries that plain Spark runs and whose answer does not vary. */
  public long accepted() {
    return count(Group.ACCEPTED, v -> true);
  }

  /** Queries that plain Spark refuses. */
  public long rejected() {
    return count(Group.REJECTED, v -> true);
  }

  /** Of the accepted queries, the share that gives the same names, types and rows; 1 for none. */
  public double equalAnswers() {
    return share(Group.ACCEPTED, v -> v.difference().isEmpty());
  }

  /** Of the accepted queries, the share that the server plans itself. */
  public double planned() {
    return share(Group.ACCEPTED, Verdict::isPlanned);
  }

  /** Of the refused queries, the share that is refused with the same class and SQLSTATE. */
  public double equalRejections() {
    return share(Group.REJECTED, v -> v.difference().isEmpty());
  }

  /** Accepted queries that the server answers, but otherwise than plain Spark. */
  public long wrongAnswers() {
    return count(
        Group.ACCEPTED,
        v -> v.difference().map(Difference::reason).filter(Comparison::isWrongAnswer).isPresent());
  }

  /** The totals in Markdown. */
  public String summary() {
    TextTable table = new TextTable("what", "of", "share");
    row(table, "same names, types and rows", accepted(), equalAnswers());
    row(table, "planned by the server itself", accepted(), planned());
    row(table, "same error class and SQLSTATE", rejected(), equalRejections());
    row(
        table,
        "the same, where plain Spark names a public class",
        count(Group.REJECTED, CorpusReport::isNamed),
        share(Group.REJECTED, CorpusReport::isNamed, v -> v.difference().isEmpty()));
    row(
        table,
        "statements before them that end alike",
        count(Group.SETUP, v -> true),
        share(Group.SETUP, v -> v.difference().isEmpty()));
    return table.render()
        + String.format(
            Locale.ROOT,
            "%n%d answers are wrong. %d queries vary with time, place or chance and were not"
                + " compared. %d of %d settings were refused by the server, and so made on neither"
                + " side.%n",
            wrongAnswers(),
            count(Group.VARYING, v -> true),
            count(Group.SETTING, v -> v.difference().isPresent()),
            count(Group.SETTING, v -> true));
  }

  /** Everything in Markdown: totals, misses by reason, and each miss. */
  public String text() {
    StringBuilder text = new StringBuilder("# Spark's SQL corpus\n\n").append(summary());
    for (Group group : List.of(Group.ACCEPTED, Group.REJECTED, Group.SETUP, Group.SETTING)) {
      Map<String, List<Verdict>> byReason = missesByReason(group);
      text.append("\n## ").append(heading(group)).append("\n\n");
      appendCounts(text, byReason);
      for (Map.Entry<String, List<Verdict>> reason : byLength(byReason)) {
        text.append("\n### ").append(reason.getKey()).append("\n\n");
        reason.getValue().forEach(verdict -> appendMiss(text, verdict));
      }
    }
    appendPassedOn(text);
    appendTimes(text);
    return text.toString();
  }

  private void appendPassedOn(StringBuilder text) {
    text.append("\n## Queries that the server does not plan itself\n\n");
    Map<String, List<Verdict>> byReason = new TreeMap<>();
    verdicts.stream()
        .filter(v -> v.group() == Group.ACCEPTED && !v.isPlanned())
        .forEach(
            v ->
                byReason
                    .computeIfAbsent(
                        generalised(v.passedOn().orElseThrow()), r -> new ArrayList<>())
                    .add(v));
    appendCounts(text, byReason);
    for (Map.Entry<String, List<Verdict>> reason : byLength(byReason)) {
      text.append("\n### ").append(reason.getKey()).append("\n\n");
      for (Verdict v : reason.getValue()) {
        text.append("- ").append(place(v)).append(": `").append(oneLine(v.statement()));
        text.append("`  \n  ").append(oneLine(v.passedOn().orElseThrow())).append('\n');
      }
    }
  }

  /** Without the names and numbers that make one reason out of each query. */
  private static String generalised(String reason) {
    return oneLine(
        reason.replaceAll("`[^`]*`|'[^']*'|\"[^\"]*\"", "X").replaceAll("\\b\\d+\\b", "N"));
  }

  private void appendTimes(StringBuilder text) {
    text.append("\n## Where the time went\n\n");
    TextTable files = new TextTable("file", "statements", "plain Spark s", "server s");
    Map<String, List<Verdict>> byFile =
        verdicts.stream().collect(Collectors.groupingBy(Verdict::file, TreeMap::new, toList()));
    byFile.entrySet().stream()
        .sorted(Comparator.comparing(e -> took(e.getValue(), Times::longer).negated()))
        .limit(SLOWEST_SHOWN)
        .forEach(e -> row(files, e.getKey(), e.getValue()));
    row(files, "all", verdicts);
    text.append(files.render()).append("\nThe slowest statements:\n\n");
    verdicts.stream()
        .sorted(Comparator.comparing((Verdict v) -> v.times().longer().negated()))
        .limit(SLOWEST_SHOWN)
        .forEach(
            v ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "- %s: plain Spark %s, server %s: `%s`%n",
                        place(v),
                        seconds(v.times().plain()),
                        seconds(v.times().ours()),
                        oneLine(v.statement()))));
  }

  private static void row(TextTable table, String name, List<Verdict> of) {
    table.add(
        name,
        Integer.toString(of.size()),
        seconds(took(of, Times::plain)),
        seconds(took(of, Times::ours)));
  }

  private static Duration took(List<Verdict> of, Function<Times, Duration> side) {
    return of.stream().map(v -> side.apply(v.times())).reduce(Duration.ZERO, Duration::plus);
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0);
  }

  private static List<Map.Entry<String, List<Verdict>>> byLength(
      Map<String, List<Verdict>> byReason) {
    List<Map.Entry<String, List<Verdict>>> reasons = new ArrayList<>(byReason.entrySet());
    reasons.sort(Comparator.comparingInt(e -> -e.getValue().size()));
    return reasons;
  }

  private static void appendCounts(StringBuilder text, Map<String, List<Verdict>> byReason) {
    TextTable table = new TextTable("reason", "count");
    byLength(byReason).forEach(e -> table.add(e.getKey(), Integer.toString(e.getValue().size())));
    text.append(table.render());
  }

  private Map<String, List<Verdict>> missesByReason(Group group) {
    Map<String, List<Verdict>> byReason = new TreeMap<>();
    for (Verdict verdict : verdicts) {
      if (verdict.group() == group && verdict.difference().isPresent()) {
        byReason
            .computeIfAbsent(verdict.difference().get().reason(), r -> new ArrayList<>())
            .add(verdict);
      }
    }
    return byReason;
  }

  private static String heading(Group group) {
    return switch (group) {
      case ACCEPTED -> "Queries that plain Spark runs, and that differ";
      case REJECTED -> "Queries that plain Spark refuses, and that are not refused alike";
      case SETUP -> "Statements before them that end otherwise";
      case SETTING -> "Settings that were made on neither side";
      case VARYING -> "Queries that were not compared";
    };
  }

  private static void appendMiss(StringBuilder text, Verdict verdict) {
    text.append("- ").append(place(verdict)).append(": `").append(oneLine(verdict.statement()));
    text.append("`  \n  ")
        .append(oneLine(verdict.difference().orElseThrow().detail()))
        .append('\n');
  }

  private static String place(Verdict verdict) {
    return verdict.file() + " " + verdict.number();
  }

  private static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= 700 ? line : line.substring(0, 700) + "...";
  }

  private long count(Group group, Predicate<Verdict> condition) {
    return verdicts.stream().filter(v -> v.group() == group).filter(condition).count();
  }

  private double share(Group group, Predicate<Verdict> condition) {
    return share(group, v -> true, condition);
  }

  private double share(Group group, Predicate<Verdict> among, Predicate<Verdict> condition) {
    long all = count(group, among);
    return all == 0 ? 1 : count(group, among.and(condition)) / (double) all;
  }

  /** Spark calls a condition legacy until it has a name; exceptions of the JDK have none at all. */
  private static boolean isNamed(Verdict verdict) {
    return verdict
        .difference()
        .map(d -> !d.reason().contains("_LEGACY_ERROR") && !d.reason().contains("no condition"))
        .orElse(true);
  }

  private static void row(TextTable table, String what, long of, double share) {
    table.add(what, Long.toString(of), String.format(Locale.ROOT, "%.2f %%", 100 * share));
  }
}
