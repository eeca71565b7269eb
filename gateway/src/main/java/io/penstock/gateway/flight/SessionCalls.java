package io.penstock.gateway.flight;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.gateway.session.Namespace;
import io.penstock.gateway.session.Session;
import io.penstock.planner.catalog.Catalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.flight.NoOpSessionOptionValueVisitor;
import org.apache.arrow.flight.SessionOptionValue;
import org.apache.arrow.flight.SessionOptionValueFactory;
import org.apache.arrow.flight.SetSessionOptionsResult;
import org.jspecify.annotations.Nullable;

/** Flight's session options: {@code catalog}, {@code schema}, and every setting of a session. */
final class SessionCalls {
  private static final String CATALOG = "catalog";
  private static final String SCHEMA = "schema";

  private final Catalog catalog;

  SessionCalls(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Sets what can be set; the rest comes back with what is wrong with it. */
  Map<String, SetSessionOptionsResult.Error> set(
      Session session, Map<String, SessionOptionValue> options) {
    Map<String, SetSessionOptionsResult.Error> errors = new LinkedHashMap<>();
    Map<String, SessionOptionValue> ordered = new LinkedHashMap<>();
    // a schema is looked up in the catalog that is set along with it
    for (String first : List.of(CATALOG, SCHEMA)) {
      if (options.containsKey(first)) {
        ordered.put(first, options.get(first));
      }
    }
    options.forEach(ordered::putIfAbsent);
    ordered.forEach(
        (name, value) -> error(session, name, value).ifPresent(e -> errors.put(name, e)));
    return errors;
  }

  Map<String, SessionOptionValue> get(Session session) {
    Map<String, SessionOptionValue> options = new LinkedHashMap<>();
    options.put(
        CATALOG, SessionOptionValueFactory.makeSessionOptionValue(session.namespace().catalog()));
    options.put(
        SCHEMA, SessionOptionValueFactory.makeSessionOptionValue(session.namespace().schema()));
    session
        .settings()
        .all()
        .forEach(
            (key, value) ->
                options.put(key, SessionOptionValueFactory.makeSessionOptionValue(value)));
    return options;
  }

  private Optional<SetSessionOptionsResult.Error> error(
      Session session, String name, SessionOptionValue option) {
    String value = option.acceptVisitor(new AsText());
    if (value == null) {
      return error(SetSessionOptionsResult.ErrorValue.INVALID_VALUE);
    }
    try {
      apply(session, name.toLowerCase(Locale.ROOT), value);
      return Optional.empty();
    } catch (PenstockException e) {
      boolean badName = e.code() == ErrorCode.INVALID_SETTING && !session.settings().exists(name);
      return error(
          badName
              ? SetSessionOptionsResult.ErrorValue.INVALID_NAME
              : SetSessionOptionsResult.ErrorValue.INVALID_VALUE);
    }
  }

  private void apply(Session session, String name, String value) {
    if (name.equals(CATALOG)) {
      String found = match(catalog.catalogs(), value, ErrorCode.CATALOG_NOT_FOUND);
      if (!found.equals(session.namespace().catalog())) {
        session.use(new Namespace(found, catalog.defaultSchema()));
      }
    } else if (name.equals(SCHEMA)) {
      String current = session.namespace().catalog();
      String found = match(catalog.schemas(current), value, ErrorCode.SCHEMA_NOT_FOUND);
      session.use(new Namespace(current, found));
    } else {
      session.settings().set(name, value);
    }
  }

  private static String match(List<String> names, String wanted, ErrorCode missing) {
    return names.stream()
        .filter(wanted::equalsIgnoreCase)
        .findFirst()
        .orElseThrow(() -> new PenstockException(missing, wanted + " was not found."));
  }

  private static Optional<SetSessionOptionsResult.Error> error(
      SetSessionOptionsResult.ErrorValue value) {
    return Optional.of(new SetSessionOptionsResult.Error(value));
  }

  /** A single value as text; null for lists and the empty value. */
  private static final class AsText extends NoOpSessionOptionValueVisitor<@Nullable String> {
    @Override
    public String visit(String value) {
      return value;
    }

    @Override
    public String visit(boolean value) {
      return Boolean.toString(value);
    }

    @Override
    public String visit(long value) {
      return Long.toString(value);
    }

    @Override
    public String visit(double value) {
      return Double.toString(value);
    }
  }
}
