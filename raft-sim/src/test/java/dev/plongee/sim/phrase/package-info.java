@NullMarked
package dev.plongee.sim.phrase;

import org.jspecify.annotations.NullMarked;
