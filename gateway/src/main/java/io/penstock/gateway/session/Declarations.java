package io.penstock.gateway.session;

import io.penstock.execution.api.EngineProtocol;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.ResultStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * A session's variables and functions, as the statements that declare them to an engine. Thread-
 * safe.
 */
public final class Declarations {
  private static final int MAX_CHARACTERS = 256 * 1024;

  private Map<String, List<String>> declarations = new LinkedHashMap<>();

  /**
   * Takes an engine's answer, as {@link EngineProtocol#DECLARATION} has it.
   *
   * @throws PenstockException STATEMENT_TOO_LARGE if it is too much to be sent with every statement
   */
  public synchronized void change(ResultStream rows) {
    Map<String, List<String>> answered = new LinkedHashMap<>();
    while (rows.next()) {
      VectorSchemaRoot batch = rows.batch();
      FieldVector keys = batch.getVector(0);
      FieldVector texts = batch.getVector(1);
      for (int row = 0; row < batch.getRowCount(); row++) {
        List<String> known =
            answered.computeIfAbsent(keys.getObject(row).toString(), key -> new ArrayList<>());
        Object text = texts.getObject(row);
        if (text != null) {
          known.add(text.toString());
        }
      }
    }
    Map<String, List<String>> changed = new LinkedHashMap<>(declarations);
    changed.putAll(answered);
    changed.values().removeIf(List::isEmpty);
    long size = changed.values().stream().flatMap(List::stream).mapToLong(String::length).sum();
    if (size > MAX_CHARACTERS) {
      throw new PenstockException(
          ErrorCode.STATEMENT_TOO_LARGE,
          "The session's variables and functions would take more than "
              + MAX_CHARACTERS
              + " characters. DROP TEMPORARY VARIABLE removes one.");
    }
    declarations = changed;
  }

  /**
   * Whether there is a function of this name.
   *
   * @param name in lower case
   */
  public synchronized boolean hasFunction(String name) {
    return declarations.containsKey("function " + name);
  }

  /** For an engine, as settings of a statement. */
  public synchronized Map<String, String> forEngine() {
    Map<String, String> settings = new LinkedHashMap<>();
    for (List<String> texts : declarations.values()) {
      for (String text : texts) {
        settings.put(
            String.format(Locale.ROOT, "%s%05d", EngineProtocol.DECLARATION, settings.size()),
            text);
      }
    }
    return settings;
  }
}
