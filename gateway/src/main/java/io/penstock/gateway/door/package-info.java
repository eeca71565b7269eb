/**
 * The port that every protocol stands behind. Start with {@link
 * io.penstock.gateway.door.FrontDoor}.
 */
@NullMarked
package io.penstock.gateway.door;

import org.jspecify.annotations.NullMarked;
