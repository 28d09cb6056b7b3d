import { longestRun, plainText, wholeValue } from './plain-text.ts';
import type { Provider } from './provider.ts';
import { alphanumerics, digits, spell } from './spell.ts';

// Host, version and suffix do not matter: id and token alone let anybody post.
const idAndToken = /(?<!\d)\d{17,20}\/[\w-]{30,}/g;
const documentedCore = /^\d{17,20}\/[\w-]{60,80}$/;
const documentedUrl =
  /^https:\/\/(?:(?:canary|ptb)\.)?discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{17,20}\/[\w-]{60,80}(?:\/(?:slack|github))?(?:\?[^\s#]*)?$/i;

/** Discord webhooks: the core is `id/token`; the token's case counts. */
export const discord: Provider = {
  name: 'discord',
  cores(value) {
    const found = plainText(value).match(idAndToken) ?? [];
    return found.length > 0 ? [...new Set(found)] : wholeValue(value);
  },
  machineMade: (core) => documentedCore.test(core),
  secretPart(core) {
    const token = /^\d{17,20}\/([\w-]{30,})$/.exec(core)?.[1];
    return token ?? longestRun(core);
  },
  shape: (value) => (documentedUrl.test(value.trim()) ? 'good' : 'unverified'),
  demo(bytes) {
    const id = `1${spell(bytes.subarray(0, 17), digits)}`;
    const token = spell(bytes.subarray(17, 85), `${alphanumerics}_-`);
    return ['https://discord.com/api', 'webhooks', id, token].join('/');
  },
};
