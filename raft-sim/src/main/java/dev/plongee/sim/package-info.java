/// The worlds that are not real; their rooms are the packages below this one. They run the real
/// core and the real state machine. Sockets, disks and the client of the real store never come in,
/// except into the command line.
@NullMarked
package dev.plongee.sim;

import org.jspecify.annotations.NullMarked;
