package io.penstock.planner.functions;

import io.penstock.planner.functions.Signature.Case;
import io.penstock.planner.functions.Signature.Kind;
import io.penstock.planner.functions.Signature.Nulls;
import io.penstock.planner.functions.Signature.Stability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Signatures as lines of text: one line for the function, with tabs between its parts, and below it
 * one line for each case, which begins with a tab.
 */
final class SignatureText {
  private static final String MORE = "+";
  private static final String NOTHING = "-";

  private SignatureText() {}

  static List<String> write(Signature signature) {
    List<String> lines = new ArrayList<>();
    String counts =
        new TreeSet<>(signature.counts())
            .stream().map(String::valueOf).collect(Collectors.joining(","));
    lines.add(
        String.join(
            "\t",
            signature.name(),
            lower(signature.kind()),
            lower(signature.stability()),
            counts + (signature.variadic() ? MORE : ""),
            lower(signature.nulls()),
            kinds(signature.accepted()),
            signature.mismatch().orElse(NOTHING)));
    for (Case one : signature.cases()) {
      String count = one.count() == Case.ANY_COUNT ? "" : String.valueOf(one.count());
      lines.add("\t" + count + "(" + kinds(one.kinds()) + ")\t" + one.result());
    }
    return lines;
  }

  static List<Signature> read(List<String> lines) {
    List<Signature> signatures = new ArrayList<>();
    int at = 0;
    while (at < lines.size()) {
      int end = at + 1;
      while (end < lines.size() && lines.get(end).startsWith("\t")) {
        end++;
      }
      signatures.add(signature(lines.get(at), lines.subList(at + 1, end)));
      at = end;
    }
    return signatures;
  }

  private static Signature signature(String head, List<String> cases) {
    String[] parts = head.split("\t", -1);
    boolean variadic = parts[3].endsWith(MORE);
    String counts = variadic ? parts[3].substring(0, parts[3].length() - 1) : parts[3];
    return new Signature(
        parts[0],
        Kind.valueOf(parts[1].toUpperCase(Locale.ROOT)),
        Stability.valueOf(parts[2].toUpperCase(Locale.ROOT)),
        counts.isEmpty()
            ? Set.of()
            : Arrays.stream(counts.split(",")).map(Integer::valueOf).collect(Collectors.toSet()),
        variadic,
        Nulls.valueOf(parts[4].toUpperCase(Locale.ROOT)),
        kinds(parts[5]),
        parts[6].equals(NOTHING) ? Optional.empty() : Optional.of(parts[6]),
        cases.stream().map(SignatureText::readCase).toList());
  }

  private static Case readCase(String line) {
    String[] parts = line.split("\t", -1);
    int bracket = parts[1].indexOf('(');
    String count = parts[1].substring(0, bracket);
    return new Case(
        count.isEmpty() ? Case.ANY_COUNT : Integer.parseInt(count),
        kinds(parts[1].substring(bracket + 1, parts[1].length() - 1)),
        parts[2]);
  }

  private static String kinds(List<Set<TypeKind>> kinds) {
    return kinds.stream()
        .map(k -> k.isEmpty() ? NOTHING : TypeKind.text(k))
        .collect(Collectors.joining(","));
  }

  private static List<Set<TypeKind>> kinds(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",", -1))
            .map(k -> k.equals(NOTHING) ? Set.<TypeKind>of() : TypeKind.set(k))
            .toList();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
