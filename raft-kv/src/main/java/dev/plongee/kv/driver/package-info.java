/// What makes the core a server: one event loop that runs network, core, state machine and answers,
/// and one disk thread. In come messages, requests, completed writes and time; out go the effects
/// of each step, in an order that is written down in one method. Never in here: a decision of Raft,
/// a byte format, or a third thread on the way of a write.
@NullMarked
package dev.plongee.kv.driver;

import org.jspecify.annotations.NullMarked;
