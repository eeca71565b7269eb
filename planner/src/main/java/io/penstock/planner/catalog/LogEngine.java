package io.penstock.planner.catalog;

import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.MetricsReporter;
import java.util.List;

/** Delta Kernel's engine over local files, without its log lines about every scan. */
final class LogEngine extends DefaultEngine {
  LogEngine() {
    super(new LocalFileIO());
  }

  @Override
  public List<MetricsReporter> getMetricsReporters() {
    return List.of();
  }
}
