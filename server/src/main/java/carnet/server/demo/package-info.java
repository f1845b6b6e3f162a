/**
 * An invented practice to look at and to try with: members, a hundred patients, years of their
 * history, the agenda around today. Pure data, the same for the same seed; nobody in it exists.
 * Start at {@link carnet.server.demo.FictionalPractice}. All words are in the tables beside this
 * package's classes.
 */
@NullMarked
package carnet.server.demo;

import org.jspecify.annotations.NullMarked;
