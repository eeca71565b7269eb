package io.penstock.execution.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
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

  /** The snapshot of exactly this version; lists the log only if the version is not yet known. */
  Snapshot at(SparkSession session, String location, long version) {
    DeltaLog log = DeltaLog.forTable(session, new Path(location));
    Snapshot newest = log.unsafeVolatileSnapshot();
    if (newest != null && newest.version() == version) {
      return newest;
    }
    Key key = new Key(location, version);
    synchronized (older) {
      Snapshot known = older.get(key);
      if (known != null) {
        return known;
      }
    }
    Snapshot loaded = log.getSnapshotAt(version, Option.empty(), Option.empty(), false);
    if (loaded.version() != log.unsafeVolatileSnapshot().version()) {
      remember(key, loaded);
    }
    return loaded;
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
