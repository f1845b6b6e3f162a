@NullMarked
package carnet.server.demo;

import org.jspecify.annotations.NullMarked;
