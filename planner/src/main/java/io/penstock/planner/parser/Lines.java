package io.penstock.planner.parser;

import io.penstock.planner.lexer.SqlText;

/**
 * Tells the line and the column of offsets that ascend, both from 1 and in UTF-16 units. Not
 * thread-safe.
 */
final class Lines {
  private final String text;
  private int offset;
  private int line = 1;
  private int lineStart;

  Lines(String text) {
    this.text = text;
  }

  void moveTo(int target) {
    for (; offset < target; offset++) {
      if (SqlText.endsLine(text, offset)) {
        line++;
        lineStart = offset + 1;
      }
    }
  }

  int line() {
    return line;
  }

  int column() {
    return offset - lineStart + 1;
  }
}
