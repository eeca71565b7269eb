/**
 * The lakes of TPC-H and TPC-DS on disk: {@link io.penstock.benchmarks.lake.LakeGenerator} makes
 * its Delta tables, {@link io.penstock.benchmarks.lake.LakeTable} reads their logs. Start with
 * {@code LakeGenerator}.
 */
@NullMarked
package io.penstock.benchmarks.lake;

import org.jspecify.annotations.NullMarked;
