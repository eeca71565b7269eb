package io.penstock.planner.validate;

import io.penstock.execution.api.ErrorKind;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.TemporaryView;
import java.util.Optional;

/** How views are named in messages. */
public final class ViewFailures {
  private ViewFailures() {}

  /** Positions in a view's text mean nothing to whoever names the view. */
  public static PenstockException named(TableName view, PenstockException cause) {
    Failure failure = cause.failure();
    String prefix = "View " + display(view) + " cannot be read: ";
    boolean own = failure.message().contains("iew " + display(view) + " ");
    if (own || failure.code().kind() != ErrorKind.USER) {
      return cause;
    }
    return new PenstockException(
        new Failure(
            failure.code(),
            failure.condition(),
            failure.sqlState(),
            prefix + failure.message(),
            Optional.empty()),
        cause);
  }

  static String display(TableName view) {
    return TemporaryView.isQualified(view) ? TableName.quote(view.table()) : view.toSql();
  }
}
