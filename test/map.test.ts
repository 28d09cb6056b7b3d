import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { rooms } from './house-doors.ts';
import { tableUnder } from './shown-commands.ts';

const source = resolve(import.meta.dirname, '../src');
const map = readFileSync(join(source, 'README.md'), 'utf8');

const named = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '');
const rowsUnder = (...heads: string[]) => tableUnder(map, heads);

test('the map names only files and folders that are there', () => {
  const paths = named(map).filter((code) => /^[\w@/.-]+(?:\/|\.(?:ts|cjs|mjs))$/.test(code));
  const missing = paths.filter(
    (path) => !existsSync(join(source, path)) && !existsSync(join(source, '..', path)),
  );
  expect(paths.length).toBeGreaterThan(50);
  expect(missing).toEqual([]);
});

test('the map has every room of the house, and the build', () => {
  const rows = rowsUnder('room', 'what lives there', 'knows nothing of');
  const shown = rows.map(([room]) => named(room ?? '')[0]);
  expect([...shown].sort()).toEqual([...rooms.map(({ name }) => name), 'build/'].sort());
  const inSource = readdirSync(source, { withFileTypes: true })
    .filter(({ name }) => name !== 'README.md')
    .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
  expect([...shown].sort()).toEqual(inSource.sort());
});

test('each stage of the trip is a file that the one before can reach', () => {
  const files = rowsUnder('stage', 'file', 'what happens').flatMap(([, cell]) => named(cell ?? ''));
  const trip = [...new Set(files)].filter((path) => path.endsWith('.ts'));
  const reached = reachableFrom('main.ts');
  expect(trip.length).toBeGreaterThan(20);
  expect(trip.filter((path) => !reached.has(path))).toEqual([]);
});

test('every word of the dictionary is explained once', () => {
  const words = rowsUnder('word', 'meaning').map(([word]) => word);
  expect(new Set(words).size).toBe(words.length);
  expect(words).toContain('unproven');
});

/** Every file some import leads to, beginning here. */
function reachableFrom(entry: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  const text = readFileSync(join(source, entry), 'utf8');
  for (const [, path = ''] of text.matchAll(/(?:from|import\() ?'(\.[^']+\.ts)'/g)) {
    reachableFrom(join(entry, '..', path), seen);
  }
  return seen;
}
