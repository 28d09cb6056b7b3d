import { longestRun, plainText, wholeValue } from './plain-text.ts';
import type { Provider } from './provider.ts';
import { alphanumerics, spell } from './spell.ts';

const key = /(?<![A-Za-z0-9])db-[A-Za-z0-9]{29}(?![A-Za-z0-9])/g;
const wholeKey = /^db-[A-Za-z0-9]{29}$/;

/** Databento keys: `db-` and 29 letters and digits; a digit is not required, case counts. */
export const databento: Provider = {
  name: 'databento',
  cores(value) {
    const found = plainText(value).match(key) ?? [];
    return found.length > 0 ? [...new Set(found)] : wholeValue(value);
  },
  machineMade: (core) => wholeKey.test(core),
  secretPart: (core) => (wholeKey.test(core) ? core.slice('db-'.length) : longestRun(core)),
  shape: (value) => (wholeKey.test(value.trim()) ? 'good' : 'unverified'),
  demo: (bytes) => ['db', spell(bytes.subarray(0, 29), alphanumerics)].join('-'),
};
