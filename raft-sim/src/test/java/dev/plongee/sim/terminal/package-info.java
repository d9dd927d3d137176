@NullMarked
package dev.plongee.sim.terminal;

import org.jspecify.annotations.NullMarked;
