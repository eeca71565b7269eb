package io.penstock.gateway.query;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One log line per ended query; never the text's values, only the text's length. */
public final class QueryLog implements QueryListener {
  private static final Logger LOG = LoggerFactory.getLogger("penstock.query");

  @Override
  public void ended(QueryRecord record) {
    LOG.info(
        "query {} user={} lane={} code={} plannedMs={} queuedMs={} ranMs={} rows={} bytes={}"
            + " textChars={}",
        record.id(),
        record.user(),
        record.lane(),
        record.code(),
        record.times().planned().toMillis(),
        record.times().queued().toMillis(),
        record.times().ran().toMillis(),
        record.rows(),
        record.bytes(),
        record.text().length());
  }
}
