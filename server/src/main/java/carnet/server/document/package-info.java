/**
 * Papers: filed into a chart without looking, read back by who holds it. Enter at {@link
 * carnet.server.document.Documents}.
 */
@NullMarked
package carnet.server.document;

import org.jspecify.annotations.NullMarked;
