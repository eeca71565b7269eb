package io.penstock.execution.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts programs from {@code target/dist}, as the gateway does. */
final class Distribution {
  private Distribution() {}

  static ProcessBuilder command(Class<?> main, List<String> arguments) throws IOException {
    Path dist = Path.of("target", "dist").toAbsolutePath();
    String classPath;
    try (Stream<Path> jars = Files.list(dist.resolve("lib"))) {
      classPath = jars.map(Path::toString).sorted().collect(Collectors.joining(":"));
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + dist.resolve("jvm.options"));
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-cp", classPath, main.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}
