package io.penstock.execution.spark;

import io.penstock.execution.api.ExecutableQuery;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.catalyst.plans.logical.CompoundBody;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.SparkSession;

/** What can be asked of a statement that is not to be run. Blocks; not thread-safe. */
final class Questions {
  private final ExecutableQuery query;
  private final SessionPool sessions;

  Questions(ExecutableQuery query, SessionPool sessions) {
    this.query = query;
    this.sessions = sessions;
  }

  /** The encoded outline. */
  byte[] outline() throws Exception {
    try (SessionPool.Lease lease = sessions.leaseToParse(query)) {
      SparkSession session = lease.session();
      org.apache.spark.sql.SparkSession.setActiveSession(session);
      try {
        LogicalPlan parsed = Analysis.parse(query, session);
        return Outlines.of(parsed, session.sessionState(), query.text()).encode();
      } finally {
        org.apache.spark.sql.SparkSession.clearActiveSession();
      }
    }
  }

  /** The result's schema as an IPC message. */
  byte[] describe() throws Exception {
    try (SessionPool.Lease lease = sessions.lease(query)) {
      SparkSession session = lease.session();
      org.apache.spark.sql.SparkSession.setActiveSession(session);
      try {
        LogicalPlan parsed = Analysis.parse(query, session);
        Schema schema =
            parsed instanceof CompoundBody body
                ? Script.of(body, query, session).columns()
                : Analysis.of(parsed, query, session).schema();
        return schema.serializeAsMessage();
      } finally {
        org.apache.spark.sql.SparkSession.clearActiveSession();
      }
    }
  }
}
