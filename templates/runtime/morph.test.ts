import { describe, expect, it } from 'vitest';
import { type Morph, morph } from './morph.ts';

const targetOf = morph('targetCompany targetPerson') as Morph<'targetCompany' | 'targetPerson'>;

describe('a morph relation', () => {
  it('gives the record that was selected', () => {
    const record = { targetCompany: null, targetPerson: { name: 'Ada' } };
    expect(targetOf(record)).toEqual({ type: 'targetPerson', record: { name: 'Ada' } });
  });

  it('gives the id where ids were selected', () => {
    expect(targetOf({ targetCompanyId: 'c', targetPersonId: null })).toEqual({
      type: 'targetCompany',
      id: 'c',
    });
  });

  it('gives both where both were, and no record where it was soft-deleted', () => {
    const ids = { targetCompanyId: null, targetPersonId: 'p' };
    expect(targetOf({ ...ids, targetPerson: { name: 'Ada' } })).toEqual({
      type: 'targetPerson',
      id: 'p',
      record: { name: 'Ada' },
    });
    expect(targetOf({ ...ids, targetPerson: null })).toEqual({ type: 'targetPerson', id: 'p', record: null });
  });

  it('gives what is set among what was selected, each in its own way', () => {
    expect(targetOf({ targetCompany: null, targetPersonId: 'p' })).toEqual({ type: 'targetPerson', id: 'p' });
    expect(targetOf({ targetCompany: { name: 'A' }, targetPersonId: null })).toEqual({
      type: 'targetCompany',
      record: { name: 'A' },
    });
  });

  it('is null where nothing is set, or nothing of it was selected', () => {
    expect(targetOf({ targetCompany: null, targetCompanyId: null, targetPersonId: null })).toBeNull();
    expect(targetOf({ id: 'x' })).toBeNull();
  });

  it('gives the first by name where several are set', () => {
    expect(targetOf({ targetPersonId: 'p', targetCompanyId: 'c' })).toMatchObject({ type: 'targetCompany' });
  });
});
