/// What the page calls: the entry points that TeaVM compiles for the browser. Portable packages may
/// come in, and TeaVM's annotations. Rules of the algorithm never do: the page shows what the core
/// decides.
@NullMarked
package dev.plongee.sim.page;

import org.jspecify.annotations.NullMarked;
