import type { RunTexts } from './base64-runs.ts';
import { type DecodedText, decodedText } from './decoded-text.ts';
import { escapeForms } from './escape-forms.ts';
import { type EscapeRegion, escapeRegion } from './escape-regions.ts';
import type { Text } from './text.ts';

/** Everything that is decoded out of a text, encoding by encoding; most texts have next to nothing of it. */
export interface DecodedLayer {
  /** Begins with another text. */
  begin(text: Text): void;
  readonly runs: RunTexts;
  readonly wide: DecodedText;
  readonly regions: readonly EscapeRegion[];
  /** What was decoded. */
  texts(): readonly Text[];
}

/** One for each depth at which texts are searched, since a deeper one begins before the outer one is done. */
export function decodedLayer(): DecodedLayer {
  const runs = { base64: decodedText('base64'), hex: decodedText('hex') };
  const wide = decodedText('utf-16');
  const regions = escapeForms.map(escapeRegion);
  const others = [runs.base64, runs.hex, wide];
  return {
    ...{ runs, wide, regions },
    begin(text) {
      for (const other of others) other.begin(text);
      for (const region of regions) region.begin(text);
    },
    texts() {
      const all = [...others, ...regions.map((region) => region.finish())];
      return all.flatMap((one) => one.text() ?? []);
    },
  };
}
