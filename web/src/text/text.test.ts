import { describe, expect, it } from 'vitest';
import { age, ago, date, fullName, phone, shortName, time } from './format';
import { number } from './say';
import { french } from './typography';

describe('French typography', () => {
  it('puts a narrow no-break space before double marks and inside guillemets', () => {
    expect(french('Pieds : rien ; « cœur » ça va ?')).toBe('Pieds\u202f: rien\u202f; «\u202fcœur\u202f» ça va\u202f?');
  });
  it('leaves addresses and times of day written with a colon alone', () => {
    expect(french('https://carnet.example')).toBe('https://carnet.example');
  });
  it('groups thousands, keeps units with their number, curls apostrophes', () => {
    expect(french('Metformine 1000 mg, 500 mg, 2019 cas')).toBe('Metformine 1\u202f000\u00a0mg, 500\u00a0mg, 2019 cas');
    expect(french("l'ordonnance, 1 000 mg, 7,1 %")).toBe('l’ordonnance, 1\u202f000\u00a0mg, 7,1\u00a0%');
  });
  it('writes the hour with no-break spaces', () => {
    expect(french('à 14 h 05')).toBe('à 14\u00a0h\u00a005');
    expect(time('2026-11-24T13:05:00Z')).toBe('14\u00a0h\u00a005');
  });
});

describe('what clinicians read', () => {
  it('writes dates in full, in part, or unknown', () => {
    expect([date('1957-03-12'), date('2019-04'), date('1971'), date(undefined)]).toEqual(['12/03/1957', '04/2019', '1971', 'inconnu']);
    expect(date('2026-11-24T23:30:00Z')).toBe('25/11/2026');
  });
  it('counts age in years, then months, then days', () => {
    expect([age('1957-03-12', '2026-11-24'), age('2025-12-25', '2026-11-24'), age('2026-11-20', '2026-11-24')]).toEqual(['69\u00a0ans', '10\u00a0mois', '4\u00a0jours']);
  });
  it('writes names, telephones, numbers and ages of things', () => {
    expect(fullName({ family: 'Lefèvre', given: 'Hugo' })).toBe('LEFÈVRE Hugo');
    expect([shortName('Dr Camille MOREAU'), shortName('Sophie GARNIER'), shortName('Dr Jean-Luc PETIT')]).toEqual(['Dr C. MOREAU', 'S. GARNIER', 'Dr J.-L. PETIT']);
    expect(phone('+33612345678')).toBe('06\u00a012\u00a034\u00a056\u00a078');
    expect(number(1234.5)).toBe('1\u202f234,5');
    expect(ago('2026-11-24T10:00:00Z', Date.parse('2026-11-24T10:04:10Z'))).toBe('il y a 4\u00a0min');
  });
});
