import { useMutation } from '@tanstack/react-query';
import { post } from '../api/client';
import type { Renewed } from '../api/types';

/** Signed lines asked for again, by their ids: each comes back as a line, or with the reason why it does not. */
export const useRenewal = (patient: string, takeOver: (renewed: readonly Renewed[]) => void) =>
  useMutation({
    mutationFn: (of: readonly string[]) => post<readonly Renewed[]>(`/api/patients/${patient}/prescriptions/renewal`, { of }),
    onSuccess: takeOver,
  });
