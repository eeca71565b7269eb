package io.penstock.benchmarks.pipe;

import io.penstock.benchmarks.processes.MeasuredProcess;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * What all measurements share.
 *
 * @param url JDBC URL of the running gateway
 * @param lake the folder it serves
 * @param runs how often each thing is measured
 * @param processes whose memory is watched; may be empty
 * @param samples take every sample
 * @param out takes the report
 */
record PipeSetting(
    String url,
    Path lake,
    int runs,
    List<MeasuredProcess> processes,
    Measurements samples,
    PrintStream out) {
  PipeSetting {
    processes = List.copyOf(processes);
  }
}
