package io.penstock.planner.pruning;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A string in the order of Spark's default collation: by unsigned bytes of its UTF-8 form. */
final class Text implements Comparable<Text> {
  private static final byte BEYOND = (byte) 0xff;

  private final byte[] bytes;

  private Text(byte[] bytes) {
    this.bytes = bytes;
  }

  static Text of(String value) {
    return new Text(value.getBytes(StandardCharsets.UTF_8));
  }

  /** What is greater than every string with this beginning, and less than any other above it. */
  static Text endOf(String prefix) {
    byte[] start = prefix.getBytes(StandardCharsets.UTF_8);
    byte[] end = Arrays.copyOf(start, start.length + 1);
    end[start.length] = BEYOND;
    return new Text(end);
  }

  /** Whether UTF-8 can express the string. */
  static boolean isWellFormed(String value) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(value);
  }

  @Override
  public int compareTo(Text other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Text text && Arrays.equals(bytes, text.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
