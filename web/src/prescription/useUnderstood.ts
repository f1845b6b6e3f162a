import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { post } from '../api/client';
import type { Understood } from '../api/types';

export const understand = (text: string, drug: string | undefined, verbatim: string | undefined, signal?: AbortSignal): Promise<Understood> => post<Understood>('/api/prescription/understand', { text, ...(drug ? { drug } : {}), ...(verbatim ? { verbatim } : {}) }, signal ? { signal } : {});

/** What the line means, as it is typed, of the drug that was picked for it where one was; words kept from it make no dose. */
export function useUnderstood(typed: string, drug: string | undefined, verbatim: string | undefined) {
  const [settled, setSettled] = useState('');
  const text = typed.trim();
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 140);
    return () => clearTimeout(timer);
  }, [text]);
  const answer = useQuery({ queryKey: ['understand', settled, drug, verbatim], enabled: settled.length >= 3, queryFn: ({ signal }) => understand(settled, drug, verbatim, signal), placeholderData: keepPreviousData, staleTime: 60_000 });
  return { read: settled.length >= 3 ? answer.data : undefined, current: settled === text && !answer.isPlaceholderData && !answer.isFetching, error: answer.error };
}
