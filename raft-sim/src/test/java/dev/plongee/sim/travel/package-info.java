@NullMarked
package dev.plongee.sim.travel;

import org.jspecify.annotations.NullMarked;
