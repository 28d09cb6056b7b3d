import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { base64Characters, madeUpText } from '../made-up-text.ts';

/** RSA private keys as .NET writes them in XML. */
export const xmlPrivateKey: LeakRule = {
  name: 'xml-private-key',
  title: 'a private key (XML)',
  anchors: ['<D>', '&lt;D&gt;'],
  foldsCase: false,
  before: 40,
  reach: 760,
  pattern:
    /(?:<|&lt;)\/\w{1,12}(?:>|&gt;)\s{0,20}(?:<|&lt;)D(?:>|&gt;)\s{0,20}(?<secret>[A-Za-z0-9+/]{60,700})/dg,
  isReal: (secret) => looksRandom(secret, 100),
  remedy:
    'make a new key, put its public half where the old one is trusted, and remove the old one there',
  ok: () => [
    `<InverseQ>...</InverseQ><D>...</D></RSAKeyValue>`,
    '<Modulus>x</Modulus><Exponent>AQAB</Exponent>',
  ],
  ng: () => [
    `<RSAKeyValue><DQ>x</DQ><InverseQ>${part('a', 86)}==</InverseQ><D>${part('b', 342)}==</D></RSAKeyValue>`,
    `<Q>x</Q><D>${part('e', 342)}==</D></RSAKeyValue>`,
    `  <InverseQ>${part('c', 86)}==</InverseQ>\n  <D>${part('d', 342)}==</D>\n`,
  ],
};

function part(seed: string, count: number): string {
  return madeUpText(`xml ${seed}`, count, base64Characters);
}
