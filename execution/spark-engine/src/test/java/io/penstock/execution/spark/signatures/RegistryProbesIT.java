package io.penstock.execution.spark.signatures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The planner's knowledge of Spark's functions is Spark's. With {@code -Dpenstock.probes=write} all
 * of Spark's functions are tried anew, which takes a quarter of an hour, and the answers written;
 * the planner's {@code SignaturesTest} then derives the signatures from them.
 */
class RegistryProbesIT {
  private static final Path RESOURCES =
      Path.of("..", "..", "planner", "src", "test", "resources").toAbsolutePath().normalize();
  private static final Path PROBES = RESOURCES.resolve("spark-probes.tsv.gz");
  private static final Path HELD_OUT = RESOURCES.resolve("spark-held-out.tsv.gz");

  /** One of so many recorded answers is asked for again. */
  private static final int STEP = 97;

  private static Analysis analysis;

  @BeforeAll
  static void open() throws IOException {
    analysis = new Analysis();
    if ("write".equals(System.getProperty("penstock.probes"))) {
      write(
          PROBES,
          Stream.concat(
              ProbeText.arguments(),
              analysis.functionNames().stream()
                  .flatMap(name -> ProbeText.function(FunctionProbes.of(analysis, name)))));
      HeldOutCalls calls = new HeldOutCalls(analysis);
      write(
          HELD_OUT,
          Stream.concat(
              calls.columns(),
              ProbedFunction.read(lines(PROBES).stream()).stream().flatMap(calls::of)));
    }
  }

  @AfterAll
  static void close() {
    analysis.close();
  }

  @Test
  void allFunctionsOfTheRegistryHaveBeenTried() throws IOException {
    assertThat(ProbedFunction.read(lines(PROBES).stream()))
        .extracting(ProbedFunction::name)
        .containsExactlyElementsOf(analysis.functionNames());
  }

  @Test
  void sparkStillAnswersAsWrittenDown() throws IOException {
    List<String> differences = new ArrayList<>();
    int count = 0;
    for (ProbedFunction function : ProbedFunction.read(lines(PROBES).stream())) {
      for (var answer : function.answers().entrySet()) {
        if (count++ % STEP == 0) {
          String call = function.form().call(function.name(), answer.getKey());
          String now = ProbeText.result(analysis.ask(call));
          if (!now.equals(answer.getValue())) {
            differences.add(call + " was " + answer.getValue() + " and is " + now);
          }
        }
      }
    }
    assertThat(differences).isEmpty();
    assertThat(count).isGreaterThan(100_000);
  }

  @Test
  void heldOutCallsHaveTheirTypes() throws IOException {
    new HeldOutCalls(analysis);
    List<String> differences = new ArrayList<>();
    int count = 0;
    for (String line : lines(HELD_OUT)) {
      String[] parts = line.split("\t", -1);
      if (!parts[0].equals("#") && count++ % STEP == 0) {
        String now = ProbeText.result(analysis.ask(parts[1], "held"));
        if (!now.equals(parts[2])) {
          differences.add(line + " and is " + now);
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  private static List<String> lines(Path file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  private static void write(Path file, Stream<String> lines) throws IOException {
    try (Writer writer =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
      for (String line : (Iterable<String>) lines::iterator) {
        writer.write(line + "\n");
      }
    }
  }
}
