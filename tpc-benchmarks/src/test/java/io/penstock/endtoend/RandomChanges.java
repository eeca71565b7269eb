package io.penstock.endtoend;

import io.penstock.endtoend.Change.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Random changes of one table. Every one has its tag where the log shows it: in the rows that it
 * inserts, or in a condition that all rows fulfil. Not thread-safe.
 */
final class RandomChanges {
  private static final int IDS = 24;
  private static final int PARTITIONS = 3;

  private final Random random;
  private final String table;

  private final String writer;
  private int last;

  /**
   * @param writer with which the tags begin: one letter
   * @param after the number after which they go on
   */
  RandomChanges(Random random, String table, String writer, int after) {
    this.random = random;
    this.table = table;
    this.writer = writer;
    this.last = after;
  }

  /** Any change. */
  Change next() {
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> insert();
      case 3 -> insertFromItself();
      case 4, 5 -> update();
      case 6 -> moveBetweenPartitions();
      case 7, 8 -> delete();
      case 9, 10 -> merge();
      default -> optimize();
    };
  }

  /** A change that is felt if it is done twice, and commits whatever the table holds. */
  Change nextThatCounts() {
    return switch (random.nextInt(4)) {
      case 0, 1 -> insert();
      case 2 -> merge();
      default -> update();
    };
  }

  Change insert() {
    String tag = tag();
    List<ModelRow> rows = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      rows.add(
          new ModelRow(random.nextInt(IDS), random.nextInt(PARTITIONS), random.nextInt(1000), tag));
    }
    String values =
        rows.stream()
            .map(r -> "(" + r.id() + ", " + r.p() + ", " + r.v() + ", '" + r.tag() + "')")
            .collect(Collectors.joining(", "));
    return new Change(
        tag,
        "INSERT INTO " + table + " VALUES " + values,
        before -> {
          List<ModelRow> after = new ArrayList<>(before);
          after.addAll(rows);
          return new Effect(after, rows.size());
        });
  }

  /** What it inserts depends on what it reads of its own target. */
  private Change insertFromItself() {
    String tag = tag();
    int modulus = 3 + random.nextInt(5);
    int rest = random.nextInt(modulus);
    return new Change(
        tag,
        String.format(
            "INSERT INTO %1$s SELECT id + 1, p, v + 1, '%2$s' FROM %1$s WHERE v %% %3$d = %4$d",
            table, tag, modulus, rest),
        before -> {
          List<ModelRow> after = new ArrayList<>(before);
          before.stream()
              .filter(r -> r.v() % modulus == rest)
              .map(r -> new ModelRow(r.id() + 1, r.p(), r.v() + 1, tag))
              .forEach(after::add);
          return new Effect(after, after.size() - before.size());
        });
  }

  private Change update() {
    String tag = tag();
    int modulus = 2 + random.nextInt(4);
    int rest = random.nextInt(modulus);
    int plus = 1 + random.nextInt(9);
    return changing(
        tag,
        String.format(
            "UPDATE %s SET v = v + %d, tag = '%s' WHERE id %% %d = %d AND tag <> '%s'",
            table, plus, tag, modulus, rest, tag),
        r -> r.id() % modulus == rest,
        r -> new ModelRow(r.id(), r.p(), r.v() + plus, tag));
  }

  private Change moveBetweenPartitions() {
    String tag = tag();
    int from = random.nextInt(PARTITIONS);
    return changing(
        tag,
        String.format(
            "UPDATE %s SET p = (p + 1) %% %d WHERE p = %d AND v %% 2 = 0 AND tag <> '%s'",
            table, PARTITIONS, from, tag),
        r -> r.p() == from && r.v() % 2 == 0,
        r -> new ModelRow(r.id(), (r.p() + 1) % PARTITIONS, r.v(), r.tag()));
  }

  private static Change changing(
      String tag, String sql, Predicate<ModelRow> which, UnaryOperator<ModelRow> how) {
    return new Change(
        tag,
        sql,
        before ->
            new Effect(
                before.stream().map(r -> which.test(r) ? how.apply(r) : r).toList(),
                before.stream().filter(which).count()));
  }

  private Change delete() {
    String tag = tag();
    boolean partition = random.nextInt(3) == 0;
    int modulus = 3 + random.nextInt(5);
    int rest = random.nextInt(partition ? PARTITIONS : modulus);
    Predicate<ModelRow> which =
        partition ? r -> r.p() == rest : r -> (r.id() + r.v()) % modulus == rest;
    String condition = partition ? "p = " + rest : "(id + v) % " + modulus + " = " + rest;
    return new Change(
        tag,
        String.format("DELETE FROM %s WHERE %s AND tag <> '%s'", table, condition, tag),
        before -> {
          List<ModelRow> after = before.stream().filter(which.negate()).toList();
          return new Effect(after, before.size() - after.size());
        });
  }

  private Change merge() {
    String tag = tag();
    Map<Long, Long> source = new HashMap<>();
    int count = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      source.put((long) random.nextInt(IDS), (long) random.nextInt(100));
    }
    String values =
        source.entrySet().stream()
            .map(e -> "(" + e.getKey() + "L, " + e.getValue() + "L)")
            .collect(Collectors.joining(", "));
    boolean deletes = random.nextBoolean();
    String sql =
        "MERGE INTO "
            + table
            + " t USING (SELECT col1 AS id, col2 AS v FROM VALUES "
            + values
            + ") s ON t.id = s.id AND t.tag <> '"
            + tag
            + "'"
            + (deletes ? " WHEN MATCHED AND t.v % 5 = 0 THEN DELETE" : "")
            + " WHEN MATCHED THEN UPDATE SET v = t.v + s.v, tag = '"
            + tag
            + "' WHEN NOT MATCHED THEN INSERT (id, p, v, tag) VALUES (s.id, CAST(s.id % "
            + PARTITIONS
            + " AS INT), s.v, '"
            + tag
            + "')";
    return new Change(tag, sql, before -> merged(before, source, deletes, tag));
  }

  private static Effect merged(
      List<ModelRow> before, Map<Long, Long> source, boolean deletes, String tag) {
    List<ModelRow> after = new ArrayList<>();
    Map<Long, Long> unmatched = new HashMap<>(source);
    long affected = 0;
    for (ModelRow row : before) {
      Long plus = source.get(row.id());
      unmatched.remove(row.id());
      if (plus == null) {
        after.add(row);
        continue;
      }
      affected++;
      if (!deletes || row.v() % 5 != 0) {
        after.add(new ModelRow(row.id(), row.p(), row.v() + plus, tag));
      }
    }
    for (Map.Entry<Long, Long> fresh : unmatched.entrySet()) {
      int partition = (int) (fresh.getKey() % PARTITIONS);
      after.add(new ModelRow(fresh.getKey(), partition, fresh.getValue(), tag));
    }
    return new Effect(after, affected + unmatched.size());
  }

  private Change optimize() {
    return new Change(
        tag(),
        "OPTIMIZE " + table + (random.nextBoolean() ? " ZORDER BY (id)" : ""),
        before -> new Effect(before, 0));
  }

  private String tag() {
    return writer + String.format("%06d", ++last);
  }
}
