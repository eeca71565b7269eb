package io.penstock.benchmarks;

import io.penstock.benchmarks.check.AnswerCheck;
import io.penstock.benchmarks.check.CheckReport;
import io.penstock.benchmarks.console.Progress;
import io.penstock.benchmarks.console.Server;
import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.console.ToolException.Code;
import io.penstock.benchmarks.corpus.CorpusCommand;
import io.penstock.benchmarks.lake.Benchmark;
import io.penstock.benchmarks.lake.GeneratedLake;
import io.penstock.benchmarks.lake.GenerationRequest;
import io.penstock.benchmarks.lake.LakeGenerator;
import io.penstock.benchmarks.pipe.PipeCommand;
import io.penstock.benchmarks.planning.PlanningCommand;
import io.penstock.benchmarks.queries.TpcdsQuery;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** The benchmarks' command line. Exit code 0: done; 1: failed or different; 2: wrong usage. */
@Command(
    name = "penstock-benchmarks",
    description = "TPC-H lake, answers and measurements for Penstock.",
    subcommands = {PipeCommand.class, PlanningCommand.class, CorpusCommand.class},
    mixinStandardHelpOptions = true)
public final class Main {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  private static final int INTERRUPTED = 130;

  private Main() {}

  public static void main(String[] args) {
    // drivers may log by the JDK's means; what matters of it comes back as an exception
    Logger.getLogger("").setLevel(Level.SEVERE);
    System.exit(run(args));
  }

  static int run(String... args) {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(BigDecimal.class, Main::number)
        .setExecutionExceptionHandler(
            (thrown, commandLine, parsed) -> {
              if (thrown instanceof ToolException known) {
                if (known.code() == Code.INTERRUPTED) {
                  return INTERRUPTED;
                }
                System.err.println("penstock: " + known.display());
              } else {
                System.err.println("penstock: [INTERNAL_ERROR] " + thrown);
                thrown.printStackTrace();
              }
              return ExitCode.SOFTWARE;
            })
        .execute(args);
  }

  private static BigDecimal number(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a number");
    }
  }

  @Command(name = "generate", description = "Make the lake of a benchmark.")
  int generate(
      @Parameters(paramLabel = "BENCHMARK", description = "tpch or tpcds") String benchmark,
      @Option(
              names = "--scale",
              paramLabel = "S",
              defaultValue = "0.1",
              description = "Scale factor (0.1).")
          BigDecimal scale,
      @Option(
              names = "--lake",
              paramLabel = "DIR",
              required = true,
              description = "The lake's folder.")
          Path lake,
      @Option(names = "--replace", description = "Delete tables of another scale first.")
          boolean replace,
      @Option(
              names = "--threads",
              paramLabel = "N",
              defaultValue = "0",
              description = "Files written at a time.")
          int threads) {
    int writers = threads == 0 ? Math.min(4, Runtime.getRuntime().availableProcessors()) : threads;
    GenerationRequest request =
        new GenerationRequest(Benchmark.named(benchmark), scale, lake, replace, writers);
    generateWithProgress(request);
    return ExitCode.OK;
  }

  @Command(name = "check", description = "Run a benchmark's queries and compare the answers.")
  int check(
      @Option(
              names = "--url",
              paramLabel = "URL",
              required = true,
              description = "JDBC URL of the server.")
          String url,
      @Option(
              names = "--lake",
              paramLabel = "DIR",
              required = true,
              description = "The lake's folder.")
          Path lake,
      @Option(
              names = "--runs",
              paramLabel = "N",
              defaultValue = "1",
              description = "Runs of each query (1).")
          int runs,
      @Option(
              names = "--tpcds",
              paramLabel = "DIR",
              description = "Run TPC-DS, with Spark's texts in this folder, and not TPC-H.")
          @Nullable Path texts) {
    CheckReport report = new CheckReport(System.out);
    AnswerCheck check =
        texts == null
            ? AnswerCheck.tpch(lake, runs)
            : AnswerCheck.tpcds(lake, TpcdsQuery.all(texts), runs);
    try (Connection connection = Server.connect(url)) {
      check.run(connection, report::add);
    } catch (SQLException e) {
      throw Server.failure("closing the connection", e);
    }
    return report.finish() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static void generateWithProgress(GenerationRequest request) {
    long expectedRows = request.benchmark().expectedRows(request.scale());
    AtomicBoolean ended = new AtomicBoolean();
    try (Progress progress = Progress.onStandardError(request.benchmark().schema(), expectedRows)) {
      LakeGenerator generator = new LakeGenerator(request, (table, rows) -> progress.add(rows));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(generator, progress, ended)));
      GeneratedLake lake = generator.generate();
      progress.close();
      report(request, lake, progress.elapsed());
    } finally {
      ended.set(true);
    }
  }

  /** On Ctrl-C: the process ends when this returns, with the exit code of the signal (130). */
  private static void stop(LakeGenerator generator, Progress progress, AtomicBoolean ended) {
    if (ended.get()) {
      return;
    }
    generator.stop(STOP_TIMEOUT);
    progress.close();
    System.err.println(
        "penstock: interrupted. Finished tables are kept; the next run makes the rest.");
  }

  private static void report(GenerationRequest request, GeneratedLake lake, Duration elapsed) {
    String scale = request.scale().toPlainString();
    String title = request.benchmark().title();
    if (lake.made().isEmpty()) {
      System.out.println(
          "The " + title + " lake at scale " + scale + " is already there: " + request.lake());
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "%s at scale %s in %s: %d tables, %,d rows, %d files, %,d MB in %.1f s%s%n",
        title,
        scale,
        request.lake(),
        lake.made().size(),
        lake.rows(),
        lake.files(),
        lake.bytes() >> 20,
        elapsed.toMillis() / 1e3,
        lake.kept().isEmpty() ? "" : " (kept: " + String.join(", ", lake.kept()) + ")");
  }
}
