package io.penstock.execution.spark;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.ExecutableQuery;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TablePin;
import io.penstock.execution.api.TextPosition;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.QueryContext;
import org.apache.spark.QueryContextType;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.exceptions.SqlScriptingException;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * What a client is told of an exception out of Spark, Delta or the JVM: no stack trace, no path, no
 * host name.
 */
final class Failures {
  /** A message travels in a header of 8 KiB. */
  private static final int MAX_MESSAGE_CHARACTERS = 1500;

  /** Advice that is none here: ANSI mode is always on. */
  private static final Pattern BYPASS =
      Pattern.compile(
          "If necessary,? set \"?spark\\.sql\\.ansi\\.enabled\"? to \"?false\"?[^.]*\\.");

  private static final Pattern PREFIX = Pattern.compile("^(\\{LINE:\\d+} )?\\[[A-Z0-9_.]+] ");
  private static final Pattern STATE =
      Pattern.compile("\\s*SQLSTATE: [0-9A-Z]{5}(?=$|[;\\n\\r]| \\(line).*", Pattern.DOTALL);
  private static final Pattern CONTEXT =
      Pattern.compile("\\s*\\n?== (SQL|DataFrame)\\b.*", Pattern.DOTALL);
  private static final Pattern PLACE =
      Pattern.compile(";? ?\\(?line \\d+,? pos \\d+\\)?(;?\\n.*)?$", Pattern.DOTALL);
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");
  private static final Pattern PATH =
      Pattern.compile(
          "(?!https?:)\\b[a-zA-Z][a-zA-Z0-9+.-]*:/+[^\\s'\"`,;)\\]]+|(?<![\\w./])/(?:[^\\s'\"`,;:)\\]/]+/)+[^\\s'\"`,;:)\\]]*");

  /** Conditions of failed jobs, whose cause tells why. */
  private static final Set<String> WRAPPERS =
      Set.of("TASK_WRITE_FAILED", "FAILED_READ_FILE", "WRITING_JOB_ABORTED");

  private final ExecutableQuery query;

  /** For the errors of one query: its text gives positions, its pins give names for paths. */
  Failures(ExecutableQuery query) {
    this.query = query;
  }

  /** The failure to report. */
  Failure of(Throwable error) {
    List<Throwable> chain = chain(error);
    for (Throwable link : chain) {
      if (link instanceof PenstockException own) {
        return own.failure();
      }
      if (link instanceof StackOverflowError) {
        return Failure.of(
            ErrorCode.STATEMENT_TOO_COMPLEX,
            "The statement is nested too deeply. Split it, or write long chains of operators as"
                + " lists.");
      }
      if (link instanceof OutOfMemoryError
          || link instanceof org.apache.arrow.memory.OutOfMemoryException) {
        return Failure.of(
            ErrorCode.OUT_OF_MEMORY,
            "The statement needs more memory than the engine has. Use a bigger warehouse, or read"
                + " less at once.");
      }
    }
    Failure storage = ofStorage(chain);
    if (storage != null) {
      return storage;
    }
    SparkThrowable named = named(chain);
    if (named != null && !isInternal(named)) {
      return ofCondition(named);
    }
    if (named == null && chain.get(chain.size() - 1) instanceof ArithmeticException overflow) {
      // Spark leaves some overflows to the JDK's exact arithmetic, which gives them no name.
      return Failure.of(
          ErrorCode.ARITHMETIC_OVERFLOW,
          "The computation leaves the range of its type: " + overflow.getMessage() + ".");
    }
    return Failure.of(
        ErrorCode.INTERNAL_ERROR,
        "The Spark engine failed unexpectedly ("
            + chain.get(chain.size() - 1).getClass().getSimpleName()
            + "). Its log has the details.");
  }

  private static List<Throwable> chain(Throwable error) {
    List<Throwable> chain = new ArrayList<>();
    Throwable link = error;
    while (link != null && chain.size() < 50) {
      chain.add(link);
      link = link.getCause();
    }
    return chain;
  }

  /** The first that says more than that a job failed, as Spark's own users see it. */
  private static @Nullable SparkThrowable named(List<Throwable> chain) {
    SparkThrowable last = null;
    for (Throwable link : chain) {
      if (link instanceof SparkThrowable named && named.getCondition() != null) {
        String condition = named.getCondition().replaceFirst("\\..*", "");
        if (!WRAPPERS.contains(condition) && !isInternal(named)) {
          return named;
        }
        last = named;
      }
    }
    return last;
  }

  private static boolean isInternal(SparkThrowable error) {
    String condition = error.getCondition();
    String state = error.getSqlState();
    boolean internalState = state != null && state.startsWith("XX");
    boolean told = condition.startsWith("DELTA_") || condition.startsWith("_LEGACY");
    return condition.startsWith("INTERNAL_ERROR") || (internalState && !told);
  }

