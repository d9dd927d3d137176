/// Histories: who called what, when, and what was answered, one JSON object a line.
///
/// In come calls as they begin and end; out go lines in the order in which it happened, for a
/// checker to judge. Never in here: a client, a verdict, or an answer that nobody got.
@NullMarked
package dev.plongee.kv.history;

import org.jspecify.annotations.NullMarked;
