package io.penstock.planner.functions;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of one of Spark's functions.
 *
 * @param name in lower case
 * @param kind how it is called and what it gives
 * @param stability whether the same arguments give the same result
 * @param counts of arguments that it takes
 * @param variadic whether it takes any number above the counts
 * @param nulls when its result may be NULL
 * @param accepted the kinds that each argument may have; the last holds for all that follow
 * @param mismatch Spark's condition for an argument of any other kind, if it is always the same
 * @param cases which type the result has; the first that applies counts
 */
record Signature(
    String name,
    Kind kind,
    Stability stability,
    Set<Integer> counts,
    boolean variadic,
    Nulls nulls,
    List<Set<TypeKind>> accepted,
    Optional<String> mismatch,
    List<Case> cases) {

  /** How a function is called. */
  enum Kind {
    SCALAR,
    AGGREGATE,
    /** An aggregate whose first argument is what WITHIN GROUP orders by. */
    ORDERED_SET,
    /** Only over a window. */
    WINDOW,
    /** It gives rows. */
    GENERATOR,
    /** Nothing is known of it but its name. */
    UNKNOWN
  }

  /** Whether a result holds for as long as the arguments do. */
  enum Stability {
    CONSTANT,
    /** The same within one statement. */
    CURRENT,
    /** Another in each row. */
    RANDOM
  }

  /** When a result may be NULL. */
  enum Nulls {
    NEVER,
    ALWAYS,
    /** If any argument may. */
    ANY,
    /** If all arguments may. */
    ALL
  }

  /**
   * One type of result.
   *
   * @param count of arguments; {@link #ANY_COUNT} for all
   * @param kinds of the first arguments; an empty set is any, and {@code OTHER} that there is none
   * @param result the type, as {@link ResultType} reads it
   */
  record Case(int count, List<Set<TypeKind>> kinds, String result) {
    static final int ANY_COUNT = -1;

    Case {
      kinds = List.copyOf(kinds);
    }

    boolean applies(List<TypeKind> arguments) {
      if (count != ANY_COUNT && count != arguments.size()) {
        return false;
      }
      for (int i = 0; i < kinds.size(); i++) {
        TypeKind kind = i < arguments.size() ? arguments.get(i) : TypeKind.OTHER;
        if (!kinds.get(i).isEmpty() && !kinds.get(i).contains(kind)) {
          return false;
        }
      }
      return true;
    }
  }

  Signature {
    counts = Set.copyOf(counts);
    accepted = List.copyOf(accepted);
    cases = List.copyOf(cases);
  }

  boolean takes(int count) {
    return counts.contains(count)
        || (variadic && count > counts.stream().mapToInt(c -> c).max().orElse(0));
  }

  boolean accepts(int argument, TypeKind kind) {
    if (accepted.isEmpty()) {
      return false;
    }
    Set<TypeKind> kinds = accepted.get(Math.min(argument, accepted.size() - 1));
    return kinds.contains(kind);
  }
}
