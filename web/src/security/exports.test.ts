import { describe, expect, it } from 'vitest';
import type { ExportRequest } from '../api/types';
import { answers } from './exports';

const asked = (state: ExportRequest['state']): ExportRequest => ({
  id: 'e',
  member: { id: 'moreau', name: 'Dr Camille MOREAU' },
  reason: 'changement de logiciel',
  at: '2026-11-24T09:00:00Z',
  state,
  mayAccept: state === 'waiting' ? [{ id: 'garnier', name: 'Sophie GARNIER' }] : [],
});

describe('a request to take all records out', () => {
  it('is accepted or refused by who may be the second', () => {
    expect(answers(asked('waiting'), 'garnier')).toEqual(['second', 'refuse']);
  });
  it('is refused, not accepted, by who asked and by who came today', () => {
    expect(answers(asked('waiting'), 'moreau')).toEqual(['refuse']);
    expect(answers(asked('waiting'), 'blanc')).toEqual(['refuse']);
  });
  it('can be refused by anybody while it may be used', () => {
    expect(answers(asked('granted'), 'garnier')).toEqual(['refuse']);
  });
  it('is answered no more when it is over', () => {
    expect([...answers(asked('refused'), 'garnier'), ...answers(asked('void'), 'garnier'), ...answers(asked('over'), 'garnier')]).toEqual([]);
  });
});
