package io.penstock.gateway.query;

import java.time.Duration;

/**
 * The bounds of a query service.
 *
 * @param maxRunning queries that run at once
 * @param maxQueued queries that wait at once
 * @param maxWait for a slot
 * @param timeout of a query, from its submission; a session can lower it
 * @param memoryBytes of result buffers of one query in the gateway
 */
public record QueryLimits(
    int maxRunning, int maxQueued, Duration maxWait, Duration timeout, long memoryBytes) {}
