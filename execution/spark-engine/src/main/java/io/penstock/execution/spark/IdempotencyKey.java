package io.penstock.execution.spark;

import io.penstock.execution.api.EngineProtocol;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.ExecutableQuery;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.TablePin;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import scala.Option;

/**
 * The name under which a statement is carried out at most once. Delta keeps it in the commit as the
 * version of an application (action {@code txn}) and skips a statement whose version is not newer
 * than the table's. The version is a digest of the statement, so that another statement under the
 * same name is told from a repeated one.
 */
final class IdempotencyKey {
  private IdempotencyKey() {}

  /**
   * Fails if the target has been changed under the statement's key by another statement.
   *
   * @throws PenstockException IDEMPOTENCY_KEY_REUSED
   */
  static void check(SparkSession session, ExecutableQuery query) {
    Map<String, String> settings = query.settings();
    String application = settings.get(EngineProtocol.KEY_SETTING);
    String digest = settings.get(EngineProtocol.KEY_DIGEST_SETTING);
    if (application == null || digest == null) {
      return;
    }
    String location =
        query.pins().stream().filter(TablePin::isTarget).findFirst().orElseThrow().location();
    Option<Object> known =
        DeltaLog.forTable(session, new Path(location))
            .update(false, Option.empty(), Option.empty())
            .transactions()
            .get(application);
    if (known.isDefined() && (Long) known.get() != Long.parseLong(digest)) {
      throw new PenstockException(
          ErrorCode.IDEMPOTENCY_KEY_REUSED,
          "Another statement has changed the table under this idempotency key, so this one was not"
              + " carried out. Give each statement a key of its own.");
    }
  }
}
