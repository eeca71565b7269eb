package io.penstock.execution.spark;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.PlanWithUnresolvedIdentifier;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.CompoundBody;
import org.apache.spark.sql.catalyst.plans.logical.CreateVariable;
import org.apache.spark.sql.catalyst.plans.logical.ForStatement;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.SetVariable;
import org.apache.spark.sql.classic.SparkSession;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Lets a script through whose statements each could run alone, and change nothing of the client's
 * session: only the statements that declare something tell the gateway what they declared.
 */
final class ScriptGate {
  private final SparkSession session;

  private ScriptGate(SparkSession session) {
    this.session = session;
  }

  /**
   * @param session with the client's variables
   * @throws PenstockException UNSUPPORTED_FEATURE
   */
  static void check(CompoundBody script, SparkSession session) {
    for (LogicalPlan statement : ScriptStatements.of(script)) {
      checkStatement(statement);
    }
    new ScriptGate(session).checkVariables(script, new Scope(null, "", Set.of()));
  }

  private static void checkStatement(LogicalPlan statement) {
    LogicalPlan root = QueryGate.root(statement);
    if (root instanceof PlanWithUnresolvedIdentifier) {
      throw unsupported("A script's commands name tables by their names, not by IDENTIFIER.");
    }
    boolean possible =
        root instanceof CreateVariable
            || root instanceof SetVariable
            || (QueryGate.isCommand(root) && !TableCommand.isOne(root));
    boolean command =
        root instanceof Command
            || root instanceof ParsedStatement
            || SessionDeclarations.isOne(root);
    if (command && !possible) {
      throw unsupported(root.nodeName() + " cannot be part of a script.");
    }
    // the outline has named the target of each; what it cannot name, the catalog does not know
    QueryGate.checkParsed(statement, true);
    QueryGate.checkNoCopy(statement);
  }

  /** The variables that a statement sees, innermost scope first. */
  private record Scope(@Nullable Scope outer, String label, Set<String> names) {
    boolean has(List<String> target) {
      String name = key(target.get(target.size() - 1));
      boolean here =
          names.contains(name)
              && (target.size() == 1 || (target.size() == 2 && key(target.get(0)).equals(label)));
      return here || (outer != null && outer.has(target));
    }
  }

  private void checkVariables(LogicalPlan node, Scope outer) {
    Scope scope = outer;
    if (node instanceof CompoundBody body && body.isScope()) {
      scope = new Scope(outer, key(body.label().getOrElse(() -> "")), declared(body));
    } else if (node instanceof ForStatement loop) {
      scope = new Scope(outer, key(loop.variableName().getOrElse(() -> "")), Set.of());
    }
    if (ScriptStatements.statement(node).orElse(node) instanceof SetVariable set) {
      for (Expression target : CollectionConverters.asJava(set.targetVariables())) {
        checkTarget(((UnresolvedAttribute) target), scope);
      }
    }
    for (LogicalPlan part : ScriptStatements.parts(node)) {
      checkVariables(part, scope);
    }
  }

  private void checkTarget(UnresolvedAttribute target, Scope scope) {
    List<String> parts = CollectionConverters.asJava(target.nameParts());
    String name = parts.get(parts.size() - 1);
    boolean ofSession =
        session
            .sessionState()
            .catalogManager()
            .tempVariableManager()
            .get(CollectionConverters.asScala(List.of(key(name))).toSeq())
            .isDefined();
    if (ofSession && !scope.has(parts)) {
      throw unsupported(
          "A script sets its own variables only, and "
              + name
              + " is the session's. Set it outside of the script.");
    }
  }

  private static Set<String> declared(CompoundBody body) {
    Set<String> names = new HashSet<>();
    for (LogicalPlan node : ScriptStatements.parts(body)) {
      if (ScriptStatements.statement(node).orElse(node) instanceof CreateVariable create) {
        for (LogicalPlan name : CollectionConverters.asJava(create.names())) {
          if (name instanceof UnresolvedIdentifier identifier) {
            names.add(key(identifier.nameParts().last()));
          }
        }
      }
    }
    return names;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static PenstockException unsupported(String message) {
    return new PenstockException(ErrorCode.UNSUPPORTED_FEATURE, message);
  }
}
