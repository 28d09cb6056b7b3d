import { describe, expect, test } from 'vitest';
import {
  behindLink,
  type Declared,
  merged,
  underProfile,
} from '../../../src/domain/running/linked-environment.ts';
import { Secret } from '../../../src/domain/secret.ts';
import {
  aLink,
  aProfile,
  aWorld,
  fileFacts,
  link,
  liveFile,
  paperFile,
  type Setup,
} from '../a-world.ts';
import { values } from '../env-samples.ts';

const hook = (declared: Declared) => declared?.get('TRADERSPOST_WEBHOOK_URL')?.reveal();
const plain = (text: string) => ({ files: { [paperFile]: text } });

describe('what systemd would read behind a link', () => {
  test.each<[string, Setup, string | undefined]>([
    ['is the linked file', {}, values.paperHook],
    ['is the live file where live is linked', { links: { [link]: liveFile } }, values.liveHook],
    ['is nothing without a link', { links: { [link]: null } }, undefined],
    [
      'is nothing behind a stranger’s file',
      { links: { [link]: aLink(link, 'o.env', fileFacts()) } },
      undefined,
    ],
    [
      'is nothing when the file is gone',
      {
        files: { [paperFile]: { kind: 'absent', file: paperFile } },
      },
      undefined,
    ],
  ])('%s', (_about, setup, value) => {
    expect(hook(behindLink(aWorld(setup), link))).toBe(value);
  });

  test('is as systemd reads it: without quotes, the last of two, and no comment', () => {
    const declared = behindLink(aWorld(plain('A="1"\nB=x\nB=y\n# C=1\nD=true # paper\n')), link);
    const told = [...(declared ?? [])].map(([key, value]) => [key, value.reveal()]);
    expect(told).toEqual([
      ['A', '1'],
      ['B', 'y'],
      ['D', 'true # paper'],
    ]);
  });

  test('is nothing where systemd refuses the file', () => {
    const text = new Uint8Array([65, 61, 255, 254, 10]);
    expect(behindLink(aWorld({ files: { [paperFile]: text } }), link)).toBeUndefined();
  });
});

test('under a profile it would be that profile’s file, and nothing for a link it does not declare', () => {
  const world = aWorld();
  expect(hook(underProfile(world, aProfile('live'), link))).toBe(values.liveHook);
  expect(underProfile(world, aProfile('live'), 'other.env')).toBeUndefined();
});

describe('several files together', () => {
  const of = (lines: Record<string, string>): Declared =>
    new Map(Object.entries(lines).map(([key, value]) => [key, Secret.of(value)]));
  test.each<[string, readonly Declared[], Record<string, string> | undefined]>([
    ['are all of them', [of({ A: '1' }), of({ B: '2' })], { A: '1', B: '2' }],
    ['have the later value', [of({ A: '1' }), of({ A: '2' })], { A: '2' }],
    ['are nothing when one cannot be read', [of({ A: '1' }), undefined], undefined],
    ['are empty when there is none', [], {}],
  ])('%s', (_about, all, told) => {
    const known = merged(all);
    const revealed = known && [...known].map(([key, value]) => [key, value.reveal()]);
    expect(revealed && Object.fromEntries(revealed)).toEqual(told);
  });
});
