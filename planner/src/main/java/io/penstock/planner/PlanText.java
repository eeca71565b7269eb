package io.penstock.planner;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;

/** A plan for people to read. */
final class PlanText {
  private static final int MAX_LENGTH = 256 * 1024;

  private PlanText() {}

  /** Calcite's text without the character set of every literal, and not endless. */
  static String of(RelNode plan) {
    String text =
        RelOptUtil.toString(plan)
            .replace("\r\n", "\n")
            .replace(":VARCHAR CHARACTER SET \"UTF-8\"", "")
            .replace("CHARACTER SET \"UTF-8\"", "")
            .replace("_UTF-8'", "'");
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "...\n";
  }
}
