import { baselineText, entriesOf } from '../domain/leaks/baseline.ts';
import { mustBeSaid } from '../domain/leaks/hit.ts';
import type { ScanReport } from '../domain/leaks/scan-report.ts';
import { fail } from '../errors.ts';
import type { Host } from '../ports.ts';
import { replaceFile } from './replace-file.ts';
import type { Look } from './scan.ts';
import { seesWholeTree } from './scan-allowances.ts';

/**
 * Records everything that was found and may be lived with: what nothing else allows, and nothing of ours that
 * is live. Entries about what is gone are gone.
 */
export function writeBaseline(host: Host, look: Look, salt: string): ScanReport['written'] {
  const { judged, files, places, shown } = look;
  const path = files.baselinePath ?? noPlace();
  const kept = judged.filter(
    ({ hit, silencedBy }) =>
      !mustBeSaid(hit) && (silencedBy === undefined || silencedBy === 'baseline'),
  );
  const told = kept.map(({ hit }) => {
    const file = places.pathOf(hit.piece);
    return { hit, ...(file === undefined ? {} : { file: shown(file) }) };
  });
  const entries = entriesOf(told, files.baseline?.entries ?? [], !seesWholeTree(look));
  const at = path.lastIndexOf('/');
  const bytes = new TextEncoder().encode(baselineText(salt, entries));
  replaceFile(host, path.slice(0, at) || '/', path.slice(at + 1), bytes, { mode: 0o644 });
  return { file: path, entries: entries.length };
}

function noPlace(): never {
  return fail({
    kind: 'usage',
    rule: 'baseline-nowhere',
    message: 'what was scanned is no tree, so there is no place for a baseline',
    remedy: 'name a file with --baseline FILE',
  });
}
