package carnet.server.story;

/**
 * What somebody who trusts no server found of an incident's proofs.
 *
 * @param by who looked
 * @param holds nothing is wrong, and no trace is without its proof
 */
record Finding(String by, boolean holds, int proofs, String words) {}
