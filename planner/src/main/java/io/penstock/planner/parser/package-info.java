/**
 * From a query's text to Calcite's nodes. The grammar is in src/main/codegen and is compiled by
 * JavaCC; start with {@link io.penstock.planner.parser.SparkParser}.
 */
@NullMarked
package io.penstock.planner.parser;

import org.jspecify.annotations.NullMarked;
