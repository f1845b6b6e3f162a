@NullMarked
package carnet.server.continuity;

import org.jspecify.annotations.NullMarked;
