package io.penstock.odbc.sql;

import io.penstock.odbc.wire.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Tells the door's own commands from what the planner reads. */
public final class CommandReader {
  private final ClientStatement statement;
  private final List<ClientToken> tokens;
  private final Predicate<String> isSetting;

  private CommandReader(ClientStatement statement, Predicate<String> isSetting) {
    this.statement = statement;
    this.tokens = statement.tokens();
    this.isSetting = isSetting;
  }

  /**
   * The command that a statement is, if it is one of the door's.
   *
   * @param isSetting whether the door knows a setting
   */
  public static Optional<ClientCommand> read(
      ClientStatement statement, Predicate<String> isSetting) {
    return new CommandReader(statement, isSetting).read();
  }

  private Optional<ClientCommand> read() {
    return switch (tokens.get(0).kind() == ClientToken.Kind.WORD
        ? tokens.get(0).text().toUpperCase(Locale.ROOT)
        : "") {
      case "BEGIN" ->
          statement.isScript() ? Optional.empty() : Optional.of(new ClientCommand.Begin("BEGIN"));
      case "START" ->
          statement.startsWith("START", "TRANSACTION")
              ? Optional.of(new ClientCommand.Begin("START TRANSACTION"))
              : Optional.empty();
      case "COMMIT", "END" -> commit();
      case "ROLLBACK", "ABORT" -> rollback();
      case "SAVEPOINT" -> Optional.of(new ClientCommand.Savepoint("SAVEPOINT"));
      case "RELEASE" -> Optional.of(new ClientCommand.Savepoint("RELEASE"));
      case "SET" -> set();
      case "RESET" -> reset();
      case "SHOW" -> show();
      case "DISCARD" -> Optional.of(new ClientCommand.Discard(word(1)));
      case "DEALLOCATE" -> deallocate();
      default -> Optional.empty();
    };
  }

  private Optional<ClientCommand> commit() {
    if (word(1).equals("PREPARED")) {
      throw Violation.unsupported("Two-phase commit is not supported.");
    }
    return Optional.of(new ClientCommand.Commit());
  }

  private Optional<ClientCommand> rollback() {
    if (word(1).equals("PREPARED")) {
      throw Violation.unsupported("Two-phase commit is not supported.");
    }
    boolean to = tokens.stream().anyMatch(token -> token.is("TO"));
    return Optional.of(to ? new ClientCommand.RollbackTo() : new ClientCommand.Rollback());
  }

  private Optional<ClientCommand> set() {
    int at = 1;
    if (word(1).equals("LOCAL") && tokens.size() > 2 && !tokens.get(2).isSymbol("=")) {
      throw Violation.unsupported(
          "SET LOCAL is not supported, as there are no transactions. Use SET.");
    }
    if (statement.startsWith("SET", "TRANSACTION")
        || statement.startsWith("SET", "CONSTRAINTS")
        || statement.startsWith("SET", "SESSION", "CHARACTERISTICS")) {
      return Optional.of(new ClientCommand.Ignored("SET"));
    }
    if (word(1).equals("SESSION") && tokens.size() > 3) {
      at = 2;
    }
    if (word(at).equals("NAMES")) {
      return Optional.of(new ClientCommand.Set("client_encoding", values(at + 1)));
    }
    if (word(at).equals("TIME") && word(at + 1).equals("ZONE")) {
      return Optional.of(new ClientCommand.Set("timezone", zone(at + 2)));
    }
    int nameEnd = nameEnd(at);
    if (nameEnd > at
        && nameEnd < tokens.size()
        && (tokens.get(nameEnd).isSymbol("=") || tokens.get(nameEnd).is("TO"))) {
      return Optional.of(new ClientCommand.Set(name(at, nameEnd), values(nameEnd + 1)));
    }
    return Optional.empty();
  }

  private List<String> zone(int at) {
    return word(at).equals("LOCAL") ? List.of() : values(at);
  }

  private Optional<ClientCommand> reset() {
    if (word(1).equals("ALL") || tokens.size() == 1) {
      return Optional.of(new ClientCommand.Reset(Optional.empty()));
    }
    return Optional.of(new ClientCommand.Reset(Optional.of(name(1, tokens.size()))));
  }

  private Optional<ClientCommand> show() {
    if (word(1).equals("ALL") && tokens.size() == 2) {
      return Optional.of(new ClientCommand.ShowAll());
    }
    if (statement.startsWith("SHOW", "TRANSACTION", "ISOLATION", "LEVEL")) {
      return Optional.of(new ClientCommand.Show("transaction_isolation"));
    }
    if (statement.startsWith("SHOW", "TIME", "ZONE")) {
      return Optional.of(new ClientCommand.Show("timezone"));
    }
    if (tokens.size() > 1 && nameEnd(1) == tokens.size()) {
      String name = name(1, tokens.size());
      return isSetting.test(name) ? Optional.of(new ClientCommand.Show(name)) : Optional.empty();
    }
    return Optional.empty();
  }

  private Optional<ClientCommand> deallocate() {
    int at = word(1).equals("PREPARE") ? 2 : 1;
    if (tokens.size() != at + 1) {
      return Optional.empty();
    }
    return Optional.of(
        new ClientCommand.Deallocate(
            tokens.get(at).is("ALL") ? Optional.empty() : Optional.of(tokens.get(at).value())));
  }

  /** A keyword in upper case; empty if there is none at this place. */
  private String word(int at) {
    return at < tokens.size() && tokens.get(at).kind() == ClientToken.Kind.WORD
        ? tokens.get(at).text().toUpperCase(Locale.ROOT)
        : "";
  }

  /** The index behind a name with dots that begins here. */
  private int nameEnd(int at) {
    int end = at;
    while (end < tokens.size() && isNamePart(tokens.get(end))) {
      end++;
      if (end >= tokens.size() || !tokens.get(end).isSymbol(".")) {
        return end;
      }
      end++;
    }
    return end;
  }

  private static boolean isNamePart(ClientToken token) {
    return token.kind() == ClientToken.Kind.WORD
        || token.kind() == ClientToken.Kind.QUOTED
        || token.kind() == ClientToken.Kind.BACKTICK;
  }

  private String name(int start, int end) {
    StringBuilder name = new StringBuilder();
    tokens.subList(start, end).forEach(token -> name.append(token.value()));
    return name.toString();
  }

  /** Values with commas between them; none for DEFAULT. */
  private List<String> values(int start) {
    if (word(start).equals("DEFAULT") && tokens.size() == start + 1) {
      return List.of();
    }
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    int end = start < tokens.size() ? tokens.get(start).start() : 0;
    for (ClientToken token : tokens.subList(Math.min(start, tokens.size()), tokens.size())) {
      if (token.isSymbol(",")) {
        values.add(value.toString());
        value.setLength(0);
      } else {
        value.append(value.length() > 0 && token.start() > end ? " " : "");
        value.append(token.kind() == ClientToken.Kind.WORD ? token.text() : token.value());
      }
      end = token.end();
    }
    values.add(value.toString());
    return values;
  }
}
