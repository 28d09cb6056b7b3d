import { hexDigits } from '../../providers/spell.ts';
import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { madeUpText } from '../made-up-text.ts';

// Prefixes that these vendors document so that scanners can know their tokens, and what follows.
const shapes: Readonly<Record<string, string>> = {
  dop_v1_: '[0-9a-f]{64}',
  doo_v1_: '[0-9a-f]{64}',
  dor_v1_: '[0-9a-f]{64}',
  shpat_: '[0-9a-fA-F]{32}',
  shpss_: '[0-9a-fA-F]{32}',
  shpca_: '[0-9a-fA-F]{32}',
  shppa_: '[0-9a-fA-F]{32}',
  lin_api_: '[A-Za-z0-9]{40}',
  glsa_: '[A-Za-z0-9]{32}_[0-9a-f]{8}',
  glc_eyJ: '[A-Za-z0-9+/]{40,400}={0,2}',
  'hvs.': '[\\w-]{24,300}',
  'hvb.': '[\\w-]{100,300}',
  ATATT3: '[\\w=-]{100,250}',
  'dp.pt.': '[A-Za-z0-9]{40,44}',
  'dp.st.': '[\\w.-]{40,80}',
  sntrys_eyJ: '[A-Za-z0-9+/=_]{80,400}',
  'PMAK-': '[0-9a-f]{24}-[0-9a-f]{34}',
  'AGE-SECRET-KEY-1': '[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}',
  'NRAK-': '[A-Z0-9]{27}',
  'sq0csp-': '[\\w-]{43}',
  'sq0atp-': '[\\w-]{22}',
  dckr_pat_: '[\\w-]{27}',
  rubygems_: '[0-9a-f]{48}',
  pscale_tkn_: '[\\w.=-]{32,64}',
  pscale_pw_: '[\\w.=-]{32,64}',
  sbp_: '[0-9a-f]{40}',
  sb_secret_: '[\\w-]{30,48}',
  'pat-na1-': '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
  ntn_: '[A-Za-z0-9]{46}',
  gsk_: '[A-Za-z0-9]{52}',
  'pplx-': '[A-Za-z0-9]{48,56}',
  'xai-': '[A-Za-z0-9]{80}',
  r8_: '[A-Za-z0-9]{37}',
  'tvly-': '[A-Za-z0-9-]{32,48}',
  figd_: '[\\w-]{40}',
  'FlyV1 fm2_': '[A-Za-z0-9+/=,_]{80,400}',
  dapi: '[0-9a-f]{32}(?:-\\d)?',
  phx_: '[A-Za-z0-9]{43,48}',
  'pul-': '[0-9a-f]{40}',
  CCIPAT_: '[A-Za-z0-9]{22}_[0-9a-f]{40}',
  'xkeysib-': '[0-9a-f]{64}-[A-Za-z0-9]{16}',
  EAAA: '[\\w-]{60}',
  AKCp: '[A-Za-z0-9]{69}',
  'tskey-auth-': '[A-Za-z0-9]{10,20}-[A-Za-z0-9]{20,40}',
};
const literal = (text: string) => text.replace(/[.-]/g, '\\$&');
const any = Object.entries(shapes).map(([prefix, rest]) => `${literal(prefix)}${rest}`);

/** Tokens of many a vendor that its documented prefix tells: DigitalOcean, Shopify, Vault, Grafana, Docker and so on. */
export const vendorToken: LeakRule = {
  name: 'vendor-token',
  title: 'a token of a vendor',
  anchors: Object.keys(shapes),
  foldsCase: false,
  before: 6,
  reach: 440,
  pattern: new RegExp(
    String.raw`(?:(?<![A-Za-z0-9_/+.-])|(?<=\\[nrt]|%[0-9A-F]{2}))(?<secret>${any.join('|')})(?![A-Za-z0-9_])`,
    'dg',
  ),
  isReal: (secret) => /\d/.test(secret) && looksRandom(secret.slice(-40), 40),
  remedy:
    'revoke it in the account settings of the vendor that its prefix names, then make another',
  ok: () => [
    `dop_v1_${'x'.repeat(64)}`,
    'hvs.your_vault_token_goes_here_please',
    'secret_manager_client_configuration_provider_x',
  ],
  ng: () => [
    `DIGITALOCEAN_TOKEN=dop_v1_${madeUpText('do', 64, hexDigits)}`,
    `vault login hvs.${madeUpText('vault', 24)}`,
    `docker login -u pine -p dckr_pat_${madeUpText('dckr', 27)}`,
    `"shpat_${madeUpText('shp', 32, hexDigits)}"`,
  ],
};
