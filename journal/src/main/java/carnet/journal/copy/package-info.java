/**
 * Passive copies: logs as files in a folder, a USB disk, an object store. No key is needed to make
 * or to check one. Enter by {@link carnet.journal.copy.FolderCopy}.
 */
@NullMarked
package carnet.journal.copy;

import org.jspecify.annotations.NullMarked;
