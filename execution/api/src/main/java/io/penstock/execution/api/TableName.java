package io.penstock.execution.api;

/**
 * A three-level name in the catalog's own spelling. Comparing spellings of a user's text is the
 * catalog's business (names are case-insensitive); two {@code TableName}s are equal by letter.
 */
public record TableName(String catalog, String schema, String table) {
  /** The name as SQL, each part in back-ticks where it needs them. */
  public String toSql() {
    return quote(catalog) + "." + quote(schema) + "." + quote(table);
  }

  /** One identifier as Spark SQL, in back-ticks unless it is plain (letters, digits, _). */
  public static String quote(String part) {
    boolean plain = !part.isEmpty() && !Character.isDigit(part.charAt(0));
    for (int i = 0; i < part.length() && plain; i++) {
      char c = part.charAt(i);
      plain = c == '_' || (c < 128 && Character.isLetterOrDigit(c));
    }
    return plain ? part : "`" + part.replace("`", "``") + "`";
  }

  @Override
  public String toString() {
    return toSql();
  }
}
