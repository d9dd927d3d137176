@NullMarked
package dev.plongee.sim.scene;

import org.jspecify.annotations.NullMarked;
