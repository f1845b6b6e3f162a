import { useMutation } from '@tanstack/react-query';
import { blobUrl, get, type Pages } from '../api/client';
import { printPages } from './print';
import type { Format } from './usePreview';

/** Prints a signed sheet, as often as asked: the same pages each time, and each time a trace. */
export function usePrint(patient: string, sheet: string, format: Format) {
  const at = `/api/patients/${patient}/prescriptions/${sheet}`;
  const print = useMutation({
    mutationFn: async () => {
      const { pages } = await get<Pages>(`${at}/pages?format=${format}`);
      await printPages(pages, format);
      return pages;
    },
  });
  const open = useMutation({
    mutationFn: async () => {
      const tab = window.open('', '_blank');
      try {
        const url = await blobUrl(`${at}/pdf?format=${format}`);
        if (tab) tab.location.href = url;
        setTimeout(() => URL.revokeObjectURL(url), 60_000);
      } catch (problem) {
        tab?.close();
        throw problem;
      }
    },
  });
  return { print, open };
}
