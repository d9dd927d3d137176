/// What happens, said in French and in English.
///
/// In come values: rules with what they compared, trace events, messages, events of a world; out
/// come sentences, and of many decisions the few that explain a step. Never in here: a decision of
/// its own, a colour, a column, or a sentence that states what was not compared.
@NullMarked
package dev.plongee.sim.phrase;

import org.jspecify.annotations.NullMarked;
