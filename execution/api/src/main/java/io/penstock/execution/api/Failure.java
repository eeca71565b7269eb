package io.penstock.execution.api;

import java.util.Optional;

/**
 * What a client is told of an error, and all that crosses a process boundary.
 *
 * @param code the error's code
 * @param condition the name of the condition: the code's name, with Spark's subclass where Spark
 *     found it (for instance {@code UNRESOLVED_COLUMN.WITH_SUGGESTION}), or Spark's own name where
 *     the code is {@link ErrorCode#ENGINE_REJECTED}
 * @param sqlState five characters
 * @param message what happened and what to do next, without code, SQLSTATE, position or stack trace
 * @param position where in the statement's text, if it is known
 */
public record Failure(
    ErrorCode code,
    String condition,
    String sqlState,
    String message,
    Optional<TextPosition> position) {

  /** A failure under the code's own name and SQLSTATE, without a position. */
  public static Failure of(ErrorCode code, String message) {
    return new Failure(code, code.name(), code.sqlState(), message, Optional.empty());
  }

  /** The same failure at a place in the statement's text. */
  public Failure at(TextPosition place) {
    return new Failure(code, condition, sqlState, message, Optional.of(place));
  }

  /** The same failure, of which nobody knows the place. */
  public Failure withoutPosition() {
    return new Failure(code, condition, sqlState, message, Optional.empty());
  }

  /**
   * One line for a person: {@code [CONDITION] message (line 1, column 8) SQLSTATE: 42703}. Every
   * door shows this text.
   */
  public String display() {
    String place =
        position.map(p -> " (line " + p.line() + ", column " + p.column() + ")").orElse("");
    return "[" + condition + "] " + message + place + " SQLSTATE: " + sqlState;
  }

  /** The bytes that {@link #decode} reads. */
  public byte[] encode() {
    return Wire.write(
        out -> {
          out.writeByte(Wire.VERSION);
          Wire.writeText(out, code.name());
          Wire.writeText(out, condition);
          Wire.writeText(out, sqlState);
          Wire.writeText(out, message);
          out.writeInt(position.map(TextPosition::line).orElse(0));
          out.writeInt(position.map(TextPosition::column).orElse(0));
        });
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if the bytes are not of this form
   */
  public static Failure decode(byte[] bytes) {
    return Wire.read(
        bytes,
        in -> {
          Wire.checkVersion(in.readByte());
          ErrorCode code = ErrorCode.valueOf(Wire.readText(in));
          String condition = Wire.readText(in);
          String sqlState = Wire.readText(in);
          String message = Wire.readText(in);
          int line = in.readInt();
          int column = in.readInt();
          return new Failure(
              code,
              condition,
              sqlState,
              message,
              line > 0 ? Optional.of(new TextPosition(line, column)) : Optional.empty());
        });
  }
}
