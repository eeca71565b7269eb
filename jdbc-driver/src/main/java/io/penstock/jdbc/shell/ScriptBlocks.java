package io.penstock.jdbc.shell;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * Follows a statement token by token and knows whether it is in the midst of a script: {@code BEGIN
 * ... END}, in which a semicolon does not end it. The words of a script are not reserved, so they
 * count only where a statement of the script can begin or end. One instance per statement.
 */
final class ScriptBlocks {
  private enum Block {
    BODY,
    CASE_STATEMENT,
    CASE_EXPRESSION
  }

  /** What ends with END and its own word. */
  private static final Set<String> CONTROL = Set.of("IF", "WHILE", "FOR", "LOOP", "REPEAT");

  /** What makes a BEGIN that of a transaction. */
  private static final Set<String> TRANSACTION = Set.of(";", "TRANSACTION", "WORK");

  private final Deque<Block> open = new ArrayDeque<>();
  private String previous = "";
  private int count;

  /** Whether a statement can begin with the next token. */
  private boolean atStart = true;

  /** Whether the last token began a statement, and so may be a label. */
  private boolean afterFirst;

  private boolean afterEnd;
  private boolean inHandler;
  private boolean inUntil;

  /** Whether a script has begun and not ended. */
  boolean isOpen() {
    return !open.isEmpty();
  }

  /** The next word, string, quoted name or symbol. */
  void next(String token) {
    String word = token.toUpperCase(Locale.ROOT);
    if (count == 1 && TRANSACTION.contains(word)) {
      open.clear();
    }
    if (!afterEnd || !close(word)) {
      step(word);
    }
    previous = word;
    count++;
  }

  /** The token behind END; whether it is a part of what ends. */
  private boolean close(String word) {
    afterEnd = false;
    boolean control = CONTROL.contains(word);
    boolean ownCase = word.equals("CASE");
    switch (open.element()) {
      case BODY -> {
        if (!control) {
          open.pop();
        }
        return control;
      }
      case CASE_STATEMENT -> {
        if (ownCase) {
          open.pop();
        }
        return control || ownCase;
      }
      default -> {
        open.pop();
        return false;
      }
    }
  }

  private void step(String word) {
    boolean first = atStart;
    boolean label = afterFirst && word.equals(":");
    boolean expression = open.peek() == Block.CASE_EXPRESSION;
    atStart = label;
    afterFirst = first;
    if (previous.equals(".")) {
      return;
    }
    switch (word) {
      case ";" -> {
        atStart = true;
        inHandler = false;
        inUntil = false;
      }
      case "BEGIN" -> {
        if (first || inHandler) {
          open.push(Block.BODY);
          atStart = true;
          inHandler = false;
        }
      }
      case "NOT", "ATOMIC" ->
          atStart = first && (previous.equals("BEGIN") || word.equals("ATOMIC"));
      case "CASE" -> {
        if (isOpen()) {
          open.push(first ? Block.CASE_STATEMENT : Block.CASE_EXPRESSION);
        }
      }
      case "THEN", "ELSE", "DO", "LOOP", "REPEAT" -> atStart = isOpen() && !expression;
      case "HANDLER" -> inHandler = isOpen();
      case "UNTIL" -> inUntil = isOpen();
      case "END" -> {
        afterEnd = isOpen() && (expression || first || inUntil);
        inUntil &= expression;
      }
      default -> {}
    }
  }
}
