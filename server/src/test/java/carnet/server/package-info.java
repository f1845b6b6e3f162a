@NullMarked
package carnet.server;

import org.jspecify.annotations.NullMarked;
