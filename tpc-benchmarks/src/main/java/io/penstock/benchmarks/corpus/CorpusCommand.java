package io.penstock.benchmarks.corpus;

import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.console.ToolException.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code corpus}: Spark's own SQL texts through the gateway and through plain Spark. */
@Command(
    name = "corpus",
    description = "Run Spark's SQL corpus against the gateway and plain Spark, and compare.",
    mixinStandardHelpOptions = true)
public final class CorpusCommand implements Callable<Integer> {
  @Option(
      names = "--gateway-dist",
      required = true,
      paramLabel = "DIR",
      description = "The gateway's distribution.")
  private Path gateway = Path.of("");

  @Option(
      names = "--engine-dist",
      required = true,
      paramLabel = "DIR",
      description = "The Spark engine's distribution.")
  private Path engine = Path.of("");

  @Option(
      names = "--texts",
      required = true,
      paramLabel = "DIR",
      description = "The folder with the unpacked tests jar of spark-sql.")
  private Path texts = Path.of("");

  @Option(
      names = "--report",
      required = true,
      paramLabel = "FILE",
      description = "Takes the report, in Markdown.")
  private Path report = Path.of("");

  @Option(
      names = "--only",
      paramLabel = "REGEX",
      defaultValue = "",
      description = "Only files whose name has a match.")
  private String only = "";

  @Option(
      names = "--queries",
      paramLabel = "N",
      description = "A sample of about so many queries; all by default.")
  private int queries;

  @Option(names = "--seed", paramLabel = "N", description = "Of the sample (${DEFAULT-VALUE}).")
  private long seed = 1;

  private final long startNanos = System.nanoTime();

  @Override
  public Integer call() {
    Sample sample = queries == 0 ? Sample.ALL : new Sample(queries, 12, seed);
    try (CorpusRun run = CorpusRun.start(gateway, engine, texts)) {
      CorpusReport result = run.run(sample, Pattern.compile(only), this::write);
      System.out.print(result.summary());
      System.out.println("\nEvery miss: " + report);
      return 0;
    }
  }

  /** While it runs, so that a run that is stopped has shown something. */
  private void write(String file, CorpusReport soFar) {
    System.err.printf(
        "%6d s, %6d queries, %s%n",
        Duration.ofNanos(System.nanoTime() - startNanos).toSeconds(),
        soFar.accepted() + soFar.rejected(),
        file);
    try {
      Files.writeString(report, soFar.text(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ToolException(
          Code.STORAGE_UNAVAILABLE, "The report " + report + " cannot be written.", e);
    }
  }
}
