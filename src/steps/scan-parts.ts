import type { LeakRule } from '../domain/leaks/leak-rule.ts';
import type { BytesWork, LeakScanner, ScanOrder } from '../domain/leaks/leak-scanner.ts';
import { leakRules } from '../domain/leaks/rules/index.ts';
import { leakScanner } from '../domain/leaks/scan-blocks.ts';
import type { Host, LeakSources } from '../ports.ts';

/** What a scan is put together from. */
export interface ScanParts {
  readonly rules: readonly LeakRule[];
  readonly scannerFor: (order: ScanOrder) => LeakScanner;
  readonly sources: LeakSources;
  readonly work: BytesWork;
}

/** How many encodings are taken off: base64 of gzip of percent is three. */
export const scanDepth = 3;

/** What no rule finds, but what is known: the names that allowances and baselines may use as well. */
const knownRules = ['known-value', 'known-fragment'] as const;

/** Every rule a leak may bear. */
export function ruleNames(rules: readonly LeakRule[]): ReadonlySet<string> {
  return new Set([...rules.map(({ name }) => name), ...knownRules]);
}

/** The real parts. */
export async function scanParts(host: Host): Promise<ScanParts> {
  return {
    rules: leakRules,
    scannerFor: leakScanner,
    sources: await host.leakSources(),
    work: await host.bytesWork(),
  };
}
