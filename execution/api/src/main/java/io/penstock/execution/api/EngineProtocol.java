package io.penstock.execution.api;

/**
 * The names in the protocol between gateway and engines: Arrow Flight on loopback (or TLS), every
 * call with the shared secret as a bearer token.
 *
 * <ul>
 *   <li>DoGet with {@link ExecutableQuery#encode} as ticket runs a statement. The stream's schema
 *       is sent once the statement is analysed, before it runs. Cancelling the call ends it.
 *   <li>DoAction {@link #OUTLINE} with an {@link ExecutableQuery#encode} of which only text and
 *       settings count answers {@link StatementOutline#encode}.
 *   <li>DoAction {@link #DESCRIBE} with {@link ExecutableQuery#encode} answers the result's schema
 *       as an Arrow IPC message.
 *   <li>DoAction {@link #CANCEL} with a query id (UTF-8) stops a statement; the one result is a
 *       byte, 1 if it was running.
 *   <li>DoAction {@link #STATUS} answers {@link EngineStatus#encode}.
 * </ul>
 *
 * A failed call carries {@link Failure#encode} in the metadata under {@link #FAILURE_KEY}.
 *
 * <p>An engine is a child process: its parent gives the secret in the environment as {@link
 * #SECRET_VARIABLE}, holds its standard input open for as long as it shall live, and reads from its
 * standard output the one line {@link #READY_PREFIX} + port. Everything else the engine says goes
 * to standard error.
 */
public final class EngineProtocol {
  public static final String OUTLINE = "outline";
  public static final String DESCRIBE = "describe";
  public static final String CANCEL = "cancel";
  public static final String STATUS = "status";

  /** Metadata key of a failure; Flight takes bytes only under a name that ends in -bin. */
  public static final String FAILURE_KEY = "penstock-failure-bin";

  /**
   * Settings of a statement that is carried out at most once: Delta writes both into the commit,
   * and skips a statement whose key the table has.
   */
  public static final String KEY_SETTING = "spark.databricks.delta.write.txnAppId";

  /** A whole number that tells one statement from another under the same key. */
  public static final String KEY_DIGEST_SETTING = "spark.databricks.delta.write.txnVersion";

  /**
   * Begins the keys of settings whose values are statements that declare a session's variables and
   * functions, in their order. A statement that changes these answers with rows of two texts: which
   * declaration, and a statement for it or NULL; the rows replace all that the session has of it.
   */
  public static final String DECLARATION = "penstock.declare.";

  /** Metadata key of a described column whose name Spark made of its expression. */
  public static final String GENERATED_NAME = "penstock.generated_name";

  public static final String SECRET_VARIABLE = "PENSTOCK_ENGINE_SECRET";
  public static final String READY_PREFIX = "penstock-engine-ready ";

  private EngineProtocol() {}
}
