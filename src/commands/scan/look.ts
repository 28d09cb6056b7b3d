import type { ScanReport } from '../../domain/leaks/scan-report.ts';
import type { Host } from '../../ports.ts';
import { scan } from '../../steps/scan.ts';
import type { ScanParts } from '../../steps/scan-parts.ts';
import type { Given } from '../command.ts';
import { askedScan } from './asked.ts';
import { scanText } from './text.ts';

/** `scan` itself: looks for leaks in what the options name. */
export const lookPart = {
  run: async (
    given: Given,
    host: Host,
    partsOf: (host: Host) => Promise<ScanParts>,
  ): Promise<ScanReport> => {
    const parts = await partsOf(host);
    return scan(host, parts, await askedScan(given, host, parts.sources));
  },
  text: scanText,
} as const;
