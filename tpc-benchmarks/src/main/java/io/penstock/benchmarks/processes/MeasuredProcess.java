package io.penstock.benchmarks.processes;

import io.penstock.benchmarks.console.ToolException;
import io.penstock.benchmarks.console.ToolException.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A running JVM whose memory and processor time are watched from outside.
 *
 * @param name in reports, such as gateway
 */
public record MeasuredProcess(String name, long pid) {
  private static final Pattern HEAP_USED =
      Pattern.compile(
          "(?m)^ *(?:garbage-first heap|def new generation|tenured generation|PSYoungGen"
              + "|ParOldGen|ZHeap|Shenandoah Heap)\\s.*?used (\\d+)K");
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");

  /**
   * Reads {@code name=pid,name=pid}.
   *
   * @throws ToolException if the text has another form
   */
  public static List<MeasuredProcess> parse(String text) {
    List<MeasuredProcess> processes = new ArrayList<>();
    for (String part : text.split(",")) {
      if (part.isBlank()) {
        continue;
      }
      String[] pair = part.strip().split("=");
      if (pair.length != 2 || !pair[1].matches("\\d{1,18}")) {
        throw new ToolException(
            Code.INVALID_PARAMETER_VALUE,
            "Processes are given as name=pid,name=pid; '" + part + "' is not of this form.");
      }
      processes.add(new MeasuredProcess(pair[0], Long.parseLong(pair[1])));
    }
    return processes;
  }

  /** Used heap in bytes, garbage included. */
  public long heapUsedBytes() {
    return heapUsed(jcmd("GC.heap_info"));
  }

  /** Used heap in bytes after a full collection: what is alive. */
  public long heapLiveBytes() {
    jcmd("GC.run");
    return heapUsedBytes();
  }

  public static long heapUsed(String heapInfo) {
    Matcher matcher = HEAP_USED.matcher(heapInfo);
    long kilobytes = 0;
    boolean found = false;
    while (matcher.find()) {
      kilobytes += Long.parseLong(matcher.group(1));
      found = true;
    }
    if (!found) {
      throw new ToolException(
          Code.ENGINE_LOST, "jcmd GC.heap_info answered something unexpected: " + heapInfo);
    }
    return kilobytes << 10;
  }

  /** Resident memory in bytes, off-heap buffers included. */
  public long residentBytes() {
    try {
      Matcher matcher = RESIDENT.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
      if (matcher.find()) {
        return Long.parseLong(matcher.group(1)) << 10;
      }
      throw lost("has no resident memory: it has ended", null);
    } catch (IOException e) {
      throw lost("has no /proc/" + pid + "/status: it has ended, or this is no Linux", e);
    }
  }

  /** Processor time used since its start, by all threads, in nanoseconds; in steps of 10 ms. */
  public long cpuNanos() {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow(() -> lost("has no processor time: it has ended", null))
        .toNanos();
  }

  private String jcmd(String command) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process process =
          new ProcessBuilder(jcmd, Long.toString(pid), command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw lost("does not answer jcmd: " + output.strip(), null);
      }
      return output;
    } catch (IOException e) {
      throw lost("cannot be asked with " + jcmd, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ToolException(Code.INTERRUPTED, "interrupted while asking for the heap", e);
    }
  }

  private ToolException lost(String what, @Nullable Throwable cause) {
    return new ToolException(Code.ENGINE_LOST, "Process " + pid + " (" + name + ") " + what, cause);
  }
}
