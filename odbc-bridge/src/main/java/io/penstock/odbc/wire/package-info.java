/**
 * Messages as bytes. Start with {@link io.penstock.odbc.wire.FrameDecoder} for what comes in and
 * {@link io.penstock.odbc.wire.Outbox} for what goes out.
 */
@NullMarked
package io.penstock.odbc.wire;

import org.jspecify.annotations.NullMarked;
