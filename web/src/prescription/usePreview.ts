import { useEffect, useState } from 'react';
import { post, type Pages } from '../api/client';
import type { Weight } from '../fhir/chart';
import { posted, type Line } from './lines';

export type Format = 'A5' | 'A4';

export interface Preview {
  readonly pages: readonly string[];
  readonly busy: boolean;
  readonly error: unknown;
}

const nothing: Preview = { pages: [], busy: false, error: undefined };

/** The paper itself, laid out again 400 ms after a line changes; nothing is kept after the page leaves. */
export function usePreview(patient: string, lines: readonly Line[], weight: Weight | undefined, format: Format): Preview {
  const [preview, setPreview] = useState(nothing);
  const body = JSON.stringify({ lines: posted(lines), ...(weight === undefined ? {} : { weight }) });
  const none = lines.length === 0;
  useEffect(() => {
    if (none) {
      setPreview(nothing);
      return;
    }
    const end = new AbortController();
    setPreview((before) => ({ ...before, busy: true }));
    const timer = setTimeout(() => {
      post<Pages>(`/api/patients/${patient}/prescriptions/preview/pages?format=${format}`, JSON.parse(body) as unknown, { signal: end.signal })
        .then(({ pages }) => setPreview({ pages, busy: false, error: undefined }))
        .catch((error: unknown) => {
          if (!end.signal.aborted) setPreview((before) => ({ ...before, busy: false, error }));
        });
    }, 400);
    return () => {
      clearTimeout(timer);
      end.abort();
    };
  }, [patient, body, none, format]);
  return preview;
}
