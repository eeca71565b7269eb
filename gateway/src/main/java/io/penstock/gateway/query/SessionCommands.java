package io.penstock.gateway.query;

import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TextPosition;
import io.penstock.gateway.session.Namespace;
import io.penstock.gateway.session.Session;
import io.penstock.planner.PlannedCommand;
import io.penstock.planner.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what needs no engine: changes of names, and what changes or shows a session; the
 * answers have the form of Spark's.
 */
final class SessionCommands {
  private static final PlannedCommand.Answer NOTHING =
      new PlannedCommand.Answer(new Schema(List.of()), List.of());

  private final Planner planner;

  /**
   * @param planner lent
   */
  SessionCommands(Planner planner) {
    this.planner = planner;
  }

  PlannedCommand.Answer execute(PlannedCommand command, Session session) {
    if (command instanceof PlannedCommand.Answer answer) {
      return answer;
    }
    if (command instanceof PlannedCommand.ChangeCatalog change) {
      planner.apply(change);
      return NOTHING;
    }
    if (command instanceof PlannedCommand.CreateTemporaryView create) {
      at(create.place(), () -> session.temporaryViews().create(create.view(), create.replace()));
      return NOTHING;
    }
    if (command instanceof PlannedCommand.DropTemporaryView drop) {
      session.temporaryViews().drop(drop.name());
      return NOTHING;
    }
    if (command instanceof PlannedCommand.RenameTemporaryView rename) {
      at(rename.place(), () -> session.temporaryViews().rename(rename.from(), rename.to()));
      return NOTHING;
    }
    if (command instanceof PlannedCommand.UseSchema use) {
      session.use(new Namespace(use.catalog(), use.schema()));
      return NOTHING;
    }
    if (command instanceof PlannedCommand.SetSetting set) {
      Map.Entry<String, String> kept = session.settings().set(set.key(), set.value());
      return settings(List.of(kept));
    }
    if (command instanceof PlannedCommand.ResetSetting reset) {
      reset.key().ifPresentOrElse(session.settings()::reset, session.settings()::resetAll);
      return NOTHING;
    }
    PlannedCommand.ShowSettings show = (PlannedCommand.ShowSettings) command;
    return show.key()
        .map(key -> settings(List.of(Map.entry(key, session.settings().value(key)))))
        .orElseGet(() -> settings(List.copyOf(session.settings().all().entrySet())));
  }

  private static void at(TextPosition place, Runnable change) {
    try {
      change.run();
    } catch (PenstockException e) {
      throw new PenstockException(e.failure().at(place), e);
    }
  }

  private static PlannedCommand.Answer settings(List<Map.Entry<String, String>> entries) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Map.Entry<String, String> entry : entries) {
      rows.add(List.of(entry.getKey(), entry.getValue()));
    }
    return new PlannedCommand.Answer(Statement.SETTINGS, rows);
  }
}
