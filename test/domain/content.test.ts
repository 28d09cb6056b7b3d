import { afterEach, describe, expect, it, vi } from 'vitest';
import { judge, viewOf } from '../../src/domain/checks/index.ts';
import { valueNotCertain } from '../../src/domain/checks/value-not-certain.ts';
import { contentFrom } from '../../src/domain/content.ts';
import { loaders } from '../../src/domain/loaders/index.ts';
import { lastValue } from '../../src/domain/loaders/loader.ts';
import { aWorld } from './a-world.ts';
import { bytesOf } from './loaders/examples.ts';

const continued = bytesOf('# note \\\nA=1\n');

describe('the content of an env file', () => {
  afterEach(() => vi.restoreAllMocks());

  it('is heard in every version that nobody can exclude, the oldest first', () => {
    const content = contentFrom(continued);
    expect(content.heard('systemd').map(({ version }) => version)).toEqual(['252', '254']);
    expect(lastValue(content.read('systemd'), 'A')).toBeUndefined();
  });

  it('is heard in one version where the host has told it, also a newer one than the model names', () => {
    const content = contentFrom(continued, { systemd: '257' });
    expect(content.heard('systemd').map(({ version }) => version)).toEqual(['254']);
    expect(lastValue(content.read('systemd'), 'A')?.reveal()).toBe('1');
  });

  it('is read by a model once, however often it is asked', () => {
    const read = vi.spyOn(loaders.bash, 'read');
    const content = contentFrom(continued);
    content.read('bash');
    content.heard('bash');
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('is uncertain, and not a fault of the program, where a model fails on it', () => {
    vi.spyOn(loaders.systemd, 'read').mockImplementation(() => {
      throw new Error('a fault in the model');
    });
    const view = viewOf(aWorld(), 'paper');
    expect(view && judge([valueNotCertain], view)).toMatchObject([
      { severity: 'error', message: expect.stringContaining('has a model that fails on this') },
    ]);
  });

  it('gives a line by its number, and nothing behind the last', () => {
    const content = contentFrom(bytesOf('A=1\nB=2'));
    expect([0, 1, 2, 3].map((line) => content.line(line).reveal())).toEqual(['', 'A=1', 'B=2', '']);
  });
});
