import type { Trace, TracePlace } from '../../../src/domain/traces/trace.ts';
import type { Setup } from '../a-world.ts';
import { type Case, onPaper } from './case.ts';

const key = 'TRADERSPOST_WEBHOOK_URL';

function found(place: TracePlace, ...traces: readonly Partial<Trace>[]): Setup {
  return {
    traces: { found: traces.map((one) => ({ place, where: 'w', key, ...one })), unread: [] },
  };
}

function unread(place: TracePlace): Setup {
  return { traces: { found: [], unread: [{ place, where: 'w', why: 'EACCES' }] } };
}

/** The rows that are the same for each place; `where` is how one is told. */
function rows(
  place: TracePlace,
  other: TracePlace,
): readonly (readonly [string, Setup, string?])[] {
  return [
    ['it could not be read', unread(place), 'warning w'],
    ['one lies elsewhere', found(other, { line: 1 })],
    ['nobody looked', {}],
  ];
}

/** Keys that lie about in an account. */
export const accountCases: readonly Case[] = [
  ...onPaper(
    'keys-in-environment',
    ['a live value', found('environment', { variable: 'X', environment: 'live' }), 'warning w X'],
    ['a name alone', found('environment', { variable: key }), `warning w ${key}`],
    ...rows('environment', 'history'),
  ),
  ...onPaper(
    'keys-in-startup-file',
    [
      'two in one line are told once',
      found('startup-file', { line: 3 }, { line: 3, key: 'DATABENTO_API_KEY' }),
      'warning w:3',
    ],
    ...rows('startup-file', 'environment'),
  ),
  ...onPaper(
    'keys-in-history',
    ['a value', found('history', { line: 9, environment: 'paper' }), 'warning w:9'],
    ...rows('history', 'multiplexer'),
  ),
  ...onPaper(
    'keys-in-terminal-multiplexer',
    ['a value', found('multiplexer', { variable: 'X', environment: 'paper' }), 'warning w X'],
    ...rows('multiplexer', 'startup-file'),
  ),
];
