package io.penstock.benchmarks.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.penstock.benchmarks.console.ToolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusReaderTest {
  @TempDir Path inputs;

  @Test
  void statementsEndAtSemicolonsAndCommentLinesAreNoPartOfThem() throws IOException {
    write("a.sql", "-- a comment;\nSELECT 1;\n  -- another\nSELECT '\\;' -- of the line\n;\n\n;");

    assertThat(only().statements()).containsExactly("SELECT 1", "SELECT '\\;' -- of the line");
  }

  @Test
  void delimitersMakeOneStatementOfTheLinesBetweenThem() throws IOException {
    write(
        "a.sql",
        "SELECT 1;\n--QUERY-DELIMITER-START\n/* a;\n b */\nSELECT 2;\n--QUERY-DELIMITER-END\nSELECT 3");

    assertThat(only().statements())
        .containsExactly("SELECT 1", "/* a;\n b */\nSELECT 2", "SELECT 3");
  }

  @Test
  void settingsAreReadAndOfEachDimensionTheFirstOnes() throws IOException {
    write(
        "a.sql",
        "--SET a.b = 1, c = x\n--CONFIG_DIM1 d=1,e=2\n--CONFIG_DIM1 d=3,e=4\n--CONFIG_DIM2 f=5\nSELECT 1");

    assertThat(only().settings())
        .containsExactly(
            entry("a.b", "1"), entry("c", "x"), entry("d", "1"), entry("e", "2"), entry("f", "5"));
  }

  @Test
  void anImportedFilesStatementsComeFirst() throws IOException {
    Files.createDirectory(inputs.resolve("more"));
    write("base.sql", "CREATE TEMPORARY VIEW t AS SELECT 1;");
    write("more/z.sql", "--IMPORT base.sql\nSELECT * FROM t;");

    CorpusFile file = new CorpusReader(inputs).files().get(1);
    assertThat(file.name()).isEqualTo("more/z.sql");
    assertThat(file.statements())
        .containsExactly("CREATE TEMPORARY VIEW t AS SELECT 1", "SELECT * FROM t");
  }

  @Test
  void filesThatNeedTheSuitesOwnFunctionsAreLeftOut() throws IOException {
    Files.createDirectory(inputs.resolve("udf"));
    write("udf/a.sql", "SELECT udf(1)");
    write("ignored.sql", "SELECT 1");

    assertThat(new CorpusReader(inputs).files()).isEmpty();
  }

  @Test
  void readsThePublishedTexts() {
    List<CorpusFile> files =
        new CorpusReader(Path.of("target/spark-texts/sql-tests/inputs")).files();

    assertThat(files).hasSizeGreaterThan(250);
    assertThat(files.stream().mapToInt(f -> f.statements().size()).sum()).isGreaterThan(10_000);
    Sample sample = new Sample(100, 5, 7);
    assertThat(sample.of(files)).isEqualTo(sample.of(files)).hasSizeBetween(20, 100);
    assertThat(sample.of(files).values()).allSatisfy(n -> assertThat(n).hasSizeLessThan(6));
  }

  @Test
  void aMissingFolderIsSaidToBeMissing() {
    assertThatThrownBy(() -> new CorpusReader(inputs.resolve("none")).files())
        .isInstanceOf(ToolException.class)
        .hasMessageContaining("none");
  }

  private CorpusFile only() {
    return new CorpusReader(inputs).files().get(0);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(inputs.resolve(name), text);
  }
}
