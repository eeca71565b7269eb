package io.penstock.planner.parser;

import io.penstock.planner.lexer.StringLiterals;
import org.apache.calcite.sql.parser.SqlParserPos;

/** A token of the author's text as JavaCC's parser wants it. */
final class SparkToken extends Token {
  private static final long serialVersionUID = 1L;

  final int index;
  private final transient io.penstock.planner.lexer.Token source;

  /**
   * @param index in the statement's list of tokens
   * @param source what it stands for
   */
  SparkToken(int kind, String image, int index, io.penstock.planner.lexer.Token source) {
    super(kind, image);
    this.index = index;
    this.source = source;
  }

  /** Its place in the author's text. */
  SqlParserPos position() {
    return new SqlParserPos(beginLine, beginColumn, endLine, endColumn);
  }

  /** What a literal stands for. */
  String text() {
    return StringLiterals.value(source);
  }

  /** What an identifier names. */
  String name() {
    return source.name();
  }

  /** Whether it stands in back-ticks. */
  boolean isQuoted() {
    return source.kind() == io.penstock.planner.lexer.Token.Kind.QUOTED;
  }

  io.penstock.planner.lexer.Token source() {
    return source;
  }
}
