package io.penstock.planner.functions;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

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
          .forEach(signature -> byName.put(signature.name(), signature));
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + FILE, e);
    }
    return byName;
  }
}
