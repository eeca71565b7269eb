package io.penstock.execution.spark;

import io.penstock.execution.api.EngineProtocol;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.ExecutableQuery;
import io.penstock.execution.api.PenstockException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.PosParameterizedQuery;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedIdentifier;
import org.apache.spark.sql.catalyst.catalog.VariableDefinition;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.CreateUserDefinedFunction;
import org.apache.spark.sql.catalyst.plans.logical.CreateVariable;
import org.apache.spark.sql.catalyst.plans.logical.DropVariable;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SetVariable;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.CommandExecutionMode$;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.command.CreateSQLFunctionCommand;
import org.apache.spark.sql.execution.command.DropFunctionCommand;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.VariantType;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The variables and functions of a client's session. An engine keeps no session between statements:
 * each statement brings the texts that declare them ({@link EngineProtocol#DECLARATION}), and one
 * that changes them answers with the texts that are to be brought from then on.
 */
final class SessionDeclarations {
  /** Which declaration, and its text; none if there is no such declaration any more. */
  static final Schema SCHEMA =
      new Schema(
          List.of(
              Field.notNullable("key", ArrowType.Utf8.INSTANCE),
              Field.nullable("text", ArrowType.Utf8.INSTANCE)));

  private SessionDeclarations() {}

  /** Whether a statement changes variables or functions of the session. */
  static boolean isOne(LogicalPlan parsed) {
    return parsed instanceof CreateVariable
        || parsed instanceof SetVariable
        || parsed instanceof DropVariable
        || (parsed instanceof CreateSQLFunctionCommand create && create.isTemp())
        || parsed instanceof CreateUserDefinedFunction
        || (parsed instanceof DropFunctionCommand drop && drop.isTemp());
  }

  /**
   * Declares what the statement brings.
   *
   * @return whether there is anything, so that the session is not as it was
   */
  static boolean apply(SparkSession session, ExecutableQuery query) throws ParseException {
    boolean any = false;
    for (Map.Entry<String, String> setting : query.settings().entrySet()) {
      if (setting.getKey().startsWith(EngineProtocol.DECLARATION)) {
        any = true;
        LogicalPlan declaration = session.sessionState().sqlParser().parsePlan(setting.getValue());
        session
            .sessionState()
            .executePlan(ofSession(declaration), CommandExecutionMode$.MODULE$.ALL())
            .commandExecuted();
      }
    }
    return any;
  }

  /** A catalog's function is one of the session's for as long as a statement runs. */
  static LogicalPlan ofSession(LogicalPlan parsed) {
    return parsed instanceof CreateUserDefinedFunction create
        ? new CreateSQLFunctionCommand(
            new FunctionIdentifier(last(create.child())),
            create.inputParamText(),
            create.returnTypeText(),
            create.exprText(),
            create.queryText(),
            create.comment(),
            create.isDeterministic(),
            create.containsSQL(),
            create.isTableFunc(),
            true,
            false,
            true)
        : parsed;
  }

  /**
   * Refuses a function that would hide one of Spark's, whose types the planner relies on.
   *
   * @throws PenstockException UNSUPPORTED_FEATURE
   */
  static void check(SparkSession session, LogicalPlan parsed) {
    if (ofSession(parsed) instanceof CreateSQLFunctionCommand create
        && session.sessionState().catalog().isBuiltinFunction(create.name())) {
      throw new PenstockException(
          ErrorCode.UNSUPPORTED_FEATURE,
          "There is a function " + create.name().funcName() + " in Spark. Choose another name.");
    }
  }

  /** Carries out the statement and says what there is to be declared then. */
  static InternalRow[] carryOut(QueryExecution query, String text) {
    SparkSession session = query.sparkSession();
    LogicalPlan parsed =
        query.logical() instanceof PosParameterizedQuery bound ? bound.child() : query.logical();
    boolean keeps =
        parsed instanceof CreateSQLFunctionCommand create
            && create.ignoreIfExists()
            && session.sessionState().catalog().isTemporaryFunction(create.name());
    query.commandExecuted();
    return keeps ? new InternalRow[0] : changed(session, parsed, text).toArray(InternalRow[]::new);
  }

  private static List<InternalRow> changed(SparkSession session, LogicalPlan parsed, String text) {
    List<InternalRow> rows = new ArrayList<>();
    if (parsed instanceof CreateVariable create) {
      for (LogicalPlan name : CollectionConverters.asJava(create.names())) {
        rows.addAll(variable(session, last(name)));
      }
    } else if (parsed instanceof SetVariable set) {
      for (Expression target : CollectionConverters.asJava(set.targetVariables())) {
        rows.addAll(variable(session, ((UnresolvedAttribute) target).nameParts().last()));
      }
    } else if (parsed instanceof DropVariable drop) {
      rows.addAll(variable(session, last(drop.name())));
    } else {
      FunctionIdentifier name =
          parsed instanceof CreateSQLFunctionCommand create
              ? create.name()
              : ((DropFunctionCommand) parsed).identifier();
      boolean there = session.sessionState().catalog().isTemporaryFunction(name);
      String key = "function " + name.funcName().toLowerCase(Locale.ROOT);
      rows.add(row(key, there ? text : null));
    }
    return rows;
  }

  private static String last(LogicalPlan name) {
    return ((UnresolvedIdentifier) name).nameParts().last();
  }

  private static List<InternalRow> variable(SparkSession session, String name) {
    String key = name.toLowerCase(Locale.ROOT);
    Option<VariableDefinition> found =
        session
            .sessionState()
            .catalogManager()
            .tempVariableManager()
            .get(CollectionConverters.asScala(List.of(key)).toSeq());
    if (found.isEmpty()) {
      return List.of(row("variable " + key, null));
    }
    Literal value = found.get().currentValue();
    String quoted = "`" + key.replace("`", "``") + "`";
    String declaration =
        "DECLARE OR REPLACE VARIABLE "
            + quoted
            + " "
            + value.dataType().sql()
            + " DEFAULT "
            + found.get().defaultValueSQL();
    String assignment = "SET VARIABLE " + quoted + " = " + literal(value);
    return List.of(row("variable " + key, declaration), row("variable " + key, assignment));
  }

  /** A text that gives the same value in every time zone. */
  private static String literal(Literal value) {
    if (value.dataType().equals(DataTypes.TimestampType) && value.value() != null) {
      return "timestamp_micros(" + value.value() + "L)";
    }
    if (!hasText(value.dataType())) {
      throw new PenstockException(
          ErrorCode.UNSUPPORTED_FEATURE,
          "A variable of type " + value.dataType().sql() + " is not supported.");
    }
    return value.sql();
  }

  private static boolean hasText(DataType type) {
    if (type instanceof ArrayType array) {
      return isElement(array.elementType());
    }
    if (type instanceof MapType map) {
      return isElement(map.keyType()) && isElement(map.valueType());
    }
    if (type instanceof StructType struct) {
      for (StructField field : struct.fields()) {
        if (!isElement(field.dataType())) {
          return false;
        }
      }
      return true;
    }
    return !(type instanceof VariantType);
  }

  private static boolean isElement(DataType type) {
    return !type.equals(DataTypes.TimestampType) && hasText(type);
  }

  private static InternalRow row(String key, @Nullable String text) {
    return new GenericInternalRow(
        new Object[] {
          UTF8String.fromString(key), text == null ? null : UTF8String.fromString(text)
        });
  }
}
