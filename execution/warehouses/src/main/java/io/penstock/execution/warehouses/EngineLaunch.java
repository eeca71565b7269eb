package io.penstock.execution.warehouses;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How to start an engine's process.
 *
 * @param distribution folder with {@code lib/*.jar} and {@code jvm.options}
 * @param mainClass of the engine
 * @param heap as the JVM writes it: {@code 2g}
 * @param cores that the engine may use
 * @param scratch folder for the engine's temporary files; made when missing
 * @param log file that takes what the engine prints
 * @param startTimeout how long it may take to become ready
 */
public record EngineLaunch(
    Path distribution,
    String mainClass,
    String heap,
    int cores,
    Path scratch,
    Path log,
    Duration startTimeout) {

  private static final String ARCHIVE = "engine.jsa";

  /** The class-data-sharing archive of this distribution; it may not exist. */
  public Path archive() {
    return distribution.resolve(ARCHIVE);
  }

  /** The command line of an engine that serves. */
  List<String> serveCommand() {
    List<String> sharing =
        Files.isRegularFile(archive())
            ? List.of("-XX:SharedArchiveFile=" + archive(), "-Xshare:auto", "-Xlog:cds=off")
            : List.of();
    return command(sharing, List.of());
  }

  /** The command line of an engine that warms up, writes the archive to a file, and ends. */
  List<String> trainCommand(Path target) {
    return command(
        List.of("-XX:ArchiveClassesAtExit=" + target, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"),
        List.of("--train"));
  }

  private List<String> command(List<String> jvmOptions, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + distribution.resolve("jvm.options"));
    command.add("-Xmx" + heap);
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(String.join(":", jars()));
    command.add(mainClass);
    command.addAll(List.of("--cores", Integer.toString(cores)));
    command.addAll(List.of("--scratch", scratch.toString()));
    command.addAll(options);
    return command;
  }

  /** Sorted: an archive is valid for one class path in one order only. */
  private List<String> jars() {
    try (Stream<Path> files = Files.list(distribution.resolve("lib"))) {
      return files.map(Path::toString).filter(name -> name.endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new PenstockException(
          ErrorCode.ENGINE_START_FAILED,
          "The engine is not installed. Build it with `mvn package`, or run ./penstock demo.",
          e);
    }
  }
}
