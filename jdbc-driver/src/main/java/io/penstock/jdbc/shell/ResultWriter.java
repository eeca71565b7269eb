package io.penstock.jdbc.shell;

import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Prints a result, row by row as it arrives. */
interface ResultWriter {

  /**
   * Prints all rows and returns how many there were.
   *
   * @throws OutputClosedException if nobody reads the output any more
   */
  long write(ResultSet rows, PrintStream out) throws SQLException, OutputClosedException;

  /** The writer for a format. */
  static ResultWriter of(ShellOptions.OutputFormat format) {
    return switch (format) {
      case TABLE -> new TableWriter();
      case CSV -> new CsvWriter();
      case JSON -> new JsonWriter();
    };
  }

  /** Looks from time to time whether somebody still reads, for instance {@code | head}. */
  static void checkReader(PrintStream out, long row) throws OutputClosedException {
    if (row % 1000 == 0 && out.checkError()) {
      throw new OutputClosedException();
    }
  }
}
