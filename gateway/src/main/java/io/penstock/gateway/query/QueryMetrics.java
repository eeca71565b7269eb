package io.penstock.gateway.query;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Counts and times of ended queries by lane and outcome. */
public final class QueryMetrics implements QueryListener {
  private final MeterRegistry registry;

  public QueryMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void ended(QueryRecord record) {
    registry.counter("penstock.queries", "lane", record.lane(), "code", record.code()).increment();
    timer("penstock.query.planning", record).record(record.times().planned());
    timer("penstock.query.queued", record).record(record.times().queued());
    timer("penstock.query.running", record).record(record.times().ran());
    DistributionSummary.builder("penstock.query.rows")
        .tag("lane", record.lane())
        .register(registry)
        .record((double) record.rows());
  }

  private Timer timer(String name, QueryRecord record) {
    return Timer.builder(name).tag("lane", record.lane()).register(registry);
  }
}
