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

  /**
   * What the probes could not find out: their texts are none of the formats that TO_BINARY takes,
   * they have no maps with other keys than texts, and no intervals beside a number.
   */
  private static final String BEYOND_PROBES =
      """
      to_binary\tscalar\tconstant\t1,2\talways\tatom|interval|variant,void|string\t-
      \t()\tbinary
      map_contains_key\tscalar\tconstant\t2\talways\tmap,boolean|number|string|binary|datetime|time|yearmonth|daytime\t-
      \t()\tboolean
      width_bucket\tscalar\tconstant\t4\talways\tnumber|void|string|yearmonth|daytime,number|void|string|yearmonth|daytime,number|void|string|yearmonth|daytime,number|void|string\t-
      \t(number|void|string,number|void|string,number|void|string)\tbigint
      \t(yearmonth,yearmonth,yearmonth)\tbigint
      \t(daytime,daytime,daytime)\tbigint
      """;

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
    SignatureText.read(BEYOND_PROBES.lines().toList())
        .forEach(signature -> byName.put(signature.name(), signature));
    return byName;
  }
}
