package io.penstock.planner.functions;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The signatures in {@code spark-functions.tsv}: all names of Spark's registry. */
final class SparkSignatures {
  private static final String FILE = "spark-functions.tsv";
  private static final Map<String, Signature> BY_NAME = read();

  private SparkSignatures() {}

  static Collection<Signature> all() {
    return BY_NAME.values();
  }

  /**
   * @throws IllegalArgumentException if Spark has no function or operator of the name
   */
  static Signature of(String name) {
    Signature signature = BY_NAME.get(name);
    if (signature == null) {
      throw new IllegalArgumentException("no signature of " + name);
    }
    return signature;
  }

  private static Map<String, Signature> read() {
    Map<String, Signature> byName = new LinkedHashMap<>();
    try (InputStream in =
            Objects.requireNonNull(SparkSignatures.class.getResourceAsStream(FILE), FILE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      SignatureText.read(lines.lines().filter(line -> !line.startsWith("#")).toList())
          .forEach(signature -> byName.put(signature.name(), withFormats(signature)));
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + FILE, e);
    }
    return byName;
  }

  /** The probes' texts are none of the formats that such a function takes. */
  private static Signature withFormats(Signature signature) {
    if (!signature.name().equals("to_binary")) {
      return signature;
    }
    List<Set<TypeKind>> accepted = new ArrayList<>(signature.accepted());
    accepted.set(1, EnumSet.of(TypeKind.VOID, TypeKind.STRING));
    return new Signature(
        signature.name(),
        signature.kind(),
        signature.stability(),
        signature.counts(),
        signature.variadic(),
        signature.nulls(),
        accepted,
        signature.mismatch(),
        signature.cases());
  }
}
