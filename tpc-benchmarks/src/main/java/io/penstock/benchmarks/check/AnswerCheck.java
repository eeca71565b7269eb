package io.penstock.benchmarks.check;

import io.penstock.benchmarks.check.QueryOutcome.Problem;
import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.console.ToolException.Code;
import io.penstock.benchmarks.lake.Benchmark;
import io.penstock.benchmarks.queries.AnswerRule;
import io.penstock.benchmarks.queries.BenchmarkQuery;
import io.penstock.benchmarks.queries.TpcdsQuery;
import io.penstock.benchmarks.queries.TpchQuery;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs a benchmark's queries on a connection and compares every answer with the expected one.
 * Blocks until all have run; a query that fails does not end the check.
 */
public final class AnswerCheck {
  private final Path lake;
  private final Benchmark benchmark;
  private final List<? extends BenchmarkQuery> queries;
  private final int runs;

  private AnswerCheck(
      Path lake, Benchmark benchmark, List<? extends BenchmarkQuery> queries, int runs) {
    if (runs < 1) {
      throw new ToolException(
          Code.INVALID_PARAMETER_VALUE, "The number of runs must be at least 1, not " + runs + ".");
    }
    this.lake = lake;
    this.benchmark = benchmark;
    this.queries = queries;
    this.runs = runs;
  }

  /**
   * The 22 queries of TPC-H against a lake.
   *
   * @param lake the folder that the server reads
   * @param runs how often each query runs, one after the other
   */
  public static AnswerCheck tpch(Path lake, int runs) {
    BigDecimal scale =
        Benchmark.TPCH
            .table(lake, "lineitem")
            .scale()
            .orElseThrow(
                () ->
                    new ToolException(
                        Code.LAKE_NOT_USABLE,
                        lake + " was not made by this tool, so its scale is not known."));
    return new AnswerCheck(lake, Benchmark.TPCH, TpchQuery.all(scale), runs);
  }

  /** Queries of TPC-DS against a lake; they name tables without a schema. */
  public static AnswerCheck tpcds(Path lake, List<TpcdsQuery> queries, int runs) {
    return new AnswerCheck(lake, Benchmark.TPCDS, queries, runs);
  }

  /**
   * Runs all queries.
   *
   * @param connection to the server; lent
   * @param listener told of every query as it is done
   */
  public List<QueryOutcome> run(Connection connection, Consumer<QueryOutcome> listener) {
    List<QueryOutcome> outcomes = new ArrayList<>();
    try (ExpectedAnswers answers = ExpectedAnswers.over(lake, benchmark)) {
      for (BenchmarkQuery query : queries) {
        QueryOutcome outcome = check(query, answers.answer(query), connection);
        outcomes.add(outcome);
        listener.accept(outcome);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB cannot answer over the lake " + lake, e);
    }
    return outcomes;
  }

  private QueryOutcome check(BenchmarkQuery query, Answer expected, Connection connection) {
    AnswerRule rule = query.rule(expected.columns());
    List<Duration> times = new ArrayList<>();
    int rows = 0;
    for (int run = 0; run < runs; run++) {
      long start = System.nanoTime();
      Answer got;
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery(query.text())) {
        got = Answer.read(result);
      } catch (SQLException e) {
        Problem problem = new Problem(true, String.valueOf(e.getMessage()));
        return new QueryOutcome(query, rows, times, Optional.of(problem));
      }
      times.add(Duration.ofNanos(System.nanoTime() - start));
      rows = got.rows().size();
      Optional<String> difference = AnswerComparison.difference(rule, expected, got);
      if (difference.isPresent()) {
        Problem problem = new Problem(false, difference.get());
        return new QueryOutcome(query, rows, times, Optional.of(problem));
      }
    }
    return new QueryOutcome(query, rows, times, Optional.empty());
  }
}
