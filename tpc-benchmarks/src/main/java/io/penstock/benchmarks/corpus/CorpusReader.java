package io.penstock.benchmarks.corpus;

import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.console.ToolException.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the corpus as Spark's SQLQueryTestSuite does: lines that begin with two dashes are comments
 * or directives, statements end at a semicolon that has no backslash before it. {@code --SET} and
 * {@code --CONFIG_DIM} name settings, {@code --IMPORT} a file whose statements come first, and
 * between {@code --QUERY-DELIMITER-START} and {@code -END} all lines are one statement.
 */
final class CorpusReader {
  /** These call functions that the suite itself registers, or test the suite's own list. */
  private static final List<String> LEFT_OUT = List.of("udf/", "udaf/", "udtf/", "ignored.sql");

  private static final Pattern DIMENSION = Pattern.compile("--CONFIG_DIM(\\d+) (.*)");

  private final Path inputs;

  CorpusReader(Path inputs) {
    this.inputs = inputs;
  }

  /**
   * All files, by name.
   *
   * @throws ToolException INVALID_PARAMETER_VALUE if the folder is not there
   */
  List<CorpusFile> files() {
    try (Stream<Path> files = Files.walk(inputs)) {
      List<CorpusFile> corpus = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".sql")).sorted().toList()) {
        String name = inputs.relativize(file).toString().replace('\\', '/');
        if (LEFT_OUT.stream().noneMatch(name::startsWith)) {
          corpus.add(read(name));
        }
      }
      return corpus;
    } catch (IOException e) {
      throw new ToolException(
          Code.INVALID_PARAMETER_VALUE, "The texts cannot be read from " + inputs + ".", e);
    }
  }

  private CorpusFile read(String name) throws IOException {
    List<String> lines = lines(name);
    List<String> code = new ArrayList<>();
    for (String directive : directives(lines, "--IMPORT ")) {
      code.addAll(code(lines(directive)));
    }
    code.addAll(code(lines));
    return new CorpusFile(name, settings(lines), statements(code));
  }

  private List<String> lines(String name) throws IOException {
    return Arrays.asList(
        Files.readString(inputs.resolve(name), StandardCharsets.UTF_8).split("\n", -1));
  }

  private static List<String> code(List<String> lines) {
    return lines.stream()
        .filter(
            line -> !line.strip().startsWith("--") || line.strip().startsWith("--QUERY-DELIMITER"))
        .toList();
  }

  private static List<String> directives(List<String> lines, String word) {
    return lines.stream()
        .filter(line -> line.startsWith(word))
        .map(line -> line.substring(word.length()).strip())
        .toList();
  }

  private static Map<String, String> settings(List<String> lines) {
    Map<String, String> settings = new LinkedHashMap<>();
    directives(lines, "--SET ").forEach(text -> addSettings(settings, text));
    Map<String, String> dimensions = new LinkedHashMap<>();
    for (String line : lines) {
      Matcher matcher = DIMENSION.matcher(line);
      if (matcher.matches() && dimensions.putIfAbsent(matcher.group(1), "") == null) {
        addSettings(settings, matcher.group(2));
      }
    }
    return settings;
  }

  private static void addSettings(Map<String, String> settings, String text) {
    for (String pair : text.split(",")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        settings.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
      }
    }
  }

  private static List<String> statements(List<String> code) {
    List<String> statements = new ArrayList<>();
    List<String> plain = new ArrayList<>();
    List<String> whole = new ArrayList<>();
    boolean inWhole = false;
    for (String line : code) {
      if (line.strip().startsWith("--QUERY-DELIMITER-START")) {
        inWhole = true;
        statements.addAll(splitAtSemicolons(plain));
        plain.clear();
      } else if (line.strip().startsWith("--QUERY-DELIMITER-END")) {
        inWhole = false;
        statements.add(String.join("\n", whole).strip().replaceFirst(";$", ""));
        whole.clear();
      } else {
        (inWhole ? whole : plain).add(line);
      }
    }
    statements.addAll(splitAtSemicolons(plain));
    return statements.stream().map(CorpusReader::cleaned).filter(s -> !s.isEmpty()).toList();
  }

  private static List<String> splitAtSemicolons(List<String> lines) {
    return List.of(String.join("\n", lines).split("(?<=[^\\\\]);"));
  }

  /** Without the comment lines that end the statement before. */
  private static String cleaned(String statement) {
    return statement
        .strip()
        .lines()
        .filter(line -> !line.startsWith("--"))
        .collect(Collectors.joining("\n"))
        .strip();
  }
}
