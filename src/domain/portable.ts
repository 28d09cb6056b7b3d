import type { Severity } from './finding.ts';
import {
  type PortableRule,
  type PortableRuleName,
  portableRules,
  type Subset,
} from './portable-rules.ts';
import { type StatementFault, statementFaults } from './portable-statements.ts';
import { hasNoncharacter, lossyText, utf8Text } from './utf8-text.ts';

/** A line some loader may read differently; nothing here quotes or measures the line's text. */
export interface UnportableLine {
  readonly line: number;
  readonly key?: string;
  readonly rule: PortableRuleName;
  readonly severity: Severity;
  readonly message: string;
  readonly remedy: string;
}

/** The subset that is read alike by every one of these loaders. */
export function portableFor(loaders: readonly string[]): Subset {
  return loaders.includes('docker') || loaders.includes('xargs') ? 'P' : 'Q';
}

/**
 * Every line outside the subset, in file order. Empty means that every loader the subset covers
 * takes the same keys and values from these bytes.
 */
export function unportableLines(
  bytes: Uint8Array,
  subset: Subset = 'Q',
): readonly UnportableLine[] {
  const text = lossyText(bytes);
  const judgedElsewhere = /^\uFEFF|[\r\0]/g;
  const faults: StatementFault[] = [
    ...byteFaults(bytes, text, subset),
    ...statementFaults(text.replace(judgedElsewhere, ''), subset),
  ];
  return faults.sort((a, b) => a.line - b.line).map((fault) => described(fault, subset));
}

function described(fault: StatementFault, subset: Subset): UnportableLine {
  const { severity, message, remedy, withoutQuotes }: PortableRule = portableRules[fault.rule];
  if (subset === 'Q') return { ...fault, severity, message, remedy };
  // What is only untidy elsewhere changes the value for docker or xargs.
  const graver = severity === 'warning' ? 'error' : severity;
  return { ...fault, severity: graver, message, remedy: withoutQuotes ?? remedy };
}

function byteFaults(bytes: Uint8Array, text: string, subset: Subset): readonly StatementFault[] {
  const lines = text.split('\n');
  const faults = lines.flatMap((line, index) =>
    lineFaults(line, subset).map((rule) => ({ line: index + 1, rule })),
  );
  for (const line of linesNotUtf8(bytes)) faults.push({ line, rule: 'not-utf8' });
  if (text.startsWith('\uFEFF')) faults.push({ line: 1, rule: 'bom' });
  const firstCrLf = lines.findIndex((line) => line.endsWith('\r'));
  if (firstCrLf >= 0) faults.push({ line: firstCrLf + 1, rule: 'carriage-return' });
  if (lines.at(-1) !== '') faults.push({ line: lines.length, rule: 'no-newline-at-end' });
  return faults;
}

function lineFaults(line: string, subset: Subset): PortableRuleName[] {
  const rules: PortableRuleName[] = [];
  if (line.includes('\0')) rules.push('nul');
  if (hasNoncharacter(line)) rules.push('noncharacter');
  if (line.slice(0, -1).includes('\r')) rules.push('carriage-return-inside');
  // P is ASCII, so characters are bytes wherever this is the only fault.
  if (subset === 'P' && line.length > 65_535) rules.push('line-too-long');
  return rules;
}

function linesNotUtf8(bytes: Uint8Array): readonly number[] {
  if (utf8Text(bytes) !== undefined) return [];
  const found: number[] = [];
  for (let from = 0, line = 1; from <= bytes.length; line++) {
    const newline = bytes.indexOf(0x0a, from);
    const to = newline < 0 ? bytes.length : newline;
    if (utf8Text(bytes.subarray(from, to)) === undefined) found.push(line);
    from = to + 1;
  }
  return found;
}
