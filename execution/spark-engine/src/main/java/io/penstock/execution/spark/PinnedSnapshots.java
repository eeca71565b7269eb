package io.penstock.execution.spark;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionNotFoundException;
import scala.Option;

/**
 * Delta snapshots by location and version. Delta itself keeps the newest one that it has seen of
 * each table; here the older ones are kept, so that statements which go on reading an older version
 * do not replay the log every time. Thread-safe; blocks on storage.
 */
final class PinnedSnapshots {
  private static final int MAX_OLDER_SNAPSHOTS = 64;

  private record Key(String location, long version) {}

  private final Map<Key, Snapshot> older = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * The snapshot of exactly this version; lists the log only if the version is not yet known.
   *
   * @throws UncheckedIOException if the log cannot be read
   */
  Snapshot at(SparkSession session, String location, long version) {
    DeltaLog log = DeltaLog.forTable(session, new Path(location));
    Snapshot newest = log.unsafeVolatileSnapshot();
    if (newest != null && newest.version() == version && isCurrent(session, newest)) {
      return newest;
    }
    Key key = new Key(location, version);
    Snapshot known;
    synchronized (older) {
      known = older.get(key);
    }
    if (known != null && isCurrent(session, known)) {
      return known;
    }
    if (newest != null && !isCurrent(session, newest)) {
      // the table was dropped, and another one stands at its place
      DeltaLog.invalidateCache(session, new Path(location));
      log = DeltaLog.forTable(session, new Path(location));
    }
    Snapshot loaded = log.getSnapshotAt(version, Option.empty(), Option.empty(), false);
    if (loaded.version() != log.unsafeVolatileSnapshot().version()) {
      remember(key, loaded);
    }
    return loaded;
  }

  /**
   * The snapshot of a version that a text asks for.
   *
   * @throws PenstockException INVALID_PARAMETER_VALUE, if there is no such version or it can no
   *     longer be read
   */
  Snapshot existing(SparkSession session, String location, long version) {
    try {
      DeltaLog.forTable(session, new Path(location))
          .history()
          .checkVersionExists(version, Option.empty(), true, false);
    } catch (Exception e) {
      // Scala throws it undeclared.
      if (!(e instanceof VersionNotFoundException missing)) {
        throw e;
      }
      throw new PenstockException(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "The table has no version "
              + version
              + "; it can be read from version "
              + missing.earliest()
              + " to "
              + missing.latest()
              + ". DESCRIBE HISTORY lists them.",
          e);
    }
    return at(session, location, version);
  }

  /**
   * The version that was the newest at a time.
   *
   * @param timestamp microseconds since 1970-01-01 00:00 UTC
   */
  long versionAt(SparkSession session, String location, long timestamp) {
    DeltaLog log = DeltaLog.forTable(session, new Path(location));
    return log.history()
        .getActiveCommitAtTime(
            new Timestamp(Math.floorDiv(timestamp, 1000L)), Option.empty(), false, true, false)
        .version();
  }

  /** Whether the newest commit of a snapshot is still the file that it was read from. */
  private static boolean isCurrent(SparkSession session, Snapshot snapshot) {
    if (snapshot.logSegment().deltas().isEmpty()) {
      return true;
    }
    FileStatus read = snapshot.logSegment().deltas().last();
    try {
      FileSystem files = read.getPath().getFileSystem(session.sparkContext().hadoopConfiguration());
      FileStatus present = files.getFileStatus(read.getPath());
      return present.getLen() == read.getLen()
          && present.getModificationTime() == read.getModificationTime();
    } catch (FileNotFoundException e) {
      // expired by the table's log retention, or gone with the table: a fresh reading will tell
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void remember(Key key, Snapshot snapshot) {
    synchronized (older) {
      older.put(key, snapshot);
      if (older.size() > MAX_OLDER_SNAPSHOTS) {
        Key eldest = older.keySet().iterator().next();
        Snapshot dropped = older.remove(eldest);
        if (dropped != null) {
          dropped.uncache();
        }
      }
    }
  }
}
