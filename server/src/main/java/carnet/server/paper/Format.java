package carnet.server.paper;

/** The two sizes of sheet that a French practice prints on. */
public enum Format {
  A5,
  A4
}
