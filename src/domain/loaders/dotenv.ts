import { parse } from 'dotenv';
import { Secret } from '../secret.ts';
import { lossyText } from '../utf8-text.ts';
import type { Loader, Reading } from './loader.ts';

const nameAtLineStart = /^\s*(?:export\s+)?([\w.-]+)\s*(?:[=:]|$)/;

/**
 * npm dotenv 18: its own `parse()`, so values are exact. It tells neither lines nor repeats, so
 * each key comes once, at the last line that begins with its name, and nothing is called ignored.
 */
export const dotenv: Loader = { name: 'dotenv', versions: ['16'], rules: {}, read };

function read(bytes: Uint8Array): Reading {
  const text = lossyText(bytes);
  const lines = lastLines(text);
  // The default parser gives the same values, but takes minutes on a run of blank lines.
  const assignments = Object.entries(parse(text, { fast: true }))
    .map(([key, value]) => ({ key, value: Secret.of(value), line: lines.get(key) ?? 1 }))
    .sort((a, b) => a.line - b.line);
  return { kind: 'read', assignments, ignored: [], unsure: [] };
}

function lastLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  for (const [index, line] of text.split('\n').entries()) {
    for (const part of line.split(/[\r\u2028\u2029]/)) {
      const name = nameAtLineStart.exec(part)?.[1];
      if (name !== undefined) lines.set(name, index + 1);
    }
  }
  return lines;
}
