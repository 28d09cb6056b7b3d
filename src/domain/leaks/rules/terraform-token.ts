import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { madeUpText, urlCharacters } from '../made-up-text.ts';

/** HCP Terraform's tokens of users, teams and organisations: `.atlasv1.` in their middle tells them. */
export const terraformToken: LeakRule = {
  name: 'terraform-token',
  title: 'an HCP Terraform token',
  anchors: ['.atlasv1.'],
  foldsCase: false,
  before: 18,
  reach: 104,
  pattern: /(?<![A-Za-z0-9])(?<secret>[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,72})(?![\w-])/dg,
  isReal: (secret) => looksRandom(secret.slice(-60), 100),
  remedy: 'app.terraform.io > Account settings > Tokens (or the team or organisation): delete it',
  ok: () => [
    `${'x'.repeat(14)}.atlasv1.${'x'.repeat(67)}`,
    'token = "xxxxxx.atlasv1.zzzzzzzzzzzzz"',
  ],
  ng: () => [
    `credentials "app.terraform.io" {\n  token = "${token('a')}"\n}`,
    `TF_TOKEN_app_terraform_io=${token('b')}`,
  ],
};

function token(seed: string): string {
  const parts = [madeUpText(`atlas ${seed}`, 14), 'atlasv1'];
  return [...parts, madeUpText(`atlas rest ${seed}`, 67, urlCharacters)].join('.');
}
