package io.penstock.execution.spark;

import io.penstock.execution.api.EngineProtocol;
import io.penstock.execution.api.ExecutableQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.catalyst.plans.logical.CompoundBody;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.util.package$;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.StructField;

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

  private static Schema described(Analysis analysis) {
    if (analysis.kind() != Analysis.Kind.QUERY) {
      return analysis.schema();
    }
    StructField[] columns = analysis.execution().analyzed().schema().fields();
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      Field field = analysis.schema().getFields().get(i);
      Map<String, String> metadata = new HashMap<>(field.getMetadata());
      if (columns[i].metadata().contains(package$.MODULE$.AUTO_GENERATED_ALIAS())) {
        metadata.put(EngineProtocol.GENERATED_NAME, "true");
      }
      FieldType type =
          new FieldType(field.isNullable(), field.getType(), field.getDictionary(), metadata);
      fields.add(new Field(field.getName(), type, field.getChildren()));
    }
    return new Schema(fields);
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
                : described(Analysis.of(parsed, query, session));
        return schema.serializeAsMessage();
      } finally {
        org.apache.spark.sql.SparkSession.clearActiveSession();
      }
    }
  }
}
