import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { post } from '../api/client';
import type { Refused } from '../api/types';
import { posted, type Line } from './lines';

/** The rules that each line breaks, by its key; said as soon as they are broken, not when she signs. */
export function useChecked(lines: readonly Line[]): ReadonlyMap<string, readonly Refused[]> {
  const body = { lines: posted(lines) };
  const answer = useQuery({
    queryKey: ['check', body],
    enabled: lines.length > 0,
    queryFn: ({ signal }) => post<readonly (readonly Refused[])[]>('/api/prescription/check', body, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const current = answer.isPlaceholderData ? [] : (answer.data ?? []);
  return new Map(lines.map((line, at) => [line.key, current[at] ?? []]));
}
