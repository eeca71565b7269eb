package io.penstock.execution.spark;

import io.penstock.execution.api.TableName;
import io.penstock.execution.api.TablePin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** Delta tables made by plain Spark in a process of its own. */
record TestLake(Path folder) {

  /** Runs statements in which {@code LAKE} stands for the folder. */
  static TestLake create(Path folder, List<String> statements) throws Exception {
    Process process =
        Distribution.command(PlainSpark.class, List.of("--cores", "2", "--lake", folder.toString()))
            .start();
    try (PrintStream in = new PrintStream(process.getOutputStream(), true);
        BufferedReader out =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      expect(out.readLine(), "ready");
      for (String statement : statements) {
        String text = statement.replace("LAKE", folder.toString());
        in.println(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        expect(out.readLine(), "ok");
      }
    } finally {
      process.destroy();
      process.waitFor();
    }
    return new TestLake(folder);
  }

  private static void expect(String line, String start) throws IOException {
    if (line == null || !line.startsWith(start)) {
      String message = String.valueOf(line);
      if (message.startsWith("error ")) {
        message =
            new String(Base64.getDecoder().decode(message.substring(6)), StandardCharsets.UTF_8);
      }
      throw new IOException("plain Spark said: " + message);
    }
  }

  TablePin pin(String table, long version) {
    return new TablePin(
        new TableName("lake", "t", table), folder.resolve(table).toUri().toString(), version);
  }
}