  /** Storage errors below whatever Spark or Delta made of them. */
  private static @Nullable Failure ofStorage(List<Throwable> chain) {
    boolean inLog = false;
    for (Throwable link : chain) {
      String message = link.getMessage() == null ? "" : link.getMessage();
      inLog |= message.contains("_delta_log");
      if (link instanceof AccessControlException || link instanceof AccessDeniedException) {
        return Failure.of(
            ErrorCode.STORAGE_ACCESS_DENIED, "The storage denies access to a file of the table.");
      }
      if (message.contains("No space left on device")) {
        return Failure.of(ErrorCode.DISK_FULL, "The engine's disk is full.");
      }
      if (link instanceof FileNotFoundException || link instanceof NoSuchFileException) {
        return message.contains("Permission denied")
            ? Failure.of(
                ErrorCode.STORAGE_ACCESS_DENIED,
                "The storage denies access to a file of the table.")
            : missingFile(inLog);
      }
      if (link instanceof com.fasterxml.jackson.core.JsonProcessingException && inLog) {
        return damagedLog();
      }
    }
    Throwable root = chain.get(chain.size() - 1);
    if (root instanceof FileSystemException
        || (root instanceof IOException && !(root instanceof SparkThrowable))) {
      return inLog
          ? damagedLog()
          : Failure.of(ErrorCode.STORAGE_UNAVAILABLE, "Reading a file of the table failed.");
    }
    return null;
  }

  private static Failure missingFile(boolean inLog) {
    return inLog
        ? damagedLog()
        : Failure.of(
            ErrorCode.STORAGE_UNAVAILABLE,
            "A file of the table is missing from its storage, though the table's log names it.");
  }

  private static Failure damagedLog() {
    return Failure.of(ErrorCode.TABLE_LOG_DAMAGED, "The Delta log of a table cannot be read.");
  }

  private Failure ofCondition(SparkThrowable error) {
    String condition = error.getCondition();
    String main =
        condition.contains(".") ? condition.substring(0, condition.indexOf('.')) : condition;
    // where the statement itself names the path, it is the statement that is wrong
    ErrorCode code =
        main.equals("PATH_NOT_FOUND") && query.pins().stream().anyMatch(TablePin::isFiles)
            ? ErrorCode.ENGINE_REJECTED
            : ConditionCodes.of(main);
    String message = withoutPaths(plainMessage((Throwable) error));
    boolean own = code != ErrorCode.ENGINE_REJECTED;
    String state = error.getSqlState();
    if (state == null || (own && main.startsWith("DELTA_"))) {
      state = code.sqlState();
    }
    boolean named = !own || main.equals(code.name());
    return new Failure(code, named ? condition : code.name(), state, message, positionOf(error));
  }

  /** Spark's message without condition, SQLSTATE, position, fragment of the text and plan. */
  static String plainMessage(Throwable error) {
    String message = error.getMessage();
    if (message == null) {
      return error.getClass().getSimpleName();
    }
    message = PREFIX.matcher(message.strip()).replaceFirst("");
    message = STATE.matcher(message).replaceFirst("");
    message = CONTEXT.matcher(message).replaceFirst("");
    message = PLACE.matcher(message).replaceFirst("").strip();
    message = BYPASS.matcher(message).replaceFirst("").strip();
    message = CONTROL.matcher(message).replaceAll("?");
    return message.length() <= MAX_MESSAGE_CHARACTERS
        ? message
        : message.substring(0, MAX_MESSAGE_CHARACTERS) + "...";
  }

  String withoutPaths(String message) {
    String text = message;
    for (TablePin pin : query.pins()) {
      String name = pin.isFiles() ? "the given path" : pin.name().toSql();
      String location = pin.location();
      String path = location.replaceFirst("^[a-zA-Z][a-zA-Z0-9+.-]*:/+", "/");
      for (String spelling : List.of(location, "file://" + path, "file:" + path, path)) {
        text = text.replace("delta.`" + spelling + "`", name).replace(spelling, name);
      }
    }
    return PATH.matcher(text).replaceAll("(path)");
  }

  private Optional<TextPosition> positionOf(SparkThrowable error) {
    if (error instanceof AnalysisException analysis) {
      Option<Object> line = analysis.line();
      Option<Object> column = analysis.startPosition();
      if (line.isDefined() && column.isDefined()) {
        return atLine((Integer) line.get(), (Integer) column.get());
      }
    }
    if (error instanceof SqlScriptingException script
        && script.origin() != null
        && script.origin().startIndex().isDefined()) {
      return atIndex((Integer) script.origin().startIndex().get());
    }
    QueryContext[] contexts = error.getQueryContext();
    for (QueryContext context : contexts == null ? new QueryContext[0] : contexts) {
      if (context.contextType() == QueryContextType.SQL && context.startIndex() >= 0) {
        return atIndex(context.startIndex());
      }
    }
    return Optional.empty();
  }

  /** The parser counts characters, a position UTF-16 units. */
  private Optional<TextPosition> atLine(int line, int characters) {
    String[] lines = query.text().split("\\r?\\n|\\r", -1);
    if (line < 1 || line > lines.length) {
      return Optional.empty();
    }
    String text = lines[line - 1];
    if (characters < 0 || characters > text.codePointCount(0, text.length())) {
      return Optional.empty();
    }
    return Optional.of(new TextPosition(line, text.offsetByCodePoints(0, characters) + 1));
  }

  private Optional<TextPosition> atIndex(int characters) {
    String text = query.text();
    if (characters > text.codePointCount(0, text.length())) {
      return Optional.empty();
    }
    int index = text.offsetByCodePoints(0, characters);
    int line = 1;
    int start = 0;
    for (int i = 0; i < index; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        start = i + 1;
      }
    }
    return Optional.of(new TextPosition(line, index - start + 1));
  }
}
