/**
 * What kind of statement a text is, told from its tokens before any parser sees it. Start with
 * {@link io.penstock.planner.classify.StatementClassifier}.
 */
@NullMarked
package io.penstock.planner.classify;

import org.jspecify.annotations.NullMarked;
