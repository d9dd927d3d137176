/// The state machine: an ordered map of bytes to bytes, the commands that change it, and the
/// sessions of the clients who send them.
///
/// In come committed entries, in order, and questions; out go results and answers, the same at
/// every server. Never in here: a clock (what a leader measures comes as an argument, and reaches
/// the state by way of the log), randomness, a disk, a network, anything that two servers could see
/// differently, but for how much of its past each of them keeps; this package runs in a browser
/// too.
@NullMarked
package dev.plongee.kv.store;

import org.jspecify.annotations.NullMarked;
