package io.penstock.jdbc;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name pattern of JDBC metadata: {@code %} is any text, {@code _} any character, a backslash
 * takes the meaning off the next character. Names are compared without regard to case.
 */
final class LikePattern {

  private final @Nullable Pattern regex;
  private final @Nullable String superset;

  private LikePattern(@Nullable Pattern regex, @Nullable String superset) {
    this.regex = regex;
    this.superset = superset;
  }

  /** A pattern; null matches everything. */
  static LikePattern of(@Nullable String pattern) {
    if (pattern == null) {
      return new LikePattern(null, null);
    }
    StringBuilder regex = new StringBuilder();
    StringBuilder superset = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        i++;
        char literal = pattern.charAt(i);
        regex.append(Pattern.quote(String.valueOf(literal)));
        superset.append(literal == '\\' ? '_' : literal);
      } else {
        regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
        superset.append(c);
      }
    }
    return new LikePattern(
        Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL),
        superset.toString());
  }

  boolean matches(@Nullable String name) {
    return regex == null || (name != null && regex.matcher(name).matches());
  }

  /**
   * A pattern for a server that knows no escapes; it matches all that this one does, and perhaps
   * more. Null if everything matches.
   */
  @Nullable String superset() {
    return superset;
  }
}
