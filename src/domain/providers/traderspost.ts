import { longestRun, marks, plainText, wholeValue } from './plain-text.ts';
import type { Provider } from './provider.ts';
import { hexDigits, spell } from './spell.ts';

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
// What may follow a documented password; anything else makes it another, longer password.
const end = `(?=$|[\\s/?#"'\`<>\\\\,;:(){}\\[\\]|&${marks}]|\\.(?:$|\\s))`;
const documented = `[0-9a-f]{32}${end}`;
// Never cut short at a strange character: two passwords must not become one.
const unusual = '[^\\s/?#"\'`<>\\\\]+';
const start = `(?<![0-9a-z])${uuid}/`;

const documentedCore = new RegExp(`${start}${documented}`, 'g');
const anyCore = new RegExp(`${start}(?:${documented}|${unusual})`, 'g');
const documentedWhole = new RegExp(`^${uuid}/[0-9a-f]{32}$`);
const leadingUuid = new RegExp(`^${uuid}/`);
const everyUuid = new RegExp(uuid, 'gi');
const documentedUrl = new RegExp(
  `^https://webhooks\\.traderspost\\.io/trading/webhook/${uuid}/[0-9a-f]{32}$`,
  'i',
);

/** TradersPost webhooks: the core is the lower-cased `uuid/password`, whatever stands around it. */
export const traderspost: Provider = {
  name: 'traderspost',
  cores(value) {
    const text = plainText(value).toLowerCase();
    const found = [...(text.match(documentedCore) ?? []), ...(text.match(anyCore) ?? [])];
    return found.length > 0 ? [...new Set(found)] : wholeValue(value);
  },
  machineMade: (core) => documentedWhole.test(core),
  secretPart(core) {
    if (leadingUuid.test(core)) return core.replace(leadingUuid, '');
    return longestRun(core.replace(everyUuid, ' '));
  },
  shape: (value) => (documentedUrl.test(value.trim()) ? 'good' : 'unverified'),
  demo(bytes) {
    const password = spell(bytes.subarray(32, 64), hexDigits);
    const path = ['trading', 'webhook', madeUpUuid(bytes), password].join('/');
    return `https://webhooks.traderspost.io/${path}`;
  },
};

function madeUpUuid(bytes: Uint8Array): string {
  const hex = spell(bytes.subarray(0, 32), hexDigits);
  const groups = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(12, 15)}`];
  return [...groups, `a${hex.slice(15, 18)}`, hex.slice(18, 30)].join('-');
}
