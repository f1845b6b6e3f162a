import { useCallback, useEffect, useRef, useState } from 'react';
import { call, post, read } from '../api/client';
import { Problem, Unreachable } from '../api/problem';
import type { Draft, Kept } from '../api/types';
import { blankNote, isBlank, sent, type Note } from './draft';
import type { Measured } from './measures';
import { sealed } from './shelved';

export type Saved =
  | { readonly state: 'empty' | 'saving' | 'here' }
  | { readonly state: 'saved' | 'signed'; readonly kept: Kept }
  | { readonly state: 'failed'; readonly why: string };

export interface Writing {
  readonly note: Note | undefined;
  readonly saved: Saved;
  readonly change: (part: Partial<Note>) => void;
  /** Why it could not, if so. */
  readonly sign: (measures: readonly Measured[]) => Promise<unknown>;
  readonly again: () => void;
}

/**
 * Nothing typed is lost: each change goes to this device's sealed shelf at once, and to the replica 800 ms after the
 * last key, one request at a time, always under the same id; when no replica answers it is tried again.
 */
export function useNote(patient: string, member: string): Writing {
  const place = `${member}/${patient}`;
  const [note, setNote] = useState<Note | undefined>();
  const [saved, setSaved] = useState<Saved>({ state: 'empty' });
  const latest = useRef<Note | undefined>(undefined);
  const dirty = useRef(false);
  const flying = useRef<Promise<void> | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const alive = useRef(true);

  const show = useCallback((next: Note): void => {
    latest.current = next;
    setNote(next);
  }, []);

  const flush = useCallback((): Promise<void> => {
    if (flying.current) return flying.current;
    const going = latest.current;
    if (!going || !dirty.current) return Promise.resolve();
    dirty.current = false;
    setSaved({ state: 'saving' });
    flying.current = post<Kept>(`/api/patients/${patient}/notes`, sent(going, false))
      .then((kept) => {
        const now = latest.current;
        if (now?.id === going.id) {
          latest.current = { ...now, parents: [kept.version] };
          void sealed.write(place, latest.current);
        }
        if (!dirty.current) setSaved({ state: 'saved', kept });
      })
      .catch((cause: unknown) => {
        dirty.current = true;
        setSaved(cause instanceof Unreachable ? { state: 'here' } : { state: 'failed', why: cause instanceof Problem ? cause.detail : 'erreur inconnue.' });
      })
      .finally(() => {
        flying.current = undefined;
        if (dirty.current && alive.current) timer.current = setTimeout(() => void flush(), 4000);
      });
    return flying.current;
  }, [patient, place]);

  useEffect(() => {
    alive.current = true;
    let wanted = true;
    void (async () => {
      const here = await sealed.read<Note>(place);
      let there: Draft | undefined;
      try {
        there = await read<Draft | undefined>(await call('GET', `/api/patients/${patient}/draft`));
      } catch {
        // the copy on this device serves
      }
      if (!wanted || latest.current) return;
      const fromServer = there && { ...blankNote(), id: there.id, parents: there.version ? [there.version] : (there.parents ?? []), motive: there.motive ?? '', exam: there.exam ?? '', conclusion: there.conclusion ?? '', plan: there.plan ?? '' };
      show(here && !isBlank(here) ? { ...here, parents: fromServer?.id === here.id ? fromServer.parents : here.parents } : (fromServer ?? blankNote()));
      if (here && !isBlank(here)) {
        dirty.current = true;
        void flush();
      } else if (there?.savedAt) setSaved({ state: 'saved', kept: { id: there.id, version: there.version ?? '', savedAt: there.savedAt, copies: [] } });
    })();
    return () => {
      wanted = false;
      alive.current = false;
      clearTimeout(timer.current);
      void flush();
    };
  }, [patient, place, show, flush]);

  const change = useCallback(
    (part: Partial<Note>): void => {
      const now = latest.current;
      if (!now) return;
      const next = { ...now, ...part };
      show(next);
      dirty.current = true;
      void sealed.write(place, next);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), 800);
    },
    [flush, place, show],
  );

  const sign = useCallback(
    async (measures: readonly Measured[]): Promise<unknown> => {
      clearTimeout(timer.current);
      if (flying.current) await flying.current;
      const now = latest.current;
      if (!now) return undefined;
      dirty.current = false;
      setSaved({ state: 'saving' });
      const going = { ...now, takenAt: now.takenAt ?? new Date().toISOString() };
      latest.current = going;
      try {
        await sealed.write(place, going);
        if (measures.length > 0) await post(`/api/patients/${patient}/measures`, { id: going.measuresId, measures, takenAt: going.takenAt });
        const kept = await post<Kept>(`/api/patients/${patient}/notes`, sent(going, true));
        await sealed.drop(place);
        setSaved({ state: 'signed', kept });
        return undefined;
      } catch (cause) {
        dirty.current = true;
        setSaved(cause instanceof Unreachable ? { state: 'here' } : { state: 'failed', why: cause instanceof Problem ? cause.detail : 'erreur inconnue.' });
        return cause;
      }
    },
    [patient, place],
  );

  const again = useCallback((): void => {
    show(blankNote());
    dirty.current = false;
    setSaved({ state: 'empty' });
  }, [show]);

  return { note, saved, change, sign, again };
}
