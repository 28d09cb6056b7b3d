import { exitCodeOf } from '../domain/exit-code.ts';
import type { Report } from '../domain/report.ts';
import type { ErrorFacts } from '../errors.ts';
import type { Host } from '../ports.ts';
import type { Paint } from '../render/paint.ts';
import { type ScanParts, scanParts } from '../steps/scan-parts.ts';
import type { Command, Given } from './command.ts';
import { asksForHook, hookOptions, scanOptions } from './scan/options.ts';

/** `scan`: leaked secrets, our own first, in whatever can be read; an error finding exits 1. */
export const scan = scanCommand(scanParts);

type PartReport = Report & { readonly part: 'scan' | 'hook' };

/** The verb over these parts: tests bring their own. */
export function scanCommand(partsOf: (host: Host) => Promise<ScanParts>): Command<PartReport> {
  const texts = new Map<string, Text>();
  return {
    verb: 'scan',
    options: { ...scanOptions, ...hookOptions },
    examples: [
      { line: 'pine-env scan', about: 'what git tracks here and would add, before it is pushed' },
      {
        line: 'pine-env scan --log /var/log/pine/worker.log.1.gz',
        about: 'a log, before somebody else reads it',
      },
    ],
    notes: [
      'A line that holds, or stands below, "pine-env:allow RULE reason" may hold what it names; .pine-env-scan.yaml says which paths are passed over. A live key of ours is reported all the same.',
    ],
    // Each part in its own file: what a hook needs, a scan must not pay for.
    run: async (given: Given, host: Host) => {
      if (asksForHook(given)) {
        const { hookPart } = await import('./scan/hook.ts');
        texts.set('hook', hookPart.text as unknown as Text);
        return hookPart.run(given, host);
      }
      const { lookPart } = await import('./scan/look.ts');
      texts.set('scan', lookPart.text as unknown as Text);
      return lookPart.run(given, host, partsOf);
    },
    text: (report, paint) => texts.get(report.part)?.(report, paint) ?? [],
    exitOf,
  };
}

type Text = (report: PartReport, paint: Paint) => readonly string[];

/** A program that cannot read for us (journalctl, git) is a source that cannot be read. */
function exitOf({ kind }: ErrorFacts): number {
  return exitCodeOf(kind === 'provider' ? 'unsafe-file' : kind);
}
