import { entropyBits } from '../entropy.ts';
import { looksLikePlaceholder } from '../placeholder.ts';

// Longer than chance writes into a random token, so no word boundary is asked for.
const typed =
  /example|changeme|change_me|placeholder|redacted|dummy|notreal|not[-_]real|not[-_]a[-_](?:real|secret)|fake[-_]|[-_]fake|foobar|qwerty|abcdefg|12345678|98765432|deadbeef|0123abcd|abc123|123abc|abcd1234|1234abcd|x{5}|lorem|(?:my|super|top|test|some|strong|secret)[-_]?(?:secret|password)|(?:key|token|secret|password|value|url|id)_?-?(?:goes_?-?)?here|your[-_]?(?:api|key|token|secret|pass)/i;
// Printed in RFC 6749, 6750 and 7617 and in the documentation of AWS, Stripe, GitHub and others, hence copied everywhere.
const documented =
  /czZCaGRSa3F0Mz|mF_9\.B5f-4|2YotnFZFEjr1zCsic|tGzv3JOkF0XG5Qx2|SplxlOBeZQQYbYS6|7Fjfp0ZBr1KtDRbn|wJalrXUtnFEMI|je7MtGbClwBF|gX1fBat3bV|s6BhdRkqt3|Eby8vdM02xNOcqFlqU|4eC39HqLyjWDarjtT1|BQokikJOvBiI2HlWgH|tGN0bIwXnHdwOa85VA|26PHem9AhJZvU623Df|16C7e42F292c6912E7|9944b09199c62bcf9418ad846dd0e4bb/;
const run = /(.)\1{5}/;
const cycle = /^(.{1,8})\1{2,}.{0,7}$/;

/** True when a person typed it to stand for a credential: a placeholder, an example, a pattern. */
export function looksMadeUp(text: string): boolean {
  if (looksLikePlaceholder(text) || typed.test(text) || documented.test(text) || run.test(text))
    return true;
  return cycle.test(text) || new Set(text).size * 5 < Math.min(text.length, 40);
}

/** True when no person typed it: it holds at least so many bits, and nothing says that it was made up. */
export function looksRandom(text: string, bits: number): boolean {
  return !looksMadeUp(text) && entropyBits(text) >= bits;
}
