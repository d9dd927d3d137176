/// Benchmarks of single pieces on the way of a write, with JMH. They find out which piece a change
/// made slower; what users see is measured by `./raft bench`. In no jar that is shipped.
@NullMarked
package dev.plongee.jmh;

import org.jspecify.annotations.NullMarked;
