import { newId } from '../api/bytes';

/** A note being written: what the fields hold, under the id it will have when signed. */
export interface Note {
  readonly id: string;
  readonly parents: readonly string[];
  readonly motive: string;
  readonly exam: string;
  readonly conclusion: string;
  readonly plan: string;
  readonly measures: Readonly<Record<string, string>>;
  readonly measuresId: string;
  /** Since the first try to sign: sent again, the measures are the same. */
  readonly takenAt?: string;
}

export const blankNote = (): Note => ({ id: newId(), parents: [], motive: '', exam: '', conclusion: '', plan: '', measures: {}, measuresId: newId() });

export const isBlank = (note: Note): boolean => [note.motive, note.exam, note.conclusion, note.plan, ...Object.values(note.measures)].every((value) => value.trim() === '');

/** What the server keeps of a draft; the measures stay here until the note is signed. */
export const sent = (note: Note, sign: boolean) => ({ id: note.id, parents: note.parents, motive: note.motive, exam: note.exam, conclusion: note.conclusion, plan: note.plan, sign });
