/**
 * What Carnet prints: the prescription sheet, the recovery kit, the invitation. Values in, PDF
 * bytes out, all in memory; the same value gives the same bytes. Start at {@link
 * carnet.server.paper.Paper}.
 */
@NullMarked
package carnet.server.paper;

import org.jspecify.annotations.NullMarked;
