import { useEffect, useState } from 'react';
import { blobUrl } from '../api/client';
import { posted, type Line } from './lines';

export type Format = 'A5' | 'A4';

export interface Preview {
  readonly url: string | undefined;
  readonly busy: boolean;
  readonly error: unknown;
}

/** The PDF itself, laid out again 500 ms after a line changes; nothing is kept after the page leaves. */
export function usePreview(patient: string, lines: readonly Line[], format: Format): Preview {
  const [preview, setPreview] = useState<Preview>({ url: undefined, busy: false, error: undefined });
  const body = JSON.stringify({ lines: posted(lines) });
  const none = lines.length === 0;
  useEffect(() => {
    if (none) {
      setPreview((before) => {
        if (before.url) URL.revokeObjectURL(before.url);
        return { url: undefined, busy: false, error: undefined };
      });
      return;
    }
    const end = new AbortController();
    setPreview((before) => ({ ...before, busy: true }));
    const timer = setTimeout(() => {
      blobUrl('POST', `/api/patients/${patient}/prescriptions/preview?format=${format}`, { body: JSON.parse(body) as unknown, signal: end.signal })
        .then((url) =>
          setPreview((before) => {
            if (before.url) URL.revokeObjectURL(before.url);
            return { url, busy: false, error: undefined };
          }),
        )
        .catch((error: unknown) => {
          if (!end.signal.aborted) setPreview((before) => ({ ...before, busy: false, error }));
        });
    }, 500);
    return () => {
      clearTimeout(timer);
      end.abort();
    };
  }, [patient, body, none, format]);
  return preview;
}
